package org.tallystick.engine.session;

import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.TerminationReason;

/**
 * What happens to participants, accounts, sessions and connections, one method an event, called in the order in which it
 * happens. Objects stand as they are after the event. Absent numbers are the null values of the wire:
 * {@code Integer.MIN_VALUE} and {@code Long.MIN_VALUE}.
 */
public interface SessionEvents {
    /**
     * A participant was defined.
     *
     * @param participant as defined
     */
    void participantDefined(Participant participant);

    /**
     * An account was defined.
     *
     * @param account as defined
     */
    void accountDefined(Account account);

    /**
     * A session was named for the first time.
     *
     * @param session with its number
     */
    void sessionCreated(Session session);

    /**
     * A session was established on a connection.
     *
     * @param session as attached
     */
    void sessionAttached(Session session);

    /**
     * A session lost its connection, or gave it up.
     *
     * @param session      as detached
     * @param connectionId where it was attached
     * @param reason       why
     */
    void sessionDetached(Session session, long connectionId, TerminationReason reason);

    /**
     * A session lost its connection, or left it, and its cancel-on-disconnect window began.
     *
     * @param session as detached
     */
    void cancelWindowStarted(Session session);

    /**
     * Nobody attached a session within its window, or it has none: its live orders are cancelled.
     *
     * @param session as detached
     */
    void cancelWindowEnded(Session session);

    /**
     * A new term of leadership began, and with it every window that was running.
     *
     * @param count how many are running, 1 or more
     */
    void cancelWindowsRestarted(int count);

    /**
     * Client messages are missing; said once for each gap.
     *
     * @param session       whose they are
     * @param fromClientSeq first number that is missing
     * @param count         how many are missing, 1 or more
     */
    void sequenceGap(Session session, long fromClientSeq, long count);

    /**
     * A client gave numbers up.
     *
     * @param session       whose they were
     * @param fromClientSeq first number given up
     * @param nextClientSeq first number behind them, the next to be applied
     */
    void sequenceFilled(Session session, long fromClientSeq, long nextClientSeq);

    /**
     * A message was refused before it reached a session's sequence.
     *
     * @param connectionId where it came from
     * @param sessionId    that it names, or absent
     * @param clientSeq    that it carries, or absent
     * @param templateId   of the message, or absent
     * @param reason       why
     */
    void messageRefused(long connectionId, int sessionId, long clientSeq, int templateId, RejectReason reason);

    /**
     * {@code Negotiate} or {@code Establish} was refused.
     *
     * @param connectionId where it came from
     * @param attachId     that it carries, or absent
     * @param sessionId    that it names, or absent
     * @param reason       why
     */
    void attachRefused(long connectionId, long attachId, int sessionId, RejectReason reason);
}
