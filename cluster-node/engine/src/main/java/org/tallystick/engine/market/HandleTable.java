package org.tallystick.engine.market;

/**
 * Open-addressing table of order handles, each beside 32 bits of its key's hash, with linear probing. Hashes place runs
 * of eight neighbouring keys in one cache line and scatter the runs, so that ids given in sequence are cheap to insert
 * and long-lived ones do not cluster. Nothing iterates over it: its order never shows.
 */
final class HandleTable {
    /** The end of a probe. */
    static final long EMPTY = 0;

    private static final int RUN_BITS = 3;
    private static final int RUN_MASK = (1 << RUN_BITS) - 1;
    private static final int LEAST_CAPACITY = 1 << 10;

    private final long seed;
    private long[] table = new long[LEAST_CAPACITY];
    private int mask = LEAST_CAPACITY - 1;
    private int size;

    /** @param seed any value; results do not depend on it */
    HandleTable(long seed) {
        this.seed = seed;
    }

    /** Hash of a key that is held together with a discriminator. */
    int hash(long key, long discriminator) {
        long run = (key >>> RUN_BITS ^ seed) + discriminator * 0x9E37_79B9_7F4A_7C15L;
        long mixed = (run ^ run >>> 32) * 0xD6E8_FEB8_6659_FD93L;
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8_FEB8_6659_FD93L;
        return (int) (mixed >>> 32) & ~RUN_MASK | (int) key & RUN_MASK;
    }

    /** First slot to look at for a hash. */
    int slot(int hash) {
        return hash & mask;
    }

    int nextSlot(int slot) {
        return slot + 1 & mask;
    }

    /** What stands in a slot: {@link #EMPTY}, or an entry for {@link #matches} and {@link #handle}. */
    long entry(int slot) {
        return table[slot];
    }

    static boolean matches(long entry, int hash) {
        return (int) (entry >>> 32) == hash;
    }

    static int handle(long entry) {
        return (int) entry - 1;
    }

    void insert(int hash, int handle) {
        if (++size * 2L > table.length) {
            grow();
        }
        put(entryOf(hash, handle));
    }

    private static long entryOf(int hash, int handle) {
        return (long) hash << 32 | handle + 1;
    }

    private void put(long entry) {
        int slot = slot((int) (entry >>> 32));
        while (table[slot] != EMPTY) {
            slot = nextSlot(slot);
        }
        table[slot] = entry;
    }

    private void grow() {
        long[] old = table;
        table = new long[old.length * 2];
        mask = table.length - 1;
        for (long entry : old) {
            if (entry != EMPTY) {
                put(entry);
            }
        }
    }

    /** Removes the entry of a handle that is held under this hash. */
    void remove(int hash, int handle) {
        long entry = entryOf(hash, handle);
        int slot = slot(hash);
        while (table[slot] != entry) {
            slot = nextSlot(slot);
        }
        size--;
        closeGap(slot);
    }

    private void closeGap(int slot) {
        int gap = slot;
        int at = nextSlot(gap);
        while (table[at] != EMPTY) {
            int home = slot((int) (table[at] >>> 32));
            if ((at - home & mask) >= (at - gap & mask)) {
                table[gap] = table[at];
                gap = at;
            }
            at = nextSlot(at);
        }
        table[gap] = EMPTY;
    }

    int size() {
        return size;
    }

    long memoryBytes() {
        return (long) table.length * Long.BYTES;
    }
}
