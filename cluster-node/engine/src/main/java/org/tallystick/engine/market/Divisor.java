package org.tallystick.engine.market;

/**
 * A fixed divisor of prices or quantities, 1 or more. Whether it divides a number is told by one multiplication instead of
 * a division, and so is the quotient where it does: modulo 2^64 an odd number has an inverse, which takes every multiple
 * to its quotient and all other numbers above the greatest quotient; the power of two is rotated out. After Granlund and
 * Montgomery, "Division by Invariant Integers using Multiplication", section 9.
 */
final class Divisor {
    private final int shift;
    private final long inverse;
    private final long greatestQuotient;

    Divisor(long value) {
        shift = Long.numberOfTrailingZeros(value);
        inverse = inverseOf(value >>> shift);
        greatestQuotient = Long.divideUnsigned(-1L, value);
    }

    /** Newton's iteration: every step doubles the number of right bits, of which an odd number has three. */
    private static long inverseOf(long odd) {
        long inverse = odd;
        for (int bits = 3; bits < Long.SIZE; bits *= 2) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }

    /** Whether it divides a number that is 0 or more. */
    boolean divides(long number) {
        return Long.compareUnsigned(quotient(number), greatestQuotient) <= 0;
    }

    /** How often it goes into a number, 0 or more, that it divides. */
    long quotient(long multiple) {
        return Long.rotateRight(multiple * inverse, shift);
    }
}
