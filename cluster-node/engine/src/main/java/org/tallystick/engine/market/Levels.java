package org.tallystick.engine.market;

import java.util.Arrays;

/**
 * Storage of all price levels: flat records of four longs, addressed by an integer handle. A level's quantity is the sum
 * of its orders' open quantities in 96 bits: single quantities reach 2^63 - 1, so their sum does not fit 64.
 */
final class Levels {
    /** No level. */
    static final int NONE = -1;

    private static final int RECORD_LONGS = 4;
    /** Price in ticks. */
    private static final int KEY = 0;
    /** First order in the low half, last in the high half. */
    private static final int QUEUE = 1;
    /** Low 64 bits of the quantity. */
    private static final int QUANTITY = 2;
    /** Number of orders in the low half, high 32 bits of the quantity in the high half. */
    private static final int COUNT = 3;

    private static final long QUANTITY_HIGH_ONE = 1L << 32;

    private static final int CHUNK_BITS = 12;
    private static final int CHUNK_LEVELS = 1 << CHUNK_BITS;
    private static final int CHUNK_MASK = CHUNK_LEVELS - 1;

    private final Orders orders;
    private long[][] chunks = new long[4][];
    private int chunkCount;
    private int firstUnused;
    private int freeHead = NONE;

    Levels(Orders orders) {
        this.orders = orders;
    }

    int allocate(long key) {
        int level = freeHead;
        if (level != NONE) {
            freeHead = (int) chunk(level)[base(level) + KEY];
        } else {
            level = firstUnused++;
            if (level >>> CHUNK_BITS == chunkCount) {
                addChunk();
            }
        }
        long[] chunk = chunk(level);
        int base = base(level);
        chunk[base + KEY] = key;
        chunk[base + QUEUE] = Orders.pack(Orders.NONE, Orders.NONE);
        chunk[base + QUANTITY] = 0;
        chunk[base + COUNT] = 0;
        return level;
    }

    void free(int level) {
        chunk(level)[base(level) + KEY] = freeHead;
        freeHead = level;
    }

    private void addChunk() {
        if (chunkCount == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunkCount * 2);
        }
        chunks[chunkCount++] = new long[CHUNK_LEVELS * RECORD_LONGS];
    }

    private long[] chunk(int level) {
        return chunks[level >>> CHUNK_BITS];
    }

    private static int base(int level) {
        return (level & CHUNK_MASK) * RECORD_LONGS;
    }

    long key(int level) {
        return chunk(level)[base(level) + KEY];
    }

    int head(int level) {
        return (int) chunk(level)[base(level) + QUEUE];
    }

    int tail(int level) {
        return (int) (chunk(level)[base(level) + QUEUE] >>> 32);
    }

    int count(int level) {
        return (int) chunk(level)[base(level) + COUNT];
    }

    /** Low 64 bits of the level's quantity. */
    long quantityLow(int level) {
        return chunk(level)[base(level) + QUANTITY];
    }

    /** Bits of the level's quantity above the low 64. */
    int quantityHigh(int level) {
        return (int) (chunk(level)[base(level) + COUNT] >>> 32);
    }

    /** The level's quantity, or 2^63 - 1 where it is more. */
    long quantity(int level) {
        long low = quantityLow(level);
        return quantityHigh(level) != 0 || low < 0 ? Long.MAX_VALUE : low;
    }

    /** Puts an order, whose record is filled, at the back of a level. */
    void append(int level, int order) {
        long[] chunk = chunk(level);
        int base = base(level);
        long queue = chunk[base + QUEUE];
        int tail = (int) (queue >>> 32);

        long[] record = orders.chunk(order);
        int at = Orders.base(order);
        record[at + Orders.LINKS] = Orders.pack(tail, Orders.NONE);
        record[at + Orders.LEVEL_ACCOUNT] = record[at + Orders.LEVEL_ACCOUNT] & ~0xFFFF_FFFFL | level;

        if (tail == Orders.NONE) {
            chunk[base + QUEUE] = Orders.pack(order, order);
        } else {
            setNext(tail, order);
            chunk[base + QUEUE] = Orders.pack((int) queue, order);
        }
        chunk[base + COUNT]++;
        add(chunk, base, record[at + Orders.LEAVES]);
    }

    /** Takes an order out of its level and answers how many are left there. */
    int remove(int level, int order) {
        long[] chunk = chunk(level);
        int base = base(level);
        long[] record = orders.chunk(order);
        int at = Orders.base(order);
        long links = record[at + Orders.LINKS];
        int previous = (int) links;
        int next = (int) (links >>> 32);
        if (previous == Orders.NONE || next == Orders.NONE) {
            long queue = chunk[base + QUEUE];
            chunk[base + QUEUE] = Orders.pack(
                    previous == Orders.NONE ? next : (int) queue,
                    next == Orders.NONE ? previous : (int) (queue >>> 32));
        }
        if (previous != Orders.NONE) {
            setNext(previous, next);
        }
        if (next != Orders.NONE) {
            setPrevious(next, previous);
        }
        subtract(chunk, base, record[at + Orders.LEAVES]);
        return (int) --chunk[base + COUNT];
    }

    /** Lowers the level's quantity by a part of one of its orders. */
    void subtract(int level, long quantity) {
        subtract(chunk(level), base(level), quantity);
    }

    private static void add(long[] chunk, int base, long quantity) {
        long sum = chunk[base + QUANTITY] + quantity;
        if (Long.compareUnsigned(sum, quantity) < 0) {
            chunk[base + COUNT] += QUANTITY_HIGH_ONE;
        }
        chunk[base + QUANTITY] = sum;
    }

    private static void subtract(long[] chunk, int base, long quantity) {
        long before = chunk[base + QUANTITY];
        if (Long.compareUnsigned(before, quantity) < 0) {
            chunk[base + COUNT] -= QUANTITY_HIGH_ONE;
            if (chunk[base + COUNT] < 0) {
                throw new IllegalStateException(quantity + " is taken off a level that holds " + before);
            }
        }
        chunk[base + QUANTITY] = before - quantity;
    }

    private void setNext(int order, int next) {
        long[] record = orders.chunk(order);
        int at = Orders.base(order) + Orders.LINKS;
        record[at] = record[at] & 0xFFFF_FFFFL | (long) next << 32;
    }

    private void setPrevious(int order, int previous) {
        long[] record = orders.chunk(order);
        int at = Orders.base(order) + Orders.LINKS;
        record[at] = record[at] & ~0xFFFF_FFFFL | previous & 0xFFFF_FFFFL;
    }

    long memoryBytes() {
        return (long) chunkCount * CHUNK_LEVELS * RECORD_LONGS * Long.BYTES;
    }
}
