package org.tallystick.node.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Supplier;

/** The right to start and stop the nodes of a cluster, held by one caller of this machine at a time. */
final class ClusterLock {
    private ClusterLock() {}

    /**
     * Waits for it, and does something while it is held.
     *
     * @throws LocalClusterException where another keeps it for longer than the timeout
     */
    static <T> T holding(Path folder, Duration timeout, Supplier<T> action) {
        Path file = folder.resolve("lock");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (!Waiting.until(timeout, () -> tryLock(channel))) {
                throw new LocalClusterException(folder + ": another process has been starting or stopping nodes here"
                        + " for " + timeout.toSeconds() + " s; it holds " + file);
            }
            return action.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean tryLock(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // A thread of this process has it.
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
