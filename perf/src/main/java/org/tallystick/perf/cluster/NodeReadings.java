package org.tallystick.perf.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.tallystick.node.RunFile;
import org.tallystick.node.counters.CounterValues;
import org.tallystick.node.counters.CountersFile;
import org.tallystick.node.counters.NodeCounter;
import org.tallystick.node.local.LocalCluster;
import org.tallystick.node.local.LocalNode;

/** What the nodes of a cluster say about themselves in their counters. */
final class NodeReadings {
    private NodeReadings() {}

    /** A counter of each node, in the order of their ids. */
    static long[] of(LocalCluster cluster, NodeCounter counter) throws IOException {
        List<LocalNode> nodes = cluster.nodes();
        List<Long> values = new ArrayList<>();
        for (LocalNode node : nodes) {
            RunFile run = RunFile.read(node.folder())
                    .orElseThrow(() -> new IOException("node " + node.id() + " does not run"));
            values.add(CounterValues.read(CountersFile.open(run.aeronFolder()), node.id())
                    .get(counter));
        }
        return values.stream().mapToLong(Long::longValue).toArray();
    }
}
