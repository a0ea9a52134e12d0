package org.tallystick.node.counters;

import java.util.Arrays;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.engine.EngineCounts;
import org.tallystick.engine.ExchangeEngine;

/** What the engine says about itself: the one place that reads it. */
final class EngineFigures {
    private static final RejectReason[] REASONS = RejectReason.values();

    long eventSeq;
    long duplicates;
    long ringBytes;
    long ringBytesBound;
    long sessions;
    long books;
    long liveOrders;
    long pendingWork;

    /** By the value of the reason in the schema. */
    final long[] rejects = new long[greatestReason() + 1];

    void read(ExchangeEngine engine) {
        EngineCounts counts = engine.counts();
        eventSeq = counts.eventSeq();
        duplicates = counts.duplicates();
        ringBytes = counts.ringBytes();
        ringBytesBound = counts.ringBytesBound();
        sessions = counts.sessions();
        books = counts.instruments();
        liveOrders = counts.openOrders();
        pendingWork = counts.pendingWork();
        for (RejectReason reason : REASONS) {
            if (reason != RejectReason.NULL_VAL) {
                rejects[reason.value()] = counts.rejects(reason);
            }
        }
    }

    private static int greatestReason() {
        return Arrays.stream(REASONS)
                .filter(reason -> reason != RejectReason.NULL_VAL)
                .mapToInt(RejectReason::value)
                .max()
                .orElseThrow();
    }
}
