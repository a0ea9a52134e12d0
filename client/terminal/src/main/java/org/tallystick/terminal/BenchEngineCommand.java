package org.tallystick.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.tallystick.flow.JsonObject;
import org.tallystick.flow.generate.FlowProfile;
import org.tallystick.perf.BookBenchmark;
import org.tallystick.perf.BookFigures;
import org.tallystick.perf.EngineBenchmark;
import org.tallystick.perf.EngineFigures;
import org.tallystick.perf.ProfileFigures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tally bench engine}: the book and the market beside exchange-core's book, then the whole engine. */
@Command(
        name = "engine",
        mixinStandardHelpOptions = true,
        versionProvider = Tally.Version.class,
        sortOptions = false,
        description = {
            "Lets our book, our market with all its rules, and exchange-core's book take turns on the same operations, in",
            "one thread, and compares their times and their trades; then measures the whole engine, from command bytes to",
            "event frames. Times are processor times of the thread; wall times are in the JSON. What is measured, and how,",
            "stands in docs/design-book.md."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done, and the trades agree", "1:the trades differ, or the benchmark failed", "2:wrong usage"
        })
final class BenchEngineCommand implements Callable<Integer> {
    private static final double[] PERCENTILES = {50, 99, 99.9};
    private static final List<FlowProfile> ALL = List.of(
            FlowProfile.REPRICE, FlowProfile.EQUITY, FlowProfile.DEEP, FlowProfile.RANDOM_IDS, FlowProfile.CRASH);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            split = ",",
            converter = FlowGenerateCommand.ProfileConverter.class,
            description = "Profiles of the operations; default: reprice,equity,deep,random-ids,crash.")
    private List<FlowProfile> profiles = new ArrayList<>();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "9",
            description = "Measured rounds of each; default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Operations of a round; default: ${DEFAULT-VALUE}.")
    private int count;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the streams, any 64-bit number; default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures to this file.")
    private Path json;

    private PrintWriter text;

    @Override
    public Integer call() throws IOException {
        if (rounds < 1 || count < 1) {
            throw new ParameterException(spec.commandLine(), "--rounds and --count must be 1 or more");
        }
        if (profiles.contains(FlowProfile.AUCTION_DAY)) {
            throw new ParameterException(spec.commandLine(), "auction-day is not for a book in continuous trading");
        }
        text = spec.commandLine().getOut();
        text.printf(
                Locale.ROOT,
                "%,d operations a round, %d rounds, Java %s; reading the clock takes %d ns of each service time%n%n",
                count,
                rounds,
                Runtime.version(),
                BookBenchmark.clockNs());
        text.printf(
                "%-11s %-14s %8s %6s %8s %7s %7s %7s%n",
                "profile", "", "ns/op", "ratio", "B/op", "p50", "p99", "p99.9");
        JsonObject figures = new JsonObject();
        boolean agree = true;
        for (FlowProfile profile : profiles.isEmpty() ? ALL : profiles) {
            ProfileFigures measured = BookBenchmark.run(profile, count, rounds, seed);
            print(measured);
            figures.put(profile.label(), json(measured));
            agree &= measured.isSameTrades();
        }
        EngineFigures engine = EngineBenchmark.run(FlowProfile.EQUITY, count, rounds, seed);
        text.printf(
                Locale.ROOT,
                "%nwhole engine, equity: %,d commands a second (wall %,d), %.3f B a command, %,d events in %,d bytes of frames%n",
                engine.commandsPerSecond(),
                engine.commandsPerSecondWall(),
                engine.bytesPerCommand(),
                engine.events(),
                engine.frameBytes());
        text.flush();
        if (json != null) {
            new JsonObject()
                    .put("operations", count)
                    .put("rounds", rounds)
                    .put("seed", seed)
                    .put("java", Runtime.version().toString())
                    .put("same_trades", agree)
                    .put("profiles", figures)
                    .put("engine", json(engine))
                    .write(json);
        }
        return agree ? Tally.DONE : Tally.FAILED;
    }

    private void print(ProfileFigures measured) {
        print(measured.profile().label(), "book", measured.book(), measured.bookRatio());
        print("", "market", measured.market(), measured.marketRatio());
        print("", "exchange-core", measured.peer(), 1);
        text.printf(
                Locale.ROOT,
                "%-11s %s: %,d, digest %016x; %,d orders rest%n%-11s %s%n",
                "",
                measured.isSameTrades() ? "same trades" : "DIFFERENT TRADES",
                measured.book().trades(),
                measured.book().digest(),
                measured.resting(),
                "",
                measured.mix());
        text.flush();
    }

    private void print(String profile, String name, BookFigures figures, double ratio) {
        Histogram times = figures.serviceTime();
        text.printf(
                Locale.ROOT,
                "%-11s %-14s %8.1f %6.2f %8.2f %7d %7d %7d%n",
                profile,
                name,
                figures.medianNs(),
                ratio,
                figures.bytesPerOperation(),
                times.getValueAtPercentile(50),
                times.getValueAtPercentile(99),
                times.getValueAtPercentile(99.9));
    }

    private static JsonObject json(ProfileFigures measured) {
        return new JsonObject()
                .put("same_trades", measured.isSameTrades())
                .put("trades", measured.book().trades())
                .put("digest", Long.toHexString(measured.book().digest()))
                .put("resting", measured.resting())
                .put("mix", measured.mix())
                .put("book_ratio", decimal(measured.bookRatio()))
                .put("market_ratio", decimal(measured.marketRatio()))
                .put("book", json(measured.book()))
                .put("market", json(measured.market()))
                .put("exchange_core", json(measured.peer()));
    }

    private static JsonObject json(BookFigures figures) {
        JsonObject json = new JsonObject()
                .put("ns_per_operation", decimal(figures.medianNs()))
                .put("wall_ns_per_operation", decimal(figures.medianWallNs()))
                .put("bytes_per_operation", decimal(figures.bytesPerOperation()));
        for (double percentile : PERCENTILES) {
            json.put(
                    "service_p"
                            + BigDecimal.valueOf(percentile)
                                    .stripTrailingZeros()
                                    .toPlainString() + "_ns",
                    figures.serviceTime().getValueAtPercentile(percentile));
        }
        return json;
    }

    private static JsonObject json(EngineFigures engine) {
        return new JsonObject()
                .put("profile", FlowProfile.EQUITY.label())
                .put("commands_per_second", engine.commandsPerSecond())
                .put("wall_commands_per_second", engine.commandsPerSecondWall())
                .put("bytes_per_command", decimal(engine.bytesPerCommand()))
                .put("events", engine.events())
                .put("frame_bytes", engine.frameBytes())
                .put("running_hash", Long.toHexString(engine.runningHash()));
    }

    private static BigDecimal decimal(double value) {
        return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP);
    }
}
