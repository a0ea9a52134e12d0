package org.tallystick.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What of a log may go. */
class LogPurgeTest {
    private static final long MB = 1 << 20;
    private static final Recording LOG =
            new Recording(Path.of("archive"), 3, 0, -1, 0, (int) (64 * MB), (int) (16 * MB), 8192, 1, 100, "log", 0);
    private static final List<LogEntries.Snapshot> SNAPSHOTS =
            List.of(snapshot(400 * MB + 96), snapshot(300 * MB + 32));

    private static LogEntries.Snapshot snapshot(long logPosition) {
        return new LogEntries.Snapshot(logPosition, 1, 2);
    }

    @Test
    void shouldKeepWholeFilesFromTheOlderOfTwoSnapshotsOn() {
        LogPurge purge = LogPurge.plan(LOG, SNAPSHOTS, Map.of(0, 400 * MB + 96), 1);

        assertEquals(new LogPurge(3, 0, 256 * MB), purge);
        assertEquals("the log (recording 3) from 0 to 268435456, 268435456 bytes", purge.describe());
    }

    @Test
    void shouldKeepWhatTheSlowestMemberNeeds() {
        Map<Integer, Long> newest = Map.of(0, 400 * MB + 96, 1, 130 * MB, 2, 400 * MB + 96);

        assertEquals(128 * MB, LogPurge.plan(LOG, SNAPSHOTS, newest, 3).to());
    }

    @Test
    void shouldRefuseWhereAMemberHasNoSnapshot() {
        Map<Integer, Long> newest = Map.of(0, 400 * MB + 96, 2, 400 * MB + 96);

        String message = assertThrows(StorageException.class, () -> LogPurge.plan(LOG, SNAPSHOTS, newest, 3))
                .getMessage();

        assertTrue(message.contains("member 1 is not known to have a snapshot"), message);
    }

    @Test
    void shouldRefuseWithoutTwoSnapshotsOfItsOwn() {
        String message = assertThrows(
                        StorageException.class, () -> LogPurge.plan(LOG, SNAPSHOTS.subList(0, 1), Map.of(0, 5L), 1))
                .getMessage();

        assertTrue(message.contains("this node has 1 snapshots"), message);
    }

    @Test
    void shouldFindNothingInALogOfOneFile() {
        LogPurge purge = LogPurge.plan(LOG, SNAPSHOTS, Map.of(0, 400 * MB + 96, 1, 1 * MB), 2);

        assertTrue(purge.isEmpty());
        assertEquals(0, purge.run(null));
        assertTrue(purge.describe().contains("nothing to purge"));
    }
}
