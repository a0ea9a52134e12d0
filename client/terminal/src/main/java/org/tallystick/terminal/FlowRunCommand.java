package org.tallystick.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tallystick.embedded.EmbeddedConfig;
import org.tallystick.embedded.EmbeddedConfig.Threading;
import org.tallystick.flow.run.EmbeddedRunner;
import org.tallystick.flow.run.EngineRunner;
import org.tallystick.flow.run.FlowRun;
import org.tallystick.flow.run.RunSummary;
import org.tallystick.node.Durability;
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
    /** How a flow is run. */
    enum Mode {
        /** The engine alone. */
        engine,
        /** A whole exchange of one node in this process. */
        embedded
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
            defaultValue = "disk",
            description =
                    "Mode embedded: what an acknowledged command survives, disk or memory; default: ${DEFAULT-VALUE}.")
    private Durability durability;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Mode embedded: rows a second; default: ${DEFAULT-VALUE}, as fast as it goes.")
    private long rate;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Mode embedded: folder of the exchange's data, which is kept; default: a temporary one.")
    private Path dir;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures to this file.")
    private Path json;

    @Override
    public Integer call() throws IOException {
        if (depth < 0) {
            throw new ParameterException(spec.commandLine(), "--depth must be 0 or more but was " + depth);
        }
        FlowRun run = new FlowRun(flow, instruments == null ? beside(flow) : instruments, out, depth);
        RunSummary summary;
        try (Progress progress = Progress.on(spec.commandLine().getErr(), "running", "bytes", 100)) {
            FlowRun.Listener listener = (stage, done, total) -> progress.show(done);
            summary = mode == Mode.engine
                    ? new EngineRunner(run, listener).run()
                    : new EmbeddedRunner(run, new EmbeddedConfig(dir, durability, Threading.CALLER), rate, listener)
                            .run();
        }
        report(summary);
        if (json != null) {
            summary.toJson().write(json);
        }
        return Tally.DONE;
    }

    private Path beside(Path of) {
        try {
            return org.tallystick.flow.InstrumentsFile.beside(of);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
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
        text.printf("market hash %s, state hash %s%n", summary.marketHash(), summary.stateHash());
        text.printf(
                Locale.ROOT, "%.2f s, %,d commands a second%n", summary.wallNs() / 1e9, summary.commandsPerSecond());
        text.printf("%s%n", out);
        text.flush();
    }
}
