package org.tallystick.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node that was away while the others went on, with what it had or with nothing, has all of it in the end. */
@Timeout(300)
class FollowerTest {
    private static final int FIRST = 1_000;
    private static final int MEANWHILE = 4_000;

    @RegisterExtension
    final TestClusters clusters = new TestClusters();

    private TestCluster cluster;
    private TestClient client;
    private TestSession session;
    private int follower;

    @BeforeEach
    void trade() {
        cluster = clusters.start(3);
        client = cluster.client();
        session = client.openMarket();
        client.bids(session, 1, FIRST);
        follower = cluster.follower();
    }

    private void tradeOn() {
        client.bids(session, session.accepted().size() + 1L, MEANWHILE);
    }

    /** All nodes have the same, and every order once. */
    private void assertAllThere() {
        cluster.awaitReady();
        client.bids(session, session.accepted().size() + 1L, 10);
        long last = client.hash(session);
        cluster.awaitAllHave(last);
        int orders = session.accepted().size();
        assertEquals(
                LongStream.rangeClosed(1, orders).boxed().toList(),
                cluster.events(last).acceptedOrders());
        cluster.assertSameRecords();
    }

    @Test
    void shouldCatchUpFromFarBehind() {
        cluster.stopNode(follower);
        tradeOn();

        cluster.node(follower).start();

        assertAllThere();
    }

    @Test
    void shouldCatchUpWithAnEmptyDisk() {
        cluster.stopNode(follower);
        cluster.reseed(follower);
        tradeOn();

        cluster.node(follower).start();

        assertAllThere();
    }

    @Test
    void shouldCatchUpWithAnEmptyDiskWhereTheLeaderHasASnapshot() {
        cluster.snapshot();
        tradeOn();
        cluster.stopNode(follower);
        cluster.reseed(follower);
        assertEquals(-1, Snapshots.newest(cluster.folder(follower)));

        cluster.node(follower).start();

        assertAllThere();
    }

    @Test
    void shouldComeBackBehindASnapshotThatWasTakenWithoutIt() {
        cluster.stopNode(follower);
        tradeOn();
        cluster.snapshot();
        assertEquals(-1, Snapshots.newest(cluster.folder(follower)));
        tradeOn();

        cluster.node(follower).start();

        assertAllThere();
    }

    @Test
    void shouldAllStartFromSnapshotsOfTheirOwn() {
        cluster.snapshot();
        tradeOn();
        for (int id = 0; id < cluster.size(); id++) {
            cluster.stopNode(id);
        }
        cluster.start();

        assertAllThere();
        assertFalse(client.told().isEmpty(), "the client noticed");
    }
}
