package org.tallystick.engine.reference;

import java.util.ArrayList;
import java.util.List;
import org.tallystick.codecs.types.ChangeKind;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.QuantityMeaning;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

/**
 * Makes random flows. Names, prices and quantities come from small ranges, so that things collide. What is asked is tried
 * on a reference of its own, so that most changes are about orders that are live and most auctions have something to do;
 * but every part of a flow is a flow.
 */
final class FlowMaker {
    private static final long PLENTY = 1_000_000;
    private static final List<Long> TICKS = List.of(1L, 1L, 5L, 100L);
    private static final List<Long> LOTS = List.of(1L, 1L, 10L);
    private static final List<TradingPhase> CALLS =
            List.of(TradingPhase.PRE_OPEN, TradingPhase.OPENING_AUCTION, TradingPhase.CLOSING_AUCTION);

    private final Dice dice;
    private final boolean wholeEngine;
    private final boolean hugeQuantities;
    private final boolean wildPrices;
    private final int highestTick;
    private final int greatestLots;
    private final int names;
    private final int phaseWeight;
    private final boolean auctions;
    private final MarketTerms terms;
    private final ReferenceExchange shadow;
    private List<Event.OrderState> live = List.of();
    private long given;

    private FlowMaker(long seed, boolean wholeEngine) {
        dice = new Dice(seed);
        this.wholeEngine = wholeEngine;
        hugeQuantities = dice.percent(15);
        wildPrices = dice.percent(10);
        highestTick = dice.percent(20) ? 3 : dice.between(5, 15);
        greatestLots = dice.percent(40) ? dice.between(1, 3) : dice.between(8, 25);
        names = dice.percent(20) ? 20 : dice.between(100, 400);
        phaseWeight = dice.percent(30) ? 0 : dice.between(5, 20);
        auctions = dice.percent(30);
        terms = terms();
        shadow = Comparison.reference(new Flow(terms, wholeEngine, List.of()));
    }

    /** The flow of a seed. */
    static Flow make(long seed, int requests, boolean wholeEngine) {
        FlowMaker maker = new FlowMaker(seed, wholeEngine);
        return new Flow(maker.terms, wholeEngine, maker.requests(requests));
    }

    private MarketTerms terms() {
        List<MarketTerms.Listing> listings = new ArrayList<>();
        int id = 0;
        for (int i = dice.between(1, 3); i > 0; i--) {
            id += dice.percent(80) ? 1 : 2;
            long lot = dice.oneOf(LOTS);
            long minQty = dice.percent(70) ? lot : 2 * lot;
            long maxQty = hugeQuantities ? Long.MAX_VALUE - Long.MAX_VALUE % lot : 20 * lot;
            listings.add(new MarketTerms.Listing(id, dice.oneOf(TICKS), lot, minQty, maxQty));
        }
        return new MarketTerms(
                listings,
                dice.between(1, 4),
                dice.percent(50) ? 0 : dice.between(0, 4095),
                dice.percent(40),
                dice.percent(25) ? dice.between(3, 30) : PLENTY,
                dice.percent(20) ? dice.between(2, 20) : PLENTY,
                dice.percent(35) ? dice.between(1, 4) : PLENTY,
                dice.percent(80) ? dice.between(1, 6) : PLENTY);
    }

    private List<Request> requests(int count) {
        List<Request> requests = new ArrayList<>();
        for (MarketTerms.Listing listing : terms.listings()) {
            TradingPhase phase = auctions || dice.percent(15) ? dice.oneOf(CALLS) : TradingPhase.CONTINUOUS;
            add(requests, new Request.ChangePhase(listing.id(), phase));
        }
        while (requests.size() < count) {
            add(requests, request());
        }
        return requests;
    }

    private void add(List<Request> requests, Request request) {
        requests.add(request);
        shadow.ask(request);
        if (requests.size() % 4 == 0) {
            live = shadow.live();
        }
    }

    private Request request() {
        MarketTerms.Listing listing = dice.oneOf(terms.listings());
        TradingPhase phase = shadow.phase(listing.id());
        if ((phase == TradingPhase.HALTED || phase == TradingPhase.CLOSED) && dice.percent(8)) {
            return new Request.ChangePhase(listing.id(), phase());
        }
        if (shadow.isCrossed(listing.id()) && dice.percent(auctions ? 10 : 5)) {
            return uncross(listing);
        }
        int changes = live.size() > 60 ? 200 : 60;
        return switch (dice.weighted(550, changes, 50, 130, 10, 8, 50, phaseWeight, 4, 8, 6, 6, 6)) {
            case 0 -> newOrder(listing);
            case 1 -> change(ChangeKind.CANCEL);
            case 2 -> change(ChangeKind.REDUCE);
            case 3 -> change(ChangeKind.REPLACE);
            case 4 -> change(ChangeKind.STATUS);
            case 5 -> massCancel(listing);
            case 6 -> new Request.Timer();
            case 7 -> new Request.ChangePhase(instrument(listing), phase());
            case 8 -> uncross(listing);
            case 9 -> new Request.AskIndicative(instrument(listing));
            case 10 -> new Request.Restore(dice.next());
            case 11 -> new Request.StayAway(wholeEngine ? dice.between(1, 3) : dice.between(1, 2));
            default -> wholeEngine ? new Request.Repeat() : new Request.Timer();
        };
    }

    private Request uncross(MarketTerms.Listing listing) {
        return new Request.Uncross(instrument(listing), dice.percent(80) ? null : Long.valueOf(price(listing)));
    }

    private TradingPhase phase() {
        return switch (dice.weighted(auctions ? 10 : 50, auctions ? 60 : 25, 8, 12)) {
            case 0 -> TradingPhase.CONTINUOUS;
            case 1 -> dice.oneOf(CALLS);
            case 2 -> TradingPhase.HALTED;
            default -> TradingPhase.CLOSED;
        };
    }

    private int instrument(MarketTerms.Listing listing) {
        return dice.percent(1) ? dice.between(1, 9) : listing.id();
    }

    /** Accounts of odd numbers are used by session 1, those of even ones by session 2; session 3 may use none. */
    private int session(int account) {
        return wholeEngine && dice.percent(4) ? dice.between(1, 3) : VenueAccess.sessionOf(account);
    }

    private int account() {
        if (wholeEngine && dice.percent(3)) {
            return terms.accounts() + 1;
        }
        return dice.percent(60) ? 1 : dice.between(1, terms.accounts());
    }

    private Request newOrder(MarketTerms.Listing listing) {
        int account = account();
        OrdType type = switch (dice.weighted(92, 7, 1)) {
            case 0 -> OrdType.LIMIT;
            case 1 -> OrdType.MARKET;
            default -> dice.percent(50) ? OrdType.STOP : OrdType.STOP_LIMIT;
        };
        TimeInForce timeInForce = switch (dice.weighted(45, 35, auctions ? 2 : 8, auctions ? 2 : 8, 1)) {
            case 0 -> TimeInForce.DAY;
            case 1 -> TimeInForce.GTC;
            case 2 -> TimeInForce.IOC;
            case 3 -> TimeInForce.FOK;
            default -> TimeInForce.GTD;
        };
        Long price = price(listing);
        if (type == OrdType.MARKET ? dice.percent(95) : dice.percent(1)) {
            price = null;
        }
        given++;
        return new Request.New(
                session(account),
                account,
                instrument(listing),
                dice.between(1, names),
                dice.percent(50) ? Side.BUY : Side.SELL,
                type,
                timeInForce,
                price,
                quantity(listing),
                rarely(price(listing)),
                rarely(quantity(listing)),
                rarely(1_800_000_000_000_000_000L),
                dice.percent(1) ? dice.between(1, 7) : 0);
    }

    private Long rarely(long value) {
        return dice.between(1, 300) == 1 ? value : null;
    }

    private long price(MarketTerms.Listing listing) {
        if (dice.between(1, 120) == 1) {
            return dice.between(-1, 0) * listing.tick();
        }
        if (wildPrices && dice.percent(10)) {
            long ticks = Long.MAX_VALUE / listing.tick();
            return listing.tick() * (dice.percent(50) ? dice.between(1, ticks) : ticks - dice.between(0, 3));
        }
        return dice.between(1, highestTick) * listing.tick() + (dice.percent(1) ? 1 : 0);
    }

    private long quantity(MarketTerms.Listing listing) {
        long odd = dice.percent(1) ? 1 : 0;
        return switch (dice.weighted(1, 1, 97, hugeQuantities ? 30 : 0)) {
            case 0 -> dice.between(-1, 0) * listing.lot();
            case 1 -> 21 * listing.lot();
            case 2 -> dice.between(1, greatestLots) * listing.lot() + odd;
            default -> (Long.MAX_VALUE / listing.lot() - dice.between(0, 3)) * listing.lot();
        };
    }

    private Request change(ChangeKind kind) {
        Event.OrderState order = live.isEmpty() || dice.percent(7) ? null : dice.oneOf(live);
        MarketTerms.Listing listing = dice.oneOf(terms.listings());
        int account = account();
        long name = dice.between(1, names);
        long orderId = orderId();
        if (order != null) {
            listing = listing(order.instrumentId());
            account = dice.percent(98) ? order.accountId() : account;
            name = order.clOrdId();
            orderId = order.orderId();
        }
        boolean byName = dice.percent(85);
        boolean byId = !byName || dice.percent(3);
        if (wholeEngine && dice.percent(1)) {
            byName = false;
            byId = false;
        }
        boolean replaces = kind == ChangeKind.REPLACE;
        boolean resizes = kind == ChangeKind.REDUCE || replaces && dice.percent(60);
        return new Request.Change(
                kind,
                session(account),
                account,
                dice.percent(98) ? listing.id() : instrument(dice.oneOf(terms.listings())),
                byName ? name : null,
                byId ? orderId : null,
                replaces && dice.percent(30) ? Long.valueOf(dice.between(1, names)) : null,
                replaces && dice.percent(60) ? Long.valueOf(price(listing)) : null,
                resizes ? Long.valueOf(quantity(listing)) : null,
                replaces && dice.percent(15) ? Long.valueOf(assumed(listing)) : null,
                dice.percent(60) ? QuantityMeaning.OPEN : QuantityMeaning.TOTAL);
    }

    private MarketTerms.Listing listing(int id) {
        return terms.listings().stream()
                .filter(listing -> listing.id() == id)
                .findFirst()
                .orElseThrow();
    }

    private long assumed(MarketTerms.Listing listing) {
        return dice.percent(60) ? 0 : dice.between(1, 10) * listing.lot();
    }

    /** Any id that was given, or will be soon. */
    private long orderId() {
        return ReferenceExchange.firstId(terms.shard()) - 1 + dice.between(1, given + 1);
    }

    private Request massCancel(MarketTerms.Listing listing) {
        int account = account();
        return new Request.MassCancel(
                session(account),
                account,
                dice.percent(80) ? Long.valueOf(dice.between(1, 1000)) : null,
                dice.percent(40) ? Integer.valueOf(instrument(listing)) : null,
                dice.percent(60) ? null : dice.percent(50) ? Side.BUY : Side.SELL);
    }
}
