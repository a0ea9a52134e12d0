package org.tallystick.engine.market;

import java.util.Arrays;

/**
 * Hash table of handles: chains, whose heads stand in one array and whose links in another, by handle, each beside 32
 * bits of its key's hash. So a handle leaves without a search where its chain is short, a key that is not there is mostly
 * told by one empty head, and growing reads no keys. Hashes place runs of eight neighbouring keys side by side and
 * scatter the runs, so that ids given in sequence are cheap to insert and long-lived ones do not cluster. Nothing iterates
 * over it: its order never shows.
 */
final class HandleTable {
    /** No handle. */
    static final int NONE = -1;

    private static final int RUN_BITS = 3;
    private static final int RUN_MASK = (1 << RUN_BITS) - 1;
    private static final long MIXER = 0xD6E8_FEB8_6659_FD93L;
    private static final int LEAST_CAPACITY = 1 << 10;

    // A link: the hash in the high half, then one bit of a handle that is held, then the next handle + 1, or 0.
    private static final long HELD = 1L << 31;
    private static final int NEXT_MASK = (1 << 31) - 1;

    private final long seed;
    /** Handle + 1 at the head of each chain, or 0. */
    private int[] heads = new int[LEAST_CAPACITY];

    private long[] links = new long[Orders.LEAST_ORDERS];
    private int mask = LEAST_CAPACITY - 1;
    private int size;

    /** @param seed any value; results do not depend on it */
    HandleTable(long seed) {
        this.seed = seed;
    }

    /** Hash of a key that is held together with a discriminator. */
    int hash(long key, long discriminator) {
        long run = (key >>> RUN_BITS ^ seed) + discriminator * 0x9E37_79B9_7F4A_7C15L;
        // Both halves of one product of 128 bits: every bit of the run reaches the low bits, and the multiplications
        // overlap.
        long mixed = Math.multiplyHigh(run, MIXER) ^ run * MIXER;
        return (int) (mixed ^ mixed >>> 32) ^ (int) key & RUN_MASK;
    }

    /** First handle to look at for a hash, or {@link #NONE}. */
    int first(int hash) {
        return firstOf(heads[hash & mask], hash);
    }

    /** Handle to look at after another one of the same hash, or {@link #NONE}. */
    int next(int handle, int hash) {
        return firstOf((int) links[handle] & NEXT_MASK, hash);
    }

    private int firstOf(int chain, int hash) {
        int at = chain;
        while (at != 0 && (int) (links[at - 1] >>> 32) != hash) {
            at = (int) links[at - 1] & NEXT_MASK;
        }
        return at - 1;
    }

    /** Adds a handle that is not held. */
    void insert(int hash, int handle) {
        if (handle >= links.length) {
            links = Arrays.copyOf(links, Math.max(handle + 1, links.length + links.length / 2));
        }
        if (++size * 2L > heads.length) {
            grow();
        }
        link(hash, handle);
    }

    private void link(int hash, int handle) {
        int slot = hash & mask;
        links[handle] = (long) hash << 32 | HELD | heads[slot];
        heads[slot] = handle + 1;
    }

    private void grow() {
        heads = new int[heads.length * 2];
        mask = heads.length - 1;
        for (int handle = 0; handle < links.length; handle++) {
            if ((links[handle] & HELD) != 0) {
                link((int) (links[handle] >>> 32), handle);
            }
        }
    }

    /** Removes a handle that is held. */
    void remove(int handle) {
        long link = links[handle];
        links[handle] = 0;
        size--;
        unlink((int) (link >>> 32) & mask, handle + 1, (int) link & NEXT_MASK);
    }

    private void unlink(int slot, int entry, int after) {
        if (heads[slot] == entry) {
            heads[slot] = after;
        } else {
            unlinkBehind(heads[slot], entry, after);
        }
    }

    private void unlinkBehind(int head, int entry, int after) {
        int at = head;
        int next;
        while ((next = (int) links[at - 1] & NEXT_MASK) != entry) {
            at = next;
        }
        links[at - 1] += after - entry;
    }

    int size() {
        return size;
    }

    long memoryBytes() {
        return (long) heads.length * Integer.BYTES + (long) links.length * Long.BYTES;
    }
}
