package org.tallystick.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tallystick.node.NodeDamage;

/** Nothing is acknowledged that a majority does not have; what is, stays. */
@Timeout(300)
class MajorityTest {
    private static final int FIRST = 500;
    private static final int MORE = 500;
    private static final long LEAST_ORDER_BYTES = 100;

    @RegisterExtension
    final TestClusters clusters = new TestClusters();

    private TestCluster cluster;
    private TestClient client;
    private TestSession session;
    private int leader;
    private List<Integer> followers;

    @BeforeEach
    void trade() {
        // A leader that is alone must have time to take what it cannot commit.
        cluster = clusters.start(3, how -> how.setting("heartbeatTimeout", "2s"));
        client = cluster.client();
        session = client.openMarket();
        client.bids(session, 1, FIRST);
        leader = cluster.awaitLeader();
        followers = new ArrayList<>(
                IntStream.range(0, 3).filter(id -> id != leader).boxed().toList());
    }

    private void assertEachOrderOnce(int orders) {
        long last = client.hash(session);
        cluster.awaitAllHave(last);
        assertEquals(LongStream.rangeClosed(1, orders).boxed().toList(), session.accepted());
        assertEquals(session.accepted(), cluster.events(last).acceptedOrders());
        cluster.assertSameRecords();
    }

    @Test
    void shouldAcknowledgeNothingWhileTwoOfThreeAreDown() {
        followers.forEach(cluster::stopNode);
        int sent = client.tryBids(session, FIRST + 1, MORE);

        boolean isAcknowledged =
                client.within(Duration.ofSeconds(3), () -> session.accepted().size() > FIRST);

        assertFalse(isAcknowledged);
        followers.forEach(id -> cluster.node(id).start());
        client.sendBids(session, FIRST + sent + 1, MORE - sent);
        client.awaitAnswers(session);
        cluster.awaitReady();
        assertEachOrderOnce(FIRST + MORE);
    }

    @Test
    void shouldForgetATailThatWasNeverCommitted() {
        long committed = NodeDamage.logEnd(cluster.folder(leader));
        followers.forEach(cluster::isolate);
        int sent = client.tryBids(session, FIRST + 1, MORE);
        long tail = sent * LEAST_ORDER_BYTES;
        client.await(
                "the leader has them in its log", () -> NodeDamage.logEnd(cluster.folder(leader)) >= committed + tail);
        cluster.stopNode(leader);
        assertTrue(sent > 100 && session.accepted().size() == FIRST, () -> sent + " sent, " + session);
        followers.forEach(cluster::reconnect);
        assertNotEquals(leader, cluster.awaitLeader());

        client.awaitAnswers(session);
        cluster.node(leader).start();
        cluster.awaitReady();

        client.sendBids(session, FIRST + sent + 1, MORE - sent);
        client.awaitAnswers(session);
        assertEachOrderOnce(FIRST + MORE);
    }

    @Test
    void shouldTradeOnWhenTheLeaderWasCutOffAndCameBack() {
        cluster.isolate(leader);
        assertNotEquals(leader, cluster.awaitLeader());
        client.bids(session, FIRST + 1, MORE);

        cluster.reconnect(leader);

        cluster.awaitReady();
        assertEachOrderOnce(FIRST + MORE);
    }
}
