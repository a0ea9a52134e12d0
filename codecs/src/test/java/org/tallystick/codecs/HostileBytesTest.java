package org.tallystick.codecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.codecs.SampleMessages.Sample;
import org.tallystick.codecs.types.RejectReason;

/**
 * Whatever the bytes: no exception, and an answer that depends on nothing outside the message. Every message is given
 * alone, in an array of exactly its length, and between neighbours' bytes of three kinds.
 */
final class HostileBytesTest {
    private static final int MARGIN = 600;
    private static final int[] NEIGHBOURS = {0x00, 0xFF, 0x41};
    private static final int[] BYTE_VALUES = {0x00, 0x01, 0x04, 0x20, 0x31, 0x7f, 0x80, 0xFE, 0xFF};

    private final CommandValidator validator = new CommandValidator();

    /** Everything that a caller can see. */
    private record Answer(
            RejectReason reason,
            int templateId,
            int version,
            boolean sequenced,
            int sessionId,
            long clientSeq,
            long token,
            long transactTime) {}

    private static List<Sample> samples() {
        return SampleMessages.all();
    }

    private Answer answer(UnsafeBuffer buffer, int offset, int length) {
        RejectReason reason = validator.validate(buffer, offset, length);
        return new Answer(
                reason,
                validator.templateId(),
                validator.version(),
                validator.isSequenced(),
                validator.sessionId(),
                validator.clientSeq(),
                validator.token(),
                validator.transactTime());
    }

    private RejectReason validateEverywhere(byte[] bytes, int length, String what) {
        byte[] alone = Arrays.copyOf(bytes, length);
        Answer expected = answer(new UnsafeBuffer(alone), 0, length);
        byte[] world = new byte[MARGIN + length + MARGIN];
        for (int neighbour : NEIGHBOURS) {
            Arrays.fill(world, (byte) neighbour);
            System.arraycopy(alone, 0, world, MARGIN, length);
            assertEquals(expected, answer(new UnsafeBuffer(world), MARGIN, length), what);
        }
        return expected.reason;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldRefuseEveryTruncation(Sample sample) {
        for (int length = 0; length < sample.bytes().length; length++) {
            RejectReason reason = validateEverywhere(sample.bytes(), length, "cut to " + length);

            assertNotEquals(RejectReason.NONE, reason, "cut to " + length);
        }
    }

    /** The rest of the message stands behind the cut, as in a buffer that holds several. */
    @ParameterizedTest
    @MethodSource("samples")
    void shouldNotReadOnBehindACut(Sample sample) {
        for (int length = 0; length < sample.bytes().length; length++) {
            byte[] cut = Arrays.copyOf(sample.bytes(), length);

            assertEquals(
                    answer(new UnsafeBuffer(cut), 0, length),
                    answer(new UnsafeBuffer(sample.bytes()), 0, length),
                    "cut to " + length);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldRefuseEveryExtension(Sample sample) {
        for (int extra = 1; extra < 100; extra++) {
            byte[] bytes = Arrays.copyOf(sample.bytes(), sample.bytes().length + extra);

            assertEquals(RejectReason.TRAILING_BYTES, validateEverywhere(bytes, bytes.length, extra + " more"));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldBearEveryByteChanged(Sample sample) {
        for (int i = 0; i < sample.bytes().length; i++) {
            for (int value : BYTE_VALUES) {
                byte[] bytes = sample.bytes().clone();
                bytes[i] = (byte) value;
                validateEverywhere(bytes, bytes.length, "byte " + i + " = " + value);
            }
            for (int bit = 0; bit < 8; bit++) {
                byte[] bytes = sample.bytes().clone();
                bytes[i] ^= (byte) (1 << bit);
                validateEverywhere(bytes, bytes.length, "byte " + i + ", bit " + bit);
            }
        }
    }

    @Test
    void shouldBearRandomBytes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[random.nextInt(600)];
            random.nextBytes(bytes);

            validateEverywhere(bytes, bytes.length, "seed " + seed + ", message " + i);
        }
    }

    /** A good header in front, so that the bytes are looked at. */
    @Test
    void shouldBearRandomBytesBehindAGoodHeader() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Sample> samples = samples();
        for (int i = 0; i < 100_000; i++) {
            Sample sample = samples.get(random.nextInt(samples.size()));
            byte[] bytes = sample.bytes().clone();
            int changes = 1 + random.nextInt(bytes.length);
            for (int change = 0; change < changes; change++) {
                bytes[8 + random.nextInt(bytes.length - 8)] = (byte) random.nextInt();
            }
            int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;

            validateEverywhere(bytes, length, "seed " + seed + ", message " + i);
        }
    }
}
