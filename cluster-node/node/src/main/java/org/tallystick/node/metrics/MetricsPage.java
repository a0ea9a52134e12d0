package org.tallystick.node.metrics;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.node.counters.ApplyTimes;
import org.tallystick.node.counters.CounterValues;
import org.tallystick.node.counters.NodeCounter;

/** All metrics of a node as text. */
final class MetricsPage {
    private static final int NANO_DECIMALS = 9;

    private final int memberId;
    private final Path dataFolder;

    MetricsPage(int memberId, Path dataFolder) {
        this.memberId = memberId;
        this.dataFolder = dataFolder;
    }

    /**
     * Writes the page.
     *
     * @param values    null where the node's parts have not started
     * @param isHealthy whether nothing has failed
     * @param isReady   whether the node takes part in its cluster
     */
    String render(CounterValues values, boolean isHealthy, boolean isReady) {
        PrometheusText text = new PrometheusText(memberId);
        text.family("healthy", "gauge", "1 while the node runs and nothing has failed.")
                .sample(isHealthy ? 1 : 0);
        text.family("ready", "gauge", "1 while the node takes part in its cluster and keeps up.")
                .sample(isReady ? 1 : 0);
        writeDisk(text);
        if (values != null) {
            for (Metric metric : Metric.values()) {
                metric.write(values, text);
            }
            writeRejects(values, text);
            writeApplyTimes(values, text);
            writeRecordings(values, text);
        }
        return text.toString();
    }

    private void writeDisk(PrometheusText text) {
        try {
            long free = Files.getFileStore(dataFolder).getUsableSpace();
            text.family("disk_free_bytes", "gauge", "Room on the disk of the data folder.")
                    .sample(free);
        } catch (IOException e) {
            // The folder is not there yet.
        }
    }

    private static void writeRejects(CounterValues values, PrometheusText text) {
        Map<Integer, Long> rejects = values.rejects();
        if (rejects.isEmpty()) {
            return;
        }
        text.family("rejects_total", "counter", "Rejects by reason; reasons that occurred.");
        for (RejectReason reason : RejectReason.values()) {
            Long count = rejects.get((int) reason.value());
            if (count != null) {
                text.sample("", BigDecimal.valueOf(count), "reason", reason.name());
            }
        }
    }

    /** As Prometheus wants it, a bucket holds those before it, too. */
    private static void writeApplyTimes(CounterValues values, PrometheusText text) {
        long sumNs = values.get(NodeCounter.APPLY_TIME_SUM);
        if (sumNs == NodeCounter.UNKNOWN) {
            return;
        }
        text.family("apply_time_seconds", "histogram", "Time of a message in the service; one in eight is timed.");
        long[] counts = values.applyTimes();
        long total = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            total += counts[bucket];
            String bound = bucket == counts.length - 1
                    ? "+Inf"
                    : PrometheusText.plain(BigDecimal.valueOf(ApplyTimes.boundNs(bucket), NANO_DECIMALS));
            text.sample("_bucket", BigDecimal.valueOf(total), "le", bound);
        }
        text.sample("_sum", BigDecimal.valueOf(sumNs, NANO_DECIMALS));
        text.sample("_count", BigDecimal.valueOf(total));
    }

    private static void writeRecordings(CounterValues values, PrometheusText text) {
        List<CounterValues.Recording> recordings = values.recordings();
        if (recordings.isEmpty()) {
            return;
        }
        text.family("archive_position_bytes", "gauge", "Position up to which the archive has recorded a stream.");
        for (CounterValues.Recording recording : recordings) {
            text.sample(
                    "",
                    BigDecimal.valueOf(recording.position()),
                    "recording",
                    Long.toString(recording.id()),
                    "stream",
                    Integer.toString(recording.streamId()));
        }
    }
}
