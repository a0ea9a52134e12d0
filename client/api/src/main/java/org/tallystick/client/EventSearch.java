package org.tallystick.client;

import io.aeron.Aeron;
import io.aeron.archive.client.AeronArchive;
import io.aeron.exceptions.AeronException;
import io.aeron.logbuffer.ControlledFragmentHandler.Action;
import io.aeron.logbuffer.Header;
import org.agrona.DirectBuffer;
import org.tallystick.codecs.EventStreamFormat;

/**
 * Finds where to begin reading for an event, without reading what lies before it: every term of the recording begins with a
 * frame, so a few small replays of first frames, by halves, find the last term whose first frame ends before the event.
 */
final class EventSearch implements AutoCloseable {
    /** Where the reading begins. */
    enum Outcome {
        /** It is not known yet. */
        SEARCHING,
        /** At the very beginning of the stream. */
        AT_BEGINNING,
        /** At a frame that ends before the event: its running hash begins the chain. */
        AT_EARLIER_FRAME,
        /** At the oldest frame there is, which holds the event; its running hash cannot be checked. */
        AT_OLDEST_FRAME,
        /** The oldest frame there is begins after the event. */
        PURGED
    }

    private final Aeron aeron;
    private final AeronArchive archive;
    private final EventStreamConfig config;
    private final EventRecording recording;
    private final long wantedSeq;
    private final FrameReader frame = new FrameReader((seq, topic, templateId, buffer, offset, length) -> {});

    /** Places up to here begin with a frame before the event, places from {@link #after} on do not. */
    private int before = -1;

    private int after;
    private int guess;
    private int probed;
    private long oldestSeq;
    private ArchiveReplay replay;
    private boolean hasFrame;
    private long frameSeq;
    private int probes;

    /**
     * Begins a search.
     *
     * @param positionHint near the event, -1 where nothing is known
     */
    EventSearch(
            Aeron aeron,
            AeronArchive archive,
            EventStreamConfig config,
            EventRecording recording,
            long wantedSeq,
            long positionHint) {
        this.aeron = aeron;
        this.archive = archive;
        this.config = config;
        this.recording = recording;
        this.wantedSeq = wantedSeq;
        this.after = wantedSeq == 1 && recording.startPosition() == 0 ? 0 : recording.places();
        this.guess = positionHint < 0 || after == 0 ? -1 : recording.placeOf(positionHint);
    }

    /** Goes on; throws what ends the use of this node. */
    Outcome poll(long nowNs) {
        if (after - before > 1) {
            if (replay == null) {
                probed = next();
                hasFrame = false;
                probes++;
                replay = new ArchiveReplay(
                        aeron, archive, config, recording.id(), recording.place(probed), EventStreamFormat.MTU_LENGTH);
            }
            replay.poll(this::onFragment, 1, nowNs);
            if (!hasFrame) {
                if (replay.isOver()) {
                    throw new AeronException("no frame at position " + recording.place(probed) + " of the recording");
                }
                return Outcome.SEARCHING;
            }
            replay.stop();
            replay = null;
            narrow();
            return Outcome.SEARCHING;
        }
        if (before >= 0) {
            return Outcome.AT_EARLIER_FRAME;
        }
        if (recording.startPosition() == 0) {
            return Outcome.AT_BEGINNING;
        }
        if (oldestSeq == 0) {
            throw new AeronException("the recording is empty, and does not begin at 0");
        }
        return oldestSeq > wantedSeq ? Outcome.PURGED : Outcome.AT_OLDEST_FRAME;
    }

    /** The hint's place first, then the one behind it, then halves. */
    private int next() {
        int place = guess;
        if (place > before && place < after) {
            guess = place + 1;
            return place;
        }
        return before + (after - before) / 2;
    }

    private void narrow() {
        if (probed == 0) {
            oldestSeq = frameSeq;
        }
        if (frame.nextSeq() <= wantedSeq) {
            before = probed;
        } else {
            after = probed;
        }
    }

    private Action onFragment(DirectBuffer buffer, int offset, int length, Header header) {
        frameSeq = frame.adopt(buffer, offset, length);
        hasFrame = true;
        return Action.BREAK;
    }

    /** Position of the frame to begin with. */
    long position() {
        return before >= 0 ? recording.place(before) : recording.startPosition();
    }

    long recordingId() {
        return recording.id();
    }

    /** Number of the first event there is, where that was asked for. */
    long oldestSeq() {
        return oldestSeq;
    }

    /** Small replays that were made. */
    int probes() {
        return probes;
    }

    /** A small replay that is under way ends for want of a reader. */
    @Override
    public void close() {
        if (replay != null) {
            replay.close();
            replay = null;
        }
    }
}
