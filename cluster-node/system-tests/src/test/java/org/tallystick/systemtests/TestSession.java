package org.tallystick.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tallystick.client.ExchangeSession;
import org.tallystick.client.SessionListener;
import org.tallystick.codecs.entry.AdminReportDecoder;
import org.tallystick.codecs.entry.ExecutionReportDecoder;
import org.tallystick.codecs.entry.HashReportDecoder;
import org.tallystick.codecs.entry.ReportHeaderDecoder;
import org.tallystick.codecs.types.CancelReason;
import org.tallystick.codecs.types.RejectReason;

/** What a session was told, and whether that keeps the promise: every report once, in order. */
final class TestSession implements SessionListener {
    private final List<Long> accepted = new ArrayList<>();
    private final Map<Long, CancelReason> cancelled = new LinkedHashMap<>();
    private final List<String> doubts = new ArrayList<>();
    private ExchangeSession session;
    private long reports;
    private long adminReports;
    private long hashReports;
    private long hashEventSeq;
    private long trades;
    private long lastReportSeq;

    void begin(ExchangeSession opened) {
        session = opened;
    }

    ExchangeSession session() {
        return session;
    }

    boolean isEstablished() {
        return session.isEstablished();
    }

    /** Client order ids of the orders whose acceptance was told, in order. */
    List<Long> accepted() {
        return accepted;
    }

    /** Orders that ended unfilled, and why. */
    Map<Long, CancelReason> cancelled() {
        return cancelled;
    }

    /** Reports of any kind. */
    long reports() {
        return reports;
    }

    long adminReports() {
        return adminReports;
    }

    long hashReports() {
        return hashReports;
    }

    /** Number of the event that told the hashes. */
    long hashEventSeq() {
        return hashEventSeq;
    }

    long trades() {
        return trades;
    }

    /** Fails where a promise was broken. */
    void check() {
        assertEquals(List.of(), doubts);
    }

    @Override
    public void onExecutionReport(ExecutionReportDecoder report) {
        count(report.header());
        switch (report.execType()) {
            case NEW -> accepted.add(report.clOrdId());
            case CANCELED -> cancelled.put(report.clOrdId(), report.cancelReason());
            case TRADE -> trades++;
            case REJECTED -> doubts.add("order " + report.clOrdId() + " was refused: " + report.rejectReason());
            default -> doubts.add("order " + report.clOrdId() + ": " + report.execType());
        }
    }

    @Override
    public void onAdminReport(AdminReportDecoder report) {
        count(report.header());
        adminReports++;
        if (report.reason() != RejectReason.NONE) {
            doubts.add("a command was refused: " + report.reason());
        }
    }

    @Override
    public void onHashReport(HashReportDecoder report) {
        count(report.header());
        hashReports++;
        hashEventSeq = report.eventSeq() + 1;
    }

    @Override
    public void onReportsLost(long fromReportSeq, long nextReportSeq) {
        doubts.add("reports " + fromReportSeq + " to " + nextReportSeq + " were lost");
    }

    private void count(ReportHeaderDecoder header) {
        reports++;
        if (lastReportSeq != 0 && header.reportSeq() != lastReportSeq + 1) {
            doubts.add("report " + header.reportSeq() + " came after " + lastReportSeq);
        }
        lastReportSeq = header.reportSeq();
    }

    @Override
    public String toString() {
        return "a session with " + reports + " reports, " + accepted.size() + " orders accepted, "
                + session.unacknowledged() + " messages unanswered";
    }
}
