package org.tallystick.engine.market;

import java.util.Arrays;

/**
 * Nodes of all tries of an exchange. A child that a node holds is in use or idle; idle ones are kept for the next use, and
 * are found by slot, but not by order.
 */
final class TrieNodes {
    static final int FANOUT_BITS = 6;
    static final int FANOUT = 1 << FANOUT_BITS;

    static final int LEAST_NODES = 1 << 5;

    /** Children in use, one bit each. */
    private long[] bits = new long[LEAST_NODES];
    /** Children held, in use or idle, one bit each. */
    private long[] held = new long[LEAST_NODES];

    private int[] children = new int[LEAST_NODES * FANOUT];
    private int firstUnused;
    private int freeHead = Levels.NONE;

    TrieNodes() {
        Arrays.fill(children, Levels.NONE);
    }

    int allocate() {
        int node = freeHead;
        if (node != Levels.NONE) {
            freeHead = children[at(node, 0)];
            children[at(node, 0)] = Levels.NONE;
            return node;
        }
        node = firstUnused++;
        if (node == bits.length) {
            bits = Arrays.copyOf(bits, node * 2);
            held = Arrays.copyOf(held, node * 2);
            children = Arrays.copyOf(children, node * 2 * FANOUT);
            Arrays.fill(children, node * FANOUT, children.length, Levels.NONE);
        }
        return node;
    }

    /** Takes back a node without children. */
    void free(int node) {
        children[at(node, 0)] = freeHead;
        freeHead = node;
    }

    private static int at(int node, int slot) {
        return (node << FANOUT_BITS) + slot;
    }

    /** Children in use, one bit each. */
    long bits(int node) {
        return bits[node];
    }

    /** Child that a node holds in a slot, or {@link Levels#NONE}. */
    int child(int node, int slot) {
        return children[at(node, slot)];
    }

    /** Adds a child, in use. */
    void set(int node, int slot, int child) {
        children[at(node, slot)] = child;
        held[node] |= 1L << slot;
        bits[node] |= 1L << slot;
    }

    /** Puts an idle child to use. */
    void use(int node, int slot) {
        bits[node] |= 1L << slot;
    }

    /** Makes a child idle and answers the bits of those in use. */
    long idle(int node, int slot) {
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
        children[at(node, slot)] = Levels.NONE;
        held[node] &= ~(1L << slot);
        return idle(node, slot);
    }

    long memoryBytes() {
        return (long) bits.length * 2 * Long.BYTES + (long) children.length * Integer.BYTES;
    }
}
