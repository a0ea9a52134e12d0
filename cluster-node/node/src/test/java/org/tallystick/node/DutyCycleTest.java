package org.tallystick.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.IdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DutyCycleTest {
    private static final Duration LONGEST_WAIT = Duration.ofMillis(200);

    private final FailStop failStop = new FailStop((part, error) -> {});
    private final DutyCycle cycle = new DutyCycle(failStop, LONGEST_WAIT);
    private final IdleStrategy idle = cycle.idleStrategy();
    private int rounds;

    @Test
    void shouldDriveTheOthersWhileOneWaits() {
        cycle.add("worker", 1, () -> ++rounds);
        cycle.add("waiter", 1, () -> {
            while (rounds < 10) {
                idle.idle();
            }
            return 0;
        });
        cycle.run();
        assertEquals(10, rounds);
    }

    @Test
    void shouldLetAPartWaitAlone() {
        long beganNs = System.nanoTime();
        cycle.add("waiter", 1, () -> {
            while (System.nanoTime() - beganNs < 2 * LONGEST_WAIT.toNanos()) {
                idle.idle();
            }
            return 0;
        });
        cycle.run();
        assertNull(failStop.failure());
    }

    @Test
    void shouldNotLetOneWaitForEverForAnotherThatWaits() {
        cycle.add("outer", 1, () -> {
            while (true) {
                idle.idle();
            }
        });
        cycle.add("inner", 1, () -> {
            while (true) {
                idle.idle();
            }
        });
        assertThrows(AgentTerminationException.class, cycle::run);
        assertInstanceOf(StuckPartException.class, failStop.failure().getCause());
    }

    @Test
    void shouldNotTakeSlowProgressForThat() {
        long beganNs = System.nanoTime();
        cycle.add("outer", 1, () -> {
            while (rounds == 0) {
                idle.idle();
            }
            return 0;
        });
        cycle.add("inner", 1, () -> {
            while (System.nanoTime() - beganNs < 3 * LONGEST_WAIT.toNanos()) {
                idle.idle(0);
                idle.idle(1);
            }
            return ++rounds;
        });
        cycle.run();
        assertNull(failStop.failure());
    }
}
