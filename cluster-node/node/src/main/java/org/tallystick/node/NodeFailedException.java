package org.tallystick.node;

/** A node stopped because of something that must not happen; the message says where, the cause what. */
public final class NodeFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Names the part of the node that failed.
     *
     * @param part  of the node
     * @param cause what happened there
     */
    public NodeFailedException(String part, Throwable cause) {
        super("the node stopped, " + part + " failed: " + cause, cause);
    }

    /**
     * Tells a failure once more, to another caller.
     *
     * @param failure of the node
     */
    public NodeFailedException(NodeFailedException failure) {
        super(failure.getMessage(), failure);
    }
}
