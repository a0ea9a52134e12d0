package org.tallystick.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.tallystick.embedded.EmbeddedConfig;
import org.tallystick.embedded.EmbeddedConfig.Threading;
import org.tallystick.flow.FlowRow;
import org.tallystick.flow.InstrumentSpec;
import org.tallystick.flow.InstrumentsFile;
import org.tallystick.flow.run.ClusterAccess;
import org.tallystick.flow.run.EmbeddedAccess;
import org.tallystick.flow.run.EngineRunner;
import org.tallystick.flow.run.FlowRun;
import org.tallystick.flow.run.RunSummary;
import org.tallystick.flow.run.SessionRunner;
import org.tallystick.node.Durability;
import org.tallystick.node.local.LocalCluster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tally flow run}: sends a flow through an exchange and writes what came of it. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Tally.Version.class,
        sortOptions = false,
        description = {
            "Runs a flow and writes trades.csv, book.csv, summary.json and, with --depth, depth.csv.",
            "Rejected rows are counted; a row that cannot be read stops the run."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:a file could not be read or written, or the run failed", "2:wrong usage"})
final class FlowRunCommand implements Callable<Integer> {
    private static final int REASONS_SHOWN = 5;
    private static final Duration LEADER_TIMEOUT = Duration.ofSeconds(30);

    /** How a flow is run. */
    enum Mode {
        /** The engine alone. */
        engine,
        /** A whole exchange of one node in this process. */
        embedded,
        /** The nodes of a cluster on this machine. */
        cluster
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FLOW", description = "The flow, plain or gzipped.")
    private Path flow;

    @Option(
            names = "--instruments",
            paramLabel = "FILE",
            description = "Its instruments; default: X.instruments.csv beside X.csv or X.csv.gz.")
    private Path instruments;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "engine",
            description = "Where it runs, one of ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private Mode mode;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder of the files; made if missing.")
    private Path out;

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "0",
            description = "Levels of depth.csv; default: ${DEFAULT-VALUE}, none.")
    private int depth;

    @Option(
            names = "--durability",
            paramLabel = "LEVEL",
            description = "Mode embedded: what an acknowledged command survives, disk or memory; default: disk.")
    private Durability durability;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Modes embedded and cluster: rows a second; default: as fast as it goes.")
    private Long rate;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Mode embedded: folder of the exchange's data, which is kept; default: a temporary one.")
    private Path dir;

    @Option(
            names = "--cluster",
            paramLabel = "DIR",
            description = "Mode cluster: folder of the cluster, which runs and has taken no genesis yet.")
    private Path cluster;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures to this file.")
    private Path json;

    @Override
    public Integer call() throws IOException {
        checkOptions();
        FlowRun run = new FlowRun(flow, instrumentsFile(), out, depth);
        warnOfPriceBands(run);
        RunSummary summary;
        try (Progress progress = Progress.on(spec.commandLine().getErr(), "starting", "bytes", 0)) {
            summary = run(
                    run,
                    (stage, done, total) -> progress.show(
                            stage, stage.equals(SessionRunner.READING) ? "events" : "bytes", done, total));
        }
        if (json != null) {
            summary.toJson().write(json);
        }
        report(summary);
        return Tally.DONE;
    }

    private void checkOptions() {
        check(depth >= 0, "--depth must be 0 or more but was " + depth);
        check(rate == null || rate > 0, "--rate must be 1 or more but was " + rate);
        check(mode != Mode.engine || rate == null, "--rate is for --mode embedded and cluster");
        check(
                mode == Mode.embedded || durability == null,
                "--durability is for --mode embedded: the engine alone keeps nothing, a cluster has its own");
        check(
                mode == Mode.embedded || dir == null,
                "--dir is for --mode embedded: the engine alone keeps nothing, a cluster has its own");
        check(
                (mode == Mode.cluster) == (cluster != null),
                "--mode cluster needs --cluster DIR, which is for no other mode");
    }

    private void check(boolean isRight, String problem) {
        if (!isRight) {
            throw new ParameterException(spec.commandLine(), problem);
        }
    }

    private Path instrumentsFile() throws IOException {
        if (instruments != null) {
            return instruments;
        }
        Path beside;
        try {
            beside = InstrumentsFile.beside(flow);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), e.getMessage() + ": name its instruments with --instruments", e);
        }
        if (!Files.exists(flow)) {
            throw new NoSuchFileException(flow.toString());
        }
        if (!Files.exists(beside)) {
            throw new IOException(
                    beside + ": no such file; it holds the flow's instruments, or name them with --instruments");
        }
        return beside;
    }

    /** Bands that are in the file and silently not kept would be worse than none. */
    private void warnOfPriceBands(FlowRun run) throws IOException {
        List<String> banded = InstrumentsFile.read(run.instruments()).all().stream()
                .filter(spec -> spec.priceBandPct() != FlowRow.ABSENT)
                .map(InstrumentSpec::symbol)
                .toList();
        if (!banded.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            Locale.ROOT,
                            "tally: %s: price_band_pct is not enforced yet (%s%s)%n",
                            run.instruments(),
                            banded.get(0),
                            banded.size() == 1 ? "" : " and " + (banded.size() - 1) + " more");
        }
    }

    private RunSummary run(FlowRun run, FlowRun.Listener listener) throws IOException {
        if (mode == Mode.engine) {
            return new EngineRunner(run, listener).run();
        }
        if (mode == Mode.cluster) {
            LocalCluster running = LocalCluster.open(cluster);
            running.awaitLeader(LEADER_TIMEOUT);
            return new SessionRunner(
                            run,
                            () -> new ClusterAccess(running.members(), running.durability()),
                            rate == null ? 0 : rate,
                            listener)
                    .run();
        }
        EmbeddedConfig config =
                new EmbeddedConfig(dir, durability == null ? Durability.DISK : durability, Threading.CALLER);
        return new SessionRunner(run, () -> new EmbeddedAccess(config), rate == null ? 0 : rate, listener).run();
    }

    private void report(RunSummary summary) {
        PrintWriter text = spec.commandLine().getOut();
        text.printf(
                Locale.ROOT,
                "%,d rows: %,d accepted, %,d rejected; %,d trades; %,d orders rest%n",
                summary.rows(),
                summary.accepted(),
                summary.rejected(),
                summary.trades(),
                summary.openOrders());
        if (summary.rejected() > 0) {
            text.println("rejected: " + reasons(summary));
        }
        text.printf("market hash %s, state hash %s%n", summary.marketHash(), summary.stateHash());
        text.printf(
                Locale.ROOT, "%.2f s, %,d commands a second%n", summary.wallNs() / 1e9, summary.commandsPerSecond());
        if (summary.latencyNs() != null) {
            text.println(roundTrips(summary));
        }
        text.printf("%s: trades.csv, book.csv, %ssummary.json%n", out, depth > 0 ? "depth.csv, " : "");
        text.flush();
    }

    private static String reasons(RunSummary summary) {
        String most = summary.rejections().entrySet().stream()
                .limit(REASONS_SHOWN)
                .map(each -> String.format(Locale.ROOT, "%,d %s", each.getValue(), each.getKey()))
                .collect(Collectors.joining(", "));
        int others = summary.rejections().size() - REASONS_SHOWN;
        return others > 0 ? most + " and " + others + " reasons more" : most;
    }

    private static String roundTrips(RunSummary summary) {
        Histogram latencyNs = summary.latencyNs();
        String rate = summary.ratePerSecond() == 0
                ? "at full speed, waiting in line included"
                : String.format(Locale.ROOT, "at %,d rows a second", summary.ratePerSecond());
        return String.format(
                Locale.ROOT,
                "round trips %s, durability %s: p50 %s, p99 %s, p99.9 %s, max %s",
                rate,
                summary.durability(),
                micros(latencyNs.getValueAtPercentile(50)),
                micros(latencyNs.getValueAtPercentile(99)),
                micros(latencyNs.getValueAtPercentile(99.9)),
                micros(latencyNs.getMaxValue()));
    }

    private static String micros(long ns) {
        return String.format(Locale.ROOT, "%,.0f µs", ns / 1e3);
    }
}
