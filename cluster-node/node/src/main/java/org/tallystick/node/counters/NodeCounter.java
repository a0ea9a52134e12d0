package org.tallystick.node.counters;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Counters of a node. Their Aeron type ids are {@value #FIRST_TYPE_ID} to {@value #LAST_TYPE_ID}; the key of each is the
 * member's id (int32, little endian) and a detail (int32): which reason or which bucket, 0 where there is one of a kind.
 * The node's service writes them, ten times a second, with the firings of its timer; {@link #UNKNOWN} stands for what it
 * does not know. What is counted starts anew with every start of the node, and counts what a start replays from the log.
 */
public enum NodeCounter {
    /** Position of the log, in bytes, up to which the engine has applied it. */
    LOG_POSITION(0),

    /** Bytes of log that were committed and not yet applied, when the timer fired. */
    LOG_LAG(1),

    /** {@code System.nanoTime()} of this machine when the timer last fired. */
    TIMER_FIRED(2),

    /** Sequence number of the last event. */
    EVENT_SEQUENCE(3),

    /** Bytes of the event stream that the archive has not recorded yet. */
    EVENT_RECORDING_LAG(4),

    /** Inputs of the log that were applied: messages, firings of the timer, connections opened and closed. */
    TRANSACTIONS(5),

    /** Messages of clients that were applied or refused. */
    COMMANDS(6),

    /** Messages that had been applied before, and were not again. */
    DUPLICATES(7),

    /** Rejects; one counter for each reason that occurred, its value in the schema being the detail. */
    REJECTS(8),

    /** Bytes that the rings of reports take. */
    RING_BYTES(9),

    /** Bytes that they can take at most. */
    RING_BYTES_BOUND(10),

    /** Connections that are open. */
    CONNECTIONS(11),

    /** Sessions that exist. */
    SESSIONS(12),

    /** Sessions that a connection has. */
    SESSIONS_ATTACHED(13),

    /** Sessions that cannot take their reports at the moment. */
    SESSIONS_BLOCKED(14),

    /** Times that a session could not take its reports and was passed over. */
    SESSIONS_SKIPPED(15),

    /** Live orders. */
    LIVE_ORDERS(16),

    /** Long work that goes on with the next firings of the timer. */
    PENDING_WORK(17),

    /** Time that the last snapshot held the engine up, in nanoseconds. */
    SNAPSHOT_DURATION(18),

    /** Length of the last snapshot in bytes. */
    SNAPSHOT_BYTES(19),

    /** Position of the log that the last snapshot stands for: taken, or loaded at the start. */
    SNAPSHOT_LOG_POSITION(20),

    /** When the last snapshot was taken, in milliseconds since the epoch. */
    SNAPSHOT_TIME(21),

    /** Messages timed, by the time that they took; one counter for each bucket of {@link ApplyTimes}. */
    APPLY_TIME(22),

    /** Time of all messages timed, in nanoseconds. */
    APPLY_TIME_SUM(23),

    /** Greatest time of a message timed, in nanoseconds. */
    APPLY_TIME_MAX(24),

    /** Greatest time of a firing of the timer, in nanoseconds. */
    TIMER_TIME_MAX(25),

    /** Leadership term in which the service is. */
    LEADERSHIP_TERM(26),

    /** Member that leads in this term. */
    LEADER(27),

    /** Time in which the snapshot that the node started from was read, in nanoseconds. */
    SNAPSHOT_LOAD_DURATION(28),

    /** Books: one for each instrument. */
    BOOKS(29);

    /** Lowest type id; Aeron's own are below 1000. */
    public static final int FIRST_TYPE_ID = 7100;

    /** Highest type id that is kept for counters of a node. */
    public static final int LAST_TYPE_ID = 7199;

    /** Value of a counter of something that the node does not know, or that has not been yet. */
    public static final long UNKNOWN = -1;

    static final int KEY_LENGTH = 2 * Integer.BYTES;

    private final int typeId;

    NodeCounter(int number) {
        this.typeId = FIRST_TYPE_ID + number;
    }

    /** Aeron's type id of the counter. */
    public int typeId() {
        return typeId;
    }

    /** Whether there are several of the kind, told apart by the detail in their keys. */
    public boolean isOneOfMany() {
        return this == REJECTS || this == APPLY_TIME;
    }

    /**
     * The counter with a type id.
     *
     * @param typeId of any counter
     * @return null where it is none of these
     */
    public static NodeCounter of(int typeId) {
        for (NodeCounter counter : values()) {
            if (counter.typeId == typeId) {
                return counter;
            }
        }
        return null;
    }

    /** Member id in a counter's key. */
    public static int memberId(DirectBuffer key) {
        return key.getInt(0, ByteOrder.LITTLE_ENDIAN);
    }

    /** Detail in a counter's key. */
    public static int detail(DirectBuffer key) {
        return key.getInt(Integer.BYTES, ByteOrder.LITTLE_ENDIAN);
    }

    static void putKey(MutableDirectBuffer key, int memberId, int detail) {
        key.putInt(0, memberId, ByteOrder.LITTLE_ENDIAN);
        key.putInt(Integer.BYTES, detail, ByteOrder.LITTLE_ENDIAN);
    }

    String label(int memberId, String detail) {
        String name = "tallystick " + name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        return name + (detail.isEmpty() ? "" : " " + detail) + " - memberId=" + memberId;
    }
}
