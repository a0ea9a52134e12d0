package org.tallystick.flow.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.flow.FlowReader;
import org.tallystick.flow.FlowRow;
import org.tallystick.flow.Instruments;
import org.tallystick.flow.InstrumentsFile;
import org.tallystick.flow.Scratch;

/** Any bytes as recorded market data. {@code scripts/fuzz.sh} searches on. */
class ImportersFuzzTest {
    private static final LocalDate DATE = LocalDate.of(2019, 1, 30);
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    /** Between the message file and the orderbook file. */
    private static final byte SEPARATOR = '#';

    static Stream<byte[]> lobster() {
        return Stream.of("""
                        34200.004241176,1,11,100,5853300,1
                        34200.005,1,12,50,5854000,-1
                        34201.5,2,11,40,5853300,1
                        34202,4,12,50,5854000,-1
                        34203,5,0,7,5853650,1
                        34204,3,13,20,5854000,-1
                        34205,6,-1,1000,5853500,-1
                        34206,7,0,0,-1,-1
                        34207,7,0,0,0,-1
                        34208,1,14,5,5853400,1
                        34209,7,0,0,1,-1
                        #5854000,100,5853300,140,9999999999,0,-9999999999,0
                        """, "1,4,1,1,1,1,0\n#1,1,2,1\n").map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("lobster")
    @FuzzTest
    void shouldImportOrRefuseAnyLobsterFile(final byte[] bytes) throws IOException {
        int messages = 0;
        while (messages < bytes.length && bytes[messages] != SEPARATOR) {
            messages++;
        }
        final boolean hasOrderbook = messages < bytes.length;
        final Path source = Scratch.file("lobster", Arrays.copyOf(bytes, messages));
        final Path orderbook =
                hasOrderbook ? Scratch.file("orderbook", Arrays.copyOfRange(bytes, messages + 1, bytes.length)) : null;
        importOrRefuse(new LobsterImporter(source, orderbook, "AAPL", DATE, ZONE), source);
    }

    static Stream<byte[]> itch() {
        return Stream.of(
                new ItchFile()
                        .system('O')
                        .directory(1, "A")
                        .action(1, "A", 'T')
                        .add(1, 1, 'B', 100, "A", 10_000)
                        .addAttributed(1, 2, 'S', 200, "A", 11_000)
                        .executed(1, 1, 50)
                        .executedAt(1, 2, 20, 'Y', 10_500)
                        .cancel(1, 2, 30)
                        .replace(1, 2, 3, 150, 11_000)
                        .action(1, "A", 'H')
                        .action(1, "A", 'Q')
                        .add(2, 9, 'B', 7, "B", 1)
                        .hiddenTrade(1, "A", 10, 10_500)
                        .cross(1, "A", 1000, 10_000)
                        .broken(1)
                        .delete(1, 3)
                        .raw(new byte[0], 0)
                        .bytes(),
                new ItchFile().add(1, 1, 'B', 100, "A", 10_000).bytes());
    }

    @MethodSource("itch")
    @FuzzTest
    void shouldImportOrRefuseAnyItchFile(final byte[] bytes) throws IOException {
        final Path source = Scratch.file("itch", bytes);
        importOrRefuse(new ItchImporter(source, Set.of(), DATE, ZONE), source);
    }

    static Stream<byte[]> mbo() {
        final String rows = """
                ts_recv,ts_event,publisher_id,instrument_id,action,side,price,size,order_id,flags,symbol
                9,1,1,7,A,B,1.50,10,1,0,ABC
                9,2,1,7,A,A,1.75,10,2,0,ABC
                9,2,1,7,T,A,1.50,4,0,0,ABC
                9,2,1,7,F,B,1.50,4,1,0,ABC
                9,2,1,7,C,B,1.50,4,1,0,ABC
                9,2023-02-07T14:30:00.000000005Z,1,7,M,B,1.25,6,1,0,ABC
                9,3,1,7,M,A,1.75,5,2,0,
                9,4,1,7,N,N,,0,0,0,ABC
                9,5,1,7,R,N,,0,0,0,ABC
                """;
        return Stream.of(rows, rows.replace("1.50", "1500000000").replace("1.75", "1750000000"))
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("mbo")
    @FuzzTest
    void shouldImportOrRefuseAnyMboFile(final byte[] bytes) throws IOException {
        final Path source = Scratch.file("mbo", bytes);
        importOrRefuse(new MboImporter(source, Set.of(), PriceFormat.AUTO, 9), source);
    }

    /** The input is refused in one line, with nothing left behind, or it becomes a flow that can be read to its end. */
    private static void importOrRefuse(final Importer importer, final Path source) throws IOException {
        final Path flow = Scratch.path("imported.csv");
        final ImportSummary summary;
        try {
            summary = new FlowImport(importer, source, flow, (stage, done, total) -> {}).run();
        } catch (final IOException e) {
            assertFalse(e.getMessage().contains("\n"), e.getMessage());
            assertTrue(e.getMessage().startsWith(source.getParent().toString()), e.getMessage());
            assertFalse(Files.exists(flow), e.getMessage());
            return;
        }
        final Instruments instruments = InstrumentsFile.read(InstrumentsFile.beside(flow));
        assertEquals(summary.instrumentCount(), instruments.count());
        final FlowRow row = new FlowRow();
        try (FlowReader reader = FlowReader.open(flow, instruments)) {
            while (reader.read(row)) {
                assertTrue(row.timeNs >= 0);
            }
            assertEquals(summary.rows(), reader.rowsRead());
        }
    }
}
