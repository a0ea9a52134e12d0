package org.tallystick.perf.cluster;

import java.io.IOException;
import org.tallystick.client.ExchangeSession;
import org.tallystick.client.SessionListener;
import org.tallystick.codecs.entry.ExecutionReportDecoder;
import org.tallystick.codecs.types.ExecType;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;

/** Fills books with orders that rest: a spread apart, evenly over both sides of several instruments and many prices. */
final class RestingBook implements SessionListener {
    private static final int PRICES = 1_000;
    private static final long BEST_BID = 100_000;
    private static final long SPREAD = 10;

    /** A prime number, so that neighbours in time are no neighbours in price. */
    private static final long STRIDE = 617;

    /** Above all names of the orders that are traded meanwhile. */
    private static final long FIRST_NAME = 1L << 40;

    private static final long STEP = 1 << 12;

    private final int firstInstrument;
    private final int instruments;
    private long rejected;

    /** Rests orders in {@code instruments} books, from {@code firstInstrument} on. */
    RestingBook(int firstInstrument, int instruments) {
        this.firstInstrument = firstInstrument;
        this.instruments = instruments;
    }

    /** Sends so many orders as fast as they are taken, and waits until all are answered. */
    void fill(MarketClient client, long orders, BenchListener listener) throws IOException {
        for (long i = 0; i < orders; i++) {
            if (i % STEP == 0) {
                listener.onProgress("filling the books", "orders", i, orders);
            }
            long number = i;
            client.send(() -> order(client.session(), number));
        }
        client.awaitAnswers();
        if (rejected > 0) {
            throw new IOException(rejected + " of the orders that should rest were rejected");
        }
    }

    private long order(ExchangeSession session, long number) {
        int instrument = firstInstrument + (int) (number % instruments);
        long inBook = number / instruments;
        boolean isBid = inBook % 2 == 0;
        long away = inBook / 2 * STRIDE % PRICES;
        return session.newOrder(
                MarketClient.ACCOUNT,
                FIRST_NAME + number,
                instrument,
                isBid ? Side.BUY : Side.SELL,
                OrdType.LIMIT,
                TimeInForce.GTC,
                isBid ? BEST_BID - away : BEST_BID + SPREAD + away,
                100,
                0);
    }

    @Override
    public void onExecutionReport(ExecutionReportDecoder report) {
        if (report.execType() != ExecType.NEW) {
            rejected++;
        }
    }
}
