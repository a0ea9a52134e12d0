package org.tallystick.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tallystick.codecs.types.Side;
import org.tallystick.engine.reference.PlantedDifference;
import org.tallystick.engine.reference.PlantedFailure;
import org.tallystick.node.ExitCode;

/** One node is a test build with a fault in its engine: it stops, and the market goes on. */
@Timeout(300)
class PlantedBuildsTest {
    private static final int FIRST = 200;
    private static final long ABOVE = TestClient.PRICE + 10;

    @RegisterExtension
    final TestClusters clusters = new TestClusters();

    private TestCluster cluster;
    private TestClient client;
    private TestSession session;
    private int node;
    private long nextClOrdId;

    @BeforeEach
    void trade() {
        cluster = clusters.ofProcesses(3, how -> how).start();
        client = cluster.client();
        session = client.openMarket();
        client.bids(session, 1, FIRST);
        nextClOrdId = FIRST + 1;
        node = cluster.follower();
    }

    /** Makes the follower a test build. */
    private void plant(Path classes) {
        cluster.process(node).firstClasses(classes);
        cluster.restart(node);
    }

    private void order(Side side, long price) {
        client.order(session, nextClOrdId++, side, price);
    }

    /** Of the two at one price, the rules have the older trade first; the test build, the younger. */
    private void makeDifference() {
        order(Side.SELL, ABOVE);
        order(Side.SELL, ABOVE);
        order(Side.BUY, ABOVE);
    }

    private RecordedEvents awaitEvent(String regex) {
        RecordedEvents[] found = {null};
        client.await("an event " + regex, () -> {
            found[0] = cluster.events(client.hash(session));
            return !found[0].lines(regex).isEmpty();
        });
        return found[0];
    }

    @Test
    void shouldStopTheNodeThatDiffersAndSayWhichAndFromWhere() throws IOException {
        plant(write(PlantedDifference::writeTo));
        makeDifference();

        assertEquals(
                ExitCode.DIVERGED.number(),
                cluster.process(node).awaitExitCode(),
                () -> cluster.node(node).end());

        RecordedEvents events = awaitEvent("NODE_DIVERGED");
        List<String> diverged = events.lines("NODE_DIVERGED");
        assertEquals(1, diverged.size(), diverged::toString);
        String line = diverged.get(0);
        assertEquals(node, RecordedEvents.number(line, "member=(\\d+)"), line);
        assertEquals(blockOf(events, " TRADE "), RecordedEvents.number(line, "block=(\\d+)"), line);
        assertTrue(blocksBetween(events, " TRADE ", "NODE_DIVERGED") <= 2, line);

        cluster.process(node).firstClasses(null);
        String refusal = cluster.awaitRefusal(node);
        assertTrue(refusal.contains("tally cluster reseed"), refusal);
        cluster.reseed(node);
        cluster.node(node).start();
        cluster.awaitReady(node);
        makeDifference();
        events = awaitEvent("NODE_AGREED");
        assertEquals(node, RecordedEvents.number(events.lines("NODE_AGREED").get(0), "member=(\\d+)"));
        cluster.awaitAllHave(client.hash(session));
        cluster.assertSameRecords();
    }

    @Test
    void shouldStopTheNodeWhoseServiceFails() throws IOException {
        plant(write(PlantedFailure::writeTo));

        client.order(session, PlantedFailure.CL_ORD_ID, Side.BUY, TestClient.PRICE);

        assertEquals(ExitCode.FAILED.number(), cluster.process(node).awaitExitCode());
        String end = cluster.node(node).end();
        assertTrue(end.contains("the exchange service") && end.contains("planted"), end);
        client.bids(session, nextClOrdId, FIRST);
        assertEquals(
                2,
                IntStream.range(0, 3).filter(id -> cluster.node(id).isReady()).count());

        cluster.process(node).firstClasses(null);
        cluster.node(node).start();
        cluster.awaitReady(node);
        cluster.awaitAllHave(client.hash(session));
        cluster.assertSameRecords();
    }

    /** Number of the block in which something first happened: that of the first block event behind it. */
    private static long blockOf(RecordedEvents events, String what) {
        List<String> lines = events.lines();
        int first = lines.indexOf(events.lines(what).get(0));
        return lines.subList(first, lines.size()).stream()
                .filter(line -> line.contains(" BLOCK "))
                .mapToLong(line -> RecordedEvents.number(line, " BLOCK #(\\d+)"))
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    private static long blocksBetween(RecordedEvents events, String first, String second) {
        List<String> lines = events.lines();
        return lines
                .subList(
                        lines.indexOf(events.lines(first).get(0)),
                        lines.indexOf(events.lines(second).get(0)))
                .stream()
                .filter(line -> line.contains(" BLOCK "))
                .count();
    }

    private interface Planting {
        int writeTo(Path folder) throws IOException;
    }

    private Path write(Planting planting) throws IOException {
        Path classes = clusters.folder().resolve("classes");
        assertTrue(planting.writeTo(classes) > 0, "classes were written");
        return classes;
    }
}
