package org.tallystick.node;

import io.aeron.cluster.codecs.SnapshotMark;
import io.aeron.cluster.codecs.SnapshotMarkerDecoder;
import io.aeron.logbuffer.FrameDescriptor;
import org.agrona.ExpandableArrayBuffer;
import org.tallystick.codecs.Xxh64;
import org.tallystick.codecs.snapshot.EventStreamStateDecoder;
import org.tallystick.codecs.snapshot.MessageHeaderDecoder;
import org.tallystick.codecs.snapshot.SnapshotFooterDecoder;
import org.tallystick.codecs.snapshot.SnapshotHeaderDecoder;

/**
 * A snapshot as it stands in the archive's files. All of it is read: checksums of the frames, hash over the messages, and
 * that it has its end. Whether the engine can be made from it is seen when it is loaded.
 */
final class StoredSnapshot {
    private static final int MAX_MESSAGE_LENGTH = 1 << 20;

    private final ExpandableArrayBuffer message = new ExpandableArrayBuffer();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SnapshotHeaderDecoder snapshotHeader = new SnapshotHeaderDecoder();
    private boolean isEnded;
    private boolean hasFooter;
    private boolean hasEngineState;
    private long hash;
    private long eventPosition = -1;
    private long eventSeq;
    private long runningHash;
    private long clusterId;

    private StoredSnapshot() {}

    /**
     * Reads a snapshot.
     *
     * @param catalog  of the archive
     * @param snapshot to be read
     * @return what it says
     * @throws StorageException where it is damaged, with what is wrong
     */
    static StoredSnapshot read(ArchiveCatalog catalog, LogEntries.Snapshot snapshot) {
        StoredSnapshot stored = new StoredSnapshot();
        stored.readRecording(catalog, "consensus module", snapshot.consensusRecordingId(), stored::onConsensusMessage);
        if (!stored.isEnded) {
            throw new StorageException("the consensus module's part has no end");
        }
        stored.readRecording(catalog, "exchange", snapshot.serviceRecordingId(), stored::onServiceMessage);
        if (!stored.hasFooter) {
            throw new StorageException("the exchange's part has no footer");
        }
        return stored;
    }

    /** Where the event stream stood. */
    EventStreamPoint eventStream() {
        return new EventStreamPoint(eventPosition, eventSeq, runningHash);
    }

    /** Id that the genesis gave, 0 before it. */
    long clusterId() {
        return clusterId;
    }

    /** Takes one whole message. */
    @FunctionalInterface
    private interface MessageHandler {
        void onMessage(int length);
    }

    private void readRecording(ArchiveCatalog catalog, String part, long recordingId, MessageHandler handler) {
        Recording recording = catalog.find(recordingId);
        if (recording == null) {
            throw new StorageException("the recording of the " + part + "'s part (" + recordingId + ") is missing");
        }
        long limit = recording.isStopped() ? recording.stopPosition() : Long.MAX_VALUE;
        try (RecordingFrames frames = new RecordingFrames(recording, recording.startPosition(), limit)) {
            int length = 0;
            while (frames.next()) {
                if ((frames.flags() & FrameDescriptor.BEGIN_FRAG_FLAG) != 0) {
                    length = 0;
                }
                if (length + frames.dataLength() > MAX_MESSAGE_LENGTH) {
                    throw new StorageException("a message of the " + part + "'s part is longer than "
                            + MAX_MESSAGE_LENGTH + " bytes, at " + frames.position());
                }
                message.putBytes(length, frames.buffer(), frames.dataOffset(), frames.dataLength());
                length += frames.dataLength();
                if ((frames.flags() & FrameDescriptor.END_FRAG_FLAG) != 0) {
                    handler.onMessage(length);
                }
            }
            if (frames.damage() != null || recording.isStopped() && frames.end() < limit) {
                throw new StorageException("the " + part + "'s part (recording " + recordingId + ") ends at "
                        + frames.end() + (recording.isStopped() ? " of " + limit : "")
                        + (frames.damage() == null ? "" : ": " + frames.damage()));
            }
        }
    }

    private void onConsensusMessage(int length) {
        if (length < MessageHeaderDecoder.ENCODED_LENGTH + SnapshotMarkerDecoder.BLOCK_LENGTH) {
            return;
        }
        header.wrap(message, 0);
        if (header.templateId() == SnapshotMarkerDecoder.TEMPLATE_ID
                && header.schemaId() == SnapshotMarkerDecoder.SCHEMA_ID) {
            SnapshotMark mark = new SnapshotMarkerDecoder()
                    .wrap(message, MessageHeaderDecoder.ENCODED_LENGTH, header.blockLength(), header.version())
                    .mark();
            isEnded = mark == SnapshotMark.END;
        }
    }

    /** The container writes its own messages first. */
    private void onServiceMessage(int length) {
        if (length < MessageHeaderDecoder.ENCODED_LENGTH) {
            throw new StorageException("the exchange's part has a message of " + length + " bytes");
        }
        if (hasFooter) {
            throw new StorageException("the exchange's part goes on behind its footer");
        }
        header.wrap(message, 0);
        if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID) {
            if (hasEngineState) {
                throw new StorageException("the exchange's part has a message of schema " + header.schemaId());
            }
            return;
        }
        int body = MessageHeaderDecoder.ENCODED_LENGTH;
        switch (header.templateId()) {
            case EventStreamStateDecoder.TEMPLATE_ID -> {
                eventPosition = new EventStreamStateDecoder()
                        .wrap(message, body, header.blockLength(), header.version())
                        .position();
                return;
            }
            case SnapshotHeaderDecoder.TEMPLATE_ID -> {
                snapshotHeader.wrap(message, body, header.blockLength(), header.version());
                hasEngineState = true;
                eventSeq = snapshotHeader.eventSeq();
                runningHash = snapshotHeader.runningHash();
                clusterId = snapshotHeader.clusterId();
            }
            case SnapshotFooterDecoder.TEMPLATE_ID -> {
                onFooter();
                return;
            }
            default -> {
                // Only its bytes count here.
            }
        }
        hash = Xxh64.hash(message, 0, length, hash);
    }

    private void onFooter() {
        long expected = new SnapshotFooterDecoder()
                .wrap(message, MessageHeaderDecoder.ENCODED_LENGTH, header.blockLength(), header.version())
                .hash();
        if (expected != hash || eventPosition < 0 || !hasEngineState) {
            throw new StorageException("the exchange's part has the hash " + Long.toHexString(hash)
                    + ", its footer says " + Long.toHexString(expected));
        }
        hasFooter = true;
    }
}
