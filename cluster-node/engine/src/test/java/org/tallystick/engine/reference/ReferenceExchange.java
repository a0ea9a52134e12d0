package org.tallystick.engine.reference;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tallystick.codecs.types.AggressorSide;
import org.tallystick.codecs.types.CancelReason;
import org.tallystick.codecs.types.ChangeKind;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.QuantityMeaning;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

/**
 * A market by the rules of {@code docs/matching-rules.md}, as plainly as they can be written. Requests are asked one by
 * one, each is answered with its events. It is one class, long as it is, so that a request can be followed from top to
 * bottom beside that page.
 */
public final class ReferenceExchange {
    private static final int SHARD_SHIFT = 51;

    /** Who may ask for what. */
    @FunctionalInterface
    public interface Access {
        /** Why a session may not use an account, or {@code NONE}. */
        RejectReason check(int sessionId, int accountId);
    }

    private final MarketTerms terms;
    private final Access access;
    private final Map<Integer, ReferenceInstrument> instruments = new TreeMap<>();
    private final TreeMap<Long, ReferenceOrder> live = new TreeMap<>();
    private final Map<Integer, TreeMap<Long, ReferenceOrder>> names = new TreeMap<>();
    private final ReferenceWorks works;
    private List<Event> events = new ArrayList<>();
    private long lastOrderId;
    private long lastTradeId;
    private long firings;
    private ReferenceAuction.Rule auctionRule;

    /** An empty market with the instruments of its terms, all of them closed. */
    public ReferenceExchange(MarketTerms terms, Access access) {
        this.terms = terms;
        this.access = access;
        works = new ReferenceWorks(new Works(), terms.flowClock() ? Long.MAX_VALUE : terms.maxWorkPerStep());
        for (MarketTerms.Listing listing : terms.listings()) {
            instruments.put(
                    listing.id(),
                    new ReferenceInstrument(
                            listing.id(), listing.tick(), listing.lot(), listing.minQty(), listing.maxQty()));
        }
        lastOrderId = firstId(terms.shard()) - 1;
        lastTradeId = lastOrderId;
    }

    /** The first order id and the first trade id of a shard. */
    static long firstId(int shard) {
        return ((long) shard << SHARD_SHIFT) + 1;
    }

    /** Asks for something, and returns what happens. */
    public List<Event> ask(Request request) {
        events = new ArrayList<>();
        auctionRule = null;
        if (request instanceof Request.New order) {
            newOrder(order);
        } else if (request instanceof Request.Change change) {
            change(change);
        } else if (request instanceof Request.MassCancel massCancel) {
            massCancel(massCancel);
        } else if (request instanceof Request.ChangePhase change) {
            changePhase(change);
        } else if (request instanceof Request.Uncross uncross) {
            uncross(uncross);
        } else if (request instanceof Request.AskIndicative ask) {
            askIndicative(ask);
        } else if (request instanceof Request.StayAway stayAway) {
            stayAway(stayAway.sessionId());
        } else if (request instanceof Request.Timer) {
            timer();
        }
        return events;
    }

    // New orders

    private void newOrder(Request.New request) {
        RejectReason reason = check(request);
        if (reason != RejectReason.NONE) {
            events.add(new Event.Rejected(request.asRejected(), reason));
            return;
        }
        ReferenceOrder order = new ReferenceOrder(++lastOrderId, request);
        live.put(order.id, order);
        namesOf(request.accountId()).put(order.clOrdId, order);
        events.add(new Event.Accepted(order.state()));
        ReferenceInstrument instrument = instruments.get(request.instrumentId());
        if (instrument.phase == TradingPhase.CONTINUOUS) {
            tradeAndRest(instrument, order);
        } else {
            instrument.rest(order);
        }
        instrument.touched = true;
    }

    private RejectReason check(Request.New request) {
        RejectReason access = this.access.check(request.sessionId(), request.accountId());
        if (access != RejectReason.NONE) {
            return access;
        }
        ReferenceInstrument instrument = instruments.get(request.instrumentId());
        if (instrument == null) {
            return RejectReason.UNKNOWN_INSTRUMENT;
        }
        RejectReason reason = ReferenceChecks.checkTerms(instrument, request);
        if (reason != RejectReason.NONE) {
            return reason;
        }
        if (namesOf(request.accountId()).containsKey(request.clOrdId())) {
            return RejectReason.DUPLICATE_CL_ORD_ID;
        }
        boolean fullForAuction = instrument.isCall() && instrument.restingOrders() >= terms.maxAuctionOrders();
        return isFull() || fullForAuction ? RejectReason.BOUND_REACHED : RejectReason.NONE;
    }

    /** Whether the bound of live orders is reached. */
    boolean isFull() {
        return namesInUse() >= terms.maxOpenOrders();
    }

    private TreeMap<Long, ReferenceOrder> namesOf(int accountId) {
        return names.computeIfAbsent(accountId, id -> new TreeMap<>());
    }

    /** Live orders and their old names. */
    private long namesInUse() {
        return names.values().stream().mapToLong(TreeMap::size).sum();
    }

    // Trading

    private void tradeAndRest(ReferenceInstrument instrument, ReferenceOrder aggressor) {
        List<ReferenceOrder> met = instrument.wouldMeet(aggressor);
        boolean fillOrKill = aggressor.terms.timeInForce() == TimeInForce.FOK;
        if (fillOrKill) {
            BigInteger wanted = BigInteger.valueOf(aggressor.open);
            if (ReferenceInstrument.sum(met).compareTo(wanted) < 0) {
                end(aggressor, CancelReason.FOK_NOT_FILLABLE);
                return;
            }
            if (met.size() > terms.maxFillsPerCommand()
                    && ReferenceInstrument.sum(met.subList(0, (int) terms.maxFillsPerCommand()))
                                    .compareTo(wanted)
                            < 0) {
                end(aggressor, CancelReason.FILL_LIMIT);
                return;
            }
        }
        long fills = 0;
        for (ReferenceOrder resting : met) {
            if (aggressor.open == 0) {
                break;
            }
            if (fills == terms.maxFillsPerCommand()) {
                end(aggressor, CancelReason.FILL_LIMIT);
                return;
            }
            trade(
                    instrument,
                    resting.price,
                    aggressor,
                    resting,
                    aggressor.isBuy() ? AggressorSide.BUY : AggressorSide.SELL);
            if (resting.open == 0) {
                instrument.takeOut(resting);
            }
            fills++;
        }
        if (aggressor.open == 0) {
            return;
        }
        if (aggressor.terms.ordType() == OrdType.MARKET) {
            end(aggressor, CancelReason.MARKET_REMAINDER);
        } else if (aggressor.terms.timeInForce() == TimeInForce.IOC) {
            end(aggressor, CancelReason.IOC_REMAINDER);
        } else {
            instrument.rest(aggressor);
        }
    }

    /** Trades what is open in both; whoever is filled is no longer live. */
    private void trade(
            ReferenceInstrument instrument,
            long price,
            ReferenceOrder one,
            ReferenceOrder other,
            AggressorSide aggressor) {
        long quantity = Math.min(one.open, other.open);
        for (ReferenceOrder order : List.of(one, other)) {
            order.open -= quantity;
            order.filled += quantity;
            if (order.open == 0) {
                forget(order);
            }
        }
        instrument.lastTradePrice = price;
        ReferenceOrder buy = one.isBuy() ? one : other;
        ReferenceOrder sell = one.isBuy() ? other : one;
        events.add(new Event.Trade(
                ++lastTradeId,
                instrument.id,
                price,
                quantity,
                Event.TradeSide.of(buy.state()),
                Event.TradeSide.of(sell.state()),
                aggressor));
    }

    private void forget(ReferenceOrder order) {
        live.remove(order.id);
        order.names.forEach(name -> namesOf(order.terms.accountId()).remove(name));
    }

    /** Cancels what is open of an order that does not rest. */
    private void end(ReferenceOrder order, CancelReason reason) {
        long open = order.open;
        order.open = 0;
        forget(order);
        events.add(new Event.Cancelled(order.state(), open, reason));
    }

    private void takeOut(ReferenceOrder order) {
        ReferenceInstrument instrument = instruments.get(order.terms.instrumentId());
        instrument.takeOut(order);
        instrument.touched = true;
    }

    /** Cancels what is open of an order that rests. */
    private void withdraw(ReferenceOrder order, CancelReason reason) {
        takeOut(order);
        end(order, reason);
    }

    // Changes

    private void change(Request.Change request) {
        ReferenceOrder order = find(request);
        RejectReason reason = checkFound(request, order);
        if (reason == RejectReason.NONE && request.kind() == ChangeKind.REPLACE) {
            reason = checkReplace(request, order);
        }
        if (reason == RejectReason.NONE && request.kind() == ChangeKind.REDUCE) {
            reason = ReferenceChecks.checkQuantity(instruments.get(request.instrumentId()), request.quantity());
        }
        if (reason != RejectReason.NONE) {
            events.add(Event.ChangeRejected.of(request, reason));
        } else if (request.kind() == ChangeKind.CANCEL) {
            withdraw(order, CancelReason.REQUESTED);
        } else if (request.kind() == ChangeKind.STATUS) {
            events.add(new Event.Status(order.state()));
        } else if (request.kind() == ChangeKind.REDUCE) {
            reduce(order, request.quantity());
        } else {
            replace(request, order);
        }
    }

    private ReferenceOrder find(Request.Change request) {
        if (request.origClOrdId() != null) {
            return namesOf(request.accountId()).get(request.origClOrdId());
        }
        return request.orderId() == null ? null : live.get(request.orderId());
    }

    private RejectReason checkFound(Request.Change request, ReferenceOrder order) {
        RejectReason access = this.access.check(request.sessionId(), request.accountId());
        if (access != RejectReason.NONE) {
            return access;
        }
        if (request.origClOrdId() == null && request.orderId() == null) {
            return RejectReason.MISSING_FIELD;
        }
        if (!instruments.containsKey(request.instrumentId())) {
            return RejectReason.UNKNOWN_INSTRUMENT;
        }
        if (order == null) {
            return RejectReason.UNKNOWN_ORDER;
        }
        if (order.terms.accountId() != request.accountId()) {
            return RejectReason.NOT_OWNER;
        }
        return order.terms.instrumentId() == request.instrumentId()
                ? RejectReason.NONE
                : RejectReason.INSTRUMENT_MISMATCH;
    }

    private RejectReason checkReplace(Request.Change request, ReferenceOrder order) {
        ReferenceInstrument instrument = instruments.get(request.instrumentId());
        if (!ReferenceChecks.takesOrders(instrument.phase)) {
            return RejectReason.NOT_ALLOWED_IN_PHASE;
        }
        if (request.clOrdId() != null && !order.names.contains(request.clOrdId())) {
            if (namesOf(request.accountId()).containsKey(request.clOrdId())) {
                return RejectReason.DUPLICATE_CL_ORD_ID;
            }
            if (isFull()) {
                return RejectReason.BOUND_REACHED;
            }
        }
        if (request.price() != null) {
            RejectReason reason = ReferenceChecks.checkPrice(instrument, request.price());
            if (reason != RejectReason.NONE) {
                return reason;
            }
        }
        if (request.quantity() != null) {
            RejectReason reason = ReferenceChecks.checkQuantity(instrument, request.quantity());
            if (reason != RejectReason.NONE) {
                return reason;
            }
        }
        boolean total = request.quantityMeaning() == QuantityMeaning.TOTAL;
        if (request.quantity() == null || total && request.quantity() <= order.filled) {
            return RejectReason.NONE;
        }
        if (!total && request.assumedCumQty() != null && request.assumedCumQty() != order.filled) {
            return RejectReason.STALE_FILLED_QUANTITY;
        }
        BigInteger newTotal = BigInteger.valueOf(request.quantity());
        if (!total) {
            newTotal = newTotal.add(BigInteger.valueOf(order.filled));
        }
        if (newTotal.bitLength() > 63) {
            return RejectReason.QUANTITY_OVERFLOW;
        }
        return ReferenceChecks.checkTotal(instrument, newTotal.longValueExact());
    }

    private void reduce(ReferenceOrder order, long quantity) {
        if (quantity >= order.open) {
            withdraw(order, CancelReason.REDUCED_TO_ZERO);
        } else {
            order.open -= quantity;
            instruments.get(order.terms.instrumentId()).touched = true;
            events.add(new Event.Reduced(order.state(), quantity));
        }
    }

    private void replace(Request.Change request, ReferenceOrder order) {
        long previousName = order.clOrdId;
        long previousPrice = order.price;
        long previousOpen = order.open;
        long price = request.price() == null ? previousPrice : request.price();
        long open = previousOpen;
        if (request.quantity() != null) {
            open = request.quantityMeaning() == QuantityMeaning.TOTAL
                    ? request.quantity() - order.filled
                    : request.quantity();
        }
        if (open <= 0) {
            withdraw(order, CancelReason.REPLACED_BELOW_FILLED);
            return;
        }
        if (request.clOrdId() != null) {
            order.clOrdId = request.clOrdId();
            order.names.add(order.clOrdId);
            namesOf(order.terms.accountId()).put(order.clOrdId, order);
        }
        boolean keeps = price == previousPrice && open <= previousOpen;
        ReferenceInstrument instrument = instruments.get(order.terms.instrumentId());
        instrument.touched = true;
        if (!keeps) {
            instrument.takeOut(order);
        }
        order.price = price;
        order.open = open;
        events.add(new Event.Replaced(order.state(), previousName, previousPrice, previousOpen, keeps));
        if (!keeps && instrument.phase == TradingPhase.CONTINUOUS) {
            tradeAndRest(instrument, order);
        } else if (!keeps) {
            instrument.rest(order);
        }
    }

    // Phases and auctions

    private void changePhase(Request.ChangePhase request) {
        ReferenceInstrument instrument = instruments.get(request.instrumentId());
        if (instrument == null) {
            refuse(RejectReason.UNKNOWN_INSTRUMENT);
        } else if (instrument.expiring) {
            refuse(RejectReason.WORK_PENDING);
        } else if (request.phase() == TradingPhase.CONTINUOUS && instrument.isCrossedOrLocked()) {
            refuse(RejectReason.BOOK_CROSSED);
        } else {
            TradingPhase previous = instrument.phase;
            boolean wasInCall = instrument.isCall();
            instrument.phase = request.phase();
            if (!wasInCall) {
                instrument.published = ReferenceAuction.NOTHING;
            }
            instrument.touched = true;
            events.add(new Event.PhaseChanged(instrument.id, request.phase(), previous));
            if (request.phase() == TradingPhase.CLOSED) {
                List<ReferenceOrder> orders = ReferenceInstrument.inOrder(instrument.buys);
                orders.addAll(ReferenceInstrument.inOrder(instrument.sells));
                instrument.expiring = true;
                works.begin(ReferenceWork.expiry(instrument, orders));
            }
        }
    }

    private void refuse(RejectReason reason) {
        events.add(new Event.Refused(reason));
    }

    private void uncross(Request.Uncross request) {
        ReferenceInstrument instrument = instruments.get(request.instrumentId());
        if (instrument == null) {
            refuse(RejectReason.UNKNOWN_INSTRUMENT);
            return;
        }
        if (request.price() != null) {
            RejectReason reason = ReferenceChecks.checkPrice(instrument, request.price());
            if (reason != RejectReason.NONE) {
                refuse(reason);
                return;
            }
        }
        if (!instrument.isCrossedOrLocked()) {
            auctionRule = ReferenceAuction.Rule.NOT_CROSSED;
            events.add(new Event.Uncrossed(instrument.id, null, 0, 0));
            return;
        }
        ReferenceAuction auction = request.price() == null
                ? ReferenceAuction.best(instrument)
                : ReferenceAuction.at(instrument, request.price());
        auctionRule = auction.rule();
        instrument.touched = true;
        long price = auction.price();
        long trades = 0;
        while (!instrument.buys.isEmpty()
                && !instrument.sells.isEmpty()
                && instrument.buys.firstKey() >= price
                && instrument.sells.firstKey() <= price) {
            ReferenceOrder buy = instrument.buys.firstEntry().getValue().get(0);
            ReferenceOrder sell = instrument.sells.firstEntry().getValue().get(0);
            trade(instrument, price, buy, sell, AggressorSide.NONE);
            trades++;
            if (buy.open == 0) {
                instrument.takeOut(buy);
            }
            if (sell.open == 0) {
                instrument.takeOut(sell);
            }
        }
        events.add(new Event.Uncrossed(instrument.id, price, ReferenceAuction.said(auction.volume()), trades));
    }

    private void askIndicative(Request.AskIndicative request) {
        ReferenceInstrument instrument = instruments.get(request.instrumentId());
        if (instrument == null) {
            refuse(RejectReason.UNKNOWN_INSTRUMENT);
            return;
        }
        ReferenceAuction auction = ReferenceAuction.best(instrument);
        events.add(new Event.Indicative(
                instrument.id,
                auction.price(),
                ReferenceAuction.said(auction.volume()),
                ReferenceAuction.said(auction.surplus())));
    }

    // Long work and the timer

    private void massCancel(Request.MassCancel request) {
        RejectReason access = this.access.check(request.sessionId(), request.accountId());
        if (access != RejectReason.NONE) {
            events.add(new Event.MassCancelRejected(request, access));
            return;
        }
        if (request.instrumentId() != null && !instruments.containsKey(request.instrumentId())) {
            events.add(new Event.MassCancelRejected(request, RejectReason.UNKNOWN_INSTRUMENT));
            return;
        }
        if (works.isMassCancelPending(request.accountId())) {
            events.add(new Event.MassCancelRejected(request, RejectReason.WORK_PENDING));
            return;
        }
        List<ReferenceOrder> orders = new ArrayList<>(live.values());
        orders.removeIf(order -> order.terms.accountId() != request.accountId());
        works.begin(ReferenceWork.massCancel(request, orders));
    }

    private void stayAway(int sessionId) {
        List<ReferenceOrder> orders = new ArrayList<>(live.values());
        orders.removeIf(order -> order.terms.sessionId() != sessionId);
        works.disconnect(sessionId, orders);
    }

    private final class Works implements ReferenceWorks.Exchange {
        @Override
        public boolean isLive(ReferenceOrder order) {
            return live.containsKey(order.id);
        }

        @Override
        public void withdraw(ReferenceOrder order, CancelReason reason) {
            ReferenceExchange.this.withdraw(order, reason);
        }

        @Override
        public void expire(ReferenceOrder order) {
            takeOut(order);
            long open = order.open;
            order.open = 0;
            forget(order);
            events.add(new Event.Expired(order.state(), open));
        }

        @Override
        public void ended(ReferenceWork work) {
            if (work.closed != null) {
                work.closed.expiring = false;
            } else if (work.request != null) {
                events.add(new Event.MassCancelled(work.request, work.affected));
            }
        }
    }

    private void timer() {
        firings++;
        works.step();
        List<ReferenceInstrument> turns = new ArrayList<>(instruments.values());
        int greatestId = turns.get(turns.size() - 1).id;
        long firstId = firings % greatestId + 1;
        turns.sort(Comparator.comparing(instrument -> instrument.id < firstId));
        long cost = 0;
        for (ReferenceInstrument instrument : turns) {
            if (instrument.isCall() && instrument.touched && cost < terms.maxWorkPerStep()) {
                cost += 1 + ReferenceAuction.crossedPrices(instrument);
                publishIndicative(instrument);
            }
        }
    }

    private void publishIndicative(ReferenceInstrument instrument) {
        instrument.touched = false;
        ReferenceAuction auction = ReferenceAuction.best(instrument);
        if (!instrument.published.saysTheSameAs(auction)) {
            instrument.published = auction;
            events.add(new Event.IndicativeChanged(
                    instrument.id,
                    auction.price(),
                    ReferenceAuction.said(auction.volume()),
                    ReferenceAuction.said(auction.surplus())));
        }
    }

    // For comparisons

    /** What decided the price of the uncross that was just asked for; null where none was. */
    ReferenceAuction.Rule auctionRule() {
        return auctionRule;
    }

    /** The orders that are live, by order id. */
    List<Event.OrderState> live() {
        List<Event.OrderState> orders = new ArrayList<>();
        live.values().forEach(order -> orders.add(order.state()));
        return orders;
    }

    /** Present phase of an instrument. */
    TradingPhase phase(int instrumentId) {
        return instruments.get(instrumentId).phase;
    }

    /** Whether an instrument's book is crossed or locked. */
    boolean isCrossed(int instrumentId) {
        return instruments.get(instrumentId).isCrossedOrLocked();
    }

    /** Whether an instrument's day orders are still being expired. */
    boolean isExpiring(int instrumentId) {
        return instruments.get(instrumentId).expiring;
    }

    /** The whole state that an observer can see. */
    public List<MarketView> view() {
        List<MarketView> views = new ArrayList<>();
        for (ReferenceInstrument instrument : instruments.values()) {
            List<Event.OrderState> orders = new ArrayList<>();
            List<Set<Long>> orderNames = new ArrayList<>();
            for (TreeMap<Long, List<ReferenceOrder>> side : List.of(instrument.buys, instrument.sells)) {
                for (ReferenceOrder order : ReferenceInstrument.inOrder(side)) {
                    orders.add(order.state());
                    orderNames.add(order.names);
                }
            }
            views.add(new MarketView(
                    instrument.id,
                    instrument.phase,
                    instrument.lastTradePrice,
                    instrument.expiring,
                    orders,
                    orderNames));
        }
        return views;
    }
}
