package org.tallystick.node.counters;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;

/** Counters as a media driver keeps them, for tests without one. */
public final class CounterTable {
    private static final int COUNTERS = 1024;

    private final CountersManager counters = new CountersManager(
            new UnsafeBuffer(ByteBuffer.allocateDirect(COUNTERS * CountersReader.METADATA_LENGTH)),
            new UnsafeBuffer(ByteBuffer.allocateDirect(COUNTERS * CountersReader.COUNTER_LENGTH)),
            StandardCharsets.US_ASCII);

    /** A table in which the ids of the driver's own counters are taken. */
    public CounterTable() {
        for (int i = 0; i < 100; i++) {
            counters.setCounterValue(counters.allocate("system " + i, 0), i);
        }
    }

    /** Adds a counter of a node. */
    public CounterTable with(NodeCounter counter, int memberId, int detail, long value) {
        int id = counters.allocate(
                counter.label(memberId, ""), counter.typeId(), key -> NodeCounter.putKey(key, memberId, detail));
        counters.setCounterValue(id, value);
        return this;
    }

    /** Adds a counter of Aeron. */
    public CounterTable with(int typeId, String label, long value) {
        int id = counters.allocate(label, typeId, key -> key.putLong(0, 3));
        counters.setCounterValue(id, value);
        return this;
    }

    /** What a node reads. */
    public CounterValues read(int memberId) {
        return CounterValues.read(counters, memberId);
    }
}
