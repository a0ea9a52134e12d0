package org.tallystick.terminal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.tallystick.node.local.LocalCluster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tally cluster restart}: stops nodes that run, and starts them again. */
@Command(
        name = "restart",
        mixinStandardHelpOptions = true,
        versionProvider = Tally.Version.class,
        sortOptions = false,
        description = {
            "Stops nodes where they run, starts them, and waits until they take part. Without --node all nodes, at the",
            "same time: nobody trades meanwhile. One node after the other, the leader last, keeps the market open."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:they take part", "1:one does not; what its log says is shown", "2:wrong usage"},
        footerHeading = "%nExample:%n",
        footer = "  tally cluster restart --node 1 --dir target/c3")
final class ClusterRestartCommand implements Callable<Integer> {
    @Mixin
    private ClusterFolder folder;

    @Option(names = "--node", paramLabel = "N", description = "A node; can be repeated. Default: all.")
    private List<Integer> nodes;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Time in which it must be done; default: ${DEFAULT-VALUE}.")
    private int timeout;

    @Override
    public Integer call() {
        LocalCluster cluster = folder.open();
        List<Integer> ids = folder.nodes(cluster, nodes);
        Duration limit = Duration.ofSeconds(timeout);
        folder.say(cluster.stop(ids, limit), "stopped");
        long beganNs = System.nanoTime();
        folder.say(cluster.start(ids), "started");
        cluster.awaitReady(limit, ids);
        folder.say("node " + cluster.awaitLeader(limit) + " leads, started nodes take part, after "
                + ClusterFolder.seconds(beganNs));
        return Tally.DONE;
    }
}
