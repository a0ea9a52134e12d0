package org.tallystick.node.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.aeron.AeronCounters;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.node.counters.CounterTable;
import org.tallystick.node.counters.NodeCounter;

/** The page as Prometheus reads it. */
class MetricsPageTest {
    @TempDir
    Path folder;

    private Map<String, BigDecimal> render(CounterTable table) {
        return PrometheusChecker.read(new MetricsPage(2, folder).render(table.read(2), true, false));
    }

    @Test
    void shouldWriteWhatIsKnownAndLeaveOutTheRest() {
        Map<String, BigDecimal> samples = render(new CounterTable()
                .with(NodeCounter.LIVE_ORDERS, 2, 0, 12)
                .with(NodeCounter.PENDING_WORK, 2, 0, NodeCounter.UNKNOWN)
                .with(AeronCounters.CLUSTER_NODE_ROLE_TYPE_ID, "Cluster node role", 2));

        assertEquals(new BigDecimal("12"), samples.get("tallystick_live_orders{member=\"2\"}"));
        assertEquals(new BigDecimal("2"), samples.get("tallystick_cluster_role{member=\"2\"}"));
        assertEquals(new BigDecimal("1"), samples.get("tallystick_healthy{member=\"2\"}"));
        assertEquals(new BigDecimal("0"), samples.get("tallystick_ready{member=\"2\"}"));
        assertFalse(samples.containsKey("tallystick_pending_work{member=\"2\"}"));
    }

    @Test
    void shouldNameTheReasonOfRejects() {
        Map<String, BigDecimal> samples =
                render(new CounterTable().with(NodeCounter.REJECTS, 2, RejectReason.PRICE_OFF_TICK.value(), 4));

        assertEquals(
                new BigDecimal("4"), samples.get("tallystick_rejects_total{member=\"2\",reason=\"PRICE_OFF_TICK\"}"));
    }

    @Test
    void shouldWriteTimesInSecondsAndBucketsThatHoldThoseBefore() {
        Map<String, BigDecimal> samples = render(new CounterTable()
                .with(NodeCounter.APPLY_TIME, 2, 0, 3)
                .with(NodeCounter.APPLY_TIME, 2, 2, 4)
                .with(NodeCounter.APPLY_TIME_SUM, 2, 0, 5_000)
                .with(NodeCounter.APPLY_TIME_MAX, 2, 0, 1_024));

        String bucket = "tallystick_apply_time_seconds_bucket{member=\"2\",le=";
        assertEquals(new BigDecimal("3"), samples.get(bucket + "\"0.000000256\"}"));
        assertEquals(new BigDecimal("3"), samples.get(bucket + "\"0.000000512\"}"));
        assertEquals(new BigDecimal("7"), samples.get(bucket + "\"0.000001024\"}"));
        assertEquals(new BigDecimal("7"), samples.get(bucket + "\"+Inf\"}"));
        assertEquals(new BigDecimal("0.000005"), samples.get("tallystick_apply_time_seconds_sum{member=\"2\"}"));
        assertEquals(new BigDecimal("0.000001024"), samples.get("tallystick_apply_time_max_seconds{member=\"2\"}"));
    }

    @Test
    void shouldHaveAPageBeforeThePartsStart() {
        Map<String, BigDecimal> samples = PrometheusChecker.read(new MetricsPage(0, folder).render(null, true, false));

        assertEquals(new BigDecimal("1"), samples.get("tallystick_healthy{member=\"0\"}"));
    }
}
