package org.tallystick.engine.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.engine.EgressSink;
import org.tallystick.engine.ExchangeEngine;
import org.tallystick.engine.FrameSink;
import org.tallystick.engine.market.MarketInvariants;

/**
 * The whole engine, command bytes in and frames out, twice: one runs through; the other has another index seed and goes
 * on from snapshots. Both say the same to the byte, and what they say is read back.
 */
final class EngineUnderTest implements MarketUnderTest {
    private static final int STATE_INTERVAL = 50;
    private static final int SESSIONS = 3;

    /** The engine that went on from snapshots is another than the one that did not. */
    static final class SnapshotDifference extends AssertionError {
        private static final long serialVersionUID = 1;

        SnapshotDifference(String what) {
            super("does not hold: " + what);
        }
    }

    /** An engine with what it says. */
    private static final class Node implements FrameSink, EgressSink {
        private final List<byte[]> said = new ArrayList<>();
        private ExchangeEngine engine;

        Node(long indexSeed) {
            engine = new ExchangeEngine(this, this, indexSeed);
        }

        /** Goes on in another engine, from a snapshot of this one. */
        void restore(long indexSeed) {
            ExchangeEngine saved = engine;
            engine = new ExchangeEngine(this, this, indexSeed);
            boolean[] complete = {false};
            saved.writeSnapshot(
                    (buffer, offset, length) -> complete[0] = engine.loadSnapshotMessage(buffer, offset, length));
            require(complete[0], "a snapshot ends with its footer");
        }

        @Override
        public void onFrame(DirectBuffer buffer, int offset, int length) {
            byte[] frame = new byte[length];
            buffer.getBytes(offset, frame);
            said.add(frame);
        }

        @Override
        public void onReply(long connectionId, DirectBuffer buffer, int offset, int length) {}

        @Override
        public void onReportsReady(int sessionId) {}

        @Override
        public void onSendFrom(int sessionId, long connectionId, long fromReportSeq) {}

        @Override
        public void onDetached(int sessionId) {}
    }

    private final Node through = new Node(0);
    private final Node restored = new Node(-1);
    private final CommandBytes commands;
    private final FrameEvents events = new FrameEvents();
    private final UnsafeBuffer report = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer otherReport = new UnsafeBuffer(0, 0);
    private int asked;

    EngineUnderTest(MarketTerms terms) {
        commands = new CommandBytes(terms);
        commands.opening().forEach(this::apply);
        through.said.clear();
        restored.said.clear();
    }

    private void apply(CommandBytes.Input input) {
        input.apply(through.engine);
        input.apply(restored.engine);
    }

    @Override
    public List<Event> ask(Request request) {
        if (request instanceof Request.Restore restore) {
            restored.restore(restore.indexSeed());
            compareStates();
            return List.of();
        }
        apply(commands.of(request));
        require(through.said.size() == restored.said.size(), "number of frames");
        List<Event> happened = new ArrayList<>();
        for (int i = 0; i < through.said.size(); i++) {
            require(Arrays.equals(through.said.get(i), restored.said.get(i)), "frames are the same after a snapshot");
            events.read(through.said.get(i), happened);
        }
        through.said.clear();
        restored.said.clear();
        if (++asked % STATE_INTERVAL == 0) {
            compareStates();
        }
        return happened;
    }

    private void compareStates() {
        require(through.engine.stateHash() == restored.engine.stateHash(), "states are the same after a snapshot");
        require(through.engine.marketHash() == restored.engine.marketHash(), "markets are the same after a snapshot");
        for (int session = 1; session <= SESSIONS; session++) {
            compareReports(session);
        }
    }

    private void compareReports(int session) {
        long next = through.engine.nextReportSeq(session);
        require(next == restored.engine.nextReportSeq(session), "next report");
        long oldest = through.engine.oldestReportSeq(session);
        require(oldest == restored.engine.oldestReportSeq(session), "oldest report held");
        for (long seq = oldest; seq < next; seq++) {
            require(
                    through.engine.pollReport(session, seq, report)
                            && restored.engine.pollReport(session, seq, otherReport)
                            && report.equals(otherReport),
                    "reports are the same after a snapshot");
        }
    }

    @Override
    public boolean tellsAnswers() {
        return false;
    }

    @Override
    public void checkInvariants() {
        new MarketInvariants(restored.engine.venue().exchange()).check();
    }

    @Override
    public List<MarketView> view() {
        return ExchangeViews.view(restored.engine.venue().exchange(), restored.engine.orders());
    }

    /** Hash of the complete state. */
    long stateHash() {
        return through.engine.stateHash();
    }

    /** Running hash over all events. */
    long runningHash() {
        return through.engine.runningHash();
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new SnapshotDifference(what);
        }
    }
}
