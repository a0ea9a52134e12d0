package org.tallystick.node.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

/** When a node counts as alive. */
class HealthTest {
    private Throwable failure;
    private long rounds;
    private long nowNs = Long.MAX_VALUE - 5;
    private final Health health = new Health(() -> failure, () -> rounds, () -> nowNs);

    @Test
    void shouldSayTheFailureInOneLine() {
        failure = new IllegalStateException("the archive failed:\n  disk full");

        assertEquals("the archive failed: disk full", health.problem());
    }

    @Test
    void shouldMissRounds() {
        assertNull(health.problem());

        nowNs += Health.STUCK_NS;
        assertNull(health.problem());

        nowNs += 1;
        assertEquals("the node's thread made no round for 10 s", health.problem());

        rounds++;
        assertNull(health.problem());
    }
}
