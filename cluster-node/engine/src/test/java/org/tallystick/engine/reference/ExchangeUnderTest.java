package org.tallystick.engine.reference;

import java.util.ArrayList;
import java.util.List;
import org.tallystick.codecs.types.AggressorSide;
import org.tallystick.codecs.types.CancelReason;
import org.tallystick.codecs.types.ChangeKind;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.InstrumentKind;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.TradingPhase;
import org.tallystick.engine.market.Exchange;
import org.tallystick.engine.market.Instrument;
import org.tallystick.engine.market.MarketCopies;
import org.tallystick.engine.market.MarketEvents;
import org.tallystick.engine.market.MarketInvariants;
import org.tallystick.engine.market.MarketState;
import org.tallystick.engine.market.MassCancel;
import org.tallystick.engine.market.NewOrder;
import org.tallystick.engine.market.OrderChange;
import org.tallystick.engine.market.Orders;

/** The engine's market, asked directly. */
final class ExchangeUnderTest implements MarketUnderTest {
    private static final int MAX_INSTRUMENTS = 10;

    private final MarketTerms terms;
    private Orders orders;
    private Exchange exchange;
    private MarketInvariants invariants;
    private List<Event> events = new ArrayList<>();
    private long firings;

    ExchangeUnderTest(MarketTerms terms, long indexSeed) {
        this.terms = terms;
        begin(indexSeed);
        for (MarketTerms.Listing listing : terms.listings()) {
            exchange.defineInstrument(
                    listing.id(),
                    "I" + listing.id(),
                    "",
                    InstrumentKind.SPOT,
                    0,
                    0,
                    listing.tick(),
                    listing.lot(),
                    listing.minQty(),
                    listing.maxQty());
        }
    }

    private void begin(long indexSeed) {
        orders = new Orders();
        exchange = new Exchange(orders, indexSeed, new Listener(orders));
        exchange.begin(
                terms.shard(),
                terms.flowClock() ? ClockMode.FLOW : ClockMode.LOG,
                MAX_INSTRUMENTS,
                terms.maxOpenOrders(),
                terms.maxFillsPerCommand(),
                terms.maxWorkPerStep());
        exchange.boundAuctions(terms.maxAuctionOrders());
        invariants = new MarketInvariants(exchange);
    }

    @Override
    public List<Event> ask(Request request) {
        events = new ArrayList<>();
        if (request instanceof Request.New order) {
            exchange.newOrder(newOrder(order));
        } else if (request instanceof Request.Change change) {
            change(change);
        } else if (request instanceof Request.MassCancel massCancel) {
            exchange.massCancel(massCancel(massCancel));
        } else if (request instanceof Request.ChangePhase change) {
            answer(exchange.changePhase(change.instrumentId(), change.phase()));
        } else if (request instanceof Request.Uncross uncross) {
            answer(exchange.uncross(uncross.instrumentId(), orAbsent(uncross.price())));
        } else if (request instanceof Request.AskIndicative ask) {
            answer(exchange.indicative(ask.instrumentId()));
        } else if (request instanceof Request.StayAway stayAway) {
            exchange.cancelOnDisconnect(stayAway.sessionId());
            exchange.beginCancels();
        } else if (request instanceof Request.Timer) {
            exchange.onTimer(++firings);
        } else if (request instanceof Request.Restore restore) {
            Exchange saved = exchange;
            begin(restore.indexSeed());
            MarketCopies.copy(saved, exchange);
        }
        return events;
    }

    private void answer(RejectReason reason) {
        if (reason != RejectReason.NONE) {
            events.add(new Event.Refused(reason));
        }
    }

    private void change(Request.Change change) {
        OrderChange request = new OrderChange();
        request.sessionId = change.sessionId();
        request.accountId = change.accountId();
        request.instrumentId = change.instrumentId();
        request.origClOrdId = orAbsent(change.origClOrdId());
        request.orderId = orAbsent(change.orderId());
        request.clOrdId = orAbsent(change.clOrdId());
        request.price = orAbsent(change.price());
        request.quantity = orAbsent(change.quantity());
        request.assumedCumQty = orAbsent(change.assumedCumQty());
        request.quantityMeaning = change.quantityMeaning();
        switch (change.kind()) {
            case CANCEL -> exchange.cancel(request);
            case REPLACE -> exchange.replace(request);
            case REDUCE -> exchange.reduce(request);
            default -> exchange.status(request);
        }
    }

    private static NewOrder newOrder(Request.New order) {
        NewOrder request = new NewOrder();
        request.sessionId = order.sessionId();
        request.accountId = order.accountId();
        request.instrumentId = order.instrumentId();
        request.clOrdId = order.clOrdId();
        request.side = order.side();
        request.ordType = order.ordType();
        request.timeInForce = order.timeInForce();
        request.price = orAbsent(order.price());
        request.quantity = order.quantity();
        request.stopPrice = orAbsent(order.stopPrice());
        request.displayQty = orAbsent(order.displayQty());
        request.expireTimeNs = orAbsent(order.expireTimeNs());
        request.flags = order.flags();
        return request;
    }

    private static MassCancel massCancel(Request.MassCancel massCancel) {
        MassCancel request = new MassCancel();
        request.sessionId = massCancel.sessionId();
        request.accountId = massCancel.accountId();
        request.massCancelId = orAbsent(massCancel.massCancelId());
        request.instrumentId =
                massCancel.instrumentId() == null ? MassCancel.ALL_INSTRUMENTS : massCancel.instrumentId();
        request.side = massCancel.side();
        return request;
    }

    private static long orAbsent(Long value) {
        return value == null ? NewOrder.ABSENT : value;
    }

    private static Long orNull(long value) {
        return value == NewOrder.ABSENT ? null : value;
    }

    @Override
    public boolean tellsAnswers() {
        return true;
    }

    @Override
    public void checkInvariants() {
        invariants.check();
        int names = exchange.openOrders() + new MarketState(exchange).aliasCount();
        if (names > terms.maxOpenOrders()) {
            throw new AssertionError("does not hold: at most " + terms.maxOpenOrders() + " names, not " + names);
        }
    }

    @Override
    public List<MarketView> view() {
        return ExchangeViews.view(exchange, orders);
    }

    /** Turns what the market tells into values. */
    private final class Listener implements MarketEvents {
        private final Orders orders;

        Listener(Orders orders) {
            this.orders = orders;
        }

        private Event.OrderState state(int order) {
            return ExchangeViews.state(orders, order);
        }

        @Override
        public void orderAccepted(int order) {
            events.add(new Event.Accepted(state(order)));
        }

        @Override
        public void orderRejected(NewOrder request, RejectReason reason) {
            Request.New order = new Request.New(
                    request.sessionId,
                    request.accountId,
                    request.instrumentId,
                    request.clOrdId,
                    request.side,
                    request.ordType,
                    request.timeInForce,
                    orNull(request.price),
                    request.quantity,
                    orNull(request.stopPrice),
                    orNull(request.displayQty),
                    null,
                    request.flags);
            events.add(new Event.Rejected(order, reason));
        }

        @Override
        public void orderReplaced(
                int order, long previousClOrdId, long previousPrice, long previousLeavesQty, boolean priorityKept) {
            events.add(
                    new Event.Replaced(state(order), previousClOrdId, previousPrice, previousLeavesQty, priorityKept));
        }

        @Override
        public void orderReduced(int order, long reducedQty) {
            events.add(new Event.Reduced(state(order), reducedQty));
        }

        @Override
        public void orderCancelled(int order, long cancelledQty, CancelReason reason) {
            events.add(new Event.Cancelled(state(order), cancelledQty, reason));
        }

        @Override
        public void orderExpired(int order, long expiredQty) {
            events.add(new Event.Expired(state(order), expiredQty));
        }

        @Override
        public void orderChangeRejected(OrderChange request, ChangeKind kind, RejectReason reason) {
            events.add(new Event.ChangeRejected(
                    kind,
                    request.sessionId,
                    request.accountId,
                    request.instrumentId,
                    orNull(request.origClOrdId),
                    orNull(request.orderId),
                    orNull(request.clOrdId),
                    reason));
        }

        @Override
        public void orderStatus(int order) {
            events.add(new Event.Status(state(order)));
        }

        private Request.MassCancel asked(MassCancel request) {
            return new Request.MassCancel(
                    request.sessionId,
                    request.accountId,
                    orNull(request.massCancelId),
                    request.instrumentId == MassCancel.ALL_INSTRUMENTS ? null : request.instrumentId,
                    request.side);
        }

        @Override
        public void massCancelCompleted(MassCancel request, long affectedOrders) {
            events.add(new Event.MassCancelled(asked(request), affectedOrders));
        }

        @Override
        public void massCancelRejected(MassCancel request, RejectReason reason) {
            events.add(new Event.MassCancelRejected(asked(request), reason));
        }

        @Override
        public void trade(long tradeId, long price, long quantity, int buy, int sell, AggressorSide aggressor) {
            events.add(new Event.Trade(
                    tradeId,
                    orders.instrumentId(buy),
                    price,
                    quantity,
                    Event.TradeSide.of(state(buy)),
                    Event.TradeSide.of(state(sell)),
                    aggressor));
        }

        @Override
        public void auctionIndicativeChanged(Instrument instrument, long price, long volume, long surplus) {
            events.add(new Event.IndicativeChanged(instrument.id(), ExchangeViews.price(price), volume, surplus));
        }

        @Override
        public void auctionIndicative(Instrument instrument, long price, long volume, long surplus) {
            events.add(new Event.Indicative(instrument.id(), ExchangeViews.price(price), volume, surplus));
        }

        @Override
        public void auctionUncrossed(Instrument instrument, long price, long volume, long tradeCount) {
            events.add(new Event.Uncrossed(instrument.id(), ExchangeViews.price(price), volume, tradeCount));
        }

        @Override
        public void instrumentDefined(Instrument instrument) {}

        @Override
        public void phaseChanged(Instrument instrument, TradingPhase previous) {
            events.add(new Event.PhaseChanged(instrument.id(), instrument.phase(), previous));
        }
    }
}
