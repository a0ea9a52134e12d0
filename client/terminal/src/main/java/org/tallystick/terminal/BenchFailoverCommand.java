package org.tallystick.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;
import org.tallystick.flow.JsonObject;
import org.tallystick.node.Durability;
import org.tallystick.perf.cluster.FailoverBenchmark;
import org.tallystick.perf.cluster.FailoverBenchmark.Outcome;
import org.tallystick.perf.cluster.FailoverBenchmark.Run;
import org.tallystick.perf.cluster.FailoverBenchmark.Terms;
import org.tallystick.perf.cluster.MachineLoad;
import org.tallystick.perf.cluster.Medians;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tally bench failover}: how long a market stands still when its leader is killed. */
@Command(
        name = "failover",
        mixinStandardHelpOptions = true,
        versionProvider = Tally.Version.class,
        sortOptions = false,
        description = {
            "Sends orders at a steady rate to a cluster of its own, kills the leader's process (kill -9), and takes the",
            "time until orders are acknowledged again; then starts the killed node, waits until it takes part, and kills",
            "the next leader. Every order must be acknowledged once, in order, and all nodes must have recorded the same."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done, and nothing was lost", "1:there is a doubt, or it failed", "2:wrong usage"})
final class BenchFailoverCommand implements Callable<Integer> {
    private static final long MS = 1_000_000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "3", description = "3 or 5; default: ${DEFAULT-VALUE}.")
    private int nodes;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "10",
            description = "Times that the leader is killed; default: ${DEFAULT-VALUE}.")
    private int runs;

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
            description = "Orders a second; default: ${DEFAULT-VALUE}.")
    private long rate;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Empty folder for the cluster, which stays; default: one that is removed in the end.")
    private Path out;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures to this file.")
    private Path json;

    private PrintWriter text;

    @Override
    public Integer call() throws IOException {
        check(nodes == 3 || nodes == 5, "--nodes must be 3 or 5 but was " + nodes);
        check(runs > 0, "--runs must be 1 or more but was " + runs);
        check(rate > 0, "--rate must be 1 or more but was " + rate);
        text = spec.commandLine().getOut();
        MachineLoad load = new MachineLoad();
        Outcome outcome;
        try (BenchFolder folder = BenchFolder.open(out);
                Progress progress = Progress.on(spec.commandLine().getErr(), "starting", "kills", 0)) {
            outcome = new FailoverBenchmark(new Terms(nodes, runs, durability, rate), progress::show)
                    .run(folder.resolve("cluster"));
        }
        String conditions = String.format(
                Locale.ROOT,
                "nodes %d, durability %s, profile local, %,d orders a second; %s",
                nodes,
                durability.name().toLowerCase(Locale.ROOT),
                rate,
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
        text.println(conditions);
        text.println(
                "ms from the kill: another node leads, the client is told, the first order sent after the kill is");
        text.println("acknowledged; longest silence of acknowledgements; the killed node, started again, takes part.");
        text.println("terms: elections that it took, those broken off included");
        text.printf(
                "%-8s %5s %6s %7s %7s %7s %7s %7s%n",
                "run", "node", "terms", "leader", "told", "answer", "silence", "back");
        List<Run> all = outcome.runs();
        for (int i = 0; i < all.size(); i++) {
            Run run = all.get(i);
            print(
                    Integer.toString(i + 1),
                    String.format("%5d %6d", run.node(), run.elections()),
                    run.leaderNs(),
                    run.toldNs(),
                    run.answerNs(),
                    run.silenceNs(),
                    run.backNs());
        }
        print("least", outcome, Medians::least);
        print("median", outcome, Medians::median);
        print("greatest", outcome, Medians::greatest);
        Histogram calm = outcome.calm();
        text.printf(
                Locale.ROOT,
                "round trips between the kills: p50 %.2f ms, p99 %.2f ms, greatest %.2f ms%n",
                calm.getValueAtPercentile(50) / (double) MS,
                calm.getValueAtPercentile(99) / (double) MS,
                calm.getMaxValue() / (double) MS);
        text.printf(
                Locale.ROOT,
                "elections that no kill caused: %,d (a node had no processor for a heartbeat timeout)%n",
                outcome.otherElections());
        outcome.doubts().forEach(doubt -> text.println("doubt: " + doubt));
        text.printf(
                Locale.ROOT,
                outcome.doubts().isEmpty()
                        ? "%,d orders, each acknowledged once and in order; all nodes recorded the same%n"
                        : "%,d orders acknowledged, NOT as promised%n",
                outcome.orders());
        text.flush();
    }

    private void print(String name, Outcome outcome, ToLongFunction<Medians> which) {
        print(
                name,
                "",
                of(outcome, Run::leaderNs, which),
                of(outcome, Run::toldNs, which),
                of(outcome, Run::answerNs, which),
                of(outcome, Run::silenceNs, which),
                of(outcome, Run::backNs, which));
    }

    private void print(String name, String node, long... timesNs) {
        text.printf("%-8s %12s", name, node);
        for (long timeNs : timesNs) {
            text.printf(Locale.ROOT, " %7s", timeNs < 0 ? "-" : String.format(Locale.ROOT, "%,d", timeNs / MS));
        }
        text.println();
    }

    private static long of(Outcome outcome, ToLongFunction<Run> time, ToLongFunction<Medians> which) {
        return which.applyAsLong(
                Medians.of(outcome.runs().stream().mapToLong(time).toArray()));
    }

    private static JsonObject json(Outcome outcome, String conditions) {
        JsonObject runs = new JsonObject();
        for (int i = 0; i < outcome.runs().size(); i++) {
            Run run = outcome.runs().get(i);
            runs.put(
                    Integer.toString(i + 1),
                    new JsonObject()
                            .put("node", run.node())
                            .put("terms", run.elections())
                            .put("leader_ns", run.leaderNs())
                            .put("told_ns", run.toldNs())
                            .put("answer_ns", run.answerNs())
                            .put("silence_ns", run.silenceNs())
                            .put("back_ns", run.backNs()));
        }
        return new JsonObject()
                .put("conditions", conditions)
                .put("orders", outcome.orders())
                .put("other_elections", outcome.otherElections())
                .put("doubts", outcome.doubts().size())
                .put("answer_median_ns", of(outcome, Run::answerNs, Medians::median))
                .put("silence_median_ns", of(outcome, Run::silenceNs, Medians::median))
                .put("calm_p50_ns", outcome.calm().getValueAtPercentile(50))
                .put("calm_p99_ns", outcome.calm().getValueAtPercentile(99))
                .put("runs", runs);
    }
}
