package org.tallystick.flow.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.LongHashSet;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;
import org.tallystick.flow.FlowAction;
import org.tallystick.flow.FlowColumn;
import org.tallystick.flow.FlowRow;
import org.tallystick.flow.FlowWriter;
import org.tallystick.flow.InstrumentSpec;
import org.tallystick.flow.Instruments;

/**
 * The recorded market, as far as the flow has to know it: orders by id, and the phase of every instrument. What happens
 * to it becomes rows. An execution becomes an order of ours: IOC, the other side, the resting order's price.
 */
final class ImportedMarket implements AutoCloseable {
    /** Ids from here on are ours; those of recorded orders lie below, or are replaced by one of ours. */
    static final long FIRST_AGGRESSOR_ID = 1L << 62;

    /** Ids of recorded orders that cannot keep theirs; behind those of our aggressors. */
    static final long FIRST_NEW_ID = 3L << 61;

    private final Instruments instruments = new Instruments(List.of());
    private final List<RecordedBook> books = new ArrayList<>();
    private final LongHashSet idsInUse = new LongHashSet();
    private final ImportCounts counts = new ImportCounts();
    private final FlowRow row = new FlowRow();
    private final FlowWriter writer;
    private final ExecutionLog executions;
    private long nextAggressorId = FIRST_AGGRESSOR_ID;
    private long nextNewId = FIRST_NEW_ID;
    private long timeNs;

    /** @param executions takes the executions, or null */
    ImportedMarket(final Path flow, final ExecutionLog executions) throws IOException {
        this.writer = FlowWriter.create(flow, instruments, FlowColumn.TIF);
        this.executions = executions;
    }

    ImportCounts counts() {
        return counts;
    }

    Instruments instruments() {
        return instruments;
    }

    /** A new instrument, traded in single units of its decimals; answers its index. */
    int define(final String symbol, final int priceDecimals) {
        books.add(new RecordedBook());
        return instruments.add(new InstrumentSpec(symbol, priceDecimals, 1, 0, 1));
    }

    /** Whether an order is in the book. */
    boolean isInBook(final int instrument, final long id) {
        return side(instrument, id) != null;
    }

    /** Side of an order, null where it is not in the book. */
    Side side(final int instrument, final long id) {
        final RecordedOrder order = books.get(instrument).orders.get(id);
        return order == null || order.qty == 0 ? null : order.side;
    }

    /** Price of an order, 0 where it is not in the book. */
    long price(final int instrument, final long id) {
        final RecordedOrder order = books.get(instrument).orders.get(id);
        return order == null ? 0 : order.price;
    }

    /** Sets the phase, where it is another. */
    void phase(final long time, final int instrument, final TradingPhase phase) throws IOException {
        final RecordedBook book = books.get(instrument);
        if (book.phase != phase) {
            book.phase = phase;
            begin(time, FlowAction.PHASE, instrument);
            row.phase = phase;
            write();
        }
    }

    /** A new order that rests. */
    Outcome add(final long time, final int instrument, final long id, final Side side, final long price, final long qty)
            throws IOException {
        final RecordedBook book = books.get(instrument);
        final RecordedOrder same = book.orders.get(id);
        if (same != null && same.qty > 0) {
            return Outcome.ID_IN_USE;
        }
        if (qty <= 0) {
            return Outcome.NO_QUANTITY;
        }
        if (price <= 0) {
            return Outcome.NO_PRICE;
        }
        letOrdersIn(time, instrument, book);
        final RecordedOrder order = new RecordedOrder(clOrdId(id), side, price, qty);
        book.orders.put(id, order);
        begin(time, FlowAction.NEW, instrument);
        row.clOrdId = order.clOrdId;
        row.side = side;
        row.price = price;
        row.qty = qty;
        write();
        return Outcome.MAPPED;
    }

    /** Takes a quantity off an order, which ends where nothing is left. */
    Outcome reduce(final long time, final int instrument, final long id, final long qty) throws IOException {
        final RecordedBook book = books.get(instrument);
        final RecordedOrder order = book.orders.get(id);
        if (order == null) {
            return Outcome.UNKNOWN_ORDER;
        }
        if (qty <= 0) {
            return Outcome.NO_QUANTITY;
        }
        takeOff(time, instrument, order, qty);
        forget(book, id, order);
        return Outcome.MAPPED;
    }

    /**
     * Takes off what the format takes off an order besides telling its executions: what was executed is off already, the
     * rest is reduced.
     */
    Outcome settle(final long time, final int instrument, final long id, final long qty) throws IOException {
        final RecordedOrder order = books.get(instrument).orders.get(id);
        if (order == null || order.unsettledQty == 0 || qty <= 0) {
            return reduce(time, instrument, id, qty);
        }
        final long executed = Math.min(qty, order.unsettledQty);
        order.unsettledQty -= executed;
        takeOff(time, instrument, order, qty - executed);
        forget(books.get(instrument), id, order);
        return Outcome.MAPPED;
    }

    /** Cancels an order. */
    Outcome cancel(final long time, final int instrument, final long id) throws IOException {
        return reduce(time, instrument, id, Long.MAX_VALUE);
    }

    /**
     * Gives an order another price, quantity or side. Only where the quantity shrinks and nothing else changes does it
     * keep its priority. An order that is not in the book is added.
     */
    Outcome modify(
            final long time, final int instrument, final long id, final Side side, final long price, final long qty)
            throws IOException {
        final RecordedBook book = books.get(instrument);
        final RecordedOrder order = book.orders.get(id);
        if (order == null || order.qty == 0) {
            return add(time, instrument, id, side, price, qty);
        }
        if (qty <= 0) {
            return Outcome.NO_QUANTITY;
        }
        if (price <= 0) {
            return Outcome.NO_PRICE;
        }
        order.unsettledQty = 0;
        if (side != order.side) {
            cancel(time, instrument, id);
            return add(time, instrument, id, side, price, qty);
        }
        if (price == order.price && qty <= order.qty) {
            takeOff(time, instrument, order, order.qty - qty);
            return Outcome.MAPPED;
        }
        letOrdersIn(time, instrument, book);
        order.price = price;
        order.qty = qty;
        begin(time, FlowAction.REPLACE, instrument);
        row.clOrdId = order.clOrdId;
        row.price = price;
        row.qty = qty;
        write();
        return Outcome.MAPPED;
    }

    /** An order was executed, and the format says so once. */
    Outcome execute(final long time, final int instrument, final long id, final long price, final long qty)
            throws IOException {
        return execute(time, instrument, id, price, qty, false);
    }

    /** An order was executed, and the format takes the quantity off once more, which {@link #settle} is for. */
    Outcome fill(final long time, final int instrument, final long id, final long price, final long qty)
            throws IOException {
        return execute(time, instrument, id, price, qty, true);
    }

    /** An order was executed that no instrument has. */
    Outcome executeUnknown() {
        counts.executions++;
        counts.executionsOfUnknownOrders++;
        return Outcome.UNKNOWN_ORDER;
    }

    private Outcome execute(
            final long time,
            final int instrument,
            final long id,
            final long price,
            final long qty,
            final boolean isSettledLater)
            throws IOException {
        if (qty <= 0) {
            return Outcome.NO_QUANTITY;
        }
        final RecordedBook book = books.get(instrument);
        final boolean isTrading = book.phase == null || book.phase == TradingPhase.CONTINUOUS;
        final RecordedOrder order = book.orders.get(id);
        if (isTrading) {
            counts.executions++;
        } else {
            counts.executionsOutsideTrading++;
        }
        if (order == null || order.qty == 0) {
            counts.executionsOfUnknownOrders += isTrading ? 1 : 0;
            return Outcome.UNKNOWN_ORDER;
        }
        counts.executionsAtOtherPrices += price != order.price ? 1 : 0;
        if (isTrading) {
            trade(time, instrument, order, qty);
        } else {
            takeOff(time, instrument, order, qty);
        }
        if (isSettledLater) {
            order.unsettledQty += qty;
        }
        forget(book, id, order);
        return Outcome.MAPPED;
    }

    private void trade(final long time, final int instrument, final RecordedOrder order, final long qty)
            throws IOException {
        final long aggressorId = nextAggressorId++;
        begin(time, FlowAction.NEW, instrument);
        row.clOrdId = aggressorId;
        row.side = order.side == Side.BUY ? Side.SELL : Side.BUY;
        row.tif = TimeInForce.IOC;
        row.price = order.price;
        row.qty = qty;
        write();
        if (executions != null) {
            executions.write(aggressorId, order.clOrdId, order.price, qty);
        }
        order.qty -= Math.min(qty, order.qty);
        release(order);
    }

    /** Removes all orders of an instrument. */
    Outcome clear(final long time, final int instrument) throws IOException {
        final RecordedBook book = books.get(instrument);
        if (book.phase == null) {
            return Outcome.NO_EFFECT;
        }
        book.orders.values().forEach(order -> {
            order.qty = 0;
            release(order);
        });
        book.orders.clear();
        begin(time, FlowAction.MASS_CANCEL, instrument);
        write();
        return Outcome.MAPPED;
    }

    /** An instrument that the recording says nothing of trades continuously; one that is halted can take orders again. */
    private void letOrdersIn(final long time, final int instrument, final RecordedBook book) throws IOException {
        if (book.phase == null) {
            phase(time, instrument, TradingPhase.CONTINUOUS);
        } else if (book.phase == TradingPhase.HALTED) {
            phase(time, instrument, TradingPhase.PRE_OPEN);
        }
    }

    private void takeOff(final long time, final int instrument, final RecordedOrder order, final long qty)
            throws IOException {
        if (qty == 0 || order.qty == 0) {
            return;
        }
        final boolean isAll = qty >= order.qty;
        begin(time, isAll ? FlowAction.CANCEL : FlowAction.REDUCE, instrument);
        row.clOrdId = order.clOrdId;
        if (!isAll) {
            row.qty = qty;
        }
        write();
        order.qty -= Math.min(qty, order.qty);
        release(order);
    }

    private void release(final RecordedOrder order) {
        if (order.qty == 0) {
            idsInUse.remove(order.clOrdId);
        }
    }

    private static void forget(final RecordedBook book, final long id, final RecordedOrder order) {
        if (order.qty == 0 && order.unsettledQty == 0) {
            book.orders.remove(id);
        }
    }

    private long clOrdId(final long id) {
        if (id > 0 && id < FIRST_AGGRESSOR_ID && idsInUse.add(id)) {
            return id;
        }
        counts.ordersWithNewIds++;
        return nextNewId++;
    }

    private void begin(final long time, final FlowAction action, final int instrument) {
        counts.timesMovedForward += time < timeNs ? 1 : 0;
        timeNs = Math.max(timeNs, time);
        row.clear();
        row.timeNs = timeNs;
        row.action = action;
        row.instrument = instrument;
    }

    private void write() throws IOException {
        writer.write(row);
        counts.row(row.action);
    }

    long rowsWritten() {
        return writer.rowsWritten();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
