package org.tallystick.terminal;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code tally} command: the root of all commands, and the process's exit code. */
@Command(
        name = "tally",
        mixinStandardHelpOptions = true,
        versionProvider = Tally.Version.class,
        subcommands = {BenchCommand.class, ClusterCommand.class, DemoCommand.class, FlowCommand.class, NodeCommand.class
        },
        description = "Runs, drives and inspects a Tallystick exchange.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:the job failed or found something wrong", "2:wrong usage"})
public final class Tally implements Runnable {
    /** The job was done. */
    public static final int DONE = CommandLine.ExitCode.OK;

    /** The job failed, or found something wrong. */
    public static final int FAILED = CommandLine.ExitCode.SOFTWARE;

    /** The command line was wrong; nothing was done. */
    public static final int WRONG_USAGE = CommandLine.ExitCode.USAGE;

    @Spec
    private CommandSpec spec;

    private Tally() {}

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param args the command line
     */
    public static void main(final String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        final CommandLine commandLine = new CommandLine(new Tally());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((failure, failed, parsed) -> {
            failed.getErr().println(failed.getColorScheme().errorText("tally: " + messageOf(failure)));
            return FAILED;
        });
        return commandLine;
    }

    /** A message that says what is wrong; these failures name only the file. */
    private static String messageOf(final Exception failure) {
        if (failure instanceof UncheckedIOException unchecked) {
            return messageOf(unchecked.getCause());
        }
        if (failure instanceof FileAlreadyExistsException) {
            return failure.getMessage() + ": is there already, and no directory";
        }
        if (failure instanceof NoSuchFileException) {
            return failure.getMessage() + ": no such file or directory";
        }
        if (failure instanceof AccessDeniedException) {
            return failure.getMessage() + ": permission denied";
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    /** Reached when no command is named, which is wrong usage. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }

    /** Takes the version from the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            final String version = Tally.class.getPackage().getImplementationVersion();
            return new String[] {"tally " + (version == null ? "(unpackaged)" : version), "Java " + Runtime.version()};
        }
    }
}
