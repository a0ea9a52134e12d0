package org.tallystick.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.node.RunFile;
import org.tallystick.node.local.LocalCluster;
import org.tallystick.node.local.NodeStatus;

/** {@code tally cluster}, on nodes that are processes of their own. */
final class ClusterCommandTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @TempDir
    private Path dir;

    /** What a command ended with and said. */
    private record Said(int exitCode, String out, String err) {}

    private Said tally(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] all = Arrays.copyOf(arguments, arguments.length + 3);
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[0] = "cluster";
        all[arguments.length + 1] = "--dir";
        all[arguments.length + 2] = dir.toString();
        int exitCode = Tally.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
        return new Said(exitCode, out.toString(), err.toString());
    }

    private String done(String... arguments) {
        Said said = tally(arguments);
        assertEquals(Tally.DONE, said.exitCode(), said::toString);
        return said.out();
    }

    @AfterEach
    void stopWhatRuns() {
        if (Files.exists(dir.resolve("cluster.properties"))) {
            LocalCluster.open(dir).close();
        }
    }

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void shouldStartWatchKillRestartAndStopThreeNodes() throws Exception {
        startTwiceAtOnce();
        LocalCluster cluster = LocalCluster.open(dir);
        List<File> sharedMemory = sharedMemory(cluster);
        assertTrue(done("start").contains("nodes 0, 1, 2 run already"));
        assertTrue(done("status").contains("leader"));

        assertTrue(done("snapshot").startsWith("nodes 0, 1, 2 took a snapshot at log position "));

        int first = cluster.awaitLeader(TIMEOUT);
        assertTrue(done("kill", "--leader").startsWith("node " + first + " led"));
        assertNotEquals(first, cluster.awaitLeader(TIMEOUT));
        Said status = tally("status");
        assertEquals(Tally.FAILED, status.exitCode(), "a node is missing");
        assertTrue(status.out().contains("killed"), status::out);

        sharedMemory.addAll(sharedMemoryAfterRestart(cluster, first));
        done("status");

        pauseAndResume(cluster, first);

        assertTrue(done("stop", "--snapshot").contains("nodes 0, 1, 2 stopped"));
        for (NodeStatus node : cluster.status().nodes()) {
            assertEquals(NodeStatus.State.STOPPED, node.state());
        }
        for (File folder : sharedMemory) {
            assertFalse(folder.exists(), folder::toString);
        }
    }

    /** Both find all three nodes running, of which each was started once. */
    private void startTwiceAtOnce() throws Exception {
        String[] start = {"start", "--nodes", "3", "--durability", "memory", "--threading", "quiet"};
        CompletableFuture<Said> other = CompletableFuture.supplyAsync(() -> tally(start));
        done(start);
        assertEquals(
                Tally.DONE, other.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS).exitCode());
        for (int id = 0; id < 3; id++) {
            List<String> log = Files.readAllLines(dir.resolve("node-" + id + ".log"));
            assertEquals(
                    1, log.stream().filter(line -> line.contains(" starting ")).count(), log::toString);
        }
    }

    private List<File> sharedMemoryAfterRestart(LocalCluster cluster, int id) {
        assertTrue(done("restart", "--node", Integer.toString(id)).contains("node " + id + " started"));
        return sharedMemory(cluster);
    }

    private static List<File> sharedMemory(LocalCluster cluster) {
        List<File> folders = new ArrayList<>();
        cluster.nodes()
                .forEach(node -> RunFile.read(node.folder())
                        .ifPresent(run -> folders.add(run.aeronFolder().toFile())));
        assertEquals(3, folders.size());
        return folders;
    }

    private static void pauseAndResume(LocalCluster cluster, int id) {
        cluster.pause(id);
        assertEquals(NodeStatus.State.PAUSED, cluster.status().nodes().get(id).state());
        cluster.resume(id);
        cluster.awaitReady(TIMEOUT);
    }

    @Test
    void shouldCallAFolderWithoutAClusterAFailure() {
        Said said = tally("status");

        assertEquals(Tally.FAILED, said.exitCode());
        assertTrue(said.err().contains("no cluster was started here"), said::err);
    }

    @Test
    void shouldCallTwoNodesWrongUsage() {
        Said said = tally("start", "--nodes", "2");

        assertEquals(Tally.WRONG_USAGE, said.exitCode());
        assertTrue(said.err().contains("1, 3 or 5"), said::err);
    }

    @Test
    void shouldCallAnUnknownSettingWrongUsage() {
        Said said = tally("start", "--set", "hartbeatTimeout=1s");

        assertEquals(Tally.WRONG_USAGE, said.exitCode());
        assertTrue(said.err().contains("hartbeatTimeout"), said::err);
    }

    @Test
    void shouldNeedToBeToldWhichNodesToKill() {
        assertEquals(Tally.WRONG_USAGE, tally("kill").exitCode());
    }
}
