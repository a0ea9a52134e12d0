package org.tallystick.node;

import io.aeron.archive.status.RecordingPos;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.status.CountersReader;
import org.tallystick.codecs.HighWaterMark;
import org.tallystick.engine.ExchangeEngine;

/**
 * Finds, on the service's thread, places of the log that are worth noting. What the service has applied is committed; a
 * place is handed on once the node's archive has recorded the log and the events up to it.
 */
final class HighWaterMarkSampler {
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long INTERVAL_BYTES = 16 << 20;

    private final NodeStorage storage;
    private final CountersReader counters;
    private final ExchangeEngine engine;
    private final EventPublication events;
    private long leadershipTermId = -1;
    private int logSessionId;
    private int logCounterId = CountersReader.NULL_COUNTER_ID;
    private long logRecordingId;
    private HighWaterMark pending;
    private long lastNs;
    private long lastLogPosition;

    HighWaterMarkSampler(NodeStorage storage, CountersReader counters, ExchangeEngine engine, EventPublication events) {
        this.storage = storage;
        this.counters = counters;
        this.engine = engine;
        this.events = events;
        HighWaterMark before = storage.mark();
        lastLogPosition = before == null ? 0 : before.logPosition();
        lastNs = System.nanoTime() - INTERVAL_NS;
    }

    /** A leader's term begins in the log: its log has this session id, here and in the recording. */
    void onNewTerm(long termId, int sessionId) {
        leadershipTermId = termId;
        logSessionId = sessionId;
        logCounterId = CountersReader.NULL_COUNTER_ID;
    }

    /** Takes a sample where it is time, and hands on one that is recorded. */
    void onTimer(long logPosition) {
        long nowNs = System.nanoTime();
        boolean isDue = nowNs - lastNs >= INTERVAL_NS || logPosition - lastLogPosition >= INTERVAL_BYTES;
        if (pending == null && isDue) {
            sample(logPosition, nowNs);
        }
        handOn();
    }

    /** The service ends in order: the last place is noted if it is recorded. */
    void onEnd(long logPosition) {
        sample(logPosition, System.nanoTime());
        handOn();
    }

    private void sample(long logPosition, long nowNs) {
        if (logPosition <= lastLogPosition || !events.isBeyondRecorded()) {
            return;
        }
        long clusterId = engine.venue().genesis().clusterId();
        storage.checkCluster(clusterId);
        Instant now = Instant.now();
        pending = new HighWaterMark(
                clusterId,
                storage.memberId(),
                storage.isSynced(),
                logPosition,
                leadershipTermId,
                -1,
                events.position(),
                engine.eventSeq(),
                engine.runningHash(),
                TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano());
        lastNs = nowNs;
        lastLogPosition = logPosition;
    }

    private void handOn() {
        if (pending != null
                && recordedLogPosition() >= pending.logPosition()
                && events.recordedPosition() >= pending.eventPosition()) {
            storage.note(pending);
            pending = null;
        }
    }

    /** How far this node's archive has the log; -1 while it does not record it, as in a replay. */
    private long recordedLogPosition() {
        if (logCounterId == CountersReader.NULL_COUNTER_ID) {
            logCounterId = RecordingPos.findCounterIdBySession(
                    counters, logSessionId, events.archive().archiveId());
            if (logCounterId == CountersReader.NULL_COUNTER_ID) {
                return -1;
            }
            logRecordingId = RecordingPos.getRecordingId(counters, logCounterId);
        }
        if (!RecordingPos.isActive(counters, logCounterId, logRecordingId)) {
            logCounterId = CountersReader.NULL_COUNTER_ID;
            return -1;
        }
        return counters.getCounterValue(logCounterId);
    }
}
