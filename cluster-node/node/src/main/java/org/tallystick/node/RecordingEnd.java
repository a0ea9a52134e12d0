package org.tallystick.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a recording really ends, by its frames and their checksums, and what lies behind that.
 *
 * @param recording that was read
 * @param position  behind the last frame that is right
 * @param damage    what is wrong with the next one, null where nothing was written there
 * @param isTorn    whether anything lies behind the end, or the catalog says that more was recorded
 */
record RecordingEnd(Recording recording, long position, String damage, boolean isTorn) {
    private static final int CHUNK_BYTES = 1 << 20;

    /** Takes the frames that are read on the way. */
    @FunctionalInterface
    interface FrameHandler {
        void onFrame(RecordingFrames frames);
    }

    /**
     * Reads a recording to its end.
     *
     * @param recording to be read
     * @param known     position up to which it need not be read; where it does not reach that far, all of it is read
     * @param handler   takes the frames
     * @return its end
     */
    static RecordingEnd find(Recording recording, long known, FrameHandler handler) {
        long from = known <= recording.startPosition()
                ? recording.startPosition()
                : Math.max(recording.startPosition(), known - 1 & -recording.termLength());
        RecordingEnd end = read(recording, from, handler);
        return end.position < known && from > recording.startPosition()
                ? read(recording, recording.startPosition(), handler)
                : end;
    }

    /**
     * Makes this the end for the archive, too: what lies behind it is removed, and the catalog says so.
     *
     * @param catalog that describes the recording
     * @param keepIn  folder to keep what is removed in, null to let it go
     */
    void repair(ArchiveCatalog catalog, Path keepIn) {
        try {
            long last = recording.segmentBegin(position);
            if (keepIn != null) {
                Files.createDirectories(keepIn);
            }
            for (Path file : segmentsFrom(last + 1)) {
                if (keepIn == null) {
                    Files.delete(file);
                } else {
                    Files.move(file, keepIn.resolve(file.getFileName()));
                }
            }
            Path file = recording.segment(last);
            if (Files.exists(file)) {
                if (keepIn != null) {
                    Files.copy(file, keepIn.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
                }
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(position - last);
                    channel.write(ByteBuffer.allocate(1), recording.segmentLength() - 1L);
                    channel.force(true);
                }
            }
            DataFolder.force(recording.folder());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot cut recording " + recording.id() + " at " + position + ": " + e.getMessage(), e);
        }
        catalog.writeStopPosition(recording, position);
    }

    private static RecordingEnd read(Recording recording, long from, FrameHandler handler) {
        long limit = recording.isStopped() ? recording.stopPosition() : Long.MAX_VALUE;
        try (RecordingFrames frames = new RecordingFrames(recording, from, limit)) {
            while (frames.next()) {
                handler.onFrame(frames);
            }
            long end = frames.end();
            boolean isShort = recording.isStopped() && end < limit;
            RecordingEnd found = new RecordingEnd(recording, end, frames.damage(), isShort);
            return isShort || frames.damage() != null || found.hasRemains()
                    ? new RecordingEnd(recording, end, frames.damage(), true)
                    : found;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read recording " + recording.id() + ": " + e.getMessage(), e);
        }
    }

    /** What was once written behind the end would be taken for the recording's own after the next crash. */
    private boolean hasRemains() throws IOException {
        long last = recording.segmentBegin(position);
        if (!segmentsFrom(last + 1).isEmpty()) {
            return true;
        }
        Path file = recording.segment(last);
        if (!Files.exists(file)) {
            return false;
        }
        byte[] zeros = new byte[CHUNK_BYTES];
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long offset = position - last;
            int read;
            while ((read = channel.read(chunk.clear(), offset)) > 0) {
                if (chunk.flip().mismatch(ByteBuffer.wrap(zeros, 0, read)) >= 0) {
                    return true;
                }
                offset += read;
            }
        }
        return false;
    }

    private List<Path> segmentsFrom(long position) throws IOException {
        List<Path> found = new ArrayList<>();
        String prefix = recording.id() + "-";
        try (DirectoryStream<Path> files = Files.newDirectoryStream(recording.folder(), prefix + "*.rec")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (Long.parseLong(name, prefix.length(), name.length() - ".rec".length(), 10) >= position) {
                    found.add(file);
                }
            }
        }
        return found;
    }
}
