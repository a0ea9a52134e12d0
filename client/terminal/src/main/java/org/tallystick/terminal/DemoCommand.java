package org.tallystick.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.tallystick.flow.run.EmbeddedRunner;
import org.tallystick.flow.run.EngineRunner;
import org.tallystick.flow.run.FlowRun;
import org.tallystick.flow.run.RunSummary;
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
            defaultValue = "60000",
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
            defaultValue = "10000",
            description = "Commands a second while round trips are measured; default: ${DEFAULT-VALUE}.")
    private long rate;

    @Option(
            names = "--durability",
            paramLabel = "LEVEL",
            defaultValue = "disk",
            description = "What an acknowledged command survives, disk or memory; default: ${DEFAULT-VALUE}.")
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
        // The fast run goes first: it warms up what the paced one measures.
        RunSummary fast = embedded(flow, out.resolve("fast"), 0, "sending as fast as it goes");
        RunSummary paced = embedded(flow, out.resolve("embedded"), rate, "sending at " + rate + " a second");
        RunSummary engine = engine(flow);

        MarketView market = MarketView.of(out.resolve("embedded"));
        market.print(text, LADDER_LEVELS, LAST_TRADES);
        boolean agree = report(paced, fast, engine);
        if (json != null) {
            new JsonObject()
                    .put("paced", paced.toJson().put("rate_per_second", rate))
                    .put("fast", fast.toJson())
                    .put("engine", engine.toJson())
                    .put("agree", agree)
                    .write(json);
        }
        text.flush();
        return agree ? Tally.DONE : Tally.FAILED;
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

    private RunSummary embedded(Path flow, Path folder, long perSecond, String job) throws IOException {
        EmbeddedConfig config = new EmbeddedConfig(null, durability, Threading.CALLER);
        try (Progress progress =
                Progress.on(spec.commandLine().getErr(), job, "of the file's bytes", Files.size(flow))) {
            return new EmbeddedRunner(run(flow, folder), config, perSecond, (stage, done, total) -> progress.show(done))
                    .run();
        }
    }

    private RunSummary engine(Path flow) throws IOException {
        return new EngineRunner(run(flow, out.resolve("engine")), (stage, done, total) -> {}).run();
    }

    private static FlowRun run(Path flow, Path folder) {
        return new FlowRun(flow, InstrumentsFile.beside(flow), folder, 0);
    }

    private boolean report(RunSummary paced, RunSummary fast, RunSummary engine) throws IOException {
        String level = paced.durability();
        say(
                "%nCommands    %,d accepted, %,d rejected; %,d trades; %,d orders rest",
                paced.accepted(), paced.rejected(), paced.trades(), paced.openOrders());
        say("Round trip  %s", percentiles(paced.latencyNs()));
        say(
                "            client - Raft log - engine - client, from the intended send time, at %,d commands a second,"
                        + " durability %s",
                rate, level);
        say(
                "Throughput  %,d commands a second, each answered, durability %s; %,d in the engine alone, with its files",
                fast.commandsPerSecond(), level, engine.commandsPerSecond());
        say(
                "Files       %s: trades.csv, book.csv, summary.json; the engine's beside it in %s",
                out.resolve("embedded"), out.resolve("engine"));

        boolean sameMarket = paced.marketHash().equals(engine.marketHash())
                && fast.marketHash().equals(engine.marketHash());
        boolean sameTrades = isSame("embedded", "trades.csv") && isSame("fast", "trades.csv");
        boolean sameBook = isSame("embedded", "book.csv") && isSame("fast", "book.csv");
        if (sameMarket && sameTrades && sameBook) {
            say(
                    "%nThe exchange and the engine alone agree: market hash %s, the same %,d trades, the same book.",
                    engine.marketHash(), engine.trades());
            return true;
        }
        say(
                "%nTHE EXCHANGE AND THE ENGINE ALONE DIFFER: market hashes %s, %s and %s; %s trades, %s book. Compare the files.",
                paced.marketHash(),
                fast.marketHash(),
                engine.marketHash(),
                sameTrades ? "the same" : "other",
                sameBook ? "the same" : "another");
        return false;
    }

    private boolean isSame(String folder, String file) throws IOException {
        return Files.mismatch(
                        out.resolve(folder).resolve(file), out.resolve("engine").resolve(file))
                == -1;
    }

    private static String percentiles(Histogram ns) {
        return String.format(
                Locale.ROOT,
                "p50 %,.0f µs   p90 %,.0f µs   p99 %,.0f µs   p99.9 %,.0f µs   max %,.0f µs",
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
