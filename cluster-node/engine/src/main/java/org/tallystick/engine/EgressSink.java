package org.tallystick.engine;

import org.agrona.DirectBuffer;

/**
 * Takes what the engine says to connections. Nothing in the engine depends on whether it arrives: a reply that is lost
 * is asked for again, a report stays in its session's ring.
 */
public interface EgressSink {
    /**
     * An unsequenced answer (session layer) for one connection, to be sent now or lost.
     *
     * @param connectionId the connection to answer
     * @param buffer       holding the message, valid during the call only
     * @param offset       of its first byte
     * @param length       in bytes
     */
    void onReply(long connectionId, DirectBuffer buffer, int offset, int length);

    /**
     * A report was appended to the ring of this session, which is attached. Called at least once per transaction and
     * session; the report is read with {@link ExchangeEngine#pollReport}.
     *
     * @param sessionId the session
     */
    void onReportsReady(int sessionId);

    /**
     * A session was established on a connection, or asked for a retransmission: sending continues with this report.
     *
     * @param sessionId     the session
     * @param connectionId  where it is attached
     * @param fromReportSeq the next report to send
     */
    void onSendFrom(int sessionId, long connectionId, long fromReportSeq);

    /**
     * A session was detached: nothing is sent to it until {@link #onSendFrom}.
     *
     * @param sessionId the session
     */
    void onDetached(int sessionId);
}
