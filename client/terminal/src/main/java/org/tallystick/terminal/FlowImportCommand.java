package org.tallystick.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.tallystick.flow.imports.FlowImport;
import org.tallystick.flow.imports.ImportCounts;
import org.tallystick.flow.imports.ImportSummary;
import org.tallystick.flow.imports.Importer;
import org.tallystick.flow.imports.ItchImporter;
import org.tallystick.flow.imports.LobsterImporter;
import org.tallystick.flow.imports.MboImporter;
import org.tallystick.flow.imports.Outcome;
import org.tallystick.flow.imports.PriceFormat;
import org.tallystick.flow.imports.RecordingName;
import org.tallystick.flow.imports.Verification;
import org.tallystick.flow.run.FlowRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tally flow import}: makes a flow of recorded market data. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        versionProvider = Tally.Version.class,
        sortOptions = false,
        description = {
            "Makes a flow file and an instruments file of recorded market data, plain or gzipped.",
            "A recorded execution becomes an IOC order against the order that was executed; executions of hidden"
                    + " orders are counted, not invented. docs/importers.md says what becomes of every message."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a file could not be read or written, or too few executions were reproduced",
            "2:wrong usage"
        })
final class FlowImportCommand implements Callable<Integer> {
    /** Formats of recorded market data. */
    enum Format {
        /** LOBSTER message and orderbook files. */
        lobster,
        /** NASDAQ TotalView-ITCH 5.0. */
        itch,
        /** Tables in the manner of Databento's market by order. */
        mbo
    }

    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The recorded messages, plain or gzipped.")
    private Path file;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            required = true,
            description = "What the file is, one of ${COMPLETION-CANDIDATES}.")
    private Format format;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "The flow, X.csv or, gzipped, X.csv.gz. Replaced where it exists.")
    private Path out;

    @Option(
            names = "--symbol",
            paramLabel = "SYMBOL",
            description = "itch, mbo: only this instrument, can be repeated; default: all. lobster: the instrument;"
                    + " default: as the file's name says.")
    private Set<String> symbols = new LinkedHashSet<>();

    @Option(
            names = "--date",
            paramLabel = "YYYY-MM-DD",
            description = "lobster, itch: the day; default: as the file's name says.")
    private LocalDate date;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "America/New_York",
            description = "lobster, itch: whose midnight the times count from; default: ${DEFAULT-VALUE}.")
    private ZoneId zone;

    @Option(
            names = "--orderbook",
            paramLabel = "FILE",
            description = "lobster: the orderbook file, for the book at the beginning; default: an empty book.")
    private Path orderbook;

    @Option(
            names = "--price-format",
            paramLabel = "FORM",
            defaultValue = "auto",
            description = "mbo: how prices are written, auto, decimal, or fixed (whole numbers of 10^-9); default:"
                    + " ${DEFAULT-VALUE}, as the first one is.")
    private PriceFormat priceFormat;

    @Option(
            names = "--price-decimals",
            paramLabel = "N",
            defaultValue = "" + MboImporter.PRICE_DECIMALS,
            description = "mbo: decimals of the prices in the flow; default: ${DEFAULT-VALUE}.")
    private int priceDecimals;

    @Option(
            names = "--verify",
            description = "Run the flow through the engine and say how many of the recorded executions came out again;"
                    + " fails below 100 %%.")
    private boolean verify;

    @Option(
            names = "--verify-at-least",
            paramLabel = "PCT",
            description = "Like --verify, but fails below this share, in per cent.")
    private BigDecimal least;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures to this file.")
    private Path json;

    @Override
    public Integer call() throws IOException {
        if (least != null && (least.signum() < 0 || least.compareTo(ALL) > 0)) {
            throw usage("--verify-at-least must be from 0 to 100 but was " + least);
        }
        final ImportSummary summary;
        try (Progress progress = Progress.on(spec.commandLine().getErr(), "importing", "bytes", 0)) {
            final FlowRun.Listener listener = (stage, done, total) -> progress.show(stage, "bytes", done, total);
            final FlowImport job = prepare(listener);
            summary = verify || least != null ? job.runAndVerify() : job.run();
        }
        report(summary);
        if (json != null) {
            summary.toJson().write(json);
        }
        final Verification verification = summary.verification();
        final boolean isEnough = verification == null
                || (least == null
                        ? verification.reproduced() == verification.recorded()
                        : verification.percent().compareTo(least) >= 0);
        return isEnough ? Tally.DONE : Tally.FAILED;
    }

    private FlowImport prepare(final FlowRun.Listener listener) {
        try {
            return new FlowImport(importer(), file, out, listener);
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Importer importer() {
        if (orderbook != null && format != Format.lobster) {
            throw usage("--orderbook belongs to --format lobster");
        }
        return switch (format) {
            case lobster -> new LobsterImporter(file, orderbook, symbol(), date(), zone);
            case itch -> new ItchImporter(file, symbols, date(), zone);
            case mbo -> new MboImporter(file, symbols, priceFormat, priceDecimals);
        };
    }

    private String symbol() {
        if (symbols.size() > 1) {
            throw usage("--format lobster has one --symbol");
        }
        return symbols.stream()
                .findFirst()
                .or(() -> RecordingName.symbol(file))
                .orElseThrow(() -> usage("--symbol is needed: the file's name does not say it"));
    }

    private LocalDate date() {
        return date != null
                ? date
                : RecordingName.date(file)
                        .orElseThrow(() -> usage("--date is needed: the file's name does not say it"));
    }

    private ParameterException usage(final String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void report(final ImportSummary summary) {
        final PrintWriter text = spec.commandLine().getOut();
        final ImportCounts counts = summary.counts();
        text.printf(Locale.ROOT, "%s: %,d rows%n", summary.flow(), summary.rows());
        text.printf(Locale.ROOT, "%s: %,d instruments%n", summary.instruments(), summary.instrumentCount());
        text.printf(
                Locale.ROOT,
                "%,d messages: %,d mapped, %,d skipped; %.1f s%n",
                counts.messages(),
                counts.mapped(),
                counts.messages() - counts.mapped(),
                summary.wallNs() / 1e9);
        for (final ImportCounts.Line line : counts.lines()) {
            text.printf(
                    Locale.ROOT,
                    "  %-4s %,15d  %s%n",
                    line.type(),
                    line.count(),
                    line.outcome() == Outcome.MAPPED
                            ? "mapped"
                            : "skipped: " + line.outcome().text());
        }
        note(
                text,
                counts.executionsAtOtherPrices(),
                "executions at another price than the order's, which the flow has");
        note(text, counts.executionsOutsideTrading(), "executions outside continuous trading, taken off their orders");
        note(text, counts.ordersWithNewIds(), "orders with an id of the importer's own");
        note(text, counts.timesMovedForward(), "rows whose time ran backwards, at the time of the row in front");
        if (summary.verification() != null) {
            report(text, summary.verification());
        }
        text.flush();
    }

    private static void note(final PrintWriter text, final long count, final String what) {
        if (count > 0) {
            text.printf(Locale.ROOT, "%,d %s%n", count, what);
        }
    }

    private static void report(final PrintWriter text, final Verification verification) {
        text.printf(
                Locale.ROOT,
                "verified: %,d of %,d recorded executions reproduced, %s %% (%,d different, %,d missing)%n",
                verification.reproduced(),
                verification.recorded(),
                verification.percent().stripTrailingZeros().toPlainString(),
                verification.different(),
                verification.missing());
        note(text, verification.otherTrades(), "trades that were not recorded");
        note(text, verification.rejectedRows(), "rows that the engine refused");
        if (verification.firstDifference() != null) {
            text.println("first difference: " + verification.firstDifference());
        }
    }
}
