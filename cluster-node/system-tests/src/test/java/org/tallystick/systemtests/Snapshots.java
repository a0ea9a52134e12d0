package org.tallystick.systemtests;

import io.aeron.cluster.RecordingLog;
import java.nio.file.Files;
import java.nio.file.Path;

/** The snapshots that a node has. */
final class Snapshots {
    private static final int SERVICE_ID = 0;

    private Snapshots() {}

    /** Log position of the newest snapshot in a node's folder, -1 where there is none. */
    static long newest(Path folder) {
        Path cluster = folder.resolve("cluster");
        if (!Files.exists(cluster.resolve(RecordingLog.RECORDING_LOG_FILE_NAME))) {
            return -1;
        }
        try (RecordingLog log = new RecordingLog(cluster.toFile(), false)) {
            RecordingLog.Entry newest = log.getLatestSnapshot(SERVICE_ID);
            return newest == null ? -1 : newest.logPosition;
        }
    }
}
