package org.tallystick.engine.market;

import java.util.Arrays;

/** Nodes of all tries of an exchange, in chunks so that growth copies nothing. */
final class TrieNodes {
    static final int FANOUT_BITS = 6;
    static final int FANOUT = 1 << FANOUT_BITS;

    private static final int CHUNK_BITS = 9;
    private static final int CHUNK_NODES = 1 << CHUNK_BITS;
    private static final int CHUNK_MASK = CHUNK_NODES - 1;

    private long[][] bits = new long[4][];
    private int[][] children = new int[4][];
    private int chunkCount;
    private int firstUnused;
    private int freeHead = Levels.NONE;

    int allocate() {
        int node = freeHead;
        if (node != Levels.NONE) {
            freeHead = children[node >>> CHUNK_BITS][(node & CHUNK_MASK) << FANOUT_BITS];
            children[node >>> CHUNK_BITS][(node & CHUNK_MASK) << FANOUT_BITS] = Levels.NONE;
            return node;
        }
        node = firstUnused++;
        if (node >>> CHUNK_BITS == chunkCount) {
            addChunk();
        }
        return node;
    }

    private void addChunk() {
        if (chunkCount == bits.length) {
            bits = Arrays.copyOf(bits, chunkCount * 2);
            children = Arrays.copyOf(children, chunkCount * 2);
        }
        int[] fresh = new int[CHUNK_NODES * FANOUT];
        Arrays.fill(fresh, Levels.NONE);
        bits[chunkCount] = new long[CHUNK_NODES];
        children[chunkCount++] = fresh;
    }

    /** Takes back a node without children. */
    void free(int node) {
        children[node >>> CHUNK_BITS][(node & CHUNK_MASK) << FANOUT_BITS] = freeHead;
        freeHead = node;
    }

    long bits(int node) {
        return bits[node >>> CHUNK_BITS][node & CHUNK_MASK];
    }

    int child(int node, int slot) {
        return children[node >>> CHUNK_BITS][((node & CHUNK_MASK) << FANOUT_BITS) + slot];
    }

    void set(int node, int slot, int child) {
        children[node >>> CHUNK_BITS][((node & CHUNK_MASK) << FANOUT_BITS) + slot] = child;
        bits[node >>> CHUNK_BITS][node & CHUNK_MASK] |= 1L << slot;
    }

    /** Removes a child and answers the bits of those that are left. */
    long clear(int node, int slot) {
        children[node >>> CHUNK_BITS][((node & CHUNK_MASK) << FANOUT_BITS) + slot] = Levels.NONE;
        return bits[node >>> CHUNK_BITS][node & CHUNK_MASK] &= ~(1L << slot);
    }

    long memoryBytes() {
        return (long) chunkCount * CHUNK_NODES * (FANOUT * Integer.BYTES + Long.BYTES);
    }
}
