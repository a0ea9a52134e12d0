package org.tallystick.node;

import org.tallystick.codecs.EventStreamFormat;
import org.tallystick.codecs.events.EventPrefixDecoder;
import org.tallystick.codecs.events.FrameHeaderDecoder;
import org.tallystick.codecs.events.GenesisAppliedDecoder;
import org.tallystick.codecs.events.MessageHeaderDecoder;

/** The recorded event stream as it stands in the archive's files, read to its end. */
final class StoredEvents {
    /** A genesis is among the first events of a stream: before it, nothing but connections can be. */
    private static final int FRAMES_SEARCHED = 64;

    private final Recording recording;
    private final long logLimit;
    private EventChain chain = new EventChain();
    private RecordingEnd end;
    private long lastFrameEnd;

    private StoredEvents(Recording recording, long logLimit) {
        this.recording = recording;
        this.logLimit = logLimit;
    }

    /**
     * Reads the stream.
     *
     * @param recording of it, null where there is none yet
     * @param known     position up to which it need not be read
     * @return where it ends
     * @throws StorageException where its frames do not continue each other
     */
    static StoredEvents read(Recording recording, long known) {
        return read(recording, known, Long.MAX_VALUE);
    }

    /**
     * Reads the stream as far as commands up to a log position caused it.
     *
     * @param recording of it, null where there is none yet
     * @param known     position up to which it need not be read
     * @param logLimit  position of the log
     * @return where that part ends
     */
    static StoredEvents read(Recording recording, long known, long logLimit) {
        StoredEvents events = new StoredEvents(recording, logLimit);
        if (recording != null) {
            events.end = RecordingEnd.find(recording, known, events::onFrame);
        }
        return events;
    }

    boolean exist() {
        return recording != null;
    }

    /** Where the stream ends. */
    long position() {
        return end == null ? 0 : end.position();
    }

    /** The end of the recording. */
    RecordingEnd end() {
        return end;
    }

    /** The end of the part that commands up to the limit caused. */
    RecordingEnd limitedEnd() {
        return new RecordingEnd(recording, lastFrameEnd, null, lastFrameEnd != end.position());
    }

    /** Number and hash at the end of that part. */
    EventStreamPoint limitedPoint() {
        return chain.point(lastFrameEnd);
    }

    /** Log position of the last command that is seen in the stream, 0 where there is none. */
    long logPosition() {
        return chain.logPosition();
    }

    /** Id that the genesis gave the cluster, 0 where the stream has none yet. */
    long clusterId() {
        if (recording == null) {
            return 0;
        }
        try (RecordingFrames frames = new RecordingFrames(recording, 0, recording.termLength())) {
            for (int i = 0; i < FRAMES_SEARCHED && frames.next(); i++) {
                long found = clusterId(frames);
                if (found != 0) {
                    return found;
                }
            }
        }
        return 0;
    }

    private static long clusterId(RecordingFrames frames) {
        EventPrefixDecoder prefix = new EventPrefixDecoder();
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        int limit = frames.dataOffset() + frames.dataLength();
        int at = frames.dataOffset() + MessageHeaderDecoder.ENCODED_LENGTH + FrameHeaderDecoder.BLOCK_LENGTH;
        while (at + EventStreamFormat.EVENT_PREFIX_LENGTH + MessageHeaderDecoder.ENCODED_LENGTH <= limit) {
            int length = prefix.wrap(
                            frames.buffer(), at, EventPrefixDecoder.BLOCK_LENGTH, EventPrefixDecoder.SCHEMA_VERSION)
                    .length();
            header.wrap(frames.buffer(), at + EventStreamFormat.EVENT_PREFIX_LENGTH);
            int body = at + EventStreamFormat.EVENT_PREFIX_LENGTH + MessageHeaderDecoder.ENCODED_LENGTH;
            if (header.templateId() == GenesisAppliedDecoder.TEMPLATE_ID && body + header.blockLength() <= limit) {
                return new GenesisAppliedDecoder()
                        .wrap(frames.buffer(), body, header.blockLength(), header.version())
                        .clusterId();
            }
            at += Math.max(length, EventStreamFormat.EVENT_PREFIX_LENGTH);
        }
        return 0;
    }

    private void onFrame(RecordingFrames frames) {
        if (frames.position() == recording.startPosition()) {
            chain = new EventChain(EventStreamPoint.BEGINNING);
            lastFrameEnd = 0;
        }
        if (logLimit == Long.MAX_VALUE || EventChain.logPosition(frames) <= logLimit) {
            EventRecording.check(recording, chain, frames);
            lastFrameEnd = frames.end();
        }
    }
}
