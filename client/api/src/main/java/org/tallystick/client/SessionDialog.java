package org.tallystick.client;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.codecs.entry.AdminReportDecoder;
import org.tallystick.codecs.entry.AlreadyAppliedDecoder;
import org.tallystick.codecs.entry.AuctionIndicativeDecoder;
import org.tallystick.codecs.entry.BusinessMessageRejectDecoder;
import org.tallystick.codecs.entry.EstablishEncoder;
import org.tallystick.codecs.entry.EstablishmentAckDecoder;
import org.tallystick.codecs.entry.EstablishmentRejectDecoder;
import org.tallystick.codecs.entry.ExecutionReportDecoder;
import org.tallystick.codecs.entry.HashReportDecoder;
import org.tallystick.codecs.entry.MessageHeaderDecoder;
import org.tallystick.codecs.entry.MessageHeaderEncoder;
import org.tallystick.codecs.entry.MessageRejectDecoder;
import org.tallystick.codecs.entry.NegotiateEncoder;
import org.tallystick.codecs.entry.NegotiationRejectDecoder;
import org.tallystick.codecs.entry.NegotiationResponseDecoder;
import org.tallystick.codecs.entry.NotAppliedDecoder;
import org.tallystick.codecs.entry.OrderCancelRejectDecoder;
import org.tallystick.codecs.entry.OrderMassCancelReportDecoder;
import org.tallystick.codecs.entry.ReportHeaderDecoder;
import org.tallystick.codecs.entry.RetransmitRejectDecoder;
import org.tallystick.codecs.entry.RetransmitRequestEncoder;
import org.tallystick.codecs.entry.SequenceDecoder;
import org.tallystick.codecs.entry.SequenceEncoder;
import org.tallystick.codecs.entry.TerminateDecoder;
import org.tallystick.codecs.entry.TerminateEncoder;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.TerminationReason;

/**
 * The session layer of one session on one connection: attaches it, keeps its two sequences, sends again what the exchange
 * has not received, asks again for what it has not received itself.
 */
final class SessionDialog {
    /** How far the session has come. */
    enum State {
        NEGOTIATING,
        ESTABLISHING,
        ESTABLISHED,
        REFUSED,
        TERMINATED
    }

    private static final int HEADER_LENGTH = MessageHeaderDecoder.ENCODED_LENGTH;

    /** Messages sent again in one round, at most. */
    private static final int RESEND_LIMIT = 256;

    /** An idle session asks less often. */
    private static final int IDLE_FACTOR = 4;

    private final Outbound connection;
    private final ExchangeSession session;
    private final SessionConfig config;
    private final SessionListener listener;
    private final long attachId;
    private final long token;
    private final long retryAfterNs;
    private final UnacknowledgedMessages unacknowledged;
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ReportHeaderDecoder reportHeader = new ReportHeaderDecoder();
    private final ExecutionReportDecoder executionReport = new ExecutionReportDecoder();
    private final OrderCancelRejectDecoder cancelReject = new OrderCancelRejectDecoder();
    private final OrderMassCancelReportDecoder massCancelReport = new OrderMassCancelReportDecoder();
    private final BusinessMessageRejectDecoder businessReject = new BusinessMessageRejectDecoder();
    private final AdminReportDecoder adminReport = new AdminReportDecoder();
    private final HashReportDecoder hashReport = new HashReportDecoder();
    private final AuctionIndicativeDecoder indicative = new AuctionIndicativeDecoder();
    private State state = State.NEGOTIATING;
    private int sessionId;
    private long nextReportSeq;
    private long resendNext;
    private long resendEnd;
    private boolean isMissingReports;
    private long retryDeadlineNs;

    SessionDialog(
            Outbound connection,
            ExchangeSession session,
            SessionConfig config,
            SessionListener listener,
            long attachId,
            long token) {
        this.connection = connection;
        this.session = session;
        this.config = config;
        this.listener = listener;
        this.attachId = attachId;
        this.token = token;
        this.retryAfterNs = config.retryAfter().toNanos();
        this.unacknowledged = new UnacknowledgedMessages(config.maxUnacknowledged(), config.bufferLength());
        this.nextReportSeq = config.fromReportSeq();
        negotiate(connection.nowNs());
    }

    State state() {
        return state;
    }

    int sessionId() {
        return sessionId;
    }

    long attachId() {
        return attachId;
    }

    long token() {
        return token;
    }

    long nextReportSeq() {
        return nextReportSeq;
    }

    UnacknowledgedMessages unacknowledged() {
        return unacknowledged;
    }

    boolean isResending() {
        return resendNext < resendEnd;
    }

    /** Sends and keeps the message that was encoded at this offset; returns its number, or why it was not sent. */
    long send(int offset, int length) {
        long result = connection.offer(unacknowledged.buffer(), offset, length);
        if (result < 0) {
            return result;
        }
        long seq = unacknowledged.nextSeq();
        if (unacknowledged.isEmpty()) {
            retryDeadlineNs = connection.nowNs() + retryAfterNs;
        }
        unacknowledged.keep(offset, length);
        return seq;
    }

    void terminate() {
        if (state == State.ESTABLISHED) {
            TerminateEncoder encoder = new TerminateEncoder();
            encoder.wrapAndApplyHeader(out, 0, headerEncoder)
                    .token(token)
                    .sessionId(sessionId)
                    .reason(TerminationReason.FINISHED);
            connection.offer(out, 0, HEADER_LENGTH + encoder.encodedLength());
        }
        state = State.TERMINATED;
    }

    /** The leader has changed: ask at once what was lost. */
    void onNewLeader() {
        retryDeadlineNs = connection.nowNs();
    }

    /** The connection has ended. */
    void onDisconnected() {
        if (state != State.TERMINATED && state != State.REFUSED) {
            state = State.TERMINATED;
            listener.onTerminated(TerminationReason.CONNECTION_CLOSED);
        }
    }

    int poll(long nowNs) {
        int work = 0;
        if (isResending()) {
            work = resend();
        }
        if (nowNs - retryDeadlineNs >= 0) {
            work++;
            retry(nowNs);
        }
        return work;
    }

    private void retry(long nowNs) {
        switch (state) {
            case NEGOTIATING -> negotiate(nowNs);
            case ESTABLISHING -> establish(nowNs);
            case ESTABLISHED -> {
                if (isMissingReports) {
                    requestReports();
                }
                // Answered with what is missing, in either direction.
                sendSequence();
                boolean isIdle = unacknowledged.isEmpty() && !isMissingReports;
                retryDeadlineNs = nowNs + (isIdle ? IDLE_FACTOR * retryAfterNs : retryAfterNs);
            }
            default -> retryDeadlineNs = nowNs + retryAfterNs;
        }
    }

    private void negotiate(long nowNs) {
        retryDeadlineNs = nowNs + retryAfterNs;
        NegotiateEncoder encoder = new NegotiateEncoder();
        encoder.wrapAndApplyHeader(out, 0, headerEncoder)
                .attachId(attachId)
                .token(token)
                .participant(config.participant())
                .session(config.session());
        connection.offer(out, 0, HEADER_LENGTH + encoder.encodedLength());
    }

    private void establish(long nowNs) {
        retryDeadlineNs = nowNs + retryAfterNs;
        EstablishEncoder encoder = new EstablishEncoder();
        encoder.wrapAndApplyHeader(out, 0, headerEncoder)
                .attachId(attachId)
                .token(token)
                .nextReportSeq(nextReportSeq)
                .cancelWindowNs(config.cancelWindow().toNanos())
                .sessionId(sessionId)
                .cancelOnDisconnect(config.cancelOnDisconnect());
        connection.offer(out, 0, HEADER_LENGTH + encoder.encodedLength());
    }

    private void sendSequence() {
        SequenceEncoder encoder = new SequenceEncoder();
        encoder.wrapAndApplyHeader(out, 0, headerEncoder)
                .token(token)
                .nextSeq(unacknowledged.nextSeq())
                .sessionId(sessionId);
        connection.offer(out, 0, HEADER_LENGTH + encoder.encodedLength());
    }

    private void requestReports() {
        RetransmitRequestEncoder encoder = new RetransmitRequestEncoder();
        encoder.wrapAndApplyHeader(out, 0, headerEncoder)
                .token(token)
                .fromReportSeq(nextReportSeq)
                .sessionId(sessionId);
        connection.offer(out, 0, HEADER_LENGTH + encoder.encodedLength());
    }

    private int resend() {
        int count = 0;
        UnsafeBuffer buffer = unacknowledged.buffer();
        resendNext = Math.max(resendNext, unacknowledged.firstSeq());
        while (resendNext < resendEnd && count < RESEND_LIMIT) {
            if (connection.offer(buffer, unacknowledged.offset(resendNext), unacknowledged.length(resendNext)) < 0) {
                break;
            }
            resendNext++;
            count++;
        }
        return count;
    }

    /** An answer of the session layer to this attachment. */
    void onNegotiationResponse(NegotiationResponseDecoder response) {
        if (state == State.NEGOTIATING) {
            sessionId = response.sessionId();
            if (nextReportSeq == 0) {
                nextReportSeq = response.nextReportSeq();
            }
            state = State.ESTABLISHING;
            establish(connection.nowNs());
        }
    }

    void onNegotiationReject(NegotiationRejectDecoder reject) {
        if (state == State.NEGOTIATING) {
            refuse(reject.reason());
        }
    }

    void onEstablishmentAck(EstablishmentAckDecoder ack) {
        if (state == State.ESTABLISHING && ack.attachId() == attachId) {
            unacknowledged.reset(ack.nextClientSeq());
            skipLostReports(ack.oldestReportSeq());
            state = State.ESTABLISHED;
            progress();
            listener.onEstablished(session);
        }
    }

    void onEstablishmentReject(EstablishmentRejectDecoder reject) {
        if (state == State.ESTABLISHING && reject.attachId() == attachId) {
            refuse(reject.reason());
        }
    }

    void onNotApplied(NotAppliedDecoder notApplied) {
        long from = Math.max(notApplied.fromClientSeq(), unacknowledged.firstSeq());
        unacknowledged.acknowledgeBelow(notApplied.fromClientSeq());
        if (from < unacknowledged.nextSeq() && !(isResending() && from >= resendNext)) {
            // All from there on: no later one was applied either.
            resendNext = from;
            resendEnd = unacknowledged.nextSeq();
            progress();
            listener.onResend(from);
            resend();
        }
    }

    void onAlreadyApplied(AlreadyAppliedDecoder alreadyApplied) {
        unacknowledged.acknowledgeBelow(alreadyApplied.nextClientSeq());
        progress();
    }

    void onSequence(SequenceDecoder sequence) {
        if (state == State.ESTABLISHED && sequence.nextSeq() > nextReportSeq && !isMissingReports) {
            isMissingReports = true;
            requestReports();
        }
    }

    void onRetransmitReject(RetransmitRejectDecoder reject) {
        if (reject.reason() == RejectReason.HISTORY_LOST) {
            // Everything from the oldest follows by itself.
            skipLostReports(reject.oldestReportSeq());
        }
    }

    void onTerminate(TerminateDecoder terminate) {
        if (state != State.TERMINATED) {
            state = State.TERMINATED;
            listener.onTerminated(terminate.reason());
        }
    }

    void onMessageReject(MessageRejectDecoder reject) {
        RejectReason reason = reject.reason();
        listener.onMessageReject(reject);
        if (state == State.ESTABLISHED) {
            if (reason == RejectReason.SUPERSEDED) {
                state = State.TERMINATED;
                listener.onTerminated(TerminationReason.SUPERSEDED);
            } else if (reason == RejectReason.NOT_ATTACHED || reason == RejectReason.BAD_TOKEN) {
                state = State.TERMINATED;
                listener.onTerminated(TerminationReason.NOT_ATTACHED);
            }
        }
    }

    /** A report of this session; handed on if it is the next. */
    void onReport(DirectBuffer buffer, int offset, int templateId) {
        reportHeader.wrap(buffer, offset + HEADER_LENGTH);
        long reportSeq = reportHeader.reportSeq();
        if (state != State.ESTABLISHED || reportSeq < nextReportSeq) {
            return;
        }
        if (reportSeq > nextReportSeq) {
            if (!isMissingReports) {
                isMissingReports = true;
                requestReports();
            }
            return;
        }
        nextReportSeq++;
        isMissingReports = false;
        long clientSeq = reportHeader.clientSeq();
        if (clientSeq != ReportHeaderDecoder.clientSeqNullValue()) {
            unacknowledged.acknowledgeBelow(clientSeq + 1);
        }
        progress();
        deliver(buffer, offset, templateId);
    }

    private void deliver(DirectBuffer buffer, int offset, int templateId) {
        switch (templateId) {
            case ExecutionReportDecoder.TEMPLATE_ID ->
                listener.onExecutionReport(executionReport.wrapAndApplyHeader(buffer, offset, header));
            case OrderCancelRejectDecoder.TEMPLATE_ID ->
                listener.onOrderCancelReject(cancelReject.wrapAndApplyHeader(buffer, offset, header));
            case OrderMassCancelReportDecoder.TEMPLATE_ID ->
                listener.onOrderMassCancelReport(massCancelReport.wrapAndApplyHeader(buffer, offset, header));
            case BusinessMessageRejectDecoder.TEMPLATE_ID ->
                listener.onBusinessMessageReject(businessReject.wrapAndApplyHeader(buffer, offset, header));
            case AdminReportDecoder.TEMPLATE_ID ->
                listener.onAdminReport(adminReport.wrapAndApplyHeader(buffer, offset, header));
            case HashReportDecoder.TEMPLATE_ID ->
                listener.onHashReport(hashReport.wrapAndApplyHeader(buffer, offset, header));
            case AuctionIndicativeDecoder.TEMPLATE_ID ->
                listener.onAuctionIndicative(indicative.wrapAndApplyHeader(buffer, offset, header));
            default -> {
                // A report of a later version: its number counts, its content is not for this release.
            }
        }
    }

    private void skipLostReports(long oldestReportSeq) {
        if (oldestReportSeq > nextReportSeq) {
            long from = nextReportSeq;
            nextReportSeq = oldestReportSeq;
            listener.onReportsLost(from, nextReportSeq);
        }
    }

    private void refuse(RejectReason reason) {
        state = State.REFUSED;
        listener.onRefused(reason);
    }

    private void progress() {
        retryDeadlineNs = connection.nowNs() + retryAfterNs;
    }
}
