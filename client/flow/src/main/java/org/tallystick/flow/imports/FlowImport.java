package org.tallystick.flow.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tallystick.flow.FlowFormatException;
import org.tallystick.flow.InstrumentsFile;
import org.tallystick.flow.run.FlowRun;

/** Makes a flow file and its instruments file from recorded market data, and can run them to see what comes out. */
public final class FlowImport {
    private final Importer importer;
    private final Path source;
    private final Path flow;
    private final Path instruments;
    private final FlowRun.Listener listener;

    /**
     * Prepares an import.
     *
     * @param importer of the format
     * @param source what it reads, to be named where nothing is in it
     * @param flow the flow file to write, {@code X.csv} or {@code X.csv.gz}; replaced where it exists
     * @param listener hears how far it is
     * @throws IllegalArgumentException where the flow's name has another ending
     */
    public FlowImport(final Importer importer, final Path source, final Path flow, final FlowRun.Listener listener) {
        this.importer = importer;
        this.source = source;
        this.flow = flow;
        this.instruments = InstrumentsFile.beside(flow);
        this.listener = listener;
    }

    /**
     * Writes the flow and its instruments.
     *
     * @return what was counted
     * @throws IOException where a file cannot be read or written, or is not of its format
     */
    public ImportSummary run() throws IOException {
        return run(null);
    }

    /**
     * Writes the flow and its instruments, runs them through the engine, and compares its trades with the executions
     * that were recorded. Needs room for a run's files, for as long as it takes, in the folder of temporary files.
     *
     * @return what was counted, with a verification
     * @throws IOException where a file cannot be read or written, or is not of its format
     */
    public ImportSummary runAndVerify() throws IOException {
        final Path folder = Files.createTempDirectory("tally-import");
        final Path log = folder.resolve("executions");
        final Path run = folder.resolve("run");
        try {
            final ImportSummary imported = run(log);
            final Verification verification = new Verifier(new FlowRun(flow, instruments, run, 0), log, listener)
                    .verify(imported.counts().executions());
            return imported.with(verification);
        } finally {
            for (final String file : Verifier.FILES) {
                Files.deleteIfExists(run.resolve(file));
            }
            Files.deleteIfExists(run);
            Files.deleteIfExists(log);
            Files.deleteIfExists(folder);
        }
    }

    /** Leaves no half of a flow behind. */
    private ImportSummary run(final Path log) throws IOException {
        if (flow.toAbsolutePath().getParent() != null) {
            Files.createDirectories(flow.toAbsolutePath().getParent());
        }
        boolean isDone = false;
        try {
            final ImportSummary summary = write(log);
            isDone = true;
            return summary;
        } finally {
            if (!isDone && Files.isRegularFile(flow)) {
                Files.delete(flow);
            }
        }
    }

    private ImportSummary write(final Path log) throws IOException {
        final long begin = System.nanoTime();
        try (ExecutionLog executions = log == null ? null : new ExecutionLog(log);
                ImportedMarket market = new ImportedMarket(flow, executions)) {
            importer.read(market, listener);
            if (market.rowsWritten() == 0) {
                throw new FlowFormatException(
                        source.toString(), FlowFormatException.NO_ROW, "no order in it of what was asked for");
            }
            InstrumentsFile.write(instruments, market.instruments());
            return new ImportSummary(
                    flow,
                    instruments,
                    market.instruments().count(),
                    market.rowsWritten(),
                    market.counts(),
                    null,
                    System.nanoTime() - begin);
        }
    }
}
