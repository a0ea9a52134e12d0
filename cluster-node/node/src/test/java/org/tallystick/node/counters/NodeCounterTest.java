package org.tallystick.node.counters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The counters' type ids and keys, and reading them. */
class NodeCounterTest {
    @Test
    void shouldHaveTypeIdsOfTheirOwnWithinTheRange() {
        Set<Integer> seen = new HashSet<>();
        for (NodeCounter counter : NodeCounter.values()) {
            assertTrue(seen.add(counter.typeId()), counter + " shares its type id");
            assertTrue(counter.typeId() >= NodeCounter.FIRST_TYPE_ID && counter.typeId() <= NodeCounter.LAST_TYPE_ID);
            assertEquals(counter, NodeCounter.of(counter.typeId()));
        }
        assertNull(NodeCounter.of(NodeCounter.FIRST_TYPE_ID - 1));
    }

    @Test
    void shouldReadOnlyTheMembersOwn() {
        CounterValues values = new CounterTable()
                .with(NodeCounter.LIVE_ORDERS, 0, 0, 10)
                .with(NodeCounter.LIVE_ORDERS, 1, 0, 20)
                .with(NodeCounter.REJECTS, 1, 63, 5)
                .with(NodeCounter.APPLY_TIME, 1, 2, 7)
                .with(NodeCounter.APPLY_TIME, 1, ApplyTimes.BUCKETS, 7)
                .read(1);

        assertEquals(20, values.get(NodeCounter.LIVE_ORDERS));
        assertEquals(NodeCounter.UNKNOWN, values.get(NodeCounter.CONNECTIONS));
        assertEquals(Map.of(63, 5L), values.rejects());
        assertEquals(7, values.applyTimes()[2]);
    }

    @Test
    void shouldReadRecordingsFromTheirLabels() {
        CounterValues values = new CounterTable()
                .with(100, "rec-pos: 3 7 100 aeron:ipc - archiveId=0", 4096)
                .with(100, "something else", 1)
                .read(0);

        assertEquals(List.of(new CounterValues.Recording(3, 100, 4096)), values.recordings());
    }
}
