package org.tallystick.engine.session;

import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The room that all report rings share. Every session that can exist has {@value #MIN_CAPACITY} bytes reserved for it,
 * so no session is left without a ring because others are talkative; what the total leaves beyond that goes to the
 * rings that ask first. A ring never shrinks.
 */
public final class RingBudget {
    /** Capacity in bytes of a ring that holds its first report; the least bound of one session's ring. */
    public static final int MIN_CAPACITY = 4096;

    /** Greatest bound of one session's ring in bytes. */
    public static final int MAX_CAPACITY = 1 << 30;

    private final int capacityPerSession;
    private final UnsafeBuffer scratch = new UnsafeBuffer(new byte[MIN_CAPACITY]);
    private long growthLeft;
    private long bytes;
    private long reportsEvicted;

    /**
     * Takes the bounds of the genesis.
     *
     * @param bytesPerSession most bytes of one ring
     * @param bytesTotal      most bytes of all rings
     * @param maxSessions     sessions that can exist
     * @throws IllegalArgumentException where {@link #isSufficient} says no
     */
    public RingBudget(long bytesPerSession, long bytesTotal, int maxSessions) {
        if (!isSufficient(bytesPerSession, bytesTotal, maxSessions)) {
            throw new IllegalArgumentException("ring bytes " + bytesPerSession + " a session and " + bytesTotal
                    + " in all do not serve " + maxSessions + " sessions");
        }
        this.capacityPerSession = (int) bytesPerSession & -ReportRing.ALIGNMENT;
        this.growthLeft = bytesTotal - (long) maxSessions * MIN_CAPACITY;
    }

    /**
     * Whether these bounds can be: {@value #MIN_CAPACITY} to {@value #MAX_CAPACITY} bytes a session, and at least
     * {@value #MIN_CAPACITY} bytes for every session in all. A genesis with others is to be refused.
     */
    public static boolean isSufficient(long bytesPerSession, long bytesTotal, int maxSessions) {
        return bytesPerSession >= MIN_CAPACITY
                && bytesPerSession <= MAX_CAPACITY
                && maxSessions >= 0
                && bytesTotal >= (long) maxSessions * MIN_CAPACITY;
    }

    /** Takes room for a ring that is full: answers its new capacity, or the present one where it cannot grow. */
    int grow(int capacity) {
        int next = next(capacity);
        long cost = next - Math.max(capacity, MIN_CAPACITY);
        if (cost > growthLeft) {
            return capacity;
        }
        growthLeft -= cost;
        bytes += next - capacity;
        return next;
    }

    private int next(int capacity) {
        return capacity == 0 ? MIN_CAPACITY : (int) Math.min(capacity * 2L, capacityPerSession);
    }

    /** Takes the room that a restored ring had; false where no ring can have it or it is not there. */
    boolean claim(long capacity) {
        int reachable = MIN_CAPACITY;
        while (reachable < capacity && reachable < capacityPerSession) {
            reachable = next(reachable);
        }
        long cost = capacity - MIN_CAPACITY;
        if (reachable != capacity || cost > growthLeft) {
            return false;
        }
        growthLeft -= cost;
        bytes += capacity;
        return true;
    }

    void onEvicted() {
        reportsEvicted++;
    }

    /** Bytes of all rings. */
    public long bytes() {
        return bytes;
    }

    /** Reports that rings have dropped since this was made; no part of the replicated state. */
    public long reportsEvicted() {
        return reportsEvicted;
    }

    /** Room for one report that must be read in one piece; overwritten by the next one of any ring. */
    UnsafeBuffer scratch() {
        return scratch;
    }

    /** Bytes that a report takes in a ring. */
    static int sizeOf(int reportLength) {
        return BitUtil.align(Integer.BYTES + reportLength, ReportRing.ALIGNMENT);
    }
}
