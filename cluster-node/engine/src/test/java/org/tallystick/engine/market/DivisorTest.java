package org.tallystick.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** A divisor says what the remainder and the division say. */
class DivisorTest {
    private static final long[] SPECIAL = {
        1,
        2,
        3,
        5,
        6,
        7,
        8,
        10,
        24,
        25,
        100,
        641,
        1_000_000_000L,
        1L << 32,
        1L << 62,
        Long.MAX_VALUE - 1,
        Long.MAX_VALUE
    };

    @Test
    void shouldAgreeWithTheDivisionOnSpecialNumbers() {
        for (long value : SPECIAL) {
            for (long number : SPECIAL) {
                for (long near = -2; near <= 2; near++) {
                    if (number + near >= 0) {
                        check(value, number + near);
                    }
                }
            }
            check(value, 0);
            check(value, Long.MAX_VALUE / value * value);
        }
    }

    @Test
    void shouldAgreeWithTheDivisionOnRandomNumbers() {
        Seeded.run(5, random -> {
            for (int i = 0; i < 100_000; i++) {
                long value = (random.nextLong() >>> 1 >>> random.nextInt(63)) + 1;
                long number = random.nextLong() >>> 1 >>> random.nextInt(63);
                check(value <= 0 ? Long.MAX_VALUE : value, number);
                long divisor = Seeded.between(random, 1, 1_000);
                check(divisor, number / divisor * divisor);
            }
        });
    }

    private static void check(long value, long number) {
        Divisor divisor = new Divisor(value);
        assertEquals(number % value == 0, divisor.divides(number), () -> number + " by " + value);
        if (number % value == 0) {
            assertEquals(number / value, divisor.quotient(number), () -> number + " by " + value);
        }
    }
}
