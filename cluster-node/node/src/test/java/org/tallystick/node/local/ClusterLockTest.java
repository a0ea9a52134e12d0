package org.tallystick.node.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClusterLockTest {
    @TempDir
    private Path folder;

    @Test
    void shouldGiveBackWhatTheActionGives() {
        assertEquals(7, ClusterLock.holding(folder, Duration.ZERO, () -> 7));
        assertEquals(8, ClusterLock.holding(folder, Duration.ZERO, () -> 8));
    }

    @Test
    void shouldNotBeHeldTwice() {
        ClusterLock.holding(folder, Duration.ZERO, () -> {
            String message = assertThrows(
                            LocalClusterException.class, () -> ClusterLock.holding(folder, Duration.ZERO, () -> 1))
                    .getMessage();
            assertTrue(message.contains(folder.toString()), message);
            return null;
        });
    }
}
