package org.tallystick.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * What a running node says about itself in its data folder, for those who watch it: a file that goes when the node stops,
 * and stays when it is killed.
 *
 * @param pid         of its process
 * @param memberId    number of the node in its cluster
 * @param aeronFolder of its media driver, where its counters are
 */
public record RunFile(long pid, int memberId, Path aeronFolder) {
    private static final String NAME = "running.properties";

    /**
     * Reads it.
     *
     * @param folder of the node's data
     * @return empty where no node runs or was killed here
     */
    public static Optional<RunFile> read(Path folder) {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
            return Optional.of(new RunFile(
                    Long.parseLong(properties.getProperty("pid")),
                    Integer.parseInt(properties.getProperty("member")),
                    Path.of(properties.getProperty("aeron"))));
        } catch (IOException | RuntimeException e) {
            // Being written, or by another release: as good as none.
            return Optional.empty();
        }
    }

    /**
     * Whether the process lives.
     *
     * @return false where the node was killed
     */
    public boolean isAlive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** Removes the shared memory of a node that was killed; where it has none, nothing. */
    public void removeSharedMemory() {
        SharedMemory.remove(aeronFolder);
    }

    /**
     * Removes what a node said about itself, which a node that was killed could not.
     *
     * @param folder of its data
     */
    public static void delete(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(NAME));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(Path folder) {
        Properties properties = new Properties();
        properties.setProperty("pid", Long.toString(pid));
        properties.setProperty("member", Integer.toString(memberId));
        properties.setProperty("aeron", aeronFolder.toString());
        try (OutputStream out = Files.newOutputStream(folder.resolve(NAME))) {
            properties.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + folder.resolve(NAME) + ": " + e.getMessage(), e);
        }
    }
}
