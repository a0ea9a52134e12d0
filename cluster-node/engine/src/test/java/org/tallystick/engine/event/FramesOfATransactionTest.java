package org.tallystick.engine.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.tallystick.codecs.EventStreamFormat;
import org.tallystick.codecs.events.EventPrefixDecoder;
import org.tallystick.codecs.events.FrameHeaderDecoder;
import org.tallystick.codecs.types.AggressorSide;
import org.tallystick.codecs.types.CauseKind;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.engine.Genesis;
import org.tallystick.engine.Transaction;
import org.tallystick.engine.market.NewOrder;
import org.tallystick.engine.market.Orders;

/** How events become frames: headers, flags, numbers and the running hash. */
final class FramesOfATransactionTest {
    private static final int BLOCK_EVENT = 4 + 8 + 16;
    private static final int BLOCKS_PER_FRAME =
            (EventStreamFormat.MAX_FRAME_LENGTH - FrameWriter.EVENTS_OFFSET) / BLOCK_EVENT;

    private final Orders orders = new Orders();
    private final RecordedFrames recorded = new RecordedFrames();
    private final FrameEncoder encoder = new FrameEncoder(recorded, orders);

    private void transaction(int events) {
        Transaction transaction = new Transaction();
        transaction.begin(CauseKind.TIMER, 4096, 100, 200);
        encoder.begin(transaction);
        for (int i = 1; i <= events; i++) {
            encoder.blockEnded(i);
        }
        encoder.end();
    }

    @Test
    void shouldSayInTheHeaderWhatCausedTheEvents() {
        Transaction transaction = new Transaction();
        transaction.begin(CauseKind.COMMAND, 4096, 100, 200);
        encoder.begin(transaction);
        transaction.causedBy(7, 42);
        transaction.engineTimeNs(300);
        encoder.blockEnded(1);
        encoder.end();

        FrameHeaderDecoder header = recorded.header(0);
        assertEquals(EventStreamFormat.FORMAT, header.format());
        assertEquals(0, header.rulesVersion(), "no genesis yet");
        assertEquals(1, header.firstSeq());
        assertEquals(1, header.count());
        assertEquals(4096, header.logPosition());
        assertEquals(100, header.logTime());
        assertEquals(300, header.engineTime());
        assertEquals(CauseKind.COMMAND, header.causeKind());
        assertEquals(7, header.causeSessionId());
        assertEquals(42, header.causeClientSeq());
    }

    @Test
    void shouldLeaveOutTheSessionWhereNoneIsTheCause() {
        transaction(1);

        FrameHeaderDecoder header = recorded.header(0);
        assertEquals(CauseKind.TIMER, header.causeKind());
        assertEquals(FrameHeaderDecoder.causeSessionIdNullValue(), header.causeSessionId());
        assertEquals(FrameHeaderDecoder.causeClientSeqNullValue(), header.causeClientSeq());
    }

    @Test
    void shouldWriteNoFrameForATransactionWithoutEvents() {
        transaction(0);

        assertTrue(recorded.frames.isEmpty());
        assertEquals(0, encoder.eventSeq());
        assertEquals(0, encoder.runningHash());
    }

    @Test
    void shouldFillAFrameToTheLastEventThatFits() {
        transaction(BLOCKS_PER_FRAME);

        assertEquals(1, recorded.frames.size());
        assertEquals(BLOCKS_PER_FRAME, recorded.events(0).size());
        assertFlags(0, true, true);
    }

    @Test
    void shouldContinueALongTransactionInFurtherFrames() {
        transaction(2 * BLOCKS_PER_FRAME + 1);

        assertEquals(3, recorded.frames.size());
        assertFlags(0, true, false);
        assertFlags(1, false, false);
        assertFlags(2, false, true);
        assertEquals(1, recorded.header(0).firstSeq());
        assertEquals(BLOCKS_PER_FRAME + 1, recorded.header(1).firstSeq());
        assertEquals(2 * BLOCKS_PER_FRAME + 1, recorded.header(2).firstSeq());
        assertEquals(2 * BLOCKS_PER_FRAME + 1, recorded.allEvents().size());
        assertEquals(2 * BLOCKS_PER_FRAME + 1, encoder.eventSeq());
    }

    private void assertFlags(int frame, boolean first, boolean last) {
        assertEquals(first, recorded.header(frame).flags().firstOfTransaction());
        assertEquals(last, recorded.header(frame).flags().lastOfTransaction());
    }

    @Test
    void shouldChainTheFramesByTheirRunningHash() {
        transaction(3);
        transaction(2 * BLOCKS_PER_FRAME);
        transaction(0);
        transaction(1);

        XXHash64 hash = XXHashFactory.safeInstance().hash64();
        long running = 0;
        for (int i = 0; i < recorded.frames.size(); i++) {
            byte[] events = recorded.eventBytes(i);
            running = hash.hash(events, 0, events.length, running);
            assertEquals(running, recorded.header(i).runningHash(), "frame " + i);
        }
        assertEquals(4, recorded.frames.size());
        assertEquals(running, encoder.runningHash());
    }

    /** Also where the block's event opens a new frame within its transaction. */
    @Test
    void shouldStateInABlockTheHashBeforeItsFrame() {
        transaction(BLOCKS_PER_FRAME + 1);

        List<RecordedFrames.Event> events = recorded.allEvents();
        assertEquals(
                "BlockEnded block=" + BLOCKS_PER_FRAME + "|runningHash=0",
                events.get(BLOCKS_PER_FRAME - 1).text());
        assertEquals(
                "BlockEnded block=" + (BLOCKS_PER_FRAME + 1) + "|runningHash="
                        + recorded.header(0).runningHash(),
                events.get(BLOCKS_PER_FRAME).text());
    }

    @Test
    void shouldContinueFromASnapshot() {
        Genesis genesis = new Genesis(99, 1, 1, ClockMode.LOG, "OPS", 2, 3, 12, 4, 5, 6, 7, 8, 9, 10, 11);
        encoder.begin(timer());
        encoder.genesisApplied(genesis);
        encoder.end();
        RecordedFrames restored = new RecordedFrames();
        FrameEncoder other = new FrameEncoder(restored, orders);

        other.restore(encoder.eventSeq(), encoder.runningHash(), genesis.rulesVersion());
        assertEquals(encoder.eventSeq(), other.eventSeq());
        assertEquals(encoder.runningHash(), other.runningHash());
        for (FrameEncoder each : List.of(encoder, other)) {
            each.begin(timer());
            each.blockEnded(1);
            each.end();
        }

        assertEquals(Arrays.toString(recorded.frames.get(1)), Arrays.toString(restored.frames.get(0)));
    }

    private static Transaction timer() {
        Transaction transaction = new Transaction();
        transaction.begin(CauseKind.TIMER, 1, 2, 3);
        return transaction;
    }

    @Test
    void shouldRefuseEventsAndSnapshotsInTheWrongPlace() {
        assertThrows(IllegalStateException.class, () -> encoder.blockEnded(1));
        assertThrows(IllegalStateException.class, encoder::end);
        encoder.begin(timer());
        assertThrows(IllegalStateException.class, () -> encoder.begin(timer()));
        assertThrows(IllegalStateException.class, () -> encoder.restore(1, 2, 1));
    }

    @Test
    void shouldDescribeThePrefixInTheSchemaAsInTheConstants() {
        assertEquals(EventStreamFormat.EVENT_PREFIX_LENGTH, EventPrefixDecoder.BLOCK_LENGTH);
        assertEquals(EventStreamFormat.EVENT_LENGTH_OFFSET, EventPrefixDecoder.lengthEncodingOffset());
        assertEquals(EventStreamFormat.EVENT_TOPIC_OFFSET, EventPrefixDecoder.topicEncodingOffset());
    }

    /** Frames and reports together, over a million events. */
    @Test
    void shouldAllocateNothing() {
        int[] frames = new int[1];
        FrameEncoder frameEncoder = new FrameEncoder((buffer, offset, length) -> frames[0]++, orders);
        EventFanOut events = new EventFanOut(frameEncoder, new ReportEncoder(new Discard(), orders), reason -> {});
        Transaction transaction = timer();
        events.begin(transaction);
        Market market = new Market(orders, events);
        market.open();
        int[] handles = new int[2];
        market.limit(7, 100, Side.BUY, 10, 1000);
        market.limit(8, 200, Side.SELL, 10, 1005);
        market.exchange.forEachOrder(
                market.exchange.instruments().get(Market.INSTRUMENT),
                order -> handles[orders.side(order) == Side.BUY ? 0 : 1] = order);
        events.end();
        NewOrder request = new NewOrder();
        request.sessionId = 7;
        request.side = Side.BUY;
        request.ordType = OrdType.LIMIT;
        request.timeInForce = TimeInForce.DAY;

        run(events, transaction, request, handles, 20_000);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        run(events, transaction, request, handles, 250_000);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertEquals(4 + 4 * 270_000, frameEncoder.eventSeq());
        assertFalse(frames[0] == 0);
        assertTrue(allocated < 10_000, allocated + " bytes");
    }

    private static void run(EventFanOut events, Transaction transaction, NewOrder request, int[] handles, int times) {
        for (int i = 0; i < times; i++) {
            transaction.begin(CauseKind.COMMAND, i, i, i);
            transaction.causedBy(7, i);
            events.begin(transaction);
            events.orderAccepted(handles[0]);
            events.trade(i, 1000, 1, handles[0], handles[1], AggressorSide.BUY);
            events.orderReduced(handles[1], 1);
            events.orderRejected(request, RejectReason.PRICE_OFF_TICK);
            events.end();
        }
    }

    /** Takes reports and forgets them. */
    private static final class Discard implements ReportSink {
        private long next = 1;

        @Override
        public void append(int sessionId, DirectBuffer buffer, int offset, int length) {
            next++;
        }

        @Override
        public long nextReportSeq(int sessionId) {
            return next;
        }
    }
}
