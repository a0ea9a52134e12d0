package org.tallystick.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.agrona.DirectBuffer;
import org.tallystick.codecs.EventStreamFormat;
import org.tallystick.codecs.events.EventPrefixDecoder;
import org.tallystick.codecs.events.FrameHeaderDecoder;
import org.tallystick.codecs.events.HashReportedDecoder;
import org.tallystick.codecs.events.MessageHeaderDecoder;

/**
 * Lays the halves of the tally side by side: reads the event streams that nodes recorded from their files, checks each
 * (checksums, numbers, running hash), and compares them frame by frame, bytes and positions. Reads only, and can do that
 * while the nodes run; then it compares what all have.
 */
public final class RecordsComparison {
    private final List<Stream> streams = new ArrayList<>();
    private final List<String> doubts = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private long comparedFrames;
    private long comparedPosition;

    /**
     * What one node recorded.
     *
     * @param folder      of its data
     * @param position    at which its event stream ends
     * @param events      number of the last event
     * @param runningHash over all events
     * @param stateHash   that its engine found at the last request for one, null where there was none
     * @param marketHash  likewise
     */
    public record Node(
            Path folder, long position, long events, long runningHash, String stateHash, String marketHash) {}

    /**
     * What the comparison found.
     *
     * @param nodes    in the order in which they were named
     * @param frames   that were the same on all nodes
     * @param position up to which all nodes have the same
     * @param doubts   what is wrong; empty where nothing is
     */
    public record Result(List<Node> nodes, long frames, long position, List<String> doubts) {
        /**
         * Whether nothing is wrong.
         *
         * @return true where all that the nodes have is the same
         */
        public boolean isGood() {
            return doubts.isEmpty();
        }
    }

    private RecordsComparison() {}

    /**
     * Compares nodes.
     *
     * @param folders of their data
     * @return what was found
     */
    public static Result compare(List<Path> folders) {
        RecordsComparison comparison = new RecordsComparison();
        try {
            comparison.open(folders);
            comparison.compareFrames();
            comparison.readOn();
        } finally {
            comparison.streams.forEach(Stream::close);
        }
        return new Result(
                List.copyOf(comparison.nodes),
                comparison.comparedFrames,
                comparison.comparedPosition,
                List.copyOf(comparison.doubts));
    }

    private void open(List<Path> folders) {
        for (Path folder : folders) {
            try {
                Recording recording = EventRecording.find(ArchiveCatalog.read(folder.resolve("archive")));
                if (recording == null) {
                    doubts.add(folder + " has no event stream");
                } else {
                    streams.add(new Stream(folder, recording));
                }
            } catch (StorageException e) {
                doubts.add(folder + ": " + e.getMessage());
            }
        }
    }

    private void compareFrames() {
        while (!streams.isEmpty() && allNext()) {
            Stream first = streams.get(0);
            for (Stream other : streams.subList(1, streams.size())) {
                if (!other.isSameFrame(first)) {
                    doubts.add(String.format(
                            Locale.ROOT,
                            "%s and %s differ: at position %d, event %d, %s",
                            first.folder,
                            other.folder,
                            first.frames.position(),
                            first.firstSeq(),
                            other.frames.position() == first.frames.position()
                                    ? "their frames have other bytes"
                                    : "the other's frame begins at " + other.frames.position()));
                    return;
                }
            }
            comparedFrames++;
            comparedPosition = first.frames.end();
        }
    }

    private boolean allNext() {
        boolean have = true;
        for (Stream stream : streams) {
            have &= stream.next();
        }
        return have;
    }

    /** Each stream to its own end, checked by itself. */
    private void readOn() {
        for (Stream stream : streams) {
            while (stream.next()) {
                // Checked on the way.
            }
            if (stream.wrong != null) {
                doubts.add(stream.folder + ": the event stream is wrong at " + stream.frames.position() + ": "
                        + stream.wrong);
            }
            nodes.add(stream.node());
        }
    }

    /** The event stream of one node, on the way. */
    private static final class Stream {
        private final Path folder;
        private final RecordingFrames frames;
        private final EventChain chain = new EventChain(EventStreamPoint.BEGINNING);
        private final EventPrefixDecoder prefix = new EventPrefixDecoder();
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final HashReportedDecoder hashes = new HashReportedDecoder();
        private final FrameHeaderDecoder frame = new FrameHeaderDecoder();
        private String stateHash;
        private String marketHash;
        private String wrong;
        private boolean hasEnded;

        private Stream(Path folder, Recording recording) {
            this.folder = folder;
            this.frames = new RecordingFrames(recording, 0, Long.MAX_VALUE);
        }

        private boolean next() {
            if (hasEnded) {
                return false;
            }
            if (!frames.next()) {
                wrong = frames.damage();
                hasEnded = true;
                return false;
            }
            wrong = chain.accept(frames.buffer(), frames.dataOffset(), frames.dataLength(), frames.flags());
            hasEnded = wrong != null;
            if (!hasEnded) {
                readEvents();
            }
            return !hasEnded;
        }

        private long firstSeq() {
            return frame.wrap(
                            frames.buffer(),
                            frames.dataOffset() + MessageHeaderDecoder.ENCODED_LENGTH,
                            FrameHeaderDecoder.BLOCK_LENGTH,
                            FrameHeaderDecoder.SCHEMA_VERSION)
                    .firstSeq();
        }

        private boolean isSameFrame(Stream other) {
            int length = frames.dataLength();
            if (frames.position() != other.frames.position() || length != other.frames.dataLength()) {
                return false;
            }
            DirectBuffer mine = frames.buffer();
            DirectBuffer its = other.frames.buffer();
            for (int i = 0; i < length; i++) {
                if (mine.getByte(frames.dataOffset() + i) != its.getByte(other.frames.dataOffset() + i)) {
                    return false;
                }
            }
            return true;
        }

        private void readEvents() {
            DirectBuffer buffer = frames.buffer();
            int limit = frames.dataOffset() + frames.dataLength();
            int at = frames.dataOffset() + MessageHeaderDecoder.ENCODED_LENGTH + FrameHeaderDecoder.BLOCK_LENGTH;
            while (at + EventStreamFormat.EVENT_PREFIX_LENGTH + MessageHeaderDecoder.ENCODED_LENGTH <= limit) {
                int length = prefix.wrap(buffer, at, EventPrefixDecoder.BLOCK_LENGTH, EventPrefixDecoder.SCHEMA_VERSION)
                        .length();
                int event = at + EventStreamFormat.EVENT_PREFIX_LENGTH;
                if (header.wrap(buffer, event).templateId() == HashReportedDecoder.TEMPLATE_ID) {
                    hashes.wrapAndApplyHeader(buffer, event, header);
                    stateHash = String.format(Locale.ROOT, "%016x", hashes.stateHash());
                    marketHash = String.format(Locale.ROOT, "%016x", hashes.marketHash());
                }
                if (length <= 0) {
                    return;
                }
                at += length;
            }
        }

        private Node node() {
            EventStreamPoint end = chain.point(frames.end());
            return new Node(folder, end.position(), end.eventSeq(), end.runningHash(), stateHash, marketHash);
        }

        private void close() {
            frames.close();
        }
    }
}
