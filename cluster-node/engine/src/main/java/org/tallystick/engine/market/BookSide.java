package org.tallystick.engine.market;

import java.util.function.IntConsumer;
import org.tallystick.codecs.types.CancelReason;

/**
 * One side of one instrument's book: its price levels in order, each a queue in time priority, the best one at hand.
 *
 * <p>Levels are held by rank: the price in ticks, for sells counted down from the greatest number, so that on both sides
 * a greater rank is a better price and no step asks which side it is.
 */
final class BookSide {
    /** Turned on and off by exclusive or: all bits of a number that is 0 or more for sells, none for buys. */
    private final long flip;
    /** The same for any number: the order of prices is that of their negations for sells. */
    private final long negation;

    private final long tickSize;
    private final Levels levels;
    private final Orders orders;
    private final PriceTrie trie;

    private int best = Levels.NONE;
    /** Rank and negated price of the best level; without meaning where there is none. */
    private long bestRank;

    private long bestNegated;
    private int levelCount;

    BookSide(boolean buy, long tickSize, Orders orders, Levels levels, TrieNodes nodes) {
        this.flip = flip(buy ? 0 : 1);
        this.negation = buy ? 0 : -1;
        this.tickSize = tickSize;
        this.orders = orders;
        this.levels = levels;
        this.trie = new PriceTrie(nodes);
    }

    /** Best level, or {@link Levels#NONE}. */
    int best() {
        return best;
    }

    boolean isEmpty() {
        return best == Levels.NONE;
    }

    /** Price of the best level; only where there is one. */
    long bestPrice() {
        return bestNegated ^ negation;
    }

    long price(int level) {
        return (levels.rank(level) ^ flip) * tickSize;
    }

    int levelCount() {
        return levelCount;
    }

    /** Next level away from the best, or {@link Levels#NONE}. */
    int worse(int level) {
        return trie.lower(levels.rank(level));
    }

    /** Next level towards the best, or {@link Levels#NONE}. */
    int better(int level) {
        return trie.higher(levels.rank(level));
    }

    /** Whether a taker of the other side with this limit would trade with the best level. */
    boolean isReachedBy(long limit) {
        return best != Levels.NONE && bestNegated >= (limit ^ negation);
    }

    /** Whether a taker of the other side with this limit would trade at this price. */
    boolean isWithin(long limit, long price) {
        return (price ^ negation) >= (limit ^ negation);
    }

    /** What turns a price in ticks into a rank, by exclusive or: nothing for side 0, buys, all bits for side 1, sells. */
    static long flip(int sideIndex) {
        return (long) -sideIndex >>> 1;
    }

    /** Level at a rank, also one without orders, or {@link Levels#NONE}. */
    int find(long rank) {
        return trie.find(rank);
    }

    /** Makes a level for an order at a rank where there is none. */
    int open(long rank) {
        int level = levels.allocate(rank);
        trie.insert(rank, level);
        opened(level, rank);
        return level;
    }

    /** An order came to a level that had none. */
    void reopen(int level) {
        long rank = levels.rank(level);
        trie.use(rank);
        opened(level, rank);
    }

    private void opened(int level, long rank) {
        levelCount++;
        if (best == Levels.NONE || rank > bestRank) {
            best(level);
        }
    }

    private void best(int level) {
        best = level;
        if (level != Levels.NONE) {
            bestRank = levels.rank(level);
            bestNegated = price(level) ^ negation;
        }
    }

    /**
     * The last order of a level went: the level is out of the order of prices, but found as before.
     *
     * @return whether levels near it have orders; if not, to be followed by {@link #takeIdle} until there are no more
     */
    boolean close(int level) {
        levelCount--;
        boolean isAnyNear = trie.idle(levels.rank(level));
        if (isAnyNear && level == best) {
            best(trie.last());
        }
        return isAnyNear;
    }

    /** Takes out any of the levels near a rank, of which none has orders; {@link Levels#NONE} where there are no more. */
    int takeIdle(long rank) {
        int level = trie.takeIdle(rank);
        if (level == Levels.NONE) {
            trie.remove(rank);
            if (best != Levels.NONE && bestRank >>> TrieNodes.FANOUT_BITS == rank >>> TrieNodes.FANOUT_BITS) {
                best(trie.last());
            }
        }
        return level;
    }

    /**
     * Whether a taker of the other side could be filled whole, over as many levels as needed.
     *
     * @return null where it could; otherwise why not: too little at its limit or better, or more fills than the bound
     */
    CancelReason whyNotFillable(long quantity, long limit, long maxFills) {
        long needed = quantity;
        long fills = 0;
        for (int level = best; level != Levels.NONE && isWithin(limit, price(level)); level = worse(level)) {
            long low = levels.quantityLow(level);
            if (levels.quantityHigh(level) != 0 || Long.compareUnsigned(low, needed) >= 0) {
                boolean withinBound =
                        fills + levels.count(level) <= maxFills || fills + fills(level, needed) <= maxFills;
                return withinBound ? null : CancelReason.FILL_LIMIT;
            }
            needed -= low;
            fills += levels.count(level);
        }
        return CancelReason.FOK_NOT_FILLABLE;
    }

    /** Number of the level's orders that this quantity, which the level has, would meet. */
    private long fills(int level, long quantity) {
        long needed = quantity;
        long fills = 0;
        for (int order = levels.head(level); needed > 0; order = orders.next(order)) {
            needed -= orders.leavesQty(order);
            fills++;
        }
        return fills;
    }

    /** Visits all orders from the best level on, each level by priority. */
    void forEachOrder(IntConsumer visitor) {
        for (int level = best; level != Levels.NONE; level = worse(level)) {
            for (int order = levels.head(level); order != Orders.NONE; order = orders.next(order)) {
                visitor.accept(order);
            }
        }
    }
}
