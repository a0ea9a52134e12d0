package org.tallystick.terminal;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tallystick.node.RecordsComparison;
import org.tallystick.node.local.LocalCluster;
import org.tallystick.node.local.LocalNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tally cluster verify}: lays the nodes' records side by side. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        versionProvider = Tally.Version.class,
        sortOptions = false,
        description = {
            "Reads the event stream that each node recorded, from its files, and compares them: bytes, positions,",
            "numbers and hashes. Of a cluster that runs, it compares what all nodes have. Reads only."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the nodes have the same", "1:they differ, or a record is damaged", "2:wrong usage"},
        footerHeading = "%nExample:%n",
        footer = "  tally cluster verify --dir target/c3")
final class ClusterVerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterFolder folder;

    @Override
    public Integer call() {
        LocalCluster cluster = folder.open();
        RecordsComparison.Result result = RecordsComparison.compare(
                cluster.nodes().stream().map(LocalNode::folder).toList());
        PrintWriter out = spec.commandLine().getOut();
        print(out, result);
        if (!result.isGood()) {
            result.doubts().forEach(doubt -> out.println("doubt: " + doubt));
            out.println("the nodes do NOT have the same record");
            out.flush();
            return Tally.FAILED;
        }
        sayWhoHasLess(out, result);
        out.printf(
                Locale.ROOT,
                "the nodes have the same record: %,d frames, up to position %,d%n",
                result.frames(),
                result.position());
        out.flush();
        return Tally.DONE;
    }

    /** No doubt: a node that was stopped or killed earlier gets the rest when it runs again. */
    private static void sayWhoHasLess(PrintWriter out, RecordsComparison.Result result) {
        long most = result.nodes().stream()
                .mapToLong(RecordsComparison.Node::events)
                .max()
                .orElse(0);
        result.nodes().stream()
                .filter(node -> node.events() < most)
                .forEach(node -> out.printf(
                        Locale.ROOT,
                        "%s has %,d events less than others, and is compared as far as it goes%n",
                        node.folder().getFileName(),
                        most - node.events()));
    }

    /** One line a node. */
    static void print(PrintWriter out, RecordsComparison.Result result) {
        out.printf(
                "%-10s  %15s  %12s  %-16s  %-16s  %-16s%n",
                "node", "position", "events", "running hash", "state hash", "market hash");
        for (RecordsComparison.Node node : result.nodes()) {
            out.printf(
                    Locale.ROOT,
                    "%-10s  %,15d  %,12d  %016x  %-16s  %-16s%n",
                    node.folder().getFileName(),
                    node.position(),
                    node.events(),
                    node.runningHash(),
                    node.stateHash() == null ? "not asked" : node.stateHash(),
                    node.marketHash() == null ? "not asked" : node.marketHash());
        }
    }
}
