package org.tallystick.client;

import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The messages of a session that the exchange has not answered yet, in the order of their {@code clientSeq}, each with the
 * time it was first sent. Bounded; its room grows as it is needed. A message can be given up: it keeps its number.
 */
final class UnacknowledgedMessages {
    private static final int FIRST_MESSAGES = 16;
    private static final int FIRST_LENGTH = 2048;

    private final int maxMessages;
    private final int maxLength;
    private final UnsafeBuffer buffer;
    private int[] offsets;
    private int[] lengths;
    private long[] sentNs;
    private boolean[] givenUp;
    private int mask;
    private long firstSeq = 1;
    private long nextSeq = 1;
    private int tail;

    UnacknowledgedMessages(int maxMessages, int bufferLength) {
        if (maxMessages < 1 || !BitUtil.isPowerOfTwo(maxMessages)) {
            throw new IllegalArgumentException("maxUnacknowledged is no power of two: " + maxMessages);
        }
        this.maxMessages = maxMessages;
        this.maxLength = bufferLength;
        buffer = new UnsafeBuffer(new byte[Math.min(bufferLength, FIRST_LENGTH)]);
        allocate(Math.min(maxMessages, FIRST_MESSAGES));
    }

    private void allocate(int messages) {
        offsets = new int[messages];
        lengths = new int[messages];
        sentNs = new long[messages];
        givenUp = new boolean[messages];
        mask = messages - 1;
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
    int claim(int length) {
        if (nextSeq - firstSeq == offsets.length && !growMessages()) {
            return -1;
        }
        int at = room(length);
        while (at < 0 && growBuffer()) {
            at = room(length);
        }
        return at;
    }

    private int room(int length) {
        if (isEmpty()) {
            tail = 0;
            return length <= buffer.capacity() ? 0 : -1;
        }
        int head = offsets[(int) firstSeq & mask];
        if (tail > head) {
            if (tail + length <= buffer.capacity()) {
                return tail;
            }
            return length < head ? 0 : -1;
        }
        return tail + length < head ? tail : -1;
    }

    private boolean growMessages() {
        if (offsets.length == maxMessages) {
            return false;
        }
        int[] oldOffsets = offsets;
        int[] oldLengths = lengths;
        long[] oldSentNs = sentNs;
        boolean[] oldGivenUp = givenUp;
        int oldMask = mask;
        allocate(oldOffsets.length * 2);
        for (long seq = firstSeq; seq < nextSeq; seq++) {
            int from = (int) seq & oldMask;
            int to = (int) seq & mask;
            offsets[to] = oldOffsets[from];
            lengths[to] = oldLengths[from];
            sentNs[to] = oldSentNs[from];
            givenUp[to] = oldGivenUp[from];
        }
        return true;
    }

    private boolean growBuffer() {
        int length = buffer.capacity();
        if (length >= maxLength) {
            return false;
        }
        byte[] grown = new byte[(int) Math.min(maxLength, 2L * length)];
        int at = 0;
        for (long seq = firstSeq; seq < nextSeq; seq++) {
            int index = (int) seq & mask;
            buffer.getBytes(offsets[index], grown, at, lengths[index]);
            offsets[index] = at;
            at += lengths[index];
        }
        tail = at;
        buffer.wrap(grown);
        return true;
    }

    /** Keeps the message that was encoded where {@link #claim} said, under the next number. */
    void keep(int offset, int length, long nowNs) {
        int index = (int) nextSeq & mask;
        offsets[index] = offset;
        lengths[index] = length;
        sentNs[index] = nowNs;
        givenUp[index] = false;
        tail = offset + length;
        nextSeq++;
    }

    /** The exchange has answered all messages below this number. */
    void acknowledgeBelow(long seq) {
        firstSeq = Math.max(firstSeq, Math.min(seq, nextSeq));
    }

    /** The message is never sent again. */
    void giveUp(long seq) {
        givenUp[(int) seq & mask] = true;
    }

    boolean isGivenUp(long seq) {
        return givenUp[(int) seq & mask];
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

    /** When the message was first sent. */
    long sentNs(long seq) {
        return sentNs[(int) seq & mask];
    }
}
