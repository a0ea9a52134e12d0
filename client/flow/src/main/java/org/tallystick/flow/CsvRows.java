package org.tallystick.flow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The rows of a comma-separated file without quoting, plain or gzipped (told by its content), as ranges of bytes found by
 * column. Columns are the caller's, numbered as in the list of names given to {@link #readHeader} and its like.
 */
public final class CsvRows implements AutoCloseable {
    /** Greatest length of a row in bytes; a file with a longer one is no table of ours. */
    static final int MAX_ROW_LENGTH = 64 * 1024;

    private static final int BUFFER_LENGTH = 512 * 1024;

    private final SourceFile file;
    private final byte[] buffer = new byte[BUFFER_LENGTH];
    private int position;
    private int limit;
    private boolean atEnd;
    /** Bytes that went into the buffer so far. */
    private long unzipped;

    private long row;

    private List<String> columns;
    /** Column of each field of a row. */
    private int[] columnOfField;

    private String expectedFields;
    /** Per column; equal where the column is not there, or the field is empty. */
    private int[] starts;

    private int[] ends;

    private CsvRows(final SourceFile file) {
        this.file = file;
    }

    /**
     * Opens a file.
     *
     * @param path of the file
     * @return its rows, in front of the first
     * @throws FlowFormatException where it cannot be read
     */
    public static CsvRows open(final Path path) throws FlowFormatException {
        return new CsvRows(SourceFile.open(path));
    }

    /**
     * Reads the first row as names of columns; there may be no others.
     *
     * @param known all names there may be
     * @param required those that must be there
     * @throws FlowFormatException where it is not such a row
     */
    public void readHeader(final List<String> known, final List<String> required) throws FlowFormatException {
        readHeader(known, required, false);
    }

    /**
     * Reads the first row as names of columns, of which only some are of interest.
     *
     * @param wanted names of the columns of interest
     * @param required those that must be there
     * @throws FlowFormatException where it is not such a row
     */
    public void readHeaderWith(final List<String> wanted, final List<String> required) throws FlowFormatException {
        readHeader(wanted, required, true);
    }

    private void readHeader(final List<String> known, final List<String> required, final boolean mayHaveOthers)
            throws FlowFormatException {
        begin(known);
        final String header = nextLine();
        final String needs = "it must name the columns " + String.join(", ", required);
        if (header == null || header.isEmpty()) {
            throw fault(FlowFormatException.HEADER_ROW, "missing; " + needs);
        }
        final List<String> names = List.of(header.split(",", -1));
        if (names.stream().noneMatch(known::contains)) {
            final String found = FlowFormatException.shown(header);
            throw fault(FlowFormatException.HEADER_ROW, found + " is no header row; " + needs);
        }
        columnOfField = new int[names.size()];
        for (int i = 0; i < names.size(); i++) {
            final String name = names.get(i);
            final int column = known.indexOf(name);
            if (column < 0 && !mayHaveOthers) {
                final String shown = FlowFormatException.shown(name);
                throw fault(
                        FlowFormatException.HEADER_ROW,
                        "column " + shown + " is unknown; known are " + String.join(", ", known));
            }
            columnOfField[i] = column < 0 ? known.size() : column;
            if (column >= 0 && names.indexOf(name) < i) {
                throw fault(FlowFormatException.HEADER_ROW, "column " + name + " is there twice");
            }
        }
        for (final String name : required) {
            if (!names.contains(name)) {
                throw fault(FlowFormatException.HEADER_ROW, "column " + name + " is missing; " + needs);
            }
        }
        expectedFields = "the header has " + names.size();
    }

    /**
     * Takes the columns in order, for a file without a header row.
     *
     * @param columns answers the columns, given the number of fields of the first row, 0 where there is no row
     * @throws FlowFormatException where the file cannot be read
     */
    public void withoutHeader(final IntFunction<List<String>> columns) throws FlowFormatException {
        begin(List.of());
        int fields = position < limit ? 1 : 0;
        for (int i = position; i < limit && buffer[i] != '\n'; i++) {
            fields += buffer[i] == ',' ? 1 : 0;
        }
        name(columns.apply(fields));
        columnOfField = IntStream.range(0, this.columns.size()).toArray();
        expectedFields = "there must be " + this.columns.size();
    }

    private void begin(final List<String> names) throws FlowFormatException {
        name(names);
        fill(0);
        if (limit >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF) {
            position = 3;
        }
    }

    /** One place more than there are names takes the fields that nobody asks for. */
    private void name(final List<String> names) {
        columns = names;
        starts = new int[names.size() + 1];
        ends = new int[names.size() + 1];
    }

    /**
     * Goes to the next data row.
     *
     * @return false at the end
     * @throws FlowFormatException where the row has not the fields that it must have
     */
    public boolean next() throws FlowFormatException {
        row++;
        while (!split()) {
            if (atEnd) {
                row--;
                return false;
            }
            fill(position);
        }
        return true;
    }

    /**
     * Data row last gone to.
     *
     * @return its number, from 1
     */
    public long row() {
        return row;
    }

    /**
     * What {@link #start} and {@link #end} speak of, until the next row.
     *
     * @return the bytes, not to be changed
     */
    public byte[] buffer() {
        return buffer;
    }

    /**
     * Where a field begins.
     *
     * @param column of the field
     * @return index of its first byte
     */
    public int start(final int column) {
        return starts[column];
    }

    /**
     * Where a field ends.
     *
     * @param column of the field
     * @return index behind its last byte
     */
    public int end(final int column) {
        return ends[column];
    }

    /**
     * Whether a field is empty, or its column not there.
     *
     * @param column of the field
     * @return whether there is nothing
     */
    public boolean isEmpty(final int column) {
        return starts[column] == ends[column];
    }

    /**
     * A field as text.
     *
     * @param column of the field
     * @return its text
     */
    public String text(final int column) {
        return new String(buffer, starts[column], ends[column] - starts[column], StandardCharsets.UTF_8);
    }

    /**
     * A field of digits only.
     *
     * @param column of the field
     * @return the number, or -1 where it is none or exceeds 63 bits
     */
    public long wholeNumber(final int column) {
        final int end = ends[column];
        int at = starts[column];
        if (at == end) {
            return -1;
        }
        long number = 0;
        for (; at < end; at++) {
            final int digit = buffer[at] - '0';
            if (digit < 0 || digit > 9 || number > Long.MAX_VALUE / 10) {
                return -1;
            }
            number = number * 10 + digit;
            if (number < 0) {
                return -1;
            }
        }
        return number;
    }

    /**
     * A fault: the field of this row is not what was expected.
     *
     * @param column of the field
     * @param expected what was expected: "a decimal number like 5"
     * @return the fault, to be thrown
     */
    public FlowFormatException unexpected(final int column, final String expected) {
        return new FlowFormatException(file.name(), row, columns.get(column), text(column), expected);
    }

    /**
     * Bytes of the file, as it is on disk, behind which the last row gone to ends; of a gzipped file in proportion.
     *
     * @return up to {@link #fileLength}
     */
    public long bytesRead() {
        return unzipped == 0 ? 0 : (long) ((double) file.bytesRead() * (unzipped - (limit - position)) / unzipped);
    }

    /**
     * Length of the file, as it is on disk.
     *
     * @return bytes
     */
    public long fileLength() {
        return file.length();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /**
     * Splits the row at the position into fields and goes behind it. False, with nothing moved, where the buffer has no
     * whole row.
     */
    private boolean split() throws FlowFormatException {
        final byte[] bytes = buffer;
        final int end = limit;
        int field = 0;
        int start = position;
        for (int at = start; at < end; at++) {
            final byte b = bytes[at];
            // Letters, digits, '-', '.' and '_' lie above the comma.
            if (b > ',') {
                continue;
            }
            if (b == ',') {
                if (field >= columnOfField.length - 1) {
                    throw wrongFieldCount();
                }
                starts[columnOfField[field]] = start;
                ends[columnOfField[field++]] = at;
                start = at + 1;
            } else if (b == '\n') {
                return endRow(field, start, at, at + 1);
            }
        }
        if (!atEnd) {
            return false;
        }
        return position < end && endRow(field, start, end, end);
    }

    private boolean endRow(final int field, final int start, final int lineEnd, final int next)
            throws FlowFormatException {
        final int end = lineEnd > start && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        if (end == position) {
            return endEmptyLines();
        }
        if (field != columnOfField.length - 1) {
            throw wrongFieldCount();
        }
        starts[columnOfField[field]] = start;
        ends[columnOfField[field]] = end;
        position = next;
        return true;
    }

    /** Empty lines are allowed at the end of the file only. */
    private boolean endEmptyLines() throws FlowFormatException {
        final long emptyRow = row;
        while (position < limit || !atEnd) {
            if (position == limit) {
                fill(position);
            } else if (buffer[position] == '\n' || buffer[position] == '\r') {
                position++;
            } else {
                throw fault(emptyRow, "empty, but not the last row");
            }
        }
        return false;
    }

    private FlowFormatException wrongFieldCount() {
        int fields = 1;
        for (int i = position; i < limit && buffer[i] != '\n'; i++) {
            fields += buffer[i] == ',' ? 1 : 0;
        }
        return fault(row, fields + " fields, but " + expectedFields);
    }

    private String nextLine() throws FlowFormatException {
        for (int scanned = position; ; ) {
            while (scanned < limit && buffer[scanned] != '\n') {
                scanned++;
            }
            if (scanned < limit || atEnd) {
                if (position == limit) {
                    return null;
                }
                final int end = scanned > position && buffer[scanned - 1] == '\r' ? scanned - 1 : scanned;
                final String line = new String(buffer, position, end - position, StandardCharsets.UTF_8);
                position = Math.min(scanned + 1, limit);
                return line;
            }
            scanned -= position;
            fill(position);
        }
    }

    /** Keeps the bytes from {@code keep} on, moves them to the front, and reads on behind them. */
    private void fill(final int keep) throws FlowFormatException {
        final int kept = limit - keep;
        if (kept > MAX_ROW_LENGTH) {
            throw fault(row, "longer than " + MAX_ROW_LENGTH + " bytes");
        }
        System.arraycopy(buffer, keep, buffer, 0, kept);
        position = 0;
        limit = file.fill(buffer, kept);
        atEnd = limit < buffer.length;
        unzipped += limit - kept;
    }

    /**
     * A fault of the whole file.
     *
     * @param problem what is wrong with it
     * @return the fault, to be thrown
     */
    public FlowFormatException fault(final String problem) {
        return fault(FlowFormatException.NO_ROW, problem);
    }

    private FlowFormatException fault(final long where, final String problem) {
        return new FlowFormatException(file.name(), where, problem);
    }
}
