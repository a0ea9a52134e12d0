package org.tallystick.engine.session;

import java.util.Arrays;
import org.tallystick.codecs.types.CancelOnDisconnect;

/**
 * The cancel-on-disconnect windows that are running: how long clients that lost their session, or left it, may still attach
 * again before its orders are cancelled. A heap by end and session number, so a timer looks only at those that are over.
 */
final class CancelWindows {
    private final PatienceClock clock;
    private final SessionEvents events;
    private final SessionOrders orders;
    private Session[] heap = new Session[16];
    private int count;

    CancelWindows(PatienceClock clock, SessionEvents events, SessionOrders orders) {
        this.clock = clock;
        this.events = events;
        this.orders = orders;
    }

    /** The connection of a session was closed. */
    void onConnectionLost(Session session) {
        CancelOnDisconnect mode = session.cancelOnDisconnect;
        if (mode == CancelOnDisconnect.DISCONNECT || mode == CancelOnDisconnect.BOTH) {
            start(session);
        }
    }

    /** The client of a session ended the attachment. */
    void onTerminated(Session session) {
        CancelOnDisconnect mode = session.cancelOnDisconnect;
        if (mode == CancelOnDisconnect.TERMINATE || mode == CancelOnDisconnect.BOTH) {
            start(session);
        }
    }

    private void start(Session session) {
        if (session.cancelWindowNs == 0) {
            end(session);
        } else {
            session.cancelDeadlineNs = deadline(session);
            push(session);
            events.cancelWindowStarted(session);
        }
    }

    private long deadline(Session session) {
        return clock.nowNs() + Math.min(session.cancelWindowNs, Long.MAX_VALUE - clock.nowNs());
    }

    private void end(Session session) {
        events.cancelWindowEnded(session);
        orders.cancelOrdersOf(session.id());
    }

    /** A session was attached again; changes nothing where no window is running. */
    void onAttached(Session session) {
        if (session.hasCancelWindow()) {
            remove(session);
        }
    }

    /** Ends windows that are over, the earliest first, at most so many. */
    void endThoseOver(long most) {
        long nowNs = clock.nowNs();
        for (long left = most; left > 0 && count > 0 && heap[0].cancelDeadlineNs <= nowNs; left--) {
            Session session = heap[0];
            remove(session);
            end(session);
        }
    }

    /** Lets every window begin anew. */
    void restart() {
        for (int i = 0; i < count; i++) {
            heap[i].cancelDeadlineNs = deadline(heap[i]);
        }
        for (int i = count / 2 - 1; i >= 0; i--) {
            sink(i, heap[i]);
        }
        if (count > 0) {
            events.cancelWindowsRestarted(count);
        }
    }

    /** Gives a session that is detached the window that it had; false where it cannot have had it. */
    boolean restore(Session session, long deadlineNs) {
        boolean canBe = !session.isAttached()
                && session.cancelOnDisconnect != CancelOnDisconnect.NEVER
                && session.cancelWindowNs > 0
                && deadlineNs >= 0
                && deadlineNs <= deadline(session);
        if (canBe) {
            session.cancelDeadlineNs = deadlineNs;
            push(session);
        }
        return canBe;
    }

    int count() {
        return count;
    }

    private void push(Session session) {
        if (count == heap.length) {
            heap = Arrays.copyOf(heap, count * 2);
        }
        rise(count++, session);
    }

    private void remove(Session session) {
        int index = session.cancelWindowIndex;
        Session last = heap[--count];
        heap[count] = null;
        session.cancelDeadlineNs = Session.NO_DEADLINE;
        if (last != session) {
            sink(index, last);
            rise(last.cancelWindowIndex, last);
        }
    }

    private void rise(int from, Session session) {
        int index = from;
        while (index > 0 && isBefore(session, heap[(index - 1) / 2])) {
            put(index, heap[(index - 1) / 2]);
            index = (index - 1) / 2;
        }
        put(index, session);
    }

    private void sink(int from, Session session) {
        int index = from;
        while (2 * index + 1 < count) {
            int child = 2 * index + 1;
            if (child + 1 < count && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (!isBefore(heap[child], session)) {
                break;
            }
            put(index, heap[child]);
            index = child;
        }
        put(index, session);
    }

    private void put(int index, Session session) {
        heap[index] = session;
        session.cancelWindowIndex = index;
    }

    private static boolean isBefore(Session one, Session other) {
        return one.cancelDeadlineNs < other.cancelDeadlineNs
                || one.cancelDeadlineNs == other.cancelDeadlineNs && one.id() < other.id();
    }
}
