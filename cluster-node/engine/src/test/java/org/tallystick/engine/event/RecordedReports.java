package org.tallystick.engine.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/** Keeps every report as text, and numbers them per session. */
final class RecordedReports implements ReportSink {
    final Map<Integer, List<String>> bySession = new TreeMap<>();

    @Override
    public void append(int sessionId, DirectBuffer buffer, int offset, int length) {
        int blockLength = buffer.getShort(offset) & 0xFFFF;
        if (length != 8 + blockLength) {
            throw new AssertionError(length + " bytes, block of " + blockLength);
        }
        bySession.computeIfAbsent(sessionId, id -> new ArrayList<>()).add(DecodedText.of(buffer, offset));
    }

    @Override
    public long nextReportSeq(int sessionId) {
        return of(sessionId).size() + 1;
    }

    List<String> of(int sessionId) {
        return bySession.getOrDefault(sessionId, List.of());
    }

    String last(int sessionId) {
        List<String> reports = of(sessionId);
        return reports.get(reports.size() - 1);
    }
}
