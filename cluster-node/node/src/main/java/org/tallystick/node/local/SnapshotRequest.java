package org.tallystick.node.local;

import io.aeron.CncFileDescriptor;
import io.aeron.cluster.ClusterControl;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.RecordingLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersReader;

/** Asks the leader of a cluster for a snapshot through its control toggle, and watches the nodes take it. */
final class SnapshotRequest {
    private static final int CLUSTER_ID = 0;

    private final List<LocalNode> nodes;
    private final Supplier<ClusterStatus> status;
    private final IntFunction<Path> aeronFolder;

    SnapshotRequest(List<LocalNode> nodes, Supplier<ClusterStatus> status, IntFunction<Path> aeronFolder) {
        this.nodes = nodes;
        this.status = status;
        this.aeronFolder = aeronFolder;
    }

    SnapshotTaken run(Duration timeout) {
        ClusterStatus before = status.get();
        int leader = before.leader()
                .map(NodeStatus::id)
                .orElseThrow(() -> new LocalClusterException("there is no leader to ask for a snapshot"));
        Map<Integer, Long> counts = new HashMap<>();
        for (NodeStatus node : before.nodes()) {
            if (before.takesPart(node.id())) {
                counts.put(node.id(), node.snapshots());
            }
        }
        long beganNs = System.nanoTime();
        toggle(leader);
        boolean isTaken = Waiting.until(timeout, () -> missing(counts).isEmpty());
        if (!isTaken) {
            throw new LocalClusterException("within " + timeout.toSeconds() + " s no snapshot was taken by nodes "
                    + missing(counts) + "; the leader is node " + leader);
        }
        return new SnapshotTaken(
                position(leader), Duration.ofNanos(System.nanoTime() - beganNs), List.copyOf(counts.keySet()));
    }

    private List<Integer> missing(Map<Integer, Long> counts) {
        List<NodeStatus> now = status.get().nodes();
        return counts.keySet().stream()
                .filter(id -> now.get(id).isRunning() && now.get(id).snapshots() <= counts.get(id))
                .toList();
    }

    private void toggle(int leader) {
        CountersReader counters = ClusterControl.mapCounters(
                aeronFolder.apply(leader).resolve(CncFileDescriptor.CNC_FILE).toFile());
        AtomicCounter toggle = ClusterControl.findControlToggle(counters, CLUSTER_ID);
        if (toggle == null || !ClusterControl.ToggleState.SNAPSHOT.toggle(toggle)) {
            throw new LocalClusterException("node " + leader + " leads, but takes no request now"
                    + (toggle == null ? "" : ": it works on " + ClusterControl.ToggleState.get(toggle)));
        }
    }

    private long position(int id) {
        try (RecordingLog log =
                new RecordingLog(nodes.get(id).folder().resolve("cluster").toFile(), false)) {
            RecordingLog.Entry latest = log.getLatestSnapshot(ConsensusModule.Configuration.SERVICE_ID);
            return latest == null ? NodeStatus.NONE : latest.logPosition;
        }
    }
}
