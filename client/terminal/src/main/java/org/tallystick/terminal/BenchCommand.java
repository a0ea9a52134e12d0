package org.tallystick.terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tally bench}: what can be measured. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = Tally.Version.class,
        subcommands = {
            BenchEngineCommand.class,
            BenchMemoryCommand.class,
            BenchJmhCommand.class,
            BenchFailoverCommand.class,
            BenchSnapshotCommand.class,
            BenchSlowClientCommand.class
        },
        description = "Measures the engine, beside a peer, alone, and its memory; and clusters on this machine.")
final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Reached when no command is named, which is wrong usage. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
