package org.tallystick.flow.generate;

import org.tallystick.flow.InstrumentSpec;

/**
 * How the orders of one instrument behave.
 *
 * @param instrument the instrument
 * @param ticks size of the window of prices
 * @param middle the fair price at the beginning, in ticks; the middle of the window
 * @param resting how many orders rest once the book is built
 * @param half distance from the fair price, in ticks, at which there are half as many orders
 * @param walkEvery the fair price makes a step of one tick every so many rows
 * @param fall how many ticks the market falls, and rises again; 0: it does neither
 * @param weights shares of each {@link Deed}, of 1000
 */
record MarketShape(
        InstrumentSpec instrument,
        int ticks,
        int middle,
        int resting,
        int half,
        int walkEvery,
        int fall,
        int[] weights) {

    private static final int[] EQUITY = {445, 80, 15, 5, 10, 340, 80, 15, 10};
    private static final int[] REPRICE = {85, 15, 3, 1, 1, 75, 800, 10, 10};

    static MarketShape equity() {
        return new MarketShape(spec("TALLY", 2, 5, 0, 10), 1 << 12, 3600, 5000, 27, 256, 0, EQUITY);
    }

    static MarketShape reprice() {
        return new MarketShape(spec("TALLY", 2, 5, 0, 10), 1 << 13, 18_000, 1000, 130, 256, 0, REPRICE);
    }

    static MarketShape deep() {
        return new MarketShape(spec("TALLY", 2, 5, 0, 10), 1 << 16, 50_000, 200_000, 1386, 64, 0, EQUITY);
    }

    static MarketShape crash() {
        return new MarketShape(spec("TALLY", 2, 5, 0, 10), 1 << 13, 8000, 5000, 27, 256, 2000, EQUITY);
    }

    /** Instruments with different decimals, ticks and lots. */
    static MarketShape[] auctionDay() {
        return new MarketShape[] {
            new MarketShape(spec("ASH", 2, 1, 0, 1), 1 << 12, 4200, 1500, 20, 256, 0, EQUITY),
            new MarketShape(spec("BIRCH", 2, 5, 0, 100), 1 << 12, 3100, 1000, 15, 256, 0, EQUITY),
            new MarketShape(spec("CEDAR", 4, 25, 0, 1000), 1 << 12, 5000, 500, 10, 512, 0, EQUITY),
            new MarketShape(spec("DOGWOOD", 1, 5, 6, 100), 1 << 12, 61_000, 800, 25, 128, 0, EQUITY),
        };
    }

    long price(final int tick) {
        return (long) (middle - ticks / 2 + tick) * instrument.tickSize();
    }

    long quantity(final long lots) {
        return lots * instrument.lotSize();
    }

    private static InstrumentSpec spec(
            final String symbol,
            final int priceDecimals,
            final long tickSize,
            final int qtyDecimals,
            final long lotSize) {
        return new InstrumentSpec(symbol, priceDecimals, tickSize, qtyDecimals, lotSize);
    }
}
