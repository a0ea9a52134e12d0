package org.tallystick.flow.run;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tallystick.codecs.DecimalText;

/** Writes a CSV file of numbers and ASCII names, without quoting, through one buffer. */
final class CsvFile implements AutoCloseable {
    private static final int BUFFER_LENGTH = 1 << 16;
    private static final int LONGEST_FIELD = 64;

    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER_LENGTH];
    private int length;
    private boolean inRow;

    CsvFile(Path file, String header) throws IOException {
        out = Files.newOutputStream(file);
        text(header).endRow();
    }

    CsvFile text(String value) {
        separate();
        for (int i = 0; i < value.length(); i++) {
            if (length == BUFFER_LENGTH) {
                flush();
            }
            buffer[length++] = (byte) value.charAt(i);
        }
        return this;
    }

    CsvFile number(long value) {
        return decimal(value, 0);
    }

    CsvFile decimal(long value, int decimals) {
        separate();
        length += DecimalText.format(value, decimals, buffer, length);
        return this;
    }

    /** A quantity of more than 64 bits. */
    CsvFile decimal(BigInteger value, int decimals) {
        return text(new BigDecimal(value, decimals).toPlainString());
    }

    CsvFile letter(char value) {
        separate();
        buffer[length++] = (byte) value;
        return this;
    }

    CsvFile empty() {
        separate();
        return this;
    }

    void endRow() {
        if (length == BUFFER_LENGTH) {
            flush();
        }
        buffer[length++] = '\n';
        inRow = false;
    }

    private void separate() {
        if (length > BUFFER_LENGTH - LONGEST_FIELD) {
            flush();
        }
        if (inRow) {
            buffer[length++] = ',';
        }
        inRow = true;
    }

    private void flush() {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        length = 0;
    }

    @Override
    public void close() throws IOException {
        try (out) {
            out.write(buffer, 0, length);
            length = 0;
        }
    }
}
