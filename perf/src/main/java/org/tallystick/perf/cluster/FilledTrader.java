package org.tallystick.perf.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.tallystick.client.ExchangeSession;
import org.tallystick.client.SessionListener;
import org.tallystick.codecs.entry.ExecutionReportDecoder;
import org.tallystick.codecs.types.ExecType;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TerminationReason;
import org.tallystick.codecs.types.TimeInForce;

/** Rests one great order that others fill, so that it hears of every trade; holds its reports against one another. */
final class FilledTrader implements SessionListener {
    private static final long NAME = 1L << 41;
    private static final long QUANTITY = 1_000_000_000_000L;

    private final List<String> doubts = new ArrayList<>();
    private long lastReportSeq;
    private long lastCumQty;
    private volatile long filled;
    private volatile long lost;

    /** Offers the great order and waits until it rests. */
    void offer(MarketClient client, int instrumentId, long price) throws IOException {
        ExchangeSession session = client.session();
        client.send(() -> session.newOrder(
                MarketClient.ACCOUNT,
                NAME,
                instrumentId,
                Side.SELL,
                OrdType.LIMIT,
                TimeInForce.GTC,
                price,
                QUANTITY,
                0));
        client.awaitAnswers();
    }

    @Override
    public void onExecutionReport(ExecutionReportDecoder report) {
        long reportSeq = report.header().reportSeq();
        if (lastReportSeq != 0 && reportSeq != lastReportSeq + 1) {
            doubts.add("report " + reportSeq + " came after report " + lastReportSeq);
        }
        lastReportSeq = reportSeq;
        if (report.execType() == ExecType.TRADE) {
            long cumQty = report.cumQty();
            if (lastCumQty != -1 && cumQty != lastCumQty + 1) {
                doubts.add("report " + reportSeq + " says " + cumQty + " were filled, the one before " + lastCumQty);
            }
            lastCumQty = cumQty;
            filled = cumQty;
        }
    }

    @Override
    public void onReportsLost(long fromReportSeq, long nextReportSeq) {
        lost += nextReportSeq - fromReportSeq;
        lastReportSeq = nextReportSeq - 1;
        lastCumQty = -1;
    }

    @Override
    public void onRefused(RejectReason reason) {
        doubts.add("the slow session was refused: " + reason);
    }

    @Override
    public void onTerminated(TerminationReason reason) {
        doubts.add("the slow session has ended: " + reason);
    }

    /** Quantity filled, as the last report says. */
    long filled() {
        return filled;
    }

    /** Reports that the exchange did not hold any more, and said so. */
    long lost() {
        return lost;
    }

    List<String> doubts() {
        return List.copyOf(doubts.subList(0, Math.min(10, doubts.size())));
    }
}
