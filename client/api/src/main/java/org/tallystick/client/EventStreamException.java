package org.tallystick.client;

/** The bytes of an event stream are not what an exchange writes: damaged, out of order, or of an unknown format. */
public sealed class EventStreamException extends RuntimeException
        permits EventsPurgedException, ContradictingNodesException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param message what and where
     */
    public EventStreamException(String message) {
        super(message);
    }
}
