package org.tallystick.engine.session;

import org.tallystick.codecs.MessageLimits;
import org.tallystick.codecs.types.CancelOnDisconnect;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.TerminationReason;
import org.tallystick.engine.EgressSink;
import org.tallystick.engine.Transaction;

/** How sessions come to connections and leave them: negotiate, establish, supersede, terminate, close. */
final class Attachments {
    /** Longest cancel-on-disconnect window: 1 h. */
    static final long MAX_CANCEL_WINDOW_NS = MessageLimits.MAX_CANCEL_WINDOW_NS;

    private final Participants participants;
    private final Connections connections;
    private final SessionTable table;
    private final SessionEvents events;
    private final SessionReplies replies;
    private final EgressSink egress;
    private final CancelWindows windows;

    Attachments(
            Participants participants,
            Connections connections,
            SessionTable table,
            SessionEvents events,
            SessionReplies replies,
            EgressSink egress,
            CancelWindows windows) {
        this.participants = participants;
        this.connections = connections;
        this.table = table;
        this.events = events;
        this.replies = replies;
        this.egress = egress;
        this.windows = windows;
    }

    void negotiate(long connectionId, long attachId, long token, String participantName, String sessionName) {
        Connection connection = connections.get(connectionId);
        RejectReason reason = checkNegotiate(connection, attachId, participantName, sessionName);
        Session session = null;
        if (reason == RejectReason.NONE) {
            int participantId = participants.byName(participantName).id();
            session = table.byName(participantId, sessionName);
            if (session == null) {
                reason = table.isFull() ? RejectReason.BOUND_REACHED : RejectReason.NONE;
            } else if (!mayNegotiate(session, connectionId, attachId, token)) {
                reason = RejectReason.STALE_ATTACH_ID;
            }
            if (reason == RejectReason.NONE && connection.isFull() && !isOn(session, connectionId)) {
                reason = RejectReason.BOUND_REACHED;
            }
            if (reason == RejectReason.NONE && session == null) {
                session = table.create(participantId, sessionName);
                events.sessionCreated(session);
            }
        }
        if (reason != RejectReason.NONE) {
            int sessionId = session == null ? Transaction.NO_SESSION : session.id();
            events.attachRefused(connectionId, attachId, sessionId, reason);
            replies.negotiationReject(connectionId, attachId, reason);
            return;
        }
        if (attachId > session.negotiatedAttachId) {
            long replaced = session.negotiatedConnectionId;
            session.negotiate(connectionId, attachId, token);
            unlinkUnlessOn(session, replaced);
            connection.link(session.id());
        }
        replies.negotiationResponse(connectionId, attachId, session);
    }

    private static boolean isOn(Session session, long connectionId) {
        return session != null && session.isOn(connectionId);
    }

    private RejectReason checkNegotiate(
            Connection connection, long attachId, String participantName, String sessionName) {
        if (connection == null) {
            return RejectReason.UNKNOWN_CONNECTION;
        }
        if (attachId < 1) {
            return RejectReason.BAD_VALUE;
        }
        if (!Names.isName(participantName) || !Names.isName(sessionName)) {
            return RejectReason.BAD_TEXT;
        }
        Participant participant = participants.byName(participantName);
        if (connection.principal().equals(participantName)) {
            return participant == null ? RejectReason.UNKNOWN_PARTICIPANT : RejectReason.NONE;
        }
        Participant gateway = participants.byName(connection.principal());
        return gateway != null && participant != null && gateway.represents(participant.id())
                ? RejectReason.NONE
                : RejectReason.NOT_AUTHORIZED;
    }

    private static boolean mayNegotiate(Session session, long connectionId, long attachId, long token) {
        return attachId > session.negotiatedAttachId
                || session.isNegotiated(connectionId, attachId, token)
                || session.isAttachment(connectionId, attachId, token);
    }

    void establish(
            long connectionId,
            int sessionId,
            long attachId,
            long token,
            long nextReportSeq,
            CancelOnDisconnect cancelOnDisconnect,
            long cancelWindowNs) {
        Session session = table.get(sessionId);
        RejectReason reason = connections.isKnown(connectionId)
                ? checkAttachment(session, connectionId, attachId, token)
                : RejectReason.UNKNOWN_CONNECTION;
        if (reason == RejectReason.NONE) {
            reason = checkTerms(session, nextReportSeq, cancelOnDisconnect, cancelWindowNs);
        }
        if (reason != RejectReason.NONE) {
            events.attachRefused(connectionId, attachId, sessionId, reason);
            replies.establishmentReject(connectionId, attachId, sessionId, reason);
            return;
        }
        if (!session.isAttachment(connectionId, attachId, token)) {
            session.cancelOnDisconnect = cancelOnDisconnect;
            session.cancelWindowNs = cancelWindowNs;
            attach(session);
        }
        replies.establishmentAck(session);
        sendFrom(session, nextReportSeq);
    }

    private static RejectReason checkAttachment(Session session, long connectionId, long attachId, long token) {
        if (session == null) {
            return RejectReason.UNKNOWN_SESSION;
        }
        if (session.isAttachment(connectionId, attachId, token)
                || session.isNegotiated(connectionId, attachId, token)) {
            return RejectReason.NONE;
        }
        if (session.negotiatedConnectionId == connectionId && session.negotiatedAttachId == attachId) {
            return RejectReason.BAD_TOKEN;
        }
        boolean ended =
                session.negotiatedAttachId == attachId && session.negotiatedConnectionId == Session.NO_CONNECTION;
        return attachId < session.negotiatedAttachId || ended
                ? RejectReason.STALE_ATTACH_ID
                : RejectReason.NOT_ATTACHED;
    }

    private static RejectReason checkTerms(
            Session session, long nextReportSeq, CancelOnDisconnect cancelOnDisconnect, long cancelWindowNs) {
        if (nextReportSeq < 1 || nextReportSeq > session.nextReportSeq()) {
            return RejectReason.BAD_SEQUENCE;
        }
        if (cancelOnDisconnect == CancelOnDisconnect.NULL_VAL) {
            return RejectReason.MISSING_FIELD;
        }
        return cancelWindowNs < 0 || cancelWindowNs > MAX_CANCEL_WINDOW_NS ? RejectReason.BAD_VALUE : RejectReason.NONE;
    }

    private void attach(Session session) {
        long takenFrom = session.connectionId();
        if (takenFrom != Session.NO_CONNECTION) {
            detach(session, TerminationReason.SUPERSEDED);
            if (takenFrom == session.negotiatedConnectionId) {
                takenFrom = Session.NO_CONNECTION;
            } else {
                replies.terminate(takenFrom, session.id(), TerminationReason.SUPERSEDED);
            }
        }
        windows.onAttached(session);
        session.attach(takenFrom);
        table.onAttached();
        events.sessionAttached(session);
    }

    private void detach(Session session, TerminationReason reason) {
        long connectionId = session.connectionId();
        session.detach();
        table.onDetached();
        unlinkUnlessOn(session, connectionId);
        events.sessionDetached(session, connectionId, reason);
        egress.onDetached(session.id());
    }

    private void unlinkUnlessOn(Session session, long connectionId) {
        if (connectionId != Session.NO_CONNECTION && !session.isOn(connectionId)) {
            Connection connection = connections.get(connectionId);
            if (connection != null) {
                connection.unlink(session.id());
            }
        }
    }

    /** Lets sending go on from a report up to the next one, or from the oldest where that one is no longer held. */
    void sendFrom(Session session, long fromReportSeq) {
        long oldest = session.oldestReportSeq();
        if (fromReportSeq < oldest) {
            replies.retransmitReject(session, fromReportSeq, RejectReason.HISTORY_LOST);
        }
        egress.onSendFrom(session.id(), session.connectionId(), Math.max(fromReportSeq, oldest));
    }

    void terminate(Session session) {
        long connectionId = session.connectionId();
        detach(session, TerminationReason.FINISHED);
        replies.terminate(connectionId, session.id(), TerminationReason.FINISHED);
        windows.onTerminated(session);
    }

    void onClose(long connectionId) {
        Connection connection = connections.remove(connectionId);
        if (connection == null) {
            return;
        }
        for (int i = 0; i < connection.sessionCount(); i++) {
            Session session = table.get(connection.sessionId(i));
            if (session.negotiatedConnectionId == connectionId) {
                session.negotiatedConnectionId = Session.NO_CONNECTION;
            }
            if (session.connectionId() == connectionId) {
                detach(session, TerminationReason.CONNECTION_CLOSED);
                windows.onConnectionLost(session);
            }
        }
    }
}
