package org.tallystick.flow;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.tallystick.codecs.DecimalText;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.TimeInForce;

/**
 * Writes a flow file row by row, gzipped where its name ends in {@code .gz}. Equal rows give equal bytes everywhere, the
 * gzipped ones included: they come from {@link PortableGzip} and not from the JDK's zlib, whose output differs between
 * builds.
 */
public final class FlowWriter implements AutoCloseable {
    private static final int BUFFER_LENGTH = 64 * 1024;
    /** More than any row takes: 13 fields, none above {@link Names#MAX_LENGTH} or 32 bytes. */
    private static final int MAX_ROW_LENGTH = 1024;

    private final OutputStream out;
    private final Instruments instruments;
    private final Names accounts;
    private final Set<FlowColumn> columns;
    private final FlowColumn[] order;
    private final byte[] buffer = new byte[BUFFER_LENGTH];
    private int length;
    private long rowsWritten;

    private FlowWriter(
            final OutputStream out,
            final Instruments instruments,
            final Names accounts,
            final Set<FlowColumn> columns) {
        this.out = out;
        this.instruments = instruments;
        this.accounts = accounts;
        this.columns = columns;
        this.order = columns.toArray(FlowColumn[]::new);
    }

    /**
     * Begins a file with the required columns and some optional ones, for rows without accounts.
     *
     * @param file to write; replaced where it exists
     * @param instruments that rows refer to
     * @param optional columns to have besides the required ones
     * @return the writer; the header is written
     * @throws IOException where the file cannot be written
     */
    public static FlowWriter create(final Path file, final Instruments instruments, final FlowColumn... optional)
            throws IOException {
        return create(file, instruments, Names.ofAccounts(), optional);
    }

    /**
     * Begins a file with the required columns and some optional ones.
     *
     * @param file to write; replaced where it exists
     * @param instruments that rows refer to
     * @param accounts that rows refer to; they may grow
     * @param optional columns to have besides the required ones
     * @return the writer; the header is written
     * @throws IOException where the file cannot be written
     */
    public static FlowWriter create(
            final Path file, final Instruments instruments, final Names accounts, final FlowColumn... optional)
            throws IOException {
        final Set<FlowColumn> columns = EnumSet.noneOf(FlowColumn.class);
        columns.addAll(Arrays.asList(optional));
        Arrays.stream(FlowColumn.values()).filter(FlowColumn::isRequired).forEach(columns::add);
        final OutputStream raw = Files.newOutputStream(file);
        final OutputStream out = file.toString().endsWith(".gz") ? new PortableGzip(raw) : raw;
        final FlowWriter writer = new FlowWriter(out, instruments, accounts, columns);
        final String header = columns.stream().map(FlowColumn::header).collect(Collectors.joining(",", "", "\n"));
        writer.put(header.getBytes(StandardCharsets.US_ASCII));
        return writer;
    }

    /**
     * Writes one row. Its {@link FlowRow#number} is not looked at.
     *
     * @param row to write
     * @throws IOException where the file cannot be written
     * @throws IllegalArgumentException where the row has something that the file has no column for, or a number of too
     *     many decimals, whose text is not known
     */
    public void write(final FlowRow row) throws IOException {
        if (length > BUFFER_LENGTH - MAX_ROW_LENGTH) {
            flush();
        }
        checkColumns(row);
        for (int i = 0; i < order.length; i++) {
            if (i > 0) {
                buffer[length++] = ',';
            }
            putField(order[i], row);
        }
        buffer[length++] = '\n';
        rowsWritten++;
    }

    /**
     * Rows written so far.
     *
     * @return their number, without the header
     */
    public long rowsWritten() {
        return rowsWritten;
    }

    @Override
    public void close() throws IOException {
        try (out) {
            flush();
        }
    }

    private void flush() throws IOException {
        out.write(buffer, 0, length);
        length = 0;
    }

    private void putField(final FlowColumn column, final FlowRow row) {
        final boolean isNew = row.action == FlowAction.NEW;
        switch (column) {
            case TIME_NS -> putNumber(row.timeNs, 0);
            case ACTION -> put(FlowWords.ACTIONS.word(row.action));
            case SYMBOL -> put(instruments.symbolBytes(row.instrument));
            case ACCOUNT -> put(accounts.bytes(row.account));
            case CL_ORD_ID -> putNumber(row.clOrdId, 0);
            case SIDE -> {
                if (row.side != null) {
                    put(FlowWords.SIDES.word(row.side));
                }
            }
            case TYPE -> {
                if (isNew) {
                    put(FlowWords.TYPES.word(row.type));
                } else if (row.phase != null) {
                    put(FlowWords.PHASES.word(row.phase));
                }
            }
            case TIF -> {
                if (isNew && row.tif != TimeInForce.DAY) {
                    put(FlowWords.TIFS.word(row.tif));
                }
            }
            case PRICE -> putNumber(row.price, priceDecimals(row));
            case STOP_PRICE -> putNumber(row.stopPrice, priceDecimals(row));
            case QTY -> putNumber(row.qty, qtyDecimals(row));
            case DISPLAY_QTY -> putNumber(row.displayQty, qtyDecimals(row));
            case FLAGS -> putFlags(row.flags);
        }
    }

    private void checkColumns(final FlowRow row) {
        check(row.account == FlowRow.ANONYMOUS, FlowColumn.ACCOUNT);
        check(row.tif == TimeInForce.DAY, FlowColumn.TIF);
        check(row.stopPrice == FlowRow.ABSENT, FlowColumn.STOP_PRICE);
        check(row.displayQty == FlowRow.ABSENT, FlowColumn.DISPLAY_QTY);
        check(row.flags == 0, FlowColumn.FLAGS);
        checkNumber(row.price);
        checkNumber(row.stopPrice);
        checkNumber(row.qty);
        checkNumber(row.displayQty);
        if (row.action != FlowAction.NEW && row.type != OrdType.LIMIT) {
            throw new IllegalArgumentException("an order type belongs to a new order only");
        }
    }

    private void check(final boolean isUnused, final FlowColumn column) {
        if (!isUnused && !columns.contains(column)) {
            throw new IllegalArgumentException("the file has no column " + column.header());
        }
    }

    private int priceDecimals(final FlowRow row) {
        return instruments.get(row.instrument).priceDecimals();
    }

    private int qtyDecimals(final FlowRow row) {
        return instruments.get(row.instrument).qtyDecimals();
    }

    private static void checkNumber(final long number) {
        if (number == FlowRow.TOO_MANY_DECIMALS) {
            throw new IllegalArgumentException("a number of too many decimals cannot be written");
        }
    }

    private void putNumber(final long number, final int decimals) {
        if (number == FlowRow.ABSENT) {
            return;
        }
        length += DecimalText.format(number, decimals, buffer, length);
    }

    private void putFlags(final int flags) {
        boolean isFirst = true;
        for (int bit = FlowRow.POST_ONLY; bit <= FlowRow.SHORT; bit <<= 1) {
            if ((flags & bit) != 0) {
                if (!isFirst) {
                    buffer[length++] = '+';
                }
                put(FlowWords.FLAGS.word(bit));
                isFirst = false;
            }
        }
    }

    private void put(final byte[] text) {
        System.arraycopy(text, 0, buffer, length, text.length);
        length += text.length;
    }
}
