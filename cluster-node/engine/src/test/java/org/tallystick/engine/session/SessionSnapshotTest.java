package org.tallystick.engine.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.tallystick.codecs.types.CancelOnDisconnect;
import org.tallystick.engine.SnapshotSink;
import org.tallystick.engine.snapshot.SnapshotException;

/** A node that was restored from a snapshot goes on exactly as one that never stopped; a damaged snapshot is refused. */
class SessionSnapshotTest {
    private static final int OPERATIONS = 6000;
    private static final int CUTS = 25;
    private static final int DAMAGES = 3000;
    private static final String[] NAMES = {"alice", "bob", "gate", "operator", "nobody"};

    /** One input of the session layer. */
    private interface Input extends Consumer<SessionLayer> {}

    @Test
    void shouldGoOnTheSameWhereverItIsCut() {
        long seed = Long.getLong("tallystick.seed", System.nanoTime());
        System.out.println("SessionSnapshotTest seed " + seed);
        Random random = new Random(seed);
        List<Input> inputs = new ArrayList<>();
        List<List<String>> expected = new ArrayList<>();
        SessionLayer uncut = SessionLayer.withParticipants();
        for (int i = 0; i < OPERATIONS; i++) {
            Input input = input(random, uncut);
            inputs.add(input);
            input.accept(uncut);
            expected.add(uncut.said());
        }
        assertEverythingHappened(expected.toString(), seed);
        for (int round = 0; round < CUTS; round++) {
            SessionLayer cut = SessionLayer.withParticipants();
            int every = 10 + random.nextInt(400);
            for (int i = 0; i < OPERATIONS; i++) {
                inputs.get(i).accept(cut);
                assertEquals(expected.get(i), cut.said(), "seed " + seed + ", input " + i);
                if (random.nextInt(every) == 0) {
                    SessionLayer restored = SessionLayer.restored(cut.snapshot());
                    assertSameState(cut, restored, seed);
                    cut = restored;
                }
            }
            assertSameState(uncut, cut, seed);
        }
    }

    /** Traffic in which something never happens would prove nothing about it. */
    private static void assertEverythingHappened(String said, long seed) {
        for (String what : new String[] {
            "sessionCreated", "sessionAttached", " FINISHED", " SUPERSEDED", " CONNECTION_CLOSED", "sequenceGap",
            "sequenceFilled", "AlreadyApplied", "Retransmission", "HISTORY_LOST", "BAD_TOKEN", "STALE_ATTACH_ID",
            "NOT_AUTHORIZED", "BOUND_REACHED", "UNKNOWN_SESSION", "NOT_ATTACHED", "reason=SUPERSEDED"
        }) {
            assertTrue(said.contains(what), what + " never happened, seed " + seed);
        }
    }

    private static void assertSameState(SessionLayer expected, SessionLayer actual, long seed) {
        assertMessages(expected.snapshot(), actual.snapshot(), seed);
        for (int id = 1; id <= expected.sessions.count(); id++) {
            assertMessages(expected.reports(id), actual.reports(id), seed);
        }
        for (int i = 0; i < expected.connections.count(); i++) {
            Connection one = expected.connections.at(i);
            Connection other = actual.connections.at(i);
            assertEquals(one.sessionCount(), other.sessionCount(), "seed " + seed);
        }
    }

    private static void assertMessages(List<byte[]> expected, List<byte[]> actual, long seed) {
        assertEquals(expected.size(), actual.size(), "seed " + seed);
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), actual.get(i), "seed " + seed);
        }
    }

    private static Input input(Random random, SessionLayer layer) {
        long connection = 1 + random.nextInt(8);
        int open = layer.connections.count();
        if (open > 0 && random.nextInt(4) > 0) {
            connection = layer.connections.at(random.nextInt(open)).id();
        }
        return input(random, layer, connection);
    }

    private static Input input(Random random, SessionLayer layer, long connection) {
        int id = 1 + random.nextInt(SessionLayer.MAX_SESSIONS + 1);
        Session session = layer.sessions.get(id);
        boolean honest = session != null && random.nextInt(10) > 0;
        long from = honest ? sender(random, session) : connection;
        long token = honest ? session.token : random.nextInt(5);
        int kind = random.nextInt(100);
        if (kind < 2) {
            return openOrClose(random, layer, 1 + random.nextInt(8));
        }
        if (kind < 22) {
            return attaching(random, session, id, connection);
        }
        if (kind < 23) {
            return l -> l.sessions.terminate(from, id, token);
        }
        if (kind < 60) {
            return numbered(random, session, id, from, token);
        }
        if (kind < 65) {
            long wanted = session == null ? 1 : session.nextReportSeq() - random.nextInt(30) + 1;
            return l -> l.sessions.retransmitRequest(from, id, token, wanted);
        }
        int length = random.nextInt(10) == 0 ? random.nextInt(4093) : random.nextInt(300);
        return l -> {
            if (l.sessions.get(id) != null) {
                l.report(id, length);
            }
        };
    }

    private static long sender(Random random, Session session) {
        return random.nextInt(6) > 0 ? session.connectionId() : session.supersededConnectionId;
    }

    private static Input openOrClose(Random random, SessionLayer layer, long connection) {
        String name = random.nextInt(3) > 0 ? "alice" : NAMES[random.nextInt(NAMES.length)];
        if (layer.connections.isKnown(connection)) {
            return l -> l.sessions.onClose(connection);
        }
        return l -> l.open(connection, name);
    }

    private static Input attaching(Random random, Session session, int id, long connection) {
        boolean establish = session != null && random.nextBoolean();
        if (establish) {
            boolean honest = random.nextInt(5) > 0;
            long to = honest ? session.negotiatedConnectionId : connection;
            long attachId = honest ? session.negotiatedAttachId : random.nextInt(10);
            long token = honest ? session.negotiatedToken : random.nextInt(5);
            long wanted = session.nextReportSeq() + 1 - random.nextInt(random.nextBoolean() ? 3 : 40);
            CancelOnDisconnect mode = CancelOnDisconnect.get((short) random.nextInt(4));
            long windowNs = random.nextInt(1000);
            return l -> l.sessions.establish(to, id, attachId, token, wanted, mode, windowNs);
        }
        long attachId = session == null ? 1 : session.negotiatedAttachId + random.nextInt(3);
        long token = random.nextInt(5);
        boolean known = session != null && random.nextInt(5) > 0;
        String owner = known ? NAMES[session.participantId() - 2] : NAMES[random.nextInt(3)];
        String name = known ? session.name() : "s" + random.nextInt(20);
        return l -> l.sessions.negotiate(connection, attachId, token, owner, name);
    }

    private static Input numbered(Random random, Session session, int id, long from, long token) {
        long next = session == null ? 1 : session.nextClientSeq();
        long number = random.nextInt(4) > 0 ? next : next - 3 + random.nextInt(8);
        return switch (random.nextInt(6)) {
            case 0 -> l -> l.sessions.sequence(from, id, token, number);
            case 1 -> l -> l.sessions.sequenceFill(from, id, token, number);
            default -> l -> l.sessions.accept(from, id, token, number, SessionLayer.TEMPLATE);
        };
    }

    /** A layer with some of everything. */
    private static SessionLayer busy(Random random) {
        SessionLayer layer = SessionLayer.withParticipants();
        for (int i = 0; i < 2000; i++) {
            input(random, layer).accept(layer);
        }
        layer.said();
        return layer;
    }

    @Test
    void shouldCountWhatWasWritten() {
        SessionLayer layer = SessionLayer.withSession();
        for (int i = 0; i < 100; i++) {
            layer.report(1, 500);
        }
        long held = layer.sessions.nextReportSeq(1) - layer.sessions.oldestReportSeq(1);
        SessionCounts counts = new SessionSnapshotWriter()
                .write(
                        layer.participants,
                        layer.accounts,
                        layer.connections,
                        layer.sessions,
                        (b, offset, length) -> assertTrue(length <= SnapshotSink.MAX_MESSAGE_LENGTH));
        assertEquals(new SessionCounts(4, 2, 1, 1, held), counts);
        assertEquals(counts, new SessionLayer().read(layer.snapshot()));
    }

    @Test
    void shouldRefuseADamagedSnapshotByItsOwnException() {
        long seed = Long.getLong("tallystick.seed", System.nanoTime());
        System.out.println("SessionSnapshotTest seed " + seed);
        Random random = new Random(seed);
        List<byte[]> messages = busy(random).snapshot();
        int refused = 0;
        for (int i = 0; i < DAMAGES; i++) {
            List<byte[]> damaged = new ArrayList<>(messages);
            damage(random, damaged);
            try {
                SessionLayer.restored(damaged);
            } catch (SnapshotException expected) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", damage " + i, e);
            }
        }
        assertTrue(refused > DAMAGES / 4, "only " + refused + " refused, seed " + seed);
    }

    private static void damage(Random random, List<byte[]> messages) {
        int index = random.nextInt(messages.size());
        byte[] message = messages.get(index).clone();
        switch (random.nextInt(5)) {
            case 0 -> messages.remove(index);
            case 1 -> messages.add(random.nextInt(messages.size()), message);
            case 2 -> messages.set(index, Arrays.copyOf(message, Math.max(8, random.nextInt(message.length))));
            case 3 -> messages.set(index, Arrays.copyOf(message, message.length + 1 + random.nextInt(8)));
            default -> {
                message[random.nextInt(Math.min(message.length, 150))] = (byte) random.nextInt(256);
                messages.set(index, message);
            }
        }
    }

    @Test
    void shouldRefuseASnapshotWithoutAllReports() {
        SessionLayer layer = SessionLayer.withSession();
        layer.report(1, 40);
        List<byte[]> messages = layer.snapshot();
        messages.remove(messages.size() - 1);
        assertThrows(SnapshotException.class, () -> SessionLayer.restored(messages));
    }

    @Test
    void shouldLeaveOtherTemplatesToOthers() {
        SessionLayer layer = new SessionLayer();
        SessionSnapshotReader reader =
                new SessionSnapshotReader(layer.participants, layer.accounts, layer.connections, layer.sessions);
        UnsafeBuffer message = new UnsafeBuffer(new byte[8]);
        assertEquals(false, reader.onRecord(1, message, 0, 8));
        assertEquals(false, reader.onRecord(7, message, 0, 8));
    }
}
