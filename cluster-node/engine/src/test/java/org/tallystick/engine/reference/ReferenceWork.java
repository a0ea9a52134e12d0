package org.tallystick.engine.reference;

import java.util.ArrayDeque;
import java.util.Collection;

/** Work that was begun by a command and goes on from the timer. */
final class ReferenceWork {
    /** Expiry: the instrument that closed; else null. */
    final ReferenceInstrument closed;
    /** Mass cancel: what was asked; else null. */
    final Request.MassCancel request;
    /** Cancel on disconnect: whose client stayed away; else 0. */
    final int sessionId;
    /** The orders that there were when it began, in the order of the work, and have not been visited. */
    final ArrayDeque<ReferenceOrder> waiting;

    long affected;

    private ReferenceWork(
            ReferenceInstrument closed, Request.MassCancel request, int sessionId, Collection<ReferenceOrder> orders) {
        this.closed = closed;
        this.request = request;
        this.sessionId = sessionId;
        waiting = new ArrayDeque<>(orders);
    }

    static ReferenceWork expiry(ReferenceInstrument closed, Collection<ReferenceOrder> orders) {
        return new ReferenceWork(closed, null, 0, orders);
    }

    static ReferenceWork massCancel(Request.MassCancel request, Collection<ReferenceOrder> orders) {
        return new ReferenceWork(null, request, 0, orders);
    }

    static ReferenceWork disconnect(int sessionId, Collection<ReferenceOrder> orders) {
        return new ReferenceWork(null, null, sessionId, orders);
    }
}
