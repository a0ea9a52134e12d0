package org.tallystick.engine.market;

import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.LongArrayList;

/** The whole state of a market in lines: equal dumps, equal markets. */
final class MarketDump {
    private final Exchange exchange;
    private final MarketState state;
    private final Orders orders;
    private final List<String> lines = new ArrayList<>();

    private MarketDump(Exchange exchange) {
        this.exchange = exchange;
        this.state = new MarketState(exchange);
        this.orders = exchange.live().orders();
    }

    static List<String> of(Exchange exchange) {
        return new MarketDump(exchange).write();
    }

    private List<String> write() {
        lines.add("next order " + exchange.nextOrderId() + " trade " + exchange.nextTradeId() + " live "
                + exchange.openOrders() + " aliases " + state.aliasCount());
        for (int id = 1; id <= exchange.instruments().highestId(); id++) {
            Instrument instrument = exchange.instruments().get(id);
            if (instrument != null) {
                addInstrument(instrument);
            }
        }
        state.forEachWork(
                (massCancel, expiring, sessionId, endOrderId, affected, started, nextOrderId) -> lines.add("work "
                        + (massCancel != null
                                ? "cancel " + massCancel.accountId
                                : expiring != null ? "expire " + expiring.id() : "disconnect " + sessionId)
                        + " end " + endOrderId + " affected " + affected + " started " + started + " next "
                        + nextOrderId));
        return lines;
    }

    private void addInstrument(Instrument instrument) {
        lines.add("instrument " + instrument.id() + " " + instrument.symbol() + " " + instrument.phase() + " last "
                + instrument.lastPrice() + " expiring " + instrument.isExpiring() + " indicative "
                + instrument.indicativePrice() + " " + instrument.indicativeVolume() + " "
                + instrument.indicativeSurplus() + " changed " + instrument.auctionChanged());
        exchange.forEachOrder(instrument, this::addOrder);
    }

    private void addOrder(int order) {
        LongArrayList names = new LongArrayList();
        state.aliases(order, names);
        int after = exchange.live().accounts().next(order);
        lines.add("  " + orders.orderId(order) + " account " + orders.accountId(order) + " name "
                + orders.clOrdId(order) + " old names " + names + " session " + orders.sessionId(order) + " "
                + orders.side(order) + " " + orders.ordType(order) + " " + orders.timeInForce(order) + " "
                + orders.leavesQty(order) + "@" + orders.price(order) + " filled " + orders.cumQty(order)
                + " of its account next " + (after == Orders.NONE ? 0 : orders.orderId(after)));
    }
}
