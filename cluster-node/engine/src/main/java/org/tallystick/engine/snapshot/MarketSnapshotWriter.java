package org.tallystick.engine.snapshot;

import org.agrona.ExpandableArrayBuffer;
import org.agrona.collections.LongArrayList;
import org.tallystick.codecs.snapshot.AliasChunkEncoder;
import org.tallystick.codecs.snapshot.InstrumentRecordEncoder;
import org.tallystick.codecs.snapshot.MessageHeaderEncoder;
import org.tallystick.codecs.snapshot.OrderChunkEncoder;
import org.tallystick.codecs.snapshot.WorkRecordEncoder;
import org.tallystick.codecs.types.OrderFlagsEncoder;
import org.tallystick.codecs.types.Side;
import org.tallystick.engine.market.Exchange;
import org.tallystick.engine.market.Instrument;
import org.tallystick.engine.market.Instruments;
import org.tallystick.engine.market.MarketState;
import org.tallystick.engine.market.MassCancel;
import org.tallystick.engine.market.Orders;

/**
 * Writes the market's part of a snapshot in canonical order: instruments by id, their orders in book order, old names,
 * pending work. An order takes {@value #ORDER_BYTES} bytes.
 */
final class MarketSnapshotWriter {
    static final int ORDER_BYTES = 52;

    /** Entries of a chunk: small enough for {@link org.tallystick.engine.SnapshotSink#MAX_MESSAGE_LENGTH}. */
    static final int CHUNK_ENTRIES = 256;

    private static final byte MASS_CANCEL = 1;
    private static final byte EXPIRY = 2;
    private static final byte DISCONNECT = 3;

    private final Exchange exchange;
    private final Orders orders;
    private final MarketState state;
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(CHUNK_ENTRIES * ORDER_BYTES + 64);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final InstrumentRecordEncoder instrumentRecord = new InstrumentRecordEncoder();
    private final OrderChunkEncoder orderChunk = new OrderChunkEncoder();
    private final AliasChunkEncoder aliasChunk = new AliasChunkEncoder();
    private final WorkRecordEncoder workRecord = new WorkRecordEncoder();
    private final LongArrayList names = new LongArrayList();
    private final LongArrayList aliasOrders = new LongArrayList();
    private final LongArrayList aliasNames = new LongArrayList();

    private RecordSink sink;
    private Instrument instrument;
    private OrderChunkEncoder.OrdersEncoder entries;
    private int ordersLeft;
    private int inChunk;

    private long instrumentCount;
    private long orderCount;
    private long aliasCount;
    private long workCount;

    MarketSnapshotWriter(Exchange exchange, Orders orders) {
        this.exchange = exchange;
        this.orders = orders;
        this.state = new MarketState(exchange);
    }

    void write(RecordSink target) {
        sink = target;
        instrumentCount = 0;
        orderCount = 0;
        aliasCount = 0;
        workCount = 0;
        Instruments instruments = exchange.instruments();
        for (int id = 1; id <= instruments.highestId(); id++) {
            if (instruments.get(id) != null) {
                writeInstrument(instruments.get(id));
            }
        }
        for (int id = 1; id <= instruments.highestId(); id++) {
            if (instruments.get(id) != null) {
                writeOrders(instruments.get(id));
            }
        }
        if (state.aliasCount() > 0) {
            writeAliases(instruments);
        }
        state.forEachWork(this::writeWork);
    }

    private void writeInstrument(Instrument of) {
        instrumentRecord
                .wrapAndApplyHeader(buffer, 0, header)
                .tickSize(of.tickSize())
                .lotSize(of.lotSize())
                .minQty(of.minQty())
                .maxQty(of.maxQty())
                .lastPrice(of.lastPrice())
                .indicativePrice(state.indicativePrice(of))
                .indicativeVolume(state.indicativeVolume(of))
                .indicativeSurplus(state.indicativeSurplus(of))
                .instrumentId(of.id())
                .priceDecimals((short) of.priceDecimals())
                .qtyDecimals((short) of.qtyDecimals())
                .kind(of.kind())
                .phase(of.phase())
                .auctionDirty((short) (state.auctionChanged(of) ? 1 : 0))
                .symbol(of.symbol())
                .description(of.description());
        instrumentCount++;
        emit(instrumentRecord.encodedLength());
    }

    private void writeOrders(Instrument of) {
        instrument = of;
        ordersLeft = exchange.restingOrders(of);
        inChunk = 0;
        exchange.forEachOrder(of, this::writeOrder);
    }

    private void writeOrder(int order) {
        if (inChunk == 0) {
            inChunk = Math.min(ordersLeft, CHUNK_ENTRIES);
            ordersLeft -= inChunk;
            entries = orderChunk
                    .wrapAndApplyHeader(buffer, 0, header)
                    .instrumentId(instrument.id())
                    .ordersCount(inChunk);
        }
        entries.next()
                .orderId(orders.orderId(order))
                .clOrdId(orders.clOrdId(order))
                .price(orders.price(order))
                .leavesQty(orders.leavesQty(order))
                .cumQty(orders.cumQty(order))
                .accountId(orders.accountId(order))
                .sessionId(orders.sessionId(order))
                .side(orders.side(order))
                .ordType(orders.ordType(order))
                .timeInForce(orders.timeInForce(order));
        OrderFlagsEncoder flags = entries.flags();
        flags.buffer().putByte(flags.offset(), (byte) orders.flags(order));
        orderCount++;
        if (--inChunk == 0) {
            emit(orderChunk.encodedLength());
        }
    }

    private void writeAliases(Instruments instruments) {
        aliasOrders.clear();
        aliasNames.clear();
        for (int id = 1; id <= instruments.highestId(); id++) {
            if (instruments.get(id) != null) {
                exchange.forEachOrder(instruments.get(id), this::collectAliases);
            }
        }
        int written = 0;
        while (written < aliasOrders.size()) {
            int count = Math.min(aliasOrders.size() - written, CHUNK_ENTRIES);
            AliasChunkEncoder.AliasesEncoder group =
                    aliasChunk.wrapAndApplyHeader(buffer, 0, header).aliasesCount(count);
            for (int i = 0; i < count; i++, written++) {
                group.next().orderId(aliasOrders.getLong(written)).clOrdId(aliasNames.getLong(written));
            }
            emit(aliasChunk.encodedLength());
        }
        aliasCount = written;
    }

    private void collectAliases(int order) {
        state.aliases(order, names);
        for (int i = 0; i < names.size(); i++) {
            aliasOrders.addLong(orders.orderId(order));
            aliasNames.addLong(names.getLong(i));
        }
    }

    private void writeWork(
            MassCancel massCancel,
            Instrument expiring,
            int sessionId,
            long endOrderId,
            long affected,
            boolean started,
            long nextOrderId) {
        workRecord
                .wrapAndApplyHeader(buffer, 0, header)
                .nextOrderId(nextOrderId)
                .endOrderId(endOrderId)
                .affected(affected)
                .started((short) (started ? 1 : 0));
        if (massCancel != null) {
            workRecord
                    .massCancelId(massCancel.massCancelId)
                    .accountId(massCancel.accountId)
                    .sessionId(massCancel.sessionId)
                    .instrumentId(massCancel.instrumentId)
                    .kind(MASS_CANCEL)
                    .side(massCancel.side == null ? Side.NULL_VAL : massCancel.side);
        } else {
            workRecord
                    .massCancelId(WorkRecordEncoder.massCancelIdNullValue())
                    .accountId(WorkRecordEncoder.accountIdNullValue())
                    .sessionId(expiring == null ? sessionId : WorkRecordEncoder.sessionIdNullValue())
                    .instrumentId(expiring == null ? WorkRecordEncoder.instrumentIdNullValue() : expiring.id())
                    .kind(expiring == null ? DISCONNECT : EXPIRY)
                    .side(Side.NULL_VAL);
        }
        workCount++;
        emit(workRecord.encodedLength());
    }

    private void emit(int bodyLength) {
        sink.onRecord(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + bodyLength);
    }

    long instrumentCount() {
        return instrumentCount;
    }

    long orderCount() {
        return orderCount;
    }

    long aliasCount() {
        return aliasCount;
    }

    long workCount() {
        return workCount;
    }
}
