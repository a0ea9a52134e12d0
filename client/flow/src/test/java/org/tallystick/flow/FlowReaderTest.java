package org.tallystick.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

final class FlowReaderTest {
    private static final String HEADER = "time_ns,action,symbol,cl_ord_id,side,type,price,qty\n";
    private static final String FULL_HEADER =
            "time_ns,action,symbol,account,cl_ord_id,side,type,tif,price,stop_price,qty,display_qty,flags\n";
    private static final Instruments INSTRUMENTS =
            new Instruments(List.of(new InstrumentSpec("ABC", 2, 1, 0, 1), new InstrumentSpec("XY/Z", 4, 5, 6, 100)));

    @TempDir
    private Path folder;

    @Test
    void shouldReadANewOrder() throws IOException {
        final FlowRow row = onlyRow(HEADER + "7,NEW,XY/Z,42,S,LIMIT,1.5,0.25\n");

        assertEquals(1, row.number);
        assertEquals(7, row.timeNs);
        assertEquals(FlowAction.NEW, row.action);
        assertEquals(1, row.instrument);
        assertEquals(FlowRow.ANONYMOUS, row.account);
        assertEquals(42, row.clOrdId);
        assertEquals(Side.SELL, row.side);
        assertEquals(OrdType.LIMIT, row.type);
        assertEquals(TimeInForce.DAY, row.tif);
        assertEquals(15_000, row.price);
        assertEquals(250_000, row.qty);
        assertEquals(FlowRow.ABSENT, row.stopPrice);
        assertEquals(FlowRow.ABSENT, row.displayQty);
        assertEquals(0, row.flags);
        assertNull(row.phase);
    }

    @Test
    void shouldReadEveryColumn() throws IOException {
        final FlowRow row =
                onlyRow(FULL_HEADER + "7,NEW,ABC,fund-1,42,B,STOP_LIMIT,GTD,10.01,9.5,100,10,POST_ONLY+SHORT\n");

        assertEquals(1, row.account);
        assertEquals(OrdType.STOP_LIMIT, row.type);
        assertEquals(TimeInForce.GTD, row.tif);
        assertEquals(1001, row.price);
        assertEquals(950, row.stopPrice);
        assertEquals(100, row.qty);
        assertEquals(10, row.displayQty);
        assertEquals(FlowRow.POST_ONLY | FlowRow.SHORT, row.flags);
    }

    @Test
    void shouldFindColumnsByName() throws IOException {
        final FlowRow row = onlyRow("qty,price,type,side,cl_ord_id,symbol,action,time_ns\n5,1.01,,B,9,ABC,NEW,3\n");

        assertEquals(5, row.qty);
        assertEquals(101, row.price);
        assertEquals(OrdType.LIMIT, row.type);
        assertEquals(9, row.clOrdId);
        assertEquals(3, row.timeNs);
    }

    @Test
    void shouldReadEveryAction() throws IOException {
        final List<FlowRow> rows = rows(HEADER
                + "1,PHASE,ABC,,,CLOSING_AUCTION,,\n"
                + "1,CANCEL,ABC,5,,,,\n"
                + "1,REPLACE,ABC,5,,,1.01,7\n"
                + "1,REDUCE,ABC,5,,,,3\n"
                + "1,MASS_CANCEL,ABC,,,,,\n"
                + "1,UNCROSS,ABC,,,,,\n"
                + "1,UNCROSS,ABC,,,,17.97,\n");

        assertEquals(
                List.of(
                        FlowAction.PHASE,
                        FlowAction.CANCEL,
                        FlowAction.REPLACE,
                        FlowAction.REDUCE,
                        FlowAction.MASS_CANCEL,
                        FlowAction.UNCROSS,
                        FlowAction.UNCROSS),
                rows.stream().map(row -> row.action).toList());
        assertEquals(TradingPhase.CLOSING_AUCTION, rows.get(0).phase);
        assertEquals(5, rows.get(1).clOrdId);
        assertEquals(101, rows.get(2).price);
        assertEquals(3, rows.get(3).qty);
        assertEquals(FlowRow.ABSENT, rows.get(5).price);
        assertEquals(1797, rows.get(6).price);
    }

    @Test
    void shouldNumberAccountsByFirstAppearance() throws IOException {
        final Path file = write(FULL_HEADER
                + "1,CANCEL,ABC,b,5,,,,,,,,\n1,CANCEL,ABC,,5,,,,,,,,\n"
                + "1,CANCEL,ABC,a,5,,,,,,,,\n1,CANCEL,ABC,b,5,,,,,,,,\n");
        try (FlowReader reader = FlowReader.open(file, INSTRUMENTS)) {
            final List<Integer> accounts =
                    rows(reader).stream().map(row -> row.account).toList();
            assertEquals(List.of(1, 0, 2, 1), accounts);
            assertEquals(3, reader.accounts().count());
            assertEquals("", reader.accounts().name(FlowRow.ANONYMOUS));
            assertEquals("b", reader.accounts().name(1));
            assertEquals(2, reader.accounts().find("a"));
            assertEquals(-1, reader.accounts().find("c"));
        }
    }

    @Test
    void shouldTellManyAccountsApart() throws IOException {
        final StringBuilder csv = new StringBuilder(FULL_HEADER);
        for (int i = 0; i < 5000; i++) {
            csv.append("1,CANCEL,ABC,acc").append(i % 2500).append(",5,,,,,,,,\n");
        }
        final List<FlowRow> rows = rows(csv.toString());
        for (int i = 0; i < rows.size(); i++) {
            assertEquals(1 + i % 2500, rows.get(i).account);
        }
    }

    @Test
    void shouldKeepTooManyDecimalsAsAStateOfTheRow() throws IOException {
        final FlowRow row = onlyRow(HEADER + "1,NEW,ABC,1,B,LIMIT,1808.081,0.5\n");

        assertEquals(FlowRow.TOO_MANY_DECIMALS, row.price);
        assertEquals(FlowRow.TOO_MANY_DECIMALS, row.qty);
        assertFalse(FlowRow.isNumber(row.price));
        assertFalse(FlowRow.isNumber(FlowRow.ABSENT));
        assertTrue(FlowRow.isNumber(0));
    }

    @Test
    void shouldTakeZerosBeyondTheDecimalsNegativePricesAndZeroQuantities() throws IOException {
        final FlowRow row = onlyRow(HEADER + "1,NEW,ABC,1,B,LIMIT,-5.500,0\n");

        assertEquals(-550, row.price);
        assertEquals(0, row.qty);
    }

    @Test
    void shouldLeaveAMissingPriceToTheExchange() throws IOException {
        assertEquals(FlowRow.ABSENT, onlyRow(HEADER + "1,NEW,ABC,1,B,LIMIT,,1\n").price);
    }

    @Test
    void shouldTakeTheGreatestId() throws IOException {
        assertEquals(Long.MAX_VALUE, onlyRow(HEADER + "1,CANCEL,ABC,9223372036854775807,,,,\n").clOrdId);
    }

    @Test
    void shouldTolerateWindowsLineEndsAByteOrderMarkAndEmptyLastLines() throws IOException {
        final String unix = HEADER + "1,CANCEL,ABC,5,,,,\n2,NEW,ABC,6,B,,1,1";
        for (final String end : List.of("", "\n", "\n\n", "\n\n\n")) {
            assertEquals(2, rows(unix + end).size());
            assertEquals(2, rows('\uFEFF' + unix + end).size());
            final List<FlowRow> rows = rows((unix + end).replace("\n", "\r\n"));
            assertEquals(2, rows.size());
            assertEquals(1, rows.get(1).qty);
        }
    }

    @Test
    void shouldReadAFlowWithoutRows() throws IOException {
        assertEquals(0, rows(HEADER).size());
        assertEquals(0, rows(HEADER.strip()).size());
    }

    @Test
    void shouldTellGzipByContentAndNotByName() throws IOException {
        final String csv = HEADER + "1,CANCEL,ABC,5,,,,\n";
        final Path zipped = Files.write(folder.resolve("flow.csv"), gzip(csv));
        final Path plain = Files.writeString(folder.resolve("flow.csv.gz"), csv);
        assertEquals(1, rows(zipped).size());
        assertEquals(1, rows(plain).size());
    }

    @Test
    void shouldReadFilesLongerThanTheBuffer() throws IOException {
        final StringBuilder csv = new StringBuilder(HEADER);
        for (int i = 1; i <= 60_000; i++) {
            csv.append(i)
                    .append(",NEW,ABC,")
                    .append(i)
                    .append(",B,LIMIT,1.01,")
                    .append(i)
                    .append('\n');
        }
        final Path plain = write(csv.toString());
        final Path zipped = Files.write(folder.resolve("long.csv.gz"), gzip(csv.toString()));
        for (final Path file : List.of(plain, zipped)) {
            try (FlowReader reader = FlowReader.open(file, INSTRUMENTS)) {
                final FlowRow row = new FlowRow();
                long expected = 0;
                while (reader.read(row)) {
                    expected++;
                    assertEquals(expected, row.number);
                    assertEquals(expected, row.clOrdId);
                    assertEquals(expected, row.qty);
                }
                assertEquals(60_000, expected);
                assertEquals(60_000, reader.rowsRead());
                assertEquals(reader.fileLength(), reader.bytesRead());
                assertFalse(reader.read(row));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    x,NEW,ABC,1,B,LIMIT,1,1            | time_ns: "x" is not a whole number of nanoseconds since the Unix epoch
                    -1,NEW,ABC,1,B,LIMIT,1,1           | time_ns: "-1" is not a whole number of nanoseconds since the Unix epoch
                    ,NEW,ABC,1,B,LIMIT,1,1             | time_ns: empty, must be a whole number of nanoseconds since the Unix epoch
                    4,NEW,ABC,1,B,LIMIT,1,1            | time_ns: "4" is not a time at or after the row before, 5
                    5,BUY,ABC,1,B,LIMIT,1,1            | action: "BUY" is not one of NEW, CANCEL, REPLACE, REDUCE, MASS_CANCEL, PHASE, UNCROSS
                    5,,ABC,1,B,LIMIT,1,1               | action: empty, must be one of NEW, CANCEL, REPLACE, REDUCE, MASS_CANCEL, PHASE, UNCROSS
                    5,NEW,ABD,1,B,LIMIT,1,1            | symbol: "ABD" is not a symbol of the instruments file
                    5,NEW,,1,B,LIMIT,1,1               | symbol: empty, must be a symbol of the instruments file
                    5,NEW,ABC,0,B,LIMIT,1,1            | cl_ord_id: "0" is not a whole number from 1 to 9223372036854775807
                    5,NEW,ABC,-3,B,LIMIT,1,1           | cl_ord_id: "-3" is not a whole number from 1 to 9223372036854775807
                    5,NEW,ABC,9223372036854775808,B,LIMIT,1,1 | cl_ord_id: "9223372036854775808" is not a whole number from 1 to 9223372036854775807
                    5,NEW,ABC,1.0,B,LIMIT,1,1          | cl_ord_id: "1.0" is not a whole number from 1 to 9223372036854775807
                    5,NEW,ABC,,B,LIMIT,1,1             | cl_ord_id: empty, must be the new order's id
                    5,CANCEL,ABC,,,,,                  | cl_ord_id: empty, must be the id of the order meant
                    5,NEW,ABC,1,X,LIMIT,1,1            | side: "X" is not one of B, S
                    5,NEW,ABC,1,,LIMIT,1,1             | side: empty, must be B or S
                    5,NEW,ABC,1,B,CONTINUOUS,1,1       | type: "CONTINUOUS" is not one of LIMIT, MARKET, STOP, STOP_LIMIT
                    5,PHASE,ABC,,,LIMIT,,              | type: "LIMIT" is not one of PRE_OPEN, OPENING_AUCTION, CONTINUOUS, CLOSING_AUCTION, HALTED, CLOSED
                    5,PHASE,ABC,,,,,                   | type: empty, must be one of PRE_OPEN, OPENING_AUCTION, CONTINUOUS, CLOSING_AUCTION, HALTED, CLOSED
                    5,NEW,ABC,1,B,LIMIT,+1,1           | price: "+1" is not a decimal number like 1808.08
                    5,NEW,ABC,1,B,LIMIT, 1,1           | price: " 1" is not a decimal number like 1808.08
                    5,NEW,ABC,1,B,LIMIT,92233720368547758.08,1 | price: "92233720368547758.08" is not a number that 64 bits can hold: with 2 decimals up to 92233720368547758.07
                    5,NEW,ABC,1,B,LIMIT,1,ten          | qty: "ten" is not a decimal number like 1808
                    5,NEW,ABC,1,B,LIMIT,1,             | qty: empty, must be the new order's quantity
                    5,REDUCE,ABC,1,,,,                 | qty: empty, must be the quantity to take off
                    5,CANCEL,ABC,1,,,abc,              | price: "abc" is not a decimal number like 1808.08
                    """)
    void shouldTellRowColumnTextAndWhatWasExpected(final String line, final String problem) throws IOException {
        final Path file = write(HEADER + "5,CANCEL,ABC,1,,,,\n" + line.stripTrailing() + "\n");

        final FlowFormatException e = assertThrows(FlowFormatException.class, () -> rows(file));

        assertEquals(file + " row 2, column " + problem, e.getMessage());
        assertEquals(file.toString(), e.file());
        assertEquals(2, e.row());
        assertEquals(problem.substring(0, problem.indexOf(':')), e.column());
        assertEquals(problem.contains("empty") ? "" : problem.split("\"")[1], e.text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    5,CANCEL,ABC,\u00e4,5,,,,,,,,     | account: "\u00e4" is not an account name of 1 to 24 printable ASCII characters
                    5,NEW,ABC,,5,B,,ICO,1,,1,,         | tif: "ICO" is not one of DAY, GTC, GTD, IOC, FOK
                    5,NEW,ABC,,5,B,STOP,,1,x,1,,       | stop_price: "x" is not a decimal number like 1808.08
                    5,NEW,ABC,,5,B,,,1,,1,1e2,         | display_qty: "1e2" is not a decimal number like 1808
                    5,NEW,ABC,,5,B,,,1,,1,,POST        | flags: "POST" is not one of POST_ONLY, REDUCE_ONLY, SHORT, or several with + between
                    5,NEW,ABC,,5,B,,,1,,1,,SHORT+      | flags: "SHORT+" is not one of POST_ONLY, REDUCE_ONLY, SHORT, or several with + between
                    """)
    void shouldTellFaultsInOptionalColumns(final String line, final String problem) throws IOException {
        assertFault(FULL_HEADER + line.stripTrailing(), " row 1, column " + problem);
    }

    @Test
    void shouldRefuseNamesThatTheWireCannotCarry() throws IOException {
        assertFault(
                FULL_HEADER + "5,CANCEL,ABC," + "a".repeat(25) + ",5,,,,,,,,",
                " row 1, column account: \"" + "a".repeat(25)
                        + "\" is not an account name of 1 to 24 printable ASCII characters");
    }

    @Test
    void shouldShowOffendingTextInOneShortLine() throws IOException {
        final String text = "\t" + "9x".repeat(50);
        assertFault(
                HEADER + "5,NEW,ABC,1,B,LIMIT," + text + ",1",
                " row 1, column price: \"\uFFFD" + "9x".repeat(29) + "9...\" is not a decimal number like 1808.08");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    5,CANCEL,ABC,1,,,     | 7 fields, but the header has 8
                    5,CANCEL,ABC,1,,,,,,  | 10 fields, but the header has 8
                    "5,NEW,ABC,1,B,LIMIT,12,5,100" | 9 fields, but the header has 8
                    """)
    void shouldTellAWrongNumberOfFields(final String line, final String problem) throws IOException {
        assertFault(HEADER + line + "\n", " row 1: " + problem);
    }

    @Test
    void shouldRefuseAnEmptyLineBetweenRows() throws IOException {
        assertFault(HEADER + "1,CANCEL,ABC,5,,,,\n\n1,CANCEL,ABC,5,,,,\n", " row 2: empty, but not the last row");
    }

    @Test
    void shouldRefuseARowWithoutEnd() throws IOException {
        assertFault(HEADER + "1".repeat(1_000_000), " row 1: longer than 65536 bytes");
    }

    @Test
    void shouldRefuseWhatIsNoHeader() throws IOException {
        final String needs = "it must name the columns time_ns, action, symbol, cl_ord_id, side, type, price, qty";
        assertFault("", " header: missing; " + needs);
        assertFault("\n1,2\n", " header: missing; " + needs);
        assertFault("1,NEW,ABC\n", " header: \"1,NEW,ABC\" is no header row; " + needs);
        assertFault(HEADER.replace(",qty", ""), " header: column qty is missing; " + needs);
    }

    @Test
    void shouldRefuseUnknownAndDoubleColumns() throws IOException {
        assertFault(
                HEADER.strip() + ",colour",
                " header: column \"colour\" is unknown; known are time_ns, action, symbol, account, cl_ord_id, side,"
                        + " type, tif, price, stop_price, qty, display_qty, flags");
        assertFault(HEADER.strip() + ",price", " header: column price is there twice");
    }

    @Test
    void shouldTellThatAFileIsMissing() {
        final Path file = folder.resolve("none.csv");
        final FlowFormatException e = assertThrows(FlowFormatException.class, () -> FlowReader.open(file, INSTRUMENTS));
        assertEquals(file + ": no such file", e.getMessage());
        assertEquals(FlowFormatException.NO_ROW, e.row());
    }

    @Test
    void shouldTellThatAFileIsADirectory() {
        final FlowFormatException e =
                assertThrows(FlowFormatException.class, () -> FlowReader.open(folder, INSTRUMENTS));
        assertEquals(folder + ": is a directory, not a file", e.getMessage());
    }

    @Test
    void shouldTellTruncatedAndDamagedGzip() throws IOException {
        final byte[] zipped = gzip(HEADER + "1,CANCEL,ABC,5,,,,\n".repeat(10_000));
        final String truncated = ": the gzip data ends too early, the file is truncated";
        for (final int length : new int[] {5, 12, zipped.length / 2, zipped.length - 3}) {
            assertFault(Arrays.copyOf(zipped, length), truncated);
        }
        final byte[] damaged = zipped.clone();
        damaged[zipped.length - 6] ^= 1;
        assertFault(damaged, ": the gzip data is damaged (Corrupt GZIP trailer)");
    }

    private void assertFault(final String csv, final String problem) throws IOException {
        assertFault(csv.getBytes(StandardCharsets.UTF_8), problem);
    }

    private void assertFault(final byte[] content, final String problem) throws IOException {
        final Path file = Files.write(folder.resolve("faulty.csv"), content);
        final FlowFormatException e = assertThrows(FlowFormatException.class, () -> rows(file));
        assertEquals(file + problem, e.getMessage());
    }

    private FlowRow onlyRow(final String csv) throws IOException {
        final List<FlowRow> rows = rows(csv);
        assertEquals(1, rows.size());
        return rows.get(0);
    }

    private List<FlowRow> rows(final String csv) throws IOException {
        return rows(write(csv));
    }

    private static List<FlowRow> rows(final Path file) throws IOException {
        try (FlowReader reader = FlowReader.open(file, INSTRUMENTS)) {
            return rows(reader);
        }
    }

    private static List<FlowRow> rows(final FlowReader reader) throws IOException {
        final List<FlowRow> rows = new ArrayList<>();
        for (FlowRow row = new FlowRow(); reader.read(row); row = new FlowRow()) {
            rows.add(row);
        }
        return rows;
    }

    private Path write(final String csv) throws IOException {
        return Files.writeString(folder.resolve("flow.csv"), csv);
    }

    private static byte[] gzip(final String csv) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(csv.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
