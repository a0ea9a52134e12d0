package org.tallystick.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tallystick.flow.JsonObject;
import org.tallystick.perf.MemoryBenchmark;
import org.tallystick.perf.MemoryBenchmark.Reading;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tally bench memory}: what a resting order costs. */
@Command(
        name = "memory",
        mixinStandardHelpOptions = true,
        versionProvider = Tally.Version.class,
        sortOptions = false,
        description = {
            "Fills a market with resting orders and reads its memory at every power of ten.",
            "Ten million orders need a heap of 4 GB: -J-Xmx4g."
        })
final class BenchMemoryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--orders",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Resting orders in the end; default: ${DEFAULT-VALUE}.")
    private int orders;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures to this file.")
    private Path json;

    @Override
    public Integer call() throws IOException {
        if (orders < 1) {
            throw new ParameterException(spec.commandLine(), "--orders must be 1 or more but was " + orders);
        }
        PrintWriter text = spec.commandLine().getOut();
        List<Reading> readings;
        try (Progress progress = Progress.on(spec.commandLine().getErr(), "filling", "orders", orders)) {
            readings = MemoryBenchmark.run(orders, progress::show);
        }
        JsonObject figures = new JsonObject();
        text.printf("%12s %16s %16s%n", "orders", "heap B/order", "stated B/order");
        for (Reading reading : readings) {
            double heap = (double) reading.heapBytes() / reading.orders();
            double stated = (double) reading.statedBytes() / reading.orders();
            text.printf(Locale.ROOT, "%,12d %16.1f %16.1f%n", reading.orders(), heap, stated);
            figures.put(
                    Integer.toString(reading.orders()),
                    new JsonObject().put("heap_bytes", reading.heapBytes()).put("stated_bytes", reading.statedBytes()));
        }
        text.flush();
        if (json != null) {
            new JsonObject().put("by_orders", figures).write(json);
        }
        return Tally.DONE;
    }
}
