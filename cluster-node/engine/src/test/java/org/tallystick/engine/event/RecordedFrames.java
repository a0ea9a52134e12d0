package org.tallystick.engine.event;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.codecs.EventStreamFormat;
import org.tallystick.codecs.events.EventPrefixDecoder;
import org.tallystick.codecs.events.FrameHeaderDecoder;
import org.tallystick.codecs.events.MessageHeaderDecoder;
import org.tallystick.codecs.types.Topic;
import org.tallystick.engine.FrameSink;

/** Keeps every frame, and reads it as a consumer would. */
public final class RecordedFrames implements FrameSink {
    /** One event: what it is about, and its text. */
    public record Event(Topic topic, String text) {}

    final List<byte[]> frames = new ArrayList<>();

    @Override
    public void onFrame(DirectBuffer buffer, int offset, int length) {
        assertTrue(length <= EventStreamFormat.MAX_FRAME_LENGTH, length + " bytes");
        byte[] frame = new byte[length];
        buffer.getBytes(offset, frame);
        frames.add(frame);
    }

    FrameHeaderDecoder header(int frame) {
        return header(frames.get(frame));
    }

    /** The header of a frame. */
    public static FrameHeaderDecoder header(byte[] frame) {
        return new FrameHeaderDecoder().wrapAndApplyHeader(new UnsafeBuffer(frame), 0, new MessageHeaderDecoder());
    }

    /** The bytes that the running hash covers. */
    byte[] eventBytes(int frame) {
        byte[] bytes = frames.get(frame);
        return Arrays.copyOfRange(bytes, FrameWriter.EVENTS_OFFSET, bytes.length);
    }

    List<Event> events(int frame) {
        return events(frames.get(frame));
    }

    /** The events of a frame. */
    public static List<Event> events(byte[] frame) {
        List<Event> events = new ArrayList<>();
        UnsafeBuffer buffer = new UnsafeBuffer(frame);
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
        int offset = MessageHeaderDecoder.ENCODED_LENGTH + header.blockLength();
        while (offset < buffer.capacity()) {
            EventPrefixDecoder prefix = new EventPrefixDecoder().wrap(buffer, offset, 4, 0);
            assertEquals(
                    prefix.length(),
                    buffer.getShort(offset + EventStreamFormat.EVENT_LENGTH_OFFSET, LITTLE_ENDIAN) & 0xFFFF);
            assertEquals(prefix.topic().value(), buffer.getByte(offset + EventStreamFormat.EVENT_TOPIC_OFFSET) & 0xFF);
            assertEquals(0, prefix.reserved());
            String text = DecodedText.of(buffer, offset + EventStreamFormat.EVENT_PREFIX_LENGTH);
            events.add(new Event(prefix.topic(), text));
            offset += prefix.length();
        }
        assertEquals(buffer.capacity(), offset);
        assertEquals(events.size(), header(frame).count());
        return events;
    }

    List<Event> allEvents() {
        List<Event> all = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            all.addAll(events(i));
        }
        return all;
    }
}
