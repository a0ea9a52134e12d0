package org.tallystick.perf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tallystick.flow.generate.FlowProfile;

/** What is compared does the same work, and what the benchmarks say of themselves is so. */
class BookBenchmarkTest {
    @ParameterizedTest
    @EnumSource(names = {"EQUITY", "REPRICE", "CRASH", "RANDOM_IDS"})
    void shouldMakeTheSameTradesAsThePeer(FlowProfile profile) {
        ProfileFigures figures = BookBenchmark.run(profile, 50_000, 1, 3);
        assertTrue(figures.isSameTrades());
        assertTrue(figures.book().trades() > 1_000, () -> figures.book().trades() + " trades");
        assertEquals(50_000, figures.operations());
        assertTrue(figures.resting() > StreamMaker.resting(profile) / 2, () -> figures.resting() + " orders rest");
    }

    @Test
    void shouldTellTradesApartByTheirOrder() {
        TradeDigest one = new TradeDigest();
        one.trade(1, 2, 3, 4);
        one.trade(5, 6, 7, 8);
        TradeDigest other = new TradeDigest();
        other.trade(5, 6, 7, 8);
        other.trade(1, 2, 3, 4);
        assertNotEquals(one.value(), other.value());
    }

    @Test
    void shouldTakeTheMiddleOfTheRounds() {
        assertEquals(2, BookFigures.median(new double[] {9, 1, 2}));
        assertEquals(2.5, BookFigures.median(new double[] {9, 1, 2, 3}));
    }

    @Test
    void shouldRunTheWholeEngineWithoutAllocating() {
        EngineFigures figures = EngineBenchmark.run(FlowProfile.EQUITY, 50_000, 2, 3);
        assertEquals(50_000, figures.commands());
        assertTrue(figures.events() > 50_000, () -> figures.events() + " events");
        assertTrue(figures.bytesPerCommand() < 1, () -> figures.bytesPerCommand() + " bytes a command");
    }

    @Test
    void shouldReadTheMemoryOfOrders() {
        List<MemoryBenchmark.Reading> readings = MemoryBenchmark.run(20_000, orders -> {});
        assertEquals(3, readings.size());
        MemoryBenchmark.Reading last = readings.get(2);
        assertEquals(20_000, last.orders());
        assertTrue(last.statedBytes() > 64L * last.orders(), () -> "stated: " + last.statedBytes());
    }
}
