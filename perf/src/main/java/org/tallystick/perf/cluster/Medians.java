package org.tallystick.perf.cluster;

import java.util.Arrays;

/** Least, middle and greatest of some readings. */
public record Medians(long least, long median, long greatest) {
    /**
     * Of readings in any order.
     *
     * @param readings one or more
     * @return the three; of an even number, the median is the greater of the middle two
     */
    public static Medians of(long... readings) {
        if (readings.length == 0) {
            throw new IllegalArgumentException("no readings");
        }
        long[] sorted = readings.clone();
        Arrays.sort(sorted);
        return new Medians(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }
}
