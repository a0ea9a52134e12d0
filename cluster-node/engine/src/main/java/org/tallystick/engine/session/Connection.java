package org.tallystick.engine.session;

import java.util.Arrays;
import org.tallystick.codecs.MessageLimits;
import org.tallystick.codecs.NodePrincipal;

/** A connection of a client, its authenticated principal, and the sessions that are attached or negotiated on it. */
final class Connection {
    private static final int[] NONE = {};

    private final long id;
    private final String principal;
    private final int memberId;
    private int[] sessionIds = NONE;
    private int sessionCount;

    Connection(long id, String principal) {
        this.id = id;
        this.principal = principal;
        this.memberId = NodePrincipal.memberIdOf(principal);
    }

    long id() {
        return id;
    }

    /** Name of the participant that was authenticated; empty where what was authenticated is no name. */
    String principal() {
        return principal;
    }

    /** The node that speaks on it, {@link NodePrincipal#NOT_A_NODE} where somebody else does. */
    int memberId() {
        return memberId;
    }

    boolean isOfANode() {
        return memberId != NodePrincipal.NOT_A_NODE;
    }

    int sessionCount() {
        return sessionCount;
    }

    /** Id of a session on this connection; ids rise with the index. */
    int sessionId(int index) {
        return sessionIds[index];
    }

    /** Whether no other session can be linked. */
    boolean isFull() {
        return sessionCount >= MessageLimits.MAX_SESSIONS_PER_CONNECTION;
    }

    void link(int sessionId) {
        int found = Arrays.binarySearch(sessionIds, 0, sessionCount, sessionId);
        if (found >= 0) {
            return;
        }
        int index = -found - 1;
        if (sessionCount == sessionIds.length) {
            sessionIds = Arrays.copyOf(sessionIds, Math.max(1, sessionCount * 2));
        }
        System.arraycopy(sessionIds, index, sessionIds, index + 1, sessionCount - index);
        sessionIds[index] = sessionId;
        sessionCount++;
    }

    void unlink(int sessionId) {
        int index = Arrays.binarySearch(sessionIds, 0, sessionCount, sessionId);
        if (index >= 0) {
            System.arraycopy(sessionIds, index + 1, sessionIds, index, sessionCount - index - 1);
            sessionCount--;
        }
    }
}
