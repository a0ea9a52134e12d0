package org.tallystick.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.tallystick.flow.JsonObject;
import org.tallystick.node.Durability;
import org.tallystick.perf.cluster.MachineLoad;
import org.tallystick.perf.cluster.Medians;
import org.tallystick.perf.cluster.SlowClientBenchmark;
import org.tallystick.perf.cluster.SlowClientBenchmark.Outcome;
import org.tallystick.perf.cluster.SlowClientBenchmark.Terms;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tally bench slow-client}: what a client that stops reading does to another one. */
@Command(
        name = "slow-client",
        mixinStandardHelpOptions = true,
        versionProvider = Tally.Version.class,
        sortOptions = false,
        description = {
            "Two clients of a cluster of its own, each with a media driver and a connection of its own: every order of the",
            "first fills an order of the second. Times the first while the second reads, and while it does not read at",
            "all, in turn. After each round the second must get all its reports in order, or be told which are lost."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done, and all was as promised", "1:there is a doubt, or it failed", "2:wrong usage"})
final class BenchSlowClientCommand implements Callable<Integer> {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};
    private static final double MS = 1_000_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "3",
            description = "1, 3 or 5; default: ${DEFAULT-VALUE}.")
    private int nodes;

    @Option(
            names = "--durability",
            paramLabel = "LEVEL",
            defaultValue = "memory",
            description = "What an acknowledged command survives, disk or memory; default: ${DEFAULT-VALUE}.")
    private Durability durability;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Orders a second of the first client; default: ${DEFAULT-VALUE}.")
    private long rate;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "9",
            description = "Rounds of each kind, of which medians are told; default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Length of a round; default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Empty folder for the cluster, which stays; default: one that is removed in the end.")
    private Path out;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures to this file.")
    private Path json;

    @Override
    public Integer call() throws IOException {
        check(nodes == 1 || nodes == 3 || nodes == 5, "--nodes must be 1, 3 or 5 but was " + nodes);
        check(rate > 0, "--rate must be 1 or more but was " + rate);
        check(rounds > 0, "--rounds must be 1 or more but was " + rounds);
        check(seconds > 0, "--seconds must be 1 or more but was " + seconds);
        MachineLoad load = new MachineLoad();
        Terms terms = new Terms(nodes, durability, rate, rounds, TimeUnit.SECONDS.toNanos(seconds));
        Outcome outcome;
        try (BenchFolder folder = BenchFolder.open(out);
                Progress progress = Progress.on(spec.commandLine().getErr(), "starting", "rounds", 0)) {
            outcome = new SlowClientBenchmark(terms, progress::show).run(folder.resolve("cluster"));
        }
        String conditions = String.format(
                Locale.ROOT,
                "nodes %d, durability %s, profile local, %,d orders a second, rounds of %d s; %s",
                nodes,
                durability.name().toLowerCase(Locale.ROOT),
                rate,
                seconds,
                load);
        print(outcome, conditions);
        if (json != null) {
            json(outcome, conditions).write(json);
        }
        return outcome.doubts().isEmpty() ? Tally.DONE : Tally.FAILED;
    }

    private void check(boolean isRight, String problem) {
        if (!isRight) {
            throw new ParameterException(spec.commandLine(), problem);
        }
    }

    private void print(Outcome outcome, String conditions) {
        PrintWriter text = spec.commandLine().getOut();
        text.println(conditions);
        text.printf("round trips of the first client, ms, medians of %d rounds, while the second%n", rounds);
        text.printf("%-8s %12s %12s %8s%n", "", "reads", "does not", "ratio");
        for (double percentile : PERCENTILES) {
            long reading = median(outcome.reading(), percentile);
            long stopped = median(outcome.stopped(), percentile);
            text.printf(
                    Locale.ROOT,
                    "%-8s %12.2f %12.2f %8.2f%n",
                    label(percentile),
                    reading / MS,
                    stopped / MS,
                    (double) stopped / reading);
        }
        outcome.doubts().forEach(doubt -> text.println("doubt: " + doubt));
        text.printf(
                Locale.ROOT,
                outcome.doubts().isEmpty()
                        ? "%,d orders, each acknowledged once and in order; of the second client's reports %,d were lost"
                                + " and told as lost, all others came in order%n"
                        : "%,d orders acknowledged, %,d reports told as lost; NOT as promised%n",
                outcome.orders(),
                outcome.lost());
        text.flush();
    }

    private static String label(double percentile) {
        return percentile == 100
                ? "greatest"
                : String.format(Locale.ROOT, "p%s", percentile).replace(".0", "");
    }

    private static long median(List<Histogram> rounds, double percentile) {
        return Medians.of(rounds.stream()
                        .mapToLong(round -> round.getValueAtPercentile(percentile))
                        .toArray())
                .median();
    }

    private static JsonObject json(Outcome outcome, String conditions) {
        JsonObject reading = new JsonObject();
        JsonObject stopped = new JsonObject();
        for (double percentile : PERCENTILES) {
            reading.put(label(percentile) + "_ns", median(outcome.reading(), percentile));
            stopped.put(label(percentile) + "_ns", median(outcome.stopped(), percentile));
        }
        return new JsonObject()
                .put("conditions", conditions)
                .put("orders", outcome.orders())
                .put("reports_lost", outcome.lost())
                .put("doubts", outcome.doubts().size())
                .put("reading", reading)
                .put("stopped", stopped);
    }
}
