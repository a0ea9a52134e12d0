package org.tallystick.node.local;

/** A cluster on this machine did not do what it was told; the message says which node, and what it says itself. */
public final class LocalClusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LocalClusterException(String message) {
        super(message);
    }

    LocalClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
