package org.tallystick.node.metrics;

import io.aeron.AeronCounters;
import io.aeron.cluster.ElectionState;
import java.util.concurrent.TimeUnit;
import org.tallystick.node.counters.CounterValues;
import org.tallystick.node.counters.NodeCounter;

/**
 * Whether a node takes part in its cluster: it leads or follows, no election is under way, it applies the log, and is not
 * far behind what it knows to be committed.
 */
final class Readiness {
    /** Most log that may be committed and not applied: some 20,000 orders. */
    static final long MAX_LAG_BYTES = 4 << 20;

    /** Longest time between two firings of the timer, of which there are ten a second. */
    static final long MAX_SILENCE_NS = TimeUnit.SECONDS.toNanos(2);

    private Readiness() {}

    /**
     * What keeps a node from taking part.
     *
     * @param values of its counters, null where its parts have not started
     * @param nowNs  {@link System#nanoTime}
     * @return null where nothing does, else one line
     */
    static String obstacle(CounterValues values, long nowNs) {
        if (values == null) {
            return "starting";
        }
        long state = values.ofAeron(AeronCounters.CLUSTER_ELECTION_STATE_TYPE_ID);
        if (state == NodeCounter.UNKNOWN) {
            return "starting";
        }
        if (state != ElectionState.CLOSED.code()) {
            return "in election, " + stateName(state);
        }
        long firedNs = values.get(NodeCounter.TIMER_FIRED);
        if (firedNs == NodeCounter.UNKNOWN) {
            return "nothing of the log is applied yet";
        }
        if (nowNs - firedNs > MAX_SILENCE_NS) {
            return "nothing of the log was applied for " + TimeUnit.NANOSECONDS.toMillis(nowNs - firedNs) + " ms";
        }
        long lag = values.get(NodeCounter.LOG_LAG);
        if (lag > MAX_LAG_BYTES) {
            return "behind: " + lag + " bytes of log are committed and not applied, more than " + MAX_LAG_BYTES;
        }
        return null;
    }

    private static String stateName(long code) {
        for (ElectionState state : ElectionState.values()) {
            if (state.code() == code) {
                return state.name();
            }
        }
        return "state " + code;
    }
}
