package org.tallystick.node.counters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which bucket a time is counted in, and which messages are timed. */
class ApplyTimesTest {
    @ParameterizedTest
    @CsvSource({
        "-5, 0",
        "0, 0",
        "256, 0",
        "257, 1",
        "512, 1",
        "513, 2",
        "134217728, 19",
        "134217729, 20",
        "9223372036854775807, 20"
    })
    void shouldCountATimeInTheFirstBucketThatReachesIt(long timeNs, int expected) {
        ApplyTimes times = new ApplyTimes();

        times.record(timeNs);

        for (int bucket = 0; bucket < ApplyTimes.BUCKETS; bucket++) {
            assertEquals(bucket == expected ? 1 : 0, times.count(bucket), "bucket " + bucket);
        }
    }

    @Test
    void shouldKeepSumAndGreatest() {
        ApplyTimes times = new ApplyTimes();

        times.record(100);
        times.record(3_000);
        times.record(-1);

        assertEquals(3_100, times.sumNs());
        assertEquals(3_000, times.greatestNs());
    }

    @Test
    void shouldTimeOneMessageInEight() {
        ApplyTimes times = new ApplyTimes();
        int timed = 0;

        for (int i = 0; i < 80; i++) {
            timed += times.isNextTimed() ? 1 : 0;
        }

        assertEquals(10, timed);
        assertEquals(80, times.messages());
    }
}
