package org.tallystick.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ProgressTest {
    @Test
    void shouldSayHowFarTheJobIs() {
        assertEquals(
                "generating [###############...............]  50 %  1,500,000 rows  750,000 a second",
                Progress.line("generating", "rows", 1_500_000, 3_000_000, 2_000_000_000L));
    }

    @Test
    void shouldNotGoBeyondTheEnd() {
        assertEquals(
                "reading [##############################] 100 %  12 bytes  12 a second",
                Progress.line("reading", "bytes", 12, 10, 1_000_000_000L));
    }

    @Test
    void shouldShowTheStageOfAJobAndRemoveItsLine() {
        StringWriter err = new StringWriter();
        try (Progress progress = new Progress(new PrintWriter(err), "starting", "bytes", 0, true)) {
            long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (err.toString().isEmpty() && System.nanoTime() < deadlineNs) {
                progress.show("sending", "bytes", 25, 100);
                Thread.onSpinWait();
            }
            assertTrue(err.toString().startsWith("\r\u001b[Ksending [#######....."), err::toString);
            assertTrue(err.toString().contains(" 25 %  25 bytes  "), err::toString);
        }
        assertTrue(err.toString().endsWith("\r\u001b[K"), err::toString);
    }

    @Test
    void shouldShowNothingWhereThereIsNoTerminal() {
        StringWriter err = new StringWriter();
        try (Progress progress = new Progress(new PrintWriter(err), "starting", "bytes", 0, false)) {
            progress.show("sending", "bytes", 25, 100);
        }
        assertEquals("", err.toString());
    }
}
