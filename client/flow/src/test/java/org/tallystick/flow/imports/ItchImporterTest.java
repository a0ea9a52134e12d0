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
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ItchImporterTest {
    private static final LocalDate DATE = LocalDate.of(2019, 1, 30);
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final long AGGRESSOR = ImportedMarket.FIRST_AGGRESSOR_ID;

    @TempDir
    private Path folder;

    private Imported imported(final String name, final ItchFile file, final String... symbols) throws IOException {
        return imported(name, file.bytes(), symbols);
    }

    private Imported imported(final String name, final byte[] bytes, final String... symbols) throws IOException {
        return Imported.verified(folder, name, bytes, path -> new ItchImporter(path, Set.of(symbols), DATE, ZONE));
    }

    private static ItchFile everyType() {
        return new ItchFile()
                .system('O')
                .directory(1, "AAPL")
                .directory(2, "MSFT")
                .action(1, "AAPL", 'T')
                .action(2, "MSFT", 'T')
                .message('Y', 1, "AAPL", '0')
                .system('Q')
                .add(1, 100, 'B', 300, "AAPL", 1_500_000)
                .addAttributed(1, 101, 'S', 200, "AAPL", 1_501_000)
                .add(2, 102, 'S', 500, "MSFT", 1_000_000)
                .executed(1, 100, 50)
                .executedAt(1, 101, 20, 'Y', 1_500_500)
                .cancel(1, 101, 30)
                .replace(1, 101, 103, 150, 1_501_000)
                .executed(1, 103, 150)
                .hiddenTrade(1, "AAPL", 10, 1_500_500)
                .cross(1, "AAPL", 1000, 1_500_000)
                .broken(1)
                .executed(2, 102, 500)
                .message('z', 1, 'x')
                .delete(1, 100)
                .system('C');
    }

    private static final List<String> AAPL = List.of(
            "PHASE,AAPL,,,CONTINUOUS,,,",
            "NEW,AAPL,100,B,LIMIT,,150.0000,300",
            "NEW,AAPL,101,S,LIMIT,,150.1000,200",
            "NEW,AAPL," + AGGRESSOR + ",S,LIMIT,IOC,150.0000,50",
            "NEW,AAPL," + (AGGRESSOR + 1) + ",B,LIMIT,IOC,150.1000,20",
            "REDUCE,AAPL,101,,,,,30",
            "CANCEL,AAPL,101,,,,,",
            "NEW,AAPL,103,S,LIMIT,,150.1000,150",
            "NEW,AAPL," + (AGGRESSOR + 2) + ",B,LIMIT,IOC,150.1000,150",
            "CANCEL,AAPL,100,,,,,");

    @ParameterizedTest
    @ValueSource(strings = {"01302019.NASDAQ_ITCH50", "01302019.NASDAQ_ITCH50.gz"})
    void shouldMapEveryTypeOfMessageOfTheStocksWanted(final String name) throws IOException {
        final Imported imported = imported(name, everyType(), "AAPL");

        assertEquals(AAPL, imported.deeds());
        assertTrue(imported.rows().get(1).startsWith("1548858600007000000,"), imported.rows()::toString);
        assertEquals(
                "symbol,price_decimals,tick_size,qty_decimals,lot_size\nAAPL,4,0.0001,0,1\n", imported.instruments());
        final ImportCounts counts = imported.summary().counts();
        assertEquals(22, counts.messages());
        assertEquals(1, imported.count("P", Outcome.HIDDEN));
        assertEquals(1, imported.count("Q", Outcome.CROSS));
        assertEquals(1, imported.count("B", Outcome.BROKEN_TRADE));
        assertEquals(1, imported.count("A", Outcome.OTHER_SYMBOL));
        assertEquals(1, imported.count("E", Outcome.OTHER_SYMBOL));
        assertEquals(1, imported.count("z", Outcome.UNKNOWN_TYPE));
        assertEquals(1, imported.count("Y", Outcome.NO_EFFECT));
        assertEquals(3, imported.count("S", Outcome.NO_EFFECT));
        assertEquals(1, counts.executionsAtOtherPrices());
        assertEquals(
                new Verification(3, 3, 0, 0, 0, 0, null), imported.summary().verification());
    }

    @Test
    void shouldImportAllStocksWhereNoneIsNamed() throws IOException {
        final Imported imported = imported("itch", everyType());

        assertEquals(2, imported.summary().instrumentCount());
        assertEquals(AAPL.size() + 3, imported.rows().size());
        assertEquals(
                new Verification(4, 4, 0, 0, 0, 0, null), imported.summary().verification());
    }

    /** The replacement goes behind what was there, though nothing but the quantity changes. */
    @Test
    void shouldGiveAReplacedOrderNoPriority() throws IOException {
        final Imported imported = imported(
                "itch",
                new ItchFile()
                        .add(1, 1, 'B', 100, "A", 10_000)
                        .add(1, 2, 'B', 100, "A", 10_000)
                        .replace(1, 1, 3, 50, 10_000)
                        .executed(1, 2, 100)
                        .executed(1, 3, 50));

        assertEquals(
                new Verification(2, 2, 0, 0, 0, 0, null), imported.summary().verification());
    }

    @Test
    void shouldHaltQuoteAndTradeAgain() throws IOException {
        final Imported imported = imported(
                "itch",
                new ItchFile()
                        .action(1, "A", 'T')
                        .add(1, 1, 'B', 100, "A", 10_000)
                        .action(1, "A", 'H')
                        .cancel(1, 1, 10)
                        .action(1, "A", 'P')
                        .action(1, "A", 'Q')
                        .add(1, 2, 'S', 30, "A", 10_000)
                        .executedAt(1, 2, 30, 'N', 10_000)
                        .action(1, "A", 'T')
                        .executed(1, 1, 90));

        assertEquals(
                List.of(
                        "PHASE,A,,,CONTINUOUS,,,",
                        "NEW,A,1,B,LIMIT,,1.0000,100",
                        "PHASE,A,,,HALTED,,,",
                        "REDUCE,A,1,,,,,10",
                        "PHASE,A,,,PRE_OPEN,,,",
                        "NEW,A,2,S,LIMIT,,1.0000,30",
                        "CANCEL,A,2,,,,,",
                        "PHASE,A,,,CONTINUOUS,,,",
                        "NEW,A," + AGGRESSOR + ",S,LIMIT,IOC,1.0000,90"),
                imported.deeds());
        assertEquals(1, imported.summary().counts().executionsOutsideTrading());
        assertEquals(
                new Verification(1, 1, 0, 0, 0, 0, null), imported.summary().verification());
    }

    @Test
    void shouldGiveOrdersAnotherIdWhereTheirsCannotBe() throws IOException {
        final Imported imported = imported(
                "itch",
                new ItchFile()
                        .add(1, -1, 'B', 100, "A", 10_000)
                        .add(1, AGGRESSOR, 'B', 100, "A", 9_000)
                        .executed(1, -1, 100)
                        .executed(1, AGGRESSOR, 10));

        assertEquals(2, imported.summary().counts().ordersWithNewIds());
        assertEquals(
                new Verification(2, 2, 0, 0, 0, 0, null), imported.summary().verification());
    }

    @Test
    void shouldCountWhatSpeaksOfOrdersThatItDoesNotKnow() throws IOException {
        final Imported imported = imported(
                "itch",
                new ItchFile()
                        .executed(7, 1, 10)
                        .add(1, 1, 'B', 100, "A", 10_000)
                        .add(1, 1, 'B', 100, "A", 10_000)
                        .add(1, 2, 'B', 0, "A", 10_000)
                        .add(1, 2, 'B', 5, "A", 0)
                        .delete(1, 9)
                        .cancel(1, 9, 1)
                        .replace(1, 9, 10, 1, 1)
                        .executed(1, 9, 10));

        assertEquals(2, imported.count("E", Outcome.UNKNOWN_ORDER));
        assertEquals(1, imported.count("A", Outcome.ID_IN_USE));
        assertEquals(1, imported.count("A", Outcome.NO_QUANTITY));
        assertEquals(1, imported.count("A", Outcome.NO_PRICE));
        assertEquals(1, imported.count("U", Outcome.UNKNOWN_ORDER));
        assertEquals(2, imported.summary().verification().missing());
        assertEquals("0.0000", imported.summary().verification().percent().toPlainString());
    }

    @Test
    void shouldNameWhatIsMalformed() {
        final ItchFile good = new ItchFile().add(1, 1, 'B', 100, "A", 10_000);
        assertFault(
                "message 2 at byte 38, length: 12 bytes, but type A has 36",
                new ItchFile().add(1, 1, 'B', 100, "A", 10_000).message('A', 1, 'x'));
        assertFault(
                "message 1 at byte 0, buy/sell indicator: X is neither B nor S",
                new ItchFile().add(1, 1, 'X', 100, "A", 10_000));
        assertFault("message 1 at byte 0, stock: not a symbol of", new ItchFile().add(1, 1, 'B', 100, "", 10_000));
        assertFault("message 1 at byte 0, stock: not a symbol of", new ItchFile().directory(1, "A\u00e9"));
        assertFault(
                "message 2 at byte 41, stock: B, but locate 1 is A",
                new ItchFile().directory(1, "A").directory(1, "B"));
        assertFault(
                "message 1 at byte 0, trading state: 0x01 is not one of H, P, Q, T",
                new ItchFile().action(1, "A", '\u0001'));
        assertFault("message 1 at byte 0, event code: X is not one of", new ItchFile().system('X'));
        assertFault("message 1 at byte 0, printable: 1 is neither Y nor N", new ItchFile().executedAt(1, 1, 1, '1', 1));
        assertFault("message 1 at byte 0, length: 36 bytes, but the file ends after 35", cut(good, 1));
        assertFault("message 1 at byte 0, length: the file ends in its two bytes", cut(good, 37));
        final byte[] late = good.bytes();
        late[7] = (byte) 0xFF;
        assertFault("message 1 at byte 0, timestamp: 280", late);
        final ItchFile ended = new ItchFile().raw(new byte[0], 0).add(1, 1, 'B', 100, "A", 10_000);
        assertFault("message 1 at byte 0, length: 0, which ends a file, but there is more behind it", ended.bytes());
    }

    @Test
    void shouldEndAtALengthOfZero() throws IOException {
        final ItchFile ended = new ItchFile().add(1, 1, 'B', 100, "A", 10_000).raw(new byte[0], 0);

        assertEquals(1, imported("itch", ended).summary().counts().messages());
    }

    @Test
    void shouldRefuseFilesWithoutOrders() {
        final IOException fault = assertThrows(IOException.class, () -> imported("itch", everyType(), "NONE"));

        assertEquals(folder.resolve("itch") + ": no order in it of what was asked for", fault.getMessage());
    }

    private static byte[] cut(final ItchFile file, final int bytes) {
        return Arrays.copyOf(file.bytes(), file.bytes().length - bytes);
    }

    private void assertFault(final String message, final ItchFile file) {
        assertFault(message, file.bytes());
    }

    private void assertFault(final String message, final byte[] bytes) {
        final IOException fault = assertThrows(IOException.class, () -> imported("itch", bytes));
        assertTrue(fault.getMessage().startsWith(folder.resolve("itch") + " " + message), fault::getMessage);
        assertFalse(Files.exists(folder.resolve("flow.csv")));
    }
}
