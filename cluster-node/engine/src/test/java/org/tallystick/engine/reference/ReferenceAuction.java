package org.tallystick.engine.reference;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What an auction at one price would do.
 *
 * @param rule    why it is this price
 * @param price   of all its trades; null where nothing would trade
 * @param volume  executable at this price
 * @param surplus quantity of the buys at this price or better, less that of the sells
 */
record ReferenceAuction(Rule rule, Long price, BigInteger volume, BigInteger surplus) {
    /** What decides about a price. */
    enum Rule {
        NOT_CROSSED,
        GIVEN,
        LARGEST_VOLUME,
        LEAST_SURPLUS,
        HIGHEST_OF_BUY_SURPLUS,
        LOWEST_OF_SELL_SURPLUS,
        NEAREST_TO_LAST_PRICE,
        HIGHER_OF_EQUALLY_NEAR,
        NEAREST_TO_MIDDLE
    }

    static final ReferenceAuction NOTHING =
            new ReferenceAuction(Rule.NOT_CROSSED, null, BigInteger.ZERO, BigInteger.ZERO);
    private static final BigInteger GREATEST = BigInteger.valueOf(Long.MAX_VALUE);

    static ReferenceAuction at(ReferenceInstrument book, long price) {
        BigInteger bought = BigInteger.ZERO;
        for (ReferenceOrder buy : ReferenceInstrument.inOrder(book.buys)) {
            if (buy.price >= price) {
                bought = bought.add(BigInteger.valueOf(buy.open));
            }
        }
        BigInteger sold = BigInteger.ZERO;
        for (ReferenceOrder sell : ReferenceInstrument.inOrder(book.sells)) {
            if (sell.price <= price) {
                sold = sold.add(BigInteger.valueOf(sell.open));
            }
        }
        return new ReferenceAuction(Rule.GIVEN, price, bought.min(sold), bought.subtract(sold));
    }

    private ReferenceAuction by(Rule decisive) {
        return new ReferenceAuction(decisive, price, volume, surplus);
    }

    /** At the best price among the limit prices in the book. */
    static ReferenceAuction best(ReferenceInstrument book) {
        if (!book.isCrossedOrLocked()) {
            return NOTHING;
        }
        TreeSet<Long> prices = pricesIn(book);
        List<ReferenceAuction> left = new ArrayList<>();
        prices.forEach(price -> left.add(at(book, price)));

        BigInteger volume = left.stream().map(ReferenceAuction::volume).reduce(BigInteger.ZERO, BigInteger::max);
        left.removeIf(auction -> !auction.volume.equals(volume));
        if (left.size() == 1) {
            return left.get(0).by(Rule.LARGEST_VOLUME);
        }
        BigInteger surplus = left.stream()
                .map(auction -> auction.surplus.abs())
                .reduce(BigInteger::min)
                .orElseThrow();
        left.removeIf(auction -> !auction.surplus.abs().equals(surplus));
        if (left.size() == 1) {
            return left.get(0).by(Rule.LEAST_SURPLUS);
        }

        ReferenceAuction lowest = left.get(0);
        ReferenceAuction highest = left.get(left.size() - 1);
        if (left.stream().allMatch(auction -> auction.surplus.signum() > 0)) {
            return highest.by(Rule.HIGHEST_OF_BUY_SURPLUS);
        }
        if (left.stream().allMatch(auction -> auction.surplus.signum() < 0)) {
            return lowest.by(Rule.LOWEST_OF_SELL_SURPLUS);
        }
        BigInteger wanted = book.lastTradePrice != null
                ? BigInteger.valueOf(book.lastTradePrice)
                : BigInteger.valueOf(lowest.price)
                        .add(BigInteger.valueOf(highest.price))
                        .shiftRight(1);
        ReferenceAuction nearest = highest;
        boolean equallyNear = false;
        for (int i = left.size() - 2; i >= 0; i--) {
            int nearer = distance(left.get(i), wanted).compareTo(distance(nearest, wanted));
            if (nearer < 0) {
                nearest = left.get(i);
            }
            equallyNear = nearer == 0 || nearer > 0 && equallyNear;
        }
        if (book.lastTradePrice == null) {
            return nearest.by(Rule.NEAREST_TO_MIDDLE);
        }
        return nearest.by(equallyNear ? Rule.HIGHER_OF_EQUALLY_NEAR : Rule.NEAREST_TO_LAST_PRICE);
    }

    private static TreeSet<Long> pricesIn(ReferenceInstrument book) {
        TreeSet<Long> prices = new TreeSet<>(book.buys.keySet());
        prices.addAll(book.sells.keySet());
        return prices;
    }

    /** How many of the limit prices in the book are such that both sides would trade there. */
    static long crossedPrices(ReferenceInstrument book) {
        return book.isCrossedOrLocked()
                ? pricesIn(book)
                        .subSet(book.sells.firstKey(), true, book.buys.firstKey(), true)
                        .size()
                : 0;
    }

    private static BigInteger distance(ReferenceAuction auction, BigInteger wanted) {
        return BigInteger.valueOf(auction.price).subtract(wanted).abs();
    }

    /** As a message says it: in 64 bits, or the greatest there is. */
    static long said(BigInteger number) {
        return number.min(GREATEST).max(GREATEST.negate()).longValueExact();
    }

    /** Whether a message about the other would say the same. */
    boolean saysTheSameAs(ReferenceAuction other) {
        return (price == null ? other.price == null : price.equals(other.price))
                && said(volume) == said(other.volume)
                && said(surplus) == said(other.surplus);
    }
}
