package org.tallystick.engine.market;

import static org.tallystick.codecs.types.RejectReason.NONE;

import java.util.function.IntConsumer;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.InstrumentKind;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.TradingPhase;

/**
 * The market: instruments, their books, and the rules of {@code docs/matching-rules.md}. Every request is validated
 * completely before it changes anything; what it causes is told to {@link MarketEvents} in order. Who may ask for what is
 * decided before: the account of a request belongs to whoever asks.
 */
public final class Exchange {
    private final LiveOrders live;
    private final Instruments instruments;
    private final Executions executions;
    private final PendingWork work;
    private final OrderEntry entry;
    private final TradingPhases phases;
    private final MarketEvents events;

    /**
     * Makes an empty market.
     *
     * @param orders    storage of its orders, which listeners read
     * @param indexSeed any value; scatters the indexes, and never changes a result
     * @param events    hears of everything that happens
     */
    public Exchange(Orders orders, long indexSeed, MarketEvents events) {
        live = new LiveOrders(orders, indexSeed);
        this.events = events;
        instruments = new Instruments(live);
        executions = new Executions(live, events);
        Withdrawals withdrawals = new Withdrawals(instruments, live, events);
        work = new PendingWork(live, withdrawals, events);
        entry = new OrderEntry(instruments, live, executions, withdrawals, events);
        phases = new TradingPhases(instruments, executions, work, events);
    }

    /**
     * Fixes what a genesis fixes.
     *
     * @param shard              high bits of all ids
     * @param clockMode          in {@code FLOW}, long work is finished within its command
     * @param maxInstruments     greatest instrument id
     * @param maxOpenOrders      live orders, old names included
     * @param maxFillsPerCommand fills of one aggressor
     * @param maxWorkPerStep     orders that long work visits in one step
     */
    public void begin(
            int shard,
            ClockMode clockMode,
            int maxInstruments,
            long maxOpenOrders,
            long maxFillsPerCommand,
            long maxWorkPerStep) {
        live.begin(shard, maxOpenOrders);
        instruments.begin(maxInstruments);
        executions.begin(shard, maxFillsPerCommand);
        work.bound(clockMode == ClockMode.FLOW ? Long.MAX_VALUE : maxWorkPerStep);
        phases.begin(maxWorkPerStep);
    }

    /**
     * Bounds the orders that rest in one book in a call phase, and so the trades of its uncross; without it they are not.
     *
     * @param maxAuctionOrders 1 or more
     */
    public void boundAuctions(long maxAuctionOrders) {
        entry.boundAuctions(maxAuctionOrders);
    }

    /** All instruments. */
    public Instruments instruments() {
        return instruments;
    }

    LiveOrders live() {
        return live;
    }

    IdCounter tradeIds() {
        return executions.tradeIds();
    }

    PendingWork work() {
        return work;
    }

    /** A new order; answers with {@link MarketEvents#orderAccepted} and what follows, or {@link MarketEvents#orderRejected}. */
    public RejectReason newOrder(NewOrder request) {
        return entry.newOrder(request);
    }

    /** Cancels an order. */
    public RejectReason cancel(OrderChange request) {
        return entry.cancel(request);
    }

    /** Changes price, quantity or name of an order. */
    public RejectReason replace(OrderChange request) {
        return entry.replace(request);
    }

    /** Takes quantity off an order, which keeps its priority. */
    public RejectReason reduce(OrderChange request) {
        return entry.reduce(request);
    }

    /** Tells the state of a live order. */
    public RejectReason status(OrderChange request) {
        return entry.status(request);
    }

    /** Cancels all orders of an account that match; a request that is kept beyond the call is copied. */
    public RejectReason massCancel(MassCancel request) {
        RejectReason reason = NONE;
        if (request.instrumentId != MassCancel.ALL_INSTRUMENTS && instruments.get(request.instrumentId) == null) {
            reason = RejectReason.UNKNOWN_INSTRUMENT;
        } else if (work.isMassCancelPending(request.accountId)) {
            reason = RejectReason.WORK_PENDING;
        }
        if (reason == NONE) {
            work.massCancel(request.copy());
        } else {
            events.massCancelRejected(request, reason);
        }
        return reason;
    }

    /**
     * The client of a session stayed away: its live orders are to be cancelled, with the reason {@code DISCONNECT}. Orders
     * accepted later are not reached.
     *
     * @param sessionId the session
     */
    public void cancelOnDisconnect(int sessionId) {
        work.disconnect(sessionId);
    }

    /** To be called after {@link #cancelOnDisconnect}, once for all sessions that stayed away: their orders have one step together. */
    public void beginCancels() {
        work.begin();
    }

    /**
     * Defines an instrument, which begins {@code CLOSED}. Numbers are in its smallest units.
     *
     * @return why not, or {@code NONE}
     */
    public RejectReason defineInstrument(
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
        RejectReason reason =
                instruments.check(id, symbol, priceDecimals, qtyDecimals, tickSize, lotSize, minQty, maxQty);
        if (reason == NONE) {
            events.instrumentDefined(instruments.define(
                    id, symbol, description, kind, priceDecimals, qtyDecimals, tickSize, lotSize, minQty, maxQty));
        }
        return reason;
    }

    /** Changes an instrument's trading phase; answers why not, or {@code NONE}. */
    public RejectReason changePhase(int instrumentId, TradingPhase phase) {
        return phases.change(instrumentId, phase);
    }

    /**
     * Uncrosses an instrument's book in whatever phase it is; a book that is neither crossed nor locked stays as it is.
     *
     * @param instrumentId the instrument
     * @param price        auction price, or {@link NewOrder#ABSENT} to compute it
     * @return why not, or {@code NONE}
     */
    public RejectReason uncross(int instrumentId, long price) {
        return phases.uncross(instrumentId, price);
    }

    /** Tells what an uncross would do now; answers why not, or {@code NONE}. */
    public RejectReason indicative(int instrumentId) {
        return phases.indicative(instrumentId);
    }

    /**
     * Continues long work and publishes indicatives.
     *
     * @param firing number of the timer's firing
     */
    public void onTimer(long firing) {
        work.step();
        phases.publishIndicatives(firing);
    }

    /** Visits the resting orders of an instrument: buys from the best price down, sells from the best up, by priority. */
    public void forEachOrder(Instrument instrument, IntConsumer visitor) {
        instrument.book().bids().forEachOrder(visitor);
        instrument.book().asks().forEachOrder(visitor);
    }

    /** Number of resting orders of an instrument. */
    public int restingOrders(Instrument instrument) {
        return instrument.book().orderCount();
    }

    /** Id that the next order gets. */
    public long nextOrderId() {
        return live.ids().next();
    }

    /** Id that the next trade gets. */
    public long nextTradeId() {
        return executions.tradeIds().next();
    }

    /** Pieces of long work that have not ended. */
    public int pendingWork() {
        return work.count();
    }

    /** Number of live orders. */
    public int openOrders() {
        return live.orders().liveCount();
    }

    /** Bytes of memory that orders, indexes and books occupy, used or not. */
    public long memoryBytes() {
        return live.memoryBytes() + instruments.memoryBytes();
    }
}
