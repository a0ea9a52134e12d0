package org.tallystick.engine.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.codecs.CommandValidator;
import org.tallystick.engine.ExchangeEngine;

/**
 * The same log gives the same state hash and running hash whatever runs it: interpreted, with another collector and heap,
 * and on the JDK whose home {@code -Dtallystick.other.jdk} or {@code TALLYSTICK_OTHER_JDK} names.
 */
class DeterminismTest {
    private static final int MAX_SECONDS = 60;

    @Test
    void shouldGiveTheSameHashesInterpreted() throws Exception {
        assertEquals(FixedLog.hashes(), run(Path.of(System.getProperty("java.home")), "-Xint"));
    }

    @Test
    void shouldGiveTheSameHashesWithAnotherCollectorAndHeap() throws Exception {
        Path home = Path.of(System.getProperty("java.home"));
        assertEquals(FixedLog.hashes(), run(home, "-XX:+UseSerialGC", "-Xmx256m"));
        assertEquals(FixedLog.hashes(), run(home, "-XX:+UseParallelGC", "-Xmx1g", "-XX:-UseCompressedOops"));
    }

    @Test
    void shouldGiveTheSameHashesOnAnotherJdk() throws Exception {
        String home = System.getProperty("tallystick.other.jdk", System.getenv("TALLYSTICK_OTHER_JDK"));
        assumeTrue(home != null && !home.isEmpty(), "no other JDK is named");
        assertEquals(FixedLog.hashes(), run(Path.of(home)));
    }

    @Test
    void shouldGiveOtherHashesWithAPlantedDifference(@TempDir Path folder) throws Exception {
        assertTrue(PlantedDifference.writeTo(folder) > 0);
        List<String> planted = runBehind(folder);
        assertEquals(FixedLog.hashes().size(), planted.size());
        assertNotEquals(FixedLog.hashes(), planted);
    }

    /** With a folder in front of the class path. */
    private static List<String> runBehind(Path folder) throws IOException, InterruptedException {
        return run(
                Path.of(System.getProperty("java.home")),
                folder + System.getProperty("path.separator") + classPath(),
                List.of());
    }

    private static List<String> run(Path javaHome, String... options) throws IOException, InterruptedException {
        return run(javaHome, classPath(), List.of(options));
    }

    private static List<String> run(Path javaHome, String classPath, List<String> options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin").resolve("java").toString());
        command.addAll(options);
        command.addAll(List.of("--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED", "-cp", classPath));
        command.add(FixedLog.class.getName());
        Path output = Files.createTempFile(Files.createDirectories(Path.of("target")), "fixed-log", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(MAX_SECONDS, TimeUnit.SECONDS), "does not end: " + command);
            assertEquals(0, process.exitValue(), Files.readString(output));
            return Files.readAllLines(output).stream()
                    .filter(line -> line.startsWith(FixedLog.MARK))
                    .toList();
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }

    private static String classPath() {
        return String.join(
                System.getProperty("path.separator"),
                MutantCompiler.place(FixedLog.class),
                MutantCompiler.place(ExchangeEngine.class),
                MutantCompiler.place(CommandValidator.class),
                MutantCompiler.place(DirectBuffer.class));
    }
}
