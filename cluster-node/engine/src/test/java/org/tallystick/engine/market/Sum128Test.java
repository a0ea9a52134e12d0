package org.tallystick.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The sum counts like a {@link BigInteger}. */
class Sum128Test {
    private static final BigInteger GREATEST_LONG = BigInteger.valueOf(Long.MAX_VALUE);

    private final Sum128 sum = new Sum128();
    private final Sum128 other = new Sum128();
    private final Sum128 distance = new Sum128();

    @Test
    void shouldCarryAndBorrowAcross64Bits() {
        sum.add(0, -1);
        sum.add(0, 1);
        assertEquals(BigInteger.ONE.shiftLeft(64), value(sum));
        sum.subtract(0, 1);
        assertEquals(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE), value(sum));
    }

    @Test
    void shouldSaturateAboveTheGreatestLong() {
        sum.add(0, Long.MAX_VALUE);
        assertEquals(Long.MAX_VALUE, sum.saturated());
        sum.add(0, 1);
        assertEquals(Long.MAX_VALUE, sum.saturated());
        sum.clear();
        sum.add(1, 0);
        assertEquals(Long.MAX_VALUE, sum.saturated());
        sum.subtract(1, 0);
        assertEquals(0, sum.saturated());
    }

    @Test
    void shouldCountLikeABigInteger() {
        Seeded.run(50, random -> {
            sum.clear();
            other.clear();
            BigInteger expected = BigInteger.ZERO;
            BigInteger expectedOther = BigInteger.ZERO;
            for (int step = 0; step < 500; step++) {
                int high = high(random);
                long low = low(random);
                BigInteger part = value(high, low);
                if (random.nextInt(3) == 0 && part.compareTo(expected) <= 0) {
                    sum.subtract(high, low);
                    expected = expected.subtract(part);
                } else {
                    sum.add(high, low);
                    expected = expected.add(part);
                }
                if (random.nextInt(3) == 0) {
                    other.set(sum);
                    expectedOther = expected;
                }
                check(expected, expectedOther);
            }
        });
    }

    private void check(BigInteger expected, BigInteger expectedOther) {
        assertEquals(expected, value(sum));
        assertEquals(expectedOther, value(other));
        assertEquals(expected.signum() == 0, sum.isZero());
        assertEquals(expected.min(GREATEST_LONG).longValueExact(), sum.saturated());
        assertEquals(expected.compareTo(expectedOther), Integer.signum(sum.compareTo(other)));
        distance.setDistance(sum, other);
        assertEquals(expected.subtract(expectedOther).abs(), value(distance));
        distance.setDistance(other, sum);
        assertEquals(expected.subtract(expectedOther).abs(), value(distance));
    }

    private static int high(Random random) {
        return random.nextBoolean() ? 0 : random.nextInt(1 << random.nextInt(21));
    }

    private static long low(Random random) {
        return random.nextBoolean() ? random.nextLong() : random.nextLong() >>> random.nextInt(64);
    }

    private static BigInteger value(int high, long low) {
        return BigInteger.valueOf(high).shiftLeft(64).add(new BigInteger(Long.toUnsignedString(low)));
    }

    /** Reads a sum through its public face: by subtracting powers of two. */
    private static BigInteger value(Sum128 sum) {
        Sum128 rest = new Sum128();
        rest.set(sum);
        Sum128 power = new Sum128();
        BigInteger value = BigInteger.ZERO;
        for (int bit = 94; bit >= 0; bit--) {
            power.clear();
            int high = bit >= 64 ? 1 << bit - 64 : 0;
            long low = bit >= 64 ? 0 : 1L << bit;
            power.add(high, low);
            if (rest.compareTo(power) >= 0) {
                rest.subtract(high, low);
                value = value.setBit(bit);
            }
        }
        assertTrue(rest.isZero());
        return value;
    }
}
