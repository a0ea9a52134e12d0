package org.tallystick.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private static final long START_NS = 1_700_000_000_000_000_000L;
    private static final long STEP_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private long wallNs = START_NS;
    private long ticksNs = 5;
    private final SteadyClock clock = new SteadyClock(() -> wallNs, () -> ticksNs);

    @Test
    void shouldTellTheWallClocksTime() {
        assertEquals(START_NS, clock.time());
        pass(TimeUnit.HOURS.toNanos(1), 0);
        assertEquals(wallNs, clock.time());
        assertEquals(TimeUnit.NANOSECONDS, clock.timeUnit());
    }

    @Test
    void shouldNotJumpWithTheWallClock() {
        wallNs += TimeUnit.HOURS.toNanos(1);
        pass(TimeUnit.SECONDS.toNanos(1), 0);
        long ahead = clock.time() - (START_NS + TimeUnit.SECONDS.toNanos(1));
        assertTrue(ahead > 0 && ahead <= TimeUnit.MILLISECONDS.toNanos(1), "ahead by " + ahead + " ns");
    }

    @Test
    void shouldNeverGoBack() {
        wallNs -= TimeUnit.HOURS.toNanos(1);
        long last = clock.time();
        for (int i = 0; i < 10_000; i++) {
            pass(STEP_NS, 0);
            assertTrue(clock.time() >= last);
            last = clock.time();
        }
    }

    @Test
    void shouldFollowAWallClockThatDrifts() {
        pass(TimeUnit.MINUTES.toNanos(10), 500);
        assertTrue(Math.abs(wallNs - clock.time()) < TimeUnit.MILLISECONDS.toNanos(1));
    }

    /** Time goes by, and the wall clock gains so many parts in a million. */
    private void pass(long ns, long driftPpm) {
        for (long passed = 0; passed < ns; passed += STEP_NS) {
            ticksNs += STEP_NS;
            wallNs += STEP_NS + STEP_NS * driftPpm / 1_000_000;
            clock.time();
        }
    }
}
