package org.tallystick.engine.snapshot;

import org.agrona.MutableDirectBuffer;

/** Takes the messages that a part of the engine writes into a snapshot, in order. */
@FunctionalInterface
public interface RecordSink {
    /**
     * Takes one message, valid during the call only.
     *
     * @param buffer holding the message, an SBE message of {@code snapshot.xml} behind its header
     * @param offset of the header
     * @param length in bytes, header included, at most {@code SnapshotSink.MAX_MESSAGE_LENGTH}
     */
    void onRecord(MutableDirectBuffer buffer, int offset, int length);
}
