package org.tallystick.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.flow.generate.FlowProfile;
import org.tallystick.flow.run.RunSummary;
import org.tallystick.node.RecordsComparison;

/** However many nodes there are, a flow has the trades that the engine alone makes of it. */
@Timeout(300)
class SameFlowTest {
    private static final int ROWS = 4_000;
    private static final long SEED = 11;

    @RegisterExtension
    final TestClusters clusters = new TestClusters();

    @ParameterizedTest(name = "{0} nodes")
    @ValueSource(ints = {1, 3, 5})
    void shouldTradeAsTheEngineAloneDoes(int nodes) throws IOException {
        TestFlow flow = TestFlow.generate(clusters.folder(), FlowProfile.AUCTION_DAY, ROWS, SEED);
        RunSummary engine = flow.runEngine();
        TestCluster cluster = clusters.start(nodes);

        RunSummary found = flow.run(cluster);

        assertTrue(engine.trades() > 100, () -> engine.trades() + " trades");
        flow.assertAsByTheEngine(engine, found, cluster);
        cluster.awaitAllHave(found.lastEventSeq());
        RecordsComparison.Result records = cluster.assertSameRecords();
        assertEquals(found.stateHash(), records.nodes().get(0).stateHash());
        assertEquals(engine.marketHash(), records.nodes().get(0).marketHash());
    }
}
