package org.tallystick.node.local;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for other processes, which cannot wake this one: looks again and again until a deadline. */
final class Waiting {
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private Waiting() {}

    /** @return false where the condition did not hold in time */
    static boolean until(Duration timeout, BooleanSupplier condition) {
        long beganNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - beganNs > timeout.toNanos()) {
                return false;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new LocalClusterException("interrupted while waiting for the cluster");
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
        return true;
    }
}
