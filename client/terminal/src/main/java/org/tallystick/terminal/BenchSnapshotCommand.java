package org.tallystick.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.tallystick.flow.JsonObject;
import org.tallystick.node.Durability;
import org.tallystick.perf.cluster.MachineLoad;
import org.tallystick.perf.cluster.Medians;
import org.tallystick.perf.cluster.SnapshotBenchmark;
import org.tallystick.perf.cluster.SnapshotBenchmark.Outcome;
import org.tallystick.perf.cluster.SnapshotBenchmark.Started;
import org.tallystick.perf.cluster.SnapshotBenchmark.Taken;
import org.tallystick.perf.cluster.SnapshotBenchmark.Terms;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tally bench snapshot}: how long a snapshot holds a market up, and how long a start from it takes. */
@Command(
        name = "snapshot",
        mixinStandardHelpOptions = true,
        versionProvider = Tally.Version.class,
        sortOptions = false,
        description = {
            "Fills the books of a cluster of its own with resting orders, has it take snapshots under a steady load, and",
            "starts it from the last one; for each number of nodes at each durability level. No snapshot may cause an",
            "election, and after a start all orders must be there."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done, and all was as promised", "1:there is a doubt, or it failed", "2:wrong usage"})
final class BenchSnapshotCommand implements Callable<Integer> {
    private static final double MS = 1_000_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--orders",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Orders that rest; default: ${DEFAULT-VALUE}.")
    private long orders;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,3",
            description = "Numbers of nodes; default: ${DEFAULT-VALUE}.")
    private List<Integer> nodes;

    @Option(
            names = "--durability",
            paramLabel = "LEVEL",
            split = ",",
            defaultValue = "memory,disk",
            description = "What an acknowledged command survives, disk or memory; default: ${DEFAULT-VALUE}.")
    private List<Durability> durabilities;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Orders a second while snapshots are taken; default: ${DEFAULT-VALUE}.")
    private long rate;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Snapshots and starts, of which medians are told; default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Empty folder for the clusters, which stay; default: one that is removed in the end.")
    private Path out;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures to this file.")
    private Path json;

    private PrintWriter text;

    @Override
    public Integer call() throws IOException {
        check(orders > 0, "--orders must be 1 or more but was " + orders);
        check(rate > 0, "--rate must be 1 or more but was " + rate);
        check(rounds > 0, "--rounds must be 1 or more but was " + rounds);
        for (int count : nodes) {
            check(count == 1 || count == 3 || count == 5, "--nodes must be 1, 3 or 5 but was " + count);
        }
        text = spec.commandLine().getOut();
        printHead();
        MachineLoad load = new MachineLoad();
        JsonObject figures = new JsonObject();
        boolean isGood = true;
        try (BenchFolder folder = BenchFolder.open(out)) {
            for (int count : nodes) {
                for (Durability durability : durabilities) {
                    String level = durability.name().toLowerCase(Locale.ROOT);
                    Outcome outcome = measure(new Terms(count, durability, orders, rate, rounds), folder);
                    print(count, level, outcome);
                    figures.put(count + "-" + level, json(outcome));
                    isGood &= outcome.doubts().isEmpty();
                }
            }
        }
        text.println(load);
        text.flush();
        if (json != null) {
            new JsonObject()
                    .put("orders", orders)
                    .put("rate", rate)
                    .put("machine", load.toString())
                    .put("clusters", figures)
                    .write(json);
        }
        return isGood ? Tally.DONE : Tally.FAILED;
    }

    private void check(boolean isRight, String problem) {
        if (!isRight) {
            throw new ParameterException(spec.commandLine(), problem);
        }
    }

    private Outcome measure(Terms terms, BenchFolder folder) throws IOException {
        try (Progress progress = Progress.on(spec.commandLine().getErr(), "starting", "starts", 0)) {
            String name = terms.nodes() + "-" + terms.durability().name().toLowerCase(Locale.ROOT);
            return new SnapshotBenchmark(terms, progress::show).run(folder.resolve(name));
        }
    }

    private void printHead() {
        text.printf(
                Locale.ROOT,
                "%,d resting orders, %,d orders a second meanwhile, profile local; ms, medians of %d%n"
                        + "calm, gap: longest time without an acknowledgement before and around the snapshot;"
                        + " pause: the difference%n"
                        + "held, idle: time that the slowest node's engine was held up, under load and without;"
                        + " taken: until all have it%n"
                        + "start: from the launch of the processes until all take part; empty: the same without orders;"
                        + " restore: the difference%n"
                        + "load: time in which the slowest node read the snapshot%n%n",
                orders,
                rate,
                rounds);
        text.printf(
                "%5s %-7s %12s %6s %6s %6s %6s %6s %6s %6s %6s %7s %6s %5s%n",
                "nodes", "level", "bytes", "calm", "gap", "pause", "held", "idle", "taken", "start", "empty", "restore",
                "load", "terms");
        text.flush();
    }

    private void print(int count, String level, Outcome outcome) {
        List<Taken> taken = outcome.taken();
        List<Started> started = outcome.started();
        text.printf(
                Locale.ROOT,
                "%5d %-7s %,12d %6.0f %6.0f %6.0f %6.0f %6.0f %6.0f %6.0f %6.0f %7.0f %6.0f %5d%n",
                count,
                level,
                outcome.bytes(),
                ms(taken.stream().mapToLong(Taken::calmGapNs)),
                ms(taken.stream().mapToLong(Taken::gapNs)),
                ms(taken.stream().mapToLong(Taken::pauseNs)),
                ms(taken.stream().mapToLong(Taken::heldUpNs)),
                outcome.idleNs() / MS,
                ms(taken.stream().mapToLong(Taken::takenNs)),
                ms(started.stream().mapToLong(Started::readyNs)),
                ms(LongStream.of(outcome.emptyNs())),
                outcome.restoreNs() / MS,
                ms(started.stream().mapToLong(Started::loadNs)),
                taken.stream().mapToLong(Taken::terms).sum());
        outcome.doubts().forEach(doubt -> text.println("doubt: " + doubt));
        text.flush();
    }

    private static double ms(LongStream timesNs) {
        return Medians.of(timesNs.toArray()).median() / MS;
    }

    private static JsonObject json(Outcome outcome) {
        JsonObject taken = new JsonObject();
        for (int i = 0; i < outcome.taken().size(); i++) {
            Taken each = outcome.taken().get(i);
            taken.put(
                    Integer.toString(i + 1),
                    new JsonObject()
                            .put("calm_gap_ns", each.calmGapNs())
                            .put("gap_ns", each.gapNs())
                            .put("pause_ns", each.pauseNs())
                            .put("held_up_ns", each.heldUpNs())
                            .put("taken_ns", each.takenNs())
                            .put("terms", each.terms()));
        }
        JsonObject started = new JsonObject();
        for (int i = 0; i < outcome.started().size(); i++) {
            Started each = outcome.started().get(i);
            started.put(
                    Integer.toString(i + 1),
                    new JsonObject()
                            .put("ready_ns", each.readyNs())
                            .put("load_ns", each.loadNs())
                            .put("empty_ready_ns", outcome.emptyNs()[i]));
        }
        return new JsonObject()
                .put("bytes", outcome.bytes())
                .put("idle_held_up_ns", outcome.idleNs())
                .put("restore_ns", outcome.restoreNs())
                .put("doubts", outcome.doubts().size())
                .put("snapshots", taken)
                .put("starts", started);
    }
}
