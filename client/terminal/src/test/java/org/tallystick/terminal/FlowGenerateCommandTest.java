package org.tallystick.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.flow.FlowReader;
import org.tallystick.flow.FlowRow;
import org.tallystick.flow.InstrumentsFile;
import picocli.CommandLine;

final class FlowGenerateCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine tally =
            Tally.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @TempDir
    private Path folder;

    @Test
    void shouldWriteAFlowAndItsInstruments() throws IOException {
        final Path flow = folder.resolve("new/day.csv.gz");
        final Path json = folder.resolve("figures/day.json");

        assertEquals(
                Tally.DONE,
                run("--profile", "auction-day", "--count", "5000", "--seed", "7", "--out", flow, "--json", json),
                err::toString);

        final FlowRow row = new FlowRow();
        try (FlowReader reader =
                FlowReader.open(flow, InstrumentsFile.read(folder.resolve("new/day.instruments.csv")))) {
            long rows = 0;
            while (reader.read(row)) {
                rows++;
            }
            assertEquals(5000, rows);
        }
        assertTrue(out.toString().startsWith(flow + ": 5,000 rows, "), out::toString);
        final String figures = Files.readString(json);
        assertTrue(figures.contains("\"profile\": \"auction-day\""), figures);
        assertTrue(figures.contains("\"seed\": 7"), figures);
        assertTrue(figures.contains("\"PHASE\": 22"), figures);
        assertEquals("", err.toString());
    }

    @Test
    void shouldExplainItself() {
        assertEquals(Tally.DONE, tally.execute("flow", "generate", "--help"));
        assertTrue(out.toString().contains("random-ids"), out::toString);
        assertTrue(out.toString().contains("Exit codes:"), out::toString);
    }

    @Test
    void shouldCallBadOptionsWrongUsage() {
        assertWrongUsage("expected one of equity, reprice", "--profile", "bond", "--out", folder.resolve("a.csv"));
        assertWrongUsage("ends in neither .csv nor .csv.gz", "--out", folder.resolve("a.txt"));
        assertWrongUsage("needs at least 1 rows, not 0", "--count", "0", "--out", folder.resolve("a.csv"));
        assertWrongUsage("'many' is not a long", "--count", "many", "--out", folder.resolve("a.csv"));
        assertWrongUsage("Missing required option: '--out=FILE'");
        assertEquals(Tally.WRONG_USAGE, tally.execute("flow"));
    }

    @Test
    void shouldFailWhereTheFileCannotBeWritten() throws IOException {
        final Path flow = Files.createDirectories(folder.resolve("taken.csv"));

        assertEquals(Tally.FAILED, run("--count", "10", "--out", flow));

        assertTrue(err.toString().startsWith("tally: " + flow), err::toString);
        assertEquals(1, err.toString().strip().lines().count(), err::toString);
    }

    private void assertWrongUsage(final String message, final Object... options) {
        err.getBuffer().setLength(0);
        assertEquals(Tally.WRONG_USAGE, run(options));
        assertTrue(err.toString().contains(message), err::toString);
        assertFalse(Files.exists(folder.resolve("a.csv")));
    }

    private int run(final Object... options) {
        final String[] args = new String[options.length + 2];
        args[0] = "flow";
        args[1] = "generate";
        for (int i = 0; i < options.length; i++) {
            args[i + 2] = options[i].toString();
        }
        return tally.execute(args);
    }
}
