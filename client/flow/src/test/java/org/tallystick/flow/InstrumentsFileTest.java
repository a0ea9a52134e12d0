package org.tallystick.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.codecs.types.InstrumentKind;

final class InstrumentsFileTest {
    private static final String HEADER = "symbol,price_decimals,tick_size,qty_decimals,lot_size\n";
    private static final String FULL_HEADER =
            "symbol,price_decimals,tick_size,qty_decimals,lot_size,name,kind,min_qty,max_qty,price_band_pct\n";

    @TempDir
    private Path folder;

    @Test
    void shouldReadWhatMustBeThere() throws IOException {
        final Instruments instruments = read(HEADER + "600519,2,0.01,0,1\nBTC/USD,1,0.5,8,0.00001\n");

        assertEquals(2, instruments.count());
        assertEquals(new InstrumentSpec("600519", 2, 1, 0, 1), instruments.get(0));
        assertEquals(new InstrumentSpec("BTC/USD", 1, 5, 8, 1000), instruments.get(1));
        assertEquals(1000, instruments.get(1).minQty());
        assertEquals(9_223_372_036_854_775_000L, instruments.get(1).maxQty());
        assertEquals(1, instruments.find("BTC/USD"));
        assertEquals(-1, instruments.find("BTC"));
    }

    @Test
    void shouldReadWhatMayBeThere() throws IOException {
        assertEquals(
                new InstrumentSpec("A", "Kweichow Moutai", InstrumentKind.SPOT, 2, 1, 0, 100, 200, 5000, 1050),
                read(FULL_HEADER + "A,2,0.01,0,100,Kweichow Moutai,SPOT,200,5000,10.5\n")
                        .get(0));
    }

    @Test
    void shouldGiveBackWhatWasWritten() throws IOException {
        final Instruments few = new Instruments(List.of(new InstrumentSpec("A", 2, 5, 0, 1)));
        final Path file = folder.resolve("written.csv");
        InstrumentsFile.write(file, few);
        assertEquals(HEADER + "A,2,0.05,0,1\n", Files.readString(file));

        final Instruments many = new Instruments(List.of(
                new InstrumentSpec("A", 2, 5, 0, 1),
                new InstrumentSpec("B", "Bee", InstrumentKind.SPOT, 4, 5, 6, 100, 200, 5000, 1050),
                new InstrumentSpec("C", 18, 1, 18, 1)));
        InstrumentsFile.write(file, many);
        assertEquals(many.all(), InstrumentsFile.read(file).all());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    ,2,0.01,0,1,,,,,        | symbol: empty, must be a symbol of 1 to 24 printable ASCII characters
                    1234567890123456789012345,2,0.01,0,1,,,,, | symbol: "1234567890123456789012345" is not a symbol of 1 to 24 printable ASCII characters
                    OK,2,0.01,0,1,,,,,      | symbol: "OK" is not a new symbol, a row before has it
                    A,19,0.01,0,1,,,,,      | price_decimals: "19" is not a number of decimals, 0 to 18
                    A,2,0.01,x,1,,,,,       | qty_decimals: "x" is not a number of decimals, 0 to 18
                    A,2,0,0,1,,,,,          | tick_size: "0" is not a decimal number from 0.01 to 92233720368547758.07 with at most 2 decimals
                    A,2,0.001,0,1,,,,,      | tick_size: "0.001" is not a decimal number from 0.01 to 92233720368547758.07 with at most 2 decimals
                    A,2,,0,1,,,,,           | tick_size: empty, must be a decimal number from 0.01 to 92233720368547758.07 with at most 2 decimals
                    A,2,0.01,0,-1,,,,,      | lot_size: "-1" is not a decimal number from 1 to 9223372036854775807 with at most 0 decimals
                    A,2,0.01,0,1,,FUTURE,,, | kind: "FUTURE" is not a kind of instrument: SPOT
                    A,2,0.01,0,1,,,0,,      | min_qty: "0" is not a decimal number from 1 to 9223372036854775807 with at most 0 decimals
                    A,2,0.01,0,1,,,10,9,    | max_qty: "9" is not a quantity of min_qty or more
                    A,2,0.01,0,100,,,110,190, | max_qty: "190" is not such that a multiple of lot_size lies between min_qty and it
                    A,2,0.01,0,1,,,,,ten    | price_band_pct: "ten" is not a decimal number from 0.01 to 92233720368547758.07 with at most 2 decimals
                    """)
    void shouldTellRowColumnTextAndWhatWasExpected(final String line, final String problem) {
        assertFault(FULL_HEADER + "OK,2,0.01,0,1,,,,,\n" + line.stripTrailing() + "\n", " row 2, column " + problem);
    }

    @Test
    void shouldRefuseAFileWithoutInstruments() {
        assertFault(HEADER, ": no instrument in it");
    }

    @Test
    void shouldRefuseAFlow() {
        assertFault(
                "time_ns,action,symbol\n",
                " header: column \"time_ns\" is unknown; known are symbol, price_decimals, tick_size, qty_decimals,"
                        + " lot_size, name, kind, min_qty, max_qty, price_band_pct");
    }

    @Test
    void shouldStandBesideTheFlow() {
        assertEquals(Path.of("a/b.instruments.csv"), InstrumentsFile.beside(Path.of("a/b.csv")));
        assertEquals(Path.of("a.b.instruments.csv"), InstrumentsFile.beside(Path.of("a.b.csv.gz")));
        for (final String name : List.of("a.txt", "a.gz", ".csv", "a/.csv", "csv")) {
            assertThrows(IllegalArgumentException.class, () -> InstrumentsFile.beside(Path.of(name)), name);
        }
    }

    @Test
    void shouldRefuseDoubleSymbolsInMemory() {
        final InstrumentSpec spec = new InstrumentSpec("A", 2, 1, 0, 1);
        assertThrows(IllegalArgumentException.class, () -> new Instruments(List.of(spec, spec)));
        assertThrows(IllegalArgumentException.class, () -> new InstrumentSpec("A", 2, 0, 0, 1));
    }

    private void assertFault(final String csv, final String problem) {
        final FlowFormatException e = assertThrows(FlowFormatException.class, () -> read(csv));
        assertEquals(folder.resolve("instruments.csv") + problem, e.getMessage());
    }

    private Instruments read(final String csv) throws IOException {
        return InstrumentsFile.read(Files.writeString(folder.resolve("instruments.csv"), csv));
    }
}
