package org.tallystick.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The benchmarks of clusters, as small as they can be: what they print, and what they end with. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class BenchClusterCommandTest {
    @TempDir
    private Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int tally(String... arguments) {
        return Tally.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private void assertDone(String... arguments) {
        assertEquals(Tally.DONE, tally(arguments), () -> out + "\n" + err);
    }

    private void assertSaid(String expected) {
        assertTrue(out.toString().contains(expected), () -> expected + " in\n" + out);
    }

    @Test
    void shouldTellHowLongAFailoverTakesAndThatNothingWasLost() throws Exception {
        Path json = dir.resolve("failover.json");
        String folder = dir.resolve("clusters").toString();

        assertDone("bench", "failover", "--runs", "1", "--rate", "200", "--out", folder, "--json", json.toString());

        assertSaid("nodes 3, durability memory, profile local, 200 orders a second; ");
        assertSaid("median");
        assertSaid("each acknowledged once and in order; all nodes recorded the same");
        assertTrue(Files.readString(json).contains("\"answer_median_ns\": "), () -> out.toString());
    }

    @Test
    void shouldTellHowLongASnapshotHoldsAMarketUpAndAStartFromItTakes() throws Exception {
        Path json = dir.resolve("snapshot.json");

        assertDone(
                "bench",
                "snapshot",
                "--orders=5000",
                "--nodes=1",
                "--durability=memory",
                "--rate=200",
                "--rounds=1",
                "--json=" + json);

        assertSaid("5,000 resting orders, 200 orders a second meanwhile");
        assertSaid("restore");
        assertTrue(out.toString().lines().anyMatch(line -> line.startsWith("    1 memory ")), out::toString);
        String figures = Files.readString(json);
        assertTrue(figures.contains("\"1-memory\": "), figures);
        assertTrue(figures.contains("\"doubts\": 0"), figures);
    }

    @Test
    void shouldTellWhatAClientThatStopsReadingDoesToAnother() throws Exception {
        Path json = dir.resolve("slow.json");

        assertDone("bench", "slow-client", "--nodes=1", "--rate=200", "--rounds=1", "--seconds=1", "--json=" + json);

        assertSaid("nodes 1, durability memory, profile local, 200 orders a second, rounds of 1 s; ");
        assertSaid("p99.9");
        assertSaid("each acknowledged once and in order; of the second client's reports 0 were lost");
        assertTrue(Files.readString(json).contains("\"stopped\": "), out::toString);
    }

    @Test
    void shouldCallASnapshotOfTwoNodesWrongUsage() {
        assertEquals(Tally.WRONG_USAGE, tally("bench", "snapshot", "--nodes", "1,2"));
        assertTrue(err.toString().contains("1, 3 or 5"), err::toString);
    }

    @Test
    void shouldRefuseAFolderThatIsNotEmpty() throws Exception {
        Files.createFile(dir.resolve("something"));

        assertEquals(Tally.FAILED, tally("bench", "failover", "--out", dir.toString()));
        assertTrue(err.toString().contains("is not empty"), err::toString);
    }

    @Test
    void shouldCallAFailoverOfOneNodeWrongUsage() {
        assertEquals(Tally.WRONG_USAGE, tally("bench", "failover", "--nodes", "1"));
        assertTrue(err.toString().contains("3 or 5"), err::toString);
    }
}
