package org.tallystick.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tallystick.flow.FlowRow;
import org.tallystick.flow.FlowWriter;
import org.tallystick.flow.InstrumentsFile;
import org.tallystick.flow.generate.FlowGenerator;
import org.tallystick.flow.generate.FlowProfile;
import org.tallystick.flow.run.EngineRunner;
import org.tallystick.flow.run.FlowRun;
import org.tallystick.flow.run.RunSummary;
import org.tallystick.flow.run.SessionRunner;

/** A generated flow: what the engine alone makes of it, and what a cluster does. */
final class TestFlow {
    private static final FlowRun.Listener SILENT = (stage, done, total) -> {};

    private final Path folder;
    private final Path flow;
    private final Path instruments;

    private TestFlow(Path folder) {
        this.folder = folder;
        this.flow = folder.resolve("flow.csv");
        this.instruments = folder.resolve("flow.instruments.csv");
    }

    /** Writes a flow. */
    static TestFlow generate(Path folder, FlowProfile profile, long rows, long seed) throws IOException {
        TestFlow made = new TestFlow(folder);
        FlowGenerator generator = new FlowGenerator(profile, rows, seed);
        InstrumentsFile.write(made.instruments, generator.instruments());
        FlowRow row = new FlowRow();
        try (FlowWriter writer = FlowWriter.create(made.flow, generator.instruments(), generator.columns())) {
            while (generator.next(row)) {
                writer.write(row);
            }
        }
        return made;
    }

    /** The flow with another folder for what comes of it. */
    FlowRun to(String name) {
        return new FlowRun(flow, instruments, folder.resolve(name), 0);
    }

    RunSummary runEngine() throws IOException {
        return new EngineRunner(to("engine"), SILENT).run();
    }

    RunSummary run(TestCluster cluster) throws IOException {
        return new SessionRunner(to(name(cluster)), cluster::access, 0, SILENT).run();
    }

    /** Holds what a cluster made of it against the engine alone. */
    void assertAsByTheEngine(RunSummary engine, RunSummary found, TestCluster cluster) throws IOException {
        assertEquals(engine.marketHash(), found.marketHash());
        assertEquals(engine.rows(), found.rows());
        assertEquals(engine.accepted(), found.accepted());
        for (String file : new String[] {"trades.csv", "book.csv"}) {
            assertEquals(
                    -1,
                    Files.mismatch(
                            folder.resolve("engine").resolve(file),
                            folder.resolve(name(cluster)).resolve(file)),
                    file);
        }
    }

    private static String name(TestCluster cluster) {
        return "run-" + cluster.size();
    }
}
