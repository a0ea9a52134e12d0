package org.tallystick.flow.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MboImporterTest {
    private static final long AGGRESSOR = ImportedMarket.FIRST_AGGRESSOR_ID;
    private static final String HEADER =
            "ts_recv,ts_event,rtype,publisher_id,instrument_id,action,side,price,size,channel_id,order_id,flags,"
                    + "ts_in_delta,sequence,symbol\n";

    @TempDir
    private Path folder;

    private Imported imported(final String table, final PriceFormat format, final int decimals, final String... symbols)
            throws IOException {
        return Imported.verified(
                folder,
                "mbo.csv.gz",
                Imported.bytes(table),
                file -> new MboImporter(file, Set.of(symbols), format, decimals));
    }

    /** One row: time, action, side, price, size and order id of symbol ESM3. */
    private static String row(
            final long time,
            final String action,
            final String side,
            final String price,
            final int size,
            final long id) {
        return String.format(
                "%d,%d,160,1,4916,%s,%s,%s,%d,0,%d,130,0,1,ESM3%n", time + 9, time, action, side, price, size, id);
    }

    private static String day(final String bid, final String ask) {
        return HEADER
                + row(100, "R", "N", "", 0, 0)
                + row(100, "A", "B", bid, 10, 1)
                + row(101, "A", "A", ask, 20, 2)
                + row(102, "A", "B", bid, 5, 3)
                // A partial fill, after which the order has its new size by a modify.
                + row(103, "T", "A", bid, 4, 0)
                + row(103, "F", "B", bid, 4, 1)
                + row(103, "M", "B", bid, 6, 1)
                // A whole fill of one order and part of another, each taken off by a cancel.
                + row(104, "T", "A", bid, 8, 0)
                + row(104, "F", "B", bid, 6, 1)
                + row(104, "F", "B", bid, 2, 3)
                + row(104, "C", "B", bid, 6, 1)
                + row(104, "C", "B", bid, 2, 3)
                + row(105, "M", "A", ask, 15, 2)
                + row(106, "C", "A", ask, 5, 2)
                + row(107, "M", "A", ask, 12, 2)
                + row(108, "N", "N", "", 0, 0)
                + row(109, "C", "A", ask, 12, 2);
    }

    private static final List<String> DEEDS = List.of(
            "PHASE,ESM3,,,CONTINUOUS,,,",
            "NEW,ESM3,1,B,LIMIT,,4100.25,10",
            "NEW,ESM3,2,S,LIMIT,,4100.50,20",
            "NEW,ESM3,3,B,LIMIT,,4100.25,5",
            "NEW,ESM3," + AGGRESSOR + ",S,LIMIT,IOC,4100.25,4",
            "NEW,ESM3," + (AGGRESSOR + 1) + ",S,LIMIT,IOC,4100.25,6",
            "NEW,ESM3," + (AGGRESSOR + 2) + ",S,LIMIT,IOC,4100.25,2",
            "REDUCE,ESM3,2,,,,,5",
            "REDUCE,ESM3,2,,,,,5",
            "REPLACE,ESM3,2,,,,4100.50,12",
            "CANCEL,ESM3,2,,,,,");

    @Test
    void shouldMapEveryActionWithDecimalPrices() throws IOException {
        final Imported imported = imported(day("4100.250000000", "4100.5"), PriceFormat.AUTO, 2);

        assertEquals(DEEDS, imported.deeds());
        assertEquals("100", imported.rows().get(0).split(",")[0]);
        assertEquals(2, imported.count("T", Outcome.AGGRESSOR));
        assertEquals(1, imported.count("R", Outcome.NO_EFFECT));
        assertEquals(1, imported.count("N", Outcome.NO_EFFECT));
        assertEquals(17, imported.summary().counts().messages());
        assertEquals(
                new Verification(3, 3, 0, 0, 0, 0, null), imported.summary().verification());
    }

    @Test
    void shouldMapEveryActionWithFixedPrices() throws IOException {
        final Imported imported = imported(day("4100250000000", "4100500000000"), PriceFormat.AUTO, 2);

        assertEquals(DEEDS, imported.deeds());
        assertEquals(
                new Verification(3, 3, 0, 0, 0, 0, null), imported.summary().verification());
    }

    @Test
    void shouldClearTheBook() throws IOException {
        final Imported imported = imported(
                HEADER
                        + row(1, "A", "B", "1.5", 10, 1)
                        + row(2, "R", "N", "", 0, 0)
                        + row(3, "A", "B", "1.4", 10, 1)
                        + row(4, "F", "B", "1.4", 10, 1)
                        + row(4, "C", "B", "1.4", 10, 1)
                        + row(4, "F", "B", "1.5", 10, 7),
                PriceFormat.DECIMAL,
                1);

        assertEquals("MASS_CANCEL,ESM3,,,,,,", imported.deeds().get(2));
        assertEquals(1, imported.count("F", Outcome.UNKNOWN_ORDER));
        assertEquals(2, imported.summary().verification().recorded());
        assertEquals(1, imported.summary().verification().reproduced());
    }

    /** What an iceberg order shows next comes as a modify of an order that was filled. */
    @Test
    void shouldAddWhatIsModifiedButNotInTheBookAndMoveWhatChangesPriceOrSide() throws IOException {
        final Imported imported = imported(
                HEADER
                        + row(1, "M", "B", "1.5", 10, 1)
                        + row(2, "F", "B", "1.5", 10, 1)
                        + row(2, "M", "B", "1.5", 8, 1)
                        + row(3, "M", "B", "1.4", 8, 1)
                        + row(4, "M", "A", "1.6", 8, 1)
                        + row(5, "F", "A", "1.6", 8, 1),
                PriceFormat.AUTO,
                1);

        assertEquals(
                List.of(
                        "NEW,ESM3,1,B,LIMIT,,1.5,10",
                        "NEW,ESM3," + AGGRESSOR + ",S,LIMIT,IOC,1.5,10",
                        "NEW,ESM3,1,B,LIMIT,,1.5,8",
                        "REPLACE,ESM3,1,,,,1.4,8",
                        "CANCEL,ESM3,1,,,,,",
                        "NEW,ESM3,1,S,LIMIT,,1.6,8",
                        "NEW,ESM3," + (AGGRESSOR + 1) + ",B,LIMIT,IOC,1.6,8"),
                imported.deeds().subList(1, 8));
        assertEquals(
                new Verification(2, 2, 0, 0, 0, 0, null), imported.summary().verification());
    }

    @Test
    void shouldKeepInstrumentsApart() throws IOException {
        final String table = """
                action,side,price,size,order_id,ts_event,instrument_id
                A,B,1.5,10,1,2023-02-07T14:30:00.000000005Z,11
                A,B,2.5,10,1,2023-02-07 14:30:00.000000004+00:00,12
                F,B,1.5,10,1,2023-02-07T14:30:01Z,11
                F,B,2.5,10,1,2023-02-07T14:30:01Z,12
                A,B,1.5,10,18446744073709551614,1675780201000000001,11
                A,B,9223372036854775807,10,4,1675780201000000001,12
                """;
        final Imported both =
                imported(table.replace("9223372036854775807", ""), PriceFormat.AUTO, MboImporter.PRICE_DECIMALS);

        assertEquals(2, both.summary().instrumentCount());
        assertEquals(2, both.summary().counts().ordersWithNewIds());
        assertEquals(2, both.summary().counts().timesMovedForward());
        assertEquals("1675780200000000005", both.rows().get(3).split(",")[0]);
        assertEquals(new Verification(2, 2, 0, 0, 0, 0, null), both.summary().verification());
        assertEquals(1, both.count("A", Outcome.NO_PRICE));

        final Imported one = imported(table.replace("9223372036854775807", ""), PriceFormat.AUTO, 9, "12");
        assertEquals(1, one.summary().instrumentCount());
        assertEquals(2, one.count("A", Outcome.OTHER_SYMBOL));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1,X,B,1.5,1,1,A,1         | row 2, column action: "X" is not an action: A, C, M, T, F, R or N
                    1,AA,B,1.5,1,1,A,1        | row 2, column action: "AA" is not an action
                    1,A,X,1.5,1,1,A,1         | row 2, column side: "X" is not a side: A, B or N
                    1,A,N,1.5,1,1,A,1         | row 2, column side: "N" is not A or B, which an order has
                    1,A,B,1.x,1,1,A,1         | row 2, column price: "1.x" is not a decimal price like 5411.25
                    1,A,B,1.555,1,1,A,1       | row 2, column price: "1.555" is not a price with at most 2 decimals
                    1,A,B,1.5,-1,1,A,1        | row 2, column size: "-1" is not a whole number from 0 to 4294967295
                    1,A,B,1.5,1,x,A,1         | row 2, column order_id: "x" is not a whole number of at most 64 bits
                    ,A,B,1.5,1,1,A,1          | row 2, column ts_event: empty, must be a time, here or in the column
                    x,A,B,1.5,1,1,A,1         | row 2, column ts_event: "x" is not nanoseconds since the Unix epoch or
                    1,A,B,1.5,1,1,A,2         | row 2, column publisher_id: "2" is not 1, which this symbol had before
                    1,A,B,1.5,1,1,ABCDEFGHIJKLMNOPQRSTUVWXY,1 | row 2, column symbol: "ABCDEFGHIJKLMNOPQRSTUVWXY" is not a symbol
                    1,A,B,1.5,1               | row 2: 5 fields, but the header has 8
                    """)
    void shouldNameWhatIsMalformed(final String line, final String message) {
        final String table = "ts_event,action,side,price,size,order_id,symbol,publisher_id\n1,A,B,1.5,1,1,A,1\n" + line;

        final IOException fault = assertThrows(IOException.class, () -> imported(table, PriceFormat.AUTO, 2));

        assertTrue(fault.getMessage().startsWith(folder.resolve("mbo.csv.gz") + " " + message), fault::getMessage);
    }

    @Test
    void shouldHoldPricesToTheFormThatTheFirstOneHas() {
        final IOException fault = assertThrows(
                IOException.class,
                () -> imported(
                        HEADER + row(1, "A", "B", "1500000000", 1, 1) + row(1, "A", "B", "1.5", 1, 2),
                        PriceFormat.AUTO,
                        9));

        assertTrue(
                fault.getMessage()
                        .endsWith("\"1.5\" is not a price as a whole number of 10^-9, as the first one is"
                                + " or the import was told"),
                fault::getMessage);
    }

    @Test
    void shouldNameMissingColumns() {
        final IOException fault =
                assertThrows(IOException.class, () -> imported("action,side,price,size\n", PriceFormat.AUTO, 9));

        assertTrue(fault.getMessage().contains("mbo.csv.gz header: column order_id is missing"), fault::getMessage);
    }
}
