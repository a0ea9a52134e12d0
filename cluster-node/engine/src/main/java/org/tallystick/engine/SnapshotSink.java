package org.tallystick.engine;

import org.agrona.DirectBuffer;

/** Takes the messages of a snapshot, in order. */
@FunctionalInterface
public interface SnapshotSink {
    /** Greatest length of a snapshot message in bytes. */
    int MAX_MESSAGE_LENGTH = 16 * 1024;

    /**
     * Takes one message, valid during the call only.
     *
     * @param buffer holding the message, an SBE message of {@code snapshot.xml} behind its header
     * @param offset of its first byte
     * @param length in bytes, at most {@link #MAX_MESSAGE_LENGTH}
     */
    void onMessage(DirectBuffer buffer, int offset, int length);
}
