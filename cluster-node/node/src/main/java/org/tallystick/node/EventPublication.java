package org.tallystick.node;

import static org.tallystick.codecs.EventStreamFormat.ALIAS;
import static org.tallystick.codecs.EventStreamFormat.INITIAL_TERM_ID;
import static org.tallystick.codecs.EventStreamFormat.MAX_FRAME_LENGTH;
import static org.tallystick.codecs.EventStreamFormat.MTU_LENGTH;
import static org.tallystick.codecs.EventStreamFormat.SESSION_ID;
import static org.tallystick.codecs.EventStreamFormat.STREAM_ID;
import static org.tallystick.codecs.EventStreamFormat.TERM_LENGTH;

import io.aeron.Aeron;
import io.aeron.ChannelUriStringBuilder;
import io.aeron.CommonContext;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.codecs.SourceLocation;
import io.aeron.archive.status.RecordingPos;
import io.aeron.protocol.DataHeaderFlyweight;
import java.util.concurrent.TimeUnit;
import org.agrona.BitUtil;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.status.CountersReader;
import org.tallystick.engine.FrameSink;

/**
 * This node's event stream: published over shared memory and recorded by the node's own archive, every frame at the
 * position that the format gives it. After a restart the engine gives frames again that were recorded before; those are
 * compared with the recording, which is extended with the first that is new. What a snapshot is ahead of the recording
 * cannot be given again and comes from a peer.
 */
final class EventPublication implements FrameSink, AutoCloseable {
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);

    private final IdleStrategy idle;
    private final AeronArchive archive;
    private final CountersReader counters;
    private final ExclusivePublication publication;
    private final long recordingId;
    private final int recordingCounterId;
    private final long recordedEnd;

    /** Not null while frames are given again that were recorded. */
    private FrameComparison comparison;

    /** Position behind the last frame that the engine gave; behind the publication's while frames are given again. */
    private long position;

    /**
     * Opens the stream, creating its recording on first use.
     *
     * @param aeron   of the service
     * @param context to connect to the node's archive with
     * @param storage of the node
     * @param start   where the engine's stream stands: at the beginning, or where its snapshot says
     * @param idle    drives the archive and the driver
     * @throws StorageException where the recording cannot be that of the engine's stream, or has lost events
     */
    EventPublication(
            Aeron aeron, AeronArchive.Context context, NodeStorage storage, EventStreamPoint start, IdleStrategy idle) {
        this.idle = idle;
        this.position = start.position();
        this.counters = aeron.countersReader();
        this.archive = AeronArchive.connect(context.clone());
        try {
            Recording recording = EventRecording.find(archive, storage.archiveFolder());
            recordedEnd = recording == null ? 0 : archive.getStopPosition(recording.id());
            EventStreamPoint end = reached(recording, start);
            record(recording);
            publication = aeron.addExclusivePublication(publicationChannel(recordedEnd), STREAM_ID);
            recordingCounterId = awaitRecordingCounter();
            recordingId = RecordingPos.getRecordingId(counters, recordingCounterId);
            if (recordedEnd < position) {
                new EventRefill(aeron, storage, idle, this::refill).fetch(end, start);
                awaitRecorded();
            } else if (recordedEnd > position) {
                comparison = new FrameComparison(recording, position, recordedEnd);
            }
        } catch (Throwable e) {
            archive.close();
            throw e;
        }
    }

    @Override
    public void onFrame(DirectBuffer buffer, int offset, int length) {
        if (length > MAX_FRAME_LENGTH) {
            throw new IllegalStateException("event frame of " + length + " bytes");
        }
        long begin = beginOf(position, length);
        long end = begin + alignedLength(length);
        if (comparison == null) {
            publish(buffer, offset, length, end);
        } else {
            compare(begin, buffer, offset, length);
        }
        position = end;
        if (comparison != null && end >= recordedEnd) {
            endComparison();
        }
    }

    /** Position behind the last frame that the engine gave. */
    long position() {
        return position;
    }

    /** Whether the engine has given all that was recorded before the start. */
    boolean isBeyondRecorded() {
        return comparison == null;
    }

    long recordingId() {
        return recordingId;
    }

    /** The client of the node's archive that the stream uses. */
    AeronArchive archive() {
        return archive;
    }

    /** Waits until all frames are in the recording. */
    void awaitRecorded() {
        long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (recordedPosition() < publication.position()) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new IllegalStateException("the archive did not record the event stream in 30 s");
            }
            idle.idle();
        }
    }

    /**
     * Position up to which the stream is recorded.
     *
     * @throws IllegalStateException where the recording has stopped
     */
    long recordedPosition() {
        if (!RecordingPos.isActive(counters, recordingCounterId, recordingId)) {
            throw new IllegalStateException("the recording of the event stream stopped at " + publication.position());
        }
        return counters.getCounterValue(recordingCounterId);
    }

    @Override
    public void close() {
        CloseHelper.closeAll(comparison, publication, archive);
    }

    /** Where the recording stands, at the engine's place if it reaches that far; then both must agree. */
    private EventStreamPoint reached(Recording recording, EventStreamPoint start) {
        if (recording == null) {
            return EventStreamPoint.BEGINNING;
        }
        EventStreamPoint recorded = EventRecording.pointAt(recording, Math.min(recordedEnd, start.position()));
        if (recordedEnd >= start.position() && !recorded.equals(start)) {
            throw new StorageException("the recorded event stream (recording " + recording.id() + ") is not that of the"
                    + " snapshot: at position " + start.position() + " it has " + recorded.eventSeq()
                    + " events with the hash " + Long.toHexString(recorded.runningHash()) + ", the snapshot "
                    + start.eventSeq() + " with " + Long.toHexString(start.runningHash())
                    + ". Put the folder back as it was, or reseed the node: tally cluster reseed");
        }
        return recorded;
    }

    private void refill(DirectBuffer buffer, int offset, int length) {
        publish(buffer, offset, length, beginOf(publication.position(), length) + alignedLength(length));
    }

    private void compare(long begin, DirectBuffer buffer, int offset, int length) {
        if (begin >= recordedEnd) {
            // The recording ends behind the padding of a term.
            endComparison();
            publish(buffer, offset, length, begin + alignedLength(length));
        } else {
            comparison.compare(begin, buffer, offset, length);
            if (begin + alignedLength(length) > recordedEnd) {
                throw new StorageException(
                        "the recorded event stream ends at " + recordedEnd + ", inside the frame at " + begin);
            }
        }
    }

    private void endComparison() {
        comparison.close();
        comparison = null;
    }

    private void publish(DirectBuffer buffer, int offset, int length, long end) {
        long result;
        while ((result = publication.offer(buffer, offset, length)) < 0) {
            if (result != Publication.BACK_PRESSURED && result != Publication.ADMIN_ACTION) {
                throw new IllegalStateException("event stream: " + Publication.errorString(result));
            }
            recordedPosition();
            idle.idle();
        }
        if (result != end) {
            throw new IllegalStateException("event frame ends at " + result + ", expected " + end);
        }
    }

    /** Where a frame that comes after a position begins: terms are filled up with padding. */
    private static long beginOf(long position, int length) {
        long left = TERM_LENGTH - (position & (TERM_LENGTH - 1));
        return alignedLength(length) > left ? position + left : position;
    }

    private static int alignedLength(int length) {
        return BitUtil.align(length + DataHeaderFlyweight.HEADER_LENGTH, 32);
    }

    /** Asks the archive to record the publication that follows. */
    private void record(Recording recording) {
        String channel = new ChannelUriStringBuilder()
                .media(CommonContext.IPC_MEDIA)
                .sessionId(SESSION_ID)
                .alias(ALIAS)
                .build();
        if (recording == null) {
            archive.startRecording(channel, STREAM_ID, SourceLocation.LOCAL);
        } else {
            archive.extendRecording(recording.id(), channel, STREAM_ID, SourceLocation.LOCAL);
        }
    }

    private static String publicationChannel(long start) {
        return new ChannelUriStringBuilder()
                .media(CommonContext.IPC_MEDIA)
                .sessionId(SESSION_ID)
                .alias(ALIAS)
                .mtu(MTU_LENGTH)
                .initialPosition(start, INITIAL_TERM_ID, TERM_LENGTH)
                .build();
    }

    private int awaitRecordingCounter() {
        int counterId;
        while ((counterId = RecordingPos.findCounterIdBySession(counters, SESSION_ID, archive.archiveId()))
                == CountersReader.NULL_COUNTER_ID) {
            archive.checkForErrorResponse();
            idle.idle();
        }
        while (!publication.isConnected()) {
            idle.idle();
        }
        return counterId;
    }
}
