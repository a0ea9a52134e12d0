package org.tallystick.engine;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tallystick.codecs.CommandValidator.ABSENT;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

/** From command bytes to frames and reports, the engine allocates nothing once it has grown to its work. */
class EngineAllocationTest {
    private static final int ROUNDS = 10;
    private static final int CYCLES = 2_000;
    private static final int CLIENT_SEQ_OFFSET = 16;
    private static final int TRANSACT_TIME_OFFSET = 24;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Takes everything and keeps nothing. */
    private static final class Silence implements FrameSink, EgressSink {
        private long frames;
        private long reports;

        @Override
        public void onFrame(DirectBuffer buffer, int offset, int length) {
            frames++;
        }

        @Override
        public void onReply(long connectionId, DirectBuffer buffer, int offset, int length) {}

        @Override
        public void onReportsReady(int sessionId) {
            reports++;
        }

        @Override
        public void onSendFrom(int sessionId, long connectionId, long fromReportSeq) {}

        @Override
        public void onDetached(int sessionId) {}
    }

    private final Silence sink = new Silence();
    private final ExchangeEngine engine = new ExchangeEngine(sink, sink, 3);
    private long clientSeq;
    private long timeNs;
    private long position = 1 << 20;

    /** What leaves the books as they were: every kind of command, and of what can follow from it. */
    private static List<UnsafeBuffer> cycle(EngineFixture log) {
        int first = log.messages.size();
        log.order(1000, Side.BUY, 1001, 10, TimeInForce.DAY)
                .order(1001, Side.BUY, 2_000_001, 10, TimeInForce.GTC)
                .replace(1, 1, 1000, 1002, 1003, 12)
                .replace(1, 1, 1002, ABSENT, 1003, 8)
                .reduce(1, 1, 1002, 3)
                .status(1, 1, 1002, ABSENT)
                .order(1003, Side.SELL, 1003, 4, TimeInForce.IOC)
                .order(1004, Side.SELL, ABSENT, 1, TimeInForce.DAY)
                .order(1005, Side.SELL, 1003, 100, TimeInForce.FOK)
                .order(1006, Side.BUY, -5, 1, TimeInForce.DAY)
                .cancel(1, 1, 77)
                .indicative(2)
                .uncross(2, ABSENT)
                .order(1, 2, 1007, Side.BUY, 1000, 10, TimeInForce.DAY)
                .order(1, 2, 1008, Side.SELL, 1000, 10, TimeInForce.DAY)
                .uncross(2, 1000)
                .cancel(1, 1, 1001)
                .cancel(1, 1, 1002)
                .sequence(5);
        return new ArrayList<>(log.messages.subList(first, log.messages.size()).stream()
                .map(UnsafeBuffer::new)
                .toList());
    }

    @ParameterizedTest
    @EnumSource(
            value = ClockMode.class,
            names = {"LOG", "FLOW"})
    void shouldAllocateNothingInTheSteadyState(ClockMode clockMode) {
        EngineFixture log = new EngineFixture(clockMode).open();
        log.instrument(2, "XYZ").phase(2, TradingPhase.OPENING_AUCTION);
        for (int i = 0; i < 50; i++) {
            log.order(1, 1, 1 + i, Side.BUY, 900 - i, 10, TimeInForce.GTC);
        }
        log.log.forEach(input -> input.apply(engine));
        clientSeq = log.operator.clientSeq;
        timeNs = log.timeNs;
        UnsafeBuffer[] cycle = cycle(log).toArray(new UnsafeBuffer[0]);
        long orders = engine.venue().exchange().openOrders();

        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            run(cycle);
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
        assertEquals(orders, engine.venue().exchange().openOrders());
        assertTrue(sink.frames > (long) ROUNDS * CYCLES * 10, "commands were applied");
        assertTrue(sink.reports > (long) ROUNDS * CYCLES * 10, "and reported");
    }

    private void run(UnsafeBuffer[] cycle) {
        for (int i = 0; i < CYCLES; i++) {
            for (int j = 0; j < cycle.length; j++) {
                UnsafeBuffer message = cycle[j];
                timeNs += 1000;
                if (j < cycle.length - 1) {
                    message.putLong(CLIENT_SEQ_OFFSET, ++clientSeq, LITTLE_ENDIAN);
                    message.putLong(TRANSACT_TIME_OFFSET, timeNs, LITTLE_ENDIAN);
                }
                send(message);
            }
            send(cycle[0]);
            engine.onTimer(timeNs, position);
        }
    }

    private void send(UnsafeBuffer message) {
        engine.onCommand(EngineFixture.CONNECTION, timeNs, position += 64, message, 0, message.capacity());
    }
}
