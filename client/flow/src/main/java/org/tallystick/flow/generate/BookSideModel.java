package org.tallystick.flow.generate;

import java.util.Arrays;

/**
 * One side of a {@link BookModel}: a queue of slots for each tick of a fixed window, and a bit for each tick that has
 * one. Ticks are numbered from the least price of the window; bids are mirrored, so that the best is the least key on
 * either side.
 */
final class BookSideModel {
    static final int NONE = -1;

    private final int[] heads;
    private final int[] tails;
    private final long[] used;
    private int best = NONE;
    private int levels;

    BookSideModel(final int ticks) {
        heads = new int[ticks];
        tails = new int[ticks];
        Arrays.fill(heads, NONE);
        Arrays.fill(tails, NONE);
        used = new long[ticks + 63 >>> 6];
    }

    /** Least key that has orders, or {@link #NONE}. */
    int best() {
        return best;
    }

    int levels() {
        return levels;
    }

    int head(final int key) {
        return heads[key];
    }

    int tail(final int key) {
        return tails[key];
    }

    /** The next key after this one that has orders, or {@link #NONE}. */
    int after(final int key) {
        int word = key + 1 >>> 6;
        if (word >= used.length) {
            return NONE;
        }
        long bits = used[word] & -1L << (key + 1 & 63);
        while (bits == 0) {
            if (++word == used.length) {
                return NONE;
            }
            bits = used[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(bits);
    }

    void setTail(final int key, final int slot) {
        tails[key] = slot;
    }

    /** Sets the first slot of a level; with {@link #NONE} the level is gone. */
    void setHead(final int key, final int slot) {
        final boolean wasUsed = heads[key] != NONE;
        heads[key] = slot;
        if (slot == NONE) {
            used[key >>> 6] &= ~(1L << (key & 63));
            levels--;
            if (key == best) {
                best = after(key);
            }
        } else if (!wasUsed) {
            used[key >>> 6] |= 1L << (key & 63);
            levels++;
            if (best == NONE || key < best) {
                best = key;
            }
        }
    }
}
