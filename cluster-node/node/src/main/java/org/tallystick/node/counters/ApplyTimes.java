package org.tallystick.node.counters;

/**
 * How long messages took: from the moment that the log gave one to the service until its events and reports were out.
 * Bucket b counts times up to {@link #boundNs}(b), which doubles from one to the next; the last counts all above. Reading
 * the clock twice costs about 100 ns, so one message in {@value #EVERY} is timed. For one thread.
 */
public final class ApplyTimes {
    /** Number of buckets. */
    public static final int BUCKETS = 21;

    static final int EVERY = 8;

    private static final int FIRST_BOUND_LOG2 = 8;

    private final long[] counts = new long[BUCKETS];
    private long messages;
    private long sumNs;
    private long greatestNs;

    /**
     * Greatest time that a bucket counts.
     *
     * @param bucket from 0
     * @return nanoseconds: 256 to 134,217,728; {@link Long#MAX_VALUE} for the last
     */
    public static long boundNs(int bucket) {
        return bucket == BUCKETS - 1 ? Long.MAX_VALUE : 1L << (FIRST_BOUND_LOG2 + bucket);
    }

    /** Begins a message; answers whether it is to be timed. */
    public boolean isNextTimed() {
        return messages++ % EVERY == 0;
    }

    /**
     * Counts the time of one.
     *
     * @param timeNs in nanoseconds; below 0, from a clock that is not steady, counts as 0
     */
    public void record(long timeNs) {
        long time = Math.max(0, timeNs);
        counts[bucketOf(time)]++;
        sumNs += time;
        greatestNs = Math.max(greatestNs, time);
    }

    /** Messages begun. */
    public long messages() {
        return messages;
    }

    long count(int bucket) {
        return counts[bucket];
    }

    long sumNs() {
        return sumNs;
    }

    long greatestNs() {
        return greatestNs;
    }

    private static int bucketOf(long timeNs) {
        int log2 = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, timeNs) - 1);
        return Math.min(BUCKETS - 1, Math.max(0, log2 - FIRST_BOUND_LOG2));
    }
}
