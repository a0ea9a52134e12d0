package org.tallystick.engine.event;

import java.util.function.Consumer;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.InstrumentKind;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.QuantityMeaning;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;
import org.tallystick.engine.market.Exchange;
import org.tallystick.engine.market.MarketEvents;
import org.tallystick.engine.market.MassCancel;
import org.tallystick.engine.market.NewOrder;
import org.tallystick.engine.market.OrderChange;
import org.tallystick.engine.market.Orders;

/** A real market with instrument 3, for what only a market can say. An account has the number of its session. */
final class Market {
    static final int INSTRUMENT = 3;

    final Exchange exchange;

    Market(Orders orders, MarketEvents events) {
        exchange = new Exchange(orders, 1, events);
        exchange.begin(0, ClockMode.FLOW, 10, 1_000, 1_000, 1_000);
    }

    void open() {
        exchange.defineInstrument(INSTRUMENT, "TLY", "A share", InstrumentKind.SPOT, 2, 0, 5, 1, 1, 1_000_000);
        exchange.changePhase(INSTRUMENT, TradingPhase.CONTINUOUS);
    }

    void newOrder(int session, long clOrdId, Side side, long quantity, long price, Consumer<NewOrder> change) {
        NewOrder order = new NewOrder();
        order.sessionId = session;
        order.accountId = account(session);
        order.instrumentId = INSTRUMENT;
        order.clOrdId = clOrdId;
        order.side = side;
        order.ordType = OrdType.LIMIT;
        order.timeInForce = TimeInForce.DAY;
        order.price = price;
        order.quantity = quantity;
        order.stopPrice = NewOrder.ABSENT;
        order.displayQty = NewOrder.ABSENT;
        order.expireTimeNs = NewOrder.ABSENT;
        change.accept(order);
        exchange.newOrder(order);
    }

    /** What has no session, has account 9. */
    private static int account(int session) {
        return session > 0 ? session : 9;
    }

    void limit(int session, long clOrdId, Side side, long quantity, long price) {
        newOrder(session, clOrdId, side, quantity, price, order -> {});
    }

    static OrderChange change(int session, long origClOrdId) {
        OrderChange change = new OrderChange();
        change.sessionId = session;
        change.accountId = account(session);
        change.instrumentId = INSTRUMENT;
        change.origClOrdId = origClOrdId;
        change.orderId = NewOrder.ABSENT;
        change.clOrdId = NewOrder.ABSENT;
        change.price = NewOrder.ABSENT;
        change.quantity = NewOrder.ABSENT;
        change.assumedCumQty = NewOrder.ABSENT;
        change.quantityMeaning = QuantityMeaning.OPEN;
        return change;
    }

    static MassCancel massCancel(int session, long massCancelId) {
        MassCancel request = new MassCancel();
        request.sessionId = session;
        request.accountId = account(session);
        request.massCancelId = massCancelId;
        request.instrumentId = MassCancel.ALL_INSTRUMENTS;
        return request;
    }
}
