package org.tallystick.client;

/** The event that a reader wants next is not held any more: the oldest part of the recording was purged. */
public final class EventsPurgedException extends EventStreamException {
    private static final long serialVersionUID = 1L;

    /** Number of the oldest event there is. */
    private final long oldestSeq;

    EventsPurgedException(long wantedSeq, long oldestSeq) {
        super("event " + wantedSeq + " was purged; the oldest event held is " + oldestSeq);
        this.oldestSeq = oldestSeq;
    }

    /**
     * The oldest event that can be read.
     *
     * @return its number
     */
    public long oldestSeq() {
        return oldestSeq;
    }
}
