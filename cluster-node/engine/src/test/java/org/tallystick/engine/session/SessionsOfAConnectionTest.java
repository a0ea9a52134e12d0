package org.tallystick.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.tallystick.codecs.MessageLimits;
import org.tallystick.codecs.types.CancelOnDisconnect;
import org.tallystick.codecs.types.ClockMode;

/** A connection carries as many sessions as its bound says, and no more. */
class SessionsOfAConnectionTest {
    private static final int BOUND = MessageLimits.MAX_SESSIONS_PER_CONNECTION;

    private final Journal journal = new Journal();
    private final Connections connections = new Connections();
    private final Sessions sessions = sessions();

    private Sessions sessions() {
        Participants participants = new Participants(10);
        participants.defineOperator("operator");
        open(1);
        open(2);
        int most = BOUND + 10;
        return new Sessions(
                most,
                new RingBudget(4096, 4096L * most, most),
                participants,
                connections,
                journal,
                new SessionReplies(journal),
                journal,
                new PatienceClock(ClockMode.LOG, () -> 0),
                journal);
    }

    private void open(long connectionId) {
        UnsafeBuffer principal = new UnsafeBuffer("operator".getBytes(StandardCharsets.US_ASCII));
        connections.open(connectionId, principal, 0, principal.capacity());
    }

    private String attach(long connectionId, int id, long attachId) {
        journal.take();
        sessions.negotiate(connectionId, attachId, 7, "operator", "s" + id);
        sessions.establish(connectionId, id, attachId, 7, 1, CancelOnDisconnect.DISCONNECT, 0);
        return journal.take().get(0);
    }

    @Test
    void shouldRefuseOneMore() {
        for (int id = BOUND; id >= 1; id--) {
            attach(1, BOUND + 1 - id, 1);
        }
        assertEquals(BOUND, sessions.attachedCount());

        assertEquals("event attachRefused 1 attach 1 BOUND_REACHED", attach(1, BOUND + 1, 1));
        assertNull(sessions.get(BOUND + 1));
        attach(1, 5, 2);
        assertEquals(2, sessions.get(5).attachId());
        attach(2, BOUND + 1, 1);
        assertEquals(2, sessions.get(BOUND + 1).connectionId());
        assertEquals("event attachRefused 1 attach 2 session 10001 BOUND_REACHED", attach(1, BOUND + 1, 2));

        attach(2, 5, 3);
        attach(1, BOUND + 1, 2);
        assertEquals(1, sessions.get(BOUND + 1).connectionId());

        sessions.onClose(1);
        assertEquals(1, sessions.attachedCount());
        assertEquals(
                BOUND, journal.take().stream().filter("begin cancels"::equals).count() * BOUND);
    }
}
