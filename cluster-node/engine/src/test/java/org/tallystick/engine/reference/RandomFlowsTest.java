package org.tallystick.engine.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random flows through the engine and through the reference: every event is the same. {@code
 * -Dtallystick.random.flows=N} runs N of them, {@code -Dtallystick.random.seed=S} begins with the seed S.
 */
class RandomFlowsTest {
    private static final int FLOWS = Integer.getInteger("tallystick.random.flows", 300);
    private static final long FIRST_SEED = Long.getLong("tallystick.random.seed", 1);
    private static final int REQUESTS = 500;
    /** Every so many flows, one goes through the whole engine. */
    private static final int WHOLE_ENGINE = 5;
    /** Flows in which everything must have happened that can. */
    private static final int ENOUGH_FLOWS = 200;
    /** The same from any first seed. */
    private static final int MANY_FLOWS = 1_000;

    private final Outcomes outcomes = new Outcomes();
    private final AtomicReference<String> failure = new AtomicReference<>();

    @Test
    void shouldHappenInTheEngineAsInTheReference() {
        long begin = System.nanoTime();
        LongStream.range(FIRST_SEED, FIRST_SEED + FLOWS).parallel().forEach(seed -> {
            if (failure.get() == null) {
                run(seed);
            }
        });
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.println(outcomes.table());
        System.out.printf("%d flows of %d requests from seed %d: %.1f s%n", FLOWS, REQUESTS, FIRST_SEED, seconds);
        if (failure.get() != null) {
            throw new AssertionError(failure.get());
        }
        if (FLOWS >= (FIRST_SEED == 1 ? ENOUGH_FLOWS : MANY_FLOWS)) {
            assertEquals(List.of(), outcomes.missing(), "outcomes that never occurred");
        }
    }

    private void run(long seed) {
        Flow flow = FlowMaker.make(seed, REQUESTS, isForWholeEngine(seed));
        Comparison comparison = comparison(flow.wholeEngine());
        Outcomes counted = new Outcomes();
        if (comparison.run(flow, counted) == null) {
            outcomes.add(counted);
        } else {
            Flow least = Shrinker.shrink(flow, part -> comparison.run(part, new Outcomes()) != null);
            failure.compareAndSet(
                    null,
                    "-Dtallystick.random.seed=" + seed + " -Dtallystick.random.flows=1: "
                            + comparison.run(least, new Outcomes()) + "\nafter\n" + least.readable()
                            + "\nwritten to " + FlowFile.write("seed-" + seed, least));
        }
    }

    static boolean isForWholeEngine(long seed) {
        return seed % WHOLE_ENGINE == 0;
    }

    static Comparison comparison(boolean wholeEngine) {
        Comparison.Maker maker = wholeEngine
                ? flow -> new EngineUnderTest(flow.terms())
                : flow -> new ExchangeUnderTest(flow.terms(), flow.terms().shard());
        return new Comparison(maker);
    }
}
