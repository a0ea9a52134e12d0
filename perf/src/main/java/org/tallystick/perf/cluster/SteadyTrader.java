package org.tallystick.perf.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.tallystick.client.ExchangeSession;
import org.tallystick.client.SessionListener;
import org.tallystick.codecs.entry.BusinessMessageRejectDecoder;
import org.tallystick.codecs.entry.ExecutionReportDecoder;
import org.tallystick.codecs.types.ExecType;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TerminationReason;
import org.tallystick.codecs.types.TimeInForce;

/**
 * Sends orders at a steady rate, times each from when it was to be sent until it is acknowledged, and holds every
 * acknowledgement against what was sent: each once, in order.
 */
final class SteadyTrader implements SessionListener {
    private static final int DIGITS = 3;
    private static final int MAX_DOUBTS = 10;
    /** Of all its orders. */
    static final long PRICE = 1_000;

    /** Orders whose times are kept; more are never without an answer. */
    private static final int KEPT = 1 << 16;

    /** Orders sent between two looks at what has come. */
    private static final int BURST = 32;

    private final int instrumentId;
    private final Side[] sides;
    private final long ratePerSecond;
    private final long[] intendedNs = new long[KEPT];
    private final List<String> doubts = new ArrayList<>();
    private Histogram times = new Histogram(DIGITS);
    private MarketClient client;
    private long sent;
    private long acknowledged;
    private long beganAt;
    private long beganNs;
    private long markNs;
    private long afterMarkNs;
    private long lastAnswerNs;
    private long longestGapNs;

    /**
     * Prepares to trade.
     *
     * @param instrumentId  that is traded
     * @param ratePerSecond orders a second
     * @param sides         of the orders, in turn
     */
    SteadyTrader(int instrumentId, long ratePerSecond, Side... sides) {
        this.instrumentId = instrumentId;
        this.ratePerSecond = ratePerSecond;
        this.sides = sides;
    }

    /** Begins, or goes on after a break: the next order is due now. */
    void begin(MarketClient through) {
        client = through;
        beganAt = sent;
        beganNs = System.nanoTime();
        lastAnswerNs = beganNs;
        longestGapNs = 0;
    }

    /** Trades for some time. */
    void trade(long durationNs) {
        long untilNs = System.nanoTime() + durationNs;
        while (System.nanoTime() - untilNs < 0) {
            step();
        }
    }

    /** Sends what is due, as far as the exchange takes it, and reads what has come. */
    void step() {
        for (int i = 0; i < BURST; i++) {
            long dueNs = beganNs + (sent - beganAt) * TimeUnit.SECONDS.toNanos(1) / ratePerSecond;
            if (System.nanoTime() - dueNs < 0 || !send(dueNs)) {
                break;
            }
        }
        client.poll();
    }

    private boolean send(long dueNs) {
        ExchangeSession session = client.session();
        long number = sent + 1;
        Side side = sides[(int) (number % sides.length)];
        long result = session.newOrder(
                MarketClient.ACCOUNT, number, instrumentId, side, OrdType.LIMIT, TimeInForce.GTC, PRICE, 1, 0);
        if (result < 0) {
            return false;
        }
        sent = number;
        intendedNs[(int) number & KEPT - 1] = dueNs;
        return true;
    }

    /** From now on the first acknowledgement of an order that is due from this moment on is looked for. */
    void mark(long atNs) {
        markNs = atNs;
        afterMarkNs = 0;
    }

    /** When that acknowledgement came, 0 before. */
    long afterMarkNs() {
        return afterMarkNs;
    }

    /** Forgets the longest time without an acknowledgement. */
    void forgetGap() {
        longestGapNs = 0;
    }

    /** Longest time without an acknowledgement since the beginning, or since it was forgotten; the present one counts. */
    long longestGapNs() {
        return Math.max(longestGapNs, System.nanoTime() - lastAnswerNs);
    }

    /** The times so far, from when an order was due to its acknowledgement; they begin anew. */
    Histogram takeTimes() {
        Histogram taken = times;
        times = new Histogram(DIGITS);
        return taken;
    }

    long sent() {
        return sent;
    }

    long acknowledged() {
        return acknowledged;
    }

    /** What was not as it must be; to be asked when everything is answered. */
    List<String> doubts() {
        if (sent != acknowledged) {
            doubt(sent + " orders were sent, the last acknowledged is number " + acknowledged);
        }
        return List.copyOf(doubts);
    }

    @Override
    public void onExecutionReport(ExecutionReportDecoder report) {
        if (report.execType() == ExecType.REJECTED) {
            doubt("order " + report.clOrdId() + " was rejected");
        } else if (report.execType() == ExecType.NEW) {
            onAcknowledged(report.clOrdId());
        }
    }

    private void onAcknowledged(long number) {
        long nowNs = System.nanoTime();
        if (number != acknowledged + 1) {
            doubt("order " + number + " was acknowledged after order " + acknowledged);
        }
        acknowledged = number;
        long dueNs = intendedNs[(int) number & KEPT - 1];
        times.recordValue(Math.max(0, nowNs - dueNs));
        longestGapNs = Math.max(longestGapNs, nowNs - lastAnswerNs);
        lastAnswerNs = nowNs;
        if (markNs != 0 && afterMarkNs == 0 && dueNs - markNs >= 0) {
            afterMarkNs = nowNs;
        }
    }

    @Override
    public void onBusinessMessageReject(BusinessMessageRejectDecoder reject) {
        doubt("an order was refused: " + reject.reason());
    }

    @Override
    public void onRefused(RejectReason reason) {
        doubt("the session was refused: " + reason);
    }

    @Override
    public void onTerminated(TerminationReason reason) {
        doubt("the session has ended: " + reason);
    }

    @Override
    public void onReportsLost(long fromReportSeq, long nextReportSeq) {
        doubt("reports " + fromReportSeq + " to " + (nextReportSeq - 1) + " are lost");
    }

    private void doubt(String text) {
        if (doubts.size() < MAX_DOUBTS) {
            doubts.add(text);
        }
    }
}
