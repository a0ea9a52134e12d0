package org.tallystick.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as a flow, any bytes as an instruments file. {@code scripts/fuzz.sh} searches on. */
class FlowFuzzTest {
    private static final Instruments INSTRUMENTS =
            new Instruments(List.of(new InstrumentSpec("ABC", 2, 1, 0, 1), new InstrumentSpec("XYZ", 4, 5, 2, 10)));

    static Stream<byte[]> flows() {
        return Stream.of(
                        """
                        time_ns,action,symbol,account,cl_ord_id,side,type,tif,price,stop_price,qty,display_qty,flags
                        1,PHASE,ABC,,,,CONTINUOUS,,,,,,
                        2,NEW,ABC,a b,1,B,LIMIT,GTC,10.05,,100,10,POST_ONLY+SHORT
                        2,NEW,XYZ,,2,S,STOP_LIMIT,,10.0500,9.99,1.5,,REDUCE_ONLY
                        3,REPLACE,ABC,a b,1,,,,-0.001,,5,,
                        4,REDUCE,ABC,a b,1,,,,,,2,,
                        5,CANCEL,ABC,a b,1,,,,,,,,
                        6,MASS_CANCEL,ABC,,,,,,,,,,
                        7,UNCROSS,ABC,,,,,,1.00,,,,
                        """,
                        "time_ns,action,symbol,cl_ord_id,side,type,price,qty\r\n9,NEW,ABC,7,B,MARKET,,1\r\n\r\n",
                        "")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    /** A flow is read, or refused in one line; what is read can be written, and is then the same. */
    @MethodSource("flows")
    @FuzzTest
    void shouldReadOrRefuseAnyFlow(final byte[] bytes) throws IOException {
        final Path file = Scratch.file("flow.csv", bytes);
        final Path copy = Scratch.file("copy.csv", new byte[0]);
        final FlowRow row = new FlowRow();
        long rows = 0;
        try (FlowReader reader = FlowReader.open(file, INSTRUMENTS);
                FlowWriter writer = FlowWriter.create(copy, INSTRUMENTS, reader.accounts(), FlowColumn.values())) {
            while (reader.read(row)) {
                rows++;
                assertEquals(rows, row.number);
                if (canBeWritten(row)) {
                    writer.write(row);
                }
            }
        } catch (final FlowFormatException e) {
            assertOneLine(e, file);
        }
        final byte[] written = Files.readAllBytes(copy);
        if (written.length > 0) {
            rewrite(copy);
            assertTrue(java.util.Arrays.equals(written, Files.readAllBytes(Scratch.path("again.csv"))));
        }
    }

    private static void rewrite(final Path copy) throws IOException {
        final FlowRow row = new FlowRow();
        try (FlowReader reader = FlowReader.open(copy, INSTRUMENTS);
                FlowWriter writer = FlowWriter.create(
                        Scratch.path("again.csv"), INSTRUMENTS, reader.accounts(), FlowColumn.values())) {
            while (reader.read(row)) {
                writer.write(row);
            }
        }
    }

    /** The text of a number of too many decimals is not known, and only a new order has a type. */
    private static boolean canBeWritten(final FlowRow row) {
        final boolean hasText = Stream.of(row.price, row.stopPrice, row.qty, row.displayQty)
                .allMatch(number -> number == FlowRow.ABSENT || FlowRow.isNumber(number));
        return hasText && (row.action == FlowAction.NEW || row.type == org.tallystick.codecs.types.OrdType.LIMIT);
    }

    static Stream<byte[]> instruments() {
        return Stream.of("""
                        symbol,price_decimals,tick_size,qty_decimals,lot_size,name,kind,min_qty,max_qty,price_band_pct
                        ABC,2,0.01,0,1,A share,SPOT,1,1000,10.5
                        XYZ,18,0.000000000000000001,8,0.5,,,,,
                        """, "symbol,price_decimals,tick_size,qty_decimals,lot_size\nA,0,1,0,1\n", "")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    /** Instruments are read, or refused in one line; what is read can be written, and is then the same. */
    @MethodSource("instruments")
    @FuzzTest
    void shouldReadOrRefuseAnyInstruments(final byte[] bytes) throws IOException {
        final Path file = Scratch.file("instruments.csv", bytes);
        final Instruments read;
        try {
            read = InstrumentsFile.read(file);
        } catch (final FlowFormatException e) {
            assertOneLine(e, file);
            return;
        }
        final Path copy = Scratch.path("copy.csv");
        InstrumentsFile.write(copy, read);
        assertEquals(read.all(), InstrumentsFile.read(copy).all());
    }

    private static void assertOneLine(final IOException fault, final Path file) {
        final String message = fault.getMessage();
        assertTrue(message.startsWith(file.toString()), message);
        assertFalse(message.contains("\n"), message);
    }
}
