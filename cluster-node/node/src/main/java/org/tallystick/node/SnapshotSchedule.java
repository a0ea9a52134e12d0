package org.tallystick.node;

import java.util.concurrent.TimeUnit;

/** Asks for a snapshot when the last is too old, or too much log has come since. The leader's matter. */
final class SnapshotSchedule {
    private static final long CHECK_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final long intervalNs;
    private final long logLength;
    private final ExchangeNode node;
    private long checkedNs;
    private long lastNs;
    private long lastPosition;
    private long snapshots;

    /**
     * @param lastPosition of the log at the last snapshot before the start, 0 without one
     * @param nowNs        of the system's ticks
     */
    SnapshotSchedule(NodeConfig.Snapshots policy, ExchangeNode node, long lastPosition, long nowNs) {
        this.intervalNs = policy.interval().toNanos();
        this.logLength = policy.logLength();
        this.node = node;
        this.lastPosition = lastPosition;
        this.lastNs = nowNs;
        this.checkedNs = nowNs;
    }

    /** Looks whether one is due, ten times a second. */
    void poll(long nowNs) {
        if (nowNs - checkedNs < CHECK_INTERVAL_NS) {
            return;
        }
        checkedNs = nowNs;
        long taken = node.snapshots();
        long position = node.commitPosition();
        if (taken != snapshots) {
            snapshots = taken;
            lastNs = nowNs;
            lastPosition = position;
        }
        boolean isOld = intervalNs > 0 && nowNs - lastNs >= intervalNs;
        boolean isLong = logLength > 0 && position - lastPosition >= logLength;
        if ((isOld || isLong) && node.isLeader()) {
            node.requestSnapshot();
        }
    }
}
