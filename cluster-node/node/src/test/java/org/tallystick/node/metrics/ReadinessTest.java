package org.tallystick.node.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.aeron.AeronCounters;
import io.aeron.cluster.ElectionState;
import org.junit.jupiter.api.Test;
import org.tallystick.node.counters.CounterTable;
import org.tallystick.node.counters.CounterValues;
import org.tallystick.node.counters.NodeCounter;

/** When a node counts as taking part, and what it says when not. */
class ReadinessTest {
    private static final long NOW_NS = 1_000_000_000_000L;

    private static CounterValues values(ElectionState state, long firedNs, long lagBytes) {
        return new CounterTable()
                .with(AeronCounters.CLUSTER_ELECTION_STATE_TYPE_ID, "Election state", state.code())
                .with(NodeCounter.TIMER_FIRED, 0, 0, firedNs)
                .with(NodeCounter.LOG_LAG, 0, 0, lagBytes)
                .read(0);
    }

    @Test
    void shouldBeReadyWhereItAppliesTheLogAndKeepsUp() {
        assertNull(Readiness.obstacle(
                values(ElectionState.CLOSED, NOW_NS - Readiness.MAX_SILENCE_NS, Readiness.MAX_LAG_BYTES), NOW_NS));
    }

    @Test
    void shouldNotBeReadyBeforeItHasStarted() {
        assertEquals("starting", Readiness.obstacle(null, NOW_NS));
        assertEquals("starting", Readiness.obstacle(new CounterTable().read(0), NOW_NS));
        assertEquals(
                "nothing of the log is applied yet",
                Readiness.obstacle(values(ElectionState.CLOSED, NodeCounter.UNKNOWN, 0), NOW_NS));
    }

    @Test
    void shouldNotBeReadyInAnElection() {
        assertEquals("in election, CANVASS", Readiness.obstacle(values(ElectionState.CANVASS, NOW_NS, 0), NOW_NS));
    }

    @Test
    void shouldNotBeReadyWhereTheLogStandsStill() {
        assertEquals(
                "nothing of the log was applied for 3000 ms",
                Readiness.obstacle(values(ElectionState.CLOSED, NOW_NS - 3_000_000_000L, 0), NOW_NS));
    }

    @Test
    void shouldNotBeReadyFarBehind() {
        assertEquals(
                "behind: 4194305 bytes of log are committed and not applied, more than 4194304",
                Readiness.obstacle(values(ElectionState.CLOSED, NOW_NS, Readiness.MAX_LAG_BYTES + 1), NOW_NS));
    }
}
