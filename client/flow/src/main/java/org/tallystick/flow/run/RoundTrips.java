package org.tallystick.flow.run;

import org.HdrHistogram.Histogram;
import org.tallystick.client.SessionListener;
import org.tallystick.codecs.entry.AdminReportDecoder;
import org.tallystick.codecs.entry.BusinessMessageRejectDecoder;
import org.tallystick.codecs.entry.ExecutionReportDecoder;
import org.tallystick.codecs.entry.HashReportDecoder;
import org.tallystick.codecs.entry.OrderCancelRejectDecoder;
import org.tallystick.codecs.entry.OrderMassCancelReportDecoder;
import org.tallystick.codecs.entry.ReportHeaderDecoder;

/**
 * Times each message from when it was to be sent until its first report has come back, so from the client through the log
 * and the engine to the client.
 */
final class RoundTrips implements SessionListener {
    private static final int CAPACITY = 1 << 20;
    private static final int DIGITS = 3;

    private final Histogram histogramNs = new Histogram(DIGITS);
    private final long[] intendedNs = new long[CAPACITY];
    private long lastAnswered;
    private boolean hasHash;
    private long marketHash;
    private long stateHash;
    private long lastEventSeq;

    /** Notes when a message was to be sent. */
    void sent(long clientSeq, long atNs) {
        intendedNs[(int) clientSeq & CAPACITY - 1] = atNs;
    }

    private void answered(ReportHeaderDecoder report) {
        long clientSeq = report.clientSeq();
        if (clientSeq > lastAnswered) {
            lastAnswered = clientSeq;
            int slot = (int) clientSeq & CAPACITY - 1;
            long sentNs = intendedNs[slot];
            intendedNs[slot] = 0;
            if (sentNs != 0) {
                histogramNs.recordValue(Math.max(0, System.nanoTime() - sentNs));
            }
        }
    }

    @Override
    public void onExecutionReport(ExecutionReportDecoder report) {
        answered(report.header());
    }

    @Override
    public void onOrderCancelReject(OrderCancelRejectDecoder reject) {
        answered(reject.header());
    }

    @Override
    public void onOrderMassCancelReport(OrderMassCancelReportDecoder report) {
        answered(report.header());
    }

    @Override
    public void onBusinessMessageReject(BusinessMessageRejectDecoder reject) {
        answered(reject.header());
    }

    @Override
    public void onAdminReport(AdminReportDecoder report) {
        answered(report.header());
    }

    @Override
    public void onHashReport(HashReportDecoder report) {
        hasHash = true;
        marketHash = report.marketHash();
        stateHash = report.stateHash();
        lastEventSeq = report.eventSeq() + 1;
    }

    Histogram histogramNs() {
        return histogramNs;
    }

    /** Whether the exchange has told its hashes. */
    boolean hasHash() {
        return hasHash;
    }

    long marketHash() {
        return marketHash;
    }

    long stateHash() {
        return stateHash;
    }

    /** Event that tells the hashes: the last one of the run. */
    long lastEventSeq() {
        return lastEventSeq;
    }
}
