package org.tallystick.engine.event;

import static org.tallystick.engine.event.OwnBytes.putByte;
import static org.tallystick.engine.event.OwnBytes.putInt;
import static org.tallystick.engine.event.OwnBytes.putLong;

import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.codecs.entry.AdminReportEncoder;
import org.tallystick.codecs.entry.AuctionIndicativeEncoder;
import org.tallystick.codecs.entry.BusinessMessageRejectEncoder;
import org.tallystick.codecs.entry.ExecutionReportEncoder;
import org.tallystick.codecs.entry.HashReportEncoder;
import org.tallystick.codecs.entry.HashRequestDecoder;
import org.tallystick.codecs.entry.MessageHeaderEncoder;
import org.tallystick.codecs.entry.OrderCancelRejectEncoder;
import org.tallystick.codecs.entry.OrderMassCancelReportEncoder;
import org.tallystick.codecs.entry.ParticipantDefinitionDecoder;
import org.tallystick.codecs.entry.ReportHeaderEncoder;
import org.tallystick.codecs.types.AggressorSide;
import org.tallystick.codecs.types.CancelReason;
import org.tallystick.codecs.types.ChangeKind;
import org.tallystick.codecs.types.ExecType;
import org.tallystick.codecs.types.OrdStatus;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TerminationReason;
import org.tallystick.codecs.types.TradingPhase;
import org.tallystick.engine.Genesis;
import org.tallystick.engine.Transaction;
import org.tallystick.engine.market.Instrument;
import org.tallystick.engine.market.MassCancel;
import org.tallystick.engine.market.NewOrder;
import org.tallystick.engine.market.OrderChange;
import org.tallystick.engine.market.Orders;
import org.tallystick.engine.session.Account;
import org.tallystick.engine.session.Participant;
import org.tallystick.engine.session.Session;

/**
 * Encodes what happens as reports to the sessions that it concerns: what happens to an order goes to its owner, the
 * session that entered it, an answer to the session that asked. Where a session changes or ends an order of another one,
 * both are told, the owner first; what follows from that, a fill above all, is the owner's alone. A trade makes two
 * reports, the buyer's first. The session layer answers its own messages and makes no reports. Orders and requests without
 * a session (number 0 or less) are reported to nobody.
 *
 * <p>Allocates nothing.
 */
public final class ReportEncoder implements EventSink {
    private static final int HEADER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH;
    /** Where the block of an execution report begins, and in it the report header. */
    private static final int BLOCK = HEADER_LENGTH;

    private static final int REPORT_HEADER = BLOCK + ExecutionReportEncoder.headerEncodingOffset();
    /** The null value of every 64-bit field of the wire. */
    private static final long NO_LONG = Long.MIN_VALUE;

    private static final int FIRST_ADMIN_TEMPLATE = ParticipantDefinitionDecoder.TEMPLATE_ID;
    private static final int LAST_ADMIN_TEMPLATE = HashRequestDecoder.TEMPLATE_ID;

    private final ReportSink sink;
    private final Orders orders;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    /** Nearly all reports are of this kind: it has a buffer of its own, in which the SBE header always stands. */
    private final byte[] executionBytes = new byte[HEADER_LENGTH + ExecutionReportEncoder.BLOCK_LENGTH];

    private final UnsafeBuffer executionBuffer = new UnsafeBuffer(executionBytes);

    private final ExecutionReportEncoder executionReport =
            new ExecutionReportEncoder().wrapAndApplyHeader(executionBuffer, 0, header);

    /** Of all others, cancel rejects are the longest. */
    private final UnsafeBuffer buffer =
            new UnsafeBuffer(new byte[HEADER_LENGTH + OrderCancelRejectEncoder.BLOCK_LENGTH]);

    private final OrderCancelRejectEncoder cancelReject = new OrderCancelRejectEncoder();
    private final OrderMassCancelReportEncoder massCancelReport = new OrderMassCancelReportEncoder();
    private final BusinessMessageRejectEncoder businessReject = new BusinessMessageRejectEncoder();
    private final AdminReportEncoder adminReport = new AdminReportEncoder();
    private final HashReportEncoder hashReport = new HashReportEncoder();
    private final AuctionIndicativeEncoder auctionIndicative = new AuctionIndicativeEncoder();

    private Transaction transaction;

    /**
     * Makes an encoder.
     *
     * @param sink   takes the reports
     * @param orders where the handles of the events stand
     */
    public ReportEncoder(ReportSink sink, Orders orders) {
        this.sink = sink;
        this.orders = orders;
    }

    /**
     * Begins a transaction.
     *
     * @param transaction read with every report, so it may still be filled after this call
     */
    public void begin(Transaction transaction) {
        this.transaction = transaction;
    }

    @Override
    public void orderAccepted(int order) {
        begin(order, ExecType.NEW, statusOf(order));
        reportTo(orders.sessionId(order));
    }

    @Override
    public void orderRejected(NewOrder request, RejectReason reason) {
        putNoTrade(executionBytes);
        executionReport
                .execType(ExecType.REJECTED)
                .ordStatus(OrdStatus.REJECTED)
                .orderId(ExecutionReportEncoder.orderIdNullValue())
                .accountId(request.accountId)
                .clOrdId(request.clOrdId)
                .price(request.price)
                .orderQty(request.quantity)
                .leavesQty(0)
                .cumQty(0)
                .instrumentId(request.instrumentId)
                .side(request.side)
                .ordType(request.ordType)
                .timeInForce(request.timeInForce)
                .rejectReason(reason);
        putFlags(request.flags);
        reportTo(request.sessionId);
    }

    @Override
    public void orderReplaced(
            int order, long previousClOrdId, long previousPrice, long previousLeavesQty, boolean priorityKept) {
        ExecutionReportEncoder report = begin(order, ExecType.REPLACED, statusOf(order));
        if (previousClOrdId != orders.clOrdId(order)) {
            report.origClOrdId(previousClOrdId);
        }
        reportToOwnerAndRequester(order);
    }

    @Override
    public void orderReduced(int order, long reducedQty) {
        begin(order, ExecType.RESTATED, statusOf(order)).lastQty(reducedQty);
        reportToOwnerAndRequester(order);
    }

    @Override
    public void orderCancelled(int order, long cancelledQty, CancelReason reason) {
        begin(order, ExecType.CANCELED, OrdStatus.CANCELED)
                .orderQty(orders.cumQty(order) + cancelledQty)
                .cancelReason(reason);
        if (isAskedFor(reason)) {
            reportToOwnerAndRequester(order);
        } else {
            reportTo(orders.sessionId(order));
        }
    }

    /** Whether the command that ended the order named it and asked for just that. A mass cancel is answered as a whole. */
    private static boolean isAskedFor(CancelReason reason) {
        return reason == CancelReason.REQUESTED
                || reason == CancelReason.REDUCED_TO_ZERO
                || reason == CancelReason.REPLACED_BELOW_FILLED;
    }

    @Override
    public void orderExpired(int order, long expiredQty) {
        begin(order, ExecType.EXPIRED, OrdStatus.EXPIRED).orderQty(orders.cumQty(order) + expiredQty);
        reportTo(orders.sessionId(order));
    }

    @Override
    public void orderChangeRejected(OrderChange request, ChangeKind kind, RejectReason reason) {
        int sessionId = request.sessionId;
        if (sessionId <= 0) {
            return;
        }
        OrderCancelRejectEncoder report = cancelReject.wrapAndApplyHeader(buffer, 0, header);
        put(report.header(), sessionId);
        report.accountId(request.accountId)
                .orderId(request.orderId)
                .clOrdId(request.clOrdId)
                .origClOrdId(request.origClOrdId)
                .instrumentId(request.instrumentId)
                .responseTo(kind)
                .reason(reason);
        append(sessionId, OrderCancelRejectEncoder.BLOCK_LENGTH);
    }

    /** Answers the session that asked, which need not be the one that entered the order. */
    @Override
    public void orderStatus(int order) {
        begin(order, ExecType.ORDER_STATUS, statusOf(order));
        reportTo(transaction.sessionId());
    }

    @Override
    public void massCancelCompleted(MassCancel request, long affectedOrders) {
        reportMassCancel(request, affectedOrders, RejectReason.NONE);
    }

    @Override
    public void massCancelRejected(MassCancel request, RejectReason reason) {
        reportMassCancel(request, 0, reason);
    }

    private void reportMassCancel(MassCancel request, long affectedOrders, RejectReason reason) {
        int sessionId = request.sessionId;
        if (sessionId <= 0) {
            return;
        }
        OrderMassCancelReportEncoder report = massCancelReport.wrapAndApplyHeader(buffer, 0, header);
        put(report.header(), sessionId);
        report.accountId(request.accountId)
                .massCancelId(request.massCancelId)
                .totalAffectedOrders(affectedOrders)
                .instrumentId(request.instrumentId)
                .side(request.side == null ? Side.NULL_VAL : request.side)
                .reason(reason);
        append(sessionId, OrderMassCancelReportEncoder.BLOCK_LENGTH);
    }

    @Override
    public void trade(long tradeId, long price, long quantity, int buy, int sell, AggressorSide aggressor) {
        reportTrade(buy, tradeId, price, quantity, aggressor);
        reportTrade(sell, tradeId, price, quantity, aggressor);
    }

    private void reportTrade(int order, long tradeId, long price, long quantity, AggressorSide aggressor) {
        begin(order, ExecType.TRADE, statusOf(order))
                .tradeId(tradeId)
                .lastPx(price)
                .lastQty(quantity)
                .aggressor(aggressor);
        reportTo(orders.sessionId(order));
    }

    /** Reported to nobody: it is public. */
    @Override
    public void auctionIndicativeChanged(Instrument instrument, long price, long volume, long surplus) {}

    @Override
    public void auctionIndicative(Instrument instrument, long price, long volume, long surplus) {
        int sessionId = transaction.sessionId();
        if (sessionId <= 0) {
            return;
        }
        AuctionIndicativeEncoder report = auctionIndicative.wrapAndApplyHeader(buffer, 0, header);
        put(report.header(), sessionId);
        report.instrumentId(instrument.id()).price(price).volume(volume).surplus(surplus);
        append(sessionId, AuctionIndicativeEncoder.BLOCK_LENGTH);
    }

    /** Reported to nobody: its trades are, and its command by {@link #adminApplied}. */
    @Override
    public void auctionUncrossed(Instrument instrument, long price, long volume, long tradeCount) {}

    /** Reported by {@link #adminApplied}. */
    @Override
    public void instrumentDefined(Instrument instrument) {}

    /** Reported by {@link #adminApplied}. */
    @Override
    public void phaseChanged(Instrument instrument, TradingPhase previous) {}

    /** Reported by {@link #adminApplied}. */
    @Override
    public void participantDefined(Participant participant) {}

    /** Reported by {@link #adminApplied}. */
    @Override
    public void accountDefined(Account account) {}

    /** Answered by the session layer. */
    @Override
    public void sessionCreated(Session session) {}

    /** Answered by the session layer. */
    @Override
    public void sessionAttached(Session session) {}

    /** Answered by the session layer. */
    @Override
    public void sessionDetached(Session session, long connectionId, TerminationReason reason) {}

    /** Nobody is there to be told. */
    @Override
    public void cancelWindowStarted(Session session) {}

    /** Reported with each order that is cancelled. */
    @Override
    public void cancelWindowEnded(Session session) {}

    /** Reported to nobody. */
    @Override
    public void cancelWindowsRestarted(int count) {}

    /** Answered by the session layer. */
    @Override
    public void sequenceGap(Session session, long fromClientSeq, long count) {}

    /** Answered by the session layer. */
    @Override
    public void sequenceFilled(Session session, long fromClientSeq, long nextClientSeq) {}

    /** Answered by the session layer. */
    @Override
    public void messageRefused(long connectionId, int sessionId, long clientSeq, int templateId, RejectReason reason) {}

    /** Answered by the session layer. */
    @Override
    public void attachRefused(long connectionId, long attachId, int sessionId, RejectReason reason) {}

    /** Answered by the session layer. */
    @Override
    public void genesisApplied(Genesis genesis) {}

    @Override
    public void adminApplied(int sessionId, int templateId, int entityId) {
        reportAdmin(sessionId, templateId, entityId, RejectReason.NONE);
    }

    @Override
    public void commandRejected(int sessionId, int templateId, int entityId, RejectReason reason) {
        if (templateId >= FIRST_ADMIN_TEMPLATE && templateId <= LAST_ADMIN_TEMPLATE) {
            reportAdmin(sessionId, templateId, entityId, reason);
        } else if (sessionId > 0) {
            BusinessMessageRejectEncoder report = businessReject.wrapAndApplyHeader(buffer, 0, header);
            put(report.header(), sessionId);
            report.refTemplateId(templateId).reason(reason);
            append(sessionId, BusinessMessageRejectEncoder.BLOCK_LENGTH);
        }
    }

    private void reportAdmin(int sessionId, int templateId, int entityId, RejectReason reason) {
        if (sessionId <= 0) {
            return;
        }
        AdminReportEncoder report = adminReport.wrapAndApplyHeader(buffer, 0, header);
        put(report.header(), sessionId);
        report.refTemplateId(templateId).entityId(entityId).reason(reason);
        append(sessionId, AdminReportEncoder.BLOCK_LENGTH);
    }

    @Override
    public void hashReported(int sessionId, long marketHash, long stateHash, long eventSeq) {
        if (sessionId <= 0) {
            return;
        }
        HashReportEncoder report = hashReport.wrapAndApplyHeader(buffer, 0, header);
        put(report.header(), sessionId);
        report.marketHash(marketHash).stateHash(stateHash).eventSeq(eventSeq);
        append(sessionId, HashReportEncoder.BLOCK_LENGTH);
    }

    /** Reported to nobody. */
    @Override
    public void blockEnded(long block) {}

    /** Reported to nobody. */
    @Override
    public void nodeDiverged(int memberId, long block, long hash, long majorityHash) {}

    /** Reported to nobody. */
    @Override
    public void nodeAgreed(int memberId, long block, long hash) {}

    /** Reported to nobody. */
    @Override
    public void blockDisputed(long block, int reported, int hashes, int memberCount) {}

    /** A report of the order as it stands, with everything absent that only some reports have, and no header yet. */
    private ExecutionReportEncoder begin(int order, ExecType execType, OrdStatus ordStatus) {
        byte[] bytes = executionBytes;
        long leavesQty = orders.leavesQty(order);
        long cumQty = orders.cumQty(order);
        putNoTrade(bytes);
        putLong(bytes, BLOCK + ExecutionReportEncoder.orderIdEncodingOffset(), orders.orderId(order));
        putInt(bytes, BLOCK + ExecutionReportEncoder.accountIdEncodingOffset(), orders.accountId(order));
        putLong(bytes, BLOCK + ExecutionReportEncoder.clOrdIdEncodingOffset(), orders.clOrdId(order));
        putLong(bytes, BLOCK + ExecutionReportEncoder.priceEncodingOffset(), orders.price(order));
        putLong(bytes, BLOCK + ExecutionReportEncoder.orderQtyEncodingOffset(), leavesQty + cumQty);
        putLong(bytes, BLOCK + ExecutionReportEncoder.leavesQtyEncodingOffset(), leavesQty);
        putLong(bytes, BLOCK + ExecutionReportEncoder.cumQtyEncodingOffset(), cumQty);
        putInt(bytes, BLOCK + ExecutionReportEncoder.instrumentIdEncodingOffset(), orders.instrumentId(order));
        putByte(bytes, BLOCK + ExecutionReportEncoder.execTypeEncodingOffset(), execType.value());
        putByte(bytes, BLOCK + ExecutionReportEncoder.ordStatusEncodingOffset(), ordStatus.value());
        putByte(
                bytes,
                BLOCK + ExecutionReportEncoder.sideEncodingOffset(),
                orders.side(order).value());
        putByte(
                bytes,
                BLOCK + ExecutionReportEncoder.ordTypeEncodingOffset(),
                orders.ordType(order).value());
        putByte(
                bytes,
                BLOCK + ExecutionReportEncoder.timeInForceEncodingOffset(),
                orders.timeInForce(order).value());
        putByte(bytes, BLOCK + ExecutionReportEncoder.flagsEncodingOffset(), orders.flags(order));
        putByte(bytes, BLOCK + ExecutionReportEncoder.rejectReasonEncodingOffset(), RejectReason.NONE.value());
        return executionReport;
    }

    private void reportToOwnerAndRequester(int order) {
        int owner = orders.sessionId(order);
        int requester = transaction.sessionId();
        reportTo(owner);
        if (requester != owner) {
            reportTo(requester);
        }
    }

    /** Gives a session the execution report that was begun. */
    private void reportTo(int sessionId) {
        if (sessionId > 0) {
            putExecutionHeader(sessionId);
            sink.append(sessionId, executionBuffer, 0, executionBuffer.capacity());
        }
    }

    /** What only some reports have, absent. */
    private static void putNoTrade(byte[] bytes) {
        putLong(bytes, BLOCK + ExecutionReportEncoder.origClOrdIdEncodingOffset(), NO_LONG);
        putLong(bytes, BLOCK + ExecutionReportEncoder.tradeIdEncodingOffset(), NO_LONG);
        putLong(bytes, BLOCK + ExecutionReportEncoder.lastPxEncodingOffset(), NO_LONG);
        putLong(bytes, BLOCK + ExecutionReportEncoder.lastQtyEncodingOffset(), NO_LONG);
        putByte(bytes, BLOCK + ExecutionReportEncoder.aggressorEncodingOffset(), AggressorSide.NONE.value());
        putByte(bytes, BLOCK + ExecutionReportEncoder.cancelReasonEncodingOffset(), CancelReason.NULL_VAL.value());
    }

    private void putFlags(int bits) {
        executionBuffer.putByte(executionReport.flags().offset(), (byte) bits);
    }

    private OrdStatus statusOf(int order) {
        if (orders.leavesQty(order) == 0) {
            return OrdStatus.FILLED;
        }
        return orders.cumQty(order) == 0 ? OrdStatus.NEW : OrdStatus.PARTIALLY_FILLED;
    }

    private void putExecutionHeader(int sessionId) {
        byte[] bytes = executionBytes;
        long clientSeq = sessionId == transaction.sessionId() ? transaction.clientSeq() : NO_LONG;
        putLong(bytes, REPORT_HEADER + ReportHeaderEncoder.reportSeqEncodingOffset(), sink.nextReportSeq(sessionId));
        putLong(bytes, REPORT_HEADER + ReportHeaderEncoder.clientSeqEncodingOffset(), clientSeq);
        putLong(bytes, REPORT_HEADER + ReportHeaderEncoder.logPositionEncodingOffset(), transaction.logPosition());
        putLong(bytes, REPORT_HEADER + ReportHeaderEncoder.transactTimeEncodingOffset(), transaction.engineTimeNs());
        putInt(bytes, REPORT_HEADER + ReportHeaderEncoder.sessionIdEncodingOffset(), sessionId);
    }

    private void put(ReportHeaderEncoder reportHeader, int sessionId) {
        boolean isCause = sessionId == transaction.sessionId();
        reportHeader
                .reportSeq(sink.nextReportSeq(sessionId))
                .clientSeq(isCause ? transaction.clientSeq() : ReportHeaderEncoder.clientSeqNullValue())
                .logPosition(transaction.logPosition())
                .transactTime(transaction.engineTimeNs())
                .sessionId(sessionId);
    }

    private void append(int sessionId, int blockLength) {
        sink.append(sessionId, buffer, 0, HEADER_LENGTH + blockLength);
    }
}
