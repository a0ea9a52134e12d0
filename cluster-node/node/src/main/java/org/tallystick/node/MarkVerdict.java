package org.tallystick.node;

/**
 * What follows from the ends of a node's log and event stream, held against what was once there.
 *
 * @param log    about the log
 * @param events about the event stream
 */
record MarkVerdict(Log log, Events events) {
    /** About the log. */
    enum Log {
        /** All that was noted is there. */
        FINE,

        /** All that was noted is there, and behind it something that is no frame: a write that was cut off. */
        TORN_TAIL,

        /** Less is there than was noted: the node must not start. */
        SHORT,

        /** Less is there than was noted, and the operator has accepted that by name. */
        LOSS_ACCEPTED,

        /** The operator has accepted a loss, but not this one: the node must not start. */
        OTHER_LOSS_ACCEPTED
    }

    /** About the event stream. */
    enum Events {
        /** All that was noted is there. */
        FINE,

        /** Less is there than was noted, but all that the log cannot give again. */
        REGENERATE,

        /** Less is there than the log can give again: a peer must help. */
        REFILL
    }

    /**
     * Judges.
     *
     * @param noted      log position that is known to have been committed and recorded here
     * @param logEnd     where the log ends
     * @param isTorn     whether something lies behind that
     * @param acceptLoss position at which the operator accepts that the log ends, {@link StorageConfig#NO_LOSS} for none
     * @param notedEvent position that the event stream is known to have had, 0 where none was noted
     * @param snapshot   position of the event stream in the snapshot that is loaded, 0 without one
     * @param eventEnd   where the recorded event stream ends
     * @return the verdict
     */
    static MarkVerdict of(
            long noted, long logEnd, boolean isTorn, long acceptLoss, long notedEvent, long snapshot, long eventEnd) {
        Events events = Events.FINE;
        if (eventEnd < snapshot) {
            events = Events.REFILL;
        } else if (eventEnd < notedEvent) {
            events = Events.REGENERATE;
        }
        return new MarkVerdict(ofLog(noted, logEnd, isTorn, acceptLoss), events);
    }

    /** Whether the node may start. */
    boolean isStartable() {
        return log != Log.SHORT && log != Log.OTHER_LOSS_ACCEPTED;
    }

    private static Log ofLog(long noted, long logEnd, boolean isTorn, long acceptLoss) {
        if (logEnd >= noted) {
            return isTorn ? Log.TORN_TAIL : Log.FINE;
        }
        if (acceptLoss == StorageConfig.NO_LOSS) {
            return Log.SHORT;
        }
        return acceptLoss == logEnd ? Log.LOSS_ACCEPTED : Log.OTHER_LOSS_ACCEPTED;
    }
}
