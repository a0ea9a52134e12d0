package org.tallystick.node;

import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.archive.client.AeronArchive;
import io.aeron.cluster.codecs.CloseReason;
import io.aeron.cluster.service.ClientSession;
import io.aeron.cluster.service.Cluster;
import io.aeron.cluster.service.ClusteredService;
import io.aeron.logbuffer.Header;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.engine.ExchangeEngine;

/**
 * The engine as a clustered service: hands it what the log says, in log order, and carries away what it answers. All that
 * changes a result is in the engine; here are Aeron's rules, the recording of the event stream, egress and snapshots.
 *
 * <p>Whatever a callback throws stops the node: the engine may have been left between two states.
 */
public final class ExchangeService implements ClusteredService {
    /** Interval of the one timer, which drives expiry, pending work, blocks and blocked egress. */
    static final long TIMER_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);

    /**
     * Its correlation id. There is only this one, and scheduling it again moves it: so however often it is scheduled,
     * after a restart or a change of leader, it fires once.
     */
    private static final long TIMER_ID = 1;

    private static final int SCHEDULE_ATTEMPTS = 1000;
    private static final String PART = "the exchange service";

    private final AeronArchive.Context archiveContext;
    private final NodeStorage storage;
    private final FailStop failStop;
    private final Consumer<ExchangeEngine> afterTimer;
    private final int memberId;
    private final UnsafeBuffer message = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer principal = new UnsafeBuffer(0, 0);
    private Cluster cluster;
    private Egress egress;
    private EventPublication events;
    private ExchangeEngine engine;
    private HighWaterMarkSampler marks;
    private SnapshotRetention retention;
    private ServiceWatch watch;

    /**
     * A service that has not started.
     *
     * @param archiveContext to connect to this node's archive with
     * @param storage        of this node
     * @param failStop       stops the node
     * @param afterTimer     looks at the engine after each firing of the timer
     * @param memberId       of the node, for its counters
     */
    ExchangeService(
            AeronArchive.Context archiveContext,
            NodeStorage storage,
            FailStop failStop,
            Consumer<ExchangeEngine> afterTimer,
            int memberId) {
        this.archiveContext = archiveContext;
        this.storage = storage;
        this.failStop = failStop;
        this.afterTimer = afterTimer;
        this.memberId = memberId;
    }

    @Override
    public void onStart(Cluster cluster, Image snapshotImage) {
        guarded(() -> start(cluster, snapshotImage));
    }

    @Override
    public void onSessionOpen(ClientSession session, long timestamp) {
        failStop.check();
        try {
            byte[] name = session.encodedPrincipal();
            principal.wrap(name);
            engine.onConnectionOpen(session.id(), timestamp, cluster.logPosition(), principal, 0, name.length);
            egress.drain();
            watch.onConnection();
        } catch (Throwable e) {
            throw failStop.fail(PART, e);
        }
    }

    @Override
    public void onSessionClose(ClientSession session, long timestamp, CloseReason closeReason) {
        failStop.check();
        try {
            engine.onConnectionClose(session.id(), timestamp, cluster.logPosition());
            egress.drain();
            watch.onConnection();
        } catch (Throwable e) {
            throw failStop.fail(PART, e);
        }
    }

    /**
     * One message of a client. The log position is the one behind the message, the same when it is replayed. The engine
     * sees a view of the message alone: Aeron's buffer holds the neighbours, too.
     */
    @Override
    public void onSessionMessage(
            ClientSession session, long timestamp, DirectBuffer buffer, int offset, int length, Header header) {
        failStop.check();
        try {
            long began = watch.beginMessage();
            message.wrap(buffer, offset, length);
            engine.onCommand(session.id(), timestamp, cluster.logPosition(), message, 0, length);
            egress.drain();
            watch.endMessage(began);
        } catch (Throwable e) {
            throw failStop.fail(PART, e);
        }
    }

    @Override
    public void onTimerEvent(long correlationId, long timestamp) {
        failStop.check();
        try {
            if (correlationId != TIMER_ID) {
                throw new IllegalStateException("timer " + correlationId);
            }
            long beganNs = System.nanoTime();
            long logPosition = cluster.logPosition();
            engine.onTimer(timestamp, logPosition);
            egress.drainAll();
            long recordingLag = events.position() - events.recordedPosition();
            marks.onTimer(logPosition);
            retention.onTimer();
            afterTimer.accept(engine);
            int connections = cluster.clientSessions().size();
            watch.onTimer(beganNs, logPosition, connections, engine, egress, recordingLag);
            scheduleTimer(timestamp);
        } catch (Throwable e) {
            throw failStop.fail(PART, e);
        }
    }

    /** A leader was elected, or the node started: the first place where a timer may be scheduled, on every node. */
    @Override
    public void onNewLeadershipTermEvent(
            long leadershipTermId,
            long logPosition,
            long timestamp,
            long termBaseLogPosition,
            int leaderMemberId,
            int logSessionId,
            TimeUnit timeUnit,
            int appVersion) {
        guarded(() -> {
            if (timeUnit != TimeUnit.NANOSECONDS) {
                throw new IllegalStateException("the log's clock counts " + timeUnit + ", not nanoseconds");
            }
            marks.onNewTerm(leadershipTermId, logSessionId);
            watch.onLeadership(leadershipTermId, leaderMemberId);
            engine.onNewTerm(timestamp, logPosition);
            egress.drain();
            scheduleTimer(timestamp);
        });
    }

    @Override
    public void onTakeSnapshot(ExclusivePublication publication) {
        guarded(() -> {
            long beganNs = System.nanoTime();
            long beganAt = publication.position();
            events.awaitRecorded();
            SnapshotWriter writer = new SnapshotWriter(publication, cluster.idleStrategy());
            writer.writeEventStreamState(events.position());
            engine.writeSnapshot(writer);
            retention.onSnapshot(cluster.logPosition());
            watch.onSnapshot(beganNs, cluster.logPosition(), publication.position() - beganAt);
        });
    }

    @Override
    public void onRoleChange(Cluster.Role newRole) {
        failStop.check();
    }

    @Override
    public void onTerminate(Cluster cluster) {
        if (events != null) {
            if (failStop.failure() == null) {
                events.awaitRecorded();
                marks.onEnd(cluster.logPosition());
            }
            events.close();
            events = null;
        }
    }

    private void start(Cluster cluster, Image snapshotImage) {
        this.cluster = cluster;
        watch = new ServiceWatch(cluster.aeron(), memberId);
        SnapshotReader snapshot = new SnapshotReader();
        egress = new Egress(cluster);
        // Frames come only with commands, when the stream is open.
        engine = new ExchangeEngine(
                (buffer, offset, length) -> events.onFrame(buffer, offset, length),
                egress,
                new SecureRandom().nextLong());
        egress.engine(engine);
        if (snapshotImage != null) {
            long beganNs = System.nanoTime();
            snapshot.read(snapshotImage, engine, cluster.idleStrategy());
            watch.onSnapshotLoaded(beganNs, cluster.logPosition());
        }
        events = new EventPublication(
                cluster.aeron(),
                archiveContext.aeron(cluster.aeron()).ownsAeronClient(false),
                storage,
                new EventStreamPoint(snapshot.eventStreamPosition(), engine.eventSeq(), engine.runningHash()),
                cluster.idleStrategy());
        marks = new HighWaterMarkSampler(storage, cluster.aeron().countersReader(), engine, events);
        retention = new SnapshotRetention(storage, events.archive());
        if (snapshotImage != null) {
            engine.resumeEgress();
        }
    }

    private void scheduleTimer(long timestamp) {
        long deadline = timestamp + TIMER_INTERVAL_NS;
        for (int i = 0; !cluster.scheduleTimer(TIMER_ID, deadline); i++) {
            if (i == SCHEDULE_ATTEMPTS) {
                throw new IllegalStateException("the consensus module takes no timer");
            }
            cluster.idleStrategy().idle();
        }
    }

    /** For callbacks off the hot path. */
    private void guarded(Runnable callback) {
        failStop.check();
        try {
            callback.run();
        } catch (Throwable e) {
            throw failStop.fail(PART, e);
        }
    }
}
