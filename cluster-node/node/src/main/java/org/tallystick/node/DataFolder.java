package org.tallystick.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder of a node's data, held by one process at a time. */
final class DataFolder implements AutoCloseable {
    private final Path path;
    private final FileChannel lockChannel;

    private DataFolder(Path path, FileChannel lockChannel) {
        this.path = path;
        this.lockChannel = lockChannel;
    }

    /**
     * Takes the folder, creating it where missing.
     *
     * @throws IllegalStateException where another node holds it
     */
    static DataFolder take(Path path) {
        try {
            Files.createDirectories(path);
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!tryLock(channel)) {
                channel.close();
                throw new IllegalStateException("another node is running on " + path.toAbsolutePath());
            }
            DataFolder folder = new DataFolder(path, channel);
            folder.deleteMarks(folder.archive());
            folder.deleteMarks(folder.cluster());
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + path.toAbsolutePath() + ": " + e.getMessage(), e);
        }
    }

    Path archive() {
        return path.resolve("archive");
    }

    Path cluster() {
        return path.resolve("cluster");
    }

    @Override
    public void close() {
        try {
            lockChannel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /**
     * Removes the mark files of a node that was killed: they look alive for ten seconds. Whoever holds the lock knows
     * that their owner is dead. The state of the node itself (node-state.dat) is not among them.
     */
    private void deleteMarks(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> marks = Files.newDirectoryStream(folder, "*mark*.{dat,lnk}")) {
                for (Path mark : marks) {
                    Files.delete(mark);
                }
            }
        }
    }
}
