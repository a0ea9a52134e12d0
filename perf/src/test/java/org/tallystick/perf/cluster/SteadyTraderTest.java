package org.tallystick.perf.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.tallystick.codecs.entry.ExecutionReportDecoder;
import org.tallystick.codecs.entry.ExecutionReportEncoder;
import org.tallystick.codecs.entry.MessageHeaderDecoder;
import org.tallystick.codecs.entry.MessageHeaderEncoder;
import org.tallystick.codecs.types.ExecType;
import org.tallystick.codecs.types.Side;

/** What the benchmarks would notice: an order that is lost, acknowledged twice, out of order, or rejected. */
class SteadyTraderTest {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1024]);
    private final SteadyTrader trader = new SteadyTrader(1, 1_000, Side.BUY);

    @Test
    void shouldDoubtWhatWasNotSent() {
        report(ExecType.NEW, 1);

        assertEquals(List.of("0 orders were sent, the last acknowledged is number 1"), trader.doubts());
    }

    @Test
    void shouldNoticeAnOrderThatIsMissing() {
        report(ExecType.NEW, 1);
        report(ExecType.NEW, 3);

        assertTrue(trader.doubts().contains("order 3 was acknowledged after order 1"), () -> "" + trader.doubts());
    }

    @Test
    void shouldNoticeAnOrderThatIsAcknowledgedTwice() {
        report(ExecType.NEW, 1);
        report(ExecType.NEW, 1);

        assertTrue(trader.doubts().contains("order 1 was acknowledged after order 1"), () -> "" + trader.doubts());
    }

    @Test
    void shouldNoticeARejection() {
        report(ExecType.REJECTED, 1);

        assertTrue(trader.doubts().contains("order 1 was rejected"), () -> "" + trader.doubts());
    }

    @Test
    void shouldTakeTheMiddleOfAnOddNumberOfReadings() {
        assertEquals(new Medians(1, 5, 9), Medians.of(9, 1, 5));
    }

    private void report(ExecType type, long clOrdId) {
        new ExecutionReportEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .clOrdId(clOrdId)
                .execType(type);
        trader.onExecutionReport(
                new ExecutionReportDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder()));
    }
}
