package org.tallystick.client;

import io.aeron.Aeron;
import io.aeron.Image;
import io.aeron.RethrowingErrorHandler;
import io.aeron.Subscription;
import io.aeron.archive.client.AeronArchive;
import io.aeron.exceptions.AeronException;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.ControlledFragmentHandler.Action;
import io.aeron.logbuffer.Header;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.NoOpLock;
import org.tallystick.client.EventStreamConfig.Checkpoint;
import org.tallystick.codecs.EventStreamFormat;

/**
 * Reads the recorded event stream of a node: everything after a given event, then what comes, without a gap and without a
 * duplicate. It follows the recording, so a slow reader never holds up the node. Where the replay breaks, a new one
 * begins behind the last frame read. No thread of its own: all happens in {@link #poll}. One thread at a time.
 */
public final class EventStreamReader implements AutoCloseable {
    private static final int FRAGMENT_LIMIT = 64;
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long HOUSEKEEPING_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final EventStreamConfig config;
    private final FrameReader frames;
    private final ControlledFragmentHandler onFragment = this::onFragment;
    private final Aeron aeron;
    private AeronArchive archive;
    private Subscription subscription;
    private Image image;
    private long position;
    private Checkpoint checkpoint;
    private long untilSeq = Long.MAX_VALUE;
    private long housekeepingDeadlineNs;
    private long retryDeadlineNs;
    private long imageDeadlineNs;
    private AeronException lastFailure;
    private long replays;

    /**
     * A reader that has not asked for anything yet.
     *
     * @param config  where to read and from which event on
     * @param handler takes the events
     */
    public EventStreamReader(EventStreamConfig config, EventHandler handler) {
        this.config = config;
        this.checkpoint = config.checkpoint();
        this.position = checkpoint.position();
        this.frames = new FrameReader(handler)
                .topics(config.topics())
                .from(config.fromSeq())
                .continueAt(checkpoint.nextSeq(), checkpoint.runningHash());
        this.aeron = Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(config.aeronFolder())
                .clientName("tallystick-events")
                .useConductorAgentInvoker(true)
                .clientLock(NoOpLock.INSTANCE)
                .awaitingIdleStrategy(config.idle())
                .subscriberErrorHandler(RethrowingErrorHandler.INSTANCE)
                .errorHandler(RethrowingErrorHandler.INSTANCE));
    }

    /**
     * Reads what has arrived. Waits only where a replay has to be asked for.
     *
     * @return how much was done, 0 where the caller may idle
     * @throws EventStreamException where the stream is damaged
     */
    public int poll() {
        long nowNs = System.nanoTime();
        int work = 0;
        if (nowNs - housekeepingDeadlineNs >= 0) {
            housekeepingDeadlineNs = nowNs + HOUSEKEEPING_NS;
            work += aeron.conductorAgentInvoker().invoke();
            if (archive != null) {
                checkArchive();
            }
        }
        if (subscription == null) {
            return nowNs - retryDeadlineNs >= 0 ? work + beginReplay(nowNs) : work;
        }
        if (image == null) {
            return work + awaitImage(nowNs);
        }
        int fragments = image.controlledPoll(onFragment, FRAGMENT_LIMIT);
        if (fragments == 0 && (image.isClosed() || image.isEndOfStream())) {
            endReplay(nowNs);
        }
        return work + fragments;
    }

    /**
     * Polls until an event has been read.
     *
     * @param seq     number of the event
     * @param timeout after which it is given up
     * @return whether it has been read
     */
    public boolean pollUntil(long seq, Duration timeout) {
        long deadlineNs = System.nanoTime() + timeout.toNanos();
        untilSeq = seq;
        try {
            while (frames.nextSeq() <= seq && System.nanoTime() - deadlineNs < 0) {
                config.idle().idle(poll());
            }
            return frames.nextSeq() > seq;
        } finally {
            untilSeq = Long.MAX_VALUE;
        }
    }

    /**
     * Number of the next event.
     *
     * @return from 1
     */
    public long nextSeq() {
        return frames.nextSeq();
    }

    /**
     * Archive position behind the last frame read.
     *
     * @return the position
     */
    public long position() {
        return position;
    }

    /**
     * The last place between two transactions that was reached.
     *
     * @return where a later reader may continue
     */
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /**
     * Replays that were begun; more than one where some broke.
     *
     * @return how many
     */
    public long replays() {
        return replays;
    }

    /**
     * Why the last replay broke or could not be had.
     *
     * @return null where nothing failed
     */
    public AeronException lastFailure() {
        return lastFailure;
    }

    @Override
    public void close() {
        CloseHelper.quietCloseAll(subscription, archive, aeron);
    }

    private Action onFragment(DirectBuffer buffer, int offset, int length, Header header) {
        frames.onFrame(buffer, offset, length);
        position = header.position();
        if (frames.isAtCommit()) {
            checkpoint = new Checkpoint(position, frames.nextSeq(), frames.runningHash());
        }
        return frames.nextSeq() > untilSeq ? Action.BREAK : Action.CONTINUE;
    }

    private int beginReplay(long nowNs) {
        try {
            if (archive == null) {
                archive = AeronArchive.connect(archiveContext());
            }
            long recordingId = findRecording();
            if (recordingId == Aeron.NULL_VALUE) {
                retryDeadlineNs = nowNs + RETRY_NS;
                return 0;
            }
            subscription = archive.replay(
                    recordingId,
                    position,
                    AeronArchive.REPLAY_ALL_AND_FOLLOW,
                    config.replayChannel(),
                    config.replayStreamId());
            replays++;
            imageDeadlineNs = System.nanoTime() + config.timeout().toNanos();
            return 1;
        } catch (AeronException e) {
            lastFailure = e;
            endReplay(System.nanoTime());
            CloseHelper.quietClose(archive);
            archive = null;
            return 0;
        }
    }

    private int awaitImage(long nowNs) {
        if (subscription.imageCount() > 0) {
            image = subscription.imageAtIndex(0);
            return 1;
        }
        if (nowNs - imageDeadlineNs >= 0) {
            endReplay(nowNs);
        }
        return 0;
    }

    private void endReplay(long nowNs) {
        CloseHelper.quietClose(subscription);
        subscription = null;
        image = null;
        retryDeadlineNs = nowNs + RETRY_NS;
    }

    /** Errors that concern the replay arrive between the answers. */
    private void checkArchive() {
        try {
            String error = archive.pollForErrorResponse();
            if (error != null) {
                throw new AeronException(error);
            }
        } catch (AeronException e) {
            lastFailure = e;
            endReplay(System.nanoTime());
            CloseHelper.quietClose(archive);
            archive = null;
        }
    }

    private long findRecording() {
        long[] found = {Aeron.NULL_VALUE};
        archive.listRecordingsForUri(
                0,
                1,
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
                        sourceIdentity) -> found[0] = recordingId);
        return found[0];
    }

    private AeronArchive.Context archiveContext() {
        return new AeronArchive.Context()
                .aeron(aeron)
                .ownsAeronClient(false)
                .lock(NoOpLock.INSTANCE)
                .controlRequestChannel(config.requestChannel())
                .controlRequestStreamId(config.requestStreamId())
                .controlResponseChannel(config.responseChannel())
                .controlResponseStreamId(config.responseStreamId())
                .messageTimeoutNs(config.timeout().toNanos())
                .idleStrategy(config.idle());
    }
}
