package org.tallystick.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
