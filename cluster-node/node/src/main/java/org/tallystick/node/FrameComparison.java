package org.tallystick.node;

import org.agrona.DirectBuffer;
import org.tallystick.codecs.events.FrameHeaderDecoder;
import org.tallystick.codecs.events.MessageHeaderDecoder;

/**
 * Holds the frames that the engine gives again after a restart against those that were recorded, byte for byte. The
 * files are read once, in order.
 */
final class FrameComparison implements AutoCloseable {
    private final Recording recording;
    private final long recordedEnd;
    private final RecordingFrames frames;

    /**
     * Begins to compare.
     *
     * @param recording   of the event stream
     * @param from        where the engine's stream stands
     * @param recordedEnd where the recording ends
     */
    FrameComparison(Recording recording, long from, long recordedEnd) {
        this.recording = recording;
        this.recordedEnd = recordedEnd;
        this.frames = new RecordingFrames(recording, from, recordedEnd);
    }

    /**
     * Compares the next frame.
     *
     * @param begin  position at which it belongs
     * @param frame  holding what the engine gave
     * @param offset of it
     * @param length in bytes
     * @throws StorageException where something else was recorded
     */
    void compare(long begin, DirectBuffer frame, int offset, int length) {
        if (!frames.next()) {
            throw new StorageException("the recorded event stream (recording " + recording.id() + ") cannot be read at "
                    + frames.end() + ", before its end at " + recordedEnd
                    + (frames.damage() == null ? ": nothing is written there" : ": " + frames.damage())
                    + ". Reseed this node from its peers: tally cluster reseed");
        }
        if (frames.position() != begin || frames.dataLength() != length) {
            throw differs(
                    begin,
                    frame,
                    offset,
                    length,
                    "recorded was a frame of " + frames.dataLength() + " bytes at " + frames.position());
        }
        DirectBuffer recorded = frames.buffer();
        int recordedOffset = frames.dataOffset();
        int at = mismatch(frame, offset, recorded, recordedOffset, length);
        if (at < length) {
            throw differs(
                    begin,
                    frame,
                    offset,
                    length,
                    "byte " + at + " of the frame is " + hex(frame.getByte(offset + at)) + ", recorded was "
                            + hex(recorded.getByte(recordedOffset + at)));
        }
    }

    @Override
    public void close() {
        frames.close();
    }

    private StorageException differs(long begin, DirectBuffer frame, int offset, int length, String how) {
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(frame, offset);
        FrameHeaderDecoder frameHeader = new FrameHeaderDecoder()
                .wrap(frame, offset + MessageHeaderDecoder.ENCODED_LENGTH, header.blockLength(), header.version());
        return new StorageException("the log gives other events than were recorded (recording " + recording.id()
                + "): at position " + begin + ", in the frame of " + length + " bytes that begins with event "
                + frameHeader.firstSeq() + " and was caused at log position " + frameHeader.logPosition() + ", " + how
                + ". Either the recording or the log is not this node's, or this release decides otherwise than the"
                + " one that recorded. Start the release that recorded it; if the other members agree among"
                + " themselves, reseed this node from them: tally cluster reseed");
    }

    private static int mismatch(DirectBuffer a, int aOffset, DirectBuffer b, int bOffset, int length) {
        int i = 0;
        while (i + Long.BYTES <= length && a.getLong(aOffset + i) == b.getLong(bOffset + i)) {
            i += Long.BYTES;
        }
        while (i < length && a.getByte(aOffset + i) == b.getByte(bOffset + i)) {
            i++;
        }
        return i;
    }

    private static String hex(byte value) {
        return String.format("0x%02x", value);
    }
}
