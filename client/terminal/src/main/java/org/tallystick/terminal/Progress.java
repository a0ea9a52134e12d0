package org.tallystick.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A line on standard error that says how far a job is, if that is a terminal; removed when the job ends. */
final class Progress implements AutoCloseable {
    private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int BAR_LENGTH = 30;
    private static final String REMOVE_LINE = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean isShown;
    private String job;
    private String unit;
    private long total;
    private long beginNs = System.nanoTime();
    private long shownNs = beginNs;
    private long heardNs = beginNs;
    private boolean isOnScreen;

    Progress(final PrintWriter err, final String job, final String unit, final long total, final boolean isShown) {
        this.err = err;
        this.job = job;
        this.unit = unit;
        this.total = total;
        this.isShown = isShown;
    }

    /** Begins a job of {@code total} units; shows nothing where standard error is no terminal. */
    static Progress on(final PrintWriter err, final String job, final String unit, final long total) {
        return new Progress(err, job, unit, total, isTerminal());
    }

    /** Says that so much is done of this stage of the job; a stage begins where the one before was last heard of. */
    void show(final String stage, final String stageUnit, final long done, final long stageTotal) {
        if (!stage.equals(job)) {
            job = stage;
            beginNs = heardNs;
        }
        heardNs = System.nanoTime();
        unit = stageUnit;
        total = stageTotal;
        show(done);
    }

    /** Says that so much is done; shown ten times a second at most. */
    void show(final long done) {
        if (!isShown) {
            return;
        }
        final long now = System.nanoTime();
        if (now - shownNs >= INTERVAL_NS) {
            shownNs = now;
            isOnScreen = true;
            err.print(REMOVE_LINE + line(job, unit, done, total, now - beginNs));
            err.flush();
        }
    }

    @Override
    public void close() {
        if (isOnScreen) {
            isOnScreen = false;
            err.print(REMOVE_LINE);
            err.flush();
        }
    }

    static String line(final String job, final String unit, final long done, final long total, final long elapsedNs) {
        final double share = total <= 0 ? 0 : Math.min(1, (double) done / total);
        final int filled = (int) (share * BAR_LENGTH);
        return String.format(
                Locale.ROOT,
                "%s [%s%s] %3.0f %%  %,d %s  %,.0f a second",
                job,
                "#".repeat(filled),
                ".".repeat(BAR_LENGTH - filled),
                share * 100,
                done,
                unit,
                done * 1e9 / Math.max(1, elapsedNs));
    }

    /** Java tells of standard input and output only; Linux tells of standard error, too. */
    private static boolean isTerminal() {
        try {
            final Path device = Files.readSymbolicLink(Path.of("/proc/self/fd/2"));
            return device.startsWith("/dev/pts") || device.toString().startsWith("/dev/tty");
        } catch (final IOException | UnsupportedOperationException e) {
            return System.console() != null;
        }
    }
}
