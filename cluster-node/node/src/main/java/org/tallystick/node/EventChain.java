package org.tallystick.node;

import io.aeron.logbuffer.FrameDescriptor;
import org.agrona.DirectBuffer;
import org.tallystick.codecs.EventStreamFormat;
import org.tallystick.codecs.Xxh64;
import org.tallystick.codecs.events.FrameHeaderDecoder;
import org.tallystick.codecs.events.MessageHeaderDecoder;

/**
 * Follows the event stream frame by frame and holds each against the one before: the numbers of the events go on without a
 * gap, and the running hash is what the events give.
 */
final class EventChain {
    private static final int EVENTS_OFFSET = MessageHeaderDecoder.ENCODED_LENGTH + FrameHeaderDecoder.BLOCK_LENGTH;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final FrameHeaderDecoder frame = new FrameHeaderDecoder();
    private boolean isAnchored;
    private long eventSeq;
    private long runningHash;
    private long logPosition;

    /** Begins where nothing is known of what comes before: the first frame is believed. */
    EventChain() {}

    /** Begins behind a place that is known. */
    EventChain(EventStreamPoint after) {
        isAnchored = true;
        eventSeq = after.eventSeq();
        runningHash = after.runningHash();
    }

    /**
     * Takes the next frame.
     *
     * @return what is wrong with it, null where it continues the stream
     */
    String accept(DirectBuffer buffer, int offset, int length, byte flags) {
        if ((flags & FrameDescriptor.UNFRAGMENTED) != FrameDescriptor.UNFRAGMENTED) {
            return "it is a part of a message, not a whole one";
        }
        if (length < EVENTS_OFFSET) {
            return "it has " + length + " bytes, its header alone has " + EVENTS_OFFSET;
        }
        header.wrap(buffer, offset);
        if (header.schemaId() != FrameHeaderDecoder.SCHEMA_ID
                || header.templateId() != FrameHeaderDecoder.TEMPLATE_ID
                || header.blockLength() != FrameHeaderDecoder.BLOCK_LENGTH) {
            return "it is no event frame (schema " + header.schemaId() + ", template " + header.templateId() + ")";
        }
        frame.wrap(buffer, offset + MessageHeaderDecoder.ENCODED_LENGTH, header.blockLength(), header.version());
        if (frame.format() != EventStreamFormat.FORMAT) {
            return "its format is " + frame.format() + ", this release knows " + EventStreamFormat.FORMAT;
        }
        if (isAnchored) {
            if (frame.firstSeq() != eventSeq + 1) {
                return "its events begin with number " + frame.firstSeq() + ", expected " + (eventSeq + 1);
            }
            long hash = Xxh64.hash(buffer, offset + EVENTS_OFFSET, length - EVENTS_OFFSET, runningHash);
            if (hash != frame.runningHash()) {
                return "its running hash is " + Long.toHexString(frame.runningHash()) + ", its events give "
                        + Long.toHexString(hash);
            }
        }
        isAnchored = true;
        eventSeq = frame.firstSeq() + frame.count() - 1;
        runningHash = frame.runningHash();
        logPosition = frame.logPosition();
        return null;
    }

    /** Behind the last frame taken. */
    EventStreamPoint point(long position) {
        return new EventStreamPoint(position, eventSeq, runningHash);
    }

    /** Log position of a frame's command; 0 where it is too short to say. */
    static long logPosition(RecordingFrames frames) {
        if (frames.dataLength() < EVENTS_OFFSET) {
            return 0;
        }
        return new FrameHeaderDecoder()
                .wrap(
                        frames.buffer(),
                        frames.dataOffset() + MessageHeaderDecoder.ENCODED_LENGTH,
                        FrameHeaderDecoder.BLOCK_LENGTH,
                        FrameHeaderDecoder.SCHEMA_VERSION)
                .logPosition();
    }

    /** Log position of the last frame's command, 0 before the first. */
    long logPosition() {
        return logPosition;
    }
}
