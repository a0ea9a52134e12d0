package org.tallystick.node;

import io.aeron.archive.client.AeronArchive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tallystick.codecs.EventStreamFormat;

/** Finds the recording of the event stream among those of an archive, and refuses one that cannot be it. */
final class EventRecording {
    private EventRecording() {}

    /**
     * Asks a running archive.
     *
     * @param archive that runs
     * @param folder  of its files, null where they are not here
     * @return the recording, null where there is none yet
     */
    static Recording find(AeronArchive archive, Path folder) {
        List<Recording> found = new ArrayList<>();
        archive.listRecordingsForUri(
                0,
                2,
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
                        sourceIdentity) -> found.add(new Recording(
                        folder,
                        recordingId,
                        startPosition,
                        stopPosition,
                        initialTermId,
                        segmentFileLength,
                        termBufferLength,
                        mtuLength,
                        sessionId,
                        streamId,
                        originalChannel,
                        -1)));
        return only(found);
    }

    /**
     * Asks the catalog of an archive that does not run.
     *
     * @param catalog that was read
     * @return the recording, null where there is none yet
     */
    static Recording find(ArchiveCatalog catalog) {
        return only(catalog.recordings().stream()
                .filter(recording -> recording.streamId() == EventStreamFormat.STREAM_ID
                        && recording.channel().contains("alias=" + EventStreamFormat.ALIAS))
                .toList());
    }

    /**
     * Where the stream stands at the end of a frame.
     *
     * @param recording of the event stream
     * @param position  0, or the end of a frame
     * @return the place, with the number and the hash that the frame before it states
     * @throws StorageException where no frame that can be read ends there
     */
    static EventStreamPoint pointAt(Recording recording, long position) {
        if (position == 0) {
            return EventStreamPoint.BEGINNING;
        }
        // The stream begins at 0, so every term begins with a frame.
        long from = position - 1 & -recording.termLength();
        EventChain chain = new EventChain();
        try (RecordingFrames frames = new RecordingFrames(recording, from, position)) {
            while (frames.next()) {
                check(recording, chain, frames);
            }
            if (frames.end() != position) {
                throw new StorageException("the recorded event stream (recording " + recording.id()
                        + ") has no frame that ends at " + position + "; the last one before it ends at "
                        + frames.end() + (frames.damage() == null ? "" : ": " + frames.damage()));
            }
        }
        return chain.point(position);
    }

    /** Lets the chain take the frame that was read. */
    static void check(Recording recording, EventChain chain, RecordingFrames frames) {
        String wrong = chain.accept(frames.buffer(), frames.dataOffset(), frames.dataLength(), frames.flags());
        if (wrong != null) {
            throw new StorageException("the recorded event stream (recording " + recording.id() + ") is wrong at "
                    + frames.position() + ": " + wrong + ". Reseed this node from its peers: tally cluster reseed");
        }
    }

    private static Recording only(List<Recording> found) {
        if (found.isEmpty()) {
            return null;
        }
        if (found.size() > 1) {
            throw new StorageException("the archive holds more than one event stream: recordings "
                    + found.get(0).id() + " and " + found.get(1).id()
                    + "; a node has one. Put the folder back as it was, or reseed the node: tally cluster reseed");
        }
        Recording recording = found.get(0);
        require(recording, "begins at", recording.startPosition(), 0);
        require(recording, "has the initial term id", recording.initialTermId(), EventStreamFormat.INITIAL_TERM_ID);
        require(recording, "has terms of", recording.termLength(), EventStreamFormat.TERM_LENGTH);
        require(recording, "has frames of up to", recording.mtuLength(), EventStreamFormat.MTU_LENGTH);
        require(recording, "has the session id", recording.sessionId(), EventStreamFormat.SESSION_ID);
        return recording;
    }

    private static void require(Recording recording, String what, long found, long expected) {
        if (found != expected) {
            throw new StorageException("recording " + recording.id() + " is not an event stream of this format: it "
                    + what + " " + found + ", expected " + expected
                    + ". Put the folder back as it was, or reseed the node: tally cluster reseed");
        }
    }
}
