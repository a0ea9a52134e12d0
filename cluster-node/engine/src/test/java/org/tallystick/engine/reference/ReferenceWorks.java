package org.tallystick.engine.reference;

import java.util.ArrayDeque;
import java.util.List;
import org.tallystick.codecs.types.CancelReason;
import org.tallystick.codecs.types.TimeInForce;

/** Long work of the reference, oldest first, so many orders in a step. */
final class ReferenceWorks {
    /** What the work does to the exchange. */
    interface Exchange {
        boolean isLive(ReferenceOrder order);

        void withdraw(ReferenceOrder order, CancelReason reason);

        void expire(ReferenceOrder order);

        void ended(ReferenceWork work);
    }

    private final Exchange exchange;
    private final long ordersInAStep;
    private final ArrayDeque<ReferenceWork> works = new ArrayDeque<>();

    ReferenceWorks(Exchange exchange, long ordersInAStep) {
        this.exchange = exchange;
        this.ordersInAStep = ordersInAStep;
    }

    boolean isMassCancelPending(int accountId) {
        return works.stream().anyMatch(work -> work.request != null && work.request.accountId() == accountId);
    }

    /** Work begins at once where no other is pending. */
    void begin(ReferenceWork work) {
        works.add(work);
        if (works.size() == 1) {
            step();
        }
    }

    /** A session's client stayed away: work that is pending for it takes over the orders that are new. */
    void disconnect(int sessionId, List<ReferenceOrder> orders) {
        for (ReferenceWork work : works) {
            if (work.sessionId == sessionId) {
                work.waiting.clear();
                work.waiting.addAll(orders);
                return;
            }
        }
        begin(ReferenceWork.disconnect(sessionId, orders));
    }

    /** Visits as many orders as one step may, those of the oldest work first. */
    void step() {
        long left = ordersInAStep;
        while (left > 0 && !works.isEmpty()) {
            ReferenceWork work = works.peek();
            work.waiting.removeIf(order -> !exchange.isLive(order));
            while (left > 0 && !work.waiting.isEmpty()) {
                visit(work, work.waiting.remove());
                left--;
            }
            if (work.waiting.isEmpty()) {
                works.remove();
                exchange.ended(work);
            }
        }
    }

    private void visit(ReferenceWork work, ReferenceOrder order) {
        if (work.closed != null) {
            if (order.terms.timeInForce() == TimeInForce.DAY) {
                exchange.expire(order);
            }
        } else if (work.request == null) {
            exchange.withdraw(order, CancelReason.DISCONNECT);
        } else if ((work.request.instrumentId() == null || work.request.instrumentId() == order.terms.instrumentId())
                && (work.request.side() == null || work.request.side() == order.terms.side())) {
            exchange.withdraw(order, CancelReason.MASS_CANCEL);
            work.affected++;
        }
    }
}
