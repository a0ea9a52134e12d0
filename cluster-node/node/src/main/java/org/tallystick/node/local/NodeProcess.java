package org.tallystick.node.local;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.tallystick.node.NodeSettings;
import org.tallystick.node.RunFile;

/** The process of a node: started so that it outlives whoever starts it, found again by the id that is kept in a file. */
final class NodeProcess {
    private static final long MAX_LOG_BYTES = 16L << 20;

    /** Longer than any command line of a node. */
    private static final int MAX_COMMAND_LENGTH = 1 << 17;

    /** As the system calls them: dead, or not there. */
    private static final String ENDED_STATES = "ZX?";

    /** Time that a process takes to become another program, on a busy machine. */
    private static final long BECOMING_NS = TimeUnit.SECONDS.toNanos(1);

    private final LocalNode node;
    private final Path pidFile;

    NodeProcess(LocalNode node) {
        this.node = node;
        this.pidFile = node.settings().resolveSibling("node-" + node.id() + ".pid");
    }

    /**
     * Starts it, detached from the terminal of the caller and from its process group.
     *
     * @param heap  greatest heap
     * @param flags for the JVM
     */
    void start(String heap, List<String> flags) {
        try {
            Files.createDirectories(node.folder());
            if (Files.exists(node.log()) && Files.size(node.log()) > MAX_LOG_BYTES) {
                Files.move(
                        node.log(),
                        node.log().resolveSibling(node.log().getFileName() + ".1"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            ProcessBuilder builder = new ProcessBuilder(NodeCommand.of(heap, flags, node.settings()))
                    .directory(node.folder().getParent().toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(node.log().toFile()));
            for (NodeSettings.Key key : NodeSettings.Key.values()) {
                // The caller's environment must not change what the cluster's folder says.
                builder.environment().remove(key.variable());
            }
            Process process = builder.start();
            Files.writeString(pidFile, Long.toString(process.pid()));
        } catch (IOException e) {
            throw new LocalClusterException("cannot start node " + node.id() + ": " + e.getMessage(), e);
        }
    }

    /** The process, where it lives. */
    Optional<ProcessHandle> find() {
        return runFile().map(RunFile::pid).flatMap(this::own).or(() -> pid().flatMap(this::own));
    }

    boolean isRunning() {
        return find().isPresent();
    }

    /** What the node says about itself, also after it was killed. */
    Optional<RunFile> runFile() {
        return RunFile.read(node.folder());
    }

    /** Whether it ran and was not told to stop; whoever finds it dead knows that it ended otherwise. */
    boolean wasStarted() {
        return Files.exists(pidFile);
    }

    void terminate() {
        find().ifPresent(process -> {
            signal(process, "CONT");
            process.destroy();
        });
    }

    void kill() {
        find().ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Sends a signal for which Java has no call. */
    void signal(String name) {
        signal(find().orElseThrow(() -> new LocalClusterException("node " + node.id() + " does not run")), name);
    }

    private void signal(ProcessHandle process, String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .start();
            if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0 && isRunning()) {
                throw new LocalClusterException("cannot send SIG" + name + " to node " + node.id());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalClusterException("interrupted while sending SIG" + name, e);
        }
    }

    /** Whether it is held: lives and is not run by the system. */
    boolean isPaused() {
        return find().map(process -> stateOf(process.pid()) == 'T').orElse(false);
    }

    Duration uptime() {
        return find().flatMap(process -> process.info().startInstant())
                .map(began -> Duration.between(began, Instant.now()))
                .orElse(null);
    }

    /** Removes the shared memory that a dead process left; what tells that it was killed stays. */
    void removeSharedMemory() {
        if (!isRunning()) {
            runFile().ifPresent(RunFile::removeSharedMemory);
        }
    }

    /** Removes everything that a dead process left but its data and its log. */
    void clean() {
        if (!isRunning()) {
            removeSharedMemory();
            RunFile.delete(node.folder());
            try {
                Files.deleteIfExists(pidFile);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Optional<Long> pid() {
        try {
            return Files.exists(pidFile)
                    ? Optional.of(Long.parseLong(Files.readString(pidFile).strip()))
                    : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Numbers of processes come back, and folders are copied: it is the node's only where its command line names this
     * node's settings.
     */
    private Optional<ProcessHandle> own(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> arguments(process).stream().anyMatch(argument -> isOwnSettings(process, argument)));
    }

    private boolean isOwnSettings(ProcessHandle process, String argument) {
        if (!argument.endsWith(node.settings().getFileName().toString())) {
            return false;
        }
        try {
            // The system resolves what is relative to the folder in which the process runs.
            Path folder = Path.of("/proc", Long.toString(process.pid()), "cwd");
            return Files.isSameFile(folder.resolve(argument), node.settings());
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * A process that has ended and that its parent has not looked at has none. Nor has one that is just becoming another
     * program, or is about to end: that takes a moment, and is waited for.
     */
    private static List<String> arguments(ProcessHandle process) {
        Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        try {
            if (Files.exists(file)) {
                String line = readAtOnce(file);
                long beganNs = System.nanoTime();
                while (line.isEmpty()
                        && ENDED_STATES.indexOf(stateOf(process.pid())) < 0
                        && System.nanoTime() - beganNs < BECOMING_NS) {
                    Thread.yield();
                    line = readAtOnce(file);
                }
                return List.of(line.split("\0"));
            }
        } catch (IOException e) {
            return List.of();
        }
        List<String> arguments = new ArrayList<>();
        process.info().commandLine().ifPresent(line -> arguments.addAll(List.of(line.split(" "))));
        return arguments;
    }

    /** In several reads, the first could be of one program and the others of the next. */
    private static String readAtOnce(Path file) throws IOException {
        byte[] bytes = new byte[MAX_COMMAND_LENGTH];
        try (InputStream in = Files.newInputStream(file)) {
            return new String(bytes, 0, Math.max(0, in.read(bytes)), StandardCharsets.UTF_8);
        }
    }

    private static char stateOf(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException | IndexOutOfBoundsException e) {
            return '?';
        }
    }
}
