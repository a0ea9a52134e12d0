package org.tallystick.client;

import static org.tallystick.codecs.EventStreamFormat.EVENT_LENGTH_OFFSET;
import static org.tallystick.codecs.EventStreamFormat.EVENT_PREFIX_LENGTH;
import static org.tallystick.codecs.EventStreamFormat.EVENT_TOPIC_OFFSET;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.codecs.EventStreamFormat;
import org.tallystick.codecs.Xxh64;
import org.tallystick.codecs.events.FrameHeaderDecoder;
import org.tallystick.codecs.events.MessageHeaderDecoder;

/**
 * Takes frames of the event stream apart, wherever they come from. Checks that no event is missing or twice, that each
 * lies within its frame, and that the running hash is that of the events.
 */
public final class FrameReader {
    /** Bits of all topics. */
    public static final long ALL_TOPICS = -1L;

    private static final int HEADER_LENGTH = MessageHeaderDecoder.ENCODED_LENGTH;

    private final EventHandler handler;
    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private final MessageHeaderDecoder messageHeader = new MessageHeaderDecoder();
    private final FrameHeaderDecoder header = new FrameHeaderDecoder();
    private long topics = ALL_TOPICS;
    private long firstWanted = 1;
    private long nextSeq = 1;
    private long runningHash;
    private boolean isInTransaction;
    private boolean isUnchecked;

    /**
     * A reader that begins with the first event ever.
     *
     * @param handler takes the events
     */
    public FrameReader(EventHandler handler) {
        this.handler = handler;
    }

    /**
     * Restricts what is handed over.
     *
     * @param topics the bits {@code 1 << topic} of the wanted topics
     * @return this
     */
    public FrameReader topics(long topics) {
        this.topics = topics;
        return this;
    }

    /**
     * Passes over events; they are checked all the same.
     *
     * @param seq first event to be handed over
     * @return this
     */
    public FrameReader from(long seq) {
        firstWanted = seq;
        return this;
    }

    /**
     * Continues behind a frame that was read before.
     *
     * @param nextSeq     number of the next event
     * @param runningHash of the last frame read
     * @return this
     */
    public FrameReader continueAt(long nextSeq, long runningHash) {
        this.nextSeq = nextSeq;
        this.runningHash = runningHash;
        this.isInTransaction = false;
        this.isUnchecked = false;
        return this;
    }

    /** Continues with an event where the running hash before it is not known: the next frame's own is not checked. */
    void continueUnchecked(long seq) {
        continueAt(seq, 0);
        isUnchecked = true;
    }

    /**
     * Continues behind a frame that is not read itself; its running hash is believed.
     *
     * @return number of its first event
     */
    long adopt(DirectBuffer buffer, int offset, int length) {
        frame.wrap(buffer, offset, length);
        decodeHeader(length);
        long first = header.firstSeq();
        continueAt(first + header.count(), header.runningHash());
        isInTransaction = !header.flags().lastOfTransaction();
        return first;
    }

    /** Number of a frame's first event. */
    long firstSeqOf(DirectBuffer buffer, int offset, int length) {
        frame.wrap(buffer, offset, length);
        decodeHeader(length);
        return header.firstSeq();
    }

    /** Checks that a frame is the next one, as {@link #onFrame} does, and reads nothing. */
    void check(DirectBuffer buffer, int offset, int length) {
        frame.wrap(buffer, offset, length);
        int events = readHeader(length);
        checkRunningHash(events, length - events);
    }

    /**
     * Number of the next event.
     *
     * @return from 1
     */
    public long nextSeq() {
        return nextSeq;
    }

    /**
     * Running hash of the last frame read.
     *
     * @return 0 before the first
     */
    public long runningHash() {
        return runningHash;
    }

    /**
     * Whether the last frame read ended its transaction.
     *
     * @return true between transactions
     */
    public boolean isAtCommit() {
        return !isInTransaction;
    }

    /**
     * Reads one frame.
     *
     * @param buffer holding the frame
     * @param offset of its first byte
     * @param length in bytes
     * @throws EventStreamException where the bytes are not what an exchange writes
     */
    public void onFrame(DirectBuffer buffer, int offset, int length) {
        frame.wrap(buffer, offset, length);
        int events = readHeader(length);
        checkRunningHash(events, length - events);
        boolean isWanted = nextSeq + header.count() > firstWanted;
        if (header.flags().firstOfTransaction() || isWanted && !isInTransaction) {
            isInTransaction = true;
            if (isWanted) {
                handler.onBegin(header);
            }
        }
        readEvents(events, length);
        runningHash = header.runningHash();
        isUnchecked = false;
        if (header.flags().lastOfTransaction()) {
            isInTransaction = false;
            if (isWanted) {
                handler.onCommit(header);
            }
        }
    }

    /** Reads the header, which has to be the next; returns where the events begin. */
    private int readHeader(int length) {
        int events = decodeHeader(length);
        if (header.firstSeq() != nextSeq) {
            throw wrong("a frame that begins with event " + header.firstSeq());
        }
        return events;
    }

    private int decodeHeader(int length) {
        if (length < HEADER_LENGTH + FrameHeaderDecoder.BLOCK_LENGTH) {
            throw wrong("a frame of " + length + " bytes");
        }
        messageHeader.wrap(frame, 0);
        if (messageHeader.schemaId() != FrameHeaderDecoder.SCHEMA_ID
                || messageHeader.templateId() != FrameHeaderDecoder.TEMPLATE_ID
                || messageHeader.blockLength() < FrameHeaderDecoder.BLOCK_LENGTH
                || HEADER_LENGTH + messageHeader.blockLength() > length) {
            throw wrong("no frame header");
        }
        header.wrap(frame, HEADER_LENGTH, messageHeader.blockLength(), messageHeader.version());
        if (header.format() != EventStreamFormat.FORMAT) {
            throw wrong("frame format " + header.format() + " is unknown");
        }
        return HEADER_LENGTH + messageHeader.blockLength();
    }

    private void readEvents(int begin, int end) {
        int at = begin;
        for (int i = 0, count = header.count(); i < count; i++) {
            if (end - at < EVENT_PREFIX_LENGTH + HEADER_LENGTH) {
                throw wrong("the frame ends at " + end + ", in the prefix of an event");
            }
            int length = frame.getShort(at + EVENT_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
            if (length < EVENT_PREFIX_LENGTH + HEADER_LENGTH || length > end - at) {
                throw wrong("an event of " + length + " bytes, where the frame has " + (end - at));
            }
            int topic = frame.getByte(at + EVENT_TOPIC_OFFSET) & 0xFF;
            long seq = nextSeq++;
            if (seq >= firstWanted && (topics & 1L << topic) != 0) {
                int message = at + EVENT_PREFIX_LENGTH;
                messageHeader.wrap(frame, message);
                handler.onEvent(seq, topic, messageHeader.templateId(), frame, message, length - EVENT_PREFIX_LENGTH);
            }
            at += length;
        }
        if (at != end) {
            throw wrong((end - at) + " bytes behind the last event");
        }
    }

    /** The events of a frame hash to what its header says, seeded with the running hash of the frame before. */
    private void checkRunningHash(int offset, int length) {
        if (!isUnchecked && Xxh64.hash(frame, offset, length, runningHash) != header.runningHash()) {
            throw wrong("the running hash is not that of the events");
        }
    }

    private EventStreamException wrong(String what) {
        return new EventStreamException("event stream, at event " + nextSeq + ": " + what);
    }
}
