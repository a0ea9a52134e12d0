package org.tallystick.terminal;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.tallystick.node.local.SnapshotTaken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tally cluster snapshot}: has every node keep its state, so that a start need not replay the log. */
@Command(
        name = "snapshot",
        mixinStandardHelpOptions = true,
        versionProvider = Tally.Version.class,
        sortOptions = false,
        description = "Asks the leader for a snapshot and waits until every node that runs has taken it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:taken", "1:there is no leader, or a node did not take it", "2:wrong usage"},
        footerHeading = "%nExample:%n",
        footer = "  tally cluster snapshot --dir target/c3")
final class ClusterSnapshotCommand implements Callable<Integer> {
    @Mixin
    private ClusterFolder folder;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Time in which it must be done; default: ${DEFAULT-VALUE}.")
    private int timeout;

    @Override
    public Integer call() {
        SnapshotTaken taken = folder.open().snapshot(Duration.ofSeconds(timeout));
        folder.say(
                taken.nodes(),
                "took a snapshot at log position " + taken.logPosition() + ", in "
                        + ClusterFolder.seconds(taken.duration()));
        return Tally.DONE;
    }
}
