package org.tallystick.node.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tallystick.node.local.NodeStatus.Role;
import org.tallystick.node.local.NodeStatus.State;

final class ClusterStatusTest {
    private static NodeStatus node(int id, State state, Role role, long term, long commitPosition) {
        return new NodeStatus(
                id, 100 + id, state, role, term, commitPosition, 0, 0, 0, 0, NodeStatus.Market.NONE, 0, Duration.ZERO);
    }

    @Test
    void shouldHoldTheLeaderOfTheLatestTermForTheLeader() {
        ClusterStatus status = new ClusterStatus(List.of(
                node(0, State.UP, Role.LEADER, 4, 900),
                node(1, State.UP, Role.LEADER, 5, 1000),
                node(2, State.UP, Role.FOLLOWER, 5, 960)));

        assertEquals(Optional.of(1), status.leader().map(NodeStatus::id));
        assertFalse(status.takesPart(0));
        assertTrue(status.takesPart(2));
        assertEquals(40, status.lag(2));
    }

    @Test
    void shouldNotHoldAPausedNodeForTheLeader() {
        ClusterStatus status = new ClusterStatus(
                List.of(node(0, State.PAUSED, Role.LEADER, 4, 900), node(1, State.UP, Role.FOLLOWER, 4, 900)));

        assertEquals(Optional.empty(), status.leader());
        assertFalse(status.takesPart(1));
        assertEquals(NodeStatus.NONE, status.lag(1));
    }

    @Test
    void shouldNotSayThatANodeAheadOfTheLeaderLags() {
        ClusterStatus status = new ClusterStatus(
                List.of(node(0, State.UP, Role.LEADER, 4, 900), node(1, State.UP, Role.FOLLOWER, 4, 932)));

        assertEquals(0, status.lag(1));
    }
}
