package org.tallystick.flow.imports;

import org.tallystick.codecs.DecimalText;
import org.tallystick.flow.CsvRows;
import org.tallystick.flow.FlowFormatException;

/** Reads the prices of a market-by-order table, of which it finds out how they are written. */
final class MboPrices {
    /** What a price is that is not there. */
    static final long NONE = 0;

    /** Decimals of a fixed price. */
    static final int FIXED_DECIMALS = 9;

    private static final long UNDEFINED = Long.MAX_VALUE;

    private final int column;
    private final int decimals;
    private final long unit;
    private PriceFormat format;

    MboPrices(final int column, final PriceFormat format, final int decimals) {
        if (decimals < 0 || decimals > FIXED_DECIMALS) {
            throw new IllegalArgumentException(
                    "price decimals must be from 0 to " + FIXED_DECIMALS + ", not " + decimals);
        }
        this.column = column;
        this.format = format;
        this.decimals = decimals;
        long tenths = 1;
        for (int i = decimals; i < FIXED_DECIMALS; i++) {
            tenths *= 10;
        }
        this.unit = tenths;
    }

    int decimals() {
        return decimals;
    }

    long read(final CsvRows rows) throws FlowFormatException {
        if (rows.isEmpty(column)) {
            return NONE;
        }
        final int start = rows.start(column);
        final int length = rows.end(column) - start;
        if (format == PriceFormat.AUTO) {
            format = rows.text(column).indexOf('.') >= 0 ? PriceFormat.DECIMAL : PriceFormat.FIXED;
        }
        final boolean isDecimal = format == PriceFormat.DECIMAL;
        final long number = DecimalText.parse(rows.buffer(), start, length, isDecimal ? decimals : 0);
        if (!isDecimal && number == UNDEFINED) {
            return NONE;
        }
        final boolean isTooFine = isDecimal ? number == DecimalText.TOO_MANY_DECIMALS : number % unit != 0;
        if (isTooFine && (isDecimal || DecimalText.isNumber(number))) {
            throw rows.unexpected(column, "a price with at most " + decimals + " decimals, as the import was told");
        }
        if (!DecimalText.isNumber(number)) {
            throw rows.unexpected(
                    column,
                    isDecimal
                            ? "a decimal price like 5411.25"
                            : "a price as a whole number of 10^-9, as the first one is or the import was told");
        }
        return isDecimal ? number : number / unit;
    }
}
