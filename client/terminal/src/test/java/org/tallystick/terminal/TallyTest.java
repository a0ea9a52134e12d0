package org.tallystick.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

final class TallyTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine tally =
            Tally.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @Test
    void shouldExplainItselfOnStandardOutputWhenAskedForHelp() {
        assertEquals(Tally.DONE, tally.execute("--help"));
        assertTrue(out.toString().startsWith("Usage: tally"), out::toString);
    }

    @Test
    void shouldNameItsVersion() {
        assertEquals(Tally.DONE, tally.execute("--version"));
        assertTrue(out.toString().startsWith("tally "), out::toString);
    }

    @Test
    void shouldCallAnUnknownOptionWrongUsage() {
        assertEquals(Tally.WRONG_USAGE, tally.execute("--no-such-option"));
        assertTrue(err.toString().contains("--no-such-option"), err::toString);
    }

    @Test
    void shouldCallAMissingCommandWrongUsage() {
        assertEquals(Tally.WRONG_USAGE, tally.execute());
        assertTrue(err.toString().contains("Missing command"), err::toString);
    }

    @Test
    void shouldReportAFailedJobInOneLine() {
        tally.addSubcommand(new CommandLine(new Failing()).setErr(tally.getErr()));

        assertEquals(Tally.FAILED, tally.execute("fail"));
        assertEquals("tally: disk is full", err.toString().strip());
    }

    @Command(name = "fail")
    private static final class Failing implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new IllegalStateException("disk is full");
        }
    }
}
