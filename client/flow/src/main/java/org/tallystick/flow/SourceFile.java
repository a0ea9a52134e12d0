package org.tallystick.flow;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A file to be read from its beginning to its end, plain or gzipped (told by its content, not its name). */
public final class SourceFile implements AutoCloseable {
    private static final int GZIP_BUFFER_LENGTH = 64 * 1024;
    private static final int GZIP_MAGIC_0 = 0x1f;
    private static final int GZIP_MAGIC_1 = 0x8b;

    private final String name;
    private final long length;
    private final Counting raw;
    private final InputStream in;

    private SourceFile(final String name, final long length, final Counting raw, final InputStream in) {
        this.name = name;
        this.length = length;
        this.raw = raw;
        this.in = in;
    }

    /**
     * Opens a file.
     *
     * @param path of the file
     * @return the file, in front of its first byte
     * @throws FlowFormatException where it cannot be read
     */
    public static SourceFile open(final Path path) throws FlowFormatException {
        final String name = path.toString();
        Counting raw = null;
        try {
            if (Files.isDirectory(path)) {
                throw new FlowFormatException(name, FlowFormatException.NO_ROW, "is a directory, not a file");
            }
            final long length = Files.size(path);
            raw = new Counting(Files.newInputStream(path));
            return new SourceFile(name, length, raw, unzipped(raw));
        } catch (final FlowFormatException e) {
            throw e;
        } catch (final IOException e) {
            closeQuietly(raw);
            throw unreadable(name, e);
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
     * Fills a buffer as far as the file goes.
     *
     * @param buffer to fill
     * @param from index of the first byte to fill
     * @return index behind the last byte filled; less than the buffer's length at the end of the file only
     * @throws FlowFormatException where the file cannot be read on
     */
    public int fill(final byte[] buffer, final int from) throws FlowFormatException {
        int limit = from;
        try {
            // A whole buffer at a time: an unzipping stream answers small pieces.
            while (limit < buffer.length) {
                final int count = in.read(buffer, limit, buffer.length - limit);
                if (count < 0) {
                    break;
                }
                limit += count;
            }
        } catch (final IOException e) {
            throw unreadable(name, e);
        }
        return limit;
    }

    /**
     * The file, as it was named.
     *
     * @return its name
     */
    public String name() {
        return name;
    }

    /**
     * Bytes of the file, as it is on disk, that were read so far.
     *
     * @return up to {@link #length}
     */
    public long bytesRead() {
        return raw.count;
    }

    /**
     * Length of the file, as it is on disk.
     *
     * @return bytes
     */
    public long length() {
        return length;
    }

    @Override
    public void close() throws IOException {
        in.close();
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
