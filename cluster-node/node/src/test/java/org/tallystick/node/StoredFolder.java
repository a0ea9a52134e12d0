package org.tallystick.node;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.archive.checksum.Checksums;
import io.aeron.cluster.RecordingLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.codecs.HighWaterMark;
import org.tallystick.codecs.HighWaterMarkFormat;

/** The folder of a node that does not run, to be looked into and damaged. */
final class StoredFolder {
    private static final int HEADER_LENGTH = 32;
    private static final int COPY_LENGTH = 64 * 1024;

    final Path path;

    StoredFolder(Path path) {
        this.path = path;
    }

    /** Copies a folder, of a running node too: that is what a killed node leaves. Files stay sparse. */
    StoredFolder copyTo(Path target) {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path from : (Iterable<Path>) files::iterator) {
                Path to = target.resolve(path.relativize(from).toString());
                if (Files.isDirectory(from)) {
                    Files.createDirectories(to);
                } else {
                    copyFile(from, to);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new StoredFolder(target);
    }

    Path archive() {
        return path.resolve("archive");
    }

    Path cluster() {
        return path.resolve("cluster");
    }

    Path markFile() {
        return path.resolve(HighWaterMarkFormat.FILE_NAME);
    }

    HighWaterMark mark() {
        return HighWaterMarkFile.read(path, false).mark();
    }

    Recording events() {
        return EventRecording.find(ArchiveCatalog.read(archive()));
    }

    Recording log() {
        try (RecordingLog log = new RecordingLog(cluster().toFile(), false)) {
            return recording(log.findLastTermRecordingId());
        }
    }

    Recording recording(long id) {
        return ArchiveCatalog.read(archive()).find(id);
    }

    List<RecordingLog.Entry> entries() {
        try (RecordingLog log = new RecordingLog(cluster().toFile(), false)) {
            return List.copyOf(log.entries());
        }
    }

    /** Where the last frame that can be read ends. */
    static long end(Recording recording) {
        try (RecordingFrames frames = new RecordingFrames(recording, recording.startPosition(), Long.MAX_VALUE)) {
            while (frames.next()) {
                // Until the last.
            }
            return frames.end();
        }
    }

    /** Begin of the last frame that begins before a position. */
    static long frameBefore(Recording recording, long position) {
        long found = -1;
        try (RecordingFrames frames = new RecordingFrames(recording, recording.startPosition(), Long.MAX_VALUE)) {
            while (frames.next() && frames.position() < position) {
                found = frames.position();
            }
        }
        assertTrue(found >= 0, "a frame before " + position);
        return found;
    }

    /** Loses all behind a position, as if the disk had lost its last writes. */
    static void cut(Recording recording, long position) {
        long segment = recording.segmentBegin(position);
        try (FileChannel channel = FileChannel.open(recording.segment(segment), StandardOpenOption.WRITE)) {
            channel.truncate(position - segment);
            channel.write(ByteBuffer.allocate(1), recording.segmentLength() - 1L);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Turns one bit of what is recorded at a position. */
    static void flipBit(Recording recording, long position) {
        byte[] one = read(recording, position, 1);
        one[0] ^= 1;
        write(recording, position, one);
    }

    /** Turns one bit of a frame's data and makes its checksum right again. */
    static void forge(Recording recording, long frame, int dataOffset) {
        flipBit(recording, frame + HEADER_LENGTH + dataOffset);
        int length = ByteBuffer.wrap(read(recording, frame, 4))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        int aligned = BitUtil.align(length, 32) - HEADER_LENGTH;
        ByteBuffer data = ByteBuffer.allocateDirect(aligned);
        data.put(0, read(recording, frame + HEADER_LENGTH, aligned));
        int crc = Checksums.crc32c().compute(new UnsafeBuffer(data).addressOffset(), 0, aligned);
        write(
                recording,
                frame + 12,
                ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(crc)
                        .array());
    }

    static byte[] read(Recording recording, long position, int length) {
        long segment = recording.segmentBegin(position);
        ByteBuffer bytes = ByteBuffer.allocate(length);
        try (FileChannel channel = FileChannel.open(recording.segment(segment), StandardOpenOption.READ)) {
            channel.read(bytes, position - segment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.array();
    }

    static void write(Recording recording, long position, byte[] bytes) {
        long segment = recording.segmentBegin(position);
        writeFile(recording.segment(segment), position - segment, bytes);
    }

    static void writeFile(Path file, long offset, byte[] bytes) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), offset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyFile(Path from, Path to) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(COPY_LENGTH);
        byte[] zeros = new byte[COPY_LENGTH];
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long offset = 0;
            int read;
            while ((read = in.read(bytes.clear(), offset)) > 0) {
                if (bytes.flip().mismatch(ByteBuffer.wrap(zeros, 0, read)) >= 0 || offset + read == in.size()) {
                    out.write(bytes, offset);
                }
                offset += read;
            }
        }
    }
}
