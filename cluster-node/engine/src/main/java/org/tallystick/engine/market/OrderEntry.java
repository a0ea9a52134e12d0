package org.tallystick.engine.market;

import static org.tallystick.codecs.types.RejectReason.NONE;

import org.tallystick.codecs.types.CancelReason;
import org.tallystick.codecs.types.ChangeKind;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.QuantityMeaning;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

/** New, cancel, replace, reduce and status: each request is checked completely and then carried out. */
final class OrderEntry {
    private final Instruments instruments;
    private final LiveOrders live;
    private final Orders orders;
    private final Executions executions;
    private final Withdrawals withdrawals;
    private final MarketEvents events;
    private long maxAuctionOrders = Long.MAX_VALUE;

    OrderEntry(
            Instruments instruments,
            LiveOrders live,
            Executions executions,
            Withdrawals withdrawals,
            MarketEvents events) {
        this.instruments = instruments;
        this.live = live;
        this.orders = live.orders();
        this.executions = executions;
        this.withdrawals = withdrawals;
        this.events = events;
    }

    /** @param maxAuctionOrders orders that rest in one book in a call phase */
    void boundAuctions(long maxAuctionOrders) {
        this.maxAuctionOrders = maxAuctionOrders;
    }

    RejectReason newOrder(NewOrder request) {
        Instrument instrument = instruments.get(request.instrumentId);
        RejectReason reason = checkNew(request, instrument);
        if (reason != NONE) {
            events.orderRejected(request, reason);
            return reason;
        }
        int order = live.create(request);
        events.orderAccepted(order);
        if (instrument.phase() == TradingPhase.CONTINUOUS) {
            executeNew(instrument, order);
        } else {
            instrument.book().rest(order);
            live.admit(order);
        }
        instrument.touched();
        return NONE;
    }

    private RejectReason checkNew(NewOrder request, Instrument instrument) {
        if (instrument == null) {
            return RejectReason.UNKNOWN_INSTRUMENT;
        }
        RejectReason reason = OrderRules.checkNew(request, instrument);
        if (reason != NONE) {
            return reason;
        }
        if (live.names().find(request.accountId, request.clOrdId) != Orders.NONE) {
            return RejectReason.DUPLICATE_CL_ORD_ID;
        }
        return live.isFull() || isFullForAuction(instrument) ? RejectReason.BOUND_REACHED : NONE;
    }

    /** An uncross is one transaction: the orders that wait for it are bounded, and with them its trades. */
    private boolean isFullForAuction(Instrument instrument) {
        return instrument.isCall() && instrument.book().orderCount() >= maxAuctionOrders;
    }

    private void executeNew(Instrument instrument, int order) {
        TimeInForce timeInForce = orders.timeInForce(order);
        CancelReason ended = null;
        if (timeInForce == TimeInForce.FOK) {
            ended = executions.whyNotFillable(instrument, order);
        }
        if (ended == null) {
            ended = executions.match(instrument, order);
            if (orders.leavesQty(order) == 0) {
                live.discard(order);
                return;
            }
        }
        if (ended == null && orders.ordType(order) == OrdType.MARKET) {
            ended = CancelReason.MARKET_REMAINDER;
        }
        if (ended == null && timeInForce == TimeInForce.IOC) {
            ended = CancelReason.IOC_REMAINDER;
        }
        if (ended == null) {
            instrument.book().rest(order);
            live.admit(order);
        } else {
            withdrawals.end(order, ended);
            live.discard(order);
        }
    }

    RejectReason cancel(OrderChange request) {
        int order = find(request);
        RejectReason reason = checkFound(request, order);
        if (reason != NONE) {
            events.orderChangeRejected(request, ChangeKind.CANCEL, reason);
            return reason;
        }
        withdrawals.withdraw(order, CancelReason.REQUESTED);
        return NONE;
    }

    RejectReason reduce(OrderChange request) {
        int order = find(request);
        RejectReason reason = checkFound(request, order);
        if (reason == NONE) {
            reason = OrderRules.checkQuantity(request.quantity, instrumentOf(order));
        }
        if (reason != NONE) {
            events.orderChangeRejected(request, ChangeKind.REDUCE, reason);
            return reason;
        }
        if (request.quantity >= orders.leavesQty(order)) {
            withdrawals.withdraw(order, CancelReason.REDUCED_TO_ZERO);
        } else {
            Instrument instrument = instrumentOf(order);
            instrument.book().reduce(order, request.quantity);
            instrument.touched();
            events.orderReduced(order, request.quantity);
        }
        return NONE;
    }

    RejectReason status(OrderChange request) {
        int order = find(request);
        RejectReason reason = checkFound(request, order);
        if (reason != NONE) {
            events.orderChangeRejected(request, ChangeKind.STATUS, reason);
            return reason;
        }
        events.orderStatus(order);
        return NONE;
    }

    RejectReason replace(OrderChange request) {
        int order = find(request);
        RejectReason reason = checkFound(request, order);
        if (reason == NONE) {
            reason = checkReplace(request, order, instrumentOf(order));
        }
        if (reason != NONE) {
            events.orderChangeRejected(request, ChangeKind.REPLACE, reason);
            return reason;
        }
        long open = newOpenQuantity(request, order);
        if (open <= 0) {
            withdrawals.withdraw(order, CancelReason.REPLACED_BELOW_FILLED);
        } else {
            replace(order, instrumentOf(order), request, open);
        }
        return NONE;
    }

    private RejectReason checkReplace(OrderChange request, int order, Instrument instrument) {
        if (!OrderRules.allowsReplace(instrument)) {
            return RejectReason.NOT_ALLOWED_IN_PHASE;
        }
        RejectReason reason = checkNewName(request, order);
        if (reason == NONE && request.price != NewOrder.ABSENT) {
            reason = OrderRules.checkLimit(request.price, instrument);
        }
        if (reason == NONE && request.quantity != NewOrder.ABSENT) {
            reason = checkNewQuantity(request, order, instrument);
        }
        return reason;
    }

    private RejectReason checkNewName(OrderChange request, int order) {
        if (!givesNewName(request, order)) {
            return NONE;
        }
        int holder = live.names().find(request.accountId, request.clOrdId);
        if (holder != Orders.NONE) {
            return holder == order ? NONE : RejectReason.DUPLICATE_CL_ORD_ID;
        }
        return live.isFull() ? RejectReason.BOUND_REACHED : NONE;
    }

    private boolean givesNewName(OrderChange request, int order) {
        return request.clOrdId != NewOrder.ABSENT && request.clOrdId != orders.clOrdId(order);
    }

    private RejectReason checkNewQuantity(OrderChange request, int order, Instrument instrument) {
        RejectReason reason = OrderRules.checkQuantity(request.quantity, instrument);
        if (reason != NONE) {
            return reason;
        }
        long filled = orders.cumQty(order);
        if (request.quantityMeaning == QuantityMeaning.TOTAL) {
            return request.quantity <= filled ? NONE : OrderRules.checkOrderQuantity(request.quantity, instrument);
        }
        if (request.assumedCumQty != NewOrder.ABSENT && request.assumedCumQty != filled) {
            return RejectReason.STALE_FILLED_QUANTITY;
        }
        if (request.quantity > Long.MAX_VALUE - filled) {
            return RejectReason.QUANTITY_OVERFLOW;
        }
        return OrderRules.checkOrderQuantity(filled + request.quantity, instrument);
    }

    private long newOpenQuantity(OrderChange request, int order) {
        if (request.quantity == NewOrder.ABSENT) {
            return orders.leavesQty(order);
        }
        return request.quantityMeaning == QuantityMeaning.TOTAL
                ? request.quantity - orders.cumQty(order)
                : request.quantity;
    }

    private void replace(int order, Instrument instrument, OrderChange request, long open) {
        OrderBook book = instrument.book();
        long previousName = orders.clOrdId(order);
        long previousPrice = orders.price(order);
        long previousOpen = orders.leavesQty(order);
        long price = request.price == NewOrder.ABSENT ? previousPrice : request.price;
        boolean priorityKept = price == previousPrice && open <= previousOpen;

        if (givesNewName(request, order)) {
            live.names().rename(order, request.clOrdId);
        }
        if (priorityKept) {
            if (open < previousOpen) {
                book.reduce(order, previousOpen - open);
            }
        } else {
            book.remove(order);
            orders.reprice(order, price, open);
        }
        events.orderReplaced(order, previousName, previousPrice, previousOpen, priorityKept);
        if (!priorityKept) {
            placeAgain(order, instrument);
        }
        instrument.touched();
    }

    private void placeAgain(int order, Instrument instrument) {
        CancelReason ended = null;
        if (instrument.phase() == TradingPhase.CONTINUOUS) {
            ended = executions.match(instrument, order);
        }
        if (orders.leavesQty(order) == 0) {
            live.retire(order);
        } else if (ended == null) {
            instrument.book().rest(order);
        } else {
            withdrawals.end(order, ended);
            live.retire(order);
        }
    }

    private int find(OrderChange request) {
        return request.origClOrdId != NewOrder.ABSENT
                ? live.names().find(request.accountId, request.origClOrdId)
                : live.names().find(request.orderId);
    }

    private RejectReason checkFound(OrderChange request, int order) {
        if (instruments.get(request.instrumentId) == null) {
            return RejectReason.UNKNOWN_INSTRUMENT;
        }
        if (order == Orders.NONE) {
            return RejectReason.UNKNOWN_ORDER;
        }
        if (orders.accountId(order) != request.accountId) {
            return RejectReason.NOT_OWNER;
        }
        return orders.instrumentId(order) != request.instrumentId ? RejectReason.INSTRUMENT_MISMATCH : NONE;
    }

    private Instrument instrumentOf(int order) {
        return instruments.get(orders.instrumentId(order));
    }
}
