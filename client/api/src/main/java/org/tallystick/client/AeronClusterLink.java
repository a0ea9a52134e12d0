package org.tallystick.client;

import io.aeron.Aeron;
import io.aeron.Publication;
import io.aeron.cluster.client.AeronCluster;
import io.aeron.cluster.client.EgressListener;
import io.aeron.cluster.codecs.EventCode;
import io.aeron.exceptions.AeronException;
import io.aeron.logbuffer.Header;
import io.aeron.security.CredentialsSupplier;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;

/**
 * A link over Aeron Cluster. It follows the leader; where the cluster has closed it, does not answer any more, or the media
 * driver was restarted, it is made anew.
 */
final class AeronClusterLink implements ClusterLink {
    private enum State {
        /** Until the next attempt. */
        WAITING,
        CONNECTING,
        CONNECTED,
        ENDED
    }

    /** Rounds over Aeron's fragment limit that one poll makes while there is something to read. */
    private static final int POLL_ROUNDS = 16;

    private static final long KEEP_ALIVE_NS = TimeUnit.SECONDS.toNanos(1);

    private final ConnectionConfig config;
    private final Listener listener;
    private final Egress egress = new Egress();
    private final DriverClient client;
    private final long minDelayNs;
    private final long maxDelayNs;
    private State state = State.WAITING;
    private AeronCluster.AsyncConnect connect;
    private AeronCluster cluster;
    private long connectionId = Aeron.NULL_VALUE;
    private String closedDetail = "";
    private boolean hasBeenConnected;
    private long lostNs;
    private long delayNs;
    private long attemptNs;
    private long keepAliveDeadlineNs;

    AeronClusterLink(ConnectionConfig config, Listener listener) {
        this.config = config;
        this.listener = listener;
        this.client = new DriverClient(config.aeronFolder(), "tallystick-client", config.idle());
        this.minDelayNs = config.reconnection().minDelay().toNanos();
        this.maxDelayNs = config.reconnection().maxDelay().toNanos();
        this.delayNs = minDelayNs;
        this.attemptNs = System.nanoTime();
    }

    @Override
    public int poll(long nowNs) {
        if (state == State.ENDED) {
            return 0;
        }
        int work = housekeep(nowNs);
        switch (state) {
            case WAITING -> work += attempt(nowNs);
            case CONNECTING -> work += pollConnect(nowNs);
            case CONNECTED -> work += pollEgress(nowNs);
            default -> {
                // Ended by a listener.
            }
        }
        return work;
    }

    private int housekeep(long nowNs) {
        if (client.hasDied(nowNs)) {
            lose(nowNs, "the media driver in " + config.aeronFolder() + " is gone" + client.because());
            client.close();
            return 1;
        }
        if (state == State.CONNECTED && nowNs - keepAliveDeadlineNs >= 0) {
            keepAliveDeadlineNs = nowNs + KEEP_ALIVE_NS;
            try {
                cluster.sendKeepAlive();
            } catch (AeronException e) {
                lose(nowNs, failure(e));
            }
        }
        return 0;
    }

    private int attempt(long nowNs) {
        if (nowNs - attemptNs < 0) {
            return 0;
        }
        if (hasBeenConnected
                && nowNs - lostNs >= config.reconnection().giveUpAfter().toNanos()) {
            end("no connection for " + config.reconnection().giveUpAfter() + client.because());
            return 1;
        }
        try {
            if (!client.connect(nowNs)) {
                attemptLater(nowNs);
                return 0;
            }
            connect = AeronCluster.asyncConnect(clusterContext());
            state = State.CONNECTING;
        } catch (RuntimeException e) {
            client.onError(e);
            attemptLater(nowNs);
        }
        return 1;
    }

    private AeronCluster.Context clusterContext() {
        return new AeronCluster.Context()
                .aeron(client.aeron())
                .ownsAeronClient(false)
                .errorHandler(client::onError)
                .ingressChannel(config.ingressChannel())
                .ingressEndpoints(config.ingressEndpoints())
                .egressChannel(config.egressChannel())
                .egressStreamId(config.egressStreamId())
                .egressListener(egress)
                .idleStrategy(config.idle())
                .messageTimeoutNs(config.reconnection().attempt().toNanos())
                .newLeaderTimeoutNs(config.newLeaderTimeout().toNanos())
                .credentialsSupplier(new PrincipalName(config.principal()))
                .clientName("tallystick-client");
    }

    private int pollConnect(long nowNs) {
        try {
            cluster = connect.poll();
        } catch (AeronException e) {
            client.onError(e);
            CloseHelper.quietClose(connect);
            connect = null;
            attemptLater(nowNs);
            return 1;
        }
        if (cluster == null) {
            return 0;
        }
        connect = null;
        state = State.CONNECTED;
        delayNs = minDelayNs;
        closedDetail = "";
        hasBeenConnected = true;
        connectionId = cluster.clusterSessionId();
        keepAliveDeadlineNs = nowNs + KEEP_ALIVE_NS;
        listener.onConnected(connectionId);
        return 1;
    }

    private int pollEgress(long nowNs) {
        int work = 0;
        try {
            for (int i = 0; i < POLL_ROUNDS && state == State.CONNECTED && !cluster.isClosed(); i++) {
                int fragments = cluster.pollEgress();
                work += fragments;
                if (fragments == 0) {
                    break;
                }
            }
        } catch (AeronException e) {
            if (state == State.CONNECTED) {
                lose(nowNs, failure(e));
            }
            return work + 1;
        }
        if (state == State.CONNECTED && cluster.isClosed()) {
            lose(nowNs, closedDetail.isEmpty() ? "the exchange does not answer any more" : closedDetail);
            work++;
        }
        return work;
    }

    private String failure(AeronException e) {
        client.onError(e);
        return e.getMessage();
    }

    /** The connection, or the attempt to make one, has failed. */
    private void lose(long nowNs, String detail) {
        boolean wasConnected = state == State.CONNECTED;
        CloseHelper.quietCloseAll(connect, cluster);
        connect = null;
        cluster = null;
        attemptLater(nowNs);
        if (wasConnected) {
            lostNs = nowNs;
            listener.onLost(detail);
            if (!config.reconnection().isOn()) {
                end(detail);
            }
        }
    }

    private void attemptLater(long nowNs) {
        state = State.WAITING;
        attemptNs = nowNs + ThreadLocalRandom.current().nextLong(delayNs / 2, delayNs + 1);
        delayNs = Math.min(maxDelayNs, 2 * delayNs);
    }

    private void end(String detail) {
        if (state != State.ENDED) {
            close();
            listener.onEnded(detail);
        }
    }

    @Override
    public long offer(DirectBuffer buffer, int offset, int length) {
        if (state != State.CONNECTED) {
            return state == State.ENDED ? ExchangeSession.CLOSED : ExchangeSession.NOT_CONNECTED;
        }
        long result = cluster.offer(buffer, offset, length);
        if (result > 0) {
            return result;
        }
        return result == Publication.BACK_PRESSURED || result == Publication.ADMIN_ACTION
                ? ExchangeSession.BACK_PRESSURED
                : ExchangeSession.NOT_CONNECTED;
    }

    @Override
    public boolean isConnected() {
        return state == State.CONNECTED;
    }

    @Override
    public long connectionId() {
        return connectionId;
    }

    @Override
    public RuntimeException lastFailure() {
        return client.lastFailure();
    }

    @Override
    public void close() {
        state = State.ENDED;
        CloseHelper.quietCloseAll(connect, cluster, client);
        connect = null;
        cluster = null;
    }

    private final class Egress implements EgressListener {
        @Override
        public void onMessage(
                long clusterSessionId, long timestamp, DirectBuffer buffer, int offset, int length, Header header) {
            listener.onMessage(buffer, offset, length);
        }

        @Override
        public void onSessionEvent(
                long correlationId,
                long clusterSessionId,
                long leadershipTermId,
                int leaderMemberId,
                EventCode code,
                String detail) {
            if (code != EventCode.OK && code != EventCode.REDIRECT) {
                closedDetail =
                        "the exchange has closed the connection: " + code + (detail.isEmpty() ? "" : ", " + detail);
            }
        }

        @Override
        public void onNewLeader(
                long clusterSessionId, long leadershipTermId, int leaderMemberId, String ingressEndpoints) {
            listener.onNewLeader(leaderMemberId);
        }
    }

    /** The principal's name, as what a client shows; it is not proven. */
    private record PrincipalName(String name) implements CredentialsSupplier {
        @Override
        public byte[] encodedCredentials() {
            return name.getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public byte[] onChallenge(byte[] encodedChallenge) {
            return encodedCredentials();
        }
    }
}
