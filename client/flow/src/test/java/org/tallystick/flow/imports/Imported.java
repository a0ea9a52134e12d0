package org.tallystick.flow.imports;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/** An import in a folder of its own: what it counted, and the rows that it wrote. */
record Imported(ImportSummary summary, List<String> rows, String instruments) {
    /** Imports bytes, plain or gzipped by the name, and runs what comes of it. */
    static Imported verified(
            final Path folder, final String name, final byte[] bytes, final Function<Path, Importer> importer)
            throws IOException {
        final Path source = write(folder.resolve(name), bytes);
        final Path flow = folder.resolve("flow.csv");
        final ImportSummary summary =
                new FlowImport(importer.apply(source), source, flow, (stage, done, total) -> {}).runAndVerify();
        final List<String> rows = new ArrayList<>(Files.readAllLines(flow));
        rows.remove(0);
        return new Imported(summary, rows, Files.readString(folder.resolve("flow.instruments.csv")));
    }

    static Path write(final Path file, final byte[] bytes) throws IOException {
        try (OutputStream raw = Files.newOutputStream(file);
                OutputStream out = file.toString().endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
            out.write(bytes);
        }
        return file;
    }

    static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Rows without their times. */
    List<String> deeds() {
        return rows.stream().map(row -> row.substring(row.indexOf(',') + 1)).toList();
    }

    long count(final String type, final Outcome outcome) {
        return summary.counts().lines().stream()
                .filter(line -> line.type().equals(type) && line.outcome() == outcome)
                .mapToLong(ImportCounts.Line::count)
                .sum();
    }
}
