package org.tallystick.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.tallystick.node.NodeSettings;
import picocli.CommandLine;

final class NodeCommandTest {
    private final StringWriter out = new StringWriter();
    private final CommandLine tally = Tally.commandLine().setOut(new PrintWriter(out, true));

    @Test
    void shouldListEverySettingWithItsDefault() {
        assertEquals(Tally.DONE, tally.execute("node", "settings"));
        for (NodeSettings.Key key : NodeSettings.Key.values()) {
            assertTrue(
                    out.toString()
                            .lines()
                            .anyMatch(line -> line.stripLeading().startsWith(key.text() + " ")
                                    && line.contains(key.defaultValue())
                                    && line.contains(key.range())),
                    key::text);
        }
    }

    @Test
    void shouldCallSettingsThatAreNotThereWrongUsage() {
        assertEquals(Tally.WRONG_USAGE, tally.execute("node", "run", "no-such.properties"));
    }
}
