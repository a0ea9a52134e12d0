package org.tallystick.flow.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CsvFileTest {
    private static final int BUFFER_LENGTH = 1 << 16;

    @TempDir
    private Path folder;

    @Test
    void shouldWriteFieldsOfAllKindsWithCommasBetween() throws IOException {
        Path file = folder.resolve("a.csv");
        try (CsvFile csv = new CsvFile(file, "a,b")) {
            csv.text("ABC")
                    .number(Long.MAX_VALUE)
                    .decimal(5, 2)
                    .letter('B')
                    .empty()
                    .empty()
                    .endRow();
            csv.empty().number(0).empty().endRow();
            csv.decimal(BigInteger.ONE.shiftLeft(64), 2).endRow();
        }
        assertEquals("a,b\nABC,9223372036854775807,0.05,B,,\n,0,\n184467440737095516.16\n", Files.readString(file));
    }

    @Test
    void shouldWriteMoreThanItsBufferHolds() throws IOException {
        Path file = folder.resolve("a.csv");
        StringBuilder expected = new StringBuilder("n\n");
        try (CsvFile csv = new CsvFile(file, "n")) {
            for (int i = 0; i < 30_000; i++) {
                csv.text("SYMBOL").number(i).endRow();
                expected.append("SYMBOL,").append(i).append('\n');
            }
        }
        assertEquals(expected.toString(), Files.readString(file));
    }

    @Test
    void shouldTakeAHeaderOfAnyLength() throws IOException {
        for (int length : new int[] {BUFFER_LENGTH - 1, BUFFER_LENGTH, BUFFER_LENGTH + 1, 3 * BUFFER_LENGTH}) {
            Path file = folder.resolve("a.csv");
            String header = "x".repeat(length);
            try (CsvFile csv = new CsvFile(file, header)) {
                csv.number(1).endRow();
            }
            assertEquals(header + "\n1\n", Files.readString(file));
        }
    }

    @Test
    void shouldFailWhereTheFolderIsMissing() {
        assertThrows(NoSuchFileException.class, () -> new CsvFile(folder.resolve("none/a.csv"), "a"));
    }
}
