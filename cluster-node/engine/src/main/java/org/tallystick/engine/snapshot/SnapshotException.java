package org.tallystick.engine.snapshot;

/** A snapshot that cannot be read: its bytes are damaged, out of order, or contradict one another. */
public final class SnapshotException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, and where */
    public SnapshotException(String message) {
        super(message);
    }
}
