package org.tallystick.client;

/**
 * The events of a node do not continue what was read before, from another node or by an earlier reader: one of them is not
 * a replica of the other, or is damaged. Which one is right cannot be told from here.
 */
public final class ContradictingNodesException extends EventStreamException {
    private static final long serialVersionUID = 1L;

    ContradictingNodesException(String message) {
        super(message);
    }
}
