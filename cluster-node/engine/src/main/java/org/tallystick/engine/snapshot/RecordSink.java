package org.tallystick.engine.snapshot;

import org.agrona.DirectBuffer;

/** Takes the records of a snapshot one by one, each an SBE message behind its header. */
@FunctionalInterface
public interface RecordSink {
    /** Takes one record, valid during the call only. */
    void onRecord(DirectBuffer buffer, int offset, int length);
}
