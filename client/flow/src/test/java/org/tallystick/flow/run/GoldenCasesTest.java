package org.tallystick.flow.run;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The rules of {@code docs/matching-rules.md} at work, one case a file: {@code name.flow.csv} must do what
 * {@code name.events.txt} says, which begins with the rule in words. The expected files are the specification: with
 * {@code -Dtallystick.golden.update=true} they are written anew, and then every changed line is to be checked by hand.
 */
final class GoldenCasesTest {
    private static final Path ROOT = Path.of("src/test/resources/golden");
    private static final String FLOW = ".flow.csv";
    private static final String EVENTS = ".events.txt";
    private static final boolean UPDATE = Boolean.getBoolean("tallystick.golden.update");
    private static final String RULE = "## ";

    @TestFactory
    Stream<DynamicTest> shouldDoWhatTheRulesSay() throws IOException {
        List<Path> flows = files(FLOW);
        assertTrue(flows.size() > 50, () -> "only " + flows.size() + " cases under " + ROOT.toAbsolutePath());
        return flows.stream()
                .map(flow -> DynamicTest.dynamicTest(
                        ROOT.relativize(flow).toString().replace(FLOW, ""), flow.toUri(), () -> run(flow)));
    }

    @Test
    void shouldHaveAFlowForEveryExpectation() throws IOException {
        for (Path events : files(EVENTS)) {
            assertTrue(Files.exists(Path.of(events.toString().replace(EVENTS, FLOW))), () -> "no flow for " + events);
        }
    }

    private static void run(Path flow) throws IOException {
        Path events = Path.of(flow.toString().replace(FLOW, EVENTS));
        List<String> expected =
                Files.exists(events) ? Files.readAllLines(events, StandardCharsets.US_ASCII) : List.of();
        List<String> found = new ArrayList<>(
                expected.stream().filter(line -> line.startsWith(RULE)).toList());
        assertTrue(!found.isEmpty(), () -> events + " must begin with the rule, behind \"" + RULE + "\"");
        found.addAll(GoldenStory.of(flow, flow.resolveSibling("instruments.csv")));
        if (UPDATE) {
            Files.writeString(events, String.join("\n", found) + "\n", StandardCharsets.US_ASCII);
        } else if (!found.equals(expected)) {
            fail(events + " (- expected, + found):\n" + LineDiff.of(expected, found));
        }
    }

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }
}
