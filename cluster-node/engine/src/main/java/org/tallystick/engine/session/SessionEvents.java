package org.tallystick.engine.session;

import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.TerminationReason;

/** What happens to participants, accounts, sessions and connections, one method an event. */
public interface SessionEvents {
    void participantDefined(Participant participant);

    void accountDefined(Account account);

    void sessionCreated(Session session);

    void sessionAttached(Session session);
    /** connectionId: where it was attached. */
    void sessionDetached(Session session, long connectionId, TerminationReason reason);

    void sequenceGap(Session session, long fromClientSeq, long count);

    void sequenceFilled(Session session, long fromClientSeq, long nextClientSeq);
    /** Absent numbers are the SBE null values of event MessageRefused (Long.MIN_VALUE / Integer.MIN_VALUE). */
    void messageRefused(long connectionId, int sessionId, long clientSeq, int templateId, RejectReason reason);

    void attachRefused(long connectionId, long attachId, int sessionId, RejectReason reason);
}
