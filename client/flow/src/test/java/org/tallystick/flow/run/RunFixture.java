package org.tallystick.flow.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tallystick.embedded.EmbeddedConfig;
import org.tallystick.flow.FlowRow;
import org.tallystick.flow.FlowWriter;
import org.tallystick.flow.InstrumentsFile;
import org.tallystick.flow.generate.FlowGenerator;
import org.tallystick.flow.generate.FlowProfile;
import org.tallystick.node.Durability;

/** A folder with a flow and its instruments, to be run in any mode. */
final class RunFixture {
    static final String HEADER = "time_ns,action,symbol,account,cl_ord_id,side,type,tif,price,qty\n";
    static final String INSTRUMENTS = """
            symbol,price_decimals,tick_size,qty_decimals,lot_size
            ABC,2,0.01,0,1
            XYZ,1,0.5,3,0.001
            """;

    private final Path folder;

    RunFixture(Path folder) {
        this.folder = folder;
    }

    Path flow() {
        return folder.resolve("flow.csv");
    }

    Path instruments() {
        return folder.resolve("flow.instruments.csv");
    }

    /** Writes a flow whose rows are given without their times, which are 1000, 2000 and so on. */
    RunFixture rows(String rows) throws IOException {
        StringBuilder flow = new StringBuilder(HEADER);
        long timeNs = 0;
        for (String row : rows.lines().toList()) {
            timeNs += 1000;
            flow.append(timeNs).append(',').append(row).append('\n');
        }
        return files(flow.toString(), INSTRUMENTS);
    }

    RunFixture files(String flow, String instruments) throws IOException {
        Files.writeString(flow(), flow);
        Files.writeString(instruments(), instruments);
        return this;
    }

    RunFixture generate(FlowProfile profile, long count, long seed) throws IOException {
        FlowGenerator generator = new FlowGenerator(profile, count, seed);
        InstrumentsFile.write(instruments(), generator.instruments());
        FlowRow row = new FlowRow();
        try (FlowWriter writer = FlowWriter.create(flow(), generator.instruments(), generator.columns())) {
            while (generator.next(row)) {
                writer.write(row);
            }
        }
        return this;
    }

    /** Runs it through the engine; the files go to folder {@code engine}. */
    RunSummary runEngine(int depthLevels) throws IOException {
        return runEngine(flow(), instruments(), depthLevels);
    }

    RunSummary runEngine(Path flow, Path instruments, int depthLevels) throws IOException {
        return new EngineRunner(
                        new FlowRun(flow, instruments, folder.resolve("engine"), depthLevels),
                        (stage, done, total) -> {})
                .run();
    }

    /** Runs it through an exchange in memory; the files go to folder {@code embedded}. */
    RunSummary runEmbedded(int depthLevels) throws IOException {
        return runEmbedded(flow(), instruments(), depthLevels);
    }

    RunSummary runEmbedded(Path flow, Path instruments, int depthLevels) throws IOException {
        return new SessionRunner(
                        new FlowRun(flow, instruments, folder.resolve("embedded"), depthLevels),
                        () -> new EmbeddedAccess(EmbeddedConfig.defaults().durability(Durability.MEMORY)),
                        0,
                        (stage, done, total) -> {})
                .run();
    }

    /** Lines of a file that the engine wrote, without its header. */
    List<String> engine(String name) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("engine").resolve(name), StandardCharsets.US_ASCII);
        return lines.subList(1, lines.size());
    }

    Path engineFile(String name) {
        return folder.resolve("engine").resolve(name);
    }

    Path embeddedFile(String name) {
        return folder.resolve("embedded").resolve(name);
    }
}
