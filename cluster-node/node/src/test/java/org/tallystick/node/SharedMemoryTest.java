package org.tallystick.node;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.CncFileDescriptor;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.agrona.IoUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is removed of the shared memory of processes that are gone. */
class SharedMemoryTest {
    private Path folder;

    @AfterEach
    void remove() {
        IoUtil.delete(folder.toFile(), true);
    }

    @Test
    void shouldRemoveWhatAProcessLeftThatWasKilledWhileItsDriverStarted() throws Exception {
        Path file = startingDriver(deadProcess());
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));

        SharedMemory.removeOrphans();

        assertFalse(Files.exists(folder));
    }

    @Test
    void shouldLeaveADriverAloneThatMayBeStarting() throws Exception {
        startingDriver(deadProcess());

        SharedMemory.removeOrphans();

        assertTrue(Files.exists(folder));
    }

    /** As a driver of another container looks, whose process cannot be seen from here. */
    private Path startingDriver(long pid) throws Exception {
        String own = SharedMemory.newFolder();
        String prefix = own.substring(0, own.lastIndexOf('-', own.lastIndexOf('-') - 1) + 1);
        folder = new File(prefix + pid + own.substring(own.lastIndexOf('-'))).toPath();
        Files.createDirectories(folder);
        return Files.write(folder.resolve(CncFileDescriptor.CNC_FILE), new byte[1 << 20]);
    }

    private static long deadProcess() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }
}
