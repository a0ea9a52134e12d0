package org.tallystick.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.codecs.types.CancelOnDisconnect;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.engine.snapshot.SnapshotException;

/** Cancel-on-disconnect: what starts a window, what stops it, and what its clock counts. */
class CancelWindowsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int MANY = 1000;

    private SessionLayer layer = layer(ClockMode.LOG);
    private long attachId;

    private static SessionLayer layer(ClockMode clockMode) {
        SessionLayer made = SessionLayer.withParticipants(clockMode, 0);
        made.open(10, "alice");
        made.open(11, "alice");
        return made;
    }

    private void attach(int id, long connection, CancelOnDisconnect mode, long windowNs) {
        layer.sessions.negotiate(connection, ++attachId, 7, "alice", "s" + id);
        layer.sessions.establish(connection, id, attachId, 7, 1, mode, windowNs);
        layer.said();
    }

    private List<String> said() {
        return layer.said().stream().filter(line -> line.contains("ancel")).toList();
    }

    /** A firing of the timer, so many seconds after the one before. */
    private void fire(double seconds) {
        layer.engineTimeNs += (long) (seconds * SECOND);
        layer.sessions.onTimer(MANY);
        layer.journal.forgetCancels();
    }

    @ParameterizedTest
    @CsvSource({"NEVER, false, false", "DISCONNECT, true, false", "TERMINATE, false, true", "BOTH, true, true"})
    void shouldBeginAsTheTermsSay(CancelOnDisconnect mode, boolean atClose, boolean atTerminate) {
        attach(1, 10, mode, SECOND);
        layer.sessions.terminate(10, 1, 7);
        assertEquals(atTerminate, said().contains("event cancelWindowStarted 1 window 1000000000"));
        assertEquals(atTerminate, layer.sessions.get(1).hasCancelWindow());

        attach(1, 10, mode, SECOND);
        assertFalse(layer.sessions.get(1).hasCancelWindow());
        layer.sessions.onClose(10);
        assertEquals(atClose, said().contains("event cancelWindowStarted 1 window 1000000000"));
    }

    @Test
    void shouldCancelAtTheEndOfTheWindow() {
        attach(1, 10, CancelOnDisconnect.BOTH, SECOND);
        layer.sessions.onClose(10);
        said();
        fire(0.9);
        assertEquals(List.of(), said());
        fire(0.1);
        assertEquals(List.of("event cancelWindowEnded 1", "cancel orders of 1"), said());
        fire(10);
        assertEquals(List.of(), said());
    }

    @Test
    void shouldCancelAtOnceWhereThereIsNoWindow() {
        attach(1, 10, CancelOnDisconnect.BOTH, 0);
        attach(2, 10, CancelOnDisconnect.BOTH, 0);
        layer.sessions.onClose(10);
        assertEquals(
                List.of(
                        "event cancelWindowEnded 1",
                        "cancel orders of 1",
                        "event cancelWindowEnded 2",
                        "cancel orders of 2",
                        "begin cancels"),
                said());
    }

    @Test
    void shouldNotCancelWhatIsAttachedAgain() {
        attach(1, 10, CancelOnDisconnect.BOTH, SECOND);
        layer.sessions.onClose(10);
        said();
        fire(0.5);
        layer.sessions.negotiate(11, ++attachId, 7, "alice", "s1");
        assertTrue(layer.sessions.get(1).hasCancelWindow());
        layer.sessions.establish(11, 1, attachId, 7, 1, CancelOnDisconnect.BOTH, SECOND);
        assertFalse(layer.sessions.get(1).hasCancelWindow());
        fire(0.5);
        fire(1);
        assertEquals(List.of(), said());
    }

    @Test
    void shouldBeNoDisconnectToBeSuperseded() {
        attach(1, 10, CancelOnDisconnect.BOTH, 0);
        layer.sessions.negotiate(11, ++attachId, 7, "alice", "s1");
        layer.sessions.establish(11, 1, attachId, 7, 1, CancelOnDisconnect.BOTH, 0);
        layer.sessions.onClose(10);
        assertEquals(List.of(), said());
    }

    @Test
    void shouldKeepTheWindowOfATerminateWhenTheConnectionCloses() {
        attach(1, 10, CancelOnDisconnect.BOTH, SECOND);
        layer.sessions.terminate(10, 1, 7);
        said();
        fire(0.6);
        layer.sessions.onClose(10);
        assertEquals(List.of(), said());
        fire(0.4);
        assertEquals(List.of("event cancelWindowEnded 1", "cancel orders of 1"), said());
    }

    /** The clock of the machine was set a day forward, or all nodes stood still for a day. */
    @Test
    void shouldNotLoseAWindowToAJump() {
        attach(1, 10, CancelOnDisconnect.BOTH, 3 * SECOND);
        layer.sessions.onClose(10);
        said();
        fire(86_400);
        fire(86_400);
        assertEquals(List.of(), said());
        fire(86_400);
        assertEquals(List.of("event cancelWindowEnded 1", "cancel orders of 1"), said());
    }

    @Test
    void shouldCountFromTheCloseAndNotFromTheFiringBeforeIt() {
        attach(1, 10, CancelOnDisconnect.BOTH, SECOND / 10);
        fire(0.1);
        layer.engineTimeNs += SECOND / 20;
        layer.sessions.onClose(10);
        said();
        fire(0.05);
        assertEquals(List.of(), said());
        fire(0.05);
        assertEquals(List.of("event cancelWindowEnded 1", "cancel orders of 1"), said());
    }

    @Test
    void shouldBeginAnewWithATermOfLeadership() {
        attach(1, 10, CancelOnDisconnect.BOTH, SECOND);
        attach(2, 11, CancelOnDisconnect.BOTH, 2 * SECOND);
        layer.sessions.onClose(10);
        layer.sessions.onClose(11);
        said();
        fire(0.9);
        layer.engineTimeNs += 3600 * SECOND;
        layer.sessions.onNewTerm();
        assertEquals(List.of("event cancelWindowsRestarted 2"), said());
        fire(0.9);
        assertEquals(List.of(), said());
        fire(0.1);
        assertEquals(List.of("event cancelWindowEnded 1", "cancel orders of 1"), said());
    }

    /** The window that ended later before may end earlier now. */
    @Test
    void shouldOrderWindowsAnewWithATerm() {
        attach(1, 10, CancelOnDisconnect.BOTH, 2 * SECOND);
        attach(2, 11, CancelOnDisconnect.BOTH, SECOND);
        layer.sessions.onClose(10);
        fire(0.9);
        fire(0.6);
        layer.sessions.onClose(11);
        layer.sessions.onNewTerm();
        said();
        fire(1);
        assertEquals(List.of("event cancelWindowEnded 2", "cancel orders of 2"), said());
        fire(1);
        assertEquals(List.of("event cancelWindowEnded 1", "cancel orders of 1"), said());
    }

    @Test
    void shouldEndOnlySoManyWithOneFiring() {
        for (int id = 1; id <= 5; id++) {
            attach(id, 10, CancelOnDisconnect.BOTH, id <= 2 ? SECOND / 5 : SECOND / 10);
        }
        layer.sessions.onClose(10);
        said();
        layer.engineTimeNs += SECOND;
        layer.sessions.onTimer(2);
        assertEquals(
                List.of(
                        "event cancelWindowEnded 3",
                        "cancel orders of 3",
                        "event cancelWindowEnded 4",
                        "cancel orders of 4"),
                said());
        layer.sessions.onTimer(2);
        assertEquals(
                List.of(
                        "event cancelWindowEnded 5",
                        "cancel orders of 5",
                        "event cancelWindowEnded 1",
                        "cancel orders of 1"),
                said());
        assertEquals(1, layer.sessions.cancelWindows());
    }

    /** In clock mode FLOW the time of the flow counts, all of it, and the timer does not. */
    @Test
    void shouldFollowTheTimeOfTheFlow() {
        layer = layer(ClockMode.FLOW);
        attach(1, 10, CancelOnDisconnect.BOTH, 3 * SECOND);
        layer.sessions.onClose(10);
        said();
        layer.engineTimeNs = 3 * SECOND - 1;
        layer.sessions.onTimer(MANY);
        layer.sessions.onFlowTime();
        assertEquals(List.of(), said());
        layer.engineTimeNs = 3600 * SECOND;
        layer.sessions.onTimer(MANY);
        assertEquals(List.of(), said());
        layer.sessions.onFlowTime();
        assertEquals(List.of("event cancelWindowEnded 1", "cancel orders of 1", "begin cancels"), said());
    }

    @Test
    void shouldRefuseASnapshotWithAWindowThatCannotBe() {
        attach(1, 10, CancelOnDisconnect.BOTH, SECOND);
        Session session = layer.sessions.get(1);
        session.cancelDeadlineNs = 5;
        assertThrows(SnapshotException.class, () -> SessionLayer.restored(layer.snapshot()), "attached");
        session.cancelDeadlineNs = Session.NO_DEADLINE;
        layer.sessions.onClose(10);
        SessionLayer.restored(layer.snapshot());
        session.cancelDeadlineNs = SECOND + 1;
        assertThrows(SnapshotException.class, () -> SessionLayer.restored(layer.snapshot()), "too late");
        session.cancelDeadlineNs = 1;
        session.cancelOnDisconnect = CancelOnDisconnect.NEVER;
        assertThrows(SnapshotException.class, () -> SessionLayer.restored(layer.snapshot()), "never");
    }

    @Test
    void shouldDoWhatTheModelDoes() {
        assertNull(RandomWindows.look(1000));
    }
}
