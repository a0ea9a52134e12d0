package org.tallystick.node.local;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What can be seen of a cluster from outside.
 *
 * @param nodes in the order of their ids
 */
public record ClusterStatus(List<NodeStatus> nodes) {
    /** Keeps a copy. */
    public ClusterStatus {
        nodes = List.copyOf(nodes);
    }

    /**
     * The node that leads: of several that think so, because one was cut off, the one of the latest term.
     *
     * @return empty where there is none
     */
    public Optional<NodeStatus> leader() {
        return nodes.stream().filter(NodeStatus::isLeading).max(Comparator.comparingLong(NodeStatus::term));
    }

    /**
     * Whether a node takes part in what the leader leads.
     *
     * @param id number of the node
     * @return false where it does not, or there is no leader
     */
    public boolean takesPart(int id) {
        NodeStatus node = nodes.get(id);
        return node.state() == NodeStatus.State.UP
                && leader().filter(leader -> leader.term() == node.term()).isPresent();
    }

    /**
     * What a node has not committed yet of what the leader has.
     *
     * @param id number of the node
     * @return bytes of the log, {@link NodeStatus#NONE} where one of the two does not tell
     */
    public long lag(int id) {
        long position = nodes.get(id).commitPosition();
        long leading = leader().map(NodeStatus::commitPosition).orElse(NodeStatus.NONE);
        return position == NodeStatus.NONE || leading == NodeStatus.NONE
                ? NodeStatus.NONE
                : Math.max(0, leading - position);
    }
}
