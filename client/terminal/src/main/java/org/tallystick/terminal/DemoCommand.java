package org.tallystick.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.tallystick.embedded.EmbeddedConfig;
import org.tallystick.embedded.EmbeddedConfig.Threading;
import org.tallystick.flow.FlowRow;
import org.tallystick.flow.FlowWriter;
import org.tallystick.flow.InstrumentsFile;
import org.tallystick.flow.JsonObject;
import org.tallystick.flow.generate.FlowGenerator;
import org.tallystick.flow.generate.FlowProfile;
import org.tallystick.flow.run.EmbeddedAccess;
import org.tallystick.flow.run.EngineRunner;
import org.tallystick.flow.run.FlowRun;
import org.tallystick.flow.run.RunSummary;
import org.tallystick.flow.run.SessionRunner;
import org.tallystick.node.Durability;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tally demo}: a whole trading day through the Raft log, and the proof that the engine alone says the same. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Tally.Version.class,
        sortOptions = false,
        description = {
            "Generates a trading day (auction, continuous trading, halt, auction), sends it through an exchange in this",
            "process (client session, Raft log, engine, recorded event stream), shows the market and the round trips,",
            "and runs the same day through the engine alone: both must give the same market and the same trades."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done, and both agree", "1:the demo failed or the two differ", "2:wrong usage"})
final class DemoCommand implements Callable<Integer> {
    private static final int LADDER_LEVELS = 5;
    private static final int LAST_TRADES = 5;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "40000",
            description = "Commands of the day; default: ${DEFAULT-VALUE}.")
    private long count;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Any 64-bit number; default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Commands a second while round trips are measured; default: ${DEFAULT-VALUE}.")
    private long rate;

    @Option(
            names = "--durability",
            paramLabel = "LEVEL",
            description = "What an acknowledged command survives, disk or memory; default: one after the other.")
    private Durability durability;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "target/demo",
            description = "Folder of the files, made if missing; default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures to this file.")
    private Path json;

    private PrintWriter text;

    @Override
    public Integer call() throws IOException {
        if (rate < 1) {
            throw new ParameterException(spec.commandLine(), "--rate must be 1 or more but was " + rate);
        }
        text = spec.commandLine().getOut();
        Path flow = generate();
        List<Durability> levels =
                durability == null ? List.of(Durability.MEMORY, Durability.DISK) : List.of(durability);
        List<Measured> measured = new ArrayList<>();
        for (Durability level : levels) {
            measured.add(measure(flow, level));
        }
        RunSummary engine = new EngineRunner(run(flow, "engine"), (stage, done, total) -> {}).run();

        MarketView.of(measured.get(0).folder()).print(text, LADDER_LEVELS, LAST_TRADES);
        boolean agree = report(measured, engine);
        if (json != null) {
            write(measured, engine, agree);
        }
        text.flush();
        return agree ? Tally.DONE : Tally.FAILED;
    }

    /** The day at one durability level: as fast as it goes, which warms up what the paced run then measures, and paced. */
    private record Measured(String level, Path folder, RunSummary fast, RunSummary paced) {}

    private Measured measure(Path flow, Durability level) throws IOException {
        String name = level.name().toLowerCase(Locale.ROOT);
        RunSummary fast = embedded(flow, "fast-" + name, level, 0, name + ", as fast as it goes");
        RunSummary paced = embedded(flow, name, level, rate, name + ", " + rate + " a second");
        return new Measured(name, out.resolve(name), fast, paced);
    }

    private Path generate() throws IOException {
        FlowGenerator generator;
        try {
            generator = new FlowGenerator(FlowProfile.AUCTION_DAY, count, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        Files.createDirectories(out);
        Path flow = out.resolve("day.csv.gz");
        InstrumentsFile.write(InstrumentsFile.beside(flow), generator.instruments());
        FlowRow row = new FlowRow();
        try (FlowWriter writer = FlowWriter.create(flow, generator.instruments(), generator.columns())) {
            while (generator.next(row)) {
                writer.write(row);
            }
        }
        say(
                "A day of %,d commands in %d instruments, seed %d: %s",
                count, generator.instruments().count(), seed, flow);
        return flow;
    }

    private RunSummary embedded(Path flow, String folder, Durability level, long perSecond, String job)
            throws IOException {
        EmbeddedConfig config = new EmbeddedConfig(null, level, Threading.CALLER);
        try (Progress progress = Progress.on(spec.commandLine().getErr(), job, "bytes of the flow", Files.size(flow))) {
            FlowRun.Listener listener = (stage, done, total) -> progress.show(
                    job + ", " + stage, stage.equals(SessionRunner.READING) ? "events" : "bytes", done, total);
            return new SessionRunner(run(flow, folder), () -> new EmbeddedAccess(config), perSecond, listener).run();
        }
    }

    private FlowRun run(Path flow, String folder) {
        return new FlowRun(flow, InstrumentsFile.beside(flow), out.resolve(folder), 0);
    }

    private boolean report(List<Measured> measured, RunSummary engine) throws IOException {
        say(
                "%nCommands    %,d accepted, %,d rejected; %,d trades; %,d orders rest",
                engine.accepted(), engine.rejected(), engine.trades(), engine.openOrders());
        say(
                "%nRound trip  client - Raft log - engine - client, at %,d commands a second, from the intended send time",
                rate);
        for (Measured at : measured) {
            say("  %-8s  %s", at.level(), percentiles(at.paced().latencyNs()));
        }
        say("%nThroughput  commands a second, each answered");
        for (Measured at : measured) {
            say("  %-8s  %,d", at.level(), at.fast().commandsPerSecond());
        }
        say(
                "  %-8s  %,d (the engine alone, without a log; reading and files included)",
                "engine", engine.commandsPerSecond());
        say("%nDurability  memory: a command survives the death of the process; disk: also that of the machine");
        say("Files       %s: trades.csv, book.csv, summary.json of each run", out);
        return agree(measured, engine);
    }

    private boolean agree(List<Measured> measured, RunSummary engine) throws IOException {
        boolean agree = true;
        for (Measured at : measured) {
            for (RunSummary run : List.of(at.fast(), at.paced())) {
                agree &= run.marketHash().equals(engine.marketHash());
            }
            for (String folder : List.of(at.level(), "fast-" + at.level())) {
                agree &= isSame(folder, "trades.csv") && isSame(folder, "book.csv");
            }
        }
        if (agree) {
            say(
                    "%nThe exchange and the engine alone agree: market hash %s, the same %,d trades, the same book.",
                    engine.marketHash(), engine.trades());
        } else {
            say("%nTHE EXCHANGE AND THE ENGINE ALONE DIFFER: compare the files.");
        }
        return agree;
    }

    private void write(List<Measured> measured, RunSummary engine, boolean agree) throws IOException {
        JsonObject figures = new JsonObject().put("rate_per_second", rate);
        for (Measured at : measured) {
            figures.put(at.level(), at.paced().toJson())
                    .put("fast_" + at.level(), at.fast().toJson());
        }
        figures.put("engine", engine.toJson()).put("agree", agree).write(json);
    }

    private boolean isSame(String folder, String file) throws IOException {
        return Files.mismatch(
                        out.resolve(folder).resolve(file), out.resolve("engine").resolve(file))
                == -1;
    }

    private static String percentiles(Histogram ns) {
        return String.format(
                Locale.ROOT,
                "p50 %,9.0f µs  p90 %,9.0f µs  p99 %,9.0f µs  p99.9 %,9.0f µs  max %,9.0f µs",
                ns.getValueAtPercentile(50) / 1e3,
                ns.getValueAtPercentile(90) / 1e3,
                ns.getValueAtPercentile(99) / 1e3,
                ns.getValueAtPercentile(99.9) / 1e3,
                ns.getMaxValue() / 1e3);
    }

    private void say(String format, Object... values) {
        text.printf(Locale.ROOT, format + "%n", values);
        text.flush();
    }
}
