package org.tallystick.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.codecs.EventStreamFormat;
import org.tallystick.codecs.Xxh64;
import org.tallystick.codecs.events.FrameHeaderDecoder;
import org.tallystick.codecs.events.FrameHeaderEncoder;
import org.tallystick.codecs.events.MessageHeaderEncoder;

/** Any bytes as an event stream. {@code scripts/fuzz.sh} searches on. */
class EventStreamFuzzTest {
    private static final int HEADER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + FrameHeaderDecoder.BLOCK_LENGTH;
    /** No event is longer. */
    private static final int EVENT_LENGTH = 400;

    private static final int GREATEST_TEMPLATE = 83;

    /** A frame as the exchange writes them, with one event of a template whose fields are all zero. */
    private static byte[] frame(final int templateId, final int fill) {
        final ByteBuffer bytes = ByteBuffer.allocate(1 << 12).order(ByteOrder.LITTLE_ENDIAN);
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        new FrameHeaderEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .count(1);
        final int event = HEADER_LENGTH;
        buffer.setMemory(event, EVENT_LENGTH, (byte) fill);
        buffer.putShort(event + EventStreamFormat.EVENT_LENGTH_OFFSET, (short) EVENT_LENGTH, ByteOrder.LITTLE_ENDIAN);
        new MessageHeaderEncoder()
                .wrap(buffer, event + EventStreamFormat.EVENT_PREFIX_LENGTH)
                .blockLength(EVENT_LENGTH - EventStreamFormat.EVENT_PREFIX_LENGTH - MessageHeaderEncoder.ENCODED_LENGTH)
                .templateId(templateId)
                .schemaId(FrameHeaderDecoder.SCHEMA_ID)
                .version(0);
        final byte[] frame = new byte[HEADER_LENGTH + EVENT_LENGTH];
        buffer.getBytes(0, frame);
        return frame;
    }

    static Stream<byte[]> frames() {
        return IntStream.rangeClosed(0, GREATEST_TEMPLATE)
                .boxed()
                .flatMap(template -> Stream.of(frame(template, 0), frame(template, 1), frame(template, 'A')));
    }

    /**
     * Bytes that no exchange writes are refused with the one exception that there is for them, by the frame's reader or by
     * who makes lines of its events. The header's number and hash are made right, so that the events are looked at.
     */
    @MethodSource("frames")
    @FuzzTest
    void shouldReadOrRefuseAnyFrame(final byte[] bytes) {
        final UnsafeBuffer frame = new UnsafeBuffer(bytes);
        if (bytes.length >= HEADER_LENGTH) {
            new FrameHeaderEncoder()
                    .wrap(frame, MessageHeaderEncoder.ENCODED_LENGTH)
                    .firstSeq(1)
                    .format((short) EventStreamFormat.FORMAT)
                    .runningHash(Xxh64.hash(frame, HEADER_LENGTH, bytes.length - HEADER_LENGTH, 0));
        }
        final Lines lines = new Lines();
        final FrameReader reader = new FrameReader(lines);
        try {
            reader.onFrame(frame, 0, bytes.length);
        } catch (final EventStreamException e) {
            return;
        }
        assertEquals(lines.count + 1, reader.nextSeq());
    }

    private static final class Lines implements EventHandler {
        private final EventText text = new EventText();
        private int count;

        @Override
        public void onBegin(final FrameHeaderDecoder frame) {}

        @Override
        public void onEvent(
                final long seq,
                final int topic,
                final int templateId,
                final DirectBuffer buffer,
                final int offset,
                final int length) {
            count++;
            final String line = text.render(seq, templateId, buffer, offset);
            assertFalse(line.contains("\n"), line);
        }

        @Override
        public void onCommit(final FrameHeaderDecoder frame) {}
    }
}
