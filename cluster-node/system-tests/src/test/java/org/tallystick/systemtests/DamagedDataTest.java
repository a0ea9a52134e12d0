package org.tallystick.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tallystick.node.NodeDamage;

/** Disks lose data: the node notices, says what to do, and with that nothing is lost. */
@Timeout(300)
class DamagedDataTest {
    private static final int ORDERS = 2_000;
    private static final long LOST_BYTES = 20_000;

    @RegisterExtension
    final TestClusters clusters = new TestClusters();

    private TestCluster cluster;
    private TestClient client;
    private TestSession session;

    @BeforeEach
    void trade() {
        cluster = clusters.start(3);
        client = cluster.client();
        session = client.openMarket();
        client.bids(session, 1, ORDERS);
        cluster.awaitAllHave(client.hash(session));
    }

    private void stopAll() {
        IntStream.range(0, cluster.size()).forEach(cluster::stopNode);
    }

    private void assertRefusalForReseed(int id) {
        String refusal = cluster.awaitRefusal(id);
        assertTrue(refusal.contains("tally cluster reseed"), refusal);
        assertTrue(refusal.contains("the log of this node is short"), refusal);
    }

    private void assertNothingLost() {
        cluster.awaitReady();
        client.bids(session, ORDERS + 1L, 10);
        long last = client.hash(session);
        cluster.awaitAllHave(last);
        assertEquals(
                LongStream.rangeClosed(1, ORDERS + 10).boxed().toList(),
                cluster.events(last).acceptedOrders());
        cluster.assertSameRecords();
    }

    @Test
    void shouldRefuseALogThatIsShortUntilTheNodeIsReseeded() {
        int node = cluster.follower();
        cluster.stopNode(node);
        NodeDamage.cutLog(cluster.folder(node), LOST_BYTES);

        assertRefusalForReseed(node);
        cluster.reseed(node);
        cluster.node(node).start();

        assertNothingLost();
    }

    @Test
    void shouldLoseNothingWhereTheLogsOfTwoOfThreeAreShort() {
        stopAll();
        List<Integer> damaged = List.of(0, 2);
        for (int node : damaged) {
            NodeDamage.cutLog(cluster.folder(node), LOST_BYTES);
            assertRefusalForReseed(node);
            cluster.reseed(node);
        }

        cluster.start();

        assertNothingLost();
    }

    @Test
    void shouldMakeEventsAgainWhereTheirRecordingIsShort() {
        int node = cluster.follower();
        cluster.stopNode(node);
        NodeDamage.cutEvents(cluster.folder(node), LOST_BYTES);

        cluster.restart(node);

        assertTrue(
                cluster.node(node).said().contains("the event stream's recording is short"),
                cluster.node(node).said());
        assertNothingLost();
    }

    @Test
    void shouldStartFromTheSnapshotBeforeWhereTheNewestIsDamaged() {
        cluster.snapshot();
        client.bids(session, ORDERS + 1L, 10);
        cluster.snapshot();
        int node = cluster.follower();
        cluster.stopNode(node);
        long position = NodeDamage.flipBitOfNewestSnapshot(cluster.folder(node));

        cluster.restart(node);

        String said = cluster.node(node).said();
        assertTrue(said.contains("the snapshot at log position " + position + " is damaged"), said);
        long last = client.hash(session);
        cluster.awaitAllHave(last);
        cluster.assertSameRecords();
    }
}
