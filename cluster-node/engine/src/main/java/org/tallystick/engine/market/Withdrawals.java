package org.tallystick.engine.market;

import org.tallystick.codecs.types.CancelReason;

/** Ends orders that are not filled: on request, with their day, or because what was left of them may not rest. */
final class Withdrawals {
    private final Instruments instruments;
    private final LiveOrders live;
    private final Orders orders;
    private final MarketEvents events;

    Withdrawals(Instruments instruments, LiveOrders live, MarketEvents events) {
        this.instruments = instruments;
        this.live = live;
        this.orders = live.orders();
        this.events = events;
    }

    /** Takes a resting order out of its book and ends it. */
    void withdraw(int order, CancelReason reason) {
        leaveBook(order);
        end(order, reason);
        live.retire(order);
    }

    /** Takes a resting order out of its book because its day is over. */
    void expire(int order) {
        leaveBook(order);
        long open = close(order);
        events.orderExpired(order, open);
        live.retire(order);
    }

    /** Ends an order that is in no book; its record is the caller's to free. */
    void end(int order, CancelReason reason) {
        long open = close(order);
        events.orderCancelled(order, open, reason);
    }

    private void leaveBook(int order) {
        live.leavingBook(order);
        Instrument instrument = instruments.get(orders.instrumentId(order));
        instrument.book().remove(order);
        instrument.touched();
    }

    private long close(int order) {
        long open = orders.leavesQty(order);
        orders.lowerLeaves(order, open);
        return open;
    }
}
