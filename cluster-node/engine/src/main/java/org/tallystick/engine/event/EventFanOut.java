package org.tallystick.engine.event;

import java.util.function.Consumer;
import org.tallystick.codecs.types.AggressorSide;
import org.tallystick.codecs.types.CancelReason;
import org.tallystick.codecs.types.ChangeKind;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.TerminationReason;
import org.tallystick.codecs.types.TradingPhase;
import org.tallystick.engine.Genesis;
import org.tallystick.engine.Transaction;
import org.tallystick.engine.market.Instrument;
import org.tallystick.engine.market.MassCancel;
import org.tallystick.engine.market.NewOrder;
import org.tallystick.engine.market.OrderChange;
import org.tallystick.engine.session.Account;
import org.tallystick.engine.session.Participant;
import org.tallystick.engine.session.Session;

/** Tells everything first to the event stream, then to the reports. Both are named by class so that calls are inlined. */
public final class EventFanOut implements EventSink {
    private final FrameEncoder frames;
    private final ReportEncoder reports;
    private final Consumer<RejectReason> rejects;

    /**
     * Joins the two.
     *
     * @param frames  told first
     * @param reports told second
     * @param rejects told the reason of everything that is refused
     */
    public EventFanOut(FrameEncoder frames, ReportEncoder reports, Consumer<RejectReason> rejects) {
        this.frames = frames;
        this.reports = reports;
        this.rejects = rejects;
    }

    /**
     * Begins a transaction.
     *
     * @param transaction what is being applied; it may still be filled after this call
     */
    public void begin(Transaction transaction) {
        frames.begin(transaction);
        reports.begin(transaction);
    }

    /** Ends the transaction: its last frame is written. */
    public void end() {
        frames.end();
    }

    @Override
    public void orderAccepted(int order) {
        frames.orderAccepted(order);
        reports.orderAccepted(order);
    }

    @Override
    public void orderRejected(NewOrder request, RejectReason reason) {
        rejects.accept(reason);
        frames.orderRejected(request, reason);
        reports.orderRejected(request, reason);
    }

    @Override
    public void orderReplaced(
            int order, long previousClOrdId, long previousPrice, long previousLeavesQty, boolean priorityKept) {
        frames.orderReplaced(order, previousClOrdId, previousPrice, previousLeavesQty, priorityKept);
        reports.orderReplaced(order, previousClOrdId, previousPrice, previousLeavesQty, priorityKept);
    }

    @Override
    public void orderReduced(int order, long reducedQty) {
        frames.orderReduced(order, reducedQty);
        reports.orderReduced(order, reducedQty);
    }

    @Override
    public void orderCancelled(int order, long cancelledQty, CancelReason reason) {
        frames.orderCancelled(order, cancelledQty, reason);
        reports.orderCancelled(order, cancelledQty, reason);
    }

    @Override
    public void orderExpired(int order, long expiredQty) {
        frames.orderExpired(order, expiredQty);
        reports.orderExpired(order, expiredQty);
    }

    @Override
    public void orderChangeRejected(OrderChange request, ChangeKind kind, RejectReason reason) {
        rejects.accept(reason);
        frames.orderChangeRejected(request, kind, reason);
        reports.orderChangeRejected(request, kind, reason);
    }

    @Override
    public void orderStatus(int order) {
        frames.orderStatus(order);
        reports.orderStatus(order);
    }

    @Override
    public void massCancelCompleted(MassCancel request, long affectedOrders) {
        frames.massCancelCompleted(request, affectedOrders);
        reports.massCancelCompleted(request, affectedOrders);
    }

    @Override
    public void massCancelRejected(MassCancel request, RejectReason reason) {
        rejects.accept(reason);
        frames.massCancelRejected(request, reason);
        reports.massCancelRejected(request, reason);
    }

    @Override
    public void trade(long tradeId, long price, long quantity, int buy, int sell, AggressorSide aggressor) {
        frames.trade(tradeId, price, quantity, buy, sell, aggressor);
        reports.trade(tradeId, price, quantity, buy, sell, aggressor);
    }

    @Override
    public void auctionIndicativeChanged(Instrument instrument, long price, long volume, long surplus) {
        frames.auctionIndicativeChanged(instrument, price, volume, surplus);
        reports.auctionIndicativeChanged(instrument, price, volume, surplus);
    }

    @Override
    public void auctionIndicative(Instrument instrument, long price, long volume, long surplus) {
        frames.auctionIndicative(instrument, price, volume, surplus);
        reports.auctionIndicative(instrument, price, volume, surplus);
    }

    @Override
    public void auctionUncrossed(Instrument instrument, long price, long volume, long tradeCount) {
        frames.auctionUncrossed(instrument, price, volume, tradeCount);
        reports.auctionUncrossed(instrument, price, volume, tradeCount);
    }

    @Override
    public void instrumentDefined(Instrument instrument) {
        frames.instrumentDefined(instrument);
        reports.instrumentDefined(instrument);
    }

    @Override
    public void phaseChanged(Instrument instrument, TradingPhase previous) {
        frames.phaseChanged(instrument, previous);
        reports.phaseChanged(instrument, previous);
    }

    @Override
    public void participantDefined(Participant participant) {
        frames.participantDefined(participant);
        reports.participantDefined(participant);
    }

    @Override
    public void accountDefined(Account account) {
        frames.accountDefined(account);
        reports.accountDefined(account);
    }

    @Override
    public void sessionCreated(Session session) {
        frames.sessionCreated(session);
        reports.sessionCreated(session);
    }

    @Override
    public void sessionAttached(Session session) {
        frames.sessionAttached(session);
        reports.sessionAttached(session);
    }

    @Override
    public void sessionDetached(Session session, long connectionId, TerminationReason reason) {
        frames.sessionDetached(session, connectionId, reason);
        reports.sessionDetached(session, connectionId, reason);
    }

    @Override
    public void cancelWindowStarted(Session session) {
        frames.cancelWindowStarted(session);
        reports.cancelWindowStarted(session);
    }

    @Override
    public void cancelWindowEnded(Session session) {
        frames.cancelWindowEnded(session);
        reports.cancelWindowEnded(session);
    }

    @Override
    public void cancelWindowsRestarted(int count) {
        frames.cancelWindowsRestarted(count);
        reports.cancelWindowsRestarted(count);
    }

    @Override
    public void sequenceGap(Session session, long fromClientSeq, long count) {
        frames.sequenceGap(session, fromClientSeq, count);
        reports.sequenceGap(session, fromClientSeq, count);
    }

    @Override
    public void sequenceFilled(Session session, long fromClientSeq, long nextClientSeq) {
        frames.sequenceFilled(session, fromClientSeq, nextClientSeq);
        reports.sequenceFilled(session, fromClientSeq, nextClientSeq);
    }

    @Override
    public void messageRefused(long connectionId, int sessionId, long clientSeq, int templateId, RejectReason reason) {
        rejects.accept(reason);
        frames.messageRefused(connectionId, sessionId, clientSeq, templateId, reason);
        reports.messageRefused(connectionId, sessionId, clientSeq, templateId, reason);
    }

    @Override
    public void attachRefused(long connectionId, long attachId, int sessionId, RejectReason reason) {
        rejects.accept(reason);
        frames.attachRefused(connectionId, attachId, sessionId, reason);
        reports.attachRefused(connectionId, attachId, sessionId, reason);
    }

    @Override
    public void genesisApplied(Genesis genesis) {
        frames.genesisApplied(genesis);
        reports.genesisApplied(genesis);
    }

    @Override
    public void adminApplied(int sessionId, int templateId, int entityId) {
        frames.adminApplied(sessionId, templateId, entityId);
        reports.adminApplied(sessionId, templateId, entityId);
    }

    @Override
    public void commandRejected(int sessionId, int templateId, int entityId, RejectReason reason) {
        rejects.accept(reason);
        frames.commandRejected(sessionId, templateId, entityId, reason);
        reports.commandRejected(sessionId, templateId, entityId, reason);
    }

    @Override
    public void hashReported(int sessionId, long marketHash, long stateHash, long eventSeq) {
        frames.hashReported(sessionId, marketHash, stateHash, eventSeq);
        reports.hashReported(sessionId, marketHash, stateHash, eventSeq);
    }

    @Override
    public void blockEnded(long block) {
        frames.blockEnded(block);
        reports.blockEnded(block);
    }

    @Override
    public void nodeDiverged(int memberId, long block, long hash, long majorityHash) {
        frames.nodeDiverged(memberId, block, hash, majorityHash);
        reports.nodeDiverged(memberId, block, hash, majorityHash);
    }

    @Override
    public void nodeAgreed(int memberId, long block, long hash) {
        frames.nodeAgreed(memberId, block, hash);
        reports.nodeAgreed(memberId, block, hash);
    }

    @Override
    public void blockDisputed(long block, int reported, int hashes, int memberCount) {
        frames.blockDisputed(block, reported, hashes, memberCount);
        reports.blockDisputed(block, reported, hashes, memberCount);
    }
}
