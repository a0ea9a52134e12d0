package org.tallystick.engine.market;

import java.util.function.IntConsumer;
import org.tallystick.codecs.types.CancelReason;

/** One side of one instrument's book: its price levels in order, each a queue in time priority, the best one at hand. */
final class BookSide {
    private final boolean buy;
    private final long tickSize;
    private final Levels levels;
    private final Orders orders;
    private final PriceTrie trie;
    private int best = Levels.NONE;
    /** Price key of the best level; without meaning where there is none. */
    private long bestKey;

    private int orderCount;
    private int levelCount;

    BookSide(boolean buy, long tickSize, Orders orders, Levels levels, TrieNodes nodes) {
        this.buy = buy;
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
        return bestKey * tickSize;
    }

    long price(int level) {
        return levels.key(level) * tickSize;
    }

    int orderCount() {
        return orderCount;
    }

    int levelCount() {
        return levelCount;
    }

    /** Next level away from the best, or {@link Levels#NONE}. */
    int worse(int level) {
        long key = levels.key(level);
        return buy ? trie.lower(key) : trie.higher(key);
    }

    /** Whether a taker of the other side with this limit would trade with the best level. */
    boolean isReachedBy(long limit) {
        return best != Levels.NONE && (buy ? bestPrice() >= limit : bestPrice() <= limit);
    }

    /** Whether a taker of the other side with this limit would trade at this price. */
    boolean isWithin(long limit, long price) {
        return buy ? price >= limit : price <= limit;
    }

    /** Next level towards the best, or {@link Levels#NONE}. */
    int better(int level) {
        long key = levels.key(level);
        return buy ? trie.higher(key) : trie.lower(key);
    }

    /** Puts an order at the back of the level of its price. */
    void rest(int order) {
        long key = key(orders.price(order));
        int level;
        if (best != Levels.NONE && key == bestKey) {
            level = best;
        } else {
            level = trie.find(key);
            if (level == Levels.NONE) {
                level = open(key);
            }
        }
        levels.append(level, order);
        orderCount++;
    }

    private int open(long key) {
        int level = levels.allocate(key);
        trie.insert(key, level);
        levelCount++;
        if (best == Levels.NONE || (buy ? key > bestKey : key < bestKey)) {
            best = level;
            bestKey = key;
        }
        return level;
    }

    /** Takes a resting order out. */
    void remove(int order) {
        int level = orders.level(order);
        orderCount--;
        if (levels.remove(level, order) == 0) {
            close(level);
        }
    }

    private void close(int level) {
        trie.remove(levels.key(level));
        levels.free(level);
        levelCount--;
        if (level == best) {
            best = buy ? trie.last() : trie.first();
            if (best != Levels.NONE) {
                bestKey = levels.key(best);
            }
        }
    }

    /** Lowers the quantity of the level of a resting order whose record was lowered already. */
    void lower(int order, long quantity) {
        levels.subtract(orders.level(order), quantity);
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

    private long key(long price) {
        return tickSize == 1 ? price : price / tickSize;
    }
}
