package org.tallystick.terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tally cluster}: a cluster whose nodes are processes of this machine. */
@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        versionProvider = Tally.Version.class,
        subcommands = {
            ClusterStartCommand.class,
            ClusterStatusCommand.class,
            ClusterStopCommand.class,
            ClusterKillCommand.class,
            ClusterRestartCommand.class,
            ClusterSnapshotCommand.class,
            ClusterLogsCommand.class,
            ClusterReseedCommand.class,
            ClusterVerifyCommand.class,
            ClusterTortureCommand.class
        },
        description = {
            "Runs a cluster on this machine, each node a process of its own. All of it is in one folder: its settings,",
            "and the data and the log of each node."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  tally cluster start --nodes 3 --dir target/c3",
            "  tally cluster status --dir target/c3",
            "  tally cluster kill --leader --dir target/c3",
            "  tally cluster start --dir target/c3",
            "  tally cluster stop --dir target/c3"
        })
final class ClusterCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Reached when no command is named, which is wrong usage. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
