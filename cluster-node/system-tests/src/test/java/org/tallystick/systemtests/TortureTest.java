package org.tallystick.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tallystick.flow.generate.FlowProfile;
import org.tallystick.flow.run.ClusterTorture;
import org.tallystick.node.Durability;

/** Nodes are killed (kill -9) under load and started again: nothing is lost, nothing happens twice. */
@Timeout(600)
class TortureTest {
    @RegisterExtension
    final TestClusters clusters = new TestClusters();

    private static ClusterTorture.Terms terms(int nodes, int kills, long ratePerSecond, boolean areAllKilled) {
        String heartbeat = TestCluster.HEARTBEAT_TIMEOUT.toMillis() + "ms";
        return new ClusterTorture.Terms(
                nodes, kills, Durability.DISK, ratePerSecond, areAllKilled, Map.of("heartbeatTimeout", heartbeat));
    }

    private void torture(int rows, ClusterTorture.Terms terms) throws IOException {
        TestFlow flow = TestFlow.generate(clusters.folder(), FlowProfile.AUCTION_DAY, rows, 5);

        ClusterTorture.Outcome outcome =
                new ClusterTorture(flow.to("torture"), terms, (stage, done, total) -> {}).run();

        assertEquals(List.of(), outcome.doubts());
        assertEquals(terms.kills(), outcome.kills().size());
    }

    @Test
    void shouldLoseNothingWhenLeadersAreKilled() throws IOException {
        torture(8_000, terms(3, 2, 4_000, false));
    }

    @Test
    void shouldLoseNothingWhenAllAreKilledAtOnce() throws IOException {
        torture(8_000, terms(3, 1, 4_000, true));
    }

    @Test
    @EnabledIfSystemProperty(named = "tallystick.system.long", matches = "true")
    void shouldLoseNothingInAHundredThousandRowsWithTenKills() throws IOException {
        torture(100_000, terms(5, 10, 2_000, false));
    }
}
