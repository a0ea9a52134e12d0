package org.tallystick.engine.reference;

import java.util.ArrayDeque;
import java.util.Collection;

/** Work that was begun by a command and goes on from the timer: the expiry of an instrument or a mass cancel. */
final class ReferenceWork {
    /** Expiry: the instrument that closed; else null. */
    final ReferenceInstrument closed;
    /** Mass cancel: what was asked; else null. */
    final Request.MassCancel request;
    /** The orders that there were when it began, in the order of the work, and have not been visited. */
    final ArrayDeque<ReferenceOrder> waiting;

    long affected;

    ReferenceWork(ReferenceInstrument closed, Request.MassCancel request, Collection<ReferenceOrder> orders) {
        this.closed = closed;
        this.request = request;
        waiting = new ArrayDeque<>(orders);
    }
}
