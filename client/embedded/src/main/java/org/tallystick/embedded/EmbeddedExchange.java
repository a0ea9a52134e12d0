package org.tallystick.embedded;

import io.aeron.CommonContext;
import io.aeron.archive.client.AeronArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.IoUtil;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.tallystick.client.ConnectionConfig;
import org.tallystick.client.ConnectionListener;
import org.tallystick.client.EventHandler;
import org.tallystick.client.EventStreamConfig;
import org.tallystick.client.EventStreamReader;
import org.tallystick.client.ExchangeConnection;
import org.tallystick.client.FrameReader;
import org.tallystick.embedded.EmbeddedConfig.Threading;
import org.tallystick.node.ExchangeNode;
import org.tallystick.node.NodeConfig;
import org.tallystick.node.NodeFailedException;

/**
 * A whole exchange of one node in the caller's process: commands go through a real Raft log, are matched, and come out as
 * reports and as a recorded event stream. Nothing is bound to a network port. Where the data folder was used before, the
 * exchange continues where it ended.
 */
public final class EmbeddedExchange implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Stream ids of connections and readers, several for each; below are those of the node itself. */
    private static final int FIRST_STREAM_ID = 100_000;

    /** Room for the answers to all that a session may have sent without an answer, twice over. */
    private static final String EGRESS_CHANNEL = "aeron:ipc?term-length=8m|alias=egress";

    private final EmbeddedConfig config;
    private final Path folder;
    private final ExchangeNode node;
    private final NodeThread thread;
    private final AtomicInteger nextStreamId = new AtomicInteger(FIRST_STREAM_ID);
    private final Thread exitHook = new Thread(this::onExit, "exchange-exit");
    private volatile boolean isClosed;

    private EmbeddedExchange(EmbeddedConfig config) {
        this.config = config;
        this.folder = config.folder() == null ? temporaryFolder() : config.folder();
        try {
            node = new ExchangeNode(
                    NodeConfig.builder(folder).durability(config.durability()).build());
            if (config.threading() == Threading.OWN_THREAD) {
                thread = new NodeThread(node);
                thread.start();
            } else {
                thread = null;
                node.startAndLead();
            }
        } catch (Throwable e) {
            removeTemporaryFolder();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(exitHook);
    }

    /**
     * Starts an exchange, and returns when it takes connections.
     *
     * @param config how it is run
     * @return the exchange
     * @throws NodeFailedException   where it cannot start
     * @throws IllegalStateException where another exchange uses the folder
     */
    public static EmbeddedExchange launch(EmbeddedConfig config) {
        return new EmbeddedExchange(config);
    }

    /**
     * Connects as a participant.
     *
     * @param principal name of the participant, may be empty
     * @param listener  hears what concerns no session
     * @return the connection
     */
    public ExchangeConnection connect(String principal, ConnectionListener listener) {
        return ExchangeConnection.connect(
                new ConnectionConfig(
                        node.aeronFolder(),
                        CommonContext.IPC_CHANNEL,
                        null,
                        EGRESS_CHANNEL,
                        nextStreamId.getAndIncrement(),
                        principal,
                        TIMEOUT,
                        idleStrategy()),
                listener);
    }

    /**
     * Reads the event stream from its beginning.
     *
     * @param handler takes the events
     * @return the reader
     */
    public EventStreamReader events(EventHandler handler) {
        return new EventStreamReader(eventStreamConfig(), handler);
    }

    /**
     * Where the event stream is read; to be refined with the place to begin at. For one reader.
     *
     * @return the configuration of a reader
     */
    public EventStreamConfig eventStreamConfig() {
        return new EventStreamConfig(
                node.aeronFolder(),
                AeronArchive.Configuration.localControlChannel(),
                AeronArchive.Configuration.localControlStreamId(),
                CommonContext.IPC_CHANNEL,
                nextStreamId.getAndIncrement(),
                CommonContext.IPC_CHANNEL,
                nextStreamId.getAndIncrement(),
                EventStreamConfig.Checkpoint.START,
                1,
                FrameReader.ALL_TOPICS,
                TIMEOUT,
                idleStrategy());
    }

    /**
     * Drives the node where the caller does that; else does nothing.
     *
     * @return how much was done, 0 where the caller may idle
     * @throws NodeFailedException where the node has stopped
     */
    public int poll() {
        checkFailure();
        return thread == null ? node.doWork() : 0;
    }

    /**
     * What to call while waiting for the exchange: drives the node where the caller does that, and throws where the node
     * has stopped.
     *
     * @return an idle strategy for one thread
     */
    public IdleStrategy idleStrategy() {
        return new Waiting();
    }

    /**
     * Takes a snapshot, so that the next start on this folder is quick, and waits for it.
     *
     * @param timeout after which it is given up
     * @return whether it was taken
     */
    public boolean takeSnapshot(Duration timeout) {
        long deadlineNs = System.nanoTime() + timeout.toNanos();
        long before = node.snapshots();
        IdleStrategy idle = idleStrategy();
        boolean isRequested = false;
        while (node.snapshots() == before && System.nanoTime() - deadlineNs < 0) {
            isRequested = isRequested || node.requestSnapshot();
            idle.idle(0);
        }
        return node.snapshots() > before;
    }

    /**
     * What stopped the node.
     *
     * @return null while it runs
     */
    public NodeFailedException failure() {
        return node.failure();
    }

    /**
     * How long the start took.
     *
     * @return from the call to a leader that takes commands
     */
    public Duration startTime() {
        return node.startTime();
    }

    /**
     * How the exchange is run.
     *
     * @return its configuration
     */
    public EmbeddedConfig config() {
        return config;
    }

    /**
     * Where the data is.
     *
     * @return the folder, which goes with the exchange if it is a temporary one
     */
    public Path folder() {
        return folder;
    }

    /** Folder of the shared memory that connections use; gone after {@link #close}. */
    Path sharedMemory() {
        return Path.of(node.aeronFolder());
    }

    /** Stops the exchange and removes what it left outside a folder that the caller named. */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        forgetExitHook();
        try {
            if (thread == null) {
                node.onClose();
            } else {
                thread.close();
            }
        } finally {
            removeTemporaryFolder();
        }
    }

    /** The process ends with the exchange open: a node of its own thread is closed, of another's only the traces go. */
    private void onExit() {
        if (thread != null) {
            thread.close();
        } else {
            IoUtil.delete(sharedMemory().toFile(), true);
        }
        removeTemporaryFolder();
    }

    private void forgetExitHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(exitHook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook runs already.
        }
    }

    private void checkFailure() {
        NodeFailedException failure = node.failure();
        if (failure != null) {
            throw new NodeFailedException(failure);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("tallystick-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void removeTemporaryFolder() {
        if (config.folder() == null) {
            IoUtil.delete(folder.toFile(), true);
        }
    }

    private final class Waiting implements IdleStrategy {
        private final BackoffIdleStrategy backoff = new BackoffIdleStrategy(200, 200, 1_000, 100_000);

        @Override
        public void idle(int workCount) {
            if (thread == null) {
                poll();
            } else {
                checkFailure();
                backoff.idle(workCount);
            }
        }

        @Override
        public void idle() {
            idle(0);
        }

        @Override
        public void reset() {
            backoff.reset();
        }
    }
}
