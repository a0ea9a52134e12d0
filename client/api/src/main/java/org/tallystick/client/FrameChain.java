package org.tallystick.client;

import org.agrona.DirectBuffer;
import org.tallystick.client.EventStreamConfig.Checkpoint;

/**
 * Where a reader stands in the stream, and that the frames of one node go on where those of another ended. The chain is
 * placed when position, number and running hash are known; else its place is searched for by the number.
 */
final class FrameChain {
    private final EventHandler handler;
    private final FrameReader frames;
    private final Checkpoint start;
    private final long wantedSeq;
    private Checkpoint checkpoint;
    private long position;
    private boolean isPlaced;
    private boolean hasRead;
    private boolean isToAdopt;
    private boolean isMisplaced;
    private boolean isFirstOfReplay;

    /** A place that was wrong for its number: the hash of the checkpoint is compared where the number is found. */
    private boolean isHashToCheck;

    private String node = "";
    private String nodeBefore = "";

    FrameChain(EventStreamConfig config, EventHandler handler) {
        this.handler = handler;
        this.start = config.checkpoint();
        this.checkpoint = start;
        this.position = start.position();
        this.isPlaced = start.isHashKnown();
        this.wantedSeq = Math.max(start.nextSeq(), config.fromSeq());
        this.frames = new FrameReader(handler)
                .topics(config.topics())
                .from(wantedSeq)
                .continueAt(start.nextSeq(), start.runningHash());
    }

    /** Whether position, number and running hash are known. */
    boolean isPlaced() {
        return isPlaced;
    }

    /** Position behind the last frame; a hint, or -1, while the place is not known. */
    long position() {
        return position;
    }

    long nextSeq() {
        return frames.nextSeq();
    }

    /** The event to search for, where the place is not known. */
    long wantedSeq() {
        return hasRead ? frames.nextSeq() : isHashToCheck ? start.nextSeq() : wantedSeq;
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    /** Takes over what a search has found. */
    void place(EventSearch.Outcome outcome, long at, long oldestSeq) {
        position = at;
        if (hasRead) {
            return;
        }
        isToAdopt = outcome == EventSearch.Outcome.AT_EARLIER_FRAME;
        if (outcome == EventSearch.Outcome.AT_BEGINNING) {
            frames.continueAt(1, 0);
        } else if (outcome == EventSearch.Outcome.AT_OLDEST_FRAME) {
            frames.continueUnchecked(oldestSeq);
        }
    }

    /** Another replay begins, at the chain's position. */
    void onReplay(String of) {
        nodeBefore = node;
        node = of;
        isFirstOfReplay = true;
        isMisplaced = false;
    }

    /** The archive did not take the position, though it lies within the recording. */
    void onRefused() {
        if (!hasRead && isPlaced) {
            searchInstead();
        }
    }

    /** Whether the frame at the position is not the one of the checkpoint's number: it is to be searched for. */
    boolean isMisplaced() {
        return isMisplaced;
    }

    private void searchInstead() {
        isPlaced = false;
        isHashToCheck = true;
        isMisplaced = true;
    }

    /**
     * Takes a frame.
     *
     * @return false where it is not the one of the checkpoint: then nothing was read
     */
    boolean onFrame(DirectBuffer buffer, int offset, int length, long positionBehind) {
        if (isToAdopt) {
            frames.adopt(buffer, offset, length);
            isToAdopt = false;
        } else {
            if (!hasRead && isPlaced && frames.firstSeqOf(buffer, offset, length) != frames.nextSeq()) {
                searchInstead();
                return false;
            }
            read(buffer, offset, length);
        }
        position = positionBehind;
        isPlaced = true;
        hasRead = true;
        isFirstOfReplay = false;
        if (isHashToCheck && frames.nextSeq() >= start.nextSeq()) {
            checkHash();
        }
        if (frames.isAtCommit() && frames.nextSeq() > wantedSeq) {
            checkpoint = new Checkpoint(position, frames.nextSeq(), frames.runningHash());
            handler.onCheckpoint(checkpoint);
        }
        return true;
    }

    private void read(DirectBuffer buffer, int offset, int length) {
        if (!isFirstOfReplay || !hasRead) {
            frames.onFrame(buffer, offset, length);
            return;
        }
        try {
            frames.check(buffer, offset, length);
        } catch (EventStreamException e) {
            throw new ContradictingNodesException("at position " + position + " " + node + " does not go on where "
                    + nodeBefore + " ended: " + e.getMessage());
        }
        frames.onFrame(buffer, offset, length);
    }

    private void checkHash() {
        isHashToCheck = false;
        if (frames.nextSeq() != start.nextSeq() || frames.runningHash() != start.runningHash()) {
            throw new ContradictingNodesException("the events of " + node + " before event " + start.nextSeq()
                    + " are not those of the checkpoint " + start);
        }
    }
}
