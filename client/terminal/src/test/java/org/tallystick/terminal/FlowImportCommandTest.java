package org.tallystick.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class FlowImportCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine tally =
            Tally.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @TempDir
    private Path folder;

    private Path messages(final String text) throws IOException {
        return Files.writeString(folder.resolve("AAPL_2012-06-21_34200000_57600000_message_1.csv"), text);
    }

    private int run(final Object... options) {
        final String[] args = new String[options.length + 2];
        args[0] = "flow";
        args[1] = "import";
        for (int i = 0; i < options.length; i++) {
            args[i + 2] = options[i].toString();
        }
        return tally.execute(args);
    }

    @Test
    void shouldImportVerifyAndRun() throws IOException {
        final Path messages = messages("34200,1,1,10,5853000,1\n34201,4,1,10,5853000,1\n34202,5,0,1,5853000,1\n");
        final Path orderbook = Files.writeString(folder.resolve("book.csv"), "5854000,100,5853000,10\n");
        final Path flow = folder.resolve("new/aapl.csv.gz");
        final Path json = folder.resolve("import.json");

        assertEquals(
                Tally.DONE,
                run(
                        "--format",
                        "lobster",
                        messages,
                        "--orderbook",
                        orderbook,
                        "--out",
                        flow,
                        "--verify",
                        "--json",
                        json),
                err::toString);
        assertEquals(
                Tally.DONE,
                tally.execute(
                        "flow",
                        "run",
                        flow.toString(),
                        "--out",
                        folder.resolve("run").toString()),
                err::toString);

        assertTrue(out.toString().startsWith(flow + ": 4 rows"), out::toString);
        assertTrue(out.toString().contains("skipped: execution of a hidden order"), out::toString);
        assertTrue(
                out.toString()
                        .contains("verified: 1 of 1 recorded executions reproduced, 100 % (0 different, 0 missing)"),
                out::toString);
        final String figures = Files.readString(json);
        assertTrue(figures.contains("\"HIDDEN\": {"), figures);
        assertTrue(figures.contains("\"reproduced\": 1"), figures);
        assertEquals("", err.toString());
    }

    @Test
    void shouldFailWhereTooFewExecutionsAreReproduced() throws IOException {
        final Path messages = messages(
                "34200,1,1,10,5853000,1\n34200,1,2,10,5853000,1\n34201,4,2,10,5853000,1\n34202,4,2,10,5853000,1\n");
        final Path flow = folder.resolve("a.csv");

        assertEquals(Tally.FAILED, run("--format", "lobster", messages, "--out", flow, "--verify"));
        assertTrue(out.toString().contains("0 of 2 recorded executions reproduced, 0 %"), out::toString);
        assertTrue(out.toString().contains("first difference: aggressor "), out::toString);
        assertEquals(Tally.DONE, run("--format", "lobster", messages, "--out", flow, "--verify-at-least", "0"));
        assertEquals(Tally.DONE, run("--format", "lobster", messages, "--out", flow));
    }

    @Test
    void shouldTellMalformedInputInOneLine() throws IOException {
        final Path messages = messages("34200,1,1,10,5853000,1\n34200,9,2,10,5853000,1\n");

        assertEquals(Tally.FAILED, run("--format", "lobster", messages, "--out", folder.resolve("a.csv")));
        assertEquals(
                "tally: " + messages + " row 2, column type: \"9\" is not a type of event from 1 to 7",
                err.toString().strip());
        err.getBuffer().setLength(0);
        final Path missing = folder.resolve("01302019.NASDAQ_ITCH50");
        assertEquals(Tally.FAILED, run("--format", "itch", missing, "--out", folder.resolve("a.csv")));
        assertEquals("tally: " + missing + ": no such file", err.toString().strip());
    }

    @Test
    void shouldCallBadOptionsWrongUsage() {
        final Path flow = folder.resolve("a.csv");
        assertWrongUsage("--date is needed", "--format", "itch", "x", "--out", flow);
        assertWrongUsage("--symbol is needed", "--format", "lobster", "x", "--out", flow, "--date", "2012-06-21");
        assertWrongUsage("--orderbook belongs to", "--format", "mbo", "x", "--out", flow, "--orderbook", "y");
        assertWrongUsage("ends in neither", "--format", "mbo", "x", "--out", folder.resolve("a.txt"));
        assertWrongUsage("price decimals must be", "--format", "mbo", "x", "--out", flow, "--price-decimals", "10");
        assertWrongUsage("must be from 0 to 100", "--format", "mbo", "x", "--out", flow, "--verify-at-least", "101");
        assertWrongUsage("Missing required", "x", "--out", flow);
    }

    private void assertWrongUsage(final String message, final Object... options) {
        err.getBuffer().setLength(0);
        assertEquals(Tally.WRONG_USAGE, run(options), err::toString);
        assertTrue(err.toString().contains(message), err::toString);
    }
}
