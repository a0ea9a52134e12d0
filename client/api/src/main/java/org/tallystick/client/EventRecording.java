package org.tallystick.client;

import io.aeron.Aeron;
import io.aeron.archive.client.AeronArchive;
import org.tallystick.codecs.EventStreamFormat;

/**
 * The recording of the event stream in one node's archive.
 *
 * @param id            number of the recording
 * @param startPosition its first position; more than 0 where its beginning was purged
 * @param endPosition   position up to which it reached when it was asked for
 * @param termLength    length of its terms in bytes
 */
record EventRecording(long id, long startPosition, long endPosition, int termLength) {
    private static final int MAX_RECORDINGS = 1_000;

    /**
     * Looks for the recording: the newest that holds a position, else the newest.
     *
     * @return null where the archive holds none
     */
    static EventRecording find(AeronArchive archive, long position) {
        EventRecording[] found = {null};
        archive.listRecordingsForUri(
                0,
                MAX_RECORDINGS,
                "alias=" + EventStreamFormat.ALIAS,
                EventStreamFormat.STREAM_ID,
                (controlSessionId,
                        correlationId,
                        recordingId,
                        startTimestamp,
                        stopTimestamp,
                        startPosition,
                        stopPosition,
                        initialTermId,
                        segmentFileLength,
                        termBufferLength,
                        mtuLength,
                        sessionId,
                        streamId,
                        strippedChannel,
                        originalChannel,
                        sourceIdentity) -> {
                    EventRecording recording =
                            new EventRecording(recordingId, startPosition, stopPosition, termBufferLength);
                    if (found[0] == null || recording.holds(position) || !found[0].holds(position)) {
                        found[0] = recording;
                    }
                });
        EventRecording recording = found[0];
        if (recording == null || recording.endPosition != Aeron.NULL_VALUE) {
            return recording;
        }
        return new EventRecording(
                recording.id,
                recording.startPosition,
                archive.getMaxRecordedPosition(recording.id),
                recording.termLength);
    }

    private boolean holds(long position) {
        return startPosition <= position && (endPosition == Aeron.NULL_VALUE || position <= endPosition);
    }

    /** Places where a frame begins: the recording's start, and the start of every later term that has something. */
    int places() {
        if (endPosition <= startPosition) {
            return 0;
        }
        long first = startPosition / termLength;
        long last = (endPosition - 1) / termLength;
        return Math.toIntExact(last - first + 1);
    }

    /** Position of such a place, counted from 0. */
    long place(int index) {
        return index == 0 ? startPosition : (startPosition / termLength + index) * termLength;
    }

    /** The last place at or before a position, or the first or last one. */
    int placeOf(long position) {
        long index = position / termLength - startPosition / termLength;
        return (int) Math.max(0, Math.min(index, places() - 1L));
    }
}
