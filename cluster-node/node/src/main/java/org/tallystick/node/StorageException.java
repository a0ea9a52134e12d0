package org.tallystick.node;

/** The data of a node is not what it must be; the message says what was found, what was expected and what to do. */
public final class StorageException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param message for the operator
     */
    public StorageException(String message) {
        super(message);
    }
}
