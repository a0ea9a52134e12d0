package org.tallystick.client;

import org.agrona.DirectBuffer;
import org.tallystick.codecs.entry.AlreadyAppliedDecoder;
import org.tallystick.codecs.entry.EstablishmentAckDecoder;
import org.tallystick.codecs.entry.EstablishmentRejectDecoder;
import org.tallystick.codecs.entry.MessageHeaderDecoder;
import org.tallystick.codecs.entry.MessageRejectDecoder;
import org.tallystick.codecs.entry.NegotiationRejectDecoder;
import org.tallystick.codecs.entry.NegotiationResponseDecoder;
import org.tallystick.codecs.entry.NotAppliedDecoder;
import org.tallystick.codecs.entry.ReportHeaderDecoder;
import org.tallystick.codecs.entry.RetransmitRejectDecoder;
import org.tallystick.codecs.entry.SequenceDecoder;
import org.tallystick.codecs.entry.TerminateDecoder;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.TerminationReason;

/**
 * The session layer of one session: attaches it to the connection, and again to the next one; keeps its two sequences,
 * sends again what the exchange has not received, asks again for what it has not received itself. What the connection does
 * not take is sent later, in {@link #work}.
 */
final class SessionDialog {
    /** How far the session has come. */
    enum State {
        /** There is no connection now. */
        DETACHED,
        NEGOTIATING,
        ESTABLISHING,
        ESTABLISHED,
        /** The user has ended it, the exchange has not confirmed that. */
        TERMINATING,
        REFUSED,
        TERMINATED
    }

    private static final int HEADER_LENGTH = MessageHeaderDecoder.ENCODED_LENGTH;

    private final Outbound connection;
    private final ExchangeSession session;
    private final SessionConfig config;
    private final SessionListener listener;
    private final long retryAfterNs;
    private final long idleIntervalNs;
    private final SessionMessages messages;
    private final UnacknowledgedMessages unacknowledged;
    private final Resending resending;
    private final IncomingReports reports;
    private final ReportHeaderDecoder reportHeader = new ReportHeaderDecoder();
    private State state = State.DETACHED;
    private long attachId;
    private long token;
    private int attachments;
    private int sessionId;
    private boolean hasBeenEstablished;
    private boolean isConnectionLost;
    private boolean isProbeDue;
    private boolean isDue;
    private long deadlineNs;

    /** When the table of sessions looks at this one next; its own. */
    long scheduledNs;

    /** Whether it waits for {@link #work}; the table's own. */
    boolean isQueued;

    SessionDialog(Outbound connection, ExchangeSession session, SessionConfig config, SessionListener listener) {
        this.connection = connection;
        this.session = session;
        this.config = config;
        this.listener = listener;
        this.retryAfterNs = config.retryAfter().toNanos();
        this.idleIntervalNs = config.idleInterval().toNanos();
        this.messages = new SessionMessages(connection);
        this.unacknowledged = new UnacknowledgedMessages(config.maxUnacknowledged(), config.bufferLength());
        this.resending = new Resending(
                connection, messages, unacknowledged, listener, config.maxAge().toNanos());
        this.reports = new IncomingReports(config.fromReportSeq(), listener);
        this.deadlineNs = connection.nowNs() + retryAfterNs;
    }

    State state() {
        return state;
    }

    /** Whether nothing will come of it any more. */
    boolean isOver() {
        return state == State.REFUSED || state == State.TERMINATED;
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
        return reports.nextSeq();
    }

    long deadlineNs() {
        return deadlineNs;
    }

    long retryAfterNs() {
        return retryAfterNs;
    }

    UnacknowledgedMessages unacknowledged() {
        return unacknowledged;
    }

    boolean isResending() {
        return resending.isPending();
    }

    /** Sends and keeps the message that was encoded at this offset; returns its number, or why it was not sent. */
    long send(int offset, int length) {
        long result = connection.offer(unacknowledged.buffer(), offset, length);
        if (result < 0) {
            return result;
        }
        long seq = unacknowledged.nextSeq();
        if (unacknowledged.isEmpty()) {
            deadlineNs = connection.nowNs() + retryAfterNs;
        }
        unacknowledged.keep(offset, length, connection.nowNs());
        resending.onOffered(seq);
        return seq;
    }

    void terminate() {
        switch (state) {
            case ESTABLISHED, ESTABLISHING -> {
                state = State.TERMINATING;
                isDue = true;
                workOrWake();
            }
            case DETACHED, NEGOTIATING -> end(TerminationReason.FINISHED);
            default -> {
                // Over, or about to be.
            }
        }
    }

    /** There is a connection: attach to it. */
    void onConnected() {
        if (state == State.DETACHED) {
            attach();
        }
    }

    /** The connection is lost; there will be another one, or not. */
    void onConnectionLost(boolean isFinal) {
        if (isOver()) {
            return;
        }
        if (isFinal || state == State.TERMINATING) {
            end(TerminationReason.CONNECTION_CLOSED);
            return;
        }
        state = State.DETACHED;
        attachments = 0;
        reports.onAttaching();
        isProbeDue = false;
        isDue = false;
        if (hasBeenEstablished && !isConnectionLost) {
            isConnectionLost = true;
            listener.onDetached();
        }
    }

    /** The leader has changed: ask at once what was lost. */
    void onNewLeader() {
        isDue = true;
        connection.wake(this);
    }

    /** Another session object of this connection has taken the session. */
    void onReplaced() {
        if (!isOver()) {
            end(TerminationReason.SUPERSEDED);
        }
    }

    /** Sends what is due; returns false where the connection takes no more now. */
    boolean work(long nowNs) {
        if (nowNs - deadlineNs >= 0) {
            isDue = true;
        }
        if (isDue) {
            if (!sendOfState()) {
                return false;
            }
            isDue = false;
            progress();
        }
        return state != State.ESTABLISHED || sendRequests() && resend();
    }

    private boolean sendOfState() {
        switch (state) {
            case NEGOTIATING:
                return messages.negotiate(config, attachId, token);
            case ESTABLISHING:
                return messages.establish(config, attachId, token, sessionId, reports.nextSeq());
            case ESTABLISHED:
                reports.askAgain();
                // Answered with what is missing, in either direction.
                return messages.sequence(token, sessionId, unacknowledged.nextSeq());
            case TERMINATING:
                return messages.terminate(token, sessionId);
            default:
                return true;
        }
    }

    private boolean sendRequests() {
        if (!reports.sendRequest(messages, token, sessionId)) {
            return false;
        }
        if (isProbeDue) {
            // There is nothing to fill, so the answer is which number is expected.
            isProbeDue = !messages.sequenceFill(token, sessionId, unacknowledged.firstSeq());
        }
        return !isProbeDue;
    }

    private boolean resend() {
        switch (resending.round(token, sessionId)) {
            case MORE -> connection.wake(this);
            case BLOCKED -> {
                return false;
            }
            case NEEDS_ATTACHMENT -> attach();
            default -> {
                // What is not answered is asked for again after a while.
            }
        }
        return true;
    }

    private void workOrWake() {
        if (!work(connection.nowNs())) {
            connection.wake(this);
        }
    }

    /** Begins an attachment with an id and a token of its own. */
    private void attach() {
        attachId = connection.newAttachId(this);
        token = connection.newToken();
        attachments++;
        state = State.NEGOTIATING;
        isDue = true;
        connection.wake(this);
    }

    /** An answer of the session layer to this attachment. */
    void onNegotiationResponse(NegotiationResponseDecoder response) {
        if (state != State.NEGOTIATING) {
            return;
        }
        if (hasBeenEstablished) {
            if (response.nextClientSeq() > unacknowledged.nextSeq()) {
                // Numbers were used that this session did not use: somebody else has it.
                end(TerminationReason.SUPERSEDED);
                return;
            }
            if (response.sessionId() != sessionId
                    || response.nextClientSeq() < unacknowledged.firstSeq()
                    || response.nextReportSeq() < reports.nextSeq()) {
                // The exchange does not know what it has said before: this is another log.
                refuse(RejectReason.BAD_SEQUENCE);
                return;
            }
        }
        sessionId = response.sessionId();
        reports.beginAt(response.nextReportSeq());
        state = State.ESTABLISHING;
        isDue = true;
        workOrWake();
    }

    void onNegotiationReject(NegotiationRejectDecoder reject) {
        if (state == State.NEGOTIATING) {
            refuseOrSuperseded(reject.reason());
        }
    }

    void onEstablishmentAck(EstablishmentAckDecoder ack) {
        if (state != State.ESTABLISHING || ack.attachId() != attachId) {
            return;
        }
        boolean isFirst = !hasBeenEstablished;
        boolean isBack = isConnectionLost;
        if (isFirst) {
            unacknowledged.reset(ack.nextClientSeq());
        } else {
            unacknowledged.acknowledgeBelow(ack.nextClientSeq());
        }
        resending.onAttached();
        state = State.ESTABLISHED;
        hasBeenEstablished = true;
        isConnectionLost = false;
        reports.onAttaching();
        progress();
        connection.onEstablished(this);
        reports.onLostBelow(ack.oldestReportSeq());
        if (isFirst) {
            listener.onEstablished(session);
        } else if (isBack) {
            listener.onReattached(session);
        }
        workOrWake();
    }

    void onEstablishmentReject(EstablishmentRejectDecoder reject) {
        if (state == State.ESTABLISHING && reject.attachId() == attachId) {
            refuseOrSuperseded(reject.reason());
        }
    }

    void onNotApplied(NotAppliedDecoder notApplied) {
        if (state != State.ESTABLISHED) {
            return;
        }
        long from = Math.max(notApplied.fromClientSeq(), unacknowledged.firstSeq());
        acknowledgeBelow(notApplied.fromClientSeq());
        if (from < unacknowledged.nextSeq() && !(isResending() && from >= resending.next())) {
            resending.from(from);
            progress();
            listener.onResend(from);
        }
        workOrWake();
    }

    void onAlreadyApplied(AlreadyAppliedDecoder alreadyApplied) {
        if (state == State.ESTABLISHED) {
            acknowledgeBelow(alreadyApplied.nextClientSeq());
            progress();
            workOrWake();
        }
    }

    void onSequence(SequenceDecoder sequence) {
        if (state != State.ESTABLISHED) {
            return;
        }
        if (sequence.nextSeq() > reports.nextSeq()) {
            onReportsGivenBelow(sequence.nextSeq());
        } else if (!unacknowledged.isEmpty()) {
            // All reports are here, and messages are unanswered: reports of theirs may have been lost for good.
            isProbeDue = true;
            workOrWake();
        }
    }

    void onRetransmitReject(RetransmitRejectDecoder reject) {
        if (reject.reason() == RejectReason.HISTORY_LOST && hasBeenEstablished) {
            // Everything from the oldest follows by itself.
            reports.onLostBelow(reject.oldestReportSeq());
        }
    }

    void onTerminate(TerminateDecoder terminate) {
        if (!isOver()) {
            end(terminate.reason());
        }
    }

    void onMessageReject(MessageRejectDecoder reject) {
        RejectReason reason = reject.reason();
        if (reason == RejectReason.BAD_TOKEN && attachments > 1) {
            // It was sent on an earlier attachment to this connection.
            return;
        }
        if (state == State.TERMINATING && reason == RejectReason.NOT_ATTACHED) {
            end(TerminationReason.FINISHED);
            return;
        }
        listener.onMessageReject(reject);
        if (state == State.ESTABLISHED) {
            if (reason == RejectReason.SUPERSEDED) {
                end(TerminationReason.SUPERSEDED);
            } else if (reason == RejectReason.NOT_ATTACHED || reason == RejectReason.BAD_TOKEN) {
                end(TerminationReason.NOT_ATTACHED);
            }
        }
    }

    /** A report of this session; handed on if it is the next. */
    void onReport(DirectBuffer buffer, int offset, int templateId) {
        reportHeader.wrap(buffer, offset + HEADER_LENGTH);
        long reportSeq = reportHeader.reportSeq();
        if (!hasBeenEstablished || isOver() || state == State.TERMINATING || reportSeq < reports.nextSeq()) {
            return;
        }
        if (reportSeq > reports.nextSeq()) {
            if (state == State.ESTABLISHED) {
                onReportsGivenBelow(reportSeq);
            }
            return;
        }
        reports.onNext();
        long clientSeq = reportHeader.clientSeq();
        if (clientSeq != ReportHeaderDecoder.clientSeqNullValue()) {
            acknowledgeBelow(clientSeq + 1);
        }
        progress();
        reports.deliver(buffer, offset, templateId);
    }

    private void acknowledgeBelow(long seq) {
        unacknowledged.acknowledgeBelow(seq);
        if (isResending()) {
            connection.wake(this);
        }
    }

    private void onReportsGivenBelow(long seq) {
        if (reports.onGivenBelow(seq)) {
            progress();
            workOrWake();
        }
    }

    private void refuseOrSuperseded(RejectReason reason) {
        if (hasBeenEstablished && reason == RejectReason.STALE_ATTACH_ID) {
            // A later attachment than this one was made, and not by this session.
            end(TerminationReason.SUPERSEDED);
        } else {
            refuse(reason);
        }
    }

    private void refuse(RejectReason reason) {
        state = State.REFUSED;
        listener.onRefused(reason);
    }

    private void end(TerminationReason reason) {
        state = State.TERMINATED;
        listener.onTerminated(reason);
    }

    private void progress() {
        boolean isIdle = state == State.ESTABLISHED && unacknowledged.isEmpty() && !reports.isMissing();
        deadlineNs = connection.nowNs() + (isIdle ? idleIntervalNs : retryAfterNs);
    }
}
