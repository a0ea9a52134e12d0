package org.tallystick.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.codecs.snapshot.MessageHeaderDecoder;
import org.tallystick.codecs.types.CancelOnDisconnect;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.RejectReason;

/** The session layer of one node with its journal, and the inputs of clients that tests give it. */
final class SessionLayer {
    static final int TEMPLATE = 20;
    static final int MAX_PARTICIPANTS = 20;
    static final int MAX_ACCOUNTS = 20;
    static final int MAX_SESSIONS = 8;
    static final int MAX_CONNECTIONS = 6;
    static final long RING_BYTES = 16 * 1024;
    static final long RING_BYTES_TOTAL = MAX_SESSIONS * 4096L + 4 * 4096L;

    final Journal journal = new Journal();
    final Participants participants = new Participants(MAX_PARTICIPANTS);
    final Accounts accounts = new Accounts(MAX_ACCOUNTS, participants);
    final Connections connections = new Connections();
    final Sessions sessions;
    long engineTimeNs;

    SessionLayer() {
        this(ClockMode.LOG, 0);
    }

    SessionLayer(ClockMode clockMode, long engineTimeNs) {
        this.engineTimeNs = engineTimeNs;
        connections.bound(MAX_CONNECTIONS);
        RingBudget budget = new RingBudget(RING_BYTES, RING_BYTES_TOTAL, MAX_SESSIONS);
        sessions = new Sessions(
                MAX_SESSIONS,
                budget,
                participants,
                connections,
                journal,
                new SessionReplies(journal),
                journal,
                new PatienceClock(clockMode, () -> this.engineTimeNs),
                journal);
    }

    /** Participants 1 operator, 2 alice, 3 bob, and 4 gate, a gateway for alice. */
    static SessionLayer withParticipants() {
        return withParticipants(ClockMode.LOG, 0);
    }

    static SessionLayer withParticipants(ClockMode clockMode, long engineTimeNs) {
        SessionLayer layer = new SessionLayer(clockMode, engineTimeNs);
        assertEquals(RejectReason.NONE, layer.participants.defineOperator("operator"));
        layer.define(2, "alice", Participant.TRADER);
        layer.define(3, "bob", Participant.TRADER);
        layer.define(4, "gate", Participant.GATEWAY, 2);
        assertEquals(RejectReason.NONE, layer.accounts.defineAccount(3, 2, ""));
        assertEquals(RejectReason.NONE, layer.accounts.defineAccount(1, 2, "house"));
        return layer;
    }

    /** As {@link #withParticipants}, and connection 10 of alice has session 1 with attach id 1 and token 111. */
    static SessionLayer withSession() {
        SessionLayer layer = withParticipants();
        layer.open(10, "alice");
        layer.attach(10, 1, 111, 1);
        layer.journal.take();
        return layer;
    }

    private void define(int id, String name, int roles, int... represented) {
        assertEquals(
                RejectReason.NONE, participants.defineParticipant(id, name, roles, represented, represented.length));
    }

    boolean open(long connectionId, String principal) {
        UnsafeBuffer bytes = new UnsafeBuffer(new byte[64]);
        int length = bytes.putStringWithoutLengthAscii(0, principal);
        return connections.open(connectionId, bytes, 0, length);
    }

    /** Negotiates and establishes alice's session "s". */
    void attach(long connectionId, long attachId, long token, long nextReportSeq) {
        sessions.negotiate(connectionId, attachId, token, "alice", "s");
        establish(connectionId, 1, attachId, token, nextReportSeq);
    }

    void establish(long connectionId, int sessionId, long attachId, long token, long nextReportSeq) {
        sessions.establish(connectionId, sessionId, attachId, token, nextReportSeq, CancelOnDisconnect.NEVER, 0);
    }

    /** A sequenced message of the client that {@link #withSession} attached. */
    Admission send(long clientSeq) {
        return sessions.accept(10, 1, 111, clientSeq, TEMPLATE);
    }

    /** Appends a report whose bytes follow from its number. */
    void report(int sessionId, int length) {
        UnsafeBuffer bytes = new UnsafeBuffer(new byte[length]);
        bytes.setMemory(0, length, (byte) sessions.nextReportSeq(sessionId));
        sessions.appendReport(sessionId, bytes, 0, length);
    }

    List<String> said() {
        return journal.take();
    }

    /** All messages of a snapshot. */
    List<byte[]> snapshot() {
        List<byte[]> messages = new ArrayList<>();
        new SessionSnapshotWriter().write(participants, accounts, connections, sessions, (buffer, offset, length) -> {
            byte[] message = new byte[length];
            buffer.getBytes(offset, message);
            messages.add(message);
        });
        return messages;
    }

    /** A new layer, read from a snapshot. */
    static SessionLayer restored(List<byte[]> messages) {
        SessionLayer layer = new SessionLayer();
        layer.read(messages);
        return layer;
    }

    SessionCounts read(List<byte[]> messages) {
        SessionSnapshotReader reader = new SessionSnapshotReader(participants, accounts, connections, sessions);
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        for (byte[] bytes : messages) {
            UnsafeBuffer message = new UnsafeBuffer(bytes);
            int templateId = header.wrap(message, 0).templateId();
            reader.onRecord(templateId, message, 0, bytes.length);
        }
        return reader.complete();
    }

    /** All reports that a session holds. */
    List<byte[]> reports(int sessionId) {
        List<byte[]> reports = new ArrayList<>();
        UnsafeBuffer view = new UnsafeBuffer(0, 0);
        for (long seq = sessions.oldestReportSeq(sessionId); sessions.pollReport(sessionId, seq, view); seq++) {
            byte[] report = new byte[view.capacity()];
            view.getBytes(0, report);
            reports.add(report);
        }
        return reports;
    }
}
