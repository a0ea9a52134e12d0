package org.tallystick.engine.session;

import org.tallystick.codecs.types.CancelOnDisconnect;

/**
 * A session of a participant: a named dialog with the exchange whose numbers run on for as long as the log does,
 * whichever connections carry it. At most one connection has it at a time: its <em>attachment</em>, named by an attach
 * id and spoken for by a token. An attachment is made in two steps: it is negotiated, then established. A later one,
 * with a higher attach id, may be negotiated while the present one lives; it takes the session over when it is
 * established.
 */
public final class Session {
    /** Id of no connection. */
    public static final long NO_CONNECTION = Long.MIN_VALUE;

    /** End of no window. */
    static final long NO_DEADLINE = Long.MIN_VALUE;

    /**
     * Numbers stay below this one: the greatest next clientSeq that a session can reach. A session that has is
     * exhausted, and applies nothing more.
     */
    public static final long MAX_NEXT_SEQUENCE = 1L << 62;

    private final int id;
    private final int participantId;
    private final String name;

    final ReportRing reports;
    long nextClientSeq = 1;
    /** Last number that was named as missing in answer to a message that came too early, 0 where none. */
    long gapReportedTo;

    /** Attach id and token of the present attachment or, where detached, of the last one. */
    long attachId;

    long token;
    long connectionId = NO_CONNECTION;
    /** The connection that the present attachment took the session from. */
    long supersededConnectionId = NO_CONNECTION;

    /** The greatest attach id negotiated, with its token; established already where it is {@link #attachId}. */
    long negotiatedAttachId;

    long negotiatedToken;
    /** Where the negotiated attachment may be established, or was; no connection once it has ended. */
    long negotiatedConnectionId = NO_CONNECTION;

    CancelOnDisconnect cancelOnDisconnect = CancelOnDisconnect.NEVER;
    long cancelWindowNs;
    /** When the window that is running ends, on its clock, and its place among those that are running. */
    long cancelDeadlineNs = NO_DEADLINE;

    int cancelWindowIndex;

    Session(int id, int participantId, String name, RingBudget budget) {
        this.id = id;
        this.participantId = participantId;
        this.name = name;
        this.reports = new ReportRing(budget);
    }

    /** Number of the session, from 1, given by the exchange in order of creation. */
    public int id() {
        return id;
    }

    /** Number of the participant that it belongs to. */
    public int participantId() {
        return participantId;
    }

    /** Its name, unique among the sessions of its participant. */
    public String name() {
        return name;
    }

    /** Next clientSeq that will be applied, from 1. */
    public long nextClientSeq() {
        return nextClientSeq;
    }

    /** Next reportSeq that will be given, from 1. */
    public long nextReportSeq() {
        return reports.nextSeq();
    }

    /** Oldest report held; {@link #nextReportSeq()} where none is. */
    public long oldestReportSeq() {
        return reports.oldestSeq();
    }

    /** Attach id of the present or the last attachment, 0 before the first. */
    public long attachId() {
        return attachId;
    }

    /** Connection that has the session, or {@link #NO_CONNECTION}. */
    public long connectionId() {
        return connectionId;
    }

    /** Whether a connection has the session. */
    public boolean isAttached() {
        return connectionId != NO_CONNECTION;
    }

    /** When its orders are to be cancelled for it, as established last. */
    public CancelOnDisconnect cancelOnDisconnect() {
        return cancelOnDisconnect;
    }

    /** Time in nanoseconds that a client has to attach again before its orders are cancelled. */
    public long cancelWindowNs() {
        return cancelWindowNs;
    }

    /** Whether a cancel-on-disconnect window is running. */
    public boolean hasCancelWindow() {
        return cancelDeadlineNs != NO_DEADLINE;
    }

    /** Whether this is the present attachment. */
    boolean isAttachment(long byConnectionId, long byAttachId, long byToken) {
        return isAttached() && connectionId == byConnectionId && attachId == byAttachId && token == byToken;
    }

    /** Whether this is the attachment negotiated last, and has not ended. */
    boolean isNegotiated(long byConnectionId, long byAttachId, long byToken) {
        return negotiatedConnectionId != NO_CONNECTION
                && negotiatedConnectionId == byConnectionId
                && negotiatedAttachId == byAttachId
                && negotiatedToken == byToken;
    }

    /** Whether a connection has the session, or may still establish it. */
    boolean isOn(long someConnectionId) {
        return connectionId == someConnectionId || negotiatedConnectionId == someConnectionId;
    }

    void negotiate(long byConnectionId, long byAttachId, long byToken) {
        negotiatedConnectionId = byConnectionId;
        negotiatedAttachId = byAttachId;
        negotiatedToken = byToken;
    }

    /** Makes the negotiated attachment the present one of a session that is detached. */
    void attach(long takenFromConnectionId) {
        connectionId = negotiatedConnectionId;
        attachId = negotiatedAttachId;
        token = negotiatedToken;
        supersededConnectionId = takenFromConnectionId;
        gapReportedTo = 0;
    }

    /** Ends the present attachment, whose attach id is used up with it. */
    void detach() {
        connectionId = NO_CONNECTION;
        if (negotiatedAttachId == attachId) {
            negotiatedConnectionId = NO_CONNECTION;
        }
    }
}
