package org.tallystick.codecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DecimalTextTest {
    @ParameterizedTest
    @CsvSource({
        "1808.08, 2, 180808",
        "1808.0, 2, 180800",
        "1808, 2, 180800",
        "0, 0, 0",
        "0.00, 2, 0",
        "007.50, 2, 750",
        "-1.5, 2, -150",
        "-0, 2, 0",
        "-0.0, 0, 0",
        "9223372036854775807, 0, 9223372036854775807",
        "92233720368547758.07, 2, 9223372036854775807",
        "9.223372036854775807, 18, 9223372036854775807",
        "00000000000000000000000000000001, 0, 1",
        "-9223372036854774808, 0, -9223372036854774808",
    })
    void shouldParse(final String text, final int decimals, final long expected) {
        assertEquals(expected, parse(text, decimals));
        assertTrue(DecimalText.isNumber(expected));
    }

    @ParameterizedTest
    @CsvSource({"1.500, 2, 150", "1.000000000000000000000000, 0, 1", "-1.500, 2, -150"})
    void shouldTakeZerosBeyondTheDecimals(final String text, final int decimals, final long expected) {
        assertEquals(expected, parse(text, decimals));
    }

    @ParameterizedTest
    @CsvSource({
        "1.501, 2",
        "0.1, 0",
        "-0.001, 2",
        "1.5000000000000000000000000000000000001, 2",
        "9223372036854775807.1, 0"
    })
    void shouldTellLostDecimals(final String text, final int decimals) {
        assertEquals(DecimalText.TOO_MANY_DECIMALS, parse(text, decimals));
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775808, 0",
        "92233720368547758.08, 2",
        "92233720368547759, 2",
        "10, 18",
        "99999999999999999999999999999999999999, 0",
        "-9223372036854774809, 0",
        "-9223372036854775808, 0",
        "9223372036854775808.1, 0",
    })
    void shouldTellWhatDoesNotFit(final String text, final int decimals) {
        assertEquals(DecimalText.TOO_LARGE, parse(text, decimals));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "-.",
                ".5",
                "5.",
                "-.5",
                "-5.",
                "+5",
                "--5",
                "1e3",
                "1E3",
                "0x10",
                " 5",
                "5 ",
                "5\t",
                "12,5",
                "1.2.3",
                "1..2",
                "1_000",
                "NaN",
                "٣",
                "1.5x",
                "99999999999999999999x",
                "1.001x",
                "5-",
                "\u00005"
            })
    void shouldRefuseWhatIsNoNumber(final String text) {
        assertEquals(DecimalText.NOT_A_NUMBER, DecimalText.parse(text, 2));
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertEquals(DecimalText.NOT_A_NUMBER, DecimalText.parse(bytes, 0, bytes.length, 2));
    }

    @Test
    void shouldCallFailuresNoNumbers() {
        assertFalse(DecimalText.isNumber(DecimalText.NOT_A_NUMBER));
        assertFalse(DecimalText.isNumber(DecimalText.TOO_LARGE));
        assertFalse(DecimalText.isNumber(DecimalText.TOO_MANY_DECIMALS));
        assertFalse(DecimalText.isNumber(Long.MIN_VALUE));
        assertTrue(DecimalText.isNumber(DecimalText.MIN_VALUE));
    }

    @Test
    void shouldParseOnlyTheGivenRange() {
        final byte[] row = "a,18.5,b".getBytes(StandardCharsets.US_ASCII);
        assertEquals(1850, DecimalText.parse(row, 2, 4, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> DecimalText.parse(row, 5, 4, 2));
    }

    @ParameterizedTest
    @CsvSource({
        "180808, 2, 1808.08",
        "0, 0, 0",
        "0, 2, 0.00",
        "5, 2, 0.05",
        "-5, 2, -0.05",
        "-150, 2, -1.50",
        "10, 0, 10",
        "1, 18, 0.000000000000000001",
        "9223372036854775807, 18, 9.223372036854775807",
        "9223372036854775807, 0, 9223372036854775807",
        "-9223372036854775808, 0, -9223372036854775808",
        "-9223372036854775808, 18, -9.223372036854775808",
    })
    void shouldFormat(final long value, final int decimals, final String expected) {
        assertEquals(expected, format(value, decimals));
    }

    @Test
    void shouldRefuseDecimalsOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> DecimalText.parse("1", 19));
        assertThrows(IllegalArgumentException.class, () -> DecimalText.parse("1", -1));
        assertThrows(IllegalArgumentException.class, () -> DecimalText.toString(1, 19));
    }

    @Test
    void shouldRoundTripAsBigDecimalDoes() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            final int decimals = random.nextInt(DecimalText.MAX_DECIMALS + 1);
            final long value = random.nextLong() >> random.nextInt(64);
            final String text = format(value, decimals);
            final String context = "seed " + seed + ": " + value + " with " + decimals + " decimals";
            assertEquals(BigDecimal.valueOf(value, decimals).toPlainString(), text, context);
            if (value >= DecimalText.MIN_VALUE) {
                assertEquals(value, parse(text, decimals), context);
            }
        }
    }

    @Test
    void shouldParseRandomDecimalsAsBigDecimalDoes() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            final BigDecimal number = new BigDecimal(new BigInteger(random.nextInt(80), random), random.nextInt(22));
            final int decimals = random.nextInt(DecimalText.MAX_DECIMALS + 1);
            final String text = (random.nextBoolean() ? "-" : "") + number.toPlainString();
            assertEquals(expected(new BigDecimal(text), decimals), parse(text, decimals), "seed " + seed + ": " + text);
        }
    }

    private static long expected(final BigDecimal number, final int decimals) {
        final BigDecimal scaled = number.movePointRight(decimals);
        final BigInteger whole = scaled.toBigInteger();
        if (whole.compareTo(BigInteger.valueOf(DecimalText.MIN_VALUE)) < 0 || whole.bitLength() > 63) {
            return DecimalText.TOO_LARGE;
        }
        return scaled.stripTrailingZeros().scale() > 0 ? DecimalText.TOO_MANY_DECIMALS : whole.longValueExact();
    }

    /** Parses from characters and from the middle of bytes, which must agree. */
    private static long parse(final String text, final int decimals) {
        final long parsed = DecimalText.parse(text, decimals);
        final byte[] bytes = ("7" + text + "7").getBytes(StandardCharsets.US_ASCII);
        assertEquals(parsed, DecimalText.parse(bytes, 1, bytes.length - 2, decimals), text);
        return parsed;
    }

    /** Formats in every way, which must agree. */
    private static String format(final long value, final int decimals) {
        final String text = DecimalText.toString(value, decimals);
        assertTrue(text.length() <= DecimalText.MAX_LENGTH, text);
        final StringBuilder appended = new StringBuilder();
        try {
            DecimalText.append(value, decimals, appended);
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
        assertEquals(text, appended.toString());
        return text;
    }
}
