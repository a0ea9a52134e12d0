package org.tallystick.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.IoUtil;
import org.tallystick.node.local.LocalCluster;
import org.tallystick.node.local.LocalClusterException;

/**
 * Where the clusters of a benchmark are: in a folder that was named and stays, or in one that goes. Nodes outlive whoever
 * starts them; those of a benchmark that is broken off are stopped.
 */
final class BenchFolder implements AutoCloseable {
    private final Path folder;
    private final boolean isOurs;
    private final Thread stop = new Thread(this::breakOff, "stop of a benchmark");

    private BenchFolder(Path folder, boolean isOurs) {
        this.folder = folder;
        this.isOurs = isOurs;
        Runtime.getRuntime().addShutdownHook(stop);
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

    private void breakOff() {
        File[] clusters = folder.toFile().listFiles(File::isDirectory);
        for (File cluster : clusters == null ? new File[0] : clusters) {
            try {
                LocalCluster.open(cluster.toPath()).close();
            } catch (LocalClusterException e) {
                System.err.println("tally: " + cluster + ": " + e.getMessage());
            }
        }
        remove();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(stop);
        remove();
    }

    private void remove() {
        if (isOurs) {
            IoUtil.delete(folder.toFile(), true);
        }
    }
}
