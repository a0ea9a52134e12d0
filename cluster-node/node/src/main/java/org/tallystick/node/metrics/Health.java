package org.tallystick.node.metrics;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Whether a node lives: its thread makes rounds, and nothing has failed. Both are looked at from outside; the node's
 * thread counts its rounds and does nothing else for it.
 */
public final class Health {
    /** Time without a round after which the node counts as stuck. */
    static final long STUCK_NS = TimeUnit.SECONDS.toNanos(10);

    private final Supplier<? extends Throwable> failure;
    private final LongSupplier rounds;
    private final LongSupplier ticks;
    private long seenRounds = -1;
    private long seenNs;

    /**
     * Looks at a node.
     *
     * @param failure what stopped it, null while nothing has
     * @param rounds  that its thread has made
     */
    public Health(Supplier<? extends Throwable> failure, LongSupplier rounds) {
        this(failure, rounds, System::nanoTime);
    }

    Health(Supplier<? extends Throwable> failure, LongSupplier rounds, LongSupplier ticks) {
        this.failure = failure;
        this.rounds = rounds;
        this.ticks = ticks;
    }

    /** What is wrong in one line, null where nothing is. */
    synchronized String problem() {
        Throwable failed = failure.get();
        if (failed != null) {
            return String.valueOf(failed.getMessage()).replaceAll("\\s+", " ");
        }
        long now = ticks.getAsLong();
        long made = rounds.getAsLong();
        if (made != seenRounds) {
            seenRounds = made;
            seenNs = now;
        }
        return now - seenNs > STUCK_NS
                ? "the node's thread made no round for " + TimeUnit.NANOSECONDS.toSeconds(now - seenNs) + " s"
                : null;
    }
}
