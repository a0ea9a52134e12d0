package org.tallystick.node;

import io.aeron.Aeron;
import io.aeron.AeronCounters;
import io.aeron.cluster.service.ClusterCounters;
import org.agrona.concurrent.status.CountersReader;
import org.tallystick.engine.ExchangeEngine;
import org.tallystick.node.counters.ApplyTimes;
import org.tallystick.node.counters.NodeCounter;
import org.tallystick.node.counters.NodeCounters;

/**
 * What the service notes about itself: plain numbers with every message, written to counters when the timer fires. It
 * looks on only, and nothing that a client or another node can see depends on it.
 */
final class ServiceWatch {
    private static final long NOT_TIMED = Long.MIN_VALUE;

    private final CountersReader aeronCounters;
    private final NodeCounters counters;
    private final ApplyTimes applyTimes;
    private int commitPositionId = CountersReader.NULL_COUNTER_ID;
    private long otherInputs;
    private long timerGreatestNs;

    ServiceWatch(Aeron aeron, int memberId) {
        aeronCounters = aeron.countersReader();
        counters = new NodeCounters(aeron, memberId);
        applyTimes = counters.applyTimes();
    }

    /** A message comes; what it answers is handed to {@link #endMessage}. */
    long beginMessage() {
        return applyTimes.isNextTimed() ? System.nanoTime() : NOT_TIMED;
    }

    void endMessage(long began) {
        if (began != NOT_TIMED) {
            applyTimes.record(System.nanoTime() - began);
        }
    }

    /** A connection was opened or closed. */
    void onConnection() {
        otherInputs++;
    }

    /** The timer fired, and all that it causes is done; in the callback of the timer. */
    void onTimer(
            long beganNs, long logPosition, int connections, ExchangeEngine engine, Egress egress, long recordingLag) {
        otherInputs++;
        counters.publish(engine);
        counters.set(NodeCounter.LOG_POSITION, logPosition);
        counters.set(NodeCounter.LOG_LAG, Math.max(0, commitPosition() - logPosition));
        counters.set(NodeCounter.EVENT_RECORDING_LAG, Math.max(0, recordingLag));
        counters.set(NodeCounter.TRANSACTIONS, applyTimes.messages() + otherInputs);
        counters.set(NodeCounter.CONNECTIONS, connections);
        counters.set(NodeCounter.SESSIONS_ATTACHED, egress.attached());
        counters.set(NodeCounter.SESSIONS_BLOCKED, egress.blocked());
        counters.set(NodeCounter.SESSIONS_SKIPPED, egress.skipped());

        long nowNs = System.nanoTime();
        timerGreatestNs = Math.max(timerGreatestNs, nowNs - beganNs);
        counters.set(NodeCounter.TIMER_TIME_MAX, timerGreatestNs);
        counters.set(NodeCounter.TIMER_FIRED, nowNs);
    }

    void onLeadership(long termId, int leaderMemberId) {
        counters.set(NodeCounter.LEADER, leaderMemberId);
        counters.set(NodeCounter.LEADERSHIP_TERM, termId);
    }

    /** A snapshot was taken. */
    void onSnapshot(long beganNs, long logPosition, long bytes) {
        counters.set(NodeCounter.SNAPSHOT_DURATION, System.nanoTime() - beganNs);
        counters.set(NodeCounter.SNAPSHOT_BYTES, bytes);
        counters.set(NodeCounter.SNAPSHOT_LOG_POSITION, logPosition);
        counters.set(NodeCounter.SNAPSHOT_TIME, System.currentTimeMillis());
    }

    /** The engine's state was read from a snapshot. */
    void onSnapshotLoaded(long beganNs, long logPosition) {
        counters.set(NodeCounter.SNAPSHOT_LOAD_DURATION, System.nanoTime() - beganNs);
        counters.set(NodeCounter.SNAPSHOT_LOG_POSITION, logPosition);
    }

    /** The consensus module's counter, which may come after the service. */
    private long commitPosition() {
        if (commitPositionId == CountersReader.NULL_COUNTER_ID) {
            commitPositionId = ClusterCounters.find(
                    aeronCounters, AeronCounters.CLUSTER_COMMIT_POSITION_TYPE_ID, NodeContexts.CLUSTER_ID);
        }
        return commitPositionId == CountersReader.NULL_COUNTER_ID ? 0 : aeronCounters.getCounterValue(commitPositionId);
    }
}
