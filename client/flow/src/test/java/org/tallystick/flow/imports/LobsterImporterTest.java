package org.tallystick.flow.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LobsterImporterTest {
    private static final LocalDate DATE = LocalDate.of(2012, 6, 21);
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final long NEW_ID = ImportedMarket.FIRST_NEW_ID;
    private static final long AGGRESSOR = ImportedMarket.FIRST_AGGRESSOR_ID;

    @TempDir
    private Path folder;

    private Imported imported(final String name, final String messages, final String orderbook) throws IOException {
        final Path book =
                orderbook == null ? null : Imported.write(folder.resolve("orderbook.csv"), Imported.bytes(orderbook));
        return Imported.verified(
                folder, name, Imported.bytes(messages), file -> new LobsterImporter(file, book, "AAPL", DATE, ZONE));
    }

    @Test
    void shouldMapEveryTypeOfEvent() throws IOException {
        final Imported imported = imported("messages.csv", """
                34200.004241176,1,11,100,5853300,1
                34200.005,1,12,50,5854000,-1
                34201,1,13,30,5854000,-1
                34201.5,2,11,40,5853300,1
                34202,4,12,50,5854000,-1
                34203,4,13,10,5854000,-1
                34203,5,0,7,5853650,1
                34204,3,13,20,5854000,-1
                34205,6,-1,1000,5853500,-1
                34206,7,0,0,-1,-1
                34207,7,0,0,0,-1
                34208,1,14,5,5853400,1
                34209,7,0,0,1,-1
                34210,4,14,5,5853400,1
                """, null);

        assertEquals(
                List.of(
                        "PHASE,AAPL,,,CONTINUOUS,,,",
                        "NEW,AAPL,11,B,LIMIT,,585.3300,100",
                        "NEW,AAPL,12,S,LIMIT,,585.4000,50",
                        "NEW,AAPL,13,S,LIMIT,,585.4000,30",
                        "REDUCE,AAPL,11,,,,,40",
                        "NEW,AAPL," + AGGRESSOR + ",B,LIMIT,IOC,585.4000,50",
                        "NEW,AAPL," + (AGGRESSOR + 1) + ",B,LIMIT,IOC,585.4000,10",
                        "CANCEL,AAPL,13,,,,,",
                        "PHASE,AAPL,,,HALTED,,,",
                        "PHASE,AAPL,,,PRE_OPEN,,,",
                        "NEW,AAPL,14,B,LIMIT,,585.3400,5",
                        "PHASE,AAPL,,,CONTINUOUS,,,",
                        "NEW,AAPL," + (AGGRESSOR + 2) + ",S,LIMIT,IOC,585.3400,5"),
                imported.deeds());
        // Midnight in New York, in summer, is four hours behind midnight in UTC.
        assertTrue(imported.rows().get(1).startsWith("1340285400004241176,"), imported.rows()::toString);
        assertEquals(
                "symbol,price_decimals,tick_size,qty_decimals,lot_size\nAAPL,4,0.0001,0,1\n", imported.instruments());
        assertEquals(1, imported.count("5", Outcome.HIDDEN));
        assertEquals(1, imported.count("6", Outcome.CROSS));
        assertEquals(14, imported.summary().counts().messages());
        assertEquals(12, imported.summary().counts().mapped());
        assertEquals(
                new Verification(3, 3, 0, 0, 0, 0, null), imported.summary().verification());
    }

    /** The orderbook shows the book behind the first message, which has added 10 at 585.30. */
    @Test
    void shouldSeedTheBookAndFindOrdersFromBeforeTheFileByTheirLevel() throws IOException {
        final Imported imported = imported("messages.csv.gz", """
                34200,1,501,10,5853000,1
                34201,4,77,30,5853000,1
                34202,4,501,10,5853000,1
                34203,2,88,5,5854000,-1
                34204,3,88,15,5854000,-1
                34205,4,99,80,5854000,-1
                """, """
                5854000,100,5853000,40,5855000,200,5852000,300
                5854000,100,5853000,10,5855000,200,5852000,300
                """);

        assertEquals(
                List.of(
                        "PHASE,AAPL,,,CONTINUOUS,,,",
                        "NEW,AAPL," + NEW_ID + ",B,LIMIT,,585.3000,30",
                        "NEW,AAPL," + (NEW_ID + 1) + ",B,LIMIT,,585.2000,300",
                        "NEW,AAPL," + (NEW_ID + 2) + ",S,LIMIT,,585.4000,100",
                        "NEW,AAPL," + (NEW_ID + 3) + ",S,LIMIT,,585.5000,200",
                        "NEW,AAPL,501,B,LIMIT,,585.3000,10",
                        "NEW,AAPL," + AGGRESSOR + ",S,LIMIT,IOC,585.3000,30",
                        "NEW,AAPL," + (AGGRESSOR + 1) + ",S,LIMIT,IOC,585.3000,10",
                        "REDUCE,AAPL," + (NEW_ID + 2) + ",,,,,5",
                        "REDUCE,AAPL," + (NEW_ID + 2) + ",,,,,15",
                        "NEW,AAPL," + (AGGRESSOR + 2) + ",B,LIMIT,IOC,585.4000,80"),
                imported.deeds());
        assertEquals(
                new Verification(3, 3, 0, 0, 0, 0, null), imported.summary().verification());
    }

    /** Its order was executed before the row was written, and is gone from it. */
    @Test
    void shouldPutBackWhatTheFirstMessageTookAway() throws IOException {
        final Imported imported = imported(
                "messages.csv",
                "34200,4,77,30,5853000,1\n34201,3,78,300,5852000,1\n",
                "5854000,100,5852000,300,9999999999,0,-9999999999,0\n");

        assertTrue(
                imported.deeds().contains("NEW,AAPL," + NEW_ID + ",B,LIMIT,,585.3000,30"), imported.deeds()::toString);
        assertEquals("CANCEL,AAPL," + (NEW_ID + 1) + ",,,,,", imported.deeds().get(5));
        assertEquals(
                new Verification(1, 1, 0, 0, 0, 0, null), imported.summary().verification());
    }

    @Test
    void shouldSayWhatCannotBeReproduced() throws IOException {
        final Imported imported = imported("messages.csv", """
                34200,1,1,10,5853000,1
                34201,1,2,10,5853100,1
                34202,4,1,10,5853000,1
                34203,4,3,10,5853000,1
                34204,1,1,10,5853000,1
                34205,7,0,0,-1,-1
                34206,4,2,10,5853100,1
                34207,2,9,10,5853100,1
                34208,1,2,10,5853200,1
                """, null);

        final Verification verification = imported.summary().verification();
        assertEquals(2, verification.recorded());
        assertEquals(0, verification.reproduced());
        assertEquals(1, verification.different());
        assertEquals(1, verification.missing());
        assertEquals(
                "aggressor " + AGGRESSOR + ": recorded order 1, 10 at price 5853000 in smallest units; "
                        + "traded with order 2, 10 @ 585.3100",
                verification.firstDifference());
        assertEquals(1, imported.count("4", Outcome.UNKNOWN_ORDER));
        assertEquals(1, imported.count("2", Outcome.UNKNOWN_ORDER));
        assertEquals(1, imported.summary().counts().executionsOutsideTrading());
        assertEquals(
                "PHASE,AAPL,,,PRE_OPEN,,,",
                imported.deeds().get(imported.deeds().size() - 2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    x,1,1,1,1,1          | row 2, column time: "x" is not seconds after midnight with at most 9 decimals
                    86400,1,1,1,1,1      | row 2, column time: "86400" is not seconds after midnight, from 0 to 86399.999999999
                    1.0000000001,1,1,1,1,1 | row 2, column time: "1.0000000001" is not seconds after midnight with at most
                    1,8,1,1,1,1          | row 2, column type: "8" is not a type of event from 1 to 7
                    1,1,0,1,1,1          | row 2, column order_id: "0" is not an order id above zero
                    1,1,9,0,1,1          | row 2, column size: "0" is not a number of shares above zero
                    1,1,9,1,1.5,1        | row 2, column price: "1.5" is not a whole number of ten-thousandths
                    1,1,9,1,-1,1         | row 2, column price: "-1" is not a price above zero
                    1,1,9,1,1,2          | row 2, column direction: "2" is not 1 for an order to buy, or -1 for one to sell
                    1,7,0,0,2,-1         | row 2, column price: "2" is not -1 for a halt, 0 for quoting, or 1 for trading
                    1,1,1,1              | row 2: 4 fields, but there must be 6
                    """)
    void shouldNameWhatIsMalformed(final String line, final String message) {
        final String messages = "34200,1,1,1,1,1\n" + line + "\n";

        final IOException fault = assertThrows(IOException.class, () -> imported("m.csv", messages, null));

        assertTrue(fault.getMessage().startsWith(folder.resolve("m.csv") + " " + message), fault::getMessage);
        assertFalse(Files.exists(folder.resolve("flow.csv")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1,1,2                 | orderbook.csv: 3 columns, but an orderbook file has four for every level
                    x,1,2,1               | orderbook.csv row 1, column ask_price_1: "x" is not a price in ten-thousandths
                    1,-1,2,1              | orderbook.csv row 1, column ask_size_1: "-1" is not a number of shares, 0 where
                    3,1,2,1,4,1,2,1       | orderbook.csv row 1, column bid_price_2: "2" is not a price above zero that no
                    """)
    void shouldNameWhatIsMalformedInTheOrderbook(final String row, final String message) {
        final IOException fault =
                assertThrows(IOException.class, () -> imported("m.csv", "34200,1,1,1,1,1\n", row + "\n"));

        assertTrue(fault.getMessage().contains(message), fault::getMessage);
    }

    @Test
    void shouldRefuseFilesWithoutMessages() {
        final IOException fault = assertThrows(IOException.class, () -> imported("m.csv", "", null));

        assertEquals(folder.resolve("m.csv") + ": no message in it", fault.getMessage());
    }
}
