package org.tallystick.client;

import java.time.Duration;
import org.tallystick.codecs.types.CancelOnDisconnect;

/**
 * How a session is attached.
 *
 * @param participant        name of the participant
 * @param session            name of the session, chosen by the participant
 * @param fromReportSeq      the report wanted next, 0 for the next that will be given
 * @param cancelOnDisconnect when the exchange cancels the session's orders for it
 * @param cancelWindow       how long it waits before, up to an hour
 * @param maxUnacknowledged  messages sent and not yet answered, at most; a power of two
 * @param bufferLength       bytes kept for them, a power of two, so that they can be sent again
 * @param retryAfter         silence after which something is asked again
 */
public record SessionConfig(
        String participant,
        String session,
        long fromReportSeq,
        CancelOnDisconnect cancelOnDisconnect,
        Duration cancelWindow,
        int maxUnacknowledged,
        int bufferLength,
        Duration retryAfter) {

    /**
     * A session that keeps its orders when it loses its connection.
     *
     * @param participant name of the participant
     * @param session     name of the session
     * @return the configuration
     */
    public static SessionConfig of(String participant, String session) {
        return new SessionConfig(
                participant,
                session,
                0,
                CancelOnDisconnect.NEVER,
                Duration.ZERO,
                8 * 1024,
                2 << 20,
                Duration.ofMillis(500));
    }

    /**
     * Changes the first report wanted.
     *
     * @param reportSeq the report wanted next, 0 for the next that will be given
     * @return the changed configuration
     */
    public SessionConfig fromReportSeq(long reportSeq) {
        return new SessionConfig(
                participant,
                session,
                reportSeq,
                cancelOnDisconnect,
                cancelWindow,
                maxUnacknowledged,
                bufferLength,
                retryAfter);
    }

    /**
     * Changes how many messages may be under way.
     *
     * @param messages sent and not yet answered, at most; a power of two
     * @return the changed configuration
     */
    public SessionConfig maxUnacknowledged(int messages) {
        return new SessionConfig(
                participant,
                session,
                fromReportSeq,
                cancelOnDisconnect,
                cancelWindow,
                messages,
                bufferLength,
                retryAfter);
    }
}
