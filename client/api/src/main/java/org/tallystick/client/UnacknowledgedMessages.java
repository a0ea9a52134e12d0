package org.tallystick.client;

import org.agrona.concurrent.UnsafeBuffer;

/** The messages of a session that the exchange has not answered yet, in the order of their {@code clientSeq}. Bounded. */
final class UnacknowledgedMessages {
    private final UnsafeBuffer buffer;
    private final int[] offsets;
    private final int[] lengths;
    private final int mask;
    private long firstSeq = 1;
    private long nextSeq = 1;
    private int tail;

    UnacknowledgedMessages(int maxMessages, int bufferLength) {
        if (Integer.bitCount(maxMessages) != 1) {
            throw new IllegalArgumentException("maxUnacknowledged is no power of two: " + maxMessages);
        }
        buffer = new UnsafeBuffer(new byte[bufferLength]);
        offsets = new int[maxMessages];
        lengths = new int[maxMessages];
        mask = maxMessages - 1;
    }

    /** Forgets everything; the next message has this number. */
    void reset(long seq) {
        firstSeq = seq;
        nextSeq = seq;
        tail = 0;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    /** Where the next message may be encoded, -1 where there is no room for one of that length. */
    int claim(int maxLength) {
        if (nextSeq - firstSeq == offsets.length) {
            return -1;
        }
        if (isEmpty()) {
            tail = 0;
            return maxLength <= buffer.capacity() ? 0 : -1;
        }
        int head = offsets[(int) firstSeq & mask];
        if (tail > head) {
            if (tail + maxLength <= buffer.capacity()) {
                return tail;
            }
            return maxLength < head ? 0 : -1;
        }
        return tail + maxLength < head ? tail : -1;
    }

    /** Keeps the message that was encoded where {@link #claim} said, under the next number. */
    void keep(int offset, int length) {
        int index = (int) nextSeq & mask;
        offsets[index] = offset;
        lengths[index] = length;
        tail = offset + length;
        nextSeq++;
    }

    /** The exchange has answered all messages below this number. */
    void acknowledgeBelow(long seq) {
        firstSeq = Math.max(firstSeq, Math.min(seq, nextSeq));
    }

    boolean isEmpty() {
        return firstSeq == nextSeq;
    }

    /** Oldest number kept; the next where nothing is. */
    long firstSeq() {
        return firstSeq;
    }

    /** Number of the next message. */
    long nextSeq() {
        return nextSeq;
    }

    int offset(long seq) {
        return offsets[(int) seq & mask];
    }

    int length(long seq) {
        return lengths[(int) seq & mask];
    }
}
