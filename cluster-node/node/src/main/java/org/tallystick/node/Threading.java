package org.tallystick.node;

import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;

/** How a node uses the cores it runs on. */
public enum Threading {
    /**
     * One thread for the whole node, which gives way when it has nothing to do, but never sleeps: lowest latency on few
     * cores. With durability {@code disk} the archive of a cluster's member has another, which waits for the disk.
     */
    LOCAL,

    /** One thread for the whole node, which sleeps up to four milliseconds when it has nothing to do: little load when idle. */
    QUIET,

    /** A thread of its own for each part, pinned to a core of its own, which never gives way: for machines with cores to spare. */
    DEDICATED;

    private static final int QUIET_SPINS = 2;
    private static final int QUIET_YIELDS = 2;
    private static final long QUIET_LEAST_PARK_NS = 200_000;
    private static final long QUIET_GREATEST_PARK_NS = 4_000_000;

    /** Whether one thread drives all parts. */
    boolean isOneThread() {
        return this != DEDICATED;
    }

    /**
     * What a thread of the node does when it has nothing to do.
     *
     * @return a new strategy, for one thread
     */
    public IdleStrategy newIdleStrategy() {
        return switch (this) {
            case LOCAL -> YieldingIdleStrategy.INSTANCE;
            case QUIET ->
                new BackoffIdleStrategy(QUIET_SPINS, QUIET_YIELDS, QUIET_LEAST_PARK_NS, QUIET_GREATEST_PARK_NS);
            case DEDICATED -> BusySpinIdleStrategy.INSTANCE;
        };
    }
}
