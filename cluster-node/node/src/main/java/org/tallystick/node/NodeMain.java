package org.tallystick.node;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.IdleStrategy;
import org.tallystick.node.log.NodeLog;

/**
 * A process that is one node: runs until it is told to stop (SIGTERM, SIGINT) or something fails. What it says goes to
 * the standard error output and a file, see {@link NodeLog}; its exit code is one of {@link ExitCode}.
 */
public final class NodeMain {
    private static final long SNAPSHOT_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);

    private final NodeConfig config;
    private final NodeLog log;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean isStopping;
    private volatile ExitCode exitCode;

    private NodeMain(NodeConfig config, PrintStream out) {
        this.config = config;
        this.log = NodeLog.toStream(config.memberId(), out);
    }

    /**
     * Runs a node.
     *
     * @param arguments the configuration file; none where all is in the environment and in system properties
     */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.err).number());
    }

    /**
     * Runs a node on the calling thread until it stops.
     *
     * @param arguments as for {@link #main}
     * @param out       takes what it says
     * @return why it ended
     */
    public static ExitCode run(String[] arguments, PrintStream out) {
        NodeConfig config;
        try {
            if (arguments.length > 1) {
                throw new IllegalArgumentException("one configuration file was expected, not " + arguments.length);
            }
            Path file = arguments.length == 0 ? null : Path.of(arguments[0]);
            config = NodeSettings.read(file, System.getenv(), System.getProperties());
        } catch (IllegalArgumentException e) {
            out.println("tallystick node: " + e.getMessage());
            return ExitCode.CONFIGURATION;
        }
        return new NodeMain(config, out).run();
    }

    private ExitCode run() {
        Thread hook = new Thread(this::onSignal, "node-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            ExitCode code = run(new ExchangeNode(config, log));
            while (code == null && !isStopping) {
                code = run(new ExchangeNode(config, log));
            }
            exitCode = code == null ? ExitCode.STOPPED : code;
        } finally {
            log.close();
            ended.countDown();
        }
        if (!isStopping) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // Told to stop at the same moment.
            }
        }
        return exitCode;
    }

    /** The hook of a JVM that was told to stop: waits for the node, then ends with the node's own exit code. */
    private void onSignal() {
        isStopping = true;
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exitCode == null ? ExitCode.FAILED.number() : exitCode.number());
    }

    /** Runs a node to its end; null where it is to start anew. */
    private ExitCode run(ExchangeNode node) {
        log.info("starting " + describe());
        try {
            node.onStart();
        } catch (IllegalStateException e) {
            log.error("refuses to start: " + e.getMessage(), null);
            return ExitCode.REFUSED;
        } catch (NodeFailedException e) {
            log.error("does not start: " + e.getMessage(), e);
            return codeOf(e);
        }
        try {
            drive(node);
        } catch (NodeFailedException e) {
            close(node);
            if (e.getCause() instanceof StuckPartException) {
                log.warn(e.getMessage() + "; it starts anew");
                return null;
            }
            log.error(e.getMessage(), e);
            return codeOf(e);
        } catch (RuntimeException | Error e) {
            close(node);
            log.error("the node stopped: " + e, e);
            return ExitCode.FAILED;
        }
        close(node);
        log.info("stopped as told");
        return ExitCode.STOPPED;
    }

    private static ExitCode codeOf(NodeFailedException failure) {
        if (failure.getCause() instanceof NodeDivergedException) {
            return ExitCode.DIVERGED;
        }
        return failure.getCause() instanceof StorageException ? ExitCode.REFUSED : ExitCode.FAILED;
    }

    private void drive(ExchangeNode node) {
        IdleStrategy idle = config.threading() == Threading.DEDICATED
                ? Threading.QUIET.newIdleStrategy()
                : config.threading().newIdleStrategy();
        ElectionWatch elections = new ElectionWatch(node, node.counters(), log);
        while (!isStopping) {
            idle.idle(node.doWork());
            elections.poll(System.nanoTime());
        }
        if (config.snapshots().onStop()) {
            takeSnapshot(node, idle);
        }
    }

    private void takeSnapshot(ExchangeNode node, IdleStrategy idle) {
        long before = node.snapshots();
        long beganNs = System.nanoTime();
        boolean isAsked = false;
        while (node.snapshots() == before && System.nanoTime() - beganNs < SNAPSHOT_TIMEOUT_NS) {
            isAsked = isAsked || node.requestSnapshot();
            idle.idle(node.doWork());
        }
        if (node.snapshots() > before) {
            log.info("took a snapshot");
        } else {
            log.warn("took no snapshot within 60 s: is there a leader?");
        }
    }

    private void close(ExchangeNode node) {
        try {
            node.onClose();
        } catch (RuntimeException e) {
            log.warn("while closing: " + e);
        }
    }

    private String describe() {
        return "on " + config.folder().toAbsolutePath() + ", durability "
                + config.durability().name().toLowerCase(java.util.Locale.ROOT) + ", threading "
                + config.threading().name().toLowerCase(java.util.Locale.ROOT)
                + (config.isSharedMemoryAlone() ? ", alone" : ", members " + config.members())
                + "; clients are not authenticated: each is who it says";
    }
}
