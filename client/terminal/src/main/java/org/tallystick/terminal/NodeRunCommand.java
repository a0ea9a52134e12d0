package org.tallystick.terminal;

import java.util.concurrent.Callable;
import org.tallystick.node.NodeMain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tally node run}: is a node until it is told to stop. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Tally.Version.class,
        description = {
            "Runs a node in this process until Ctrl-C or SIGTERM. What it says goes to the standard error output.",
            "'tally node settings' lists what the file can hold."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it was told to stop",
            "2:wrong usage, or the settings are wrong; nothing was touched",
            "3:it must not start; the last line says why",
            "4:something failed that must not",
            "5:its state differs from that of the majority"
        },
        footerHeading = "%nExample:%n",
        footer = "  tally node run node.properties")
final class NodeRunCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CONFIG", description = "File of the node's settings.")
    private String config;

    @Override
    public Integer call() {
        return NodeMain.run(new String[] {config}, System.err).number();
    }
}
