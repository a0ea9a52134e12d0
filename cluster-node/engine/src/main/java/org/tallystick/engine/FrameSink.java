package org.tallystick.engine;

import org.agrona.DirectBuffer;

/** Takes the frames of the event stream, in order; each is whole and at most {@code EventStreamFormat.MAX_FRAME_LENGTH} bytes. */
@FunctionalInterface
public interface FrameSink {
    /**
     * Called during the command that caused the frame; the bytes are valid during the call only.
     *
     * @param buffer holding the frame
     * @param offset of its first byte
     * @param length in bytes
     */
    void onFrame(DirectBuffer buffer, int offset, int length);
}
