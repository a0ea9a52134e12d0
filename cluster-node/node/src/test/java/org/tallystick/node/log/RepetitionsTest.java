package org.tallystick.node.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines of one kind are counted, not repeated. */
class RepetitionsTest {
    private static final long SECOND_NS = 1_000_000_000L;

    private final Repetitions repetitions = new Repetitions();

    @Test
    void shouldLetTheFirstOfAKindThroughAndCountTheOthers() {
        assertTrue(repetitions.isFirst("no answer at 12", 0));
        assertFalse(repetitions.isFirst("no answer at 13", SECOND_NS));
        assertFalse(repetitions.isFirst("no answer at 14", 2 * SECOND_NS));
        assertTrue(repetitions.isFirst("something else", 2 * SECOND_NS));

        assertEquals(List.of(), repetitions.over(9 * SECOND_NS));
        assertEquals(List.of("2 more of this kind, the last: no answer at 14"), repetitions.over(10 * SECOND_NS));
        assertTrue(repetitions.isFirst("no answer at 15", 10 * SECOND_NS));
    }

    @Test
    void shouldTellWhatIsCountedAtTheEnd() {
        repetitions.isFirst("a", 0);
        repetitions.isFirst("a", 0);

        assertEquals(List.of("1 more of this kind, the last: a"), repetitions.all(1));
        assertEquals(List.of(), repetitions.all(2));
    }

    @Test
    void shouldKeepABoundedNumberOfKinds() {
        int through = 0;
        for (char c = 0x100; c < 0x100 + 1000; c++) {
            through += repetitions.isFirst("kind " + c, 0) ? 1 : 0;
        }

        assertEquals(Repetitions.MAX_KINDS + 1, through);
    }
}
