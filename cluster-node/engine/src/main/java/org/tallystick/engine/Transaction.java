package org.tallystick.engine;

import org.tallystick.codecs.types.CauseKind;

/** What is being applied: its cause, times and place in the log. One instance, filled anew for each input of the engine. */
public final class Transaction {
    /** Value of an absent session or client sequence. */
    public static final int NO_SESSION = Integer.MIN_VALUE;

    public static final long NO_SEQUENCE = Long.MIN_VALUE;

    private CauseKind causeKind;
    private int sessionId;
    private long clientSeq;
    private long logPosition;
    private long logTimeNs;
    private long engineTimeNs;

    public void begin(CauseKind causeKind, long logPosition, long logTimeNs, long engineTimeNs) {
        this.causeKind = causeKind;
        this.sessionId = NO_SESSION;
        this.clientSeq = NO_SEQUENCE;
        this.logPosition = logPosition;
        this.logTimeNs = logTimeNs;
        this.engineTimeNs = engineTimeNs;
    }

    /** Names the session's message that is being applied. */
    public void causedBy(int sessionId, long clientSeq) {
        this.sessionId = sessionId;
        this.clientSeq = clientSeq;
    }

    public void engineTimeNs(long engineTimeNs) {
        this.engineTimeNs = engineTimeNs;
    }

    public CauseKind causeKind() {
        return causeKind;
    }

    public int sessionId() {
        return sessionId;
    }

    public long clientSeq() {
        return clientSeq;
    }

    public long logPosition() {
        return logPosition;
    }

    public long logTimeNs() {
        return logTimeNs;
    }

    public long engineTimeNs() {
        return engineTimeNs;
    }
}
