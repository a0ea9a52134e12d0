package org.tallystick.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.IoUtil;

/** Where the clusters of a benchmark are: in a folder that was named and stays, or in one that goes. */
final class BenchFolder implements AutoCloseable {
    private final Path folder;
    private final boolean isOurs;

    private BenchFolder(Path folder, boolean isOurs) {
        this.folder = folder;
        this.isOurs = isOurs;
    }

    /**
     * Opens it.
     *
     * @param named by the user, null for one of our own
     * @throws IOException where it holds something, or cannot be made
     */
    static BenchFolder open(Path named) throws IOException {
        if (named == null) {
            return new BenchFolder(Files.createTempDirectory("tally-bench"), true);
        }
        Files.createDirectories(named);
        try (var entries = Files.list(named)) {
            if (entries.findAny().isPresent()) {
                throw new IOException(named + " is not empty: name another folder, or remove it");
            }
        }
        return new BenchFolder(named, false);
    }

    /** A folder of this name in it. */
    Path resolve(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() {
        if (isOurs) {
            IoUtil.delete(folder.toFile(), true);
        }
    }
}
