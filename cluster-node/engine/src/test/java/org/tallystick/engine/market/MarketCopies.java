package org.tallystick.engine.market;

import org.agrona.collections.LongArrayList;

/** Brings the state of a market into another, as a snapshot does. */
public final class MarketCopies {
    private final Exchange from;
    private final Orders orders;
    private final MarketState fromState;
    private final MarketState toState;

    private MarketCopies(Exchange from, Exchange to) {
        this.from = from;
        orders = from.live().orders();
        fromState = new MarketState(from);
        toState = new MarketState(to);
    }

    /** Fills a market that has begun, and is empty, with what another holds. */
    public static void copy(Exchange from, Exchange to) {
        new MarketCopies(from, to).copy();
    }

    private void copy() {
        toState.restoreCounters(from.nextOrderId(), from.nextTradeId());
        Instruments instruments = from.instruments();
        for (int id = 1; id <= instruments.highestId(); id++) {
            if (instruments.get(id) != null) {
                copyInstrument(instruments.get(id));
            }
        }
        for (int id = 1; id <= instruments.highestId(); id++) {
            if (instruments.get(id) != null) {
                from.forEachOrder(instruments.get(id), this::copyAliases);
            }
        }
        toState.finish();
        fromState.forEachWork(this::copyWork);
    }

    private void copyWork(
            MassCancel massCancel,
            Instrument expiring,
            int sessionId,
            long endOrderId,
            long affected,
            boolean started,
            long nextOrderId) {
        if (massCancel != null) {
            toState.restoreMassCancel(massCancel, endOrderId, affected, started, nextOrderId);
        } else if (expiring != null) {
            toState.restoreExpiry(expiring.id(), endOrderId, affected, started, nextOrderId);
        } else {
            toState.restoreDisconnect(sessionId, endOrderId, affected, started, nextOrderId);
        }
    }

    private void copyInstrument(Instrument instrument) {
        Instrument restored = toState.restoreInstrument(
                instrument.id(),
                instrument.symbol(),
                instrument.description(),
                instrument.kind(),
                instrument.priceDecimals(),
                instrument.qtyDecimals(),
                instrument.tickSize(),
                instrument.lotSize(),
                instrument.minQty(),
                instrument.maxQty());
        toState.restoreTrading(
                restored,
                instrument.phase(),
                instrument.lastPrice(),
                fromState.indicativePrice(instrument),
                fromState.indicativeVolume(instrument),
                fromState.indicativeSurplus(instrument),
                fromState.auctionChanged(instrument));
        from.forEachOrder(instrument, this::copyOrder);
    }

    private void copyOrder(int order) {
        toState.restoreOrder(
                orders.instrumentId(order),
                orders.orderId(order),
                orders.clOrdId(order),
                orders.price(order),
                orders.leavesQty(order),
                orders.cumQty(order),
                orders.accountId(order),
                orders.sessionId(order),
                orders.side(order),
                orders.ordType(order),
                orders.timeInForce(order),
                orders.flags(order));
    }

    private void copyAliases(int order) {
        LongArrayList names = new LongArrayList();
        fromState.aliases(order, names);
        names.forEachLong(name -> toState.restoreAlias(orders.orderId(order), name));
    }
}
