package org.tallystick.node;

import io.aeron.Aeron;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.RecordingLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The consensus module's list of the log's leadership terms and snapshots ({@code recording.log}). Snapshots may be read
 * and marked as invalid while a consensus module runs on it: it appends, and reads the newest two at most.
 */
final class LogEntries {
    /** Length of an entry in the file; those that are longer name another archive, which this product does not use. */
    private static final int ENTRY_LENGTH = 64;

    private static final int SERVICE_ID = 0;

    private final Path file;
    private final Path folder;

    /**
     * The list of a node.
     *
     * @param clusterFolder of the consensus module
     */
    LogEntries(Path clusterFolder) {
        folder = clusterFolder;
        file = clusterFolder.resolve(RecordingLog.RECORDING_LOG_FILE_NAME);
    }

    /** A snapshot: two recordings of the same place in the log. */
    record Snapshot(long logPosition, long consensusRecordingId, long serviceRecordingId) {}

    /** Whether there is a list. */
    boolean exist() {
        return Files.exists(file);
    }

    /** The recording of the log, {@link Aeron#NULL_VALUE} where there is none yet. */
    long logRecordingId() {
        try (RecordingLog log = open()) {
            return log == null ? Aeron.NULL_VALUE : log.findLastTermRecordingId();
        }
    }

    /** The valid snapshots, the newest first. */
    List<Snapshot> snapshots() {
        List<Snapshot> snapshots = new ArrayList<>();
        try (RecordingLog log = open()) {
            List<RecordingLog.Entry> entries = log == null ? List.of() : log.entries();
            for (int i = entries.size() - 1; i >= 0; i--) {
                RecordingLog.Entry entry = entries.get(i);
                if (isSnapshot(entry, ConsensusModule.Configuration.SERVICE_ID)) {
                    snapshots.add(new Snapshot(entry.logPosition, entry.recordingId, serviceRecording(entries, i)));
                }
            }
        }
        return snapshots;
    }

    /** Recordings of snapshots that were marked as invalid, and of no valid one. */
    List<Long> invalidSnapshotRecordings() {
        List<Long> invalid = new ArrayList<>();
        List<Long> valid = new ArrayList<>();
        try (RecordingLog log = open()) {
            for (RecordingLog.Entry entry : log == null ? List.<RecordingLog.Entry>of() : log.entries()) {
                boolean isInvalid = entry.type == RecordingLog.ENTRY_TYPE_SNAPSHOT && !entry.isValid;
                (isInvalid ? invalid : valid).add(entry.recordingId);
            }
        }
        invalid.removeAll(valid);
        return invalid;
    }

    /** Marks a snapshot as invalid, so that it is not loaded. */
    void invalidate(Snapshot snapshot) {
        edit((entry, offset, channel) -> {
            long recordingId = entry.getLong(RecordingLog.RECORDING_ID_OFFSET);
            if (typeOf(entry) == RecordingLog.ENTRY_TYPE_SNAPSHOT
                    && (recordingId == snapshot.consensusRecordingId()
                            || recordingId == snapshot.serviceRecordingId())) {
                invalidate(entry, offset, channel);
            }
        });
    }

    /** Forgets the snapshots and the terms that lie behind a position, where the log has come to end. */
    void endAt(long logPosition) {
        edit((entry, offset, channel) -> {
            int type = typeOf(entry);
            long begin = entry.getLong(RecordingLog.TERM_BASE_LOG_POSITION_OFFSET);
            long end = entry.getLong(RecordingLog.LOG_POSITION_OFFSET);
            if (type == RecordingLog.ENTRY_TYPE_SNAPSHOT && end > logPosition
                    || type == RecordingLog.ENTRY_TYPE_TERM && begin > logPosition) {
                invalidate(entry, offset, channel);
            } else if (type == RecordingLog.ENTRY_TYPE_TERM && end > logPosition) {
                write(channel, offset + RecordingLog.LOG_POSITION_OFFSET, Long.BYTES, Aeron.NULL_VALUE);
            }
        });
    }

    private RecordingLog open() {
        return exist() ? new RecordingLog(folder.toFile(), false) : null;
    }

    private static boolean isSnapshot(RecordingLog.Entry entry, int serviceId) {
        return entry.isValid && entry.type == RecordingLog.ENTRY_TYPE_SNAPSHOT && entry.serviceId == serviceId;
    }

    /** The list is sorted so that the service's entry stands before that of the consensus module. */
    private static long serviceRecording(List<RecordingLog.Entry> entries, int consensusIndex) {
        if (consensusIndex > 0) {
            RecordingLog.Entry consensus = entries.get(consensusIndex);
            RecordingLog.Entry service = entries.get(consensusIndex - 1);
            if (isSnapshot(service, SERVICE_ID) && service.logPosition == consensus.logPosition) {
                return service.recordingId;
            }
        }
        return Aeron.NULL_VALUE;
    }

    /** Takes an entry and where it stands. */
    @FunctionalInterface
    private interface Editor {
        void edit(ByteBuffer entry, long offset, FileChannel channel) throws IOException;
    }

    private void edit(Editor editor) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer entry = ByteBuffer.allocate(ENTRY_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
            for (long offset = 0; offset < channel.size(); offset += ENTRY_LENGTH) {
                if (channel.read(entry.clear(), offset) >= RecordingLog.ENDPOINT_OFFSET) {
                    editor.edit(entry, offset, channel);
                }
            }
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Type of a valid entry; that of an invalid one is negative. */
    private static int typeOf(ByteBuffer entry) {
        return entry.getInt(RecordingLog.ENTRY_TYPE_OFFSET);
    }

    private static void invalidate(ByteBuffer entry, long offset, FileChannel channel) throws IOException {
        int type = typeOf(entry) | RecordingLog.ENTRY_TYPE_INVALID_FLAG;
        write(channel, offset + RecordingLog.ENTRY_TYPE_OFFSET, Integer.BYTES, type);
    }

    private static void write(FileChannel channel, long offset, int length, long value) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value);
        channel.write(bytes.limit(length), offset);
    }
}
