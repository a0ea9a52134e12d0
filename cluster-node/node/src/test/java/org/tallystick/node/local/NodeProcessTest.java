package org.tallystick.node.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.node.Member;

/** Which processes are a node's, shown on one that only waits. */
final class NodeProcessTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @TempDir
    private Path dir;

    private Path folder;
    private Process other;

    @BeforeEach
    void makeFolder() throws Exception {
        folder = Files.createDirectory(dir.resolve("cluster"));
    }

    @AfterEach
    void killOther() throws Exception {
        if (other != null) {
            other.destroyForcibly().waitFor();
        }
    }

    private NodeProcess node(Path cluster) {
        return new NodeProcess(LocalNode.in(cluster, 1, new Member("127.0.0.1", 20_000)));
    }

    /** A process whose command line names a file, as that of a node names its settings. */
    private void runWith(String file) throws Exception {
        other = new ProcessBuilder("sh", "-c", "read line", file)
                .directory(dir.toFile())
                .start();
        Files.writeString(folder.resolve("node-1.properties"), "");
        Files.writeString(folder.resolve("node-1.pid"), Long.toString(other.pid()));
    }

    @Test
    void shouldKnowItsProcess() throws Exception {
        runWith(folder.resolve("node-1.properties").toString());

        assertTrue(node(folder).isRunning());
        assertTrue(node(folder).wasStarted());
    }

    /** Between two programs a process has no command line for a moment; a shell that becomes itself has many of those. */
    @Test
    void shouldKnowItsProcessWhileItBecomesAnotherProgram() throws Exception {
        String settings = folder.resolve("node-1.properties").toString();
        Files.writeString(folder.resolve("node-1.properties"), "");
        other = new ProcessBuilder(
                        "sh", "-c", "exec sh -c \"$1\" \"$0\" \"$1\"", settings, "exec sh -c \"$1\" \"$0\" \"$1\"")
                .start();
        Files.writeString(folder.resolve("node-1.pid"), Long.toString(other.pid()));
        NodeProcess node = node(folder);

        for (int i = 0; i < 2_000; i++) {
            assertTrue(node.isRunning(), "at look " + i);
        }
    }

    @Test
    void shouldKnowItsProcessByANameThatIsRelative() throws Exception {
        runWith("cluster/node-1.properties");

        assertTrue(node(folder).isRunning());
    }

    @Test
    void shouldNotTakeAnotherProcessOfTheSameNumberForItsOwn() throws Exception {
        runWith("anything");

        assertFalse(node(folder).isRunning());
        node(folder).kill();
        assertTrue(other.isAlive());
    }

    @Test
    void shouldNotTakeTheNodeOfTheFolderThatItsOwnIsACopyOfForItsOwn() throws Exception {
        runWith(folder.resolve("node-1.properties").toString());
        Path copy = Files.createDirectory(dir.resolve("copy"));
        for (String name : new String[] {"node-1.properties", "node-1.pid"}) {
            Files.copy(folder.resolve(name), copy.resolve(name));
        }

        assertFalse(node(copy).isRunning());
    }

    @Test
    void shouldPauseResumeAndKillItsProcess() throws Exception {
        runWith(folder.resolve("node-1.properties").toString());
        NodeProcess node = node(folder);

        node.signal("STOP");
        assertTrue(Waiting.until(TIMEOUT, node::isPaused));
        node.signal("CONT");
        assertTrue(Waiting.until(TIMEOUT, () -> !node.isPaused()));
        node.kill();
        assertTrue(Waiting.until(TIMEOUT, () -> !node.isRunning()));
        node.clean();
        assertFalse(node.wasStarted());
        assertEquals(137, other.waitFor());
    }
}
