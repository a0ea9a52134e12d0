package org.tallystick.engine.market;

import java.util.Arrays;

/**
 * Nodes of all tries of an exchange. A child that a node holds is in use or idle; idle ones are kept for the next use, and
 * are found by slot, but not by order.
 */
final class TrieNodes {
    static final int FANOUT_BITS = 6;
    static final int FANOUT = 1 << FANOUT_BITS;

    static final int LEAST_NODES = 1 << 7;

    private static final int CHUNK_BITS = 16;
    private static final int CHUNK_NODES = 1 << CHUNK_BITS;

    /** Children in use, one bit each. */
    private long[] bits = new long[LEAST_NODES];
    /** Children held, in use or idle, one bit each. */
    private long[] held = new long[LEAST_NODES];

    /** Children of the first nodes, an array that grows up to a chunk: most exchanges never have more. */
    private int[] first = empty(LEAST_NODES);
    /** Children of all others, in whole chunks, so that growth copies none of them. */
    private int[][] chunks = {};

    private int capacity = LEAST_NODES;
    private int firstUnused;
    private int freeHead = Levels.NONE;

    int allocate() {
        int node = freeHead;
        if (node != Levels.NONE) {
            freeHead = child(node, 0);
            put(node, 0, Levels.NONE);
            return node;
        }
        node = firstUnused++;
        if (node == capacity) {
            grow();
        }
        return node;
    }

    private void grow() {
        if (capacity < CHUNK_NODES) {
            first = Arrays.copyOf(first, capacity * 2 * FANOUT);
            Arrays.fill(first, capacity * FANOUT, first.length, Levels.NONE);
            capacity *= 2;
        } else {
            chunks = Arrays.copyOf(chunks, chunks.length + 1);
            chunks[chunks.length - 1] = empty(CHUNK_NODES);
            capacity += CHUNK_NODES;
        }
        if (capacity > bits.length) {
            int words = Math.max(capacity, bits.length / 2 * 3);
            bits = Arrays.copyOf(bits, words);
            held = Arrays.copyOf(held, words);
        }
    }

    private static int[] empty(int nodes) {
        int[] children = new int[nodes * FANOUT];
        Arrays.fill(children, Levels.NONE);
        return children;
    }

    /** Takes back a node without children. */
    void free(int node) {
        put(node, 0, freeHead);
        freeHead = node;
    }

    private int[] children(int node) {
        return node < CHUNK_NODES ? first : chunks[(node >>> CHUNK_BITS) - 1];
    }

    private void put(int node, int slot, int child) {
        children(node)[at(node, slot)] = child;
    }

    private static int at(int node, int slot) {
        return ((node & CHUNK_NODES - 1) << FANOUT_BITS) + slot;
    }

    /** Children in use, one bit each. */
    long bits(int node) {
        return bits[node];
    }

    /** Child that a node holds in a slot, or {@link Levels#NONE}. */
    int child(int node, int slot) {
        return children(node)[at(node, slot)];
    }

    /** Adds a child, in use. */
    void set(int node, int slot, int child) {
        put(node, slot, child);
        held[node] |= 1L << slot;
        bits[node] |= 1L << slot;
    }

    /** Puts an idle child to use; of the slot only the low bits count. */
    void use(int node, long slot) {
        bits[node] |= 1L << slot;
    }

    /** Makes a child idle and answers the bits of those in use; of the slot only the low bits count. */
    long idle(int node, long slot) {
        return bits[node] &= ~(1L << slot);
    }

    /** Takes any child out of a node whose children are all idle; {@link Levels#NONE} where it has none left. */
    int takeIdle(int node) {
        if (held[node] == 0) {
            return Levels.NONE;
        }
        int slot = Long.numberOfTrailingZeros(held[node]);
        int child = child(node, slot);
        clear(node, slot);
        return child;
    }

    /** Removes a child and answers the bits of those in use. */
    long clear(int node, int slot) {
        put(node, slot, Levels.NONE);
        held[node] &= ~(1L << slot);
        return idle(node, slot);
    }

    long memoryBytes() {
        return (long) bits.length * 2 * Long.BYTES + (long) capacity * FANOUT * Integer.BYTES;
    }
}
