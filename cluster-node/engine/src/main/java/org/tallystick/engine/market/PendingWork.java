package org.tallystick.engine.market;

import java.util.ArrayDeque;
import java.util.Iterator;
import org.agrona.collections.Int2ObjectHashMap;
import org.tallystick.codecs.types.CancelReason;
import org.tallystick.codecs.types.TimeInForce;

/**
 * Work that cannot be refused and may be long: mass cancels, the expiry of day orders, and cancels on disconnect. It begins within its command
 * and continues from the timer, a bounded number of orders at a time, oldest work first; in clock mode {@code FLOW} it is
 * finished within its command. Its progress, the order to visit next, is part of the state.
 */
final class PendingWork {
    /** One piece of work. */
    static final class Work {
        /** The mass cancel that is asked for, or null. */
        final MassCancel massCancel;

        /** Instrument whose day orders expire, or null. */
        final Instrument expiring;

        /** Session whose client stayed away, or {@link #NO_SESSION}. */
        final int sessionId;

        /** Orders from this id on came later and are not reached. */
        long endOrderId;

        long affected;
        boolean started;

        private Work(MassCancel massCancel, Instrument expiring, int sessionId, long endOrderId) {
            this.massCancel = massCancel;
            this.expiring = expiring;
            this.sessionId = sessionId;
            this.endOrderId = endOrderId;
        }

        static Work massCancel(MassCancel request, long endOrderId) {
            return new Work(request, null, NO_SESSION, endOrderId);
        }

        static Work expiry(Instrument instrument, long endOrderId) {
            return new Work(null, instrument, NO_SESSION, endOrderId);
        }

        static Work disconnect(int sessionId, long endOrderId) {
            return new Work(null, null, sessionId, endOrderId);
        }
    }

    /** Number of no session. */
    static final int NO_SESSION = 0;

    private final LiveOrders live;
    private final Orders orders;
    private final Withdrawals withdrawals;
    private final MarketEvents events;
    private final ArrayDeque<Work> queue = new ArrayDeque<>();
    /** Cancels on disconnect that are pending, by session; looked up, and never walked through. */
    private final Int2ObjectHashMap<Work> disconnects = new Int2ObjectHashMap<>();

    private long stepBudget;
    /** Whether work was added where none was pending, and has not had its step. */
    private boolean isNew;

    /** Order that the oldest work visits next. */
    private int next = Orders.NONE;

    PendingWork(LiveOrders live, Withdrawals withdrawals, MarketEvents events) {
        this.live = live;
        this.orders = live.orders();
        this.withdrawals = withdrawals;
        this.events = events;
        live.departures(this);
    }

    /** @param stepBudget orders visited in one step; {@link Long#MAX_VALUE} where all is done within the command */
    void bound(long stepBudget) {
        this.stepBudget = stepBudget;
    }

    boolean isMassCancelPending(int accountId) {
        for (Work work : queue) {
            if (work.massCancel != null && work.massCancel.accountId == accountId) {
                return true;
            }
        }
        return false;
    }

    boolean isDisconnectPending(int sessionId) {
        return disconnects.containsKey(sessionId);
    }

    void massCancel(MassCancel request) {
        add(Work.massCancel(request, live.ids().next()));
        begin();
    }

    void expire(Instrument instrument) {
        instrument.expiring(true);
        add(Work.expiry(instrument, live.ids().next()));
        begin();
    }

    /** Adds the cancel of a session's orders, or lets the one that is pending reach further; {@link #begin} is to follow. */
    void disconnect(int sessionId) {
        Work pending = disconnects.get(sessionId);
        if (pending == null) {
            Work work = Work.disconnect(sessionId, live.ids().next());
            disconnects.put(sessionId, work);
            add(work);
        } else {
            pending.endOrderId = live.ids().next();
            // Its last order may have left before its turn: then it had reached its end, which is no end any more.
            if (pending == queue.peek() && pending.started && next == Orders.NONE) {
                next = first(pending);
            }
        }
    }

    private void add(Work work) {
        isNew |= queue.isEmpty();
        queue.add(work);
    }

    /** Lets work that was added have one step together, where none was pending before. */
    void begin() {
        if (isNew) {
            step();
        }
    }

    /** Continues the oldest work, then the next, as far as one step goes. */
    void step() {
        isNew = false;
        long budget = stepBudget;
        while (budget > 0 && !queue.isEmpty()) {
            Work work = queue.peek();
            if (!work.started) {
                work.started = true;
                next = first(work);
            }
            while (next != Orders.NONE && budget > 0) {
                budget--;
                visit(work, next);
            }
            if (next == Orders.NONE) {
                queue.remove();
                finish(work);
            }
        }
    }

    private void visit(Work work, int order) {
        if (!reaches(work, order)) {
            next = after(work, order);
        } else if (work.expiring != null) {
            withdrawals.expire(order);
            work.affected++;
        } else {
            withdrawals.withdraw(order, work.massCancel == null ? CancelReason.DISCONNECT : CancelReason.MASS_CANCEL);
            work.affected++;
        }
    }

    private boolean reaches(Work work, int order) {
        if (work.expiring != null) {
            return orders.timeInForce(order) == TimeInForce.DAY;
        }
        MassCancel request = work.massCancel;
        return request == null
                || (request.instrumentId == MassCancel.ALL_INSTRUMENTS
                                || request.instrumentId == orders.instrumentId(order))
                        && (request.side == null || request.side == orders.side(order));
    }

    private void finish(Work work) {
        if (work.expiring != null) {
            work.expiring.expiring(false);
        } else if (work.massCancel != null) {
            events.massCancelCompleted(work.massCancel, work.affected);
        } else {
            disconnects.remove(work.sessionId);
        }
    }

    private int first(Work work) {
        if (work.massCancel != null) {
            return withinReach(work, live.accounts().first(work.massCancel.accountId));
        }
        if (work.expiring == null) {
            return withinReach(work, live.sessions().first(work.sessionId));
        }
        OrderBook book = work.expiring.book();
        return book.bids().isEmpty()
                ? head(book, book.asks().best())
                : head(book, book.bids().best());
    }

    /** The order to visit after this one, which is still in its place. */
    private int after(Work work, int order) {
        if (work.massCancel != null) {
            return withinReach(work, live.accounts().next(order));
        }
        if (work.expiring == null) {
            return withinReach(work, live.sessions().next(order));
        }
        int behind = orders.next(order);
        if (behind != Orders.NONE) {
            return behind;
        }
        OrderBook book = work.expiring.book();
        boolean buy = orders.isBuy(order);
        int level = book.side(buy).worse(orders.level(order));
        if (level == Levels.NONE && buy) {
            level = book.asks().best();
        }
        return head(book, level);
    }

    private int withinReach(Work work, int order) {
        return order != Orders.NONE && orders.orderId(order) < work.endOrderId ? order : Orders.NONE;
    }

    private static int head(OrderBook book, int level) {
        return level == Levels.NONE ? Orders.NONE : book.levels().head(level);
    }

    /** Called before a resting order is withdrawn or filled in an auction, while it has its place: an expiry walks on. */
    void onLeavingBook(int order) {
        if (order == next && queue.peek().expiring != null) {
            next = after(queue.peek(), order);
        }
    }

    /** Called before an order that rested is freed: all work but an expiry walks on. */
    void onRetire(int order) {
        if (order == next) {
            next = after(queue.peek(), order);
        }
    }

    int count() {
        return queue.size();
    }

    /** Pending work, oldest first. */
    Iterator<Work> pending() {
        return queue.iterator();
    }

    /** Order id that the oldest work visits next, or 0. */
    long nextOrderId() {
        return next == Orders.NONE ? 0 : orders.orderId(next);
    }

    /** As a snapshot says, oldest first; the orders are in their places already. */
    void restore(Work work, long nextOrderId) {
        queue.add(work);
        if (work.expiring != null) {
            work.expiring.expiring(true);
        } else if (work.massCancel == null) {
            disconnects.put(work.sessionId, work);
        }
        if (nextOrderId != 0) {
            next = live.names().find(nextOrderId);
        }
    }
}
