package org.tallystick.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tallystick.node.ExitCode;

/** The disk of one node is full: a memory file system of its own, where the test may mount one. */
@Timeout(300)
class DiskFullTest {
    /** A node wants 512 MiB to start. */
    private static final int DISK_MIB = 560;

    private static final int SPARE_MIB = 34;
    private static final int ORDERS = 1_000;
    private static final int NODE = 1;

    @RegisterExtension
    final TestClusters clusters = new TestClusters();

    private Path disk;

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            // Where the test has failed, what the node said is wanted after the file system is gone.
            Path said = disk.resolve("node.log");
            if (Files.exists(said)) {
                Files.copy(said, disk.resolveSibling("node-" + NODE + ".data.log"));
            }
            assertTrue(run("umount", "-l", disk.toString()), () -> "cannot unmount " + disk);
        }
    }

    private void mount(Path folder) throws Exception {
        Files.createDirectories(folder);
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MIB + "m", "tmpfs", folder.toString()),
                "skipped, no file system may be mounted here: that needs root");
        disk = folder;
    }

    /** Fills the disk but for a little. */
    private Path fill() throws IOException {
        Path file = disk.resolve("filling");
        byte[] chunk = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (Files.getFileStore(disk).getUsableSpace() > (long) SPARE_MIB << 20) {
                out.write(chunk);
            }
        }
        return file;
    }

    @Test
    void shouldStopWithAClearLineAndComeBackWhenThereIsRoom() throws Exception {
        TestCluster cluster = clusters.ofProcesses(3, how -> how);
        mount(cluster.folder(NODE));
        cluster.start();
        TestClient client = cluster.client();
        TestSession session = client.openMarket();
        client.bids(session, 1, ORDERS);
        Path filling = fill();

        long next = ORDERS + 1L;
        while (cluster.node(NODE).isRunning()) {
            assertTrue(next < 400_000, "the node stops before long");
            client.bids(session, next, ORDERS);
            next += ORDERS;
        }

        assertEquals(ExitCode.FAILED.number(), cluster.process(NODE).awaitExitCode());
        String end = cluster.node(NODE).end();
        assertTrue(end.toLowerCase(Locale.ROOT).contains("no space left"), end);
        client.bids(session, next, ORDERS);

        Files.delete(filling);
        assertTrue(run("mount", "-o", "remount,size=" + 4 * DISK_MIB + "m", disk.toString()));
        cluster.node(NODE).start();
        cluster.awaitReady();
        client.bids(session, next + ORDERS, ORDERS);
        cluster.awaitAllHave(client.hash(session));
        cluster.assertSameRecords();
    }
}
