package org.tallystick.flow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.tallystick.codecs.DecimalText;

/**
 * Reads a flow file row by row, plain or gzipped (told by its content, not its name).
 *
 * <p>Every field that is filled in must be well-formed, also where the row's action does not use it. What an action needs
 * must be there: an order's id, a new order's side and quantity, the quantity of a reduce, the phase of a phase change. A
 * missing price is left to the exchange, which refuses such orders one by one.
 */
public final class FlowReader implements AutoCloseable {
    private static final List<String> COLUMNS =
            Arrays.stream(FlowColumn.values()).map(FlowColumn::header).toList();
    private static final List<String> REQUIRED = Arrays.stream(FlowColumn.values())
            .filter(FlowColumn::isRequired)
            .map(FlowColumn::header)
            .toList();

    private static final int TIME_NS = FlowColumn.TIME_NS.ordinal();
    private static final int ACTION = FlowColumn.ACTION.ordinal();
    private static final int SYMBOL = FlowColumn.SYMBOL.ordinal();
    private static final int ACCOUNT = FlowColumn.ACCOUNT.ordinal();
    private static final int CL_ORD_ID = FlowColumn.CL_ORD_ID.ordinal();
    private static final int SIDE = FlowColumn.SIDE.ordinal();
    private static final int TYPE = FlowColumn.TYPE.ordinal();
    private static final int TIF = FlowColumn.TIF.ordinal();
    private static final int PRICE = FlowColumn.PRICE.ordinal();
    private static final int STOP_PRICE = FlowColumn.STOP_PRICE.ordinal();
    private static final int QTY = FlowColumn.QTY.ordinal();
    private static final int DISPLAY_QTY = FlowColumn.DISPLAY_QTY.ordinal();
    private static final int FLAGS = FlowColumn.FLAGS.ordinal();

    private final CsvRows rows;
    private final Instruments instruments;
    private final int[] priceDecimals;
    private final int[] qtyDecimals;
    private final Names accounts = Names.ofAccounts();
    private long timeNs;

    private FlowReader(final CsvRows rows, final Instruments instruments) {
        this.rows = rows;
        this.instruments = instruments;
        this.priceDecimals = instruments.all().stream()
                .mapToInt(InstrumentSpec::priceDecimals)
                .toArray();
        this.qtyDecimals =
                instruments.all().stream().mapToInt(InstrumentSpec::qtyDecimals).toArray();
    }

    /**
     * Opens a file and reads its header.
     *
     * @param file to read
     * @param instruments whose symbols the file uses, and whose decimals scale its numbers
     * @return the reader, in front of the first data row
     * @throws FlowFormatException where the file cannot be read, or its header is not a flow's
     * @throws IOException where closing the file after a fault fails
     */
    public static FlowReader open(final Path file, final Instruments instruments) throws IOException {
        final CsvRows rows = CsvRows.open(file);
        try {
            rows.readHeader(COLUMNS, REQUIRED);
        } catch (final FlowFormatException e) {
            rows.close();
            throw e;
        }
        return new FlowReader(rows, instruments);
    }

    /**
     * Reads the next row.
     *
     * @param row to fill
     * @return false at the end of the file; the row then holds nothing of use
     * @throws FlowFormatException where the row is not as a flow's must be
     */
    public boolean read(final FlowRow row) throws FlowFormatException {
        if (!rows.next()) {
            return false;
        }
        row.clear();
        row.number = rows.row();
        row.timeNs = time();
        row.action = word(ACTION, FlowWords.ACTIONS);
        row.instrument = instruments.find(rows.buffer(), rows.start(SYMBOL), rows.end(SYMBOL));
        if (row.instrument < 0) {
            throw rows.unexpected(SYMBOL, "a symbol of the instruments file");
        }
        row.account = rows.isEmpty(ACCOUNT) ? FlowRow.ANONYMOUS : account();
        row.clOrdId = rows.isEmpty(CL_ORD_ID) ? FlowRow.ABSENT : clOrdId();
        row.side = rows.isEmpty(SIDE) ? null : word(SIDE, FlowWords.SIDES);
        if (row.action == FlowAction.PHASE) {
            row.phase = word(TYPE, FlowWords.PHASES);
        } else if (!rows.isEmpty(TYPE)) {
            row.type = word(TYPE, FlowWords.TYPES);
        }
        if (!rows.isEmpty(TIF)) {
            row.tif = word(TIF, FlowWords.TIFS);
        }
        final int decimals = priceDecimals[row.instrument];
        final int quantityDecimals = qtyDecimals[row.instrument];
        row.price = number(PRICE, decimals);
        row.stopPrice = number(STOP_PRICE, decimals);
        row.qty = number(QTY, quantityDecimals);
        row.displayQty = number(DISPLAY_QTY, quantityDecimals);
        row.flags = rows.isEmpty(FLAGS) ? 0 : flags();
        requireFields(row);
        return true;
    }

    /**
     * The accounts of the rows read so far, by the index that rows carry.
     *
     * @return the names; they grow with the rows
     */
    public Names accounts() {
        return accounts;
    }

    /**
     * The instruments that the reader was opened with.
     *
     * @return the instruments
     */
    public Instruments instruments() {
        return instruments;
    }

    /**
     * Rows read so far.
     *
     * @return the number of the last row
     */
    public long rowsRead() {
        return rows.row();
    }

    /**
     * How much of the file on disk the rows read so far take up; of a gzipped file in proportion.
     *
     * @return bytes, up to {@link #fileLength}
     */
    public long bytesRead() {
        return rows.bytesRead();
    }

    /**
     * Length of the file on disk.
     *
     * @return bytes
     */
    public long fileLength() {
        return rows.fileLength();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    private long time() throws FlowFormatException {
        final long time = rows.wholeNumber(TIME_NS);
        if (time < timeNs) {
            throw rows.unexpected(
                    TIME_NS,
                    time < 0
                            ? "a whole number of nanoseconds since the Unix epoch"
                            : "a time at or after the row before, " + timeNs);
        }
        timeNs = time;
        return time;
    }

    private int account() throws FlowFormatException {
        final byte[] bytes = rows.buffer();
        final int start = rows.start(ACCOUNT);
        final int end = rows.end(ACCOUNT);
        final int known = accounts.find(bytes, start, end);
        if (known >= 0) {
            return known;
        }
        if (!Names.isName(bytes, start, end)) {
            throw rows.unexpected(
                    ACCOUNT, "an account name of 1 to " + Names.MAX_LENGTH + " printable ASCII characters");
        }
        return accounts.add(bytes, start, end);
    }

    private long clOrdId() throws FlowFormatException {
        final long id = rows.wholeNumber(CL_ORD_ID);
        if (id <= 0) {
            throw rows.unexpected(CL_ORD_ID, "a whole number from 1 to " + Long.MAX_VALUE);
        }
        return id;
    }

    private <T> T word(final int column, final Words<T> words) throws FlowFormatException {
        final T value = words.find(rows.buffer(), rows.start(column), rows.end(column));
        if (value == null) {
            throw rows.unexpected(column, words.expected());
        }
        return value;
    }

    private long number(final int column, final int decimals) throws FlowFormatException {
        final int start = rows.start(column);
        final int end = rows.end(column);
        if (start == end) {
            return FlowRow.ABSENT;
        }
        final long number = DecimalText.parse(rows.buffer(), start, end - start, decimals);
        if (number == DecimalText.NOT_A_NUMBER) {
            throw rows.unexpected(column, "a decimal number like " + example(decimals));
        }
        if (number == DecimalText.TOO_LARGE) {
            throw rows.unexpected(
                    column,
                    "a number that 64 bits can hold: with " + decimals + " decimals up to "
                            + DecimalText.toString(DecimalText.MAX_VALUE, decimals));
        }
        return number;
    }

    private int flags() throws FlowFormatException {
        final byte[] bytes = rows.buffer();
        final int end = rows.end(FLAGS);
        int flags = 0;
        int start = rows.start(FLAGS);
        for (int at = start; at <= end; at++) {
            if (at == end || bytes[at] == '+') {
                final Integer flag = FlowWords.FLAGS.find(bytes, start, at);
                if (flag == null) {
                    throw rows.unexpected(FLAGS, FlowWords.FLAGS.expected() + ", or several with + between");
                }
                flags |= flag;
                start = at + 1;
            }
        }
        return flags;
    }

    private void requireFields(final FlowRow row) throws FlowFormatException {
        switch (row.action) {
            case NEW -> {
                require(row.clOrdId != FlowRow.ABSENT, CL_ORD_ID, "the new order's id");
                require(row.side != null, SIDE, "B or S");
                require(row.qty != FlowRow.ABSENT, QTY, "the new order's quantity");
            }
            case CANCEL, REPLACE -> require(row.clOrdId != FlowRow.ABSENT, CL_ORD_ID, "the id of the order meant");
            case REDUCE -> {
                require(row.clOrdId != FlowRow.ABSENT, CL_ORD_ID, "the id of the order meant");
                require(row.qty != FlowRow.ABSENT, QTY, "the quantity to take off");
            }
            case MASS_CANCEL, PHASE, UNCROSS -> {
                // Symbol and phase are all they need.
            }
        }
    }

    private void require(final boolean isThere, final int column, final String expected) throws FlowFormatException {
        if (!isThere) {
            throw rows.unexpected(column, expected);
        }
    }

    private static String example(final int decimals) {
        return decimals == 0 ? "1808" : "1808." + "08".repeat(decimals).substring(0, decimals);
    }
}
