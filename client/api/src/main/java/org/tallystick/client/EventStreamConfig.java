package org.tallystick.client;

import io.aeron.archive.client.AeronArchive;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * Where an event stream is read, and from which event on.
 *
 * @param aeronFolder      folder of the media driver that the reader uses; the driver may be restarted
 * @param archives         Aeron control channels of the nodes' archives, in the order in which they are tried
 * @param requestStreamId  Aeron stream to the archives
 * @param responseChannel  Aeron channel of the archives' answers, {@code aeron:udp?endpoint=localhost:0} for any free port
 * @param responseStreamId Aeron stream of the archives' answers; over shared memory unique among the clients of a driver
 * @param replayChannel    Aeron channel of the events, {@code aeron:udp?endpoint=localhost:0} for any free port
 * @param replayStreamId   Aeron stream of the events; over shared memory unique among the clients of a driver
 * @param checkpoint       where an earlier reader stopped; {@link Checkpoint#START} for the beginning
 * @param fromSeq          first event to be handed over; the ones before are read and checked only
 * @param topics           bits {@code 1 << topic} of the wanted topics
 * @param timeout          of an answer of an archive
 * @param idle             called while the reader waits; drives the node where one thread does all
 * @param stallTimeout     time without any event after which another node is tried, where there are several
 */
public record EventStreamConfig(
        String aeronFolder,
        List<String> archives,
        int requestStreamId,
        String responseChannel,
        int responseStreamId,
        String replayChannel,
        int replayStreamId,
        Checkpoint checkpoint,
        long fromSeq,
        long topics,
        Duration timeout,
        IdleStrategy idle,
        Duration stallTimeout) {
    /** A running exchange ends a block every second, which is an event. */
    private static final Duration STALL_TIMEOUT = Duration.ofSeconds(3);

    private static final String ANY_PORT = "aeron:udp?endpoint=localhost:0";
    private static final int RESPONSE_STREAM_ID = 7131;
    private static final int REPLAY_STREAM_ID = 7132;

    /**
     * The stream of one node.
     *
     * @param aeronFolder      folder of the media driver that the reader uses
     * @param requestChannel   Aeron channel to the archive of the node
     * @param requestStreamId  Aeron stream to the archive
     * @param responseChannel  Aeron channel of the archive's answers
     * @param responseStreamId Aeron stream of the archive's answers
     * @param replayChannel    Aeron channel of the events
     * @param replayStreamId   Aeron stream of the events
     * @param checkpoint       where an earlier reader stopped
     * @param fromSeq          first event to be handed over
     * @param topics           bits {@code 1 << topic} of the wanted topics
     * @param timeout          of an answer of the archive
     * @param idle             called while the reader waits
     */
    public EventStreamConfig(
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
        this(
                aeronFolder,
                List.of(requestChannel),
                requestStreamId,
                responseChannel,
                responseStreamId,
                replayChannel,
                replayStreamId,
                checkpoint,
                fromSeq,
                topics,
                timeout,
                idle,
                STALL_TIMEOUT);
    }

    /**
     * The whole stream of a cluster over UDP, answered on any free port of this machine.
     *
     * @param aeronFolder folder of the media driver that the reader uses
     * @param archives    Aeron control channels of the nodes' archives, {@code aeron:udp?endpoint=host:port}; followers first
     * @return a configuration to be refined
     */
    public static EventStreamConfig of(String aeronFolder, List<String> archives) {
        return new EventStreamConfig(
                aeronFolder,
                List.copyOf(archives),
                AeronArchive.Configuration.CONTROL_STREAM_ID_DEFAULT,
                ANY_PORT,
                RESPONSE_STREAM_ID,
                ANY_PORT,
                REPLAY_STREAM_ID,
                Checkpoint.START,
                1,
                FrameReader.ALL_TOPICS,
                Duration.ofSeconds(3),
                new BackoffIdleStrategy(100, 100, 1_000, 1_000_000),
                STALL_TIMEOUT);
    }

    /**
     * Changes where the reader begins: it goes to the place of the checkpoint without reading what lies before.
     *
     * @param place where an earlier reader stopped, on whichever node
     * @return the changed configuration
     */
    public EventStreamConfig checkpoint(Checkpoint place) {
        return new EventStreamConfig(
                aeronFolder,
                archives,
                requestStreamId,
                responseChannel,
                responseStreamId,
                replayChannel,
                replayStreamId,
                place,
                fromSeq,
                topics,
                timeout,
                idle,
                stallTimeout);
    }

    /**
     * Changes where the reader begins: with this event, whose place is searched for. At most a term of the recording, 4 MiB, is
     * read in vain.
     *
     * @param seq number of the first event wanted
     * @return the changed configuration
     */
    public EventStreamConfig startAt(long seq) {
        return checkpoint(new Checkpoint(-1, seq, 0, false));
    }

    /**
     * Changes where the reader begins: with this event, which is looked for near a position first.
     *
     * @param seq          number of the first event wanted
     * @param positionHint archive position at or near it, the same on every node
     * @return the changed configuration
     */
    public EventStreamConfig startAt(long seq, long positionHint) {
        return checkpoint(new Checkpoint(positionHint, seq, 0, false));
    }

    /**
     * Changes the first event to be handed over. Unlike {@link #startAt(long)}, the ones before are read and checked.
     *
     * @param seq its number
     * @return the changed configuration
     */
    public EventStreamConfig fromSeq(long seq) {
        return new EventStreamConfig(
                aeronFolder,
                archives,
                requestStreamId,
                responseChannel,
                responseStreamId,
                replayChannel,
                replayStreamId,
                checkpoint,
                seq,
                topics,
                timeout,
                idle,
                stallTimeout);
    }

    /**
     * Changes the wanted topics.
     *
     * @param bits {@code 1 << topic} of each
     * @return the changed configuration
     */
    public EventStreamConfig topics(long bits) {
        return new EventStreamConfig(
                aeronFolder,
                archives,
                requestStreamId,
                responseChannel,
                responseStreamId,
                replayChannel,
                replayStreamId,
                checkpoint,
                fromSeq,
                bits,
                timeout,
                idle,
                stallTimeout);
    }

    /**
     * Changes the nodes.
     *
     * @param channels Aeron control channels of their archives, in the order in which they are tried
     * @return the changed configuration
     */
    public EventStreamConfig archives(List<String> channels) {
        return new EventStreamConfig(
                aeronFolder,
                channels,
                requestStreamId,
                responseChannel,
                responseStreamId,
                replayChannel,
                replayStreamId,
                checkpoint,
                fromSeq,
                topics,
                timeout,
                idle,
                stallTimeout);
    }

    /**
     * Changes how long an answer of an archive is waited for.
     *
     * @param limit after which the next node is tried
     * @return the changed configuration
     */
    public EventStreamConfig timeout(Duration limit) {
        return new EventStreamConfig(
                aeronFolder,
                archives,
                requestStreamId,
                responseChannel,
                responseStreamId,
                replayChannel,
                replayStreamId,
                checkpoint,
                fromSeq,
                topics,
                limit,
                idle,
                stallTimeout);
    }

    /**
     * Changes how long the reader stays with a node that has no events.
     *
     * @param limit after which the next node is tried
     * @return the changed configuration
     */
    public EventStreamConfig stallTimeout(Duration limit) {
        return new EventStreamConfig(
                aeronFolder,
                archives,
                requestStreamId,
                responseChannel,
                responseStreamId,
                replayChannel,
                replayStreamId,
                checkpoint,
                fromSeq,
                topics,
                timeout,
                idle,
                limit);
    }

    /** Refuses what is missing or makes no sense. */
    void validate() {
        Objects.requireNonNull(aeronFolder, "aeronFolder");
        Objects.requireNonNull(checkpoint, "checkpoint");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(idle, "idle");
        if (archives.isEmpty()) {
            throw new IllegalArgumentException("there is no archive to read from");
        }
        if (checkpoint.nextSeq() < 1 || fromSeq < 1) {
            throw new IllegalArgumentException("events are numbered from 1: " + checkpoint.nextSeq() + ", " + fromSeq);
        }
        if (stallTimeout.isNegative() || stallTimeout.isZero()) {
            throw new IllegalArgumentException("stallTimeout is not positive: " + stallTimeout);
        }
    }

    /**
     * A place between two transactions of an event stream, the same on every node. A consumer keeps it with what it made
     * of the events, in one transaction.
     *
     * @param position    archive position behind the last frame
     * @param nextSeq     number of the next event
     * @param runningHash of the last frame
     * @param isHashKnown whether position and hash are those of the number; else the position is a hint, -1 for none
     */
    public record Checkpoint(long position, long nextSeq, long runningHash, boolean isHashKnown) {
        /** Before the first event. */
        public static final Checkpoint START = new Checkpoint(0, 1, 0);

        /**
         * A place that a reader has told.
         *
         * @param position    archive position behind the last frame
         * @param nextSeq     number of the next event
         * @param runningHash of the last frame
         */
        public Checkpoint(long position, long nextSeq, long runningHash) {
            this(position, nextSeq, runningHash, true);
        }
    }
}
