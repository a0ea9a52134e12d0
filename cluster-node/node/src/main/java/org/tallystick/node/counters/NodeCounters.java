package org.tallystick.node.counters;

import io.aeron.Aeron;
import io.aeron.Counter;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.engine.ExchangeEngine;

/** Writes the counters of a node, from its service's thread; they go with the service's Aeron client. */
public final class NodeCounters {
    private final Map<NodeCounter, Counter> counters = new EnumMap<>(NodeCounter.class);
    private final Counter[] buckets = new Counter[ApplyTimes.BUCKETS];
    private final EngineFigures figures = new EngineFigures();
    private final ApplyTimes applyTimes = new ApplyTimes();
    private final RejectCounters rejects;

    /**
     * Allocates them.
     *
     * @param aeron    the service's client
     * @param memberId of the node
     */
    public NodeCounters(Aeron aeron, int memberId) {
        for (NodeCounter counter : NodeCounter.values()) {
            if (!counter.isOneOfMany()) {
                counters.put(counter, allocate(aeron, counter, memberId, 0, ""));
                set(counter, NodeCounter.UNKNOWN);
            }
        }
        for (int bucket = 0; bucket < buckets.length; bucket++) {
            String bound = bucket == buckets.length - 1 ? "longer" : "to " + ApplyTimes.boundNs(bucket) + " ns";
            buckets[bucket] = allocate(aeron, NodeCounter.APPLY_TIME, memberId, bucket, bound);
        }
        rejects = new RejectCounters(aeron, memberId, figures.rejects.length);
    }

    /** How long messages take; written to the counters by {@link #publish}. */
    public ApplyTimes applyTimes() {
        return applyTimes;
    }

    /**
     * Sets one.
     *
     * @param counter that there is one of
     * @param value   that it shows from now on
     */
    public void set(NodeCounter counter, long value) {
        counters.get(counter).setRelease(value);
    }

    /**
     * Sets all that the engine says about itself, and the times of messages.
     *
     * @param engine that is asked, and not changed
     */
    public void publish(ExchangeEngine engine) {
        figures.read(engine);
        set(NodeCounter.EVENT_SEQUENCE, figures.eventSeq);
        set(NodeCounter.DUPLICATES, figures.duplicates);
        set(NodeCounter.RING_BYTES, figures.ringBytes);
        set(NodeCounter.RING_BYTES_BOUND, figures.ringBytesBound);
        set(NodeCounter.SESSIONS, figures.sessions);
        set(NodeCounter.BOOKS, figures.books);
        set(NodeCounter.LIVE_ORDERS, figures.liveOrders);
        set(NodeCounter.PENDING_WORK, figures.pendingWork);
        rejects.publish(figures.rejects);

        set(NodeCounter.COMMANDS, applyTimes.messages());
        set(NodeCounter.APPLY_TIME_SUM, applyTimes.sumNs());
        set(NodeCounter.APPLY_TIME_MAX, applyTimes.greatestNs());
        for (int bucket = 0; bucket < buckets.length; bucket++) {
            buckets[bucket].setRelease(applyTimes.count(bucket));
        }
    }

    private static Counter allocate(Aeron aeron, NodeCounter counter, int memberId, int detail, String detailText) {
        UnsafeBuffer key = new UnsafeBuffer(new byte[NodeCounter.KEY_LENGTH]);
        NodeCounter.putKey(key, memberId, detail);
        byte[] label = counter.label(memberId, detailText).getBytes(StandardCharsets.US_ASCII);
        return aeron.addCounter(
                counter.typeId(), key, 0, NodeCounter.KEY_LENGTH, new UnsafeBuffer(label), 0, label.length);
    }
}
