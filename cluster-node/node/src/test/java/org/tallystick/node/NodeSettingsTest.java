package org.tallystick.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeSettingsTest {
    @TempDir
    private Path folder;

    private final Properties system = new Properties();

    @Test
    void shouldHaveDefaultsForAllButTheFolder() throws IOException {
        NodeConfig config = read("folder=/data");
        assertEquals(Path.of("/data"), config.folder());
        assertTrue(config.isSharedMemoryAlone());
        assertEquals(Durability.DISK, config.durability());
        assertEquals(Threading.LOCAL, config.threading());
        assertEquals(Duration.ofSeconds(1), config.heartbeatTimeout());
        assertEquals(
                Duration.ofMillis(300), read("folder=/data\ndurability=memory").heartbeatTimeout());
        assertEquals(NodeConfig.Buffers.DEFAULT, config.buffers());
        assertEquals(NodeConfig.Snapshots.DEFAULT, config.snapshots());
        assertNull(config.metricsAddress());
        assertEquals(Path.of("/data/node.log"), config.logFile());
    }

    @Test
    void shouldReadEverySetting() throws IOException {
        NodeConfig config = read("""
                folder=/data
                memberId=1
                members=localhost:20000, localhost:20010 ,10.0.0.3:20000
                openNetwork=true
                durability=memory
                threading=dedicated
                cpus=1-4,7
                heartbeatTimeout=1s
                connectionTimeout=5m
                stallTimeout=1h
                maxConnections=7
                mtu=4096
                logTermLength=1m
                termLength=64k
                segmentLength=2m
                snapshotInterval=1d
                snapshotLogLength=1g
                snapshotOnStop=true
                snapshotsKept=5
                metrics=localhost:9090
                log=/var/log/tally
                """);
        assertEquals(1, config.memberId());
        assertEquals(new Member("10.0.0.3", 20_000), config.members().get(2));
        assertEquals(new Member("localhost", 20_010), config.self());
        assertTrue(config.isOpenNetwork());
        assertEquals(Durability.MEMORY, config.durability());
        assertEquals(Threading.DEDICATED, config.threading());
        assertEquals(List.of(1, 2, 3, 4, 7), config.cpus());
        assertEquals(Duration.ofSeconds(1), config.heartbeatTimeout());
        assertEquals(Duration.ofMinutes(5), config.connectionTimeout());
        assertEquals(Duration.ofHours(1), config.stallTimeout());
        assertEquals(7, config.maxConnections());
        assertEquals(new NodeConfig.Buffers(4096, 1 << 20, 64 << 10, 2 << 20), config.buffers());
        assertEquals(new NodeConfig.Snapshots(Duration.ofDays(1), 1L << 30, true, 5), config.snapshots());
        assertEquals("localhost:9090", config.metricsAddress());
        assertEquals(Path.of("/var/log/tally"), config.logFile());
    }

    @Test
    void shouldWriteNoLogFileWhereToldSo() throws IOException {
        assertNull(read("folder=/data\nlog=none").logFile());
    }

    @Test
    void shouldLetTheEnvironmentAndPropertiesOfTheJvmOverrideTheFile() throws IOException {
        Path file = file("folder=/data\nmaxConnections=1\nsnapshotsKept=3");
        system.setProperty("tallystick.maxConnections", "3");
        NodeConfig config = NodeSettings.read(
                file, Map.of("TALLYSTICK_MAX_CONNECTIONS", "2", "TALLYSTICK_SNAPSHOTS_KEPT", "4"), system);
        assertEquals(3, config.maxConnections());
        assertEquals(4, config.snapshots().kept());
    }

    @Test
    void shouldHandAeronsOwnSettingsOn() throws IOException {
        read("folder=/data\naeron.socket.so_sndbuf=1m");
        assertEquals("1m", system.getProperty("aeron.socket.so_sndbuf"));
    }

    @Test
    void shouldRefuseAKeyThatIsNotKnownAndNameThoseThatAre() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> read("folder=/data\ndurabilty=disk"));
        assertTrue(refusal.getMessage().contains("'durabilty'"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("durability"), refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "memberId=x; memberId=x, expected number",
                "memberId=1; member 1 of 0 members",
                "members=localhost; members=localhost, expected host:port",
                "members=localhost:0; expected host:port",
                "members=localhost:65532; expected host:port",
                "durability=Disk; expected disk, memory",
                "threading=fast; expected local, quiet, dedicated",
                "openNetwork=yes; expected true or false",
                "heartbeatTimeout=99ms; expected duration, 100ms to 60s",
                "heartbeatTimeout=300; expected duration",
                "stallTimeout=200ms; shorter than the heartbeat timeout",
                "logTermLength=100k; no power of two",
                "logTermLength=2g; expected bytes, 64k to 1g",
                "segmentLength=1m; segmentLength 1048576 < logTermLength",
                "snapshotsKept=1; at least 2 snapshots",
                "snapshotInterval=99999999999999999999s; expected duration",
            })
    void shouldSayWhatIsWrongAndWhatWasExpected(String line, String message) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> read("folder=/data\n" + line));
        assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
    }

    @Test
    void shouldRefuseAMissingFileAndAMissingFolder() {
        assertTrue(assertThrows(
                        IllegalArgumentException.class,
                        () -> NodeSettings.read(folder.resolve("none"), Map.of(), system))
                .getMessage()
                .contains("none"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> read("memberId=0"))
                .getMessage()
                .contains("'folder' is not set"));
    }

    private NodeConfig read(String text) throws IOException {
        return NodeSettings.read(file(text), Map.of(), system);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("node.properties"), text);
    }
}
