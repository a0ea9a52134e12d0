package org.tallystick.node;

import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.client.ArchiveException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Removes the recordings of snapshots that newer ones have made superfluous. A snapshot is marked as invalid in the
 * consensus module's list first, so that no start can choose one whose recordings are gone; what could not be removed
 * then is removed after the next snapshot, or the next start.
 */
final class SnapshotRetention {
    /** The consensus module lists a snapshot a little after the service has written its part. */
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

    private static final int ATTEMPTS = 60;

    private final NodeStorage storage;
    private final LogEntries entries;
    private final AeronArchive archive;
    private final int keep;
    private final Deque<Long> superfluous = new ArrayDeque<>();
    private long awaitedLogPosition;
    private long lastNs;
    private int attemptsLeft;

    /**
     * Prepares to remove.
     *
     * @param storage of the node, with what an earlier run left
     * @param archive that holds the recordings
     */
    SnapshotRetention(NodeStorage storage, AeronArchive archive) {
        this.storage = storage;
        this.entries = storage.logEntries();
        this.archive = archive;
        this.keep = storage.config().snapshotsToKeep();
        superfluous.addAll(storage.invalidSnapshots());
    }

    /** The service has written its part of a snapshot. */
    void onSnapshot(long logPosition) {
        awaitedLogPosition = logPosition;
        attemptsLeft = ATTEMPTS;
        lastNs = System.nanoTime();
    }

    /** Removes what is superfluous once the snapshot is listed. */
    void onTimer() {
        if (keep > 0 && attemptsLeft > 0 && System.nanoTime() - lastNs >= INTERVAL_NS) {
            lastNs = System.nanoTime();
            attemptsLeft--;
            List<LogEntries.Snapshot> snapshots = entries.snapshots();
            if (!snapshots.isEmpty() && snapshots.get(0).logPosition() >= awaitedLogPosition) {
                attemptsLeft = 0;
                remove(snapshots);
            }
        }
    }

    private void remove(List<LogEntries.Snapshot> snapshots) {
        for (LogEntries.Snapshot old : snapshots.subList(Math.min(keep, snapshots.size()), snapshots.size())) {
            entries.invalidate(old);
            superfluous.add(old.consensusRecordingId());
            superfluous.add(old.serviceRecordingId());
        }
        for (int i = superfluous.size(); i > 0; i--) {
            long recordingId = superfluous.pollFirst();
            try {
                archive.purgeRecording(recordingId);
            } catch (ArchiveException e) {
                if (e.errorCode() != ArchiveException.UNKNOWN_RECORDING) {
                    superfluous.addLast(recordingId);
                    storage.say("an old snapshot stays for now: " + e.getMessage());
                }
            }
        }
    }
}
