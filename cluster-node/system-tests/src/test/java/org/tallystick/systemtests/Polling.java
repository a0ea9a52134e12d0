package org.tallystick.systemtests;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The one way to wait in a test: look again and again, until something is so or a deadline has passed. */
final class Polling {
    /** Long enough for anything on a machine on which much else runs. */
    static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private Polling() {}

    /** Waits until something is so; fails, saying what was waited for, where it is not in time. */
    static void await(String what, BooleanSupplier condition) {
        await(() -> what, condition, () -> LockSupport.parkNanos(PAUSE_NS));
    }

    /** The same, with something to be done meanwhile, which may pause. */
    static void await(Supplier<String> what, BooleanSupplier condition, Runnable meanwhile) {
        if (!within(TIMEOUT, condition, meanwhile)) {
            fail("waited in vain for " + TIMEOUT.toSeconds() + " s: " + what.get());
        }
    }

    /** Whether something comes to be so within a time. */
    static boolean within(Duration time, BooleanSupplier condition, Runnable meanwhile) {
        long deadlineNs = System.nanoTime() + time.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs > 0) {
                return false;
            }
            meanwhile.run();
        }
        return true;
    }
}
