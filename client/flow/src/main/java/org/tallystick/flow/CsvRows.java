package org.tallystick.flow;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The rows of a comma-separated file without quoting, plain or gzipped (told by its content), as ranges of bytes found by
 * column. Columns are the caller's, numbered as in the list given to {@link #readHeader}.
 */
final class CsvRows implements AutoCloseable {
    /** Greatest length of a row in bytes; a file with a longer one is no table of ours. */
    static final int MAX_ROW_LENGTH = 64 * 1024;

    private static final int BUFFER_LENGTH = 512 * 1024;
    private static final int GZIP_BUFFER_LENGTH = 64 * 1024;
    private static final int GZIP_MAGIC_0 = 0x1f;
    private static final int GZIP_MAGIC_1 = 0x8b;

    private final String file;
    private final long fileLength;
    private final Counting raw;
    private final InputStream in;
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
    /** Per column; equal where the column is not there, or the field is empty. */
    private int[] starts;

    private int[] ends;

    private CsvRows(final String file, final long fileLength, final Counting raw, final InputStream in) {
        this.file = file;
        this.fileLength = fileLength;
        this.raw = raw;
        this.in = in;
    }

    static CsvRows open(final Path path) throws FlowFormatException {
        final String file = path.toString();
        Counting raw = null;
        try {
            if (Files.isDirectory(path)) {
                throw new FlowFormatException(file, FlowFormatException.NO_ROW, "is a directory, not a file");
            }
            final long length = Files.size(path);
            raw = new Counting(Files.newInputStream(path));
            return new CsvRows(file, length, raw, unzipped(raw));
        } catch (final FlowFormatException e) {
            throw e;
        } catch (final IOException e) {
            closeQuietly(raw);
            throw unreadable(file, e);
        }
    }

    private static InputStream unzipped(final Counting raw) throws IOException {
        final BufferedInputStream in = new BufferedInputStream(raw, GZIP_BUFFER_LENGTH);
        in.mark(2);
        final boolean isGzip = in.read() == GZIP_MAGIC_0 && in.read() == GZIP_MAGIC_1;
        in.reset();
        return isGzip ? new GZIPInputStream(in, GZIP_BUFFER_LENGTH) : in;
    }

    /**
     * Reads the first row as names of columns.
     *
     * @param known all names there may be
     * @param required those that must be there
     */
    void readHeader(final List<String> known, final List<String> required) throws FlowFormatException {
        columns = known;
        starts = new int[known.size()];
        ends = new int[known.size()];
        fill(0);
        if (limit >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF) {
            position = 3;
        }
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
            columnOfField[i] = known.indexOf(name);
            if (columnOfField[i] < 0) {
                final String shown = FlowFormatException.shown(name);
                throw fault(
                        FlowFormatException.HEADER_ROW,
                        "column " + shown + " is unknown; known are " + String.join(", ", known));
            }
            if (names.indexOf(name) < i) {
                throw fault(FlowFormatException.HEADER_ROW, "column " + name + " is there twice");
            }
        }
        for (final String name : required) {
            if (!names.contains(name)) {
                throw fault(FlowFormatException.HEADER_ROW, "column " + name + " is missing; " + needs);
            }
        }
    }

    /** Goes to the next data row; false at the end. */
    boolean next() throws FlowFormatException {
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

    /** Data row last gone to, from 1. */
    long row() {
        return row;
    }

    /** What {@link #start} and {@link #end} speak of, until the next row. */
    byte[] buffer() {
        return buffer;
    }

    int start(final int column) {
        return starts[column];
    }

    int end(final int column) {
        return ends[column];
    }

    boolean isEmpty(final int column) {
        return starts[column] == ends[column];
    }

    String text(final int column) {
        return new String(buffer, starts[column], ends[column] - starts[column], StandardCharsets.UTF_8);
    }

    /** A field of digits only as a number, or -1 where it is none or exceeds 63 bits. */
    long wholeNumber(final int column) {
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

    /** The field of this row is not what was expected: "a decimal number like 5". */
    FlowFormatException unexpected(final int column, final String expected) {
        return new FlowFormatException(file, row, columns.get(column), text(column), expected);
    }

    /** Bytes of the file, as it is on disk, behind which the last row gone to ends; of a gzipped file in proportion. */
    long bytesRead() {
        return unzipped == 0 ? 0 : (long) ((double) raw.count * (unzipped - (limit - position)) / unzipped);
    }

    /** Length of the file in bytes, as it is on disk. */
    long fileLength() {
        return fileLength;
    }

    @Override
    public void close() throws IOException {
        in.close();
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
        return fault(row, fields + " fields, but the header has " + columnOfField.length);
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
        limit = kept;
        try {
            // A whole buffer at a time: an unzipping stream answers small pieces.
            while (limit < buffer.length) {
                final int count = in.read(buffer, limit, buffer.length - limit);
                if (count < 0) {
                    atEnd = true;
                    return;
                }
                limit += count;
                unzipped += count;
            }
        } catch (final IOException e) {
            throw unreadable(file, e);
        }
    }

    private FlowFormatException fault(final long where, final String problem) {
        return new FlowFormatException(file, where, problem);
    }

    private static FlowFormatException unreadable(final String file, final IOException e) {
        final String problem;
        if (e instanceof NoSuchFileException) {
            problem = "no such file";
        } else if (e instanceof AccessDeniedException) {
            problem = "may not be read (permission denied)";
        } else if (e instanceof EOFException) {
            problem = "the gzip data ends too early, the file is truncated";
        } else if (e instanceof ZipException) {
            problem = "the gzip data is damaged (" + e.getMessage() + ")";
        } else {
            problem = "cannot be read (" + e.getMessage() + ")";
        }
        return new FlowFormatException(file, FlowFormatException.NO_ROW, problem, e);
    }

    private static void closeQuietly(final InputStream in) {
        if (in != null) {
            try {
                in.close();
            } catch (final IOException e) {
                // What was wrong before matters more.
            }
        }
    }

    /** Counts what is read, for progress. */
    private static final class Counting extends InputStream {
        private final InputStream in;
        private long count;

        private Counting(final InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            final int b = in.read();
            count += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(final byte[] target, final int offset, final int length) throws IOException {
            final int read = in.read(target, offset, length);
            count += Math.max(0, read);
            return read;
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
