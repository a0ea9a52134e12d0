package org.tallystick.engine.market;

/**
 * Finds the price of an auction among the limit prices in the book: the largest executable volume; then the least
 * absolute surplus; then, where all that are left have a buy surplus, the highest, a sell surplus, the lowest; otherwise
 * the one nearest to the last trade price (before the first trade: to the middle of those left), the higher of two
 * equally near ones. Costs a walk over the levels that cross.
 */
final class AuctionPrice {
    private final Sum128 buys = new Sum128();
    private final Sum128 sells = new Sum128();
    private final Sum128 allBuys = new Sum128();
    private final Sum128 distance = new Sum128();
    private final Sum128 bestVolume = new Sum128();
    private final Sum128 bestDistance = new Sum128();

    // Candidates that share the best volume and surplus.
    private long lowest;
    private long highest;
    private boolean buySurplusOnly;
    private boolean sellSurplusOnly;

    // Of the second walk.
    private long reference;
    private long nearest;

    private long candidates;

    private long price;
    private long volume;
    private long surplus;

    /** Looks at a book that may or may not be crossed; the results are in the getters. */
    void find(Instrument instrument) {
        OrderBook book = instrument.book();
        candidates = 0;
        if (!book.isCrossedOrLocked()) {
            price = Instrument.NO_PRICE;
            volume = 0;
            surplus = 0;
            return;
        }
        int lowestBid = sumBuys(book);
        bestVolume.clear();
        bestDistance.clear();
        walk(book, lowestBid, false);
        if (buySurplusOnly) {
            price = highest;
        } else if (sellSurplusOnly || lowest == highest) {
            price = lowest;
        } else {
            reference = instrument.lastPrice() != Instrument.NO_PRICE
                    ? instrument.lastPrice()
                    : lowest + (highest - lowest) / 2;
            nearest = Instrument.NO_PRICE;
            walk(book, lowestBid, true);
            price = nearest;
        }
        measure(instrument, price);
    }

    /** Measures what an uncross at this price would trade and leave. */
    void measure(Instrument instrument, long at) {
        sumAt(instrument.book(), at);
        boolean moreBuys = buys.compareTo(sells) > 0;
        distance.setDistance(buys, sells);
        volume = (moreBuys ? sells : buys).saturated();
        surplus = moreBuys ? distance.saturated() : -distance.saturated();
    }

    /** Auction price, or {@link Instrument#NO_PRICE} where nothing would trade. */
    long price() {
        return price;
    }

    /** Executable volume, saturated at 2^63 - 1. */
    long volume() {
        return volume;
    }

    /** What stays open at the price or better: positive on the buy side, negative on the sell side, saturated. */
    long surplus() {
        return surplus;
    }

    /** Cost of the last search: 1, and the limit prices at which both sides would trade. */
    long cost() {
        return 1 + candidates;
    }

    /** Adds up the bids at or above the best ask and answers the lowest such level. */
    private int sumBuys(OrderBook book) {
        Levels levels = book.levels();
        BookSide bids = book.bids();
        long floor = book.asks().bestPrice();
        allBuys.clear();
        int lowestBid = bids.best();
        for (int level = lowestBid; level != Levels.NONE && bids.price(level) >= floor; level = bids.worse(level)) {
            allBuys.add(levels.quantityHigh(level), levels.quantityLow(level));
            lowestBid = level;
        }
        return lowestBid;
    }

    /** Visits the limit prices from the best ask up to the best bid, with what either side has at each or better. */
    private void walk(OrderBook book, int lowestBid, boolean second) {
        Levels levels = book.levels();
        BookSide bids = book.bids();
        BookSide asks = book.asks();
        long ceiling = bids.bestPrice();
        buys.set(allBuys);
        sells.clear();
        int bid = lowestBid;
        int ask = asks.best();
        while (bid != Levels.NONE) {
            long askPrice = ask == Levels.NONE ? Long.MAX_VALUE : asks.price(ask);
            long bidPrice = bids.price(bid);
            long candidate = Math.min(askPrice, bidPrice);
            if (ask != Levels.NONE && askPrice == candidate) {
                sells.add(levels.quantityHigh(ask), levels.quantityLow(ask));
                ask = asks.worse(ask);
            }
            if (second) {
                considerNearest(candidate);
            } else {
                consider(candidate);
                candidates++;
            }
            if (bidPrice == candidate) {
                buys.subtract(levels.quantityHigh(bid), levels.quantityLow(bid));
                bid = candidate == ceiling ? Levels.NONE : bids.better(bid);
            }
        }
    }

    private void consider(long candidate) {
        boolean moreBuys = buys.compareTo(sells) > 0;
        boolean moreSells = buys.compareTo(sells) < 0;
        Sum128 executable = moreBuys ? sells : buys;
        distance.setDistance(buys, sells);
        int byVolume = executable.compareTo(bestVolume);
        int byDistance = distance.compareTo(bestDistance);
        if (byVolume > 0 || byVolume == 0 && byDistance < 0) {
            bestVolume.set(executable);
            bestDistance.set(distance);
            lowest = candidate;
            buySurplusOnly = moreBuys;
            sellSurplusOnly = moreSells;
        } else if (byVolume < 0 || byDistance > 0) {
            return;
        }
        highest = candidate;
        buySurplusOnly &= moreBuys;
        sellSurplusOnly &= moreSells;
    }

    private void considerNearest(long candidate) {
        Sum128 executable = buys.compareTo(sells) > 0 ? sells : buys;
        distance.setDistance(buys, sells);
        boolean tied = executable.compareTo(bestVolume) == 0 && distance.compareTo(bestDistance) == 0;
        if (tied && (nearest == Instrument.NO_PRICE || gap(candidate) <= gap(nearest))) {
            nearest = candidate;
        }
    }

    private long gap(long candidate) {
        return Math.abs(candidate - reference);
    }

    /** Adds up what both sides have at this price or better. */
    private void sumAt(OrderBook book, long at) {
        Levels levels = book.levels();
        buys.clear();
        sells.clear();
        BookSide bids = book.bids();
        for (int level = bids.best(); level != Levels.NONE && bids.price(level) >= at; level = bids.worse(level)) {
            buys.add(levels.quantityHigh(level), levels.quantityLow(level));
        }
        BookSide asks = book.asks();
        for (int level = asks.best(); level != Levels.NONE && asks.price(level) <= at; level = asks.worse(level)) {
            sells.add(levels.quantityHigh(level), levels.quantityLow(level));
        }
    }
}
