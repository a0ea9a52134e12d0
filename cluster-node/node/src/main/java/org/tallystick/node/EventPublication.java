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
 * passed over, and the recording is extended with the first that is new.
 */
final class EventPublication implements FrameSink, AutoCloseable {
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);

    private final IdleStrategy idle;
    private final AeronArchive archive;
    private final CountersReader counters;
    private final ExclusivePublication publication;
    private final long recordingId;
    private final int recordingCounterId;

    /** Position behind the last frame that the engine gave; behind the publication's while frames are given again. */
    private long position;

    /**
     * Opens the stream, creating its recording on first use.
     *
     * @param aeron    of the service
     * @param context  to connect to the node's archive with
     * @param position where the engine's stream stands: 0, or what its snapshot says
     * @param idle     drives the archive and the driver
     */
    EventPublication(Aeron aeron, AeronArchive.Context context, long position, IdleStrategy idle) {
        this.idle = idle;
        this.position = position;
        this.counters = aeron.countersReader();
        this.archive = AeronArchive.connect(context.clone());
        try {
            long recorded = find(archive);
            long start = recorded == Aeron.NULL_VALUE ? 0 : archive.getStopPosition(recorded);
            if (start < position) {
                throw new IllegalStateException("the recorded event stream ends at " + start
                        + ", before the snapshot's position " + position + ": it has lost events that nothing here"
                        + " can make again");
            }
            record(recorded);
            publication = aeron.addExclusivePublication(publicationChannel(start), STREAM_ID);
            recordingCounterId = awaitRecordingCounter();
            recordingId = RecordingPos.getRecordingId(counters, recordingCounterId);
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
        long published = publication.position();
        if (end > published) {
            if (begin != published && position != published) {
                throw new IllegalStateException(
                        "the recorded event stream ends at " + published + ", inside the frame at " + begin);
            }
            publish(buffer, offset, length, end);
        }
        position = end;
    }

    /** Position behind the last frame that the engine gave. */
    long position() {
        return position;
    }

    long recordingId() {
        return recordingId;
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
        CloseHelper.closeAll(publication, archive);
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

    private static long find(AeronArchive archive) {
        long[] found = {Aeron.NULL_VALUE};
        int count = archive.listRecordingsForUri(
                0,
                2,
                "alias=" + ALIAS,
                STREAM_ID,
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
                        sourceIdentity) -> found[0] = recordingId);
        if (count > 1) {
            throw new IllegalStateException("the archive holds more than one event stream");
        }
        return found[0];
    }

    /** Asks the archive to record the publication that follows. */
    private void record(long recorded) {
        String channel = new ChannelUriStringBuilder()
                .media(CommonContext.IPC_MEDIA)
                .sessionId(SESSION_ID)
                .alias(ALIAS)
                .build();
        if (recorded == Aeron.NULL_VALUE) {
            archive.startRecording(channel, STREAM_ID, SourceLocation.LOCAL);
        } else {
            archive.extendRecording(recorded, channel, STREAM_ID, SourceLocation.LOCAL);
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
