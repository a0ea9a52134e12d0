package org.tallystick.node;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * Waiting of a part that is launched on the node's thread and then runs on its own: until it does, waiting drives the
 * others, which it waits for.
 */
final class OwnThreadIdle implements IdleStrategy {
    private static final int SPINS = 10;
    private static final int YIELDS = 5;
    private static final long LEAST_PARK_NS = 1_000;
    private static final long GREATEST_PARK_NS = TimeUnit.MICROSECONDS.toNanos(50);

    private final Thread launcher = Thread.currentThread();
    private final IdleStrategy launching;
    private final IdleStrategy running = new BackoffIdleStrategy(SPINS, YIELDS, LEAST_PARK_NS, GREATEST_PARK_NS);

    /** @param launching of the node's thread, which is the one that calls this */
    OwnThreadIdle(IdleStrategy launching) {
        this.launching = launching;
    }

    @Override
    public void idle(int workCount) {
        current().idle(workCount);
    }

    @Override
    public void idle() {
        current().idle();
    }

    @Override
    public void reset() {
        current().reset();
    }

    private IdleStrategy current() {
        return Thread.currentThread() == launcher ? launching : running;
    }
}
