package org.tallystick.client;

import java.time.Duration;
import org.agrona.concurrent.IdleStrategy;

/**
 * Where an event stream is read, and from which event on.
 *
 * @param aeronFolder      folder of the media driver that the reader uses
 * @param requestChannel   Aeron channel to the archive of a node
 * @param requestStreamId  Aeron stream to the archive
 * @param responseChannel  Aeron channel of the archive's answers
 * @param responseStreamId Aeron stream of the archive's answers; over shared memory unique among the clients of a driver
 * @param replayChannel    Aeron channel of the events
 * @param replayStreamId   Aeron stream of the events; over shared memory unique among the clients of a driver
 * @param checkpoint       where an earlier reader stopped; {@link Checkpoint#START} for the beginning
 * @param fromSeq          first event to be handed over; the ones before are read and checked only
 * @param topics           bits {@code 1 << topic} of the wanted topics
 * @param timeout          of an answer of the archive
 * @param idle             called while the reader waits; drives the node where one thread does all
 */
public record EventStreamConfig(
        String aeronFolder,
        String requestChannel,
        int requestStreamId,
        String responseChannel,
        int responseStreamId,
        String replayChannel,
        int replayStreamId,
        Checkpoint checkpoint,
        long fromSeq,
        long topics,
        Duration timeout,
        IdleStrategy idle) {

    /**
     * Changes where the reader begins: it goes to the place of the checkpoint without reading what lies before.
     *
     * @param checkpoint where an earlier reader stopped, on whichever node
     * @return the changed configuration
     */
    public EventStreamConfig checkpoint(Checkpoint checkpoint) {
        return new EventStreamConfig(
                aeronFolder,
                requestChannel,
                requestStreamId,
                responseChannel,
                responseStreamId,
                replayChannel,
                replayStreamId,
                checkpoint,
                fromSeq,
                topics,
                timeout,
                idle);
    }

    /**
     * Changes the first event to be handed over.
     *
     * @param seq its number
     * @return the changed configuration
     */
    public EventStreamConfig fromSeq(long seq) {
        return new EventStreamConfig(
                aeronFolder,
                requestChannel,
                requestStreamId,
                responseChannel,
                responseStreamId,
                replayChannel,
                replayStreamId,
                checkpoint,
                seq,
                topics,
                timeout,
                idle);
    }

    /**
     * Changes the wanted topics.
     *
     * @param topics bits {@code 1 << topic}
     * @return the changed configuration
     */
    public EventStreamConfig topics(long topics) {
        return new EventStreamConfig(
                aeronFolder,
                requestChannel,
                requestStreamId,
                responseChannel,
                responseStreamId,
                replayChannel,
                replayStreamId,
                checkpoint,
                fromSeq,
                topics,
                timeout,
                idle);
    }

    /**
     * A place between two transactions of an event stream, the same on every node. A consumer keeps it with what it made
     * of the events, in one transaction.
     *
     * @param position    archive position behind the last frame
     * @param nextSeq     number of the next event
     * @param runningHash of the last frame
     */
    public record Checkpoint(long position, long nextSeq, long runningHash) {
        /** Before the first event. */
        public static final Checkpoint START = new Checkpoint(0, 1, 0);
    }
}
