package org.tallystick.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SnapshotScheduleTest {
    private static final Duration LONG = Duration.ofHours(1);

    @TempDir
    private Path folder;

    @Test
    void shouldTakeSnapshotsByTime() {
        run(new NodeConfig.Snapshots(Duration.ofMillis(200), 0, false, 2), node -> {
            drive(node, () -> node.snapshots() >= 3);
            assertTrue(node.snapshots() >= 3);
        });
    }

    @Test
    void shouldTakeASnapshotWhenThereIsEnoughLog() {
        // The timer alone makes log, ten times a second.
        run(new NodeConfig.Snapshots(LONG, 1000, false, 2), node -> {
            drive(node, () -> node.snapshots() >= 2);
            assertTrue(node.commitPosition() >= 2000);
        });
    }

    @Test
    void shouldTakeNoneUnlessTold() {
        run(NodeConfig.Snapshots.DEFAULT, node -> {
            long position = node.commitPosition();
            drive(node, () -> node.commitPosition() > position + 500);
            assertEquals(0, node.snapshots());
        });
    }

    private void run(NodeConfig.Snapshots snapshots, Consumer<ExchangeNode> body) {
        ExchangeNode node = new ExchangeNode(NodeConfig.builder(folder)
                .durability(Durability.MEMORY)
                .snapshots(snapshots)
                .build());
        node.startAndLead();
        try {
            body.accept(node);
        } finally {
            node.onClose();
        }
    }

    private static void drive(ExchangeNode node, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (node.doWork() == 0) {
                Thread.onSpinWait();
            }
        }
    }
}
