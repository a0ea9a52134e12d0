package org.tallystick.flow;

import java.util.Objects;
import org.tallystick.codecs.DecimalText;
import org.tallystick.codecs.types.InstrumentKind;

/**
 * An instrument as an instruments file defines it. Prices are in units of {@code 10^-priceDecimals}, quantities in units
 * of {@code 10^-qtyDecimals}.
 *
 * @param symbol of 1 to 24 printable ASCII characters
 * @param name free text, may be empty
 * @param kind of instrument
 * @param priceDecimals 0 to 18
 * @param tickSize every price is a multiple of it, 1 or more
 * @param qtyDecimals 0 to 18
 * @param lotSize every quantity is a multiple of it, 1 or more
 * @param minQty least quantity of an order, 1 or more
 * @param maxQty greatest quantity of an order, not below {@code minQty}
 * @param priceBandPct in hundredths of a per cent, or {@link FlowRow#ABSENT}
 */
public record InstrumentSpec(
        String symbol,
        String name,
        InstrumentKind kind,
        int priceDecimals,
        long tickSize,
        int qtyDecimals,
        long lotSize,
        long minQty,
        long maxQty,
        long priceBandPct) {

    /** Decimals of {@link #priceBandPct}. */
    public static final int BAND_DECIMALS = 2;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException where one is out of its range
     */
    public InstrumentSpec {
        Objects.requireNonNull(symbol);
        Objects.requireNonNull(name);
        Objects.requireNonNull(kind);
        check(priceDecimals >= 0 && priceDecimals <= DecimalText.MAX_DECIMALS, "priceDecimals", priceDecimals);
        check(qtyDecimals >= 0 && qtyDecimals <= DecimalText.MAX_DECIMALS, "qtyDecimals", qtyDecimals);
        check(tickSize > 0, "tickSize", tickSize);
        check(lotSize > 0, "lotSize", lotSize);
        check(minQty > 0, "minQty", minQty);
        check(maxQty >= minQty, "maxQty", maxQty);
        check(priceBandPct == FlowRow.ABSENT || priceBandPct > 0, "priceBandPct", priceBandPct);
    }

    /**
     * An instrument with nothing beyond what a file must say.
     *
     * @param symbol of 1 to 24 printable ASCII characters
     * @param priceDecimals 0 to 18
     * @param tickSize every price is a multiple of it, 1 or more
     * @param qtyDecimals 0 to 18
     * @param lotSize every quantity is a multiple of it, 1 or more
     */
    public InstrumentSpec(
            final String symbol,
            final int priceDecimals,
            final long tickSize,
            final int qtyDecimals,
            final long lotSize) {
        this(
                symbol,
                "",
                InstrumentKind.SPOT,
                priceDecimals,
                tickSize,
                qtyDecimals,
                lotSize,
                lotSize,
                greatestMultiple(lotSize),
                FlowRow.ABSENT);
    }

    /** The greatest quantity there is. */
    static long greatestMultiple(final long lotSize) {
        return lotSize > 0 ? Long.MAX_VALUE / lotSize * lotSize : 0;
    }

    private static void check(final boolean isRight, final String what, final long value) {
        if (!isRight) {
            throw new IllegalArgumentException(what + " is out of range: " + value);
        }
    }
}
