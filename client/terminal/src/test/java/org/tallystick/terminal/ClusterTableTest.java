package org.tallystick.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tallystick.node.local.ClusterStatus;
import org.tallystick.node.local.NodeStatus;
import org.tallystick.node.local.NodeStatus.Market;
import org.tallystick.node.local.NodeStatus.Role;
import org.tallystick.node.local.NodeStatus.State;

final class ClusterTableTest {
    private static final long NONE = NodeStatus.NONE;

    private static final ClusterStatus STATUS = new ClusterStatus(List.of(
            new NodeStatus(
                    0,
                    4711,
                    State.UP,
                    Role.LEADER,
                    2,
                    1_048_576,
                    1_048_608,
                    512,
                    3,
                    1,
                    new Market(1, 2, 40, 99),
                    5 << 20,
                    seconds(61)),
            new NodeStatus(
                    1,
                    812,
                    State.UP,
                    Role.FOLLOWER,
                    2,
                    1_048_000,
                    1_048_608,
                    512,
                    0,
                    1,
                    new Market(1, 2, 38, 95),
                    5 << 20,
                    seconds(9000)),
            new NodeStatus(
                    2, NONE, State.KILLED, Role.NONE, NONE, NONE, NONE, NONE, NONE, NONE, Market.NONE, 1 << 20, null)));

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    @Test
    void shouldShowALineForEachNode() {
        assertEquals("""
                node   pid  state   role      term     commit        log  lag  events  connections  sessions  books  orders  last event  snapshots     disk  uptime
                   0  4711  up      leader       2  1,048,576  1,048,608    0     512            3         1      2      40          99          1  5.0 MiB   1m01s
                   1   812  up      follower     2  1,048,000  1,048,608  576     512            0         1      2      38          95          1  5.0 MiB   2h30m
                   2     -  killed  -            -          -          -    -       -            -         -      -       -           -          -  1.0 MiB       -
                """, String.join("\n", ClusterTable.lines(STATUS)) + "\n");
    }

    @Test
    void shouldLeaveOutOfJsonWhatANodeDoesNotTell() {
        String json = ClusterTable.json(STATUS);

        assertEquals("""
                {
                  "leader": 0,
                  "nodes": {
                    "0": {
                      "pid": 4711,
                      "state": "up",
                      "role": "leader",
                      "takesPart": true,
                      "term": 2,
                      "commitPosition": 1048576,
                      "logPosition": 1048608,
                      "lag": 0,
                      "eventPosition": 512,
                      "connections": 3,
                      "sessions": 1,
                      "books": 2,
                      "orders": 40,
                      "lastEvent": 99,
                      "snapshots": 1,
                      "diskBytes": 5242880,
                      "uptimeMs": 61000
                    },
                """, json.substring(0, json.indexOf("    \"1\"")));
        assertEquals("""
                    "2": {
                      "state": "killed",
                      "role": "none",
                      "takesPart": false,
                      "diskBytes": 1048576
                    }
                  }
                }""", json.substring(json.indexOf("    \"2\"")));
    }
}
