package org.tallystick.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Says in an emptied folder how far the node had the log before. Until it has that again it must not be elected: two
 * members that were emptied would be a majority without a log, and the third would cut off its own.
 */
final class ReseedNote {
    private static final String FILE_NAME = "reseeded.txt";
    private static final long NONE = -1;

    private final Path file;
    private final long logPosition;

    private ReseedNote(Path file, long logPosition) {
        this.file = file;
        this.logPosition = logPosition;
    }

    /** Leaves a note in a folder, forced to the disk. */
    static void write(Path folder, long logPosition) throws IOException {
        Path file = folder.resolve(FILE_NAME);
        Files.writeString(file, logPosition + "\n");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        DataFolder.force(folder);
    }

    /** Reads the note of a folder. */
    static ReseedNote read(Path folder) {
        Path file = folder.resolve(FILE_NAME);
        try {
            return new ReseedNote(
                    file,
                    Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : NONE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (NumberFormatException e) {
            throw new StorageException("the note of a reseed " + file + " holds no log position");
        }
    }

    /** Whether there is one. */
    boolean exists() {
        return logPosition != NONE;
    }

    /** How far the node had the log, or -1. */
    long logPosition() {
        return logPosition;
    }

    /** Takes the note away once the node has so much of the log again. */
    boolean settle(long reached) throws IOException {
        if (reached < logPosition) {
            return false;
        }
        Files.deleteIfExists(file);
        return true;
    }
}
