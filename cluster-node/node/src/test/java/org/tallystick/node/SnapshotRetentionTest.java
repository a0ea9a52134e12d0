package org.tallystick.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Old snapshots go when new ones are taken. */
@Timeout(120)
class SnapshotRetentionTest {
    @TempDir
    Path folder;

    private final List<LogEntries.Snapshot> taken = new ArrayList<>();

    @Test
    void shouldKeepTheNewestTwo() {
        run(StorageConfig.defaults(), 4, 2);

        for (int i = 0; i < 4; i++) {
            Recording consensus = stored().recording(taken.get(i).consensusRecordingId());
            Recording service = stored().recording(taken.get(i).serviceRecordingId());
            if (i < 2) {
                assertNull(consensus);
                assertNull(service);
            } else {
                assertNotNull(consensus);
                assertNotNull(service);
            }
        }
        try (TestNode node = TestNode.start(folder)) {
            node.join().bid(10_001, 10);
        }
    }

    @Test
    void shouldKeepAllWhereThatIsAsked() {
        run(StorageConfig.defaults().snapshotsToKeep(0), 3, 3);
    }

    @Test
    void shouldRemoveWhatAnEarlierRunLeft() {
        run(StorageConfig.defaults().snapshotsToKeep(0), 3, 3);
        new LogEntries(folder.resolve("cluster")).invalidate(taken.get(0));

        try (TestNode node = TestNode.start(folder)) {
            node.snapshot();
            node.await(() -> stored().recording(taken.get(0).serviceRecordingId()) == null);
            node.await(() -> stored().recording(taken.get(1).serviceRecordingId()) == null);
        }
    }

    private void run(StorageConfig config, int snapshots, int kept) {
        LogEntries entries = new LogEntries(folder.resolve("cluster"));
        try (TestNode node = TestNode.start(folder, config)) {
            node.open();
            for (int i = 0; i < snapshots; i++) {
                node.bid(1 + 100 * i, 100).snapshot();
                taken.add(entries.snapshots().get(0));
            }
            LogEntries.Snapshot oldest = taken.get(0);
            node.await(() -> entries.snapshots().size() == kept
                    && (kept == snapshots) == (stored().recording(oldest.serviceRecordingId()) != null));
        }
        assertEquals(kept, entries.snapshots().size());
    }

    private StoredFolder stored() {
        return new StoredFolder(folder);
    }
}
