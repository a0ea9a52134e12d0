package org.tallystick.node;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What Aeron's settings of a node add up to. */
class NodeContextsTest {
    /**
     * A follower notices the silence, looks for others to the end since the dead leader does not show itself, holds back up
     * to half as long so that two do not stand at once, and waits for votes to the end since the dead leader gives none.
     */
    @Test
    void shouldReplaceADeadLeaderWithinTwoHeartbeatTimeouts() {
        long heartbeatNs =
                NodeConfig.builder(Path.of("node")).build().heartbeatTimeout().toNanos();

        long electionNs = NodeContexts.electionTimeoutNs(heartbeatNs);

        long longestNs = heartbeatNs + electionNs + electionNs / 2 + electionNs;
        assertTrue(longestNs < 2 * heartbeatNs, longestNs + " ns");
        assertTrue(electionNs >= 3 * NodeContexts.heartbeatIntervalNs(heartbeatNs), "a vote may be late");
    }
}
