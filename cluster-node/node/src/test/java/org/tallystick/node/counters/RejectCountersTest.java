package org.tallystick.node.counters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tallystick.codecs.types.RejectReason;

/** A reason has a counter once it has occurred. */
class RejectCountersTest {
    private static final int MEMBER = 3;

    private MediaDriver driver;
    private Aeron aeron;

    @BeforeEach
    void launch() {
        driver = MediaDriver.launchEmbedded(
                new MediaDriver.Context().threadingMode(ThreadingMode.INVOKER).dirDeleteOnShutdown(true));
        aeron = Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(driver.aeronDirectoryName())
                .driverAgentInvoker(driver.sharedAgentInvoker())
                .useConductorAgentInvoker(true));
    }

    @AfterEach
    void close() {
        CloseHelper.closeAll(aeron, driver);
    }

    @Test
    void shouldCountTheReasonsThatOccurred() {
        long[] rejects = new long[RejectReason.INSTRUMENT_MISMATCH.value() + 1];
        RejectCounters counters = new RejectCounters(aeron, MEMBER, rejects.length);

        counters.publish(rejects);
        assertEquals(Map.of(), read());

        rejects[RejectReason.BAD_TOKEN.value()] = 2;
        rejects[RejectReason.PRICE_OFF_TICK.value()] = 5;
        Map<Integer, Long> expected =
                Map.of((int) RejectReason.BAD_TOKEN.value(), 2L, (int) RejectReason.PRICE_OFF_TICK.value(), 5L);
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!expected.equals(read())) {
            assertTrue(System.nanoTime() - deadlineNs < 0, () -> "in time: " + read());
            counters.publish(rejects);
            driver.sharedAgentInvoker().invoke();
            aeron.conductorAgentInvoker().invoke();
        }

        rejects[RejectReason.BAD_TOKEN.value()] = 3;
        counters.publish(rejects);
        assertEquals(3L, read().get((int) RejectReason.BAD_TOKEN.value()));
    }

    private Map<Integer, Long> read() {
        return CounterValues.read(aeron.countersReader(), MEMBER).rejects();
    }
}
