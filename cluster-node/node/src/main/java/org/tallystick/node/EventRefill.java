package org.tallystick.node;

import io.aeron.Aeron;
import io.aeron.ChannelUriStringBuilder;
import io.aeron.CommonContext;
import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.archive.client.AeronArchive;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;
import org.tallystick.engine.FrameSink;

/**
 * Fetches events that this node has lost from the archives of its peers, one after the other until one has them. Every
 * frame is held against the one before it, and is taken only where it continues the stream.
 */
final class EventRefill {
    private static final int FRAGMENT_LIMIT = 64;

    /** Stream ids of what peers send here. */
    private static final int REPLY_STREAM_ID = 7123;

    private static final int REPLAY_STREAM_ID = 7124;

    private final Aeron aeron;
    private final NodeStorage storage;
    private final StorageConfig config;
    private final IdleStrategy idle;
    private final FrameSink target;
    private EventStreamPoint reached;
    private EventChain chain;

    /**
     * Prepares to fetch.
     *
     * @param aeron   to reach the peers with
     * @param storage names them
     * @param idle    drives the node's parts
     * @param target  takes the frames
     */
    EventRefill(Aeron aeron, NodeStorage storage, IdleStrategy idle, FrameSink target) {
        this.aeron = aeron;
        this.storage = storage;
        this.config = storage.config();
        this.idle = idle;
        this.target = target;
    }

    /**
     * Fetches what lies between two places.
     *
     * @param from where the own recording ends
     * @param to   where the snapshot stands
     * @throws StorageException where no peer has it
     */
    void fetch(EventStreamPoint from, EventStreamPoint to) {
        reached = from;
        chain = new EventChain(from);
        List<String> failures = new ArrayList<>();
        for (String peer : config.eventPeers()) {
            if (reached.position() < to.position()) {
                try {
                    fetch(peer, to);
                } catch (Peerless e) {
                    failures.add(peer + ": " + e.getMessage());
                } catch (RuntimeException e) {
                    checkOwn(e);
                    failures.add(peer + ": " + e);
                }
            }
        }
        if (!reached.equals(to)) {
            throw new StorageException("the recorded event stream ends at " + from.position()
                    + ", before the snapshot's"
                    + " position " + to.position() + ": events " + (from.eventSeq() + 1) + " to " + to.eventSeq()
                    + " are missing, which the log cannot give again" + outcome(to, failures)
                    + ". Name the archives of members that have them (eventPeers), or reseed this node:"
                    + " tally cluster reseed");
        }
    }

    private String outcome(EventStreamPoint to, List<String> failures) {
        if (reached.position() == to.position()) {
            return "; what the peers gave has the hash " + Long.toHexString(reached.runningHash())
                    + " at its end, the snapshot " + Long.toHexString(to.runningHash());
        }
        return failures.isEmpty() ? ", and no peer is named" : ". No peer gave them: " + String.join("; ", failures);
    }

    /** A failure of the node itself is none of the peer's. */
    private void checkOwn(RuntimeException e) {
        if (aeron.isClosed() || e instanceof StorageException) {
            throw e;
        }
    }

    private void fetch(String peer, EventStreamPoint to) {
        long begin = reached.position();
        try (AeronArchive archive = AeronArchive.connect(new AeronArchive.Context()
                .aeron(aeron)
                .ownsAeronClient(false)
                .controlRequestChannel(peer)
                .controlResponseChannel(replyChannel())
                .controlResponseStreamId(REPLY_STREAM_ID)
                .messageTimeoutNs(config.peerTimeout().toNanos())
                .idleStrategy(idle))) {
            Recording recording = EventRecording.find(archive, null);
            if (recording == null) {
                throw new Peerless("it has no event stream");
            }
            long end = archive.getMaxRecordedPosition(recording.id());
            if (end < to.position()) {
                throw new Peerless("its event stream ends at " + end);
            }
            try (Subscription replay =
                    archive.replay(recording.id(), begin, to.position() - begin, replyChannel(), REPLAY_STREAM_ID)) {
                take(archive, replay, to.position());
            }
        }
        storage.say("the event stream lacked what lies between " + begin + " and " + to.position() + ": fetched from "
                + peer);
    }

    private void take(AeronArchive archive, Subscription replay, long end) {
        FragmentHandler handler = this::onFrame;
        long progressNs = System.nanoTime();
        Image image = null;
        while (reached.position() < end) {
            int fragments = replay.poll(handler, FRAGMENT_LIMIT);
            if (fragments > 0) {
                progressNs = System.nanoTime();
            } else {
                archive.checkForErrorResponse();
                if (System.nanoTime() - progressNs > config.peerTimeout().toNanos()) {
                    throw new Peerless("it sent nothing for " + config.peerTimeout());
                }
                image = image == null && replay.imageCount() > 0 ? replay.imageAtIndex(0) : image;
                if (image != null && image.isClosed()) {
                    throw new Peerless("its replay ended at " + image.position());
                }
            }
            idle.idle(fragments);
        }
    }

    private void onFrame(DirectBuffer buffer, int offset, int length, Header header) {
        String wrong = chain.accept(buffer, offset, length, header.flags());
        if (wrong != null) {
            chain = new EventChain(reached);
            throw new Peerless(
                    "its frame that ends at " + header.position() + " does not continue this stream: " + wrong);
        }
        target.onFrame(buffer, offset, length);
        reached = chain.point(header.position());
    }

    private String replyChannel() {
        return new ChannelUriStringBuilder()
                .media(CommonContext.UDP_MEDIA)
                .endpoint(config.replyEndpoint())
                .build();
    }

    /** One peer cannot help; the next may. */
    private static final class Peerless extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Peerless(String message) {
            super(message);
        }
    }
}
