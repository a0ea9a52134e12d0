package org.tallystick.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.tallystick.flow.FlowAction;
import org.tallystick.flow.FlowRow;
import org.tallystick.flow.FlowWriter;
import org.tallystick.flow.InstrumentsFile;
import org.tallystick.flow.JsonObject;
import org.tallystick.flow.generate.FlowGenerator;
import org.tallystick.flow.generate.FlowProfile;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code tally flow generate}: writes a seeded flow and its instruments. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        versionProvider = Tally.Version.class,
        sortOptions = false,
        description = {
            "Writes seeded, realistic order flow: the same bytes for the same profile, count and seed everywhere.",
            "The instruments go to X.instruments.csv beside X.csv or X.csv.gz."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:the files could not be written", "2:wrong usage"})
final class FlowGenerateCommand implements Callable<Integer> {
    private static final int ROWS_A_STEP = 1 << 14;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "equity",
            converter = ProfileConverter.class,
            completionCandidates = ProfileNames.class,
            description = "What the flow is like, one of ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private FlowProfile profile;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Number of data rows; default: ${DEFAULT-VALUE}.")
    private long count;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Any 64-bit number; default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "The flow, X.csv or, gzipped, X.csv.gz. Replaced where it exists.")
    private Path out;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures to this file.")
    private Path json;

    @Override
    public Integer call() throws IOException {
        final FlowGenerator generator;
        final Path instruments;
        try {
            generator = new FlowGenerator(profile, count, seed);
            instruments = InstrumentsFile.beside(out);
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        if (out.toAbsolutePath().getParent() != null) {
            Files.createDirectories(out.toAbsolutePath().getParent());
        }
        InstrumentsFile.write(instruments, generator.instruments());
        final long begin = System.nanoTime();
        final long[] actions = write(generator);
        report(generator, instruments, actions, System.nanoTime() - begin);
        return Tally.DONE;
    }

    /** Writes the flow and counts its rows by action. */
    private long[] write(final FlowGenerator generator) throws IOException {
        final long[] actions = new long[FlowAction.values().length];
        final FlowRow row = new FlowRow();
        try (FlowWriter writer = FlowWriter.create(out, generator.instruments(), generator.columns());
                Progress progress = Progress.on(spec.commandLine().getErr(), "generating", "rows", count)) {
            while (generator.next(row)) {
                writer.write(row);
                actions[row.action.ordinal()]++;
                if (row.number % ROWS_A_STEP == 0) {
                    progress.show(row.number);
                }
            }
        }
        return actions;
    }

    private void report(final FlowGenerator generator, final Path instruments, final long[] actions, final long wallNs)
            throws IOException {
        final long bytes = Files.size(out);
        final long rowsPerSecond = (long) (count * 1e9 / Math.max(1, wallNs));
        final PrintWriter text = spec.commandLine().getOut();
        text.printf(Locale.ROOT, "%s: %,d rows, %,d bytes%n", out, count, bytes);
        text.printf(
                Locale.ROOT,
                "%s: %d instruments%n",
                instruments,
                generator.instruments().count());
        text.printf(Locale.ROOT, "%.1f s, %,d rows a second%n", wallNs / 1e9, rowsPerSecond);
        text.flush();
        if (json == null) {
            return;
        }
        final JsonObject byAction = new JsonObject();
        for (final FlowAction action : FlowAction.values()) {
            byAction.put(action.name(), actions[action.ordinal()]);
        }
        new JsonObject()
                .put("profile", profile.label())
                .put("seed", seed)
                .put("rows", count)
                .put("rows_by_action", byAction)
                .put("live_orders", generator.liveOrders())
                .put("levels", generator.levels())
                .put("flow", out.toString())
                .put("flow_bytes", bytes)
                .put("instruments", instruments.toString())
                .put("wall_ns", wallNs)
                .put("rows_per_second", rowsPerSecond)
                .write(json);
    }

    /** Profiles go by their labels. */
    static final class ProfileConverter implements ITypeConverter<FlowProfile> {
        @Override
        public FlowProfile convert(final String label) {
            return Arrays.stream(FlowProfile.values())
                    .filter(profile -> profile.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("expected one of "
                            + Arrays.stream(FlowProfile.values())
                                    .map(FlowProfile::label)
                                    .collect(Collectors.joining(", "))
                            + " but was '" + label + "'"));
        }
    }

    /** Names the profiles in the help. */
    static final class ProfileNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(FlowProfile.values()).map(FlowProfile::label).iterator();
        }
    }
}
