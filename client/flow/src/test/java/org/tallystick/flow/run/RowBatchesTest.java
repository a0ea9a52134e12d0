package org.tallystick.flow.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.flow.FlowFormatException;
import org.tallystick.flow.FlowReader;
import org.tallystick.flow.InstrumentsFile;

final class RowBatchesTest {
    private static final int BATCH = 2048;

    @TempDir
    private Path folder;

    private final List<Long> numbers = new ArrayList<>();
    private final List<String> accounts = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, BATCH - 1, BATCH, BATCH + 1, 20 * BATCH})
    void shouldGiveOutEveryRowOnceAndInOrder(int rows) throws IOException {
        try (RowBatches batches = open(rows, "")) {
            readAll(batches);
            assertNull(batches.next());
        }
        assertNumbersUpTo(rows);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, BATCH - 1, BATCH, BATCH + 1})
    void shouldGiveOutTheRowsBeforeAFaultAndThenTellIt(int rows) throws IOException {
        try (RowBatches batches = open(rows, "1,CANCEL,NONE,,1,,,,,\n")) {
            FlowFormatException fault = assertThrows(FlowFormatException.class, () -> readAll(batches));
            assertEquals(rows + 1, fault.row());
            assertEquals("symbol", fault.column());
            assertTrue(
                    fault.getMessage()
                            .endsWith(" row " + (rows + 1)
                                    + ", column symbol: \"NONE\" is not a symbol of the instruments file"),
                    fault::getMessage);
            assertThrows(FlowFormatException.class, batches::next);
        }
        assertNumbersUpTo(rows);
    }

    @Test
    void shouldNameNewAccountsWithTheRowsThatNeedThem() throws IOException {
        try (RowBatches batches =
                open(BATCH + 10, "9999999,CANCEL,ABC,ALICE,1,,,,,\n9999999,CANCEL,ABC,BOB,1,,,,,\n")) {
            RowBatches.Batch first = batches.next();
            assertEquals(List.of(""), first.newAccounts);
            RowBatches.Batch second = batches.next();
            assertEquals(List.of("ALICE", "BOB"), second.newAccounts);
            assertEquals(12, second.count);
            assertNull(batches.next());
        }
    }

    @Test
    void shouldEndItsThreadWhereNobodyWantsTheRows() throws IOException {
        RowBatches batches = open(40 * BATCH, "");
        batches.next();
        batches.close();
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("flow-reader")));
    }

    private RowBatches open(int rows, String more) throws IOException {
        StringBuilder flow = new StringBuilder(RunFixture.HEADER);
        for (int i = 1; i <= rows; i++) {
            flow.append("1,CANCEL,ABC,,").append(i).append(",,,,,\n");
        }
        RunFixture fixture = new RunFixture(folder).files(flow + more, RunFixture.INSTRUMENTS);
        return new RowBatches(FlowReader.open(fixture.flow(), InstrumentsFile.read(fixture.instruments())));
    }

    private void readAll(RowBatches batches) throws IOException {
        for (RowBatches.Batch batch = batches.next(); batch != null; batch = batches.next()) {
            for (int i = 0; i < batch.count; i++) {
                numbers.add(batch.rows[i].number);
            }
            accounts.addAll(batch.newAccounts);
        }
    }

    private void assertNumbersUpTo(int rows) {
        assertEquals(rows, numbers.size());
        for (int i = 0; i < rows; i++) {
            assertEquals(i + 1, numbers.get(i));
        }
    }
}
