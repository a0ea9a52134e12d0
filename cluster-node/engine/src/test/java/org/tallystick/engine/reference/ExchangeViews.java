package org.tallystick.engine.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.agrona.collections.LongArrayList;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.engine.market.Exchange;
import org.tallystick.engine.market.Instrument;
import org.tallystick.engine.market.MarketState;
import org.tallystick.engine.market.Orders;

/** An engine's orders and instruments as the reference speaks of them. */
final class ExchangeViews {
    private ExchangeViews() {}

    static Long price(long price) {
        return price == Instrument.NO_PRICE ? null : price;
    }

    static Event.OrderState state(Orders orders, int order) {
        return new Event.OrderState(
                orders.orderId(order),
                orders.clOrdId(order),
                orders.ordType(order) == OrdType.MARKET ? null : price(orders.price(order)),
                orders.leavesQty(order),
                orders.cumQty(order),
                orders.accountId(order),
                orders.sessionId(order),
                orders.instrumentId(order),
                orders.side(order),
                orders.ordType(order),
                orders.timeInForce(order));
    }

    static List<MarketView> view(Exchange exchange, Orders orders) {
        MarketState state = new MarketState(exchange);
        Set<Integer> expiring = new TreeSet<>();
        state.forEachWork((massCancel, instrument, session, end, affected, started, next) -> {
            if (instrument != null) {
                expiring.add(instrument.id());
            }
        });
        LongArrayList oldNames = new LongArrayList();
        List<MarketView> views = new ArrayList<>();
        for (int id = 1; id <= exchange.instruments().highestId(); id++) {
            Instrument instrument = exchange.instruments().get(id);
            if (instrument == null) {
                continue;
            }
            List<Event.OrderState> states = new ArrayList<>();
            List<Set<Long>> names = new ArrayList<>();
            exchange.forEachOrder(instrument, order -> {
                states.add(state(orders, order));
                state.aliases(order, oldNames);
                Set<Long> all = new TreeSet<>(oldNames);
                all.add(orders.clOrdId(order));
                names.add(all);
            });
            views.add(new MarketView(
                    id, instrument.phase(), price(instrument.lastPrice()), expiring.contains(id), states, names));
        }
        return views;
    }
}
