package org.tallystick.flow.imports;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the name of a recording says: {@code AAPL_2012-06-21_...} of LOBSTER, {@code 01302019.NASDAQ_ITCH50} of Nasdaq. */
public final class RecordingName {
    private static final Pattern LOBSTER = Pattern.compile("([^_]+)_(\\d{4})-(\\d{2})-(\\d{2})_.*");
    private static final Pattern ITCH = Pattern.compile("(\\d{2})(\\d{2})(\\d{4})\\D.*");

    private RecordingName() {}

    /**
     * The symbol in the name.
     *
     * @param file of which only the name is looked at
     * @return the symbol, or nothing where the name is not of that kind
     */
    public static Optional<String> symbol(final Path file) {
        final Matcher matcher = LOBSTER.matcher(name(file));
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /**
     * The date in the name.
     *
     * @param file of which only the name is looked at
     * @return the date, or nothing where the name is not of these kinds
     */
    public static Optional<LocalDate> date(final Path file) {
        final Matcher lobster = LOBSTER.matcher(name(file));
        if (lobster.matches()) {
            return date(lobster.group(2), lobster.group(3), lobster.group(4));
        }
        final Matcher itch = ITCH.matcher(name(file));
        return itch.matches() ? date(itch.group(3), itch.group(1), itch.group(2)) : Optional.empty();
    }

    private static Optional<LocalDate> date(final String year, final String month, final String day) {
        try {
            return Optional.of(LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day)));
        } catch (final DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String name(final Path file) {
        return file.getFileName() == null ? "" : file.getFileName().toString();
    }
}
