package org.tallystick.client;

import java.time.Duration;
import java.util.Objects;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * How to reach an exchange.
 *
 * @param aeronFolder      folder of the media driver that the connection uses; the driver may be restarted
 * @param ingressChannel   Aeron channel to the exchange: {@code aeron:ipc}, or {@code aeron:udp} with endpoints
 * @param ingressEndpoints members and their addresses, {@code 0=host:port,1=host:port}; null over shared memory
 * @param egressChannel    Aeron channel of the answers, {@code aeron:udp?endpoint=localhost:0} for any free port
 * @param egressStreamId   Aeron stream of the answers; over shared memory unique among the connections of a driver
 * @param principal        name of the participant, printable ASCII of at most 24 characters; may be empty
 * @param timeout          of connecting the first time, and of waiting for a session
 * @param idle             called while a method of the connection waits; drives the node where one thread does all
 * @param newLeaderTimeout how long the connection waits for a new leader before it is lost
 * @param reconnection     what follows when the connection is lost
 */
public record ConnectionConfig(
        String aeronFolder,
        String ingressChannel,
        String ingressEndpoints,
        String egressChannel,
        int egressStreamId,
        String principal,
        Duration timeout,
        IdleStrategy idle,
        Duration newLeaderTimeout,
        Reconnection reconnection) {
    /** Election and start of a new leader take less, with heartbeats of up to a second. */
    private static final Duration NEW_LEADER_TIMEOUT = Duration.ofSeconds(5);

    private static final int EGRESS_STREAM_ID = 102;

    /**
     * A connection that waits 5 s for a new leader and reconnects as {@link Reconnection#DEFAULT} says.
     *
     * @param aeronFolder      folder of the media driver that the connection uses
     * @param ingressChannel   Aeron channel to the exchange
     * @param ingressEndpoints members and their addresses, null over shared memory
     * @param egressChannel    Aeron channel of the answers
     * @param egressStreamId   Aeron stream of the answers
     * @param principal        name of the participant
     * @param timeout          of connecting the first time, and of waiting for a session
     * @param idle             called while a method of the connection waits
     */
    public ConnectionConfig(
            String aeronFolder,
            String ingressChannel,
            String ingressEndpoints,
            String egressChannel,
            int egressStreamId,
            String principal,
            Duration timeout,
            IdleStrategy idle) {
        this(
                aeronFolder,
                ingressChannel,
                ingressEndpoints,
                egressChannel,
                egressStreamId,
                principal,
                timeout,
                idle,
                NEW_LEADER_TIMEOUT,
                Reconnection.DEFAULT);
    }

    /**
     * A connection to a cluster over UDP, answered on any free port of this machine.
     *
     * @param aeronFolder      folder of the media driver that the connection uses
     * @param ingressEndpoints members and their addresses, {@code 0=host:port,1=host:port,2=host:port}
     * @param principal        name of the participant
     * @return a configuration to be refined
     */
    public static ConnectionConfig of(String aeronFolder, String ingressEndpoints, String principal) {
        return new ConnectionConfig(
                aeronFolder,
                "aeron:udp",
                ingressEndpoints,
                "aeron:udp?endpoint=localhost:0",
                EGRESS_STREAM_ID,
                principal,
                Duration.ofSeconds(10),
                new BackoffIdleStrategy(100, 100, 1_000, 1_000_000));
    }

    /**
     * Changes how long the connection waits for a new leader.
     *
     * @param limit after which it is lost
     * @return the changed configuration
     */
    public ConnectionConfig newLeaderTimeout(Duration limit) {
        return new ConnectionConfig(
                aeronFolder,
                ingressChannel,
                ingressEndpoints,
                egressChannel,
                egressStreamId,
                principal,
                timeout,
                idle,
                limit,
                reconnection);
    }

    /**
     * Changes what follows when the connection is lost.
     *
     * @param policy how it is made again
     * @return the changed configuration
     */
    public ConnectionConfig reconnection(Reconnection policy) {
        return new ConnectionConfig(
                aeronFolder,
                ingressChannel,
                ingressEndpoints,
                egressChannel,
                egressStreamId,
                principal,
                timeout,
                idle,
                newLeaderTimeout,
                policy);
    }

    /** Refuses what is missing or makes no sense. */
    void validate() {
        Objects.requireNonNull(aeronFolder, "aeronFolder");
        Objects.requireNonNull(ingressChannel, "ingressChannel");
        Objects.requireNonNull(egressChannel, "egressChannel");
        Objects.requireNonNull(principal, "principal");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(idle, "idle");
        Objects.requireNonNull(newLeaderTimeout, "newLeaderTimeout");
        Objects.requireNonNull(reconnection, "reconnection");
        reconnection.validate();
    }
}
