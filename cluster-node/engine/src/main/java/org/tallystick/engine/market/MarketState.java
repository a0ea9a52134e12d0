package org.tallystick.engine.market;

import java.util.Arrays;
import java.util.Iterator;
import org.agrona.collections.LongArrayList;
import org.tallystick.codecs.types.InstrumentKind;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

/**
 * The complete state of an {@link Exchange}, for snapshots: what is not reachable through its public face, and the way
 * back in. Restoring follows the order of writing: instruments, their orders in book order, old names, {@link #finish}, and
 * last the pending work. What cannot be is refused with an {@link IllegalStateException} that says so.
 */
public final class MarketState {
    private final Exchange exchange;
    private final LiveOrders live;
    private final Orders orders;
    private final LongArrayList restoredIds = new LongArrayList();

    /** Opens the state of an exchange. */
    public MarketState(Exchange exchange) {
        this.exchange = exchange;
        this.live = exchange.live();
        this.orders = live.orders();
    }

    /** Receives pending work, oldest first. */
    @FunctionalInterface
    public interface WorkVisitor {
        /**
         * One piece of work.
         *
         * @param massCancel  what is asked for, or null
         * @param expiring    instrument whose day orders expire, or null
         * @param sessionId   session whose client stayed away, or 0
         * @param endOrderId  orders from this id on are not reached
         * @param affected    orders ended so far
         * @param started     whether it has begun
         * @param nextOrderId order to visit next, 0 where none or not begun
         */
        void onWork(
                MassCancel massCancel,
                Instrument expiring,
                int sessionId,
                long endOrderId,
                long affected,
                boolean started,
                long nextOrderId);
    }

    /** Visits pending work. */
    public void forEachWork(WorkVisitor visitor) {
        PendingWork work = exchange.work();
        Iterator<PendingWork.Work> pending = work.pending();
        boolean oldest = true;
        while (pending.hasNext()) {
            PendingWork.Work next = pending.next();
            visitor.onWork(
                    next.massCancel,
                    next.expiring,
                    next.sessionId,
                    next.endOrderId,
                    next.affected,
                    next.started,
                    oldest ? work.nextOrderId() : 0);
            oldest = false;
        }
    }

    /** Fills the list with the names that an order had, the latest given up last. */
    public void aliases(int order, LongArrayList names) {
        live.names().aliases(order, names);
    }

    /** Number of names in all that live orders had. */
    public int aliasCount() {
        return live.names().aliasCount();
    }

    /** Indicative price of an instrument as last published, or {@link Instrument#NO_PRICE}. */
    public long indicativePrice(Instrument instrument) {
        return instrument.indicativePrice();
    }

    /** Indicative volume of an instrument as last published. */
    public long indicativeVolume(Instrument instrument) {
        return instrument.indicativeVolume();
    }

    /** Indicative surplus of an instrument as last published. */
    public long indicativeSurplus(Instrument instrument) {
        return instrument.indicativeSurplus();
    }

    /** Whether an instrument's book changed since its indicative was looked at. */
    public boolean auctionChanged(Instrument instrument) {
        return instrument.auctionChanged();
    }

    /** Sets the next ids. */
    public void restoreCounters(long nextOrderId, long nextTradeId) {
        live.ids().restore(nextOrderId);
        exchange.tradeIds().restore(nextTradeId);
    }

    /** Adds an instrument with its definition. */
    public Instrument restoreInstrument(
            int id,
            String symbol,
            String description,
            InstrumentKind kind,
            int priceDecimals,
            int qtyDecimals,
            long tickSize,
            long lotSize,
            long minQty,
            long maxQty) {
        Instruments instruments = exchange.instruments();
        require(
                instruments.check(id, symbol, priceDecimals, qtyDecimals, tickSize, lotSize, minQty, maxQty)
                        == RejectReason.NONE,
                "instrument",
                id);
        require(kind != InstrumentKind.NULL_VAL, "kind of instrument", id);
        return instruments.define(
                id, symbol, description, kind, priceDecimals, qtyDecimals, tickSize, lotSize, minQty, maxQty);
    }

    /** Sets the trading state of an instrument. */
    public void restoreTrading(
            Instrument instrument,
            TradingPhase phase,
            long lastPrice,
            long indicativePrice,
            long indicativeVolume,
            long indicativeSurplus,
            boolean auctionChanged) {
        require(phase != TradingPhase.NULL_VAL, "phase of instrument", instrument.id());
        require(lastPrice > 0 || lastPrice == Instrument.NO_PRICE, "last price of instrument", instrument.id());
        instrument.phase(phase);
        instrument.restoreLastPrice(lastPrice);
        instrument.restoreIndicative(indicativePrice, indicativeVolume, indicativeSurplus, auctionChanged);
    }

    /** Puts an order at the back of its level. */
    public void restoreOrder(
            int instrumentId,
            long orderId,
            long clOrdId,
            long price,
            long leavesQty,
            long cumQty,
            int accountId,
            int sessionId,
            Side side,
            OrdType type,
            TimeInForce timeInForce,
            int flags) {
        Instrument instrument = exchange.instruments().get(instrumentId);
        require(instrument != null, "instrument of order", orderId);
        require(orderId > 0 && orderId < live.ids().next(), "order id", orderId);
        require(live.names().find(orderId) == Orders.NONE, "order that is there twice", orderId);
        require(live.names().find(accountId, clOrdId) == Orders.NONE, "name that is there twice, of order", orderId);
        require(price > 0 && instrument.isOnTick(price), "price of order", orderId);
        require(leavesQty > 0 && cumQty >= 0 && leavesQty + cumQty > 0, "quantities of order", orderId);
        require(
                side != Side.NULL_VAL && type != OrdType.NULL_VAL && timeInForce != TimeInForce.NULL_VAL,
                "side, type or time in force of order",
                orderId);
        require(leavesQty % instrument.lotSize() == 0, "quantity of order", orderId);
        int order = orders.allocate();
        orders.initialize(
                order,
                orderId,
                clOrdId,
                price,
                leavesQty,
                accountId,
                Orders.attributes(instrumentId, side, type, timeInForce, flags),
                sessionId);
        orders.restoreCumQty(order, cumQty);
        instrument.book().rest(order);
        live.names().add(order);
        restoredIds.addLong(orderId);
    }

    /** Adds a name that an order had, the latest given up last. */
    public void restoreAlias(long orderId, long clOrdId) {
        int order = live.names().find(orderId);
        require(order != Orders.NONE, "old name of an order that is not there", orderId);
        int holder = live.names().find(orders.accountId(order), clOrdId);
        require(holder == Orders.NONE, "old name that is there twice, of order", orderId);
        live.names().restoreAlias(order, clOrdId);
    }

    /** Adds a mass cancel that is pending; all work oldest first, and after {@link #finish}. */
    public void restoreMassCancel(
            MassCancel request, long endOrderId, long affected, boolean started, long nextOrderId) {
        restoreWork(PendingWork.Work.massCancel(request, endOrderId), affected, started, nextOrderId);
    }

    /** Adds an expiry that is pending. */
    public void restoreExpiry(int instrumentId, long endOrderId, long affected, boolean started, long nextOrderId) {
        Instrument expiring = exchange.instruments().get(instrumentId);
        require(expiring != null, "instrument of pending work", instrumentId);
        restoreWork(PendingWork.Work.expiry(expiring, endOrderId), affected, started, nextOrderId);
    }

    /** Adds a cancel on disconnect that is pending. */
    public void restoreDisconnect(int sessionId, long endOrderId, long affected, boolean started, long nextOrderId) {
        boolean canBe = sessionId != PendingWork.NO_SESSION && !exchange.work().isDisconnectPending(sessionId);
        require(canBe, "session of pending work", sessionId);
        restoreWork(PendingWork.Work.disconnect(sessionId, endOrderId), affected, started, nextOrderId);
    }

    private void restoreWork(PendingWork.Work work, long affected, boolean started, long nextOrderId) {
        require(nextOrderId == 0 || live.names().find(nextOrderId) != Orders.NONE, "next order of work", nextOrderId);
        work.affected = affected;
        work.started = started;
        exchange.work().restore(work, nextOrderId);
    }

    /** Rebuilds what follows from the orders: the lists of the accounts and sessions, by order id. */
    public void finish() {
        long[] ids = restoredIds.toLongArray();
        restoredIds.clear();
        restoredIds.trimToSize();
        Arrays.sort(ids);
        for (long id : ids) {
            int order = live.names().find(id);
            live.own(order);
        }
    }

    private static void require(boolean condition, String what, long which) {
        if (!condition) {
            throw new IllegalStateException("bad " + what + ": " + which);
        }
    }
}
