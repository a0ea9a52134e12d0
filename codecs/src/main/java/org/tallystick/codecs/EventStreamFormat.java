package org.tallystick.codecs;

/**
 * Constants of the recorded event stream. They are part of the format: with them every node writes the same payloads at
 * the same archive positions, so a position means the same on any node.
 *
 * <p>A frame is a {@code FrameHeader} message (schema {@code events.xml}) and then its events. Each event is a prefix of
 * {@value #EVENT_PREFIX_LENGTH} bytes ({@code EventPrefix} of the schema: its length in bytes, prefix included;
 * its topic; a zero byte), an SBE message header and the message.
 */
public final class EventStreamFormat {
    /** Version of the frame format. */
    public static final int FORMAT = 1;

    /** Aeron stream id of the event stream. */
    public static final int STREAM_ID = 7110;

    /** Aeron session id of the event stream, the same on every node. */
    public static final int SESSION_ID = 711_000_001;

    /** First Aeron term id. */
    public static final int INITIAL_TERM_ID = 0;

    /** Length of a term in bytes. */
    public static final int TERM_LENGTH = 4 * 1024 * 1024;

    /** Greatest length of an Aeron frame in bytes, its header included. */
    public static final int MTU_LENGTH = 8192;

    /** Greatest length of an event frame in bytes, so that none is ever fragmented. */
    public static final int MAX_FRAME_LENGTH = MTU_LENGTH - 32;

    /** Alias in the channel of the publication. */
    public static final String ALIAS = "tallystick-events";

    /** Length in bytes of what stands in front of each event's SBE header. */
    public static final int EVENT_PREFIX_LENGTH = 4;

    /** Offset of the event's length in its prefix. */
    public static final int EVENT_LENGTH_OFFSET = 0;

    /** Offset of the event's topic in its prefix. */
    public static final int EVENT_TOPIC_OFFSET = 2;

    private EventStreamFormat() {}
}
