package org.tallystick.node;

import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.client.ArchiveException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.tallystick.node.log.NodeLog;

/**
 * Removes the recordings of snapshots that newer ones have made superfluous. A snapshot is marked as invalid in the
 * consensus module's list first, so that no start can choose one whose recordings are gone; what could not be removed
 * then is removed after the next snapshot, or the next start.
 */
final class SnapshotRetention {
    /** The consensus module lists a snapshot a little after the service has written its part. */
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

    private static final int ATTEMPTS = 60;

    private final LogEntries entries;
    private final AeronArchive archive;
    private final int keep;
    private final NodeLog log;
    private final Deque<Long> superfluous = new ArrayDeque<>();
    private long awaitedLogPosition;
    private long lastNs;
    private int attemptsLeft;

    /**
     * Prepares to remove.
     *
     * @param entries   of the consensus module
     * @param archive   that holds the recordings
     * @param keep      newest snapshots that stay, 0 for all
     * @param leftovers recordings of invalid snapshots that an earlier run left
     * @param log       hears of what was removed, and what not
     */
    SnapshotRetention(LogEntries entries, AeronArchive archive, int keep, Collection<Long> leftovers, NodeLog log) {
        this.entries = entries;
        this.archive = archive;
        this.keep = keep;
        this.log = log;
        superfluous.addAll(leftovers);
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
                log.info("removed recording " + recordingId + " of an old snapshot");
            } catch (ArchiveException e) {
                if (e.errorCode() != ArchiveException.UNKNOWN_RECORDING) {
                    superfluous.addLast(recordingId);
                    log.warn("an old snapshot stays for now: " + e.getMessage());
                }
            }
        }
    }
}
