package org.tallystick.node.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NodeCommandTest {
    private static final Path SETTINGS = Path.of("/c/node-0.properties");

    @Test
    void shouldStartWithNoMoreHeapThanItMayHave() {
        assertTrue(NodeCommand.of("64m", List.of(), SETTINGS).containsAll(List.of("-Xms67108864", "-Xmx64m")));
        assertTrue(NodeCommand.of("67108864", List.of(), SETTINGS).contains("-Xms67108864"));
        assertTrue(NodeCommand.of("2G", List.of(), SETTINGS).containsAll(List.of("-Xms268435456", "-Xmx2G")));
    }

    @Test
    void shouldLeaveTheCollectorToWhoeverChoosesOne() {
        List<String> command = NodeCommand.of("1g", List.of("-XX:+UseParallelGC"), SETTINGS);

        assertTrue(command.contains("-XX:+UseParallelGC"));
        assertFalse(command.contains("-XX:+UseSerialGC"));
    }

    @Test
    void shouldEndWithTheSettingsOfTheNode() {
        List<String> command = NodeCommand.of("1g", List.of(), SETTINGS);

        assertEquals(
                List.of("org.tallystick.node.NodeMain", SETTINGS.toString()),
                command.subList(command.size() - 2, command.size()));
    }
}
