package org.tallystick.flow.generate;

/**
 * Sebastiano Vigna's SplitMix64: a 64-bit counter and a mixing function, the same numbers on every machine. Derived
 * numbers use integers only.
 */
final class SplitMix64 {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    SplitMix64(final long seed) {
        state = seed;
    }

    long next() {
        state += GAMMA;
        long z = state;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** From 0 to {@code bound - 1}; the bias is below {@code bound / 2^32}. */
    int below(final int bound) {
        return (int) ((next() >>> 32) * bound >>> 32);
    }

    /** From 0 to {@code bound - 1}, for bounds up to 2^62. */
    long below(final long bound) {
        return Math.multiplyHigh(next() >>> 1, bound << 1);
    }

    /** True once in {@code n} times. */
    boolean oneIn(final int n) {
        return below(n) == 0;
    }

    boolean coin() {
        return next() < 0;
    }

    /** From 0 on, half as likely every {@code half} steps, cut off after 32 halvings. */
    int decaying(final int half) {
        final int halvings = Long.numberOfTrailingZeros(next() | 1L << 32);
        return halvings * half + below(half);
    }
}
