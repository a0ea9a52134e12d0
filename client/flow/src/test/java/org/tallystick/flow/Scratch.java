package org.tallystick.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a fuzz test writes over and over, in a folder of this process; in memory where there is such a place. */
public final class Scratch {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final Path FOLDER = folder();

    private Scratch() {}

    private static Path folder() {
        try {
            final Path folder = Files.isWritable(MEMORY)
                    ? Files.createTempDirectory(MEMORY, "tally-fuzz")
                    : Files.createTempDirectory("tally-fuzz");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                final java.io.File[] files = folder.toFile().listFiles();
                for (final java.io.File file : files == null ? new java.io.File[0] : files) {
                    file.delete();
                }
                folder.toFile().delete();
            }));
            return folder;
        } catch (final IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Path of a file. */
    public static Path path(final String name) {
        return FOLDER.resolve(name);
    }

    /** A file with these bytes. */
    public static Path file(final String name, final byte[] bytes) throws IOException {
        return Files.write(path(name), bytes);
    }
}
