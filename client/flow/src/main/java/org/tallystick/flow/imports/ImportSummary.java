package org.tallystick.flow.imports;

import java.nio.file.Path;
import org.tallystick.flow.JsonObject;

/**
 * The figures of an import.
 *
 * @param flow the flow file
 * @param instruments its instruments file
 * @param instrumentCount instruments in it
 * @param rows data rows of the flow
 * @param counts what was counted while reading
 * @param verification what a run of the flow showed, or null
 * @param wallNs time that the import took, without the verification, ns
 */
public record ImportSummary(
        Path flow,
        Path instruments,
        int instrumentCount,
        long rows,
        ImportCounts counts,
        Verification verification,
        long wallNs) {

    ImportSummary with(final Verification verified) {
        return new ImportSummary(flow, instruments, instrumentCount, rows, counts, verified, wallNs);
    }

    /**
     * The figures for a program.
     *
     * @return an object
     */
    public JsonObject toJson() {
        final JsonObject json = counts.toJson()
                .put("flow", flow.toString())
                .put("instruments", instruments.toString())
                .put("instrument_count", instrumentCount)
                .put("wall_ns", wallNs);
        return verification == null ? json : json.put("verification", verification.toJson());
    }
}
