package org.tallystick.embedded;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.tallystick.node.ExchangeNode;

/** Runs a node from its start to its end on one thread. */
final class NodeThread implements AutoCloseable {
    private static final int MAX_SPINS = 200;
    private static final int MAX_YIELDS = 200;
    private static final long MIN_PARK_NS = TimeUnit.MICROSECONDS.toNanos(1);
    private static final long MAX_PARK_NS = TimeUnit.MICROSECONDS.toNanos(100);

    private final ExchangeNode node;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean isRunning = true;

    NodeThread(ExchangeNode node) {
        this.node = node;
        thread = new Thread(this::run, node.roleName());
        thread.setDaemon(true);
    }

    /** Starts the thread; returns when the node has started, throws what kept it from that. */
    void start() {
        thread.start();
        try {
            started.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Ends the node and waits until everything is gone. */
    @Override
    public void close() {
        isRunning = false;
        boolean isInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            node.startAndLead();
            started.complete(null);
        } catch (Throwable e) {
            started.completeExceptionally(e);
            return;
        }
        IdleStrategy idle = new BackoffIdleStrategy(MAX_SPINS, MAX_YIELDS, MIN_PARK_NS, MAX_PARK_NS);
        try {
            while (isRunning) {
                idle.idle(node.doWork());
            }
        } catch (RuntimeException e) {
            // The node keeps its failure, and the exchange tells it.
        } finally {
            node.onClose();
        }
    }
}
