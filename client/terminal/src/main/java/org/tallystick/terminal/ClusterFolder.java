package org.tallystick.terminal;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tallystick.node.local.LocalCluster;
import org.tallystick.node.local.LocalNode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which cluster a command is about; a {@link Mixin} of all commands of {@code tally cluster}. */
final class ClusterFolder {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--dir", paramLabel = "DIR", required = true, description = "Folder of the cluster.")
    private Path dir;

    Path path() {
        return dir;
    }

    LocalCluster open() {
        return LocalCluster.open(dir);
    }

    /** The nodes that were named, or all where none was. */
    List<Integer> nodes(LocalCluster cluster, List<Integer> named) {
        if (named == null || named.isEmpty()) {
            return cluster.nodes().stream().map(LocalNode::id).toList();
        }
        for (int id : named) {
            if (id < 0 || id >= cluster.nodes().size()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--node " + id + ": the cluster has nodes 0 to "
                                + (cluster.nodes().size() - 1));
            }
        }
        return named.stream().distinct().sorted().toList();
    }

    /** Says something about nodes: {@code node 1 stopped}, {@code nodes 0, 2 stopped}. */
    void say(List<Integer> ids, String what) {
        if (!ids.isEmpty()) {
            say((ids.size() == 1 ? "node " : "nodes ")
                    + ids.stream().map(String::valueOf).collect(Collectors.joining(", ")) + " " + what);
        }
    }

    void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    static String seconds(long beganNs) {
        return seconds(Duration.ofNanos(System.nanoTime() - beganNs));
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1e3);
    }
}
