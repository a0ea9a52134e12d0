package org.tallystick.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.tallystick.node.NodeSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tally node settings}: what can be set. */
@Command(
        name = "settings",
        mixinStandardHelpOptions = true,
        versionProvider = Tally.Version.class,
        description = {
            "Lists what can be set of a node: in its file, over that in the environment (snapshotInterval is",
            "TALLYSTICK_SNAPSHOT_INTERVAL), over that with -J-Dtallystick.snapshotInterval=5m. Keys that begin with",
            "aeron. go to Aeron as they are."
        })
final class NodeSettingsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<List<String>> rows = new ArrayList<>();
        List<String> headings = List.of("key", "unit", "default", "range", "sets");
        rows.add(headings);
        for (NodeSettings.Key key : NodeSettings.Key.values()) {
            rows.add(List.of(key.text(), key.unit(), key.defaultValue(), key.range(), key.meaning()));
        }
        TextTable.lines(rows, headings).forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().flush();
        return Tally.DONE;
    }
}
