package org.tallystick.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tallystick.flow.InstrumentsFile;
import org.tallystick.flow.run.ClusterTorture;
import org.tallystick.flow.run.FlowRun;
import org.tallystick.flow.run.RunSummary;
import org.tallystick.flow.run.SessionRunner;
import org.tallystick.node.Durability;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tally cluster torture}: kills the leader while a flow runs, and looks whether anything was lost. */
@Command(
        name = "torture",
        mixinStandardHelpOptions = true,
        versionProvider = Tally.Version.class,
        sortOptions = false,
        description = {
            "Runs a flow through a cluster of its own whose leader is killed (kill -9) on the way, and each time started",
            "again. Then compares trades, book and market hash with those of the engine alone, and the records of all",
            "nodes with each other; a reader that is attached throughout must have seen every event once.",
            "The last line is the verdict."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing was lost, and nothing happened twice", "1:there is a doubt", "2:wrong usage"},
        footerHeading = "%nExample:%n",
        footer = "  tally cluster torture --flow day.csv.gz --kills 3 --out target/torture")
final class ClusterTortureCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--flow", paramLabel = "FLOW", required = true, description = "The flow, plain or gzipped.")
    private Path flow;

    @Option(
            names = "--instruments",
            paramLabel = "FILE",
            description = "Its instruments; default: X.instruments.csv beside X.csv or X.csv.gz.")
    private Path instruments;

    @Option(
            names = "--kills",
            paramLabel = "N",
            defaultValue = "3",
            description = "Times that the leader is killed, evenly over the flow; default: ${DEFAULT-VALUE}.")
    private int kills;

    @Option(names = "--all", description = "Kill all nodes at the same moment each time, not the leader alone.")
    private boolean isAll;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "3", description = "3 or 5; default: ${DEFAULT-VALUE}.")
    private int nodes;

    @Option(
            names = "--durability",
            paramLabel = "LEVEL",
            defaultValue = "disk",
            description = "What an acknowledged command survives, disk or memory; default: ${DEFAULT-VALUE}.")
    private Durability durability;

    @Option(names = "--rate", paramLabel = "N", description = "Rows a second; default: as fast as it goes.")
    private Long rate;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder of the cluster and of the files of both runs; must hold no cluster yet.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        check(kills >= 0, "--kills must be 0 or more but was " + kills);
        check(rate == null || rate > 0, "--rate must be 1 or more but was " + rate);
        check(nodes == 3 || nodes == 5, "--nodes must be 3 or 5 but was " + nodes);
        ClusterTorture.Terms terms = new ClusterTorture.Terms(nodes, kills, durability, rate == null ? 0 : rate, isAll);
        Path listed = instruments == null ? InstrumentsFile.beside(flow) : instruments;
        ClusterTorture.Outcome outcome;
        try (Progress progress = Progress.on(spec.commandLine().getErr(), "starting", "bytes", 0)) {
            outcome = new ClusterTorture(
                            new FlowRun(flow, listed, out, 0),
                            terms,
                            (stage, done, total) -> progress.show(
                                    stage, stage.equals(SessionRunner.READING) ? "events" : "bytes", done, total))
                    .run();
        }
        return report(outcome);
    }

    private void check(boolean isRight, String problem) {
        if (!isRight) {
            throw new ParameterException(spec.commandLine(), problem);
        }
    }

    private int report(ClusterTorture.Outcome outcome) {
        PrintWriter text = spec.commandLine().getOut();
        RunSummary cluster = outcome.cluster();
        text.printf(
                Locale.ROOT,
                "%,d rows, durability %s: %,d accepted, %,d rejected; %,d trades; %.1f s, %,d rows a second%n",
                cluster.rows(),
                cluster.durability(),
                cluster.accepted(),
                cluster.rejected(),
                cluster.trades(),
                cluster.wallNs() / 1e9,
                cluster.commandsPerSecond());
        for (ClusterTorture.Kill kill : outcome.kills()) {
            text.printf(
                    Locale.ROOT,
                    "node %s killed: a leader after %,d ms, all nodes take part after %,d ms%n",
                    kill.node(),
                    kill.leadNs() / 1_000_000,
                    kill.backNs() / 1_000_000);
        }
        text.printf(
                Locale.ROOT,
                "longest wait for an answer: %,d ms%n",
                cluster.latencyNs().getMaxValue() / 1_000_000);
        text.printf(
                Locale.ROOT,
                "the attached reader saw events 1 to %,d each once, in %,d replays%n",
                cluster.lastEventSeq(),
                outcome.replays());
        ClusterVerifyCommand.print(text, outcome.nodes());
        text.printf(
                "market hash %s, the engine alone has %s%n",
                cluster.marketHash(), outcome.engine().marketHash());
        outcome.doubts().forEach(doubt -> text.println("doubt: " + doubt));
        text.println(
                outcome.doubts().isEmpty()
                        ? "verdict: nothing lost, nothing twice, all nodes say the same"
                        : "verdict: NOT as promised, " + outcome.doubts().size() + " doubts");
        text.flush();
        return outcome.doubts().isEmpty() ? Tally.DONE : Tally.FAILED;
    }
}
