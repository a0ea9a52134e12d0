package org.tallystick.perf;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * What was measured of one book on one stream.
 *
 * @param cpuNsPerOperation  time that the processor spent per operation, mean of each round, ns
 * @param wallNsPerOperation time that went by per operation, mean of each round, ns
 * @param bytesPerOperation  bytes allocated per operation, the least of all rounds
 * @param serviceTime        nanoseconds of single operations, the reading of the clock included
 * @param digest             of the trades
 * @param trades             number of trades, those that built the book included
 */
public record BookFigures(
        double[] cpuNsPerOperation,
        double[] wallNsPerOperation,
        double bytesPerOperation,
        Histogram serviceTime,
        long digest,
        long trades) {
    /** Median of the rounds' processor times per operation, ns. */
    public double medianNs() {
        return median(cpuNsPerOperation);
    }

    /** Median of the rounds' wall times per operation, ns. */
    public double medianWallNs() {
        return median(wallNsPerOperation);
    }

    /** Whether another book made the same trades in the same order. */
    public boolean isSameTrades(BookFigures other) {
        return digest == other.digest && trades == other.trades;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
