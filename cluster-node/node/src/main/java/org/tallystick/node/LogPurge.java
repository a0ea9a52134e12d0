package org.tallystick.node;

import io.aeron.archive.client.AeronArchive;
import java.util.List;
import java.util.Map;

/**
 * The removal of the log's oldest files. A log is the only thing from which everything else can be made again, so nothing
 * is removed that any member might need: a member whose newest snapshot lies before what the others still have could
 * never come back. Nobody does this but an operator, who has kept the files elsewhere.
 *
 * @param recordingId of the log
 * @param from        position at which the log begins
 * @param to          position at which it is to begin
 */
record LogPurge(long recordingId, long from, long to) {
    private static final int SNAPSHOTS_NEEDED = 2;

    /**
     * Finds out what could be removed. This is the dry run: nothing is changed.
     *
     * @param log       of this node
     * @param snapshots of this node, the newest first
     * @param newest    log position of the newest snapshot, by member
     * @param members   of the cluster, numbered from 0
     * @return what {@link #run} would remove; may be nothing
     * @throws StorageException where anything stands against it
     */
    static LogPurge plan(Recording log, List<LogEntries.Snapshot> snapshots, Map<Integer, Long> newest, int members) {
        if (snapshots.size() < SNAPSHOTS_NEEDED) {
            throw new StorageException("the log is not purged: this node has " + snapshots.size() + " snapshots, "
                    + SNAPSHOTS_NEEDED + " are needed, so that a damaged one can be done without");
        }
        long limit = snapshots.get(SNAPSHOTS_NEEDED - 1).logPosition();
        for (int member = 0; member < members; member++) {
            Long position = newest.get(member);
            if (position == null || position <= 0) {
                throw new StorageException("the log is not purged: member " + member
                        + " is not known to have a snapshot. Without one it needs the whole log");
            }
            limit = Math.min(limit, position);
        }
        long to = Math.max(log.startPosition(), log.segmentBegin(Math.max(limit, log.startPosition())));
        return new LogPurge(log.id(), log.startPosition(), to);
    }

    /** Whether there is anything to remove. */
    boolean isEmpty() {
        return to == from;
    }

    /**
     * Removes it.
     *
     * @param archive of this node
     * @return files removed
     */
    long run(AeronArchive archive) {
        return isEmpty() ? 0 : archive.purgeSegments(recordingId, to);
    }

    /** For the operator. */
    String describe() {
        return isEmpty()
                ? "nothing to purge: the log begins at " + from + " and all of that file is needed"
                : "the log (recording " + recordingId + ") from " + from + " to " + to + ", " + (to - from) + " bytes";
    }
}
