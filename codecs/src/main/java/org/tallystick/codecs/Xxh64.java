package org.tallystick.codecs;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * XXH64, the 64-bit hash of Yann Collet's xxHash family, as its public specification
 * ({@code doc/xxhash_spec.md} of the xxHash project) defines it. Reads little-endian on every platform.
 */
public final class Xxh64 {
    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;

    private static final int STRIPE_LENGTH = 32;
    private static final boolean IS_LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private Xxh64() {}

    /**
     * Hashes a range of a buffer, without allocating.
     *
     * @param buffer holding the bytes
     * @param offset of the first byte
     * @param length in bytes, 0 or more
     * @param seed   any value; another seed gives another hash
     * @return the hash
     */
    public static long hash(DirectBuffer buffer, int offset, int length, long seed) {
        // The range is checked once and then read where it lies: a check of every word took longer than the hash.
        buffer.boundsCheck(offset, length);
        byte[] array = buffer.byteArray();
        long begin = buffer.addressOffset() + offset;
        long end = begin + length;
        long stripesEnd = end - length % STRIPE_LENGTH;
        long hash = length >= STRIPE_LENGTH ? stripes(array, begin, stripesEnd, seed) : seed + PRIME_5;
        return avalanche(rest(array, stripesEnd, end, hash + length));
    }

    /**
     * Hashes a range of an array, through a view that is allocated.
     *
     * @param bytes  holding the bytes
     * @param offset of the first byte
     * @param length in bytes, 0 or more
     * @param seed   any value; another seed gives another hash
     * @return the hash
     */
    public static long hash(byte[] bytes, int offset, int length, long seed) {
        return hash(new UnsafeBuffer(bytes, offset, length), 0, length, seed);
    }

    /** Four accumulators over whole stripes, then merged. */
    private static long stripes(byte[] array, long from, long end, long seed) {
        long acc1 = seed + PRIME_1 + PRIME_2;
        long acc2 = seed + PRIME_2;
        long acc3 = seed;
        long acc4 = seed - PRIME_1;
        for (long i = from; i < end; i += STRIPE_LENGTH) {
            acc1 = round(acc1, int64(array, i));
            acc2 = round(acc2, int64(array, i + 8));
            acc3 = round(acc3, int64(array, i + 16));
            acc4 = round(acc4, int64(array, i + 24));
        }
        long hash = Long.rotateLeft(acc1, 1)
                + Long.rotateLeft(acc2, 7)
                + Long.rotateLeft(acc3, 12)
                + Long.rotateLeft(acc4, 18);
        hash = merge(hash, acc1);
        hash = merge(hash, acc2);
        hash = merge(hash, acc3);
        return merge(hash, acc4);
    }

    /** The bytes behind the last whole stripe: eight at a time, then four, then one. */
    private static long rest(byte[] array, long from, long end, long hash) {
        long i = from;
        for (; i + 8 <= end; i += 8) {
            hash ^= round(0, int64(array, i));
            hash = Long.rotateLeft(hash, 27) * PRIME_1 + PRIME_4;
        }
        if (i + 4 <= end) {
            hash ^= (int32(array, i) & 0xFFFF_FFFFL) * PRIME_1;
            hash = Long.rotateLeft(hash, 23) * PRIME_2 + PRIME_3;
            i += 4;
        }
        for (; i < end; i++) {
            hash ^= (UnsafeApi.getByte(array, i) & 0xFF) * PRIME_5;
            hash = Long.rotateLeft(hash, 11) * PRIME_1;
        }
        return hash;
    }

    /** Eight bytes at a place that lies within the range; without an array, the place is an address. */
    private static long int64(byte[] array, long place) {
        long value = UnsafeApi.getLong(array, place);
        return IS_LITTLE_ENDIAN ? value : Long.reverseBytes(value);
    }

    private static int int32(byte[] array, long place) {
        int value = UnsafeApi.getInt(array, place);
        return IS_LITTLE_ENDIAN ? value : Integer.reverseBytes(value);
    }

    private static long round(long acc, long lane) {
        return Long.rotateLeft(acc + lane * PRIME_2, 31) * PRIME_1;
    }

    private static long merge(long hash, long acc) {
        return (hash ^ round(0, acc)) * PRIME_1 + PRIME_4;
    }

    private static long avalanche(long hash) {
        hash = (hash ^ hash >>> 33) * PRIME_2;
        hash = (hash ^ hash >>> 29) * PRIME_3;
        return hash ^ hash >>> 32;
    }
}
