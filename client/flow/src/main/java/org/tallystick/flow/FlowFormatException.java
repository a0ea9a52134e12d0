package org.tallystick.flow;

import java.io.IOException;

/**
 * A flow or instruments file that cannot be read: what was found, where, and what was expected. The message says all of
 * it in one line.
 */
public final class FlowFormatException extends IOException {
    /** The row of a fault that lies in no row. */
    public static final long NO_ROW = -1;

    /** The row of a fault in the header. */
    public static final long HEADER_ROW = 0;

    private static final long serialVersionUID = 1;
    private static final int MAX_SHOWN = 60;

    private final String file;
    private final long row;
    private final String column;
    private final String text;

    /** A fault in a field. */
    FlowFormatException(
            final String file, final long row, final String column, final String text, final String expected) {
        super(where(file, row) + ", column " + column + ": "
                + (text.isEmpty() ? "empty, must be " : shown(text) + " is not ") + expected);
        this.file = file;
        this.row = row;
        this.column = column;
        this.text = text;
    }

    /**
     * A fault in a whole row, in the header or in the file.
     *
     * @param file the file's name
     * @param row the row, {@link #HEADER_ROW} or {@link #NO_ROW}
     * @param problem what is wrong
     */
    public FlowFormatException(final String file, final long row, final String problem) {
        this(file, row, problem, null);
    }

    /** A fault that another exception found. */
    FlowFormatException(final String file, final long row, final String problem, final Throwable cause) {
        super(where(file, row) + ": " + problem, cause);
        this.file = file;
        this.row = row;
        this.column = null;
        this.text = null;
    }

    /**
     * The file, as it was named to the reader.
     *
     * @return the file's name
     */
    public String file() {
        return file;
    }

    /**
     * The data row, from 1.
     *
     * @return the row, {@link #HEADER_ROW} or {@link #NO_ROW}
     */
    public long row() {
        return row;
    }

    /**
     * The column of a faulty field.
     *
     * @return its name, or null where the fault is in no single field
     */
    public String column() {
        return column;
    }

    /**
     * The text of a faulty field.
     *
     * @return the text, or null where the fault is in no single field
     */
    public String text() {
        return text;
    }

    private static String where(final String file, final long row) {
        return row == NO_ROW ? file : row == HEADER_ROW ? file + " header" : file + " row " + row;
    }

    /** In quotes, in one line, and not at any length. */
    static String shown(final String text) {
        final StringBuilder shown = new StringBuilder("\"");
        text.codePoints()
                .limit(MAX_SHOWN)
                .forEach(character -> shown.appendCodePoint(Character.isISOControl(character) ? '\uFFFD' : character));
        return shown.append(text.codePointCount(0, text.length()) > MAX_SHOWN ? "...\"" : "\"")
                .toString();
    }
}
