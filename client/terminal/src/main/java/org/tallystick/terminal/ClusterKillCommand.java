package org.tallystick.terminal;

import java.util.List;
import java.util.concurrent.Callable;
import org.tallystick.node.local.LocalCluster;
import org.tallystick.node.local.NodeStatus;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tally cluster kill}: ends nodes as a fault would. */
@Command(
        name = "kill",
        mixinStandardHelpOptions = true,
        versionProvider = Tally.Version.class,
        sortOptions = false,
        description = "Kills nodes (kill -9), to see what comes of it. 'start' and 'restart' bring them back.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:killed", "1:there is no leader, or none of the nodes ran", "2:wrong usage"},
        footerHeading = "%nExamples:%n",
        footer = {"  tally cluster kill --leader --dir target/c3", "  tally cluster kill --node 2 --dir target/c3"})
final class ClusterKillCommand implements Callable<Integer> {
    @Mixin
    private ClusterFolder folder;

    @ArgGroup(multiplicity = "1")
    private Which which;

    /** Which nodes: one of these. */
    private static final class Which {
        @Option(names = "--node", paramLabel = "N", required = true, description = "A node; can be repeated.")
        private List<Integer> nodes;

        @Option(names = "--leader", required = true, description = "The node that leads.")
        private boolean isLeader;

        @Option(names = "--all", required = true, description = "All nodes, at the same moment.")
        private boolean isAll;
    }

    @Override
    public Integer call() {
        LocalCluster cluster = folder.open();
        List<Integer> ids = which.isLeader
                ? cluster.leader()
                        .map(List::of)
                        .orElseThrow(() -> new IllegalStateException(folder.path() + ": there is no leader now"))
                : folder.nodes(cluster, which.nodes);
        List<Integer> running = cluster.status().nodes().stream()
                .filter(NodeStatus::isRunning)
                .map(NodeStatus::id)
                .filter(ids::contains)
                .toList();
        if (running.isEmpty()) {
            throw new IllegalStateException(folder.path() + ": none of these nodes runs");
        }
        cluster.kill(running);
        folder.say(running, which.isLeader ? "led, and was killed" : "killed");
        return Tally.DONE;
    }
}
