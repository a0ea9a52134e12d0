package org.tallystick.client;

import java.time.Duration;
import java.util.Objects;
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
 * @param bufferLength       bytes kept for them at most, a power of two, so that they can be sent again
 * @param retryAfter         silence after which something is asked again, more than 0
 * @param idleInterval       silence after which a session that waits for nothing asks whether it missed something
 * @param maxAge             age from which a new order that was lost is given up rather than sent again; see {@link #maxAge}
 */
public record SessionConfig(
        String participant,
        String session,
        long fromReportSeq,
        CancelOnDisconnect cancelOnDisconnect,
        Duration cancelWindow,
        int maxUnacknowledged,
        int bufferLength,
        Duration retryAfter,
        Duration idleInterval,
        Duration maxAge) {
    /** Longer than any outage. */
    public static final Duration UNLIMITED = Duration.ofDays(36_500);

    /**
     * A session that keeps its orders when it loses its connection, and sends every lost message again, however old.
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
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                UNLIMITED);
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
                retryAfter,
                idleInterval,
                maxAge);
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
                retryAfter,
                idleInterval,
                maxAge);
    }

    /**
     * Changes how long an answer is waited for.
     *
     * @param silence after which something is asked again
     * @return the changed configuration
     */
    public SessionConfig retryAfter(Duration silence) {
        return new SessionConfig(
                participant,
                session,
                fromReportSeq,
                cancelOnDisconnect,
                cancelWindow,
                maxUnacknowledged,
                bufferLength,
                silence,
                idleInterval,
                maxAge);
    }

    /**
     * Changes how often a session that waits for nothing asks whether it missed something.
     *
     * @param silence after which it asks
     * @return the changed configuration
     */
    public SessionConfig idleInterval(Duration silence) {
        return new SessionConfig(
                participant,
                session,
                fromReportSeq,
                cancelOnDisconnect,
                cancelWindow,
                maxUnacknowledged,
                bufferLength,
                retryAfter,
                silence,
                maxAge);
    }

    /**
     * Changes when a new order is too old to be sent again. An order that did not reach the exchange, because of a change of
     * leader or a lost connection, is given up if this time has passed since it was sent first: {@link
     * SessionListener#onOrderGivenUp} tells, and the order is never applied. Its number is used up. Other messages are always
     * sent again, in their order. A program that trades on prices wants a short time here.
     *
     * @param age 0 to never send a new order again, {@link #UNLIMITED} to always do
     * @return the changed configuration
     */
    public SessionConfig maxAge(Duration age) {
        return new SessionConfig(
                participant,
                session,
                fromReportSeq,
                cancelOnDisconnect,
                cancelWindow,
                maxUnacknowledged,
                bufferLength,
                retryAfter,
                idleInterval,
                age);
    }

    /** Refuses what makes no sense. */
    void validate() {
        Objects.requireNonNull(participant, "participant");
        Objects.requireNonNull(session, "session");
        if (retryAfter.isNegative() || retryAfter.isZero()) {
            throw new IllegalArgumentException("retryAfter is not positive: " + retryAfter);
        }
        if (idleInterval.isNegative() || idleInterval.isZero()) {
            throw new IllegalArgumentException("idleInterval is not positive: " + idleInterval);
        }
        if (maxAge.isNegative() || maxAge.compareTo(UNLIMITED) > 0) {
            throw new IllegalArgumentException("maxAge is not between 0 and " + UNLIMITED + ": " + maxAge);
        }
    }
}
