package org.tallystick.engine.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tallystick.codecs.types.AggressorSide;
import org.tallystick.codecs.types.Side;

/** The same market seen in a mirror: who buys sells, and prices are as far from the top as they were from the bottom. */
final class Mirror {
    /** In ticks: beyond all prices of a flow without wild prices. */
    private static final long TOP = 40;

    private final Map<Integer, Long> tops = new HashMap<>();

    Mirror(MarketTerms terms) {
        terms.listings().forEach(listing -> tops.put(listing.id(), TOP * listing.tick()));
    }

    /** Whether a price is not turned into one that is refused for another reason. */
    boolean reaches(int instrumentId, Long price) {
        return price == null || tops.containsKey(instrumentId) && price < tops.get(instrumentId);
    }

    private Long price(int instrumentId, Long price) {
        return price == null || price <= 0 || !tops.containsKey(instrumentId)
                ? price
                : (Long) (tops.get(instrumentId) - price);
    }

    private static Side side(Side side) {
        return side == null ? null : side == Side.BUY ? Side.SELL : Side.BUY;
    }

    Request request(Request request) {
        if (request instanceof Request.New order) {
            return mirrored(order);
        } else if (request instanceof Request.Change change) {
            return new Request.Change(
                    change.kind(),
                    change.sessionId(),
                    change.accountId(),
                    change.instrumentId(),
                    change.origClOrdId(),
                    change.orderId(),
                    change.clOrdId(),
                    price(change.instrumentId(), change.price()),
                    change.quantity(),
                    change.assumedCumQty(),
                    change.quantityMeaning());
        } else if (request instanceof Request.MassCancel massCancel) {
            return mirrored(massCancel);
        } else if (request instanceof Request.Uncross uncross) {
            return new Request.Uncross(uncross.instrumentId(), price(uncross.instrumentId(), uncross.price()));
        }
        return request;
    }

    private Request.New mirrored(Request.New order) {
        return new Request.New(
                order.sessionId(),
                order.accountId(),
                order.instrumentId(),
                order.clOrdId(),
                side(order.side()),
                order.ordType(),
                order.timeInForce(),
                price(order.instrumentId(), order.price()),
                order.quantity(),
                order.stopPrice(),
                order.displayQty(),
                order.expireTimeNs(),
                order.flags());
    }

    private static Request.MassCancel mirrored(Request.MassCancel request) {
        return new Request.MassCancel(
                request.sessionId(),
                request.accountId(),
                request.massCancelId(),
                request.instrumentId(),
                side(request.side()));
    }

    List<Event> events(List<Event> events) {
        List<Event> mirrored = new ArrayList<>();
        events.forEach(event -> mirrored.add(event(event)));
        return mirrored;
    }

    private Event event(Event event) {
        if (event instanceof Event.Accepted accepted) {
            return new Event.Accepted(mirrored(accepted.order()));
        } else if (event instanceof Event.Rejected rejected) {
            return new Event.Rejected(mirrored(rejected.request()), rejected.reason());
        } else if (event instanceof Event.Replaced replaced) {
            Event.OrderState order = mirrored(replaced.order());
            return new Event.Replaced(
                    order,
                    replaced.previousClOrdId(),
                    price(order.instrumentId(), replaced.previousPrice()),
                    replaced.previousLeavesQty(),
                    replaced.priorityKept());
        } else if (event instanceof Event.Reduced reduced) {
            return new Event.Reduced(mirrored(reduced.order()), reduced.reducedQty());
        } else if (event instanceof Event.Cancelled cancelled) {
            return new Event.Cancelled(mirrored(cancelled.order()), cancelled.cancelledQty(), cancelled.reason());
        } else if (event instanceof Event.Status status) {
            return new Event.Status(mirrored(status.order()));
        } else if (event instanceof Event.MassCancelled done) {
            return new Event.MassCancelled(mirrored(done.request()), done.affectedOrders());
        } else if (event instanceof Event.MassCancelRejected rejected) {
            return new Event.MassCancelRejected(mirrored(rejected.request()), rejected.reason());
        } else if (event instanceof Event.Trade trade) {
            return mirrored(trade);
        }
        return auction(event);
    }

    private Event auction(Event event) {
        if (event instanceof Event.Uncrossed uncrossed) {
            int id = uncrossed.instrumentId();
            return new Event.Uncrossed(id, price(id, uncrossed.price()), uncrossed.volume(), uncrossed.tradeCount());
        }
        return event;
    }

    private Event.OrderState mirrored(Event.OrderState order) {
        return new Event.OrderState(
                order.orderId(),
                order.clOrdId(),
                price(order.instrumentId(), order.price()),
                order.leavesQty(),
                order.cumQty(),
                order.accountId(),
                order.sessionId(),
                order.instrumentId(),
                side(order.side()),
                order.ordType(),
                order.timeInForce());
    }

    private Event mirrored(Event.Trade trade) {
        AggressorSide aggressor = trade.aggressor();
        if (aggressor != AggressorSide.NONE) {
            aggressor = aggressor == AggressorSide.BUY ? AggressorSide.SELL : AggressorSide.BUY;
        }
        return new Event.Trade(
                trade.tradeId(),
                trade.instrumentId(),
                price(trade.instrumentId(), trade.price()),
                trade.quantity(),
                mirrored(trade.instrumentId(), trade.sell()),
                mirrored(trade.instrumentId(), trade.buy()),
                aggressor);
    }

    private Event.TradeSide mirrored(int instrumentId, Event.TradeSide side) {
        return new Event.TradeSide(
                side.orderId(),
                side.clOrdId(),
                price(instrumentId, side.price()),
                side.leavesQty(),
                side.cumQty(),
                side.accountId(),
                side.sessionId());
    }
}
