package org.tallystick.node;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What a node does about its data. Nothing here changes a result.
 *
 * @param eventPeers      control channels of the archives of the other members, in the order in which they are asked for
 *                        events that this node has lost; empty for a node alone
 * @param replyEndpoint   {@code host:port} at which those archives reach this node, null where there are none
 * @param peerTimeout     after which a peer that does nothing is given up
 * @param acceptLoss      position at which the operator accepts that the log ends, {@link #NO_LOSS} for none
 * @param snapshotsToKeep newest snapshots that are kept, 2 or more; 0 keeps all
 */
public record StorageConfig(
        List<String> eventPeers, String replyEndpoint, Duration peerTimeout, long acceptLoss, int snapshotsToKeep) {
    /** Stands where the operator accepts no loss. */
    public static final long NO_LOSS = -1;

    private static final int FEWEST_SNAPSHOTS = 2;

    public StorageConfig {
        eventPeers = List.copyOf(eventPeers);
        Objects.requireNonNull(peerTimeout, "peerTimeout");
        if (!eventPeers.isEmpty() && replyEndpoint == null) {
            throw new IllegalArgumentException(
                    "eventPeers needs replyEndpoint, host:port at which they reach this node");
        }
        if (peerTimeout.isNegative() || peerTimeout.isZero()) {
            throw new IllegalArgumentException("peerTimeout " + peerTimeout + ", expected more than 0");
        }
        if (acceptLoss < NO_LOSS) {
            throw new IllegalArgumentException("acceptLoss " + acceptLoss + ", expected a log position");
        }
        if (snapshotsToKeep != 0 && snapshotsToKeep < FEWEST_SNAPSHOTS) {
            throw new IllegalArgumentException("snapshotsToKeep " + snapshotsToKeep + ", expected 0 for all, or "
                    + FEWEST_SNAPSHOTS + " or more: where the newest is damaged, the one before is needed");
        }
    }

    /**
     * A node alone, which accepts no loss and keeps two snapshots.
     *
     * @return a configuration to be refined
     */
    public static StorageConfig defaults() {
        return new StorageConfig(List.of(), null, Duration.ofSeconds(10), NO_LOSS, FEWEST_SNAPSHOTS);
    }

    /**
     * What follows from how a node is run: its peers are the other members.
     *
     * @param node how it is run
     * @return the configuration
     */
    static StorageConfig of(NodeConfig node) {
        StorageConfig config =
                defaults().snapshotsToKeep(node.snapshots().kept()).acceptLoss(node.acceptLoss());
        if (node.isSharedMemoryAlone()) {
            return config;
        }
        List<String> peers = node.members().stream()
                .filter(member -> member != node.self())
                .map(member -> "aeron:udp?endpoint=" + member.archive())
                .toList();
        return config.eventPeers(peers, node.self().anyPort());
    }

    /**
     * Names who has the same events.
     *
     * @param controlChannels of the archives of the other members
     * @param endpoint        {@code host:port} at which they reach this node
     * @return the changed configuration
     */
    public StorageConfig eventPeers(List<String> controlChannels, String endpoint) {
        return new StorageConfig(controlChannels, endpoint, peerTimeout, acceptLoss, snapshotsToKeep);
    }

    /**
     * Changes how long a peer that does nothing is waited for.
     *
     * @param timeout after which it is given up
     * @return the changed configuration
     */
    public StorageConfig peerTimeout(Duration timeout) {
        return new StorageConfig(eventPeers, replyEndpoint, timeout, acceptLoss, snapshotsToKeep);
    }

    /**
     * Accepts that all after a position of the log is lost. The position must be the one that the node names when it
     * refuses to start.
     *
     * @param logPosition at which the log ends
     * @return the changed configuration
     */
    public StorageConfig acceptLoss(long logPosition) {
        return new StorageConfig(eventPeers, replyEndpoint, peerTimeout, logPosition, snapshotsToKeep);
    }

    /**
     * Changes how many snapshots are kept.
     *
     * @param count of the newest, 2 or more; 0 keeps all
     * @return the changed configuration
     */
    public StorageConfig snapshotsToKeep(int count) {
        return new StorageConfig(eventPeers, replyEndpoint, peerTimeout, acceptLoss, count);
    }
}
