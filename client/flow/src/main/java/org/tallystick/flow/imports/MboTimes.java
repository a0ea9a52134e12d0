package org.tallystick.flow.imports;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.tallystick.flow.CsvRows;
import org.tallystick.flow.FlowFormatException;

/** Reads the times of a market-by-order table: nanoseconds since the epoch, or ISO 8601. */
final class MboTimes {
    private static final String UNDEFINED = "18446744073709551615";
    private static final int NONE = -1;

    private final int event;
    private final int received;

    /** @param event column of the time at the venue; {@code received} stands in where there is none */
    MboTimes(final int event, final int received) {
        this.event = event;
        this.received = received;
    }

    long read(final CsvRows rows) throws FlowFormatException {
        final long time = read(rows, event);
        final long instead = time == NONE ? read(rows, received) : time;
        if (instead == NONE) {
            throw rows.unexpected(event, "a time, here or in the column of the time received");
        }
        return instead;
    }

    private static long read(final CsvRows rows, final int column) throws FlowFormatException {
        if (rows.isEmpty(column)) {
            return NONE;
        }
        final long number = rows.wholeNumber(column);
        if (number >= 0) {
            return number;
        }
        final String text = rows.text(column);
        if (text.equals(UNDEFINED)) {
            return NONE;
        }
        try {
            final Instant instant = Instant.parse(text.replace(' ', 'T'));
            final long seconds = Math.multiplyExact(instant.getEpochSecond(), TimeUnit.SECONDS.toNanos(1));
            final long time = Math.addExact(seconds, instant.getNano());
            if (time >= 0) {
                return time;
            }
        } catch (final DateTimeException | ArithmeticException e) {
            // Said below.
        }
        throw rows.unexpected(column, "nanoseconds since the Unix epoch or a time like 2023-02-07T14:30:00.000000000Z");
    }
}
