package org.tallystick.node.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogTailTest {
    @TempDir
    private Path folder;

    @Test
    void shouldGiveTheLastLines() throws Exception {
        Path log = Files.writeString(folder.resolve("log"), "one\ntwo\nthree\n");

        assertEquals(List.of("two", "three"), LogTail.of(log, 2));
    }

    @Test
    void shouldGiveAllWhereThereAreFewer() throws Exception {
        Path log = Files.writeString(folder.resolve("log"), "one\ntwo");

        assertEquals(List.of("one", "two"), LogTail.of(log, 5));
    }

    @Test
    void shouldGiveNoneOfANodeThatWasNeverStarted() {
        assertEquals(List.of(), LogTail.of(folder.resolve("log"), 5));
    }

    @Test
    void shouldReadOnlyTheEndOfALongLog() throws Exception {
        Path log = Files.writeString(folder.resolve("log"), "x".repeat(2 << 20) + "\nlast\n");

        assertEquals("last", LogTail.of(log, 1).get(0));
    }
}
