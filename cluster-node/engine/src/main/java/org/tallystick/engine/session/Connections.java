package org.tallystick.engine.session;

import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.tallystick.codecs.MessageLimits;
import org.tallystick.codecs.NodePrincipal;

/**
 * The open connections, in order of their id (the cluster session id that Aeron gives, never given twice). One that
 * opens while the bound is reached is not taken in and stays unknown: every message of it is refused with {@code
 * UNKNOWN_CONNECTION}, also after others have closed.
 */
public final class Connections {
    /** Bound that holds until the genesis sets one. */
    public static final int BOUND_BEFORE_GENESIS = 64;

    /**
     * Connections of the cluster's own nodes, which are bounded apart from the clients': with all of these taken, no
     * client can keep a node from being heard. Room for two of each, for one may open before its predecessor is closed.
     */
    public static final int BOUND_OF_NODES = 2 * (MessageLimits.MAX_MEMBER_ID + 1);

    private int bound = BOUND_BEFORE_GENESIS;
    private Connection[] inOrder = new Connection[16];
    private int count;
    private int nodeCount;

    /**
     * Sets the bound that the genesis fixes. Connections beyond it that are open already stay open.
     *
     * @param maxConnections most connections that are open at once
     */
    public void bound(int maxConnections) {
        this.bound = maxConnections;
    }

    /**
     * A connection was opened.
     *
     * @param connectionId its id
     * @param principal    holding what was authenticated: the bytes of a participant's name
     * @param offset       of the first byte
     * @param length       in bytes; what is no name is taken for nobody, and may attach nothing
     * @return whether it was taken in; false at the bound
     * @throws IllegalStateException where it is open already
     */
    public boolean open(long connectionId, DirectBuffer principal, int offset, int length) {
        String name = Names.read(principal, offset, length);
        boolean isOfANode = NodePrincipal.memberIdOf(name) != NodePrincipal.NOT_A_NODE;
        if (isOfANode ? nodeCount >= BOUND_OF_NODES : count - nodeCount >= bound) {
            return false;
        }
        add(connectionId, name);
        return true;
    }

    void add(long connectionId, String principal) {
        int found = find(connectionId);
        if (found >= 0 || connectionId == Session.NO_CONNECTION) {
            throw new IllegalStateException("connection " + connectionId + " cannot be opened");
        }
        int index = -found - 1;
        if (count == inOrder.length) {
            inOrder = Arrays.copyOf(inOrder, count * 2);
        }
        System.arraycopy(inOrder, index, inOrder, index + 1, count - index);
        inOrder[index] = new Connection(connectionId, principal);
        nodeCount += inOrder[index].isOfANode() ? 1 : 0;
        count++;
    }

    /**
     * Takes a connection out that has no sessions; one that may have some is closed with {@link Sessions#onClose}.
     *
     * @param connectionId any id; an unknown one changes nothing
     */
    public void close(long connectionId) {
        remove(connectionId);
    }

    /** Takes a connection out and answers it, or null where it was not known. */
    Connection remove(long connectionId) {
        int index = find(connectionId);
        if (index < 0) {
            return null;
        }
        Connection connection = inOrder[index];
        System.arraycopy(inOrder, index + 1, inOrder, index, count - index - 1);
        inOrder[--count] = null;
        nodeCount -= connection.isOfANode() ? 1 : 0;
        return connection;
    }

    private int find(long connectionId) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long id = inOrder[middle].id();
            if (id == connectionId) {
                return middle;
            }
            if (id < connectionId) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    /** The connection with this id, or null. */
    Connection get(long connectionId) {
        int index = find(connectionId);
        return index < 0 ? null : inOrder[index];
    }

    /** Whether a connection is open and was taken in. */
    public boolean isKnown(long connectionId) {
        return find(connectionId) >= 0;
    }

    /** The node that speaks on a connection, {@link NodePrincipal#NOT_A_NODE} where somebody else does, or nobody. */
    public int memberId(long connectionId) {
        Connection connection = get(connectionId);
        return connection == null ? NodePrincipal.NOT_A_NODE : connection.memberId();
    }

    /** How many are open. */
    public int count() {
        return count;
    }

    /** A connection by its place in the order of ids, from 0. */
    Connection at(int index) {
        return inOrder[index];
    }

    /** Most connections that can be open, whenever they were opened. */
    int greatestCount() {
        return Math.max(bound, BOUND_BEFORE_GENESIS) + BOUND_OF_NODES;
    }
}
