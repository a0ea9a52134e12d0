package org.tallystick.flow.imports;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;

/** Turns a day into what its times count from. */
final class Midnight {
    private static final int FIRST_YEAR = 1971;
    private static final int LAST_YEAR = 2200;

    private Midnight() {}

    /** Nanoseconds since the epoch at midnight of the day, whose hours must fit behind it. */
    static long epochNs(final LocalDate date, final ZoneId zone) {
        if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
            throw new IllegalArgumentException(date + " is not a date from " + FIRST_YEAR + " to " + LAST_YEAR);
        }
        final Instant midnight = date.atStartOfDay(zone).toInstant();
        return TimeUnit.SECONDS.toNanos(midnight.getEpochSecond()) + midnight.getNano();
    }
}
