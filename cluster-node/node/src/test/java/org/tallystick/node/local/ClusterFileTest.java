package org.tallystick.node.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.node.Durability;
import org.tallystick.node.NodeConfig;
import org.tallystick.node.NodeSettings;
import org.tallystick.node.Threading;

final class ClusterFileTest {
    @TempDir
    private Path folder;

    private LocalClusterConfig.Builder config() {
        return LocalClusterConfig.builder(folder);
    }

    @Test
    void shouldHaveThreeNodesThatKeepEverythingOnDiskUnlessTold() {
        ClusterFile file = ClusterFile.first(config().build());

        assertEquals(3, file.nodes());
        assertEquals(Durability.DISK, file.durability());
        assertEquals(Threading.LOCAL, file.threading());
    }

    @Test
    void shouldReadWhatItWrote() {
        ClusterFile file = ClusterFile.first(config().nodes(5)
                .durability(Durability.MEMORY)
                .heap("2g")
                .jvmFlag("-Xlog:gc")
                .jvmFlag("-XX:+UseParallelGC")
                .setting("snapshotInterval", "5m")
                .build());
        file.write(folder);

        assertEquals(file, ClusterFile.read(folder));
    }

    @Test
    void shouldKeepWhatALaterStartLeavesOut() {
        ClusterFile file = ClusterFile.first(
                config().nodes(1).heap("2g").setting("snapshotInterval", "5m").build());

        assertEquals(file, file.with(config().build()));
    }

    @Test
    void shouldTakeASettingBackThatIsGivenEmpty() {
        ClusterFile file = ClusterFile.first(
                config().setting("snapshotInterval", "5m").setting("mtu", "4k").build());

        assertEquals(
                Map.of("mtu", "4k"),
                file.with(config().setting("snapshotInterval", "").build()).settings());
    }

    @Test
    void shouldRefuseAnotherNumberOfNodesThanItWasFirstStartedWith() {
        ClusterFile file = ClusterFile.first(config().nodes(3).build());

        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> file.with(config().nodes(5).build()))
                .getMessage();

        assertTrue(message.contains("nodes 3"), message);
    }

    @Test
    void shouldRefuseAnotherDurabilityThanItWasFirstStartedWith() {
        ClusterFile file = ClusterFile.first(config().build());

        assertThrows(
                IllegalArgumentException.class,
                () -> file.with(config().durability(Durability.MEMORY).build()));
    }

    @Test
    void shouldRefuseASettingThatBelongsToTheClusterAsAWhole() {
        LocalClusterConfig config = config().setting("memberId", "2").build();

        assertThrows(IllegalArgumentException.class, () -> ClusterFile.first(config));
    }

    @Test
    void shouldRefuseAnEvenNumberOfNodes() {
        LocalClusterConfig.Builder builder = config().nodes(2);

        assertThrows(IllegalArgumentException.class, builder::build);
    }

    @Test
    void shouldSayWhichFileCannotBeRead() throws Exception {
        Files.writeString(folder.resolve("cluster.properties"), "nodes=three\n");

        String message = assertThrows(LocalClusterException.class, () -> ClusterFile.read(folder))
                .getMessage();

        assertTrue(message.contains("cluster.properties"), message);
    }

    @Test
    void shouldGiveEveryNodeSettingsThatItUnderstands() {
        ClusterFile file =
                ClusterFile.first(config().setting("heartbeatTimeout", "500ms").build());
        Path settings = folder.resolve("node-2.properties");
        ClusterFile.store(file.node(2, folder.resolve("node-2")), settings, "test");

        NodeConfig node = NodeSettings.read(settings, Map.of(), new Properties());

        assertEquals(2, node.memberId());
        assertEquals(file.members(), node.members());
        assertEquals(folder.resolve("node-2"), node.folder());
        assertEquals(Duration.ofMillis(500), node.heartbeatTimeout());
    }

    @Test
    void shouldCheckASettingBeforeAnythingIsStarted() {
        LocalClusterConfig config = config().setting("heartbeatTimeout", "fast").build();

        String message = assertThrows(IllegalArgumentException.class, () -> LocalCluster.prepare(config))
                .getMessage();

        assertTrue(message.contains("heartbeatTimeout=fast"), message);
        assertFalse(ClusterFile.exists(folder));
    }
}
