package org.tallystick.flow;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Collects the literals and matches of one deflate block (RFC 1951) and writes them with Huffman codes of its own. */
final class DeflateBlock {
    private static final int END_OF_BLOCK = 256;
    private static final int LITERALS = 286;
    private static final int DISTANCES = 30;
    private static final int DYNAMIC_CODES = 2;
    /** Order in which the lengths of the codes for code lengths stand. */
    private static final int[] CODE_LENGTH_ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    /** Code lengths 0 to 15 have codes of 4 bits; the three that repeat are not used. */
    private static final int CODE_LENGTH_BITS = 4;

    private static final int[] LENGTH_BASE = new int[29];
    private static final int[] LENGTH_EXTRA = new int[29];
    private static final int[] LENGTH_CODE = new int[259];
    private static final int[] DISTANCE_BASE = new int[DISTANCES];
    private static final int[] DISTANCE_EXTRA = new int[DISTANCES];

    static {
        int base = 3;
        for (int code = 0; code < 28; code++) {
            LENGTH_BASE[code] = base;
            LENGTH_EXTRA[code] = Math.max(0, code / 4 - 1);
            base += 1 << LENGTH_EXTRA[code];
        }
        LENGTH_BASE[28] = 258;
        for (int code = 0; code < 29; code++) {
            Arrays.fill(LENGTH_CODE, LENGTH_BASE[code], LENGTH_CODE.length, code);
        }
        base = 1;
        for (int code = 0; code < DISTANCES; code++) {
            DISTANCE_BASE[code] = base;
            DISTANCE_EXTRA[code] = Math.max(0, code / 2 - 1);
            base += 1 << DISTANCE_EXTRA[code];
        }
    }

    private final OutputStream out;
    /** A literal, or a match: its length in the high half, its distance in the low one. */
    private final int[] symbols;

    private int count;
    private final int[] literalCounts = new int[LITERALS];
    private final int[] distanceCounts = new int[DISTANCES];
    private final HuffmanCode literals = new HuffmanCode(LITERALS);
    private final HuffmanCode distances = new HuffmanCode(DISTANCES);
    private final byte[] bytes = new byte[8192];
    private int length;
    private long bits;
    private int bitCount;

    /** Takes at most {@code capacity} literals and matches a block. */
    DeflateBlock(final OutputStream out, final int capacity) {
        this.out = out;
        this.symbols = new int[capacity];
    }

    void literal(final byte literal) {
        symbols[count++] = literal & 0xff;
        literalCounts[literal & 0xff]++;
    }

    void match(final int matchLength, final int distance) {
        symbols[count++] = matchLength << 16 | distance;
        literalCounts[END_OF_BLOCK + 1 + LENGTH_CODE[matchLength]]++;
        distanceCounts[distanceCode(distance)]++;
    }

    /** Writes the block and begins the next. After the last one, the bytes are complete. */
    void write(final boolean isLast) throws IOException {
        literalCounts[END_OF_BLOCK]++;
        literals.build(literalCounts);
        distances.build(distanceCounts);
        put(isLast ? 1 : 0, 1);
        put(DYNAMIC_CODES, 2);
        writeCodes();
        for (int i = 0; i < count; i++) {
            final int symbol = symbols[i];
            if (symbol < END_OF_BLOCK) {
                put(literals.code(symbol), literals.length(symbol));
            } else {
                writeMatch(symbol >>> 16, symbol & 0xffff);
            }
        }
        put(literals.code(END_OF_BLOCK), literals.length(END_OF_BLOCK));
        if (isLast) {
            put(0, -bitCount & 7);
        }
        drain();
        out.write(bytes, 0, length);
        length = 0;
        count = 0;
        Arrays.fill(literalCounts, 0);
        Arrays.fill(distanceCounts, 0);
    }

    private void writeCodes() throws IOException {
        put(LITERALS - 257, 5);
        put(DISTANCES - 1, 5);
        put(CODE_LENGTH_ORDER.length - 4, 4);
        for (final int codeLength : CODE_LENGTH_ORDER) {
            put(codeLength < 16 ? CODE_LENGTH_BITS : 0, 3);
        }
        for (int i = 0; i < LITERALS; i++) {
            putReversed(literals.length(i));
        }
        for (int i = 0; i < DISTANCES; i++) {
            putReversed(distances.length(i));
        }
    }

    /** Huffman codes stand with their first bit first. */
    private void putReversed(final int codeLength) throws IOException {
        put(Integer.reverse(codeLength) >>> 32 - CODE_LENGTH_BITS, CODE_LENGTH_BITS);
    }

    private void writeMatch(final int matchLength, final int distance) throws IOException {
        final int lengthCode = LENGTH_CODE[matchLength];
        put(literals.code(END_OF_BLOCK + 1 + lengthCode), literals.length(END_OF_BLOCK + 1 + lengthCode));
        put(matchLength - LENGTH_BASE[lengthCode], LENGTH_EXTRA[lengthCode]);
        final int distanceCode = distanceCode(distance);
        put(distances.code(distanceCode), distances.length(distanceCode));
        put(distance - DISTANCE_BASE[distanceCode], DISTANCE_EXTRA[distanceCode]);
    }

    private static int distanceCode(final int distance) {
        final int less = distance - 1;
        if (less < 4) {
            return less;
        }
        final int top = 31 - Integer.numberOfLeadingZeros(less);
        return 2 * top + (less >>> top - 1 & 1);
    }

    private void put(final int value, final int width) throws IOException {
        bits |= (long) value << bitCount;
        bitCount += width;
        if (bitCount >= 32) {
            drain();
        }
    }

    private void drain() throws IOException {
        if (length > bytes.length - 8) {
            out.write(bytes, 0, length);
            length = 0;
        }
        for (; bitCount >= 8; bitCount -= 8) {
            bytes[length++] = (byte) bits;
            bits >>>= 8;
        }
    }
}
