package org.tallystick.node;

import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.RecordingLog;
import java.nio.file.Path;
import java.util.Comparator;

/** Damages the data of a node that does not run, as a disk would; for tests of whole clusters. */
public final class NodeDamage {
    private NodeDamage() {}

    /**
     * Where the log that a node recorded ends.
     *
     * @param folder of the node's data
     * @return position behind its last frame
     */
    public static long logEnd(Path folder) {
        return StoredFolder.end(new StoredFolder(folder).log());
    }

    /**
     * Loses the end of a node's log.
     *
     * @param folder of the node's data
     * @param bytes  that are lost at least
     * @return position at which it ends now
     */
    public static long cutLog(Path folder, long bytes) {
        return cut(new StoredFolder(folder).log(), bytes);
    }

    /**
     * Loses the end of a node's event stream.
     *
     * @param folder of the node's data
     * @param bytes  that are lost at least
     * @return position at which it ends now
     */
    public static long cutEvents(Path folder, long bytes) {
        return cut(new StoredFolder(folder).events(), bytes);
    }

    /**
     * Turns a bit in the middle of a node's newest snapshot.
     *
     * @param folder of the node's data
     * @return log position of the snapshot
     */
    public static long flipBitOfNewestSnapshot(Path folder) {
        StoredFolder stored = new StoredFolder(folder);
        RecordingLog.Entry newest = stored.entries().stream()
                .filter(entry -> entry.isValid
                        && entry.type == RecordingLog.ENTRY_TYPE_SNAPSHOT
                        && entry.serviceId != ConsensusModule.Configuration.SERVICE_ID)
                .max(Comparator.comparingLong(entry -> entry.logPosition))
                .orElseThrow();
        Recording recording = stored.recording(newest.recordingId);
        StoredFolder.flipBit(recording, StoredFolder.frameBefore(recording, StoredFolder.end(recording) / 2) + 40);
        return newest.logPosition;
    }

    private static long cut(Recording recording, long bytes) {
        long position = StoredFolder.frameBefore(recording, StoredFolder.end(recording) - bytes);
        StoredFolder.cut(recording, position);
        return position;
    }
}
