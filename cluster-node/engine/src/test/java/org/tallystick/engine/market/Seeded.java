package org.tallystick.engine.market;

import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/**
 * Randomised tests: the same seeds in every run, and another one where {@code -Dtallystick.seed} gives it. A failure says
 * the seed.
 */
final class Seeded {
    private static final Long GIVEN = Long.getLong("tallystick.seed");

    private Seeded() {}

    /** What is tried with one seed. */
    @FunctionalInterface
    interface Trial {
        void run(Random random);
    }

    /** Runs a trial with a number of seeds, or with the given one. */
    static void run(int seeds, Trial trial) {
        seeds(seeds).forEach(seed -> {
            try {
                trial.run(new Random(seed));
            } catch (Throwable failure) {
                throw new AssertionError("-Dtallystick.seed=" + seed + ": " + failure.getMessage(), failure);
            }
        });
    }

    /** The seeds to try. */
    static LongStream seeds(int count) {
        return GIVEN != null ? LongStream.of(GIVEN) : LongStream.rangeClosed(1, count);
    }

    /** A number from the first to the last, both included. */
    static long between(RandomGenerator random, long first, long last) {
        return first + random.nextLong(last - first + 1);
    }
}
