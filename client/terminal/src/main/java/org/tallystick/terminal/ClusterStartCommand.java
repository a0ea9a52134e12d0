package org.tallystick.terminal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.tallystick.node.Durability;
import org.tallystick.node.Threading;
import org.tallystick.node.local.LocalCluster;
import org.tallystick.node.local.LocalClusterConfig;
import org.tallystick.node.local.LocalNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tally cluster start}: starts what does not run, and waits until all nodes take part. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        versionProvider = Tally.Version.class,
        sortOptions = false,
        description = {
            "Starts the nodes that do not run and waits until there is a leader and every node takes part. The nodes go",
            "on when this command ends. The number of nodes, their ports, durability and threading stay as the first",
            "start has them. The exchange is empty until its first client says how it is to be run."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every node takes part",
            "1:one does not; what its log says is shown",
            "2:wrong usage; nothing was started"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tally cluster start --nodes 3 --dir target/c3",
            "  tally cluster start --nodes 1 --durability memory --set snapshotInterval=5m --dir target/c1"
        })
final class ClusterStartCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterFolder folder;

    @Option(names = "--nodes", paramLabel = "N", description = "1, 3 or 5; default: 3.")
    private Integer nodes;

    @Option(
            names = "--durability",
            paramLabel = "LEVEL",
            description = "What an acknowledged command survives, disk or memory; default: disk.")
    private Durability durability;

    @Option(
            names = "--threading",
            paramLabel = "PROFILE",
            description = "How each node uses the cores, local, quiet or dedicated; default: local.")
    private Threading threading;

    @Option(names = "--heap", paramLabel = "BYTES", description = "Greatest heap of a node; default: 1g.")
    private String heap;

    @Option(
            names = "--jvm",
            paramLabel = "FLAG",
            description = "One more flag for the JVM of each node, for example --jvm=-XX:+UseParallelGC.")
    private List<String> jvmFlags;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            mapFallbackValue = "",
            description = "A setting of the nodes, kept for later starts; without a value it is taken back."
                    + " 'tally node settings' lists them.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Time in which it must be done; default: ${DEFAULT-VALUE}.")
    private int timeout;

    @Override
    public Integer call() {
        long beganNs = System.nanoTime();
        LocalCluster cluster = prepare();
        List<Integer> started = cluster.startMissing();
        List<Integer> running = cluster.nodes().stream()
                .map(LocalNode::id)
                .filter(id -> !started.contains(id))
                .toList();
        folder.say(running, running.size() == 1 ? "runs already" : "run already");
        folder.say(started, "started");
        cluster.awaitReady(Duration.ofSeconds(timeout));
        folder.say("node " + cluster.awaitLeader(Duration.ofSeconds(timeout)) + " leads, every node takes part, after "
                + ClusterFolder.seconds(beganNs));
        folder.say("ingress " + cluster.ingressEndpoints());
        return Tally.DONE;
    }

    private LocalCluster prepare() {
        try {
            LocalClusterConfig.Builder config = LocalClusterConfig.builder(folder.path())
                    .nodes(nodes)
                    .durability(durability)
                    .threading(threading)
                    .heap(heap);
            if (jvmFlags != null) {
                jvmFlags.forEach(config::jvmFlag);
            }
            settings.forEach(config::setting);
            return LocalCluster.prepare(config.build());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
