package org.tallystick.node;

import io.aeron.cluster.service.ClusterClock;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.agrona.concurrent.HighResolutionClock;

/**
 * Nanoseconds since the epoch that never jump: a node's wall clock that is set, by hand or by a time service, would else
 * end every connection at once and hold up all that waits for a time. It follows the wall clock by at most one part in a
 * thousand, and is for one thread at a time.
 */
final class SteadyClock implements ClusterClock {
    private static final long CHECK_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long GREATEST_STEP_NS = CHECK_INTERVAL_NS / 1000;

    private final LongSupplier wallClock;
    private final LongSupplier ticks;
    private long offsetNs;
    private long checkedAt;

    SteadyClock() {
        this(HighResolutionClock::epochNanos, System::nanoTime);
    }

    SteadyClock(LongSupplier wallClock, LongSupplier ticks) {
        this.wallClock = wallClock;
        this.ticks = ticks;
        checkedAt = ticks.getAsLong();
        offsetNs = wallClock.getAsLong() - checkedAt;
    }

    @Override
    public TimeUnit timeUnit() {
        return TimeUnit.NANOSECONDS;
    }

    @Override
    public long time() {
        long now = ticks.getAsLong();
        if (now - checkedAt >= CHECK_INTERVAL_NS) {
            checkedAt = now;
            long difference = wallClock.getAsLong() - now - offsetNs;
            offsetNs += Math.max(-GREATEST_STEP_NS, Math.min(GREATEST_STEP_NS, difference));
        }
        return now + offsetNs;
    }

    @Override
    public long timeMillis() {
        return TimeUnit.NANOSECONDS.toMillis(time());
    }

    @Override
    public long timeMicros() {
        return TimeUnit.NANOSECONDS.toMicros(time());
    }

    @Override
    public long timeNanos() {
        return time();
    }

    @Override
    public long convertToNanos(long time) {
        return time;
    }
}
