package org.tallystick.terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tally flow}: what can be done with flow files. */
@Command(
        name = "flow",
        mixinStandardHelpOptions = true,
        versionProvider = Tally.Version.class,
        subcommands = {FlowGenerateCommand.class, FlowImportCommand.class, FlowRunCommand.class},
        description = "Makes, imports and runs order flow: a day of order entry as text.")
final class FlowCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Reached when no command is named, which is wrong usage. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
