package org.tallystick.engine.reference;

import java.util.List;

/** Random numbers from a seed, the same on every JDK (SplitMix64). */
final class Dice {
    private long state;

    Dice(long seed) {
        state = seed;
    }

    long next() {
        state += 0x9E37_79B9_7F4A_7C15L;
        long mixed = (state ^ state >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ mixed >>> 31;
    }

    /** A number from the first to the last, both included. */
    long between(long first, long last) {
        return first + Long.remainderUnsigned(next(), last - first + 1);
    }

    int between(int first, int last) {
        return (int) between((long) first, (long) last);
    }

    boolean percent(int chance) {
        return between(1, 100) <= chance;
    }

    <T> T oneOf(List<T> values) {
        return values.get(between(0, values.size() - 1));
    }

    /** Index of one of the weights, each as probable as it is heavy. */
    int weighted(int... weights) {
        int sum = 0;
        for (int weight : weights) {
            sum += weight;
        }
        int left = between(1, sum);
        int index = 0;
        while (left > weights[index]) {
            left -= weights[index++];
        }
        return index;
    }
}
