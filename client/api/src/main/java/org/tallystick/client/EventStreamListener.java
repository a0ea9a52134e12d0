package org.tallystick.client;

/** Hears from which node an {@link EventStreamReader} reads. Called from {@link EventStreamReader#poll}. */
public interface EventStreamListener {
    /**
     * The reader goes on with this node.
     *
     * @param archive  control channel of the node's archive
     * @param position archive position from which it reads
     */
    default void onNode(String archive, long position) {}

    /**
     * The node is of no use now; another one is tried, or this one again.
     *
     * @param archive control channel of the node's archive
     * @param detail  why, as far as it is known
     */
    default void onNodeLost(String archive, String detail) {}
}
