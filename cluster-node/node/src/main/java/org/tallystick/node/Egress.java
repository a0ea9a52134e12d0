package org.tallystick.node;

import io.aeron.cluster.service.ClientSession;
import io.aeron.cluster.service.Cluster;
import io.aeron.logbuffer.BufferClaim;
import java.util.ArrayDeque;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.engine.EgressSink;
import org.tallystick.engine.ExchangeEngine;

/**
 * Sends what the engine says to connections. It knows where each attached session's sending stands, which is no part of
 * the replicated state: whatever is lost here is asked for again and read from the session's ring. A session that
 * cannot take more is passed over and tried again later, at the next timer at the latest, so a slow client holds up nobody.
 */
final class Egress implements EgressSink {
    /** Reports sent in the callback of a message, at most: it must stay short. */
    private static final int MESSAGE_BUDGET = 256;

    /** Reports sent in the callback of the timer, at most. */
    private static final int TIMER_BUDGET = 16 * 1024;

    /** Blocked sessions that the callback of a message tries again. */
    private static final int BLOCKED_TRIED = 2;

    private static final int OFFER_ATTEMPTS = 3;

    private final Cluster cluster;
    private final Int2ObjectHashMap<Cursor> cursors = new Int2ObjectHashMap<>();
    private final ArrayDeque<Cursor> ready = new ArrayDeque<>();
    private final ArrayDeque<Cursor> blocked = new ArrayDeque<>();
    private final BufferClaim claim = new BufferClaim();
    private final UnsafeBuffer report = new UnsafeBuffer(0, 0);
    private ExchangeEngine engine;
    private long skipped;

    Egress(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Names the engine whose rings are read. */
    void engine(ExchangeEngine engine) {
        this.engine = engine;
    }

    @Override
    public void onReply(long connectionId, DirectBuffer buffer, int offset, int length) {
        ClientSession connection = cluster.getClientSession(connectionId);
        if (connection != null) {
            send(connection, buffer, offset, length);
        }
    }

    @Override
    public void onReportsReady(int sessionId) {
        Cursor cursor = cursors.get(sessionId);
        if (cursor != null && !cursor.isQueued) {
            cursor.isQueued = true;
            ready.addLast(cursor);
        }
    }

    @Override
    public void onSendFrom(int sessionId, long connectionId, long fromReportSeq) {
        Cursor cursor = cursors.get(sessionId);
        if (cursor == null) {
            cursor = new Cursor(sessionId);
            cursors.put(sessionId, cursor);
        }
        cursor.connectionId = connectionId;
        cursor.nextReportSeq = fromReportSeq;
        onReportsReady(sessionId);
    }

    @Override
    public void onDetached(int sessionId) {
        Cursor cursor = cursors.remove(sessionId);
        if (cursor != null) {
            cursor.isDetached = true;
        }
    }

    /** Sends what is ready, and tries the longest blocked; at the end of every message. */
    void drain() {
        for (int i = Math.min(BLOCKED_TRIED, blocked.size()); i > 0; i--) {
            ready.addLast(blocked.pollFirst());
        }
        if (!ready.isEmpty()) {
            drain(MESSAGE_BUDGET);
        }
    }

    /** Sends what is ready and what was blocked; at the end of every firing of the timer. */
    void drainAll() {
        ready.addAll(blocked);
        blocked.clear();
        drain(TIMER_BUDGET);
    }

    /** Sessions that a connection has. */
    int attached() {
        return cursors.size();
    }

    /** Sessions that cannot take more at the moment. */
    int blocked() {
        return blocked.size();
    }

    /** Times that a session could not take more and was passed over. */
    long skipped() {
        return skipped;
    }

    private void drain(int budget) {
        int left = budget;
        Cursor cursor;
        while (left > 0 && (cursor = ready.pollFirst()) != null) {
            left = drain(cursor, left);
        }
    }

    /** Sends the reports of one session; returns what is left of the budget. */
    private int drain(Cursor cursor, int budget) {
        ClientSession connection = cursor.isDetached ? null : cluster.getClientSession(cursor.connectionId);
        if (connection == null) {
            cursor.isQueued = false;
            return budget;
        }
        int left = budget;
        // What the ring has evicted is gone: the numbers jump, and the client asks.
        cursor.nextReportSeq = Math.max(cursor.nextReportSeq, engine.oldestReportSeq(cursor.sessionId));
        while (engine.pollReport(cursor.sessionId, cursor.nextReportSeq, report)) {
            if (left == 0) {
                ready.addLast(cursor);
                return 0;
            }
            if (!send(connection, report, 0, report.capacity())) {
                blocked.addLast(cursor);
                skipped++;
                return left;
            }
            cursor.nextReportSeq++;
            left--;
        }
        cursor.isQueued = false;
        return left;
    }

    /** On a node that does not lead, and while the log is replayed, Aeron pretends: then everything counts as sent. */
    private boolean send(ClientSession connection, DirectBuffer buffer, int offset, int length) {
        for (int i = 0; i < OFFER_ATTEMPTS; i++) {
            long result = connection.tryClaim(length, claim);
            if (result == ClientSession.MOCKED_OFFER) {
                return true;
            }
            if (result > 0) {
                claim.buffer().putBytes(claim.offset() + claim.length() - length, buffer, offset, length);
                claim.commit();
                return true;
            }
        }
        return false;
    }

    private static final class Cursor {
        private final int sessionId;
        private long connectionId;
        private long nextReportSeq;
        private boolean isQueued;
        private boolean isDetached;

        private Cursor(int sessionId) {
            this.sessionId = sessionId;
        }
    }
}
