package org.tallystick.systemtests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.tallystick.node.NodeMain;
import org.tallystick.node.RunFile;
import org.tallystick.node.local.LocalCluster;
import org.tallystick.node.local.LocalNode;

/**
 * A node that is a process of its own, started by the test itself: it sees the exit code, and can put other classes in
 * front of the node's.
 */
final class ProcessNode implements TestNode {
    private final LocalCluster cluster;
    private final LocalNode node;
    private Process process;
    private Path firstClasses;

    /**
     * A node that does not run.
     *
     * @param cluster in whose folder its settings are
     * @param node    of it
     */
    ProcessNode(LocalCluster cluster, LocalNode node) {
        this.cluster = cluster;
        this.node = node;
    }

    /** From the next start on, these classes are the node's, and its own where they lack some; null for its own. */
    void firstClasses(Path folder) {
        firstClasses = folder;
    }

    @Override
    public void start() {
        if (isRunning()) {
            throw new IllegalStateException("node " + node.id() + " runs");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens",
                "java.base/jdk.internal.misc=ALL-UNNAMED",
                "--add-opens",
                "java.base/java.util.zip=ALL-UNNAMED",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+PerfDisableSharedMem",
                "-cp",
                (firstClasses == null ? "" : firstClasses + File.pathSeparator) + System.getProperty("java.class.path"),
                NodeMain.class.getName(),
                node.settings().toString()));
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(node.log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code kill -9}; waits until it is dead, and removes its shared memory. */
    void kill() {
        if (process != null) {
            process.destroyForcibly();
            awaitEnd();
            RunFile.read(node.folder()).ifPresent(RunFile::removeSharedMemory);
        }
    }

    /** Waits until the process ends by itself. */
    int awaitExitCode() {
        awaitEnd();
        return process.exitValue();
    }

    @Override
    public void stop() {
        if (isRunning()) {
            process.destroy();
            awaitEnd();
        }
    }

    @Override
    public void pause() {
        cluster.pause(node.id());
    }

    @Override
    public void resume() {
        cluster.resume(node.id());
    }

    @Override
    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    @Override
    public boolean isReady() {
        return isRunning() && cluster.status().takesPart(node.id());
    }

    @Override
    public boolean isLeader() {
        return isRunning()
                && cluster.leader().filter(leader -> leader == node.id()).isPresent();
    }

    @Override
    public boolean requestSnapshot() {
        cluster.snapshot(Polling.TIMEOUT);
        return true;
    }

    @Override
    public String said() {
        try {
            return Files.exists(node.log()) ? Files.readString(node.log()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String end() {
        if (process == null || process.isAlive() || process.exitValue() == 0) {
            return "";
        }
        String said = said().strip();
        return "exit code " + process.exitValue() + ": " + said.substring(said.lastIndexOf('\n') + 1);
    }

    private void awaitEnd() {
        try {
            assertTrue(
                    process.waitFor(Polling.TIMEOUT.toSeconds(), TimeUnit.SECONDS),
                    () -> "node " + node.id() + " did not end in time; its log: " + node.log());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a node ends", e);
        }
    }
}
