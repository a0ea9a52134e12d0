package org.tallystick.codecs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Fixed-point numbers as decimal text and back: exact, strict, without allocation. It is the one place where prices and
 * quantities become text or come from it.
 *
 * <p>A fixed-point number is a {@code long} in units of {@code 10^-decimals}: with 2 decimals, 180808 is
 * {@code 1808.08}. The text is an optional {@code -}, one or more digits, and optionally a point and one or more digits.
 * Leading zeros are allowed; a {@code +}, an exponent, blanks, grouping, {@code .5} and {@code 5.} are not.
 * {@code -0} is 0. Fewer decimals than the number's are filled with zeros. More are allowed as long as they are zeros,
 * since {@code 1.500} is exactly 1.50; other digits there are lost, which is {@link #TOO_MANY_DECIMALS}.
 *
 * <p>Parsing answers the number, from {@link #MIN_VALUE} to {@link #MAX_VALUE}, or one of the failures
 * {@link #NOT_A_NUMBER}, {@link #TOO_LARGE} and {@link #TOO_MANY_DECIMALS}, which lie below every number:
 * {@link #isNumber} tells them apart. Where several apply, the first in that order is answered.
 */
public final class DecimalText {
    /** Most decimals of a number. */
    public static final int MAX_DECIMALS = 18;

    /** Most characters that a number is formatted to: sign, 19 digits and point. */
    public static final int MAX_LENGTH = 21;

    /** Least number that can be parsed, {@code -(2^63 - 1000)}. */
    public static final long MIN_VALUE = Long.MIN_VALUE + 1000;

    /** Greatest number, {@code 2^63 - 1}. */
    public static final long MAX_VALUE = Long.MAX_VALUE;

    /** Failure: the text is not a decimal number. */
    public static final long NOT_A_NUMBER = Long.MIN_VALUE + 1;

    /** Failure: a number, but beyond {@link #MIN_VALUE} or {@link #MAX_VALUE} in units of the given decimals. */
    public static final long TOO_LARGE = Long.MIN_VALUE + 2;

    /** Failure: a number that fits, but has a digit other than zero beyond the given decimals. */
    public static final long TOO_MANY_DECIMALS = Long.MIN_VALUE + 3;

    private static final long[] POWERS_OF_TEN = new long[MAX_DECIMALS + 1];

    static {
        long power = 1;
        for (int i = 0; i <= MAX_DECIMALS; i++) {
            POWERS_OF_TEN[i] = power;
            power *= 10;
        }
    }

    private DecimalText() {}

    /**
     * Whether a parsed result is a number and not a failure.
     *
     * @param parsed what {@code parse} answered
     * @return whether it is a number
     */
    public static boolean isNumber(final long parsed) {
        return parsed >= MIN_VALUE;
    }

    /**
     * Parses ASCII text.
     *
     * @param text holds the text
     * @param offset of its first byte
     * @param length in bytes; 0 is {@link #NOT_A_NUMBER}
     * @param decimals 0 to {@value #MAX_DECIMALS}
     * @return the number in units of {@code 10^-decimals}, or a failure
     * @throws IndexOutOfBoundsException where the range is not inside {@code text}
     * @throws IllegalArgumentException where {@code decimals} is out of range
     */
    public static long parse(final byte[] text, final int offset, final int length, final int decimals) {
        Objects.checkFromIndexSize(offset, length, text.length);
        return parse(text, null, offset, length, decimals);
    }

    /**
     * Parses text.
     *
     * @param text the whole of which is parsed
     * @param decimals 0 to {@value #MAX_DECIMALS}
     * @return the number in units of {@code 10^-decimals}, or a failure
     * @throws IllegalArgumentException where {@code decimals} is out of range
     */
    public static long parse(final CharSequence text, final int decimals) {
        return parse(null, text, 0, text.length(), decimals);
    }

    /** One rule for both kinds of text; exactly one of them is given. */
    private static long parse(
            final byte[] bytes, final CharSequence chars, final int offset, final int length, final int decimals) {
        checkDecimals(decimals);
        final int end = offset + length;
        int at = offset;
        final boolean negative = length > 0 && (bytes != null ? bytes[at] : chars.charAt(at)) == '-';
        if (negative) {
            at++;
        }
        long magnitude = 0;
        int digits = 0;
        int missingDecimals = decimals;
        boolean inFraction = false;
        boolean overflow = false;
        boolean lost = false;
        for (; at < end; at++) {
            final int character = bytes != null ? bytes[at] : chars.charAt(at);
            final int digit = character - '0';
            if (digit >= 0 && digit <= 9) {
                digits++;
                if (inFraction && --missingDecimals < 0) {
                    lost |= digit != 0;
                } else if (magnitude < MAX_VALUE / 10 || magnitude == MAX_VALUE / 10 && digit <= MAX_VALUE % 10) {
                    magnitude = magnitude * 10 + digit;
                } else {
                    overflow = true;
                }
            } else if (character == '.' && !inFraction && digits > 0) {
                inFraction = true;
                digits = 0;
            } else {
                return NOT_A_NUMBER;
            }
        }
        if (digits == 0) {
            return NOT_A_NUMBER;
        }
        if (missingDecimals > 0) {
            final long scale = POWERS_OF_TEN[missingDecimals];
            overflow |= magnitude > MAX_VALUE / scale;
            magnitude *= scale;
        }
        if (overflow || negative && -magnitude < MIN_VALUE) {
            return TOO_LARGE;
        }
        return lost ? TOO_MANY_DECIMALS : negative ? -magnitude : magnitude;
    }

    /**
     * Formats a number with exactly its decimals, without a sign for 0, and with at least one digit before the point.
     *
     * @param value any {@code long}, in units of {@code 10^-decimals}
     * @param decimals 0 to {@value #MAX_DECIMALS}
     * @param target takes the ASCII text
     * @param offset of its first byte
     * @return the number of bytes written, at most {@value #MAX_LENGTH}
     * @throws IndexOutOfBoundsException where the text does not fit; part of it may have been written
     * @throws IllegalArgumentException where {@code decimals} is out of range
     */
    public static int format(final long value, final int decimals, final byte[] target, final int offset) {
        checkDecimals(decimals);
        final int digits = Math.max(digitCount(value), decimals + 1);
        final int start = value < 0 ? offset + 1 : offset;
        if (value < 0) {
            target[offset] = '-';
        }
        int at = start + digits + (decimals > 0 ? 1 : 0);
        final int end = at;
        long rest = value;
        for (int i = 0; i < digits; i++) {
            if (i == decimals && i > 0) {
                target[--at] = '.';
            }
            final long quotient = rest / 10;
            target[--at] = (byte) ('0' + Math.abs((int) (rest - quotient * 10)));
            rest = quotient;
        }
        return end - offset;
    }

    /**
     * Formats a number as {@link #format} does.
     *
     * @param value any {@code long}, in units of {@code 10^-decimals}
     * @param decimals 0 to {@value #MAX_DECIMALS}
     * @param target takes the text
     * @throws IOException where {@code target} throws it
     * @throws IllegalArgumentException where {@code decimals} is out of range
     */
    public static void append(final long value, final int decimals, final Appendable target) throws IOException {
        checkDecimals(decimals);
        if (value < 0) {
            target.append('-');
        }
        final int digits = Math.max(digitCount(value), decimals + 1);
        for (int i = digits - 1; i >= 0; i--) {
            target.append((char) ('0' + Math.abs((int) (value / POWERS_OF_TEN[i] % 10))));
            if (i == decimals && i > 0) {
                target.append('.');
            }
        }
    }

    /**
     * Formats a number as {@link #format} does, for messages and other places where speed is no matter.
     *
     * @param value any {@code long}, in units of {@code 10^-decimals}
     * @param decimals 0 to {@value #MAX_DECIMALS}
     * @return the text
     * @throws IllegalArgumentException where {@code decimals} is out of range
     */
    public static String toString(final long value, final int decimals) {
        final byte[] text = new byte[MAX_LENGTH];
        return new String(text, 0, format(value, decimals, text, 0), StandardCharsets.US_ASCII);
    }

    private static int digitCount(final long value) {
        // Negative, because 2^63 has no positive counterpart.
        final long negative = value < 0 ? value : -value;
        int digits = 1;
        while (digits <= MAX_DECIMALS && negative <= -POWERS_OF_TEN[digits]) {
            digits++;
        }
        return digits;
    }

    private static void checkDecimals(final int decimals) {
        if (decimals < 0 || decimals > MAX_DECIMALS) {
            throw new IllegalArgumentException("decimals must be 0 to " + MAX_DECIMALS + ", not " + decimals);
        }
    }
}
