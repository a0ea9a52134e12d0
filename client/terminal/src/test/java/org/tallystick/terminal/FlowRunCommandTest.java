package org.tallystick.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class FlowRunCommandTest {
    private static final String HEADER = "time_ns,action,symbol,cl_ord_id,side,type,price,qty\n";
    private static final String ROWS = """
            1,PHASE,ABC,,,CONTINUOUS,,
            2,NEW,ABC,1,B,,10.00,100
            3,NEW,ABC,2,S,,10.00,40
            4,NEW,ABC,2,S,,10.001,40
            5,NEW,ABC,2,S,,10.00,0
            6,CANCEL,ABC,9,,,,
            7,CANCEL,ABC,8,,,,
            """;
    private static final String INSTRUMENTS = "symbol,price_decimals,tick_size,qty_decimals,lot_size\nABC,2,0.01,0,1\n";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine tally =
            Tally.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @TempDir
    private Path folder;

    private Path flow;
    private Path instruments;
    private Path results;

    @BeforeEach
    void write() throws IOException {
        flow = Files.writeString(folder.resolve("day.csv"), HEADER + ROWS);
        instruments = Files.writeString(folder.resolve("day.instruments.csv"), INSTRUMENTS);
        results = folder.resolve("new/results");
    }

    @Test
    void shouldRunAFlowThroughTheEngine() throws IOException {
        Path json = folder.resolve("figures/run.json");

        assertEquals(Tally.DONE, run(flow, "--out", results, "--depth", "1", "--json", json), err::toString);

        List<String> text = out.toString().lines().toList();
        assertEquals("7 rows: 3 accepted, 4 rejected; 1 trades; 1 orders rest", text.get(0));
        assertEquals("rejected: 2 UNKNOWN_ORDER, 1 PRICE_OFF_TICK, 1 QUANTITY_NOT_POSITIVE", text.get(1));
        assertTrue(text.get(2).matches("market hash [0-9a-f]{16}, state hash [0-9a-f]{16}"), text.get(2));
        assertTrue(text.get(3).endsWith(" commands a second"), text.get(3));
        assertEquals(results + ": trades.csv, book.csv, depth.csv, summary.json", text.get(4));
        assertEquals("", err.toString());
        assertEquals(
                "seq,time_ns,symbol,price,qty,buy_cl_ord_id,sell_cl_ord_id,aggressor\n1,3,ABC,10.00,40,1,2,S\n",
                Files.readString(results.resolve("trades.csv")));
        assertEquals(
                "symbol,side,price,cl_ord_id,open_qty,displayed_qty\nABC,B,10.00,1,60,60\n",
                Files.readString(results.resolve("book.csv")));
        assertEquals(-1, Files.mismatch(json, results.resolve("summary.json")));
        assertTrue(Files.readString(json).contains("\"mode\": \"engine\""));
    }

    @Test
    void shouldRunAFlowThroughAnExchange() throws IOException {
        assertEquals(
                Tally.DONE,
                run(flow, "--out", results, "--mode", "embedded", "--durability", "memory", "--rate", "1000"),
                err::toString);

        String text = out.toString();
        assertTrue(text.startsWith("7 rows: 3 accepted, 4 rejected; 1 trades; 1 orders rest"), text);
        assertTrue(text.contains("round trips at 1,000 rows a second, durability memory: p50 "), text);
        assertEquals("", err.toString());
        String json = Files.readString(results.resolve("summary.json"));
        assertTrue(json.contains("\"mode\": \"embedded\""), json);
        assertTrue(json.contains("\"durability\": \"memory\""), json);
        assertTrue(json.contains("\"rate_per_second\": 1000"), json);
        assertTrue(json.contains("\"p99.9\": "), json);
    }

    @Test
    void shouldRefuseDataOfAnEarlierExchange() {
        Path data = folder.resolve("data");
        Object[] options = {
            flow, "--out", results, "--mode", "embedded", "--durability", "memory", "--dir", data,
        };
        assertEquals(Tally.DONE, run(options), err::toString);
        assertTrue(Files.isDirectory(data));

        assertFailure("the exchange refused the genesis of the flow: GENESIS_EXISTS", options);
        assertFalse(Files.exists(results.resolve("trades.csv")));
    }

    @Test
    void shouldSayThatPriceBandsAreNotEnforced() throws IOException {
        Files.writeString(
                instruments,
                "symbol,price_decimals,tick_size,qty_decimals,lot_size,price_band_pct\n"
                        + "ABC,2,0.01,0,1,10\nDEF,2,0.01,0,1,\nGHI,2,0.01,0,1,5\n");

        assertEquals(Tally.DONE, run(flow, "--out", results), err::toString);

        assertEquals(
                "tally: " + instruments + ": price_band_pct is not enforced yet (ABC and 1 more)",
                err.toString().strip());
    }

    @Test
    void shouldNameFilesThatAreMissing() throws IOException {
        Path none = folder.resolve("none.csv");
        assertFailure(none + ": no such file or directory", none, "--out", results);
        assertFailure(none + ": no such file", none, "--instruments", instruments, "--out", results);
        assertFailure(none + ": no such file", flow, "--instruments", none, "--out", results);
        Files.delete(instruments);
        assertFailure(
                instruments + ": no such file; it holds the flow's instruments, or name them with --instruments",
                flow,
                "--out",
                results);
    }

    @Test
    void shouldNameFilesThatCannotBeRead() throws IOException {
        assertFailure(folder + ": is a directory, not a file", folder, "--instruments", instruments, "--out", results);
        assertFailure(folder + ": is a directory, not a file", flow, "--instruments", folder, "--out", results);
        Path gzip =
                Files.write(folder.resolve("day.csv.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 5});
        assertFailure(gzip + ": the gzip data", gzip, "--out", results);
        assumeFalse(Files.isReadable(Path.of("/etc/shadow")), "skipped, this user may read everything");
        assertTrue(flow.toFile().setReadable(false));
        assertFailure(flow + ": may not be read (permission denied)", flow, "--out", results);
    }

    @Test
    void shouldNameAFolderThatCannotBeWritten() throws IOException {
        Path taken = Files.writeString(folder.resolve("taken"), "");
        assertFailure(taken + ": is there already, and no directory", flow, "--out", taken);
    }

    @Test
    void shouldNameFileRowColumnAndWhatWasExpected() throws IOException {
        Files.writeString(flow, HEADER + ROWS + "8,NEW,DEF,3,B,,10.00,100\n");
        assertFailure(
                flow + " row 8, column symbol: \"DEF\" is not a symbol of the instruments file",
                flow,
                "--out",
                results);
        Files.writeString(flow, HEADER + "1,NEW,ABC,3,X,,10.00,100\n");
        assertFailure(flow + " row 1, column side: \"X\" is not one of B, S", flow, "--out", results);
        Files.writeString(flow, HEADER + "1,NEW,ABC,3,B,,10.00\n");
        assertFailure(flow + " row 1: 7 fields, but the header has 8", flow, "--out", results);
        Files.writeString(flow, "time_ns,action,symbol,cl_ord_id,side,type,price\n");
        assertFailure(flow + " header: column qty is missing; it must name the columns ", flow, "--out", results);
        Files.writeString(flow, "");
        assertFailure(flow + " header: missing; it must name the columns ", flow, "--out", results);
        Files.writeString(flow, HEADER);
        Files.writeString(instruments, "symbol,price_decimals,tick_size,qty_decimals\nABC,2,0.01,0\n");
        assertFailure(instruments + " header: column lot_size is missing; ", flow, "--out", results);
        Files.writeString(instruments, INSTRUMENTS.replace("0.01", "0"));
        assertFailure(
                instruments + " row 1, column tick_size: \"0\" is not a decimal number from ", flow, "--out", results);
    }

    @Test
    void shouldTellTheSameInAnExchange() throws IOException {
        Files.writeString(flow, HEADER + ROWS + "8,NEW,DEF,3,B,,10.00,100\n");
        assertFailure(
                flow + " row 8, column symbol: \"DEF\" is not a symbol of the instruments file",
                flow,
                "--out",
                results,
                "--mode",
                "embedded",
                "--durability",
                "memory");
    }

    @Test
    void shouldCallBadOptionsWrongUsage() throws IOException {
        assertWrongUsage("Missing required parameter: 'FLOW'", "--out", results);
        assertWrongUsage("Missing required option: '--out=DIR'", flow);
        assertWrongUsage("--depth must be 0 or more but was -1", flow, "--out", results, "--depth", "-1");
        assertWrongUsage("'deep' is not an int", flow, "--out", results, "--depth", "deep");
        assertWrongUsage("expected one of [engine, embedded, cluster]", flow, "--out", results, "--mode", "far");
        assertWrongUsage("--mode cluster needs --cluster DIR", flow, "--out", results, "--mode", "cluster");
        assertWrongUsage("--cluster DIR, which is for no other mode", flow, "--out", results, "--cluster", folder);
        assertWrongUsage("--rate is for --mode embedded", flow, "--out", results, "--rate", "5");
        assertWrongUsage("--durability is for --mode embedded", flow, "--out", results, "--durability", "disk");
        assertWrongUsage("--dir is for --mode embedded", flow, "--out", results, "--dir", folder);
        assertWrongUsage(
                "--rate must be 1 or more but was 0", flow, "--out", results, "--mode", "embedded", "--rate", "0");
        Path text = Files.writeString(folder.resolve("day.txt"), HEADER);
        assertWrongUsage("name its instruments with --instruments", text, "--out", results);
    }

    @Test
    void shouldExplainItself() {
        assertEquals(Tally.DONE, run("--help"));
        assertTrue(out.toString().startsWith("Usage: tally flow run "), out::toString);
        assertTrue(out.toString().contains("Exit codes:"), out::toString);
    }

    /** One line on standard error, and nothing on standard output. */
    private void assertFailure(String message, Object... options) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        assertEquals(Tally.FAILED, run(options), err::toString);
        assertTrue(err.toString().startsWith("tally: " + message), err::toString);
        assertEquals(1, err.toString().strip().lines().count(), err::toString);
        assertEquals("", out.toString());
    }

    private void assertWrongUsage(String message, Object... options) {
        err.getBuffer().setLength(0);
        assertEquals(Tally.WRONG_USAGE, run(options), err::toString);
        assertTrue(err.toString().contains(message), err::toString);
        assertTrue(err.toString().contains("Usage: tally flow run"), err::toString);
        assertFalse(Files.exists(results));
    }

    private int run(Object... options) {
        List<String> args = new ArrayList<>(List.of("flow", "run"));
        for (Object option : options) {
            args.add(option.toString());
        }
        return tally.execute(args.toArray(String[]::new));
    }
}
