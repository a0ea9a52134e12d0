package org.tallystick.terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tally node}: one node by itself. */
@Command(
        name = "node",
        mixinStandardHelpOptions = true,
        versionProvider = Tally.Version.class,
        subcommands = {NodeRunCommand.class, NodeSettingsCommand.class},
        description = "Runs one node in this process, and tells what can be set.")
final class NodeCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Reached when no command is named, which is wrong usage. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
