package org.tallystick.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.tallystick.node.local.LocalCluster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tally cluster logs}: what the nodes have said. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        versionProvider = Tally.Version.class,
        sortOptions = false,
        description = "Shows the last lines of the nodes' logs, which are DIR/node-N.log.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:a log could not be read", "2:wrong usage"},
        footerHeading = "%nExample:%n",
        footer = "  tally cluster logs --node 1 -f --dir target/c3")
final class ClusterLogsCommand implements Callable<Integer> {
    private static final long PAUSE_MS = TimeUnit.MILLISECONDS.toMillis(200);

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterFolder folder;

    @Option(names = "--node", paramLabel = "N", description = "A node; can be repeated. Default: all.")
    private List<Integer> nodes;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "20",
            description = "How many lines of each; default: ${DEFAULT-VALUE}.")
    private int lines;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is said from now on, until Ctrl-C.")
    private boolean isFollowing;

    @Override
    public Integer call() throws IOException, InterruptedException {
        LocalCluster cluster = folder.open();
        List<Integer> ids = folder.nodes(cluster, nodes);
        List<BufferedReader> readers = new ArrayList<>();
        try {
            for (int id : ids) {
                if (isFollowing) {
                    readers.add(openAtEnd(cluster, id));
                }
                cluster.lastLines(id, lines).forEach(line -> show(ids, id, line));
            }
            while (isFollowing) {
                for (int i = 0; i < ids.size(); i++) {
                    String line;
                    while ((line = readers.get(i).readLine()) != null) {
                        show(ids, ids.get(i), line);
                    }
                }
                Thread.sleep(PAUSE_MS);
            }
        } finally {
            for (BufferedReader reader : readers) {
                reader.close();
            }
        }
        return Tally.DONE;
    }

    private static BufferedReader openAtEnd(LocalCluster cluster, int id) throws IOException {
        Path log = cluster.nodes().get(id).log();
        BufferedReader reader = Files.newBufferedReader(log, StandardCharsets.UTF_8);
        reader.skip(Files.size(log));
        return reader;
    }

    /** Every line names its node where there are several. */
    private void show(List<Integer> ids, int id, String line) {
        spec.commandLine()
                .getOut()
                .println(ids.size() == 1 || line.contains(" node " + id + " ") ? line : id + " " + line);
        spec.commandLine().getOut().flush();
    }
}
