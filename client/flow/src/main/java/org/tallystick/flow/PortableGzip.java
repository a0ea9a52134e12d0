package org.tallystick.flow;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Gzip (RFC 1952, RFC 1951) whose bytes depend on the input alone. The JDK's own depends on the zlib it was built with or
 * finds on the machine. Matches are found greedily over short hash chains; every block has its own Huffman codes.
 */
final class PortableGzip extends OutputStream {
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private static final int HISTORY = 1 << 15;
    private static final int BLOCK = 1 << 16;
    private static final int HASH_BITS = 15;
    private static final int CHAIN_LENGTH = 4;
    private static final int MIN_MATCH = 4;
    private static final int MAX_MATCH = 258;
    private static final int GOOD_MATCH = 32;

    private final OutputStream out;
    private final DeflateBlock block;
    private final CRC32 crc = new CRC32();
    private final byte[] window = new byte[HISTORY + BLOCK];
    /** Positions in the window by hash, and by position the one before with the same hash; negative: none. */
    private final int[] latest = new int[1 << HASH_BITS];

    private final int[] previous = new int[HISTORY];
    private int start;
    private int end;
    private long length;

    PortableGzip(final OutputStream out) throws IOException {
        this.out = out;
        this.block = new DeflateBlock(out, HISTORY + BLOCK);
        Arrays.fill(latest, -1);
        out.write(HEADER);
    }

    @Override
    public void write(final int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(final byte[] source, final int offset, final int count) throws IOException {
        crc.update(source, offset, count);
        length += count;
        int at = offset;
        int rest = count;
        while (rest > 0) {
            if (end == window.length) {
                compress(false);
                forgetOldest();
            }
            final int taken = Math.min(rest, window.length - end);
            System.arraycopy(source, at, window, end, taken);
            end += taken;
            at += taken;
            rest -= taken;
        }
    }

    @Override
    public void close() throws IOException {
        try (out) {
            compress(true);
            writeInt((int) crc.getValue());
            writeInt((int) length);
        }
    }

    private void writeInt(final int value) throws IOException {
        for (int shift = 0; shift < 32; shift += 8) {
            out.write(value >>> shift);
        }
    }

    private void compress(final boolean isLast) throws IOException {
        int at = start;
        while (at < end) {
            final int match = findMatch(at);
            final int matchLength = match >>> 16;
            if (matchLength == 0) {
                block.literal(window[at]);
                enter(at++);
            } else {
                block.match(matchLength, match & 0xffff);
                for (final int behind = at + matchLength; at < behind; at++) {
                    enter(at);
                }
            }
        }
        start = end;
        block.write(isLast);
    }

    /** Length and distance of the longest match found, or 0. */
    private int findMatch(final int at) {
        final int most = Math.min(MAX_MATCH, end - at);
        if (most < MIN_MATCH) {
            return 0;
        }
        final int oldest = Math.max(0, at - HISTORY + 1);
        int best = MIN_MATCH - 1;
        int distance = 0;
        int candidate = latest[hash(at)];
        for (int i = 0; i < CHAIN_LENGTH && candidate >= oldest && best < most; i++) {
            if (window[candidate + best] == window[at + best]) {
                final int differs = Arrays.mismatch(window, candidate, candidate + most, window, at, at + most);
                final int same = differs < 0 ? most : differs;
                if (same > best) {
                    best = same;
                    distance = at - candidate;
                    if (same >= GOOD_MATCH) {
                        break;
                    }
                }
            }
            candidate = previous[candidate & HISTORY - 1];
        }
        return distance == 0 ? 0 : best << 16 | distance;
    }

    private void enter(final int at) {
        if (at + MIN_MATCH <= end) {
            final int hash = hash(at);
            previous[at & HISTORY - 1] = latest[hash];
            latest[hash] = at;
        }
    }

    private int hash(final int at) {
        final int four =
                window[at] & 0xff | (window[at + 1] & 0xff) << 8 | (window[at + 2] & 0xff) << 16 | window[at + 3] << 24;
        return four * 0x9E3779B1 >>> 32 - HASH_BITS;
    }

    /** Keeps the last part of the window as history; positions move with it. */
    private void forgetOldest() {
        System.arraycopy(window, BLOCK, window, 0, HISTORY);
        start -= BLOCK;
        end -= BLOCK;
        move(latest);
        move(previous);
    }

    private static void move(final int[] positions) {
        for (int i = 0; i < positions.length; i++) {
            positions[i] = Math.max(-1, positions[i] - BLOCK);
        }
    }
}
