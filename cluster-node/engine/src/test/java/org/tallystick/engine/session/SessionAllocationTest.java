package org.tallystick.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.tallystick.codecs.types.CancelOnDisconnect;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.engine.EgressSink;

/** Messages and reports cost no allocation once the rings have grown, and idle sessions next to no memory. */
class SessionAllocationTest {
    private static final int ROUNDS = 10;
    private static final int MESSAGES = 50_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Takes everything and keeps nothing. */
    private static final class SilentEgress implements EgressSink {
        private long calls;

        @Override
        public void onReply(long connectionId, DirectBuffer buffer, int offset, int length) {
            calls++;
        }

        @Override
        public void onReportsReady(int sessionId) {
            calls++;
        }

        @Override
        public void onSendFrom(int sessionId, long connectionId, long fromReportSeq) {
            calls++;
        }

        @Override
        public void onDetached(int sessionId) {
            calls++;
        }
    }

    private final SilentEgress egress = new SilentEgress();
    private final UnsafeBuffer report = new UnsafeBuffer(new byte[180]);
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);

    private Sessions sessions(int count) {
        Participants participants = new Participants(10);
        participants.defineOperator("operator");
        Connections connections = new Connections();
        UnsafeBuffer principal = new UnsafeBuffer("operator".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        connections.open(1, principal, 0, principal.capacity());
        RingBudget budget = new RingBudget(256 << 10, 256 << 20, count);
        Journal journal = new Journal();
        Sessions sessions = new Sessions(
                count,
                budget,
                participants,
                connections,
                journal,
                new SessionReplies(egress),
                egress,
                new PatienceClock(ClockMode.LOG, () -> 0),
                journal);
        for (int id = 1; id <= count; id++) {
            sessions.negotiate(1, 1, 7, "operator", "s" + id);
            sessions.establish(1, id, 1, 7, 1, CancelOnDisconnect.NEVER, 0);
        }
        return sessions;
    }

    @Test
    void shouldAllocateNothingInTheSteadyState() {
        Sessions sessions = sessions(2);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            run(sessions);
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
        assertEquals(ROUNDS * MESSAGES + 1L, sessions.get(1).nextClientSeq());
        assertTrue(egress.calls > 0);
    }

    private void run(Sessions sessions) {
        for (int i = 0; i < MESSAGES; i++) {
            long seq = sessions.get(1).nextClientSeq();
            sessions.accept(1, 1, 7, seq, 20);
            sessions.accept(1, 1, 7, seq, 20);
            sessions.sequence(1, 1, 7, seq + 3);
            sessions.appendReport(1, report, 0, 100 + i % 80);
            sessions.pollReport(1, sessions.nextReportSeq(1) - 1, view);
            sessions.retransmitRequest(1, 1, 7, sessions.oldestReportSeq(1));
        }
    }

    @Test
    void shouldKeepIdleSessionsSmall() {
        sessions(100);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        sessions(10_000);
        long each = (THREADS.getCurrentThreadAllocatedBytes() - before) / 10_000;
        assertTrue(each < 4096, each + " bytes allocated for an idle session, its creation and the journal included");
    }
}
