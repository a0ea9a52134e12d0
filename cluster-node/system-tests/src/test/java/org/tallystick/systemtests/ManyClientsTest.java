package org.tallystick.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tallystick.client.SessionConfig;
import org.tallystick.node.RunFile;
import org.tallystick.node.counters.CounterValues;
import org.tallystick.node.counters.CountersFile;
import org.tallystick.node.counters.NodeCounter;

/** Many sessions, many connections, and one that does not read. */
@Timeout(300)
class ManyClientsTest {
    private static final boolean IS_LONG = Boolean.getBoolean("tallystick.system.long");
    private static final int SESSIONS_A_CONNECTION = IS_LONG ? 2_400 : 1_000;
    private static final int CONNECTIONS = 4;
    private static final int MANY_CONNECTIONS = 100;
    private static final int AT_ONCE = 50;

    @RegisterExtension
    final TestClusters clusters = new TestClusters();

    private TestCluster cluster;
    private TestClient operator;
    private TestSession main;

    @BeforeEach
    void openMarket() {
        // Whoever does not read says nothing either, and would be disconnected.
        cluster = clusters.start(3, how -> how.setting("connectionTimeout", "5m"));
        operator = cluster.client();
        main = operator.openMarket();
    }

    private void assertAllRecorded(int orders) {
        long last = operator.hash(main);
        cluster.awaitAllHave(last);
        assertEquals(
                orders,
                cluster.events(last).acceptedOrders().stream().distinct().count());
        cluster.assertSameRecords();
    }

    /** As the leader counts them. */
    private long blockedSessions() {
        int leader = cluster.awaitLeader();
        Path aeronFolder =
                RunFile.read(cluster.folder(leader)).map(RunFile::aeronFolder).orElseThrow();
        return CounterValues.read(CountersFile.open(aeronFolder), leader).get(NodeCounter.SESSIONS_BLOCKED);
    }

    @Test
    void shouldAnswerOneClientAsBeforeWhileAnotherDoesNotRead() {
        // Their reports are more than the stream to the client takes, and less than the session's ring.
        int orders = 1_500;
        TestClient slow = cluster.client();
        TestSession silent = slow.attach("silent");
        slow.bids(silent, 1, orders);
        long heard = silent.reports();

        // Each order trades with one of the client's that does not read, which is told of it.
        for (int i = 1; i <= orders; i += AT_ONCE) {
            operator.sells(main, orders + i, AT_ONCE, TestClient.PRICE - 99);
        }

        assertEquals(orders, main.trades());
        operator.await("the other cannot take more", () -> blockedSessions() == 1);
        assertEquals(heard, silent.reports());
        slow.await("all is heard once it reads again", () -> silent.trades() == orders);
        assertEquals(heard + orders, silent.reports());
        assertAllRecorded(2 * orders);
    }

    @Test
    void shouldServeThousandsOfSessionsOverFewConnections() {
        int clOrdId = 0;
        for (int i = 0; i < CONNECTIONS; i++) {
            TestClient client = cluster.client();
            List<TestSession> sessions = new ArrayList<>();
            for (int j = 0; j < SESSIONS_A_CONNECTION; j++) {
                sessions.add(client.open(
                        SessionConfig.of(TestClient.OPERATOR, "s" + i + "-" + j).maxUnacknowledged(16)));
            }
            client.await("all are attached", () -> sessions.stream().allMatch(TestSession::isEstablished));
            for (TestSession session : sessions) {
                client.sendBids(session, ++clOrdId, 1);
            }
            client.await(
                    "all are answered",
                    () -> sessions.stream()
                            .allMatch(session -> session.accepted().size() == 1));
        }

        assertAllRecorded(CONNECTIONS * SESSIONS_A_CONNECTION);
    }

    @Test
    void shouldServeAHundredConnections() {
        List<TestClient> clients = new ArrayList<>();
        List<TestSession> sessions = new ArrayList<>();
        for (int i = 0; i < MANY_CONNECTIONS; i++) {
            TestClient client = cluster.client();
            clients.add(client);
            sessions.add(client.attach("s" + i));
            clients.forEach(TestClient::pollQuickly);
        }

        for (int i = 0; i < MANY_CONNECTIONS; i++) {
            clients.get(i).sendBids(sessions.get(i), i + 1L, 1);
        }
        operator.await("all are answered", () -> {
            clients.forEach(TestClient::pollQuickly);
            return sessions.stream().allMatch(session -> session.accepted().size() == 1);
        });

        assertTrue(clients.stream().allMatch(client -> client.told().isEmpty()), "no connection was lost");
        assertAllRecorded(MANY_CONNECTIONS);
    }
}
