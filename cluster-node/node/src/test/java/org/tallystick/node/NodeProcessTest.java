package org.tallystick.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.node.metrics.Page;
import org.tallystick.node.metrics.PrometheusChecker;

/** What the process of a node says, on its error output, in its log file and on its metrics page. */
@Timeout(120)
class NodeProcessTest {
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);
    private static final Pattern PORT = Pattern.compile("INFO metrics page on port (\\d+)");

    @TempDir
    Path folder;

    private Process start(String... settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                "--add-opens=java.base/java.util.zip=ALL-UNNAMED",
                "-Dtallystick.folder=" + folder.resolve("data"),
                "-Dtallystick.threading=quiet",
                "-Dtallystick.durability=memory"));
        command.addAll(List.of(settings));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), NodeMain.class.getName()));
        return new ProcessBuilder(command)
                .redirectError(folder.resolve("stderr").toFile())
                .start();
    }

    private String awaitLine(Process process, Path file, String regex) throws IOException {
        Pattern pattern = Pattern.compile(regex);
        IdleStrategy idle = new BackoffIdleStrategy(1, 1, 1_000_000, 20_000_000);
        long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (true) {
            String text = Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
            if (pattern.matcher(text).find()) {
                return text;
            }
            assertTrue(process.isAlive() && System.nanoTime() - deadlineNs < 0, () -> regex + " in:\n" + text);
            idle.idle();
        }
    }

    @Test
    void shouldSayItsElectionsAndItsEnd() throws Exception {
        Process process = start("-Dtallystick.metrics=127.0.0.1:0");
        try {
            Path stderr = folder.resolve("stderr");
            String said = awaitLine(process, stderr, " node 0 INFO leads, term 0\n");
            Matcher port = PORT.matcher(said);
            assertTrue(port.find(), said);
            int metricsPort = Integer.parseInt(port.group(1));
            PrometheusChecker.read(Page.get(metricsPort, "/metrics").text());
            assertEquals(200, Page.get(metricsPort, "/health").status());

            process.destroy();
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "stops when told to");

            assertEquals(ExitCode.STOPPED.number(), process.exitValue());
            List<String> lines = Files.readAllLines(stderr);
            assertTrue(lines.get(lines.size() - 1).endsWith(" node 0 INFO stopped as told"), lines.toString());
            List<String> logged = Files.readAllLines(folder.resolve("data").resolve("node.log"));
            assertTrue(lines.containsAll(logged), () -> logged + " in " + lines);
            assertTrue(logged.get(logged.size() - 1).endsWith(" node 0 INFO stopped as told"), logged.toString());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void shouldRefuseAMetricsPageForEverybody() throws Exception {
        Process process = start("-Dtallystick.metrics=0.0.0.0:0", "-Dtallystick.log=none");
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "ends");

            assertEquals(ExitCode.REFUSED.number(), process.exitValue());
            List<String> lines = Files.readAllLines(folder.resolve("stderr"));
            String last = lines.get(lines.size() - 1);
            assertTrue(last.contains("ERROR refuses to start: metrics=0.0.0.0:0 is no loopback address"), last);
            assertTrue(Files.notExists(folder.resolve("data").resolve("node.log")), "no log file");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
