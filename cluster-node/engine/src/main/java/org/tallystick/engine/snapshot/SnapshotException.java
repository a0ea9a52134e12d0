package org.tallystick.engine.snapshot;

/** A snapshot that cannot be what an engine wrote; the message says what was found and what was expected. */
public final class SnapshotException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what was found and what was expected */
    public SnapshotException(String message) {
        super(message);
    }
}
