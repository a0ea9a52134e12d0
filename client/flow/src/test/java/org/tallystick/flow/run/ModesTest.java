package org.tallystick.flow.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.flow.FlowFormatException;
import org.tallystick.flow.generate.FlowProfile;

/** The engine alone and a whole exchange make the same files of the same flow. */
final class ModesTest {
    private static final Path DAY =
            Path.of(System.getProperty("tallystick.data", "../shared/data")).resolve("sse-600519-20230207");

    @TempDir
    private Path folder;

    private RunFixture fixture;

    @BeforeEach
    void begin() {
        fixture = new RunFixture(folder);
    }

    @Test
    void shouldAgreeOnADayWithAuctions() throws IOException {
        fixture.generate(FlowProfile.AUCTION_DAY, 20_000, 7);
        RunSummary engine = fixture.runEngine(3);
        RunSummary embedded = fixture.runEmbedded(3);

        assertSame(engine, embedded);
        assertEqualFiles("depth.csv");
        assertTrue(engine.trades() > 1000, () -> engine.trades() + " trades");
        assertNotNull(embedded.latencyNs());
        assertEquals("memory", embedded.durability());
    }

    @Test
    void shouldAgreeOnAccountsRejectionsAndNumbersOfTooManyDecimals() throws IOException {
        fixture.rows("""
                PHASE,ABC,,,,CONTINUOUS,,,
                NEW,ABC,ALICE,1,B,,,10.00,100
                NEW,ABC,,1,B,,,10.001,100
                NEW,ABC,BOB,1,B,,,10.00,100
                NEW,ABC,,1,B,,,10.00,100.5
                CANCEL,ABC,,7,,,,,
                NEW,ABC,,1,S,,,10.00,150
                NEW,ABC,CAROL,1,S,,GTC,10.05,10
                MASS_CANCEL,ABC,BOB,,,,,,
                """);
        RunSummary engine = fixture.runEngine(0);
        RunSummary embedded = fixture.runEmbedded(0);

        assertSame(engine, embedded);
        assertEquals(List.of("1,7000,ABC,10.00,100,1,1,S", "2,7000,ABC,10.00,50,1,1,S"), fixture.engine("trades.csv"));
        assertEquals(List.of("ABC,S,10.05,1,10,10"), fixture.engine("book.csv"));
        assertEquals(3, embedded.rejected());
    }

    @Test
    void shouldAgreeOnAnEmptyFlow() throws IOException {
        fixture.rows("");
        assertSame(fixture.runEngine(0), fixture.runEmbedded(0));
    }

    @Test
    void shouldStopAtABadRowInAnExchange() throws IOException {
        fixture.rows("PHASE,ABC,,,,CONTINUOUS,,,\nNEW,ABC,,1,B,,,10.00,many");

        FlowFormatException fault = assertThrows(FlowFormatException.class, () -> fixture.runEmbedded(0));

        assertEquals(2, fault.row());
        assertEquals("qty", fault.column());
    }

    @Test
    void shouldReproduceEveryTradeOfTheShanghaiDay() throws IOException {
        assumeDay();
        RunSummary engine = fixture.runEngine(DAY.resolve("flow.csv.gz"), DAY.resolve("instruments.csv"), 0);
        RunSummary embedded = fixture.runEmbedded(DAY.resolve("flow.csv.gz"), DAY.resolve("instruments.csv"), 0);

        assertEquals(58_436, engine.rows());
        assertEquals(18_685, engine.trades());
        assertEquals(0, engine.openOrders());
        assertSame(engine, embedded);
        try (BufferedReader expected = unzip(DAY.resolve("trades.csv.gz"));
                BufferedReader found = Files.newBufferedReader(fixture.engineFile("trades.csv"))) {
            for (String line = expected.readLine(); line != null; line = expected.readLine()) {
                assertEquals(line, found.readLine());
            }
            assertEquals(null, found.readLine());
        }
    }

    @Test
    void shouldAgreeOnTheBookInTheMiddleOfTheShanghaiDay() throws IOException {
        assumeDay();
        try (BufferedReader day = unzip(DAY.resolve("flow.csv.gz"));
                BufferedWriter flow = Files.newBufferedWriter(fixture.flow())) {
            for (int line = 0; line <= 30_000; line++) {
                flow.write(day.readLine() + "\n");
            }
        }
        RunSummary engine = fixture.runEngine(fixture.flow(), DAY.resolve("instruments.csv"), 0);
        RunSummary embedded = fixture.runEmbedded(fixture.flow(), DAY.resolve("instruments.csv"), 0);

        assertEquals(30_000, engine.rows());
        assertEquals(3_317, fixture.engine("book.csv").size());
        assertSame(engine, embedded);
    }

    private void assertSame(RunSummary engine, RunSummary embedded) throws IOException {
        assertEquals(engine.marketHash(), embedded.marketHash());
        assertEquals(engine.rows(), embedded.rows());
        assertEquals(
                engine.rejectedByReason().toString(),
                embedded.rejectedByReason().toString());
        assertEqualFiles("trades.csv");
        assertEqualFiles("book.csv");
    }

    private void assertEqualFiles(String name) throws IOException {
        assertEquals(-1, Files.mismatch(fixture.engineFile(name), fixture.embeddedFile(name)), name);
    }

    private static void assumeDay() {
        assumeTrue(Files.isDirectory(DAY), () -> "skipped, there is no " + DAY + " (see TALLYSTICK_DATA)");
    }

    private static BufferedReader unzip(Path file) throws IOException {
        return new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII));
    }
}
