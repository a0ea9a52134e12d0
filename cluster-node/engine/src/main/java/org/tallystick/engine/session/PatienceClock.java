package org.tallystick.engine.session;

import java.util.function.LongSupplier;
import org.tallystick.codecs.types.ClockMode;

/**
 * The time that windows of patience count. In clock mode {@code LOG} it follows engine time from one firing of the timer
 * to the next, but by no more than {@link #MAX_STEP_NS}, however far engine time jumped: a clock that is set forward, or a
 * cluster that stood still, costs no client its window. In clock mode {@code FLOW} it is engine time.
 */
public final class PatienceClock {
    /** Most nanoseconds that pass between two firings of the timer, which are 100 ms apart: 1 s. */
    public static final long MAX_STEP_NS = 1_000_000_000L;

    private static final long GREATEST_NS = Long.MAX_VALUE / 2;

    private final boolean isFlow;
    private final LongSupplier engineTimeNs;
    private long patienceNs;
    private long seenTimeNs;

    /**
     * A clock that begins now.
     *
     * @param clockMode    of the genesis
     * @param engineTimeNs engine time, ns since the epoch
     */
    public PatienceClock(ClockMode clockMode, LongSupplier engineTimeNs) {
        this.isFlow = clockMode == ClockMode.FLOW;
        this.engineTimeNs = engineTimeNs;
        this.seenTimeNs = engineTimeNs.getAsLong();
    }

    boolean isFlow() {
        return isFlow;
    }

    long nowNs() {
        long timeNs = engineTimeNs.getAsLong();
        return isFlow ? timeNs : patienceNs + Math.min(timeNs - seenTimeNs, MAX_STEP_NS);
    }

    void onTimer() {
        patienceNs = isFlow ? 0 : Math.min(nowNs(), GREATEST_NS);
        seenTimeNs = engineTimeNs.getAsLong();
    }

    /** What passed since the last firing counts for nothing. */
    void onNewTerm() {
        seenTimeNs = engineTimeNs.getAsLong();
    }

    /** What passed until the last firing, in ns. */
    public long patienceNs() {
        return patienceNs;
    }

    /** Engine time of the last firing, or of the beginning of a term after it. */
    public long seenTimeNs() {
        return seenTimeNs;
    }

    /**
     * Takes over what a snapshot says.
     *
     * @return whether it can be
     */
    public boolean restore(long savedPatienceNs, long savedSeenTimeNs) {
        patienceNs = savedPatienceNs;
        seenTimeNs = savedSeenTimeNs;
        return patienceNs >= 0
                && patienceNs <= (isFlow ? 0 : GREATEST_NS)
                && seenTimeNs >= 0
                && seenTimeNs <= engineTimeNs.getAsLong();
    }
}
