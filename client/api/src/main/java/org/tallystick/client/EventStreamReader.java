package org.tallystick.client;

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

/**
 * Reads the recorded event stream of an exchange: everything after a given event, then what comes, without a gap and
 * without a duplicate. Where a node is lost, or does not go on, the next one is asked for the rest: positions and bytes are the
 * same on all nodes, and the running hash shows that they are.
 *
 * <p>It reads what a node has recorded, one replay at a time, at its own pace; so a slow reader never holds up a node. No
 * thread of its own: all happens in {@link #poll}. One thread at a time.
 */
public final class EventStreamReader implements AutoCloseable {
    private enum State {
        /** Until the next node is tried. */
        WAITING,
        CONNECTING,
        /** Looking for the place of an event. */
        SEARCHING,
        READING,
        CLOSED
    }

    private static final int FRAGMENT_LIMIT = 64;
    private static final long HOUSEKEEPING_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long MIN_DELAY_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long MAX_DELAY_NS = TimeUnit.SECONDS.toNanos(1);

    private final EventStreamConfig config;
    private final EventStreamListener listener;
    private final FrameChain chain;
    private final ControlledFragmentHandler onFragment = this::onFragment;
    private final DriverClient client;
    private final boolean[] hasPurged;
    private State state = State.WAITING;
    private int node;
    private AeronArchive.AsyncConnect connect;
    private AeronArchive archive;
    private EventSearch search;
    private ArchiveReplay replay;
    private long untilSeq = Long.MAX_VALUE;
    private long attemptNs;
    private long delayNs = MIN_DELAY_NS;
    private int lostInARow;
    private long housekeepingDeadlineNs;
    private long lastFrameNs;
    private RuntimeException failure;
    private RuntimeException lastFailure;
    private long replays;

    /**
     * A reader that has not asked for anything yet.
     *
     * @param config  where to read and from which event on
     * @param handler takes the events
     */
    public EventStreamReader(EventStreamConfig config, EventHandler handler) {
        this(config, handler, new EventStreamListener() {});
    }

    /**
     * A reader that tells which node it reads from.
     *
     * @param config   where to read and from which event on
     * @param handler  takes the events
     * @param listener hears of the nodes
     */
    public EventStreamReader(EventStreamConfig config, EventHandler handler, EventStreamListener listener) {
        config.validate();
        this.config = config;
        this.listener = listener;
        this.chain = new FrameChain(config, handler);
        this.client = new DriverClient(config.aeronFolder(), "tallystick-events", config.idle());
        this.hasPurged = new boolean[config.archives().size()];
        this.attemptNs = System.nanoTime();
    }

    /**
     * Reads what has arrived. Waits only for the answer of an archive that is asked for a replay. Whatever a node does, it
     * is told to the listener and another one is tried; what is thrown ends the reader, and is thrown again by the next call.
     *
     * @return how much was done, 0 where the caller may idle
     * @throws EventsPurgedException where no node holds the next event any more
     * @throws EventStreamException  where the stream is damaged, or two nodes contradict one another
     */
    public int poll() {
        if (failure != null) {
            throw failure;
        }
        if (state == State.CLOSED) {
            return 0;
        }
        long nowNs = System.nanoTime();
        try {
            return client.hasDied(nowNs) ? onDriverDied(nowNs) : work(nowNs);
        } catch (AeronException e) {
            if (failure != null) {
                throw failure;
            }
            lastFailure = e;
            lose(nowNs, e.getMessage());
            return 1;
        } catch (EventStreamException e) {
            failure = e;
            leaveNode();
            throw e;
        }
    }

    private int onDriverDied(long nowNs) {
        lose(nowNs, "the media driver in " + config.aeronFolder() + " is gone" + client.because());
        client.close();
        return 1;
    }

    private int work(long nowNs) {
        switch (state) {
            case WAITING:
                return nowNs - attemptNs < 0 ? 0 : connect(nowNs);
            case CONNECTING:
                archive = connect.poll();
                if (archive == null) {
                    return 0;
                }
                connect = null;
                begin(nowNs);
                return 1;
            case SEARCHING:
                return search(nowNs);
            case READING:
                return read(nowNs);
            default:
                return 0;
        }
    }

    private int connect(long nowNs) {
        if (!client.connect(nowNs)) {
            lastFailure = client.lastFailure();
            attemptLater(nowNs);
            return 0;
        }
        connect = AeronArchive.asyncConnect(new AeronArchive.Context()
                .aeron(client.aeron())
                .ownsAeronClient(false)
                .lock(NoOpLock.INSTANCE)
                .errorHandler(client::onError)
                .controlRequestChannel(config.archives().get(node))
                .controlRequestStreamId(config.requestStreamId())
                .controlResponseChannel(config.responseChannel())
                .controlResponseStreamId(config.responseStreamId())
                .messageTimeoutNs(config.timeout().toNanos())
                .idleStrategy(config.idle()));
        state = State.CONNECTING;
        return 1;
    }

    /** Begins to read where the chain is to go on, or to search for it. */
    private void begin(long nowNs) {
        EventRecording recording = EventRecording.find(archive, chain.position());
        if (recording == null) {
            lose(nowNs, "the archive holds no event stream");
        } else if (!chain.isPlaced() || recording.startPosition() > chain.position()) {
            search = new EventSearch(client.aeron(), archive, config, recording, chain.wantedSeq(), chain.position());
            state = State.SEARCHING;
        } else if (recording.endPosition() < chain.position()) {
            lose(nowNs, "the recording ends at " + recording.endPosition() + ", before position " + chain.position());
        } else {
            beginReplay(recording.id(), nowNs);
        }
    }

    private int search(long nowNs) {
        EventSearch.Outcome outcome = search.poll(nowNs);
        switch (outcome) {
            case SEARCHING -> {
                return 0;
            }
            case PURGED -> onPurged(nowNs);
            default -> {
                chain.place(outcome, search.position(), search.oldestSeq());
                long recordingId = search.recordingId();
                search.close();
                search = null;
                beginReplay(recordingId, nowNs);
            }
        }
        return 1;
    }

    /** Another node may hold more; where none does, there is nothing to be done. */
    private void onPurged(long nowNs) {
        long oldestSeq = search.oldestSeq();
        hasPurged[node] = true;
        boolean hasAny = false;
        for (boolean purged : hasPurged) {
            hasAny |= !purged;
        }
        if (!hasAny) {
            throw new EventsPurgedException(chain.wantedSeq(), oldestSeq);
        }
        lose(nowNs, "event " + chain.wantedSeq() + " was purged; the oldest is " + oldestSeq);
    }

    private void beginReplay(long recordingId, long nowNs) {
        try {
            replay = new ArchiveReplay(
                    client.aeron(), archive, config, recordingId, chain.position(), AeronArchive.REPLAY_ALL_AND_FOLLOW);
        } catch (AeronException e) {
            chain.onRefused();
            throw e;
        }
        replays++;
        lastFrameNs = nowNs;
        state = State.READING;
        chain.onReplay(config.archives().get(node));
        listener.onNode(config.archives().get(node), chain.position());
    }

    private int read(long nowNs) {
        if (nowNs - housekeepingDeadlineNs >= 0) {
            housekeepingDeadlineNs = nowNs + HOUSEKEEPING_NS;
            String error = archive.pollForErrorResponse();
            if (error != null) {
                throw new AeronException(error);
            }
        }
        int fragments = replay.poll(onFragment, FRAGMENT_LIMIT, nowNs);
        if (chain.isMisplaced()) {
            lose(nowNs, "another event than " + chain.wantedSeq() + " is at position " + chain.position());
        } else if (fragments > 0) {
            lastFrameNs = nowNs;
            lostInARow = 0;
            delayNs = MIN_DELAY_NS;
        } else if (replay.isOver()) {
            lose(nowNs, "the replay has ended");
        } else if (hasPurged.length > 1
                && nowNs - lastFrameNs >= config.stallTimeout().toNanos()) {
            lose(nowNs, "no event for " + config.stallTimeout());
        }
        return fragments;
    }

    private Action onFragment(DirectBuffer buffer, int offset, int length, Header header) {
        try {
            if (!chain.onFrame(buffer, offset, length, header.position())) {
                return Action.ABORT;
            }
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
        return chain.nextSeq() > untilSeq ? Action.BREAK : Action.CONTINUE;
    }

    /** The node is of no use now: the next one is tried, after a delay where all of them were. */
    private void lose(long nowNs, String detail) {
        String lost = config.archives().get(node);
        leaveNode();
        node = (node + 1) % config.archives().size();
        lostInARow++;
        attemptLater(nowNs);
        listener.onNodeLost(lost, detail);
    }

    private void attemptLater(long nowNs) {
        state = State.WAITING;
        boolean wereAll = lostInARow % config.archives().size() == 0;
        attemptNs = nowNs + (wereAll ? delayNs : MIN_DELAY_NS);
        if (wereAll) {
            delayNs = Math.min(MAX_DELAY_NS, 2 * delayNs);
        }
    }

    private void leaveNode() {
        if (search != null) {
            search.close();
        }
        if (replay != null) {
            replay.close();
        }
        CloseHelper.quietCloseAll(connect, archive);
        connect = null;
        archive = null;
        search = null;
        replay = null;
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
            while (chain.nextSeq() <= seq && System.nanoTime() - deadlineNs < 0) {
                config.idle().idle(poll());
            }
            return chain.nextSeq() > seq;
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
        return chain.nextSeq();
    }

    /**
     * Archive position behind the last frame read.
     *
     * @return the position
     */
    public long position() {
        return Math.max(0, chain.position());
    }

    /**
     * The last place between two transactions that was reached. To be stored with what was made of the events before it, in
     * one transaction; see {@link EventHandler#onCheckpoint}.
     *
     * @return where a later reader may continue
     */
    public Checkpoint checkpoint() {
        return chain.checkpoint();
    }

    /**
     * Replays that were begun to read from; more than one where some broke.
     *
     * @return how many
     */
    public long replays() {
        return replays;
    }

    /**
     * Why a node was last lost or could not be had.
     *
     * @return null where nothing failed
     */
    public RuntimeException lastFailure() {
        return lastFailure;
    }

    /** Ends the replay and everything else. */
    @Override
    public void close() {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            if (replay != null) {
                replay.stop();
            }
            leaveNode();
            client.close();
        }
    }
}
