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
        super("the node stopped, " + part + " failed: " + describe(cause), cause);
    }

    /**
     * Tells a failure once more, to another caller.
     *
     * @param failure of the node
     */
    public NodeFailedException(NodeFailedException failure) {
        super(failure.getMessage(), failure);
    }

    /** Aeron maps files into memory. Where a page of one has no room, the JVM says only that an access failed. */
    private static String describe(Throwable cause) {
        return cause instanceof InternalError
                ? "a file that is mapped into memory could not be used, most likely because there is no space left on its"
                        + " disk: " + cause
                : String.valueOf(cause);
    }
}
