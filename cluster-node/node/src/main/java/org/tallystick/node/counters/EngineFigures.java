package org.tallystick.node.counters;

import java.util.Arrays;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.engine.ExchangeEngine;

/** What the engine says about itself: the one place that reads it. {@link NodeCounter#UNKNOWN} where it does not say. */
final class EngineFigures {
    long eventSeq;
    long duplicates = NodeCounter.UNKNOWN;
    long ringBytes = NodeCounter.UNKNOWN;
    long ringBytesBound;
    long sessions;
    long liveOrders;
    long pendingWork = NodeCounter.UNKNOWN;

    /** By the value of the reason in the schema. */
    final long[] rejects = new long[greatestReason() + 1];

    void read(ExchangeEngine engine) {
        eventSeq = engine.eventSeq();
        ringBytesBound = engine.venue().genesis().ringBytesTotal();
        sessions = engine.venue().sessions().count();
        liveOrders = engine.orders().liveCount();
    }

    private static int greatestReason() {
        return Arrays.stream(RejectReason.values())
                .filter(reason -> reason != RejectReason.NULL_VAL)
                .mapToInt(RejectReason::value)
                .max()
                .orElseThrow();
    }
}
