package org.tallystick.perf;

import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.flow.FlowRow;
import org.tallystick.flow.InstrumentSpec;
import org.tallystick.flow.generate.FlowGenerator;
import org.tallystick.flow.generate.FlowProfile;

/**
 * Turns a generated flow into operations that both books execute alike, while it follows them in a market of its own:
 *
 * <ul>
 *   <li>what validation refuses is left out, for the peer's book does not validate;
 *   <li>a fill-or-kill order that fills becomes an immediate-or-cancel order, one that does not is left out: the peer has
 *       only one whose limit is a budget;
 *   <li>a market order becomes an immediate-or-cancel order with the widest limit;
 *   <li>a replace with another price becomes a move, one with a lower quantity only a reduce; the peer cannot do others.
 * </ul>
 *
 * <p>Cancels, moves and reduces of orders that have ended stay in: both refuse them.
 */
final class StreamMaker {
    private final BookOperations operations = new BookOperations();
    private final MarketBook market;
    private final long widestBuy;
    private final long widestSell;
    private final long restingWanted;
    private int followed;
    private boolean isBuilt;

    private StreamMaker(InstrumentSpec instrument, long restingWanted) {
        market = new MarketBook(instrument.tickSize(), instrument.lotSize());
        // Far from every price of every profile, and short enough for products with quantities.
        widestBuy = instrument.tickSize() * Integer.MAX_VALUE;
        widestSell = instrument.tickSize();
        this.restingWanted = restingWanted;
    }

    /**
     * Makes a stream.
     *
     * @param profile of the flow, one with a single instrument in continuous trading
     * @param count   operations beyond those that build the book
     * @param seed    of the flow
     */
    static BookOperations make(FlowProfile profile, int count, long seed) {
        FlowGenerator generator = new FlowGenerator(profile, Long.MAX_VALUE, seed);
        StreamMaker maker = new StreamMaker(generator.instruments().get(0), resting(profile));
        FlowRow row = new FlowRow();
        while (!maker.isBuilt || maker.operations.count() - maker.operations.buildCount() < count) {
            generator.next(row);
            maker.add(row);
        }
        return maker.operations;
    }

    static InstrumentSpec instrument(FlowProfile profile) {
        return new FlowGenerator(profile, Long.MAX_VALUE, 0).instruments().get(0);
    }

    static long resting(FlowProfile profile) {
        return switch (profile) {
            case REPRICE -> 1_000;
            case DEEP -> 200_000;
            case EQUITY, RANDOM_IDS, CRASH -> 5_000;
            case AUCTION_DAY -> throw new IllegalArgumentException("an auction day is not for a single book");
        };
    }

    private void add(FlowRow row) {
        switch (row.action) {
            case NEW -> place(row);
            case CANCEL -> operations.add(BookOperations.CANCEL, row.clOrdId, 0, 0);
            case REPLACE -> replace(row);
            case REDUCE -> operations.add(BookOperations.REDUCE, row.clOrdId, 0, row.qty);
            default -> {}
        }
        follow();
        if (!isBuilt && market.exchange().openOrders() >= restingWanted) {
            isBuilt = true;
            operations.built();
        }
    }

    private void place(FlowRow row) {
        boolean isBuy = row.side == Side.BUY;
        long price = row.type == OrdType.MARKET ? (isBuy ? widestBuy : widestSell) : row.price;
        long trades = market.digest().trades();
        boolean isImmediate = row.type == OrdType.MARKET || row.tif == TimeInForce.IOC || row.tif == TimeInForce.FOK;
        TimeInForce timeInForce =
                row.tif == TimeInForce.FOK ? TimeInForce.FOK : isImmediate ? TimeInForce.IOC : TimeInForce.GTC;
        RejectReason reason = market.place(row.clOrdId, row.side, timeInForce, price, row.qty);
        boolean isKilled = timeInForce == TimeInForce.FOK && market.digest().trades() == trades;
        if (reason != RejectReason.NONE || isKilled) {
            return;
        }
        byte kind = isImmediate
                ? (isBuy ? BookOperations.IOC_BUY : BookOperations.IOC_SELL)
                : (isBuy ? BookOperations.BUY : BookOperations.SELL);
        operations.add(kind, row.clOrdId, price, row.qty);
        followed = operations.count();
    }

    private void replace(FlowRow row) {
        if (!market.isLive(row.clOrdId) || row.price != market.tape().price()) {
            operations.add(BookOperations.MOVE, row.clOrdId, row.price, 0);
        } else if (row.qty < market.tape().leavesQty()) {
            operations.add(BookOperations.REDUCE, row.clOrdId, 0, market.tape().leavesQty() - row.qty);
        }
    }

    private void follow() {
        market.apply(operations, followed, operations.count());
        followed = operations.count();
    }
}
