package org.tallystick.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.archive.client.AeronArchive;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.codecs.EventStreamFormat;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.node.counters.CounterValues;
import org.tallystick.node.counters.NodeCounter;
import org.tallystick.node.metrics.Page;
import org.tallystick.node.metrics.PrometheusChecker;

/** What a running node says about itself, in counters and on its metrics page. */
@Timeout(120)
class NodeMetricsTest {
    private static final int MESSAGES = 80;

    @TempDir
    Path folder;

    private RunningNode launch(String metricsAddress) {
        return new RunningNode(NodeConfig.builder(folder)
                .durability(Durability.MEMORY)
                .metricsAddress(metricsAddress)
                .build());
    }

    private static Page.Answer get(RunningNode running, String path) {
        try {
            return Page.get(running.node.metricsPort(), path);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldCountWhatItApplies() {
        try (RunningNode running = launch(null).start()) {
            running.sendNonsense(MESSAGES, () -> {
                running.await(() -> running.counters().get(NodeCounter.COMMANDS) == MESSAGES);
                CounterValues values = running.counters();

                assertTrue(values.get(NodeCounter.TRANSACTIONS) > MESSAGES);
                assertEquals(1, values.get(NodeCounter.CONNECTIONS));
                assertEquals(0, values.get(NodeCounter.SESSIONS_ATTACHED));
                assertEquals(0, values.get(NodeCounter.LEADER));
                assertEquals(0, values.get(NodeCounter.LEADERSHIP_TERM));
                assertTrue(values.get(NodeCounter.LOG_POSITION) > 0);
                assertEquals(0, values.get(NodeCounter.DUPLICATES));
                assertEquals(NodeCounter.UNKNOWN, values.get(NodeCounter.SNAPSHOT_TIME));
                long timed = 0;
                for (long count : values.applyTimes()) {
                    timed += count;
                }
                assertEquals(MESSAGES / 8, timed);
                assertTrue(values.get(NodeCounter.APPLY_TIME_SUM) > 0);
            });
            running.await(() -> running.counters().get(NodeCounter.CONNECTIONS) == 0);
            running.await(() ->
                    running.counters().rejects().equals(Map.of((int) RejectReason.TOO_SHORT.value(), (long) MESSAGES)));
        }
    }

    @Test
    void shouldTellAboutItsLastSnapshot() {
        long before = System.currentTimeMillis();
        long taken;
        try (RunningNode running = launch(null).start()) {
            running.await(running.node::requestSnapshot);
            running.await(() -> running.node.snapshots() == 1);
            CounterValues values = running.counters();

            assertTrue(values.get(NodeCounter.SNAPSHOT_DURATION) > 0);
            assertTrue(values.get(NodeCounter.SNAPSHOT_BYTES) > 0);
            assertTrue(values.get(NodeCounter.SNAPSHOT_TIME) >= before);
            taken = values.get(NodeCounter.SNAPSHOT_LOG_POSITION);
            assertTrue(taken > 0);
        }
        try (RunningNode running = launch(null).start()) {
            assertEquals(taken, running.counters().get(NodeCounter.SNAPSHOT_LOG_POSITION));
            assertEquals(NodeCounter.UNKNOWN, running.counters().get(NodeCounter.SNAPSHOT_TIME));
        }
    }

    @Test
    void shouldHavePagesWhileItRuns() throws Exception {
        int port;
        try (RunningNode running = launch("127.0.0.1:0")) {
            assertEquals(0, running.node.metricsPort(), "no page before the start");
            running.start();
            port = running.node.metricsPort();
            running.await(() -> get(running, "/ready").status() == 200);
            assertEquals(new Page.Answer(200, "ok\n"), get(running, "/health"));
            running.sendNonsense(MESSAGES, () -> {
                running.await(() -> running.counters().get(NodeCounter.COMMANDS) == MESSAGES);
                Map<String, BigDecimal> samples =
                        PrometheusChecker.read(get(running, "/metrics").text());
                assertEquals(new BigDecimal(MESSAGES), samples.get("tallystick_commands_total{member=\"0\"}"));
                assertEquals(new BigDecimal("2"), samples.get("tallystick_cluster_role{member=\"0\"}"));
                assertEquals(new BigDecimal("17"), samples.get("tallystick_cluster_election_state{member=\"0\"}"));
                assertEquals(new BigDecimal("1"), samples.get("tallystick_ready{member=\"0\"}"));
                assertEquals(new BigDecimal("0"), samples.get("tallystick_driver_errors_total{member=\"0\"}"));
                assertEquals(new BigDecimal("0"), samples.get("tallystick_cluster_errors_total{member=\"0\"}"));
                assertTrue(
                        samples.get("tallystick_disk_free_bytes{member=\"0\"}").signum() > 0);
                assertTrue(samples.keySet().stream()
                        .anyMatch(name -> name.matches(
                                "tallystick_archive_position_bytes\\{member=\"0\",recording=\"\\d+\",stream=\""
                                        + EventStreamFormat.STREAM_ID + "\"}")));
            });
        }
        assertThrows(ConnectException.class, () -> Page.get(port, "/health"), "no page after the end");
    }

    @Test
    void shouldSayWhatFailed() {
        try (RunningNode running = launch("127.0.0.1:0").start()) {
            running.keepAfterFailure();
            stopRecordingEvents(running.node.aeronFolder());
            running.await(() -> running.node.failure() != null);

            Page.Answer health = get(running, "/health");
            assertEquals(503, health.status());
            assertTrue(health.text().contains("the recording of the event stream stopped"), health.text());
            assertEquals(1, health.text().lines().count());
            assertEquals(new Page.Answer(503, health.text()), get(running, "/ready"));
            PrometheusChecker.read(get(running, "/metrics").text());
        }
    }

    @Test
    void shouldHaveNoPageUnlessToldTo() {
        try (RunningNode running = launch(null).start()) {
            assertEquals(0, running.node.metricsPort());
            assertFalse(
                    Thread.getAllStackTraces().keySet().stream()
                            .anyMatch(thread -> thread.getName().startsWith("HTTP-Dispatcher")),
                    "no thread for one");
        }
    }

    private static void stopRecordingEvents(String aeronFolder) {
        try (AeronArchive archive = AeronArchive.connect(new AeronArchive.Context()
                .aeronDirectoryName(aeronFolder)
                .controlRequestChannel(AeronArchive.Configuration.localControlChannel())
                .controlRequestStreamId(AeronArchive.Configuration.localControlStreamId())
                .controlResponseChannel("aeron:ipc")
                .controlResponseStreamId(9000))) {
            long[] recordingId = {-1};
            archive.listRecordingsForUri(
                    0,
                    1,
                    "alias=" + EventStreamFormat.ALIAS,
                    EventStreamFormat.STREAM_ID,
                    (controlSessionId,
                            correlationId,
                            found,
                            startTimestamp,
                            stopTimestamp,
                            startPosition,
                            stopPosition,
                            initialTermId,
                            segmentFileLength,
                            termBufferLength,
                            mtuLength,
                            sessionId,
                            streamId,
                            strippedChannel,
                            originalChannel,
                            sourceIdentity) -> recordingId[0] = found);
            assertTrue(archive.tryStopRecordingByIdentity(recordingId[0]));
        }
    }
}
