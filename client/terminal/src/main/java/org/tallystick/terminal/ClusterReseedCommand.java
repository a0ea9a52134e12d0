package org.tallystick.terminal;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.tallystick.node.Reseed;
import org.tallystick.node.local.LocalCluster;
import org.tallystick.node.local.NodeStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tally cluster reseed}: lets a node get its data anew from the others. */
@Command(
        name = "reseed",
        mixinStandardHelpOptions = true,
        versionProvider = Tally.Version.class,
        sortOptions = false,
        description = {
            "Empties the folder of a node whose data is damaged or missing, so that its next start fills it again from",
            "the other nodes. Its vote stays. What was there is moved aside, into a dated folder beside it.",
            "The node must not run; 'start' starts it. Reseed a node only while the others have all that was",
            "acknowledged: see 'Reseeding a node' in docs/operations.md."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the folder is ready to be filled",
            "1:the node runs, or nobody could fill it",
            "2:wrong usage"
        },
        footerHeading = "%nExample:%n",
        footer = {"  tally cluster reseed --node 2 --dir target/c3", "  tally cluster start --dir target/c3"})
final class ClusterReseedCommand implements Callable<Integer> {
    @Mixin
    private ClusterFolder folder;

    @Option(names = "--node", paramLabel = "N", required = true, description = "The node.")
    private int node;

    @Option(names = "--delete", description = "Delete what was there instead of moving it aside.")
    private boolean isDelete;

    @Override
    public Integer call() {
        LocalCluster cluster = folder.open();
        int id = folder.nodes(cluster, List.of(node)).get(0);
        NodeStatus status = cluster.status().nodes().get(id);
        if (status.isRunning()) {
            throw new IllegalStateException("node " + id + " runs: stop it first");
        }
        boolean hasSource =
                cluster.nodes().stream().anyMatch(other -> other.id() != id && Reseed.mayBeSource(other.folder()));
        if (!hasSource) {
            throw new IllegalStateException(
                    "node " + id + " is not emptied: every other node was emptied itself, or has"
                            + " no data; nobody could fill it again");
        }
        Path data = cluster.nodes().get(id).folder();
        int others = cluster.nodes().size() - 1;
        if (isDelete) {
            Reseed.delete(data, others);
            folder.say(List.of(id), "emptied, what was there is deleted");
        } else {
            Path aside = Reseed.moveAside(data, others);
            folder.say(List.of(id), "emptied, what was there is in " + aside);
        }
        return Tally.DONE;
    }
}
