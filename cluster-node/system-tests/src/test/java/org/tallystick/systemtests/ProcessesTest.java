package org.tallystick.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nodes that are processes are killed and held while a client trades: it is answered for each order once. */
@Timeout(300)
class ProcessesTest {
    private static final int FIRST = 1_000;
    private static final int MORE = 3_000;

    @RegisterExtension
    final TestClusters clusters = new TestClusters();

    private TestCluster cluster;
    private TestClient client;
    private TestSession session;

    @BeforeEach
    void trade() {
        cluster = clusters.ofProcesses(3, how -> how).start();
        client = cluster.client();
        session = client.openMarket();
        client.bids(session, 1, FIRST);
    }

    private void assertEachOrderOnce() {
        client.awaitAnswers(session);
        cluster.awaitReady();
        assertEquals(LongStream.rangeClosed(1, FIRST + MORE).boxed().toList(), session.accepted());
        long last = client.hash(session);
        cluster.awaitAllHave(last);
        assertEquals(session.accepted(), cluster.events(last).acceptedOrders());
        cluster.assertSameRecords();
    }

    @Test
    void shouldGoOnUnderAnotherLeaderWhenTheFirstIsHeld() {
        int first = cluster.awaitLeader();
        cluster.isolate(first);
        client.sendBids(session, FIRST + 1, MORE);
        assertNotEquals(first, cluster.awaitLeader());
        client.awaitAnswers(session);

        cluster.reconnect(first);

        assertEachOrderOnce();
    }

    @Test
    void shouldGoOnUnderAnotherLeaderWhenTheFirstIsKilled() {
        int sent = client.tryBids(session, FIRST + 1, 100);
        int first = cluster.killLeader();
        client.sendBids(session, FIRST + sent + 1, MORE - sent);
        assertNotEquals(first, cluster.awaitLeader());

        cluster.node(first).start();

        assertEachOrderOnce();
    }

    @Test
    void shouldLoseNothingAcknowledgedWhenAllAreKilled() {
        int sent = client.tryBids(session, FIRST + 1, 1_000);
        for (int id = 0; id < cluster.size(); id++) {
            cluster.process(id).kill();
        }

        cluster.start();

        client.sendBids(session, FIRST + sent + 1, MORE - sent);
        assertEachOrderOnce();
    }
}
