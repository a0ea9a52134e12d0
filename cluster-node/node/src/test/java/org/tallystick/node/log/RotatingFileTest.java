package org.tallystick.node.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log file is bounded. */
class RotatingFileTest {
    @TempDir
    Path folder;

    @Test
    void shouldPutFullFilesAsideAndKeepTheNewest() throws IOException {
        Path path = folder.resolve("log");
        try (RotatingFile file = new RotatingFile(path, 10, 2)) {
            for (int i = 1; i <= 7; i++) {
                file.append("line" + i);
            }
        }

        assertEquals("line7\n", Files.readString(path));
        assertEquals("line6\n", Files.readString(folder.resolve("log.1")));
        assertEquals("line5\n", Files.readString(folder.resolve("log.2")));
        assertFalse(Files.exists(folder.resolve("log.3")));
    }

    @Test
    void shouldGoOnWithWhatIsThere() throws IOException {
        Path path = folder.resolve("log");
        Files.writeString(path, "before\n");
        try (RotatingFile file = new RotatingFile(path, 100, 2)) {
            file.append("after");
        }

        assertEquals("before\nafter\n", Files.readString(path));
    }
}
