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
    /** What orders the levels of a side, see {@link BookSide}. */
    private static final int RANK = 0;
    /** First order in the low half, last in the high half. */
    private static final int QUEUE = 1;
    /** Low 64 bits of the quantity. */
    private static final int QUANTITY = 2;
    /** Number of orders in the low half, high 32 bits of the quantity in the high half. */
    private static final int COUNT = 3;

    private static final long QUANTITY_HIGH_ONE = 1L << 32;

    private static final int LEAST_LEVELS = 1 << 11;

    private long[] levels = new long[LEAST_LEVELS * RECORD_LONGS];
    /** Leaf of the trie that holds each level. */
    private int[] leaves = new int[LEAST_LEVELS];

    private int firstUnused;
    private int freeHead = NONE;

    int allocate(long rank) {
        int level = freeHead;
        if (level != NONE) {
            freeHead = (int) levels[at(level) + RANK];
        } else {
            level = firstUnused++;
            if (at(level) == levels.length) {
                levels = Arrays.copyOf(levels, levels.length * 2);
                leaves = Arrays.copyOf(leaves, leaves.length * 2);
            }
        }
        int at = at(level);
        levels[at + RANK] = rank;
        levels[at + QUEUE] = Orders.pack(Orders.NONE, Orders.NONE);
        levels[at + QUANTITY] = 0;
        levels[at + COUNT] = 0;
        return level;
    }

    void free(int level) {
        levels[at(level) + RANK] = freeHead;
        freeHead = level;
    }

    private static int at(int level) {
        return level * RECORD_LONGS;
    }

    long rank(int level) {
        return levels[at(level) + RANK];
    }

    /** Leaf of the trie that holds the level, see {@link PriceTrie}. */
    int leaf(int level) {
        return leaves[level];
    }

    void leaf(int level, int leaf) {
        leaves[level] = leaf;
    }

    int head(int level) {
        return (int) levels[at(level) + QUEUE];
    }

    int tail(int level) {
        return (int) (levels[at(level) + QUEUE] >>> 32);
    }

    int count(int level) {
        return (int) levels[at(level) + COUNT];
    }

    /** Low 64 bits of the level's quantity. */
    long quantityLow(int level) {
        return levels[at(level) + QUANTITY];
    }

    /** Bits of the level's quantity above the low 64. */
    int quantityHigh(int level) {
        return (int) (levels[at(level) + COUNT] >>> 32);
    }

    /** The level's quantity, or 2^63 - 1 where it is more. */
    long quantity(int level) {
        long low = quantityLow(level);
        return quantityHigh(level) != 0 || low < 0 ? Long.MAX_VALUE : low;
    }

    /** Puts an order, whose record is filled, at the back of a level; answers whether it is the only one there. */
    boolean append(int level, int order, Orders orders) {
        long[] levels = this.levels;
        int at = at(level);
        orders.level(order, level);
        add(levels, at, orders.leavesQty(order));
        levels[at + COUNT]++;
        return link(levels, at + QUEUE, order, orders.links());
    }

    private static boolean link(long[] levels, int queueAt, int order, int[] links) {
        long queue = levels[queueAt];
        int tail = (int) (queue >>> 32);
        links[Orders.previousAt(order)] = tail;
        links[Orders.nextAt(order)] = Orders.NONE;
        if (tail == Orders.NONE) {
            levels[queueAt] = Orders.pack(order, order);
            return true;
        }
        links[Orders.nextAt(tail)] = order;
        levels[queueAt] = withHigh(queue, order);
        return false;
    }

    /** Takes an order out of its level; answers whether it was the only one there. */
    boolean remove(int level, int order, Orders orders) {
        long[] levels = this.levels;
        int at = at(level);
        int[] links = orders.links();
        int previous = links[Orders.previousAt(order)];
        int next = links[Orders.nextAt(order)];
        subtract(levels, at, orders.leavesQty(order));
        levels[at + COUNT]--;
        return unlink(levels, at + QUEUE, previous, next, links);
    }

    private static boolean unlink(long[] levels, int queueAt, int previous, int next, int[] links) {
        if (previous == Orders.NONE) {
            if (next == Orders.NONE) {
                levels[queueAt] = Orders.pack(Orders.NONE, Orders.NONE);
                return true;
            }
            levels[queueAt] = withLow(levels[queueAt], next);
        } else {
            links[Orders.nextAt(previous)] = next;
        }
        if (next == Orders.NONE) {
            levels[queueAt] = withHigh(levels[queueAt], previous);
        } else {
            links[Orders.previousAt(next)] = previous;
        }
        return false;
    }

    /** A pair with another low half. */
    static long withLow(long pair, int low) {
        return pair & ~0xFFFF_FFFFL | low & 0xFFFF_FFFFL;
    }

    private static long withHigh(long pair, int high) {
        return pair & 0xFFFF_FFFFL | (long) high << 32;
    }

    /** Lowers the level's quantity by a part of one of its orders. */
    void subtract(int level, long quantity) {
        subtract(levels, at(level), quantity);
    }

    private static void add(long[] levels, int at, long quantity) {
        long sum = levels[at + QUANTITY] + quantity;
        if (Long.compareUnsigned(sum, quantity) < 0) {
            levels[at + COUNT] += QUANTITY_HIGH_ONE;
        }
        levels[at + QUANTITY] = sum;
    }

    private static void subtract(long[] levels, int at, long quantity) {
        long before = levels[at + QUANTITY];
        if (Long.compareUnsigned(before, quantity) < 0) {
            levels[at + COUNT] -= QUANTITY_HIGH_ONE;
            if (levels[at + COUNT] < 0) {
                throw new IllegalStateException(quantity + " is taken off a level that holds " + before);
            }
        }
        levels[at + QUANTITY] = before - quantity;
    }

    long memoryBytes() {
        return (long) levels.length * Long.BYTES + (long) leaves.length * Integer.BYTES;
    }
}
