package org.tallystick.node;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.CommonContext;
import io.aeron.cluster.client.AeronCluster;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.node.counters.CounterValues;
import org.tallystick.node.counters.CountersFile;

/** A node alone, on a thread of its own, for tests. */
final class RunningNode implements AutoCloseable {
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);

    final ExchangeNode node;
    private final Thread thread = new Thread(this::run, "node-under-test");
    private volatile boolean isRunning = true;
    private volatile boolean isStartAllowed;
    private volatile boolean isCloseAllowed = true;
    private volatile Throwable thrown;

    /** A node that has not started. */
    RunningNode(NodeConfig config) {
        node = new ExchangeNode(config);
        thread.setDaemon(true);
        thread.start();
    }

    /** Starts the node without waiting for it. */
    RunningNode launch() {
        isStartAllowed = true;
        return this;
    }

    RunningNode start() {
        launch();
        await(node::isReady);
        return this;
    }

    /** Lets the node stand as it is after a failure, until it is closed. */
    void keepAfterFailure() {
        isCloseAllowed = false;
    }

    CounterValues counters() {
        return CounterValues.read(
                CountersFile.open(java.nio.file.Path.of(node.aeronFolder())),
                node.config().memberId());
    }

    /** Connects, sends messages that are none, and stays connected until the work is done. */
    void sendNonsense(int messages, Runnable work) {
        try (AeronCluster client = AeronCluster.connect(new AeronCluster.Context()
                .aeronDirectoryName(node.aeronFolder())
                .ingressChannel(CommonContext.IPC_CHANNEL)
                .egressChannel(CommonContext.IPC_CHANNEL))) {
            UnsafeBuffer message = new UnsafeBuffer(new byte[] {1, 2, 3});
            for (int i = 0; i < messages; i++) {
                await(() -> {
                    client.pollEgress();
                    return client.offer(message, 0, message.capacity()) > 0;
                });
            }
            work.run();
        }
    }

    void await(BooleanSupplier condition) {
        long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        IdleStrategy idle = new BackoffIdleStrategy(10, 10, 1_000, 1_000_000);
        while (!condition.getAsBoolean()) {
            assertTrue(thrown == null || !isCloseAllowed, () -> "the node: " + thrown);
            assertTrue(System.nanoTime() - deadlineNs < 0, "in time");
            idle.idle(0);
        }
    }

    @Override
    public void close() {
        isRunning = false;
        isCloseAllowed = true;
        try {
            thread.join(TimeUnit.NANOSECONDS.toMillis(TIMEOUT_NS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertTrue(!thread.isAlive(), "the node has ended");
    }

    private void run() {
        IdleStrategy idle = Threading.QUIET.newIdleStrategy();
        while (!isStartAllowed && isRunning) {
            idle.idle(0);
        }
        try {
            if (isRunning) {
                node.onStart();
            }
            while (isRunning) {
                idle.idle(node.doWork());
            }
        } catch (RuntimeException e) {
            thrown = e;
        }
        while (!isCloseAllowed) {
            idle.idle(0);
        }
        node.onClose();
    }
}
