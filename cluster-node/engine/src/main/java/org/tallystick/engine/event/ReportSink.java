package org.tallystick.engine.event;

import org.agrona.DirectBuffer;

/** Keeps the reports of each session, in the order of their numbers. */
public interface ReportSink {
    /**
     * Appends a report, which takes the session's next number.
     *
     * @param sessionId the session
     * @param buffer    holding the report, an SBE message of order entry behind its header; valid during the call only
     * @param offset    of its first byte
     * @param length    in bytes
     */
    void append(int sessionId, DirectBuffer buffer, int offset, int length);

    /**
     * The number that the session's next report gets.
     *
     * @param sessionId the session
     * @return from 1
     */
    long nextReportSeq(int sessionId);
}
