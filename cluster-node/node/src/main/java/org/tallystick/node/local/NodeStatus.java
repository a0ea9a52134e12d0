package org.tallystick.node.local;

import java.time.Duration;

/**
 * What can be seen of a node from outside. Positions, counts and times are {@link #NONE} or null where the node does not
 * tell, because it does not run or is not that far.
 *
 * @param id              number of the node in its cluster
 * @param pid             of its process
 * @param state           whether it runs, and takes part
 * @param role            in its cluster
 * @param term            leadership term of the Raft log
 * @param commitPosition  up to which it knows the log to be committed, bytes
 * @param logPosition     up to which it has recorded the log, bytes
 * @param eventPosition   up to which it has recorded the event stream, bytes
 * @param connections     of clients, as the leader knows them
 * @param snapshots       taken since it started
 * @param market          what its exchange has
 * @param diskBytes       that its data takes on the disk
 * @param uptime          of its process
 */
public record NodeStatus(
        int id,
        long pid,
        State state,
        Role role,
        long term,
        long commitPosition,
        long logPosition,
        long eventPosition,
        long connections,
        long snapshots,
        Market market,
        long diskBytes,
        Duration uptime) {

    /** Where there is no number. */
    public static final long NONE = -1;

    /**
     * What the exchange of a node has, ten times a second.
     *
     * @param sessions that a connection has
     * @param books    one for each instrument
     * @param orders   that rest
     * @param lastSeq  number of the last event
     */
    public record Market(long sessions, long books, long orders, long lastSeq) {
        /** Of a node that does not tell. */
        public static final Market NONE =
                new Market(NodeStatus.NONE, NodeStatus.NONE, NodeStatus.NONE, NodeStatus.NONE);
    }

    /** Whether a node runs, and takes part. */
    public enum State {
        /** It does not run, as it was told. */
        STOPPED,
        /** Its process was killed. */
        KILLED,
        /** It ended by itself; its log says why. */
        ENDED,
        /** Its process is held (SIGSTOP). */
        PAUSED,
        /** It is recovering its state. */
        STARTING,
        /** It looks for a leader, or catches up with one. */
        ELECTION,
        /** It takes part. */
        UP
    }

    /** What a node is in its cluster. */
    public enum Role {
        /** It does not tell. */
        NONE,
        /** It follows the leader. */
        FOLLOWER,
        /** It asks for votes. */
        CANDIDATE,
        /** It leads. */
        LEADER
    }

    /** Whether its process lives. */
    public boolean isRunning() {
        return pid != NONE;
    }

    /** Whether it leads, as far as it knows itself. */
    public boolean isLeading() {
        return state == State.UP && role == Role.LEADER;
    }
}
