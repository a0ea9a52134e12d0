package org.tallystick.perf;

import org.tallystick.codecs.MessageLimits;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.InstrumentKind;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.QuantityMeaning;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;
import org.tallystick.engine.market.Exchange;
import org.tallystick.engine.market.NewOrder;
import org.tallystick.engine.market.OrderChange;
import org.tallystick.engine.market.Orders;

/**
 * Our market, driven directly: {@link Exchange} with all its rules, as the engine drives it once a command is decoded and
 * its sender known. That is more than a book does: it checks phase, tick, lot and bounds, finds the instrument, gives order
 * and trade ids, keeps an index by order id beside the one by account and client order id, which operations use, and the
 * list of each account's orders.
 */
final class MarketBook implements BenchedBook {
    static final int INSTRUMENT = 1;
    static final int ACCOUNT = 1;

    private static final int SESSION = 1;
    private static final long INDEX_SEED = 0;

    private final Orders orders = new Orders();
    private final MarketTape tape = new MarketTape(orders);
    private final Exchange exchange = new Exchange(orders, INDEX_SEED, tape);
    private final NewOrder newOrder = new NewOrder();
    private final OrderChange change = new OrderChange();

    MarketBook(long tickSize, long lotSize) {
        exchange.begin(
                0,
                ClockMode.FLOW,
                1,
                MessageLimits.MAX_OPEN_ORDERS,
                MessageLimits.MAX_FILLS_PER_COMMAND,
                MessageLimits.MAX_WORK_PER_STEP);
        RejectReason reason = exchange.defineInstrument(
                INSTRUMENT,
                "BENCH",
                "",
                InstrumentKind.SPOT,
                2,
                0,
                tickSize,
                lotSize,
                lotSize,
                Long.MAX_VALUE / lotSize * lotSize);
        if (reason != RejectReason.NONE || exchange.changePhase(INSTRUMENT, TradingPhase.CONTINUOUS) != reason) {
            throw new IllegalStateException("no continuous trading: " + reason);
        }
        newOrder.sessionId = SESSION;
        newOrder.accountId = ACCOUNT;
        newOrder.instrumentId = INSTRUMENT;
        newOrder.ordType = OrdType.LIMIT;
        newOrder.stopPrice = NewOrder.ABSENT;
        newOrder.displayQty = NewOrder.ABSENT;
        newOrder.expireTimeNs = NewOrder.ABSENT;
        change.sessionId = SESSION;
        change.accountId = ACCOUNT;
        change.instrumentId = INSTRUMENT;
        change.orderId = NewOrder.ABSENT;
        change.clOrdId = NewOrder.ABSENT;
        change.assumedCumQty = NewOrder.ABSENT;
        change.quantityMeaning = QuantityMeaning.OPEN;
    }

    @Override
    public void apply(BookOperations operations, int from, int to) {
        for (int i = from; i < to; i++) {
            long id = operations.id(i);
            byte kind = operations.kind(i);
            if (BookOperations.isPlace(kind)) {
                Side side = BookOperations.isBuy(kind) ? Side.BUY : Side.SELL;
                TimeInForce timeInForce = BookOperations.isImmediate(kind) ? TimeInForce.IOC : TimeInForce.GTC;
                place(id, side, timeInForce, operations.price(i), operations.quantity(i));
                continue;
            }
            change.origClOrdId = id;
            if (kind == BookOperations.CANCEL) {
                exchange.cancel(change);
            } else if (kind == BookOperations.MOVE) {
                change.price = operations.price(i);
                change.quantity = NewOrder.ABSENT;
                exchange.replace(change);
            } else {
                change.quantity = operations.quantity(i);
                exchange.reduce(change);
            }
        }
    }

    /** Enters a limit order. */
    RejectReason place(long id, Side side, TimeInForce timeInForce, long price, long quantity) {
        newOrder.clOrdId = id;
        newOrder.side = side;
        newOrder.timeInForce = timeInForce;
        newOrder.price = price;
        newOrder.quantity = quantity;
        return exchange.newOrder(newOrder);
    }

    /** Whether an order is live; {@link MarketTape} has its price and open quantity then. */
    boolean isLive(long id) {
        change.origClOrdId = id;
        return exchange.status(change) == RejectReason.NONE;
    }

    MarketTape tape() {
        return tape;
    }

    Exchange exchange() {
        return exchange;
    }

    @Override
    public TradeDigest digest() {
        return tape.digest();
    }
}
