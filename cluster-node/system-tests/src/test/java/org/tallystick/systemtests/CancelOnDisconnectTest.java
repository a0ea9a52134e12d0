package org.tallystick.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tallystick.client.SessionConfig;
import org.tallystick.codecs.types.CancelOnDisconnect;
import org.tallystick.node.ClientDriver;
import org.tallystick.node.Threading;

/** A client dies: its orders go when its window is over, and stay where it is back before. */
@Timeout(300)
class CancelOnDisconnectTest {
    private static final int ORDERS = 20;

    @RegisterExtension
    final TestClusters clusters = new TestClusters();

    private TestCluster cluster;
    private TestClient operator;
    private TestSession main;
    private ClientDriver driver;

    @BeforeEach
    void openMarket() {
        cluster = clusters.start(3, how -> how.setting("connectionTimeout", "2s"));
        operator = cluster.client();
        main = operator.openMarket();
        driver = ClientDriver.launch(Threading.QUIET);
    }

    @AfterEach
    void closeDriver() {
        driver.close();
    }

    private static SessionConfig session(Duration window) {
        return new SessionConfig(
                TestClient.OPERATOR,
                "mortal",
                0,
                CancelOnDisconnect.DISCONNECT,
                window,
                1024,
                1 << 20,
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                SessionConfig.UNLIMITED);
    }

    /** A client enters orders and dies with its media driver, without a word. */
    private void tradeAndDie(Duration window) {
        TestClient client = cluster.client(driver, TestClient.OPERATOR);
        client.bids(client.attach(session(window)), 1, ORDERS);
        driver.close();
    }

    private List<String> awaitLines(String regex) {
        RecordedEvents[] events = {null};
        operator.await("an event " + regex, () -> {
            events[0] = cluster.events(operator.hash(main));
            return !events[0].lines(regex).isEmpty();
        });
        return events[0].lines();
    }

    private static long count(List<String> lines, String text) {
        return lines.stream().filter(line -> line.contains(text)).count();
    }

    private void assertSameRecords() {
        cluster.awaitReady();
        cluster.awaitAllHave(operator.hash(main));
        cluster.assertSameRecords();
    }

    @Test
    void shouldCancelTheOrdersOfAClientThatStaysAway() {
        tradeAndDie(Duration.ofSeconds(1));

        List<String> lines = awaitLines("CANCEL_WINDOW_ENDED");

        assertEquals(ORDERS, count(awaitLines(" CANCELLED "), " CANCELLED "), () -> String.join("\n", lines));
        assertEquals(1, count(lines, "CANCEL_WINDOW_STARTED"));
        assertSameRecords();
    }

    @Test
    void shouldKeepTheOrdersOfAClientThatIsBackInTime() {
        tradeAndDie(Duration.ofMinutes(5));
        awaitLines("CANCEL_WINDOW_STARTED");

        TestClient back = cluster.client();
        TestSession session = back.attach(session(Duration.ofMinutes(5)));
        back.bids(session, ORDERS + 1, ORDERS);

        List<String> lines = cluster.events(operator.hash(main)).lines();
        assertEquals(0, count(lines, " CANCELLED "));
        assertEquals(2 * ORDERS, count(lines, " ACCEPTED "));
        assertSameRecords();
    }

    @Test
    void shouldBeginTheWindowAnewWhereTheLeaderFallsWithin() {
        Duration window = Duration.ofSeconds(8);
        tradeAndDie(window);
        awaitLines("CANCEL_WINDOW_STARTED");
        int leader = cluster.stopLeader();

        List<String> lines = awaitLines("CANCEL_WINDOW_ENDED");

        int started = indexOf(lines, "CANCEL_WINDOW_STARTED");
        int restarted = indexOf(lines, "CANCEL_WINDOWS_RESTARTED count=1");
        int ended = indexOf(lines, "CANCEL_WINDOW_ENDED");
        assertTrue(started < restarted && restarted < ended, () -> String.join("\n", lines));
        // A block is ten firings of a timer of 100 ms: behind the restart lies a whole window again.
        long blocks = count(lines.subList(restarted, ended), " BLOCK ");
        assertTrue(blocks >= window.toSeconds() - 1, () -> blocks + " blocks from the restart to the end");
        cluster.node(leader).start();
        assertSameRecords();
    }

    private static int indexOf(List<String> lines, String text) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).contains(text)) {
                return i;
            }
        }
        throw new AssertionError("no " + text + " in\n" + String.join("\n", lines));
    }
}
