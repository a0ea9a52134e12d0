package org.tallystick.flow.imports;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps what the recording says of every execution, in the order of the flow, until the flow was run. */
final class ExecutionLog implements AutoCloseable {
    private static final int BUFFER_LENGTH = 1 << 16;

    private final DataOutputStream out;

    ExecutionLog(final Path file) throws IOException {
        out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_LENGTH));
    }

    void write(final long aggressorId, final long restingId, final long price, final long qty) throws IOException {
        out.writeLong(aggressorId);
        out.writeLong(restingId);
        out.writeLong(price);
        out.writeLong(qty);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /** Reads a log back; the fields are those of the execution gone to last. */
    static final class Reader implements AutoCloseable {
        long aggressorId;
        long restingId;
        long price;
        long qty;
        private final DataInputStream in;

        Reader(final Path file) throws IOException {
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_LENGTH));
        }

        /** Goes to the next execution; false at the end. */
        boolean next() throws IOException {
            try {
                aggressorId = in.readLong();
                restingId = in.readLong();
                price = in.readLong();
                qty = in.readLong();
                return true;
            } catch (final EOFException e) {
                return false;
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
