package org.tallystick.flow.generate;

import java.util.Arrays;
import org.tallystick.codecs.types.TradingPhase;
import org.tallystick.flow.FlowColumn;
import org.tallystick.flow.FlowRow;
import org.tallystick.flow.Instruments;

/**
 * Makes a flow row by row: the same rows for the same profile, count and seed everywhere. It needs memory for the live
 * orders only.
 *
 * <p>A flow sets the phase of every instrument first. About one row in a hundred is refused by the exchange: a price off
 * its tick, a quantity of nothing or off its lot, an id that is taken, an order that has ended or never was. All other
 * cancels, replaces and reduces mean an order that is live.
 */
public final class FlowGenerator {
    /** 2026-01-05 08:00 UTC. */
    private static final long OPEN_NS = 1_767_600_000_000_000_000L;

    private static final long DAY_NS = 8 * 3_600_000_000_000L + 1_800_000_000_000L;
    /** Times are whole microseconds where there is room for that. */
    private static final long MICROSECOND = 1000;

    /** One row in so many comes at the same time as the row before. */
    private static final int BURST = 8;

    private final long count;
    private final Instruments instruments;
    private final Trader[] traders;
    private final SplitMix64 random;
    private final DaySchedule schedule;
    private final long clockNs;
    private final long greatestGap;
    private long number;
    private long timeNs = OPEN_NS;

    /**
     * Prepares a flow.
     *
     * @param profile what it is like
     * @param count its data rows, at least the profile's {@link FlowProfile#minCount}
     * @param seed any number
     * @throws IllegalArgumentException where {@code count} is too small
     */
    public FlowGenerator(final FlowProfile profile, final long count, final long seed) {
        if (count < profile.minCount()) {
            throw new IllegalArgumentException(
                    "profile " + profile.label() + " needs at least " + profile.minCount() + " rows, not " + count);
        }
        this.count = count;
        this.random = new SplitMix64(seed);
        final OrderIds ids = new OrderIds(random, profile == FlowProfile.RANDOM_IDS);
        final MarketShape[] shapes = profile.shapes();
        this.instruments = new Instruments(
                Arrays.stream(shapes).map(MarketShape::instrument).toList());
        this.traders = new Trader[shapes.length];
        for (int i = 0; i < shapes.length; i++) {
            traders[i] = new Trader(shapes[i], i, count, random, ids);
        }
        this.schedule = profile == FlowProfile.AUCTION_DAY
                ? DaySchedule.auctionDay(traders.length, count)
                : DaySchedule.continuous(traders.length);
        final long meanGapNs = DAY_NS / count;
        this.clockNs = meanGapNs < 2 * MICROSECOND ? 1 : MICROSECOND;
        this.greatestGap = Math.max(1, meanGapNs / clockNs * 2 * BURST / (BURST - 1));
    }

    /**
     * The instruments of the flow.
     *
     * @return the instruments that rows refer to
     */
    public Instruments instruments() {
        return instruments;
    }

    /**
     * The optional columns that the rows need.
     *
     * @return columns to give to the writer
     */
    public FlowColumn[] columns() {
        return new FlowColumn[] {FlowColumn.TIF};
    }

    /**
     * Makes the next row.
     *
     * @param row to fill
     * @return false where the flow has ended; the row is as it was then
     */
    public boolean next(final FlowRow row) {
        if (number == count) {
            return false;
        }
        row.clear();
        final int scripted = schedule.next(number);
        if (scripted == DaySchedule.TRADE) {
            timeNs += random.oneIn(BURST) ? 0 : random.below(greatestGap) * clockNs;
            trader().trade(row);
        } else {
            final Trader trader = traders[schedule.instrument(scripted)];
            final TradingPhase phase = schedule.phase(scripted);
            if (phase == null) {
                trader.uncross(row);
            } else {
                trader.setPhase(row, phase);
            }
        }
        row.number = ++number;
        row.timeNs = timeNs;
        return true;
    }

    /**
     * How many orders are live at this point of the flow.
     *
     * @return orders of all instruments
     */
    public long liveOrders() {
        return Arrays.stream(traders).mapToLong(trader -> trader.book().live()).sum();
    }

    /**
     * On how many price levels orders rest at this point of the flow.
     *
     * @return levels of all instruments and both sides
     */
    public long levels() {
        return Arrays.stream(traders)
                .mapToLong(trader -> trader.book().levels())
                .sum();
    }

    /** Whose row is next; little happens in an instrument that is halted. */
    private Trader trader() {
        if (traders.length == 1) {
            return traders[0];
        }
        Trader drawn = traders[random.below(traders.length)];
        while (drawn.phase() == TradingPhase.HALTED && !random.oneIn(8)) {
            drawn = traders[random.below(traders.length)];
        }
        return drawn;
    }
}
