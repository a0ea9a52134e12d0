package org.tallystick.flow.generate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tallystick.codecs.types.TradingPhase;

/** When phases begin and auctions are uncrossed: rows of the flow that stand fixed before any order is drawn. */
final class DaySchedule {
    /** A row that is not in the schedule. */
    static final int TRADE = -1;

    /** An entry: a phase, or an uncross where it is null. */
    private record Entry(long row, int instrument, TradingPhase phase) {}

    private final List<Entry> entries = new ArrayList<>();
    private int next;

    private DaySchedule() {}

    /** Continuous trading from the first row on, without an end. */
    static DaySchedule continuous(final int instruments) {
        final DaySchedule schedule = new DaySchedule();
        for (int i = 0; i < instruments; i++) {
            schedule.entries.add(new Entry(i, i, TradingPhase.CONTINUOUS));
        }
        return schedule;
    }

    /** A day that fills exactly {@code count} rows, with a halt in the first instrument. */
    static DaySchedule auctionDay(final int instruments, final long count) {
        final DaySchedule schedule = new DaySchedule();
        final long afterPreOpen = Math.max(instruments, count / 20);
        final long afterAuction = afterPreOpen + instruments + count / 10;
        final long close = count - 2L * instruments;
        for (int i = 0; i < instruments; i++) {
            schedule.entries.add(new Entry(i, i, TradingPhase.PRE_OPEN));
            schedule.entries.add(new Entry(afterPreOpen + i, i, TradingPhase.OPENING_AUCTION));
            schedule.entries.add(new Entry(afterAuction + 2L * i, i, null));
            schedule.entries.add(new Entry(afterAuction + 2L * i + 1, i, TradingPhase.CONTINUOUS));
            schedule.entries.add(new Entry(count / 20 * 17 + i, i, TradingPhase.CLOSING_AUCTION));
            schedule.entries.add(new Entry(close + 2L * i, i, null));
            schedule.entries.add(new Entry(close + 2L * i + 1, i, TradingPhase.CLOSED));
        }
        schedule.entries.add(new Entry(count / 20 * 9, 0, TradingPhase.HALTED));
        schedule.entries.add(new Entry(count / 20 * 10, 0, TradingPhase.CONTINUOUS));
        schedule.entries.sort(Comparator.comparingLong(Entry::row));
        return schedule;
    }

    /** The entry for a row, which are asked for in order, from 0; or {@link #TRADE}. */
    int next(final long row) {
        return next < entries.size() && entries.get(next).row() == row ? next++ : TRADE;
    }

    int instrument(final int entry) {
        return entries.get(entry).instrument();
    }

    /** The phase to set, or null: uncross. */
    TradingPhase phase(final int entry) {
        return entries.get(entry).phase();
    }
}
