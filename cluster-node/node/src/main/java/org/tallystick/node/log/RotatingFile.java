package org.tallystick.node.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file of lines that is put aside, as {@code name.1}, when it is long enough; of those only the newest are kept. */
final class RotatingFile implements AutoCloseable {
    private final Path path;
    private final long maxBytes;
    private final int kept;
    private OutputStream out;
    private long bytes;

    /**
     * Opens it, at its end.
     *
     * @param maxBytes length after which it is put aside
     * @param kept     files put aside that are kept
     */
    RotatingFile(Path path, long maxBytes, int kept) throws IOException {
        this.path = path;
        this.maxBytes = maxBytes;
        this.kept = kept;
        open();
    }

    void append(String line) throws IOException {
        byte[] encoded = (line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
        if (bytes > 0 && bytes + encoded.length > maxBytes) {
            out.close();
            putAside();
            open();
        }
        out.write(encoded);
        bytes += encoded.length;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void open() throws IOException {
        out = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        bytes = Files.size(path);
    }

    private void putAside() throws IOException {
        for (int number = kept; number > 1; number--) {
            if (Files.exists(aside(number - 1))) {
                Files.move(aside(number - 1), aside(number), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(path, aside(1), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path aside(int number) {
        return path.resolveSibling(path.getFileName() + "." + number);
    }
}
