package org.tallystick.codecs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Xxh64Test {
    private static final long PRIME_32 = 2654435761L;

    @ParameterizedTest
    @CsvSource({
        "'', EF46DB3751D8E999",
        "a, D24EC4F1A98C6E5B",
        "abc, 44BC2CF5AD770999",
    })
    void shouldHashTextsAsPublished(String text, String expected) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);

        assertEquals(Long.parseUnsignedLong(expected, 16), Xxh64.hash(bytes, 0, bytes.length, 0));
    }

    /** The first vectors of the xxHash project's sanity check (cli/xsum_sanity_check.c), over its generated buffer. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, EF46DB3751D8E999",
        "0, 2654435761, AC75FDA2929B17EF",
        "1, 0, E934A84ADB052768",
        "1, 2654435761, 5014607643A9B4C3",
        "4, 0, 9136A0DCA57457EE",
        "14, 0, 8282DCC4994E35C8",
        "14, 2654435761, C3BD6BF63DEB6DF0",
        "222, 0, B641AE8CB691C174",
        "222, 2654435761, 20CB8AB7AE10C14A",
    })
    void shouldHashTheSanityBufferAsPublished(int length, long seed, String expected) {
        byte[] bytes = sanityBuffer(length);

        assertEquals(Long.parseUnsignedLong(expected, 16), Xxh64.hash(bytes, 0, length, seed));
    }

    @Test
    void shouldAgreeWithAnotherImplementation() {
        XXHash64 other = XXHashFactory.safeInstance().hash64();
        long randomSeed = System.nanoTime();
        Random random = new Random(randomSeed);
        byte[] bytes = new byte[4096];
        random.nextBytes(bytes);
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(0, bytes);

        for (int i = 0; i < 20_000; i++) {
            int offset = random.nextInt(64);
            int length = i < 512 ? i : random.nextInt(bytes.length - offset);
            long seed = random.nextLong();
            long expected = other.hash(bytes, offset, length, seed);
            String given = "random seed " + randomSeed + ", offset " + offset + ", length " + length;

            assertEquals(expected, Xxh64.hash(bytes, offset, length, seed), given);
            assertEquals(expected, Xxh64.hash(new UnsafeBuffer(direct), offset, length, seed), given);
        }
    }

    private static byte[] sanityBuffer(int length) {
        byte[] bytes = new byte[length];
        long generator = PRIME_32;
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (generator >>> 56);
            generator *= 0x9E3779B185EBCA8DL;
        }
        return bytes;
    }
}
