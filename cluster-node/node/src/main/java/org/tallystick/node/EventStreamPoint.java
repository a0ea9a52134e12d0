package org.tallystick.node;

/**
 * A place between two frames of the event stream.
 *
 * @param position    archive position there
 * @param eventSeq    number of the last event before it, 0 at the beginning
 * @param runningHash over all events before it, 0 at the beginning
 */
record EventStreamPoint(long position, long eventSeq, long runningHash) {
    static final EventStreamPoint BEGINNING = new EventStreamPoint(0, 0, 0);
}
