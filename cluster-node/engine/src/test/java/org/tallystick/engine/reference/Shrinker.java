package org.tallystick.engine.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.tallystick.codecs.types.TimeInForce;

/** Makes a flow that shows something as short and plain as it can be and still show it. */
final class Shrinker {
    private static final long PLENTY = 1_000_000;

    private final Predicate<Flow> shows;
    private Flow best;

    private Shrinker(Flow flow, Predicate<Flow> shows) {
        this.best = flow;
        this.shows = shows;
    }

    static Flow shrink(Flow flow, Predicate<Flow> shows) {
        return new Shrinker(flow, shows).run();
    }

    private Flow run() {
        Flow before;
        do {
            before = best;
            leaveOut();
            simplifyTerms();
            for (int i = 0; i < best.requests().size(); i++) {
                simplify(i);
            }
        } while (!best.equals(before));
        return best;
    }

    private boolean tryOut(Flow simpler) {
        if (simpler.equals(best) || !shows.test(simpler)) {
            return false;
        }
        best = simpler;
        return true;
    }

    private void leaveOut() {
        for (int chunk = Math.max(1, best.requests().size() / 2); chunk > 0; chunk /= 2) {
            for (int from = 0; from < best.requests().size(); ) {
                List<Request> fewer = new ArrayList<>(best.requests());
                fewer.subList(from, Math.min(from + chunk, fewer.size())).clear();
                if (!tryOut(best.with(fewer))) {
                    from += chunk;
                }
            }
        }
    }

    private void simplifyTerms() {
        for (int i = best.terms().listings().size() - 1; i >= 0; i--) {
            List<MarketTerms.Listing> fewer = new ArrayList<>(best.terms().listings());
            fewer.remove(i);
            if (!fewer.isEmpty()) {
                tryOut(best.with(best.terms().with(fewer)));
            }
        }
        for (int i = 0; i < best.terms().listings().size(); i++) {
            List<MarketTerms.Listing> plain = new ArrayList<>(best.terms().listings());
            plain.set(
                    i,
                    new MarketTerms.Listing(
                            plain.get(i).id(), 1, 1, 1, plain.get(i).maxQty()));
            tryOut(best.with(best.terms().with(plain)));
        }
        MarketTerms terms = best.terms();
        tryOut(best.with(terms.withBounds(PLENTY, terms.maxAuctionOrders(), terms.maxFillsPerCommand())));
        terms = best.terms();
        tryOut(best.with(terms.withBounds(terms.maxOpenOrders(), PLENTY, terms.maxFillsPerCommand())));
        terms = best.terms();
        tryOut(best.with(terms.withBounds(terms.maxOpenOrders(), terms.maxAuctionOrders(), PLENTY)));
        tryOut(best.with(best.terms().with(0, best.terms().flowClock())));
        tryOut(best.with(best.terms().with(best.terms().shard(), true)));
    }

    private void simplify(int at) {
        if (best.requests().get(at) instanceof Request.New) {
            for (long quantity : new long[] {1, 2, 3, 10, 20}) {
                Request.New order = (Request.New) best.requests().get(at);
                if (quantity < order.quantity()
                        && tryAt(at, with(order, order.price(), quantity, order.timeInForce()))) {
                    break;
                }
            }
            for (long price : new long[] {1, 2, 3, 5, 10, 100}) {
                Request.New order = (Request.New) best.requests().get(at);
                if (order.price() != null
                        && price < order.price()
                        && tryAt(at, with(order, price, order.quantity(), order.timeInForce()))) {
                    break;
                }
            }
            Request.New order = (Request.New) best.requests().get(at);
            tryAt(at, with(order, order.price(), order.quantity(), TimeInForce.DAY));
        } else if (best.requests().get(at) instanceof Request.Change change) {
            tryAt(at, with(change, null, change.price(), change.quantity()));
            change = (Request.Change) best.requests().get(at);
            tryAt(at, with(change, change.clOrdId(), null, change.quantity()));
            change = (Request.Change) best.requests().get(at);
            for (long quantity : new long[] {1, 2, 3, 10, 20}) {
                if (change.quantity() != null
                        && quantity < change.quantity()
                        && tryAt(at, with(change, change.clOrdId(), change.price(), quantity))) {
                    break;
                }
            }
        }
    }

    private boolean tryAt(int at, Request simpler) {
        List<Request> requests = new ArrayList<>(best.requests());
        requests.set(at, simpler);
        return tryOut(best.with(requests));
    }

    private static Request with(Request.New order, Long price, long quantity, TimeInForce timeInForce) {
        return new Request.New(
                order.sessionId(),
                order.accountId(),
                order.instrumentId(),
                order.clOrdId(),
                order.side(),
                order.ordType(),
                timeInForce,
                price,
                quantity,
                order.stopPrice(),
                order.displayQty(),
                order.expireTimeNs(),
                order.flags());
    }

    private static Request with(Request.Change change, Long clOrdId, Long price, Long quantity) {
        return new Request.Change(
                change.kind(),
                change.sessionId(),
                change.accountId(),
                change.instrumentId(),
                change.origClOrdId(),
                change.orderId(),
                clOrdId,
                price,
                quantity,
                change.assumedCumQty(),
                change.quantityMeaning());
    }
}
