package org.tallystick.terminal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.tallystick.node.local.LocalCluster;
import org.tallystick.node.local.SnapshotTaken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tally cluster stop}: tells nodes to stop, and waits until they have. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        versionProvider = Tally.Version.class,
        sortOptions = false,
        description = {
            "Tells nodes to stop (SIGTERM), waits until their processes have ended, and removes what killed nodes left in",
            "shared memory. The data stays."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:none of them runs", "1:a node still runs, or the snapshot was not taken", "2:wrong usage"},
        footerHeading = "%nExamples:%n",
        footer = {"  tally cluster stop --dir target/c3", "  tally cluster stop --snapshot --dir target/c3"})
final class ClusterStopCommand implements Callable<Integer> {
    @Mixin
    private ClusterFolder folder;

    @Option(names = "--node", paramLabel = "N", description = "A node; can be repeated. Default: all.")
    private List<Integer> nodes;

    @Option(
            names = "--snapshot",
            description = "First take a snapshot on every node, so that the next start need not replay the log.")
    private boolean isSnapshot;

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
        if (isSnapshot) {
            SnapshotTaken taken = cluster.snapshot(Duration.ofSeconds(timeout));
            folder.say(taken.nodes(), "took a snapshot at position " + taken.logPosition());
        }
        long beganNs = System.nanoTime();
        List<Integer> stopped = cluster.stop(ids, Duration.ofSeconds(timeout));
        if (stopped.isEmpty()) {
            folder.say("nothing ran");
        }
        folder.say(stopped, "stopped, after " + ClusterFolder.seconds(beganNs));
        return Tally.DONE;
    }
}
