package org.tallystick.node;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What docs/operations.md says about settings is what the node does. */
final class OperationsPageTest {
    private static final Path PAGE = Path.of(System.getProperty("tallystick.root"), "docs", "operations.md");

    @ParameterizedTest
    @EnumSource
    void shouldListEverySetting(NodeSettings.Key key) throws Exception {
        List<String> lines = Files.readAllLines(PAGE);
        String row = String.join(
                " | ", "| `" + key.text() + "`", key.unit(), key.defaultValue(), key.range(), key.meaning() + " |");

        assertTrue(lines.contains(row), () -> PAGE + " has no line\n" + row);
    }
}
