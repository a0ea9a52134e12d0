package org.tallystick.engine.event;

import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.codecs.EventStreamFormat;
import org.tallystick.codecs.Xxh64;
import org.tallystick.codecs.events.EventPrefixEncoder;
import org.tallystick.codecs.events.FrameHeaderEncoder;
import org.tallystick.codecs.events.MessageHeaderEncoder;
import org.tallystick.codecs.types.Topic;
import org.tallystick.engine.FrameSink;
import org.tallystick.engine.Transaction;

/**
 * Puts events into frames, numbers them, and chains the frames by their running hash. A frame is held back until the
 * next event does not fit or the transaction ends, for only then it is known whether it is the transaction's last.
 */
final class FrameWriter {
    /** Where the events begin in a frame. */
    static final int EVENTS_OFFSET = MessageHeaderEncoder.ENCODED_LENGTH + FrameHeaderEncoder.BLOCK_LENGTH;

    private static final int EVENT_OVERHEAD = EventPrefixEncoder.BLOCK_LENGTH + MessageHeaderEncoder.ENCODED_LENGTH;

    private final FrameSink sink;
    private final byte[] bytes = new byte[EventStreamFormat.MAX_FRAME_LENGTH];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final MessageHeaderEncoder messageHeader = new MessageHeaderEncoder();
    private final FrameHeaderEncoder frameHeader;

    private Transaction transaction;
    private int limit = EVENTS_OFFSET;
    private int count;
    private boolean isFirst;
    private long eventSeq;
    private long runningHash;
    private int rulesVersion;

    FrameWriter(FrameSink sink) {
        this.sink = sink;
        frameHeader = new FrameHeaderEncoder().wrapAndApplyHeader(buffer, 0, messageHeader);
        frameHeader.format((short) EventStreamFormat.FORMAT);
    }

    void begin(Transaction transaction) {
        if (this.transaction != null) {
            throw new IllegalStateException("the transaction before has not ended");
        }
        this.transaction = transaction;
        isFirst = true;
    }

    /** Ends the transaction; one without events leaves no trace. */
    void end() {
        if (transaction == null) {
            throw new IllegalStateException("no transaction has begun");
        }
        if (count > 0) {
            flush(true);
        }
        transaction = null;
    }

    /**
     * Makes room for the next event and numbers it.
     *
     * @param topic      what it is about
     * @param bodyLength length of its message in bytes, without the SBE header
     * @return where its SBE header goes in {@link #buffer()}
     */
    int claim(Topic topic, int bodyLength) {
        int length = EVENT_OVERHEAD + bodyLength;
        if (transaction == null || length > EventStreamFormat.MAX_FRAME_LENGTH - EVENTS_OFFSET) {
            throw new IllegalStateException("event of " + length + " bytes, transaction " + transaction);
        }
        if (limit + length > EventStreamFormat.MAX_FRAME_LENGTH) {
            flush(false);
        }
        int offset = limit;
        // Length, topic, and a reserved byte that is 0.
        OwnBytes.putInt(bytes, offset, length | topic.value() << Byte.SIZE * EventPrefixEncoder.topicEncodingOffset());
        limit = offset + length;
        count++;
        eventSeq++;
        return offset + EventPrefixEncoder.BLOCK_LENGTH;
    }

    /** As the other, with the SBE header written; answers where the message's block goes. */
    int claim(Topic topic, int templateId, int blockLength) {
        int offset = claim(topic, blockLength);
        long header = OwnBytes.header(
                blockLength, templateId, MessageHeaderEncoder.SCHEMA_ID, MessageHeaderEncoder.SCHEMA_VERSION);
        OwnBytes.putLong(bytes, offset, header);
        return offset + MessageHeaderEncoder.ENCODED_LENGTH;
    }

    private void flush(boolean isLast) {
        runningHash = Xxh64.hash(buffer, EVENTS_OFFSET, limit - EVENTS_OFFSET, runningHash);
        frameHeader
                .firstSeq(eventSeq - count + 1)
                .logPosition(transaction.logPosition())
                .logTime(transaction.logTimeNs())
                .engineTime(transaction.engineTimeNs())
                .runningHash(runningHash)
                .causeClientSeq(transaction.clientSeq())
                .causeSessionId(transaction.sessionId())
                .rulesVersion(rulesVersion)
                .count(count)
                .causeKind(transaction.causeKind())
                .flags()
                .clear()
                .firstOfTransaction(isFirst)
                .lastOfTransaction(isLast);
        int length = limit;
        limit = EVENTS_OFFSET;
        count = 0;
        isFirst = false;
        sink.onFrame(buffer, 0, length);
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    /** What the buffer is wrapped around. */
    byte[] bytes() {
        return bytes;
    }

    MessageHeaderEncoder messageHeader() {
        return messageHeader;
    }

    long eventSeq() {
        return eventSeq;
    }

    /** Hash over all frames that were given to the sink. */
    long runningHash() {
        return runningHash;
    }

    void rulesVersion(int rulesVersion) {
        this.rulesVersion = rulesVersion;
    }

    void restore(long eventSeq, long runningHash, int rulesVersion) {
        if (transaction != null) {
            throw new IllegalStateException("restoring within a transaction");
        }
        this.eventSeq = eventSeq;
        this.runningHash = runningHash;
        this.rulesVersion = rulesVersion;
    }
}
