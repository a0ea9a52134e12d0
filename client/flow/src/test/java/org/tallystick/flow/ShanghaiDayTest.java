package org.tallystick.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The recorded day of 600519, 2023-02-07, as far as reading goes. */
final class ShanghaiDayTest {
    private static final Path DAY =
            Path.of(System.getProperty("tallystick.data", "../shared/data")).resolve("sse-600519-20230207");

    @Test
    void shouldReadEveryRowOfTheDay() throws IOException {
        assumeTrue(Files.isDirectory(DAY), () -> "skipped, there is no " + DAY + " (see TALLYSTICK_DATA)");
        final Instruments instruments = InstrumentsFile.read(DAY.resolve("instruments.csv"));
        final Map<FlowAction, Integer> actions = new EnumMap<>(FlowAction.class);
        final FlowRow row = new FlowRow();
        long notNumbers = 0;
        try (FlowReader reader = FlowReader.open(DAY.resolve("flow.csv.gz"), instruments)) {
            while (reader.read(row)) {
                actions.merge(row.action, 1, Integer::sum);
                notNumbers +=
                        row.action == FlowAction.NEW && (!FlowRow.isNumber(row.price) || !FlowRow.isNumber(row.qty))
                                ? 1
                                : 0;
            }
            assertEquals(44_278 + 14_152 + 4 + 2, reader.rowsRead());
        }
        assertEquals(
                Map.of(
                        FlowAction.NEW, 44_278,
                        FlowAction.CANCEL, 14_152,
                        FlowAction.PHASE, 4,
                        FlowAction.UNCROSS, 2),
                actions);
        assertEquals(0, notNumbers);
        assertEquals(1_675_753_200_500_000_000L, row.timeNs);
    }
}
