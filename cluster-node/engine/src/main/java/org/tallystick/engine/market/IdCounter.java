package org.tallystick.engine.market;

/** Gives ids that never repeat across shards: the shard in the high 12 of 63 bits, then a counter from 1. */
public final class IdCounter {
    /** Bits below the shard. */
    public static final int COUNTER_BITS = 51;

    private long next = 1;

    /** Begins with the first id of a shard. */
    void begin(int shard) {
        next = ((long) shard << COUNTER_BITS) + 1;
    }

    /** Whether an id can be the next one of a shard. */
    public static boolean isNext(int shard, long id) {
        return id > (long) shard << COUNTER_BITS && id >>> COUNTER_BITS == shard;
    }

    void restore(long nextId) {
        next = nextId;
    }

    long take() {
        return next++;
    }

    /** The id that will be given next. */
    public long next() {
        return next;
    }
}
