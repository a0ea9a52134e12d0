package org.tallystick.engine.snapshot;

import org.agrona.DirectBuffer;
import org.tallystick.codecs.snapshot.AliasChunkDecoder;
import org.tallystick.codecs.snapshot.InstrumentRecordDecoder;
import org.tallystick.codecs.snapshot.MessageHeaderDecoder;
import org.tallystick.codecs.snapshot.OrderChunkDecoder;
import org.tallystick.codecs.snapshot.WorkRecordDecoder;
import org.tallystick.codecs.types.Side;
import org.tallystick.engine.Venue;
import org.tallystick.engine.market.Instrument;
import org.tallystick.engine.market.MarketState;
import org.tallystick.engine.market.MassCancel;

/**
 * Reads the market's part of a snapshot back into a venue whose participants, accounts and sessions were read before, and
 * whose market is empty.
 */
final class MarketSnapshotReader {
    private static final int MASS_CANCEL = 1;
    private static final int EXPIRY = 2;
    private static final int DISCONNECT = 3;

    private final Venue venue;
    private final MarketState state;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final InstrumentRecordDecoder instrumentRecord = new InstrumentRecordDecoder();
    private final OrderChunkDecoder orderChunk = new OrderChunkDecoder();
    private final AliasChunkDecoder aliasChunk = new AliasChunkDecoder();
    private final WorkRecordDecoder workRecord = new WorkRecordDecoder();
    private int lastInstrumentId;
    private boolean ordersFinished;

    private long instrumentCount;
    private long orderCount;
    private long aliasCount;
    private long workCount;

    MarketSnapshotReader(Venue venue) {
        this.venue = venue;
        this.state = new MarketState(venue.exchange());
    }

    /** Takes a record whose header, block length and bounds were checked; answers whether it is of the market's part. */
    boolean onRecord(int templateId, DirectBuffer buffer, int offset) {
        switch (templateId) {
            case InstrumentRecordDecoder.TEMPLATE_ID -> readInstrument(buffer, offset);
            case OrderChunkDecoder.TEMPLATE_ID -> readOrders(buffer, offset);
            case AliasChunkDecoder.TEMPLATE_ID -> readAliases(buffer, offset);
            case WorkRecordDecoder.TEMPLATE_ID -> readWork(buffer, offset);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void readInstrument(DirectBuffer buffer, int offset) {
        InstrumentRecordDecoder record = instrumentRecord.wrapAndApplyHeader(buffer, offset, header);
        if (record.instrumentId() <= lastInstrumentId) {
            throw new SnapshotException(
                    "instrument " + record.instrumentId() + " after " + lastInstrumentId + ", expected rising ids");
        }
        lastInstrumentId = record.instrumentId();
        Instrument instrument = state.restoreInstrument(
                record.instrumentId(),
                record.symbol(),
                record.description(),
                record.kind(),
                record.priceDecimals(),
                record.qtyDecimals(),
                record.tickSize(),
                record.lotSize(),
                record.minQty(),
                record.maxQty());
        state.restoreTrading(
                instrument,
                record.phase(),
                record.lastPrice(),
                record.indicativePrice(),
                record.indicativeVolume(),
                record.indicativeSurplus(),
                record.auctionDirty() != 0);
        instrumentCount++;
    }

    private void readOrders(DirectBuffer buffer, int offset) {
        OrderChunkDecoder record = orderChunk.wrapAndApplyHeader(buffer, offset, header);
        int instrumentId = record.instrumentId();
        for (OrderChunkDecoder.OrdersDecoder order : record.orders()) {
            requireOwner(order.accountId(), order.sessionId());
            state.restoreOrder(
                    instrumentId,
                    order.orderId(),
                    order.clOrdId(),
                    order.price(),
                    order.leavesQty(),
                    order.cumQty(),
                    order.accountId(),
                    order.sessionId(),
                    order.side(),
                    order.ordType(),
                    order.timeInForce(),
                    order.flags().getRaw());
            orderCount++;
        }
    }

    /** Unknown accounts and sessions would be met only later: by a list as long as the number, or by a report to nobody. */
    private void requireOwner(int accountId, int sessionId) {
        if (venue.accounts().get(accountId) == null) {
            throw new SnapshotException("account " + accountId + " is not there");
        }
        requireSession(sessionId);
    }

    private void requireSession(int sessionId) {
        if (venue.sessions().get(sessionId) == null) {
            throw new SnapshotException("session " + sessionId + " is not there");
        }
    }

    private void readAliases(DirectBuffer buffer, int offset) {
        for (AliasChunkDecoder.AliasesDecoder alias :
                aliasChunk.wrapAndApplyHeader(buffer, offset, header).aliases()) {
            state.restoreAlias(alias.orderId(), alias.clOrdId());
            aliasCount++;
        }
    }

    private void readWork(DirectBuffer buffer, int offset) {
        finishOrders();
        WorkRecordDecoder record = workRecord.wrapAndApplyHeader(buffer, offset, header);
        boolean started = record.started() != 0;
        switch (record.kind()) {
            case MASS_CANCEL ->
                state.restoreMassCancel(
                        massCancel(record), record.endOrderId(), record.affected(), started, record.nextOrderId());
            case EXPIRY ->
                state.restoreExpiry(
                        record.instrumentId(), record.endOrderId(), record.affected(), started, record.nextOrderId());
            case DISCONNECT -> {
                requireSession(record.sessionId());
                state.restoreDisconnect(
                        record.sessionId(), record.endOrderId(), record.affected(), started, record.nextOrderId());
            }
            default -> throw new SnapshotException("pending work of kind " + record.kind() + ", expected 1, 2 or 3");
        }
        workCount++;
    }

    private MassCancel massCancel(WorkRecordDecoder record) {
        requireOwner(record.accountId(), record.sessionId());
        MassCancel massCancel = new MassCancel();
        massCancel.massCancelId = record.massCancelId();
        massCancel.accountId = record.accountId();
        massCancel.sessionId = record.sessionId();
        massCancel.instrumentId = record.instrumentId();
        massCancel.side = record.side() == Side.NULL_VAL ? null : record.side();
        return massCancel;
    }

    /** To be called when no more orders come. */
    void finishOrders() {
        if (!ordersFinished) {
            ordersFinished = true;
            state.finish();
        }
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
