package org.tallystick.engine.session;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.codecs.entry.RetransmitRequestDecoder;
import org.tallystick.codecs.entry.SequenceDecoder;
import org.tallystick.codecs.entry.SequenceFillDecoder;
import org.tallystick.codecs.entry.TerminateDecoder;
import org.tallystick.codecs.types.CancelOnDisconnect;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.engine.EgressSink;
import org.tallystick.engine.Transaction;

/**
 * The session protocol (after FIXP): every message of a client is applied once, in the order of its numbers, and every
 * report can be had again.
 *
 * <p><b>Attaching.</b> {@code Negotiate} names a session, creates it on first use, and proposes an attachment: an
 * attach id and a token. {@code Establish} makes it the session's attachment. An attach id names one attachment for
 * ever: one token on one connection. A higher one supersedes a lower one when it is established; a lower one, or one
 * that has ended, is stale. Within its life everything about it may be repeated, and is answered again.
 *
 * <p><b>Client to exchange.</b> A message with the expected {@code clientSeq} is applied and uses the number up. A lower
 * one is answered with {@code AlreadyApplied} and leaves no other trace. A higher one is not applied: numbers are
 * missing, and the client has to send all from the missing one on again, or give them up with {@code SequenceFill}.
 *
 * <p><b>Once per gap.</b> A message that comes too early, with {@code clientSeq} c while n is expected, is answered with
 * {@code NotApplied(from n, count c - n)}, and c - 1 is kept as the last number named. While the expected number is not
 * above the number kept, the gap is open, and further messages that come too early are dropped in silence, however far
 * ahead they are. When the last number named has been applied or given up, the gap is closed; what comes too early then
 * is a new gap, and said again. A new attachment forgets what was named. {@code NotApplied} can be lost as any reply:
 * a client that waits sends {@code Sequence}, which is answered with {@code NotApplied} each time while anything is
 * missing, changes nothing, and does not count as naming the gap.
 *
 * <p><b>Exchange to client.</b> Reports are numbered by {@code reportSeq} and kept in the session's ring. {@code
 * Sequence} is answered with the next number, so that a client finds out what it lacks; {@code RetransmitRequest}
 * brings it. What is older than the ring is lost to the session, and said so: {@code HISTORY_LOST}.
 *
 * <p><b>Refused.</b> A message of an unknown connection, for an unknown session, for one that another attachment has,
 * with a wrong token or an impossible number is answered with {@code MessageReject} and uses no number up.
 *
 * <p><b>Cancel on disconnect.</b> A session whose connection is closed, or whose client terminates, has its orders cancelled
 * if its terms say so and nobody attaches it again within its window. Superseding is neither.
 *
 * <p>State changes by log inputs alone. Whether a reply arrives never matters.
 */
public final class Sessions {
    private final Connections connections;
    private final SessionTable table;
    private final SessionEvents events;
    private final SessionReplies replies;
    private final EgressSink egress;
    private final Attachments attachments;
    private final PatienceClock clock;
    private final CancelWindows windows;
    private final SessionOrders orders;
    private final RingBudget budget;

    /**
     * Creates the protocol without sessions.
     *
     * @param maxSessions  most sessions there can be
     * @param budget       room for their reports
     * @param participants whose sessions they can be
     * @param connections  that they can be attached to
     * @param events       hears what happens
     * @param replies      tells the clients
     * @param egress       hears from where reports are to be sent
     * @param clock        counts the windows of cancel-on-disconnect
     * @param orders       cancels the orders of those that stayed away
     */
    public Sessions(
            int maxSessions,
            RingBudget budget,
            Participants participants,
            Connections connections,
            SessionEvents events,
            SessionReplies replies,
            EgressSink egress,
            PatienceClock clock,
            SessionOrders orders) {
        this.connections = connections;
        this.table = new SessionTable(maxSessions, budget);
        this.events = events;
        this.replies = replies;
        this.egress = egress;
        this.clock = clock;
        this.budget = budget;
        this.orders = orders;
        this.windows = new CancelWindows(clock, events, orders);
        this.attachments = new Attachments(participants, connections, table, events, replies, egress, windows);
    }

    /**
     * Names a session, creates it on first use, and proposes an attachment of it to a connection. Answered with {@code
     * NegotiationResponse}, or with {@code NegotiationReject}: {@code UNKNOWN_CONNECTION}; {@code BAD_VALUE} for an
     * attach id below 1; {@code BAD_TEXT} for what is no name; {@code NOT_AUTHORIZED} where the connection's principal
     * is neither the participant nor a gateway that represents it; {@code UNKNOWN_PARTICIPANT} where it is the
     * principal but not defined; {@code BOUND_REACHED} where there are too many sessions, or too many on the connection; {@code STALE_ATTACH_ID} for
     * an attach id that is lower than the greatest negotiated, has ended, or has another token or connection.
     *
     * @param connectionId    where it came from
     * @param attachId        from 1, rising with every attachment
     * @param token           that all messages of the attachment carry
     * @param participantName owner of the session
     * @param sessionName     name of the session among the owner's
     */
    public void negotiate(long connectionId, long attachId, long token, String participantName, String sessionName) {
        attachments.negotiate(connectionId, attachId, token, participantName, sessionName);
    }

    /**
     * Makes the negotiated attachment the session's, in place of an older one. Repeated for the present attachment, it
     * changes nothing and is answered again. Answered with {@code EstablishmentAck}; then reports are sent from the one
     * asked for, or else {@code RetransmitReject HISTORY_LOST} says which is the oldest, and they are sent from there.
     * Refused with {@code EstablishmentReject}: {@code UNKNOWN_CONNECTION}; {@code UNKNOWN_SESSION}; {@code
     * STALE_ATTACH_ID}; {@code BAD_TOKEN} where another token was negotiated; {@code NOT_ATTACHED} where this attachment
     * was not negotiated on this connection; {@code BAD_SEQUENCE} for a report that was never given and is not the
     * next; {@code MISSING_FIELD} or {@code BAD_VALUE} for the terms of cancel-on-disconnect.
     *
     * @param connectionId       where it came from
     * @param sessionId          as answered to Negotiate
     * @param attachId           as negotiated
     * @param token              as negotiated
     * @param nextReportSeq      report that the client wants next
     * @param cancelOnDisconnect when the session's orders are cancelled for it
     * @param cancelWindowNs     time to attach again before that, 0 to 1 h
     */
    public void establish(
            long connectionId,
            int sessionId,
            long attachId,
            long token,
            long nextReportSeq,
            CancelOnDisconnect cancelOnDisconnect,
            long cancelWindowNs) {
        attachments.establish(
                connectionId, sessionId, attachId, token, nextReportSeq, cancelOnDisconnect, cancelWindowNs);
    }

    /**
     * Decides about a sequenced message, before anything else in it is looked at. Where it is to be applied, its number
     * is used up, whatever comes of it.
     *
     * @param connectionId where it came from
     * @param sessionId    session it names
     * @param token        it carries
     * @param clientSeq    its number
     * @param templateId   its template, for the answer where it is refused
     * @return what to do with it; the client has been answered except for {@code APPLY}
     */
    public Admission accept(long connectionId, int sessionId, long token, long clientSeq, int templateId) {
        Session session = table.get(sessionId);
        RejectReason reason = check(session, connectionId, token);
        if (reason == RejectReason.NONE && (clientSeq < 1 || clientSeq >= Session.MAX_NEXT_SEQUENCE)) {
            reason = RejectReason.BAD_SEQUENCE;
        }
        if (reason != RejectReason.NONE) {
            refuse(connectionId, sessionId, clientSeq, templateId, reason);
            return Admission.REFUSED;
        }
        long expected = session.nextClientSeq;
        if (clientSeq == expected) {
            session.nextClientSeq = expected + 1;
            return Admission.APPLY;
        }
        if (clientSeq < expected) {
            replies.alreadyApplied(session, clientSeq);
            return Admission.ALREADY_APPLIED;
        }
        if (session.gapReportedTo < expected) {
            session.gapReportedTo = clientSeq - 1;
            events.sequenceGap(session, expected, clientSeq - expected);
            replies.notApplied(session, clientSeq - expected);
        }
        return Admission.NOT_APPLIED;
    }

    private RejectReason check(Session session, long connectionId, long token) {
        if (session != null && session.connectionId == connectionId && session.isAttached()) {
            return session.token == token ? RejectReason.NONE : RejectReason.BAD_TOKEN;
        }
        if (!connections.isKnown(connectionId)) {
            return RejectReason.UNKNOWN_CONNECTION;
        }
        if (session == null) {
            return RejectReason.UNKNOWN_SESSION;
        }
        return session.isAttached() && session.supersededConnectionId == connectionId
                ? RejectReason.SUPERSEDED
                : RejectReason.NOT_ATTACHED;
    }

    private void refuse(long connectionId, int sessionId, long clientSeq, int templateId, RejectReason reason) {
        events.messageRefused(connectionId, sessionId, clientSeq, templateId, reason);
        replies.messageReject(connectionId, sessionId, clientSeq, templateId, reason);
    }

    private Session attached(long connectionId, int sessionId, long token, int templateId) {
        Session session = table.get(sessionId);
        RejectReason reason = check(session, connectionId, token);
        if (reason != RejectReason.NONE) {
            refuse(connectionId, sessionId, Transaction.NO_SEQUENCE, templateId, reason);
            return null;
        }
        return session;
    }

    /**
     * The client says which number it will use next, and asks for the exchange's. Answered with {@code NotApplied} where
     * numbers before the client's next are missing, and always with {@code Sequence}. Changes nothing.
     *
     * @param connectionId where it came from
     * @param sessionId    session it names
     * @param token        it carries
     * @param nextSeq      next clientSeq that the client will use, 1 to 2^62
     */
    public void sequence(long connectionId, int sessionId, long token, long nextSeq) {
        Session session = attached(connectionId, sessionId, token, SequenceDecoder.TEMPLATE_ID);
        if (session == null || isRefused(session, nextSeq, SequenceDecoder.TEMPLATE_ID)) {
            return;
        }
        if (nextSeq > session.nextClientSeq) {
            replies.notApplied(session, nextSeq - session.nextClientSeq);
        }
        replies.sequence(session);
    }

    private boolean isRefused(Session session, long nextSeq, int templateId) {
        if (nextSeq >= 1 && nextSeq <= Session.MAX_NEXT_SEQUENCE) {
            return false;
        }
        refuse(session.connectionId, session.id(), Transaction.NO_SEQUENCE, templateId, RejectReason.BAD_SEQUENCE);
        return true;
    }

    /**
     * The client gives up its numbers up to, and not including, a new next one. Nothing is answered where there were
     * any; else {@code AlreadyApplied} names the last of them and the number that is next.
     *
     * @param connectionId     where it came from
     * @param sessionId        session it names
     * @param token            it carries
     * @param newNextClientSeq next clientSeq from now on, 1 to 2^62
     */
    public void sequenceFill(long connectionId, int sessionId, long token, long newNextClientSeq) {
        Session session = attached(connectionId, sessionId, token, SequenceFillDecoder.TEMPLATE_ID);
        if (session == null || isRefused(session, newNextClientSeq, SequenceFillDecoder.TEMPLATE_ID)) {
            return;
        }
        long from = session.nextClientSeq;
        if (newNextClientSeq > from) {
            session.nextClientSeq = newNextClientSeq;
            events.sequenceFilled(session, from, newNextClientSeq);
        } else {
            replies.alreadyApplied(session, newNextClientSeq - 1);
        }
    }

    /**
     * The client asks for its reports from one on. Answered with {@code Retransmission}, and they follow; with {@code
     * RetransmitReject HISTORY_LOST} where that one is no longer held, and they follow from the oldest; or with {@code
     * RetransmitReject BAD_SEQUENCE} where it was never given and is not the next, and nothing changes.
     *
     * @param connectionId  where it came from
     * @param sessionId     session it names
     * @param token         it carries
     * @param fromReportSeq first report wanted
     */
    public void retransmitRequest(long connectionId, int sessionId, long token, long fromReportSeq) {
        Session session = attached(connectionId, sessionId, token, RetransmitRequestDecoder.TEMPLATE_ID);
        if (session == null) {
            return;
        }
        if (fromReportSeq < 1 || fromReportSeq > session.nextReportSeq()) {
            replies.retransmitReject(session, fromReportSeq, RejectReason.BAD_SEQUENCE);
            return;
        }
        if (fromReportSeq >= session.oldestReportSeq()) {
            replies.retransmission(session, fromReportSeq);
        }
        attachments.sendFrom(session, fromReportSeq);
    }

    /**
     * The client ends the attachment; the session and its numbers stay. Answered with {@code Terminate FINISHED}.
     *
     * @param connectionId where it came from
     * @param sessionId    session it names
     * @param token        it carries
     */
    public void terminate(long connectionId, int sessionId, long token) {
        Session session = attached(connectionId, sessionId, token, TerminateDecoder.TEMPLATE_ID);
        if (session != null) {
            attachments.terminate(session);
            orders.beginCancels();
        }
    }

    /**
     * A connection was closed: all its sessions are detached, in order of their numbers.
     *
     * @param connectionId any connection; an unknown one changes nothing
     */
    public void onClose(long connectionId) {
        attachments.onClose(connectionId);
        orders.beginCancels();
    }

    /**
     * The timer fired: the clock of the windows goes on, and in clock mode {@code LOG} those that are over end. Whoever
     * calls this lets the cancels begin.
     *
     * @param most windows that end at most; the others end with the next firing
     */
    public void onTimer(long most) {
        clock.onTimer();
        if (!clock.isFlow()) {
            windows.endThoseOver(most);
        }
    }

    /** A command moved engine time in clock mode {@code FLOW}: windows that are over end before it is applied. */
    public void onFlowTime() {
        if (windows.count() > 0) {
            windows.endThoseOver(Long.MAX_VALUE);
            orders.beginCancels();
        }
    }

    /** A new term of leadership began: clients had no leader to attach to, so every window that is running begins anew. */
    public void onNewTerm() {
        clock.onNewTerm();
        windows.restart();
    }

    /** The clock of the cancel-on-disconnect windows. */
    public PatienceClock clock() {
        return clock;
    }

    /** Cancel-on-disconnect windows that are running. */
    public int cancelWindows() {
        return windows.count();
    }

    CancelWindows windows() {
        return windows;
    }

    /**
     * Appends a report to a session's ring; it gets the session's next report number.
     *
     * @param sessionId a session there is
     * @param buffer    holding the report, copied
     * @param offset    of its first byte
     * @param length    in bytes, at most 4,092
     * @throws IllegalArgumentException where there is no such session, or the report is too long
     */
    public void appendReport(int sessionId, DirectBuffer buffer, int offset, int length) {
        Session session = require(sessionId);
        session.reports.append(buffer, offset, length);
        if (session.isAttached()) {
            egress.onReportsReady(sessionId);
        }
    }

    private Session require(int sessionId) {
        Session session = table.get(sessionId);
        if (session == null) {
            throw new IllegalArgumentException("there is no session " + sessionId);
        }
        return session;
    }

    /**
     * Wraps a report for reading, until the next call of this object.
     *
     * @param sessionId any number
     * @param reportSeq any number
     * @param view      wrapped around the report's bytes, untouched where it is not held
     * @return whether it is held
     */
    public boolean pollReport(int sessionId, long reportSeq, UnsafeBuffer view) {
        Session session = table.get(sessionId);
        return session != null && session.reports.poll(reportSeq, view);
    }

    /** Next reportSeq of a session there is. */
    public long nextReportSeq(int sessionId) {
        return require(sessionId).nextReportSeq();
    }

    /** Oldest report held of a session there is; its next reportSeq where none is. */
    public long oldestReportSeq(int sessionId) {
        return require(sessionId).oldestReportSeq();
    }

    /** Lets sending go on, after a snapshot was read, from the next report of every attached session. */
    public void resumeEgress() {
        for (int id = 1; id <= table.count(); id++) {
            Session session = table.get(id);
            if (session.isAttached()) {
                egress.onSendFrom(id, session.connectionId(), session.nextReportSeq());
            }
        }
    }

    /** The session with this number, or null. */
    public Session get(int sessionId) {
        return table.get(sessionId);
    }

    /** How many sessions there are; their numbers are 1 to this. */
    public int count() {
        return table.count();
    }

    /** How many sessions a connection has. */
    public int attachedCount() {
        return table.attachedCount();
    }

    /** The room of the report rings. */
    public RingBudget budget() {
        return budget;
    }

    SessionTable table() {
        return table;
    }
}
