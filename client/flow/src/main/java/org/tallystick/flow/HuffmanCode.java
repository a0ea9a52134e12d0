package org.tallystick.flow;

import java.util.Arrays;

/** A canonical Huffman code with at most 15 bits a symbol, as RFC 1951 numbers them. */
final class HuffmanCode {
    private static final int MAX_LENGTH = 15;

    private final int symbolCount;
    private final int[] lengths;
    private final int[] codes;
    /** Used symbols, rarest first: count in the high bits, symbol in the low ones. */
    private final long[] sorted;
    /** Weights and parents of the tree's nodes: first the leaves, then the inner nodes, each in order of weight. */
    private final long[] weights;

    private final int[] parents;

    HuffmanCode(final int symbolCount) {
        this.symbolCount = symbolCount;
        this.lengths = new int[symbolCount];
        this.codes = new int[symbolCount];
        this.sorted = new long[symbolCount];
        this.weights = new long[2 * symbolCount];
        this.parents = new int[2 * symbolCount];
    }

    /** Bits of a symbol's code, 0 where it is not used. */
    int length(final int symbol) {
        return lengths[symbol];
    }

    /** A symbol's code, its first bit lowest. */
    int code(final int symbol) {
        return codes[symbol];
    }

    /** Makes the code for these counts. The first symbols get codes where fewer than two are used. */
    void build(final int[] counts) {
        int used = 0;
        for (int symbol = 0; symbol < symbolCount; symbol++) {
            if (counts[symbol] > 0) {
                sorted[used++] = (long) counts[symbol] << 16 | symbol;
            }
        }
        for (int symbol = 0; used < 2; symbol++) {
            if (counts[symbol] == 0) {
                sorted[used++] = symbol;
            }
        }
        Arrays.sort(sorted, 0, used);
        final int[] ofLength = countLengths(used);
        Arrays.fill(lengths, 0);
        int rarest = 0;
        for (int length = MAX_LENGTH; length > 0; length--) {
            for (int i = 0; i < ofLength[length]; i++) {
                lengths[(int) sorted[rarest++] & 0xffff] = length;
            }
        }
        assignCodes(ofLength);
    }

    /** How many codes have each length: those of Huffman's tree, shortened to the limit. */
    private int[] countLengths(final int used) {
        for (int i = 0; i < used; i++) {
            weights[i] = sorted[i] >>> 16;
        }
        final int root = 2 * used - 2;
        int leaf = 0;
        int inner = used;
        for (int node = used; node <= root; node++) {
            weights[node] = 0;
            for (int child = 0; child < 2; child++) {
                final boolean takeLeaf = leaf < used && (inner >= node || weights[leaf] <= weights[inner]);
                final int taken = takeLeaf ? leaf++ : inner++;
                weights[node] += weights[taken];
                parents[taken] = node;
            }
        }
        final int[] ofLength = new int[MAX_LENGTH + 1];
        final int[] depths = new int[root + 1];
        // In units of the longest code's share; all codes together must not exceed one whole.
        long total = 0;
        for (int node = root - 1; node >= 0; node--) {
            depths[node] = depths[parents[node]] + 1;
            if (node < used) {
                final int length = Math.min(MAX_LENGTH, depths[node]);
                ofLength[length]++;
                total += 1L << MAX_LENGTH - length;
            }
        }
        for (; total > 1L << MAX_LENGTH; total--) {
            shorten(ofLength);
        }
        return ofLength;
    }

    /** Frees one unit: a shorter code becomes a bit longer and makes room beside it for one of the longest. */
    private static void shorten(final int[] ofLength) {
        int length = MAX_LENGTH - 1;
        while (ofLength[length] == 0) {
            length--;
        }
        ofLength[length]--;
        ofLength[length + 1] += 2;
        ofLength[MAX_LENGTH]--;
    }

    private void assignCodes(final int[] ofLength) {
        final int[] next = new int[MAX_LENGTH + 2];
        for (int length = 1; length <= MAX_LENGTH; length++) {
            next[length + 1] = next[length] + ofLength[length] << 1;
        }
        for (int symbol = 0; symbol < symbolCount; symbol++) {
            final int length = lengths[symbol];
            codes[symbol] = length == 0 ? 0 : Integer.reverse(next[length]++) >>> 32 - length;
        }
    }
}
