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
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

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

    Path path() {
        return path;
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

    /** A folder in this one, named after an occasion and its time, for what is moved out of the way. */
    Path asideFolder(String occasion, Instant now) {
        return path.resolve(occasion + "-"
                + DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS")
                        .withZone(ZoneOffset.UTC)
                        .format(now));
    }

    /** Forces a folder's entries to the disk: a new file is there only then. */
    static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
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
