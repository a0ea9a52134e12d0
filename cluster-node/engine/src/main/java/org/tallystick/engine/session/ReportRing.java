package org.tallystick.engine.session;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The last reports of one session, as many as its capacity holds: a queue of records, each a 32-bit length and the
 * report's bytes, padded to {@value #ALIGNMENT}. It has no capacity before its first report; a report that does not fit
 * first lets the ring double, as far as {@link RingBudget} allows, then evicts the oldest reports. That is decided by
 * sizes alone, so a ring that was restored behaves as the one that was saved, wherever its bytes lie.
 */
final class ReportRing {
    /** Records begin at multiples of this many bytes. */
    static final int ALIGNMENT = 8;

    /** Greatest length of a report in bytes, so that any ring holds at least one. */
    static final int MAX_REPORT_LENGTH = RingBudget.MIN_CAPACITY - Integer.BYTES;

    private static final int FIRST_POSITIONS = 32;

    private final RingBudget budget;
    private UnsafeBuffer bytes;
    private int capacity;
    private int used;
    private int tail;
    /** Where the record of each report held begins, at the report's number modulo the array's length. */
    private int[] positions;

    private long oldestSeq = 1;
    private long nextSeq = 1;

    ReportRing(RingBudget budget) {
        this.budget = budget;
    }

    /** Number of the next report to be appended, from 1. */
    long nextSeq() {
        return nextSeq;
    }

    /** Number of the oldest report held; {@link #nextSeq()} where none is. */
    long oldestSeq() {
        return oldestSeq;
    }

    /** Bytes that the ring can hold now. */
    int capacity() {
        return capacity;
    }

    /**
     * Appends a report.
     *
     * @throws IllegalArgumentException where it is longer than {@link #MAX_REPORT_LENGTH}
     */
    void append(DirectBuffer source, int offset, int length) {
        if (length < 0 || length > MAX_REPORT_LENGTH) {
            throw new IllegalArgumentException("report of " + length + " bytes");
        }
        makeRoom(RingBudget.sizeOf(length));
        write(source, offset, length);
    }

    private void makeRoom(int size) {
        while (used + size > capacity) {
            int grown = budget.grow(capacity);
            if (grown == capacity) {
                break;
            }
            resize(grown);
        }
        while (used + size > capacity) {
            used -= RingBudget.sizeOf(length(oldestSeq));
            oldestSeq++;
            budget.onEvicted();
        }
    }

    /** A ring that may still grow has never evicted, so its records lie in order from the beginning. */
    private void resize(int grown) {
        if (used > 0 && position(oldestSeq) != 0) {
            throw new IllegalStateException("a ring grows after it evicted");
        }
        UnsafeBuffer larger = new UnsafeBuffer(new byte[grown]);
        if (used > 0) {
            larger.putBytes(0, bytes, 0, used);
        }
        bytes = larger;
        capacity = grown;
        tail = used;
    }

    private void write(DirectBuffer source, int offset, int length) {
        if (positions == null) {
            positions = new int[FIRST_POSITIONS];
        } else if (nextSeq - oldestSeq == positions.length) {
            growPositions();
        }
        positions[slot(nextSeq)] = tail;
        bytes.putInt(tail, length);
        int body = tail + Integer.BYTES;
        int first = Math.min(length, capacity - body);
        bytes.putBytes(body, source, offset, first);
        if (first < length) {
            bytes.putBytes(0, source, offset + first, length - first);
        }
        int size = RingBudget.sizeOf(length);
        used += size;
        tail = (int) (((long) tail + size) % capacity);
        nextSeq++;
    }

    private void growPositions() {
        int[] old = positions;
        positions = new int[old.length * 2];
        for (long seq = oldestSeq; seq < nextSeq; seq++) {
            positions[slot(seq)] = old[(int) seq & old.length - 1];
        }
    }

    private int slot(long seq) {
        return (int) seq & positions.length - 1;
    }

    private int position(long seq) {
        return positions[slot(seq)];
    }

    private int length(long seq) {
        return bytes.getInt(position(seq));
    }

    /**
     * Wraps a report for reading, until the next call of any ring.
     *
     * @return false where it is not held (yet, or any more); the view is as it was then
     */
    boolean poll(long seq, UnsafeBuffer view) {
        if (seq < oldestSeq || seq >= nextSeq) {
            return false;
        }
        int body = position(seq) + Integer.BYTES;
        int length = length(seq);
        int first = Math.min(length, capacity - body);
        if (first == length) {
            view.wrap(bytes, body, length);
        } else {
            UnsafeBuffer scratch = budget.scratch();
            scratch.putBytes(0, bytes, body, first);
            scratch.putBytes(first, bytes, 0, length - first);
            view.wrap(scratch, 0, length);
        }
        return true;
    }

    /** Gives an untouched ring the capacity and the numbers it had; false where it cannot have had them. */
    boolean restore(long savedCapacity, long savedOldestSeq, long savedNextSeq) {
        if (savedCapacity == 0) {
            return savedOldestSeq == 1 && savedNextSeq == 1;
        }
        if (savedOldestSeq < 1 || savedNextSeq <= savedOldestSeq || !budget.claim(savedCapacity)) {
            return false;
        }
        resize((int) savedCapacity);
        oldestSeq = savedOldestSeq;
        nextSeq = savedOldestSeq;
        return true;
    }

    /** Gives a ring being restored its next report; false where it cannot have held it. */
    boolean restoreReport(DirectBuffer source, int offset, int length) {
        if (length < 0 || length > MAX_REPORT_LENGTH || used + RingBudget.sizeOf(length) > capacity) {
            return false;
        }
        write(source, offset, length);
        return true;
    }
}
