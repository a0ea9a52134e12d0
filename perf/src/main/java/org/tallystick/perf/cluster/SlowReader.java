package org.tallystick.perf.cluster;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Reads what has come for a client, on a thread of its own, and stops reading when told to: as a program that hangs. */
final class SlowReader implements AutoCloseable {
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final MarketClient client;
    private final Thread thread = new Thread(this::run, "slow client");
    private volatile boolean isReading = true;
    private volatile boolean isClosed;
    private volatile RuntimeException failure;

    SlowReader(MarketClient client) {
        this.client = client;
        thread.setDaemon(true);
        thread.start();
    }

    void read(boolean does) {
        isReading = does;
        if (failure != null) {
            throw failure;
        }
    }

    private void run() {
        try {
            while (!isClosed) {
                if (isReading) {
                    client.poll();
                } else {
                    LockSupport.parkNanos(PAUSE_NS);
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    @Override
    public void close() {
        isClosed = true;
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
}
