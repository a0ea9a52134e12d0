package org.tallystick.terminal;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.tallystick.node.local.ClusterStatus;
import org.tallystick.node.local.LocalCluster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tally cluster status}: what can be seen of the nodes from outside. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        versionProvider = Tally.Version.class,
        sortOptions = false,
        description = {
            "Shows a line for each node, read from its shared memory without writing to it. Positions are bytes of the",
            "log and of the event stream; lag is what the node has not committed yet of what the leader has."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every node takes part", "1:a node does not", "2:wrong usage"},
        footerHeading = "%nExamples:%n",
        footer = {"  tally cluster status --dir target/c3", "  tally cluster status --json --dir target/c3"})
final class ClusterStatusCommand implements Callable<Integer> {
    private static final String HOME_AND_CLEAR = "\033[H\033[J";

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterFolder folder;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean isJson;

    @Option(
            names = "--watch",
            paramLabel = "SECONDS",
            arity = "0..1",
            fallbackValue = "1",
            description = "Show it anew every so many seconds, until Ctrl-C; default: 1.")
    private Double watch;

    @Override
    public Integer call() throws InterruptedException {
        LocalCluster cluster = folder.open();
        while (watch != null) {
            spec.commandLine().getOut().print(isJson ? "" : HOME_AND_CLEAR);
            show(cluster.status());
            Thread.sleep((long) (Math.max(0.1, watch) * 1000));
        }
        ClusterStatus status = cluster.status();
        show(status);
        return cluster.nodes().stream().allMatch(node -> status.takesPart(node.id())) ? Tally.DONE : Tally.FAILED;
    }

    private void show(ClusterStatus status) {
        PrintWriter out = spec.commandLine().getOut();
        if (isJson) {
            out.println(ClusterTable.json(status));
        } else {
            ClusterTable.lines(status).forEach(out::println);
        }
        out.flush();
    }
}
