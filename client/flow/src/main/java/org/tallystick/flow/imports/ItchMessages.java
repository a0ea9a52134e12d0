package org.tallystick.flow.imports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.tallystick.flow.SourceFile;

/**
 * The messages of a binary ITCH file: each behind its length in two bytes, big-endian. A length of zero ends the file.
 * Fields are read by their offset in the message.
 */
final class ItchMessages implements AutoCloseable {
    private static final int BUFFER_LENGTH = 256 * 1024;
    private static final int PREFIX_LENGTH = 2;

    private final SourceFile file;
    private final byte[] buffer = new byte[BUFFER_LENGTH];
    private int position;
    private int limit;
    private int start;
    private int length;
    private long number;
    /** Offset in the unzipped file of the buffer's first byte. */
    private long bufferOffset;

    ItchMessages(final Path path) throws IOException {
        file = SourceFile.open(path);
    }

    /** Goes to the next message; false at the end. */
    boolean next() throws IOException {
        number++;
        if (limit - position < PREFIX_LENGTH + (1 << Short.SIZE)) {
            fill();
        }
        start = position;
        if (position == limit) {
            number--;
            return false;
        }
        if (limit - position < PREFIX_LENGTH) {
            throw fault("length", "the file ends in its two bytes");
        }
        length = (buffer[position] & 0xFF) << Byte.SIZE | buffer[position + 1] & 0xFF;
        if (length == 0) {
            if (limit - position > PREFIX_LENGTH) {
                throw fault("length", "0, which ends a file, but there is more behind it");
            }
            number--;
            return false;
        }
        if (limit - position - PREFIX_LENGTH < length) {
            throw fault("length", length + " bytes, but the file ends after " + (limit - position - PREFIX_LENGTH));
        }
        start += PREFIX_LENGTH;
        position = start + length;
        return true;
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        bufferOffset += position;
        limit -= position;
        position = 0;
        limit = file.fill(buffer, limit);
    }

    /** The first byte of the message. */
    char type() {
        return letter(0);
    }

    int length() {
        return length;
    }

    char letter(final int at) {
        return (char) (buffer[start + at] & 0xFF);
    }

    /** An unsigned number of up to 7 bytes, or a signed one of 8. */
    long number(final int at, final int bytes) {
        long value = 0;
        for (int i = start + at; i < start + at + bytes; i++) {
            value = value << Byte.SIZE | buffer[i] & 0xFF;
        }
        return value;
    }

    /** Text without the blanks behind it; what is no ASCII is seen as such. */
    String text(final int at, final int bytes) {
        return new String(buffer, start + at, bytes, StandardCharsets.ISO_8859_1).stripTrailing();
    }

    long number() {
        return number;
    }

    long bytesRead() {
        return file.bytesRead();
    }

    long fileLength() {
        return file.length();
    }

    /** A fault in the message gone to; the byte is that of its length. */
    ImportException fault(final String field, final String problem) {
        final int prefix = start == position ? start : start - PREFIX_LENGTH;
        return new ImportException(file.name(), number, bufferOffset + prefix, field, problem);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
