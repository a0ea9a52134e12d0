package org.tallystick.node.local;

import io.aeron.cluster.ClusterControl;
import io.aeron.cluster.ClusterControl.ToggleState;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.RecordingLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.agrona.concurrent.status.AtomicCounter;
import org.tallystick.node.RunFile;

/** Asks the leader of a cluster for a snapshot through its control toggle, and watches the nodes take it. */
final class SnapshotRequest {
    private static final int CLUSTER_ID = 0;

    private final List<LocalNode> nodes;
    private final Supplier<ClusterStatus> status;

    SnapshotRequest(List<LocalNode> nodes, Supplier<ClusterStatus> status) {
        this.nodes = nodes;
        this.status = status;
    }

    SnapshotTaken run(Duration timeout) {
        ClusterStatus before = status.get();
        int leader = before.leader()
                .map(NodeStatus::id)
                .orElseThrow(() -> new LocalClusterException("there is no leader to ask for a snapshot"));
        long beganNs = System.nanoTime();
        toggle(leader);
        boolean isTaken = Waiting.until(timeout, () -> {
            ClusterStatus now = status.get();
            return !taken(before, now).isEmpty() && missing(before, now).isEmpty();
        });
        ClusterStatus after = status.get();
        List<Integer> taken = taken(before, after);
        if (!isTaken) {
            throw new LocalClusterException("node " + leader + " was asked for a snapshot; within "
                    + timeout.toSeconds() + " s it was taken by nodes " + taken + ", and not by nodes "
                    + missing(before, after) + ", which run");
        }
        return new SnapshotTaken(position(taken.get(0)), Duration.ofNanos(System.nanoTime() - beganNs), taken);
    }

    private static List<Integer> taken(ClusterStatus before, ClusterStatus now) {
        List<Integer> taken = new ArrayList<>();
        for (NodeStatus node : now.nodes()) {
            if (node.isRunning()
                    && node.snapshots()
                            > Math.max(0, before.nodes().get(node.id()).snapshots())) {
                taken.add(node.id());
            }
        }
        return taken;
    }

    private static List<Integer> missing(ClusterStatus before, ClusterStatus now) {
        List<Integer> taken = taken(before, now);
        return now.nodes().stream()
                .filter(NodeStatus::isRunning)
                .map(NodeStatus::id)
                .filter(id -> !taken.contains(id))
                .toList();
    }

    private void toggle(int leader) {
        Path aeronFolder = RunFile.read(nodes.get(leader).folder())
                .map(RunFile::aeronFolder)
                .orElseThrow(() -> new LocalClusterException("node " + leader + " led, and has stopped"));
        boolean isTold = CncFile.change(aeronFolder, counters -> {
                    AtomicCounter toggle = ClusterControl.findControlToggle(counters, CLUSTER_ID);
                    return toggle != null && ToggleState.SNAPSHOT.toggle(toggle);
                })
                .orElse(false);
        if (!isTold) {
            throw new LocalClusterException("node " + leader + " leads, and works on an earlier request");
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
