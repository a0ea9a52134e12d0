package org.tallystick.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link PortableGzip} writes is unzipped with the JDK's own unzipper, which checks length and CRC, too. */
final class PortableGzipTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 5, 100, 32767, 32768, 65535, 65536, 98303, 98304, 98305, 163840, 500_000})
    void shouldBeUnzippedToTheSameBytes(final int length) throws IOException {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final byte[] noise = new byte[length];
        random.nextBytes(noise);
        assertRoundTrip(noise, "noise, seed " + seed);
        assertRoundTrip(new byte[length], "zeros");
        assertRoundTrip(skewed(random, length), "skewed, seed " + seed);
        final byte[] repeated = new byte[length];
        for (int i = 0; i < length; i++) {
            repeated[i] = i < 40_000 ? noise[i] : noise[i - 32_760 - i / 50_000];
        }
        assertRoundTrip(repeated, "repeated far away, seed " + seed);
    }

    /** Counts that grow like Fibonacci's numbers make Huffman's tree as deep as can be. */
    @Test
    void shouldLimitTheLengthOfCodes() throws IOException {
        final ByteArrayOutputStream input = new ByteArrayOutputStream();
        int count = 1;
        int next = 1;
        for (int symbol = 0; input.size() < 90_000; symbol++) {
            for (int i = 0; i < count; i++) {
                input.write(symbol);
            }
            final int sum = count + next;
            count = next;
            next = sum;
        }
        final byte[] shuffled = input.toByteArray();
        final Random random = new Random(7);
        for (int i = shuffled.length - 1; i > 0; i--) {
            final int other = random.nextInt(i + 1);
            final byte swapped = shuffled[i];
            shuffled[i] = shuffled[other];
            shuffled[other] = swapped;
        }
        assertRoundTrip(shuffled, "Fibonacci");
    }

    @Test
    void shouldGiveTheSameBytesEverywhere() throws IOException {
        final byte[] input = "1675732500000000000,NEW,600519\n".repeat(3).getBytes(StandardCharsets.US_ASCII);
        final byte[] first = gzip(input);
        assertArrayEquals(first, gzip(input));
        assertEquals("1f8b08000000000000ff", HexFormat.of().formatHex(first, 0, 10));
        assertEquals(39_484_387, Arrays.hashCode(first));
    }

    @Test
    void shouldMakeFlowsMuchSmaller() throws IOException {
        final Random random = new Random(1);
        final StringBuilder csv = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            csv.append(1675732500000000000L + i * 1_000_003L)
                    .append(",NEW,600519,")
                    .append(i)
                    .append(random.nextBoolean() ? ",B" : ",S")
                    .append(",LIMIT,18")
                    .append(random.nextInt(100))
                    .append(".05,")
                    .append(random.nextInt(10) * 100)
                    .append('\n');
        }
        final byte[] input = csv.toString().getBytes(StandardCharsets.US_ASCII);
        final int length = gzip(input).length;
        assertTrue(length * 3 < input.length, () -> length + " of " + input.length);
    }

    private static byte[] skewed(final Random random, final int length) {
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (Integer.numberOfTrailingZeros(random.nextInt() | 1 << 20) * random.nextInt(3));
        }
        return bytes;
    }

    private static void assertRoundTrip(final byte[] input, final String what) throws IOException {
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(gzip(input)))) {
            assertArrayEquals(input, unzipped.readAllBytes(), what);
        }
    }

    private static byte[] gzip(final byte[] input) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PortableGzip zip = new PortableGzip(bytes)) {
            // In uneven pieces.
            for (int at = 0, piece = 1; at < input.length; at += piece, piece = piece * 3 % 70_001) {
                zip.write(input, at, Math.min(piece, input.length - at));
            }
        }
        return bytes.toByteArray();
    }
}
