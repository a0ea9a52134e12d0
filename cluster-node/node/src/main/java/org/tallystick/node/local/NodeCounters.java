package org.tallystick.node.local;

import io.aeron.Aeron;
import io.aeron.AeronCounters;
import io.aeron.archive.status.RecordingPos;
import io.aeron.cluster.ElectionState;
import io.aeron.cluster.service.ClusterCounters;
import java.nio.file.Path;
import java.util.Optional;
import org.agrona.concurrent.status.CountersReader;
import org.tallystick.codecs.EventStreamFormat;
import org.tallystick.node.counters.NodeCounter;

/**
 * The counters of a node that runs, read from its shared memory without writing to it.
 *
 * @param role           of the node in its cluster
 * @param isElected      whether no election is under way
 * @param isElecting     whether one is; neither holds while the node recovers its state
 * @param term           leadership term
 * @param commitPosition of the log
 * @param logPosition    recorded of the log
 * @param eventPosition  recorded of the event stream
 * @param connections    of clients
 * @param snapshots      taken since the start
 * @param market         what the exchange has
 */
record NodeCounters(
        NodeStatus.Role role,
        boolean isElected,
        boolean isElecting,
        long term,
        long commitPosition,
        long logPosition,
        long eventPosition,
        long connections,
        long snapshots,
        NodeStatus.Market market) {

    /** Of a node that does not tell. */
    static final NodeCounters NONE = new NodeCounters(
            NodeStatus.Role.NONE,
            false,
            false,
            NodeStatus.NONE,
            NodeStatus.NONE,
            NodeStatus.NONE,
            NodeStatus.NONE,
            NodeStatus.NONE,
            NodeStatus.NONE,
            NodeStatus.Market.NONE);

    private static final int CLUSTER_ID = 0;

    /** Aeron's stream of the Raft log, as the label of its recording has it. */
    private static final String LOG_STREAM = " 100 ";

    /**
     * Reads them.
     *
     * @param aeronFolder of the node's media driver
     * @return empty where the node is not that far, or gone
     */
    static Optional<NodeCounters> read(Path aeronFolder) {
        return CncFile.read(aeronFolder, NodeCounters::of);
    }

    private static NodeCounters of(CountersReader counters) {
        long role = cluster(counters, AeronCounters.CLUSTER_NODE_ROLE_TYPE_ID);
        long election = cluster(counters, AeronCounters.CLUSTER_ELECTION_STATE_TYPE_ID);
        return new NodeCounters(
                role == NodeStatus.NONE ? NodeStatus.Role.NONE : NodeStatus.Role.values()[(int) role + 1],
                election == ElectionState.CLOSED.code(),
                election != NodeStatus.NONE && election != ElectionState.CLOSED.code(),
                cluster(counters, AeronCounters.CLUSTER_LEADERSHIP_TERM_ID_TYPE_ID),
                cluster(counters, AeronCounters.CLUSTER_COMMIT_POSITION_TYPE_ID),
                log(counters),
                value(
                        counters,
                        RecordingPos.findCounterIdBySession(counters, EventStreamFormat.SESSION_ID, Aeron.NULL_VALUE)),
                connections(counters),
                cluster(counters, AeronCounters.CLUSTER_SNAPSHOT_COUNTER_TYPE_ID),
                new NodeStatus.Market(
                        own(counters, NodeCounter.SESSIONS_ATTACHED),
                        own(counters, NodeCounter.BOOKS),
                        own(counters, NodeCounter.LIVE_ORDERS),
                        own(counters, NodeCounter.EVENT_SEQUENCE)));
    }

    /** A node's own counter; there is one node at a media driver. */
    private static long own(CountersReader counters, NodeCounter counter) {
        long[] found = {NodeStatus.NONE};
        counters.forEach((counterId, typeId, key, label) -> {
            if (typeId == counter.typeId()) {
                found[0] = counters.getCounterValue(counterId);
            }
        });
        return found[0];
    }

    private static long cluster(CountersReader counters, int typeId) {
        return value(counters, ClusterCounters.find(counters, typeId, CLUSTER_ID));
    }

    private static long value(CountersReader counters, int counterId) {
        return counterId == CountersReader.NULL_COUNTER_ID ? NodeStatus.NONE : counters.getCounterValue(counterId);
    }

    private static long connections(CountersReader counters) {
        long[] count = {0};
        counters.forEach((counterId, typeId, key, label) -> {
            if (typeId == AeronCounters.CLUSTER_SESSION_TYPE_ID) {
                count[0]++;
            }
        });
        return count[0];
    }

    private static long log(CountersReader counters) {
        long[] position = {NodeStatus.NONE};
        counters.forEach((counterId, typeId, key, label) -> {
            if (typeId == AeronCounters.ARCHIVE_RECORDING_POSITION_TYPE_ID && label.contains(LOG_STREAM)) {
                position[0] = Math.max(position[0], counters.getCounterValue(counterId));
            }
        });
        return position[0];
    }
}
