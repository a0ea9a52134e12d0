package org.tallystick.engine.market;

import java.util.Arrays;

/**
 * The book of one instrument: both sides, and continuous matching by price, then time. A trade has the resting order's
 * price. The book knows neither ids nor rules; whoever uses it validates before, and hears of every fill.
 */
final class OrderBook {
    /** Hears of fills while they happen. */
    interface Fills {
        /**
         * A taker met a resting order; both records stand as they are after the fill. A maker that is filled has left the
         * book and is the listener's to free.
         *
         * @return false to stop the matching here
         */
        boolean onFill(int taker, int maker, long price, long quantity);
    }

    private static final int LEAST_RECENT = 1 << 7;
    private static final int MOST_RECENT = 1 << 15;

    private final Orders orders;
    private final Levels levels;
    private final TrieNodes nodes;
    private final Divisor tick;
    private final BookSide bids;
    private final BookSide asks;
    /** By {@link Orders#sideIndex}: chosen without a branch, which orders of both sides in turn would mislead. */
    private final BookSide[] sides;
    /**
     * Any level with these low bits of the rank, the side as the lowest, or none: all levels of a book whose prices lie
     * together, so that most are found without the trie.
     */
    private int[] recent;

    private int orderCount;
    /** Of both sides, those without orders included. */
    private int levelCount;

    OrderBook(long tickSize, Orders orders, Levels levels, TrieNodes nodes) {
        this.orders = orders;
        this.levels = levels;
        this.nodes = nodes;
        this.tick = new Divisor(tickSize);
        this.bids = new BookSide(true, tickSize, orders, levels, nodes);
        this.asks = new BookSide(false, tickSize, orders, levels, nodes);
        this.sides = new BookSide[] {bids, asks};
        forgetLevels(LEAST_RECENT);
    }

    private void forgetLevels(int capacity) {
        recent = new int[capacity];
        Arrays.fill(recent, Levels.NONE);
    }

    BookSide bids() {
        return bids;
    }

    BookSide asks() {
        return asks;
    }

    BookSide side(boolean buy) {
        return buy ? bids : asks;
    }

    Levels levels() {
        return levels;
    }

    /** Number of orders on both sides. */
    int orderCount() {
        return orderCount;
    }

    /** Whether the best bid is at or above the best ask. */
    boolean isCrossedOrLocked() {
        return !bids.isEmpty() && !asks.isEmpty() && bids.bestPrice() >= asks.bestPrice();
    }

    /** Puts an order at the back of its level. */
    void rest(int order) {
        long[] records = orders.records(order);
        int at = Orders.at(order);
        int side = Orders.sideIndex(records, at);
        long rank = tick.quotient(records[at + Orders.PRICE]) ^ BookSide.flip(side);
        int level = level(rank, side);
        orderCount++;
        if (levels.append(level, order, orders)) {
            open(level, rank, side);
        }
    }

    /** The level at a rank, made where there is none. */
    private int level(long rank, int side) {
        int level = recent[slot(rank, side)];
        return level != Levels.NONE && levels.rank(level) == rank ? level : findOrOpen(rank, side);
    }

    private void open(int level, long rank, int side) {
        nodes.use(levels.leaf(level), rank);
        sides[side].opened(level, rank);
    }

    private int slot(long rank, int side) {
        return ((int) rank << 1 | side) & recent.length - 1;
    }

    private int findOrOpen(long rank, int side) {
        int level = sides[side].find(rank);
        if (level == Levels.NONE) {
            level = sides[side].open(rank);
            if (++levelCount > recent.length / 2 && recent.length < MOST_RECENT) {
                forgetLevels(recent.length * 2);
            }
        }
        recent[slot(rank, side)] = level;
        return level;
    }

    /** Takes a resting order out. */
    void remove(int order) {
        long[] records = orders.records(order);
        int at = Orders.at(order);
        int level = (int) records[at + Orders.LEVEL_ACCOUNT];
        orderCount--;
        if (levels.remove(level, order, orders)) {
            close(level, Orders.sideIndex(records, at));
        }
    }

    private void close(int level, int side) {
        long rank = levels.rank(level);
        if (nodes.idle(levels.leaf(level), rank) == 0) {
            forgetIdleNear(rank, side);
        } else {
            sides[side].closed(level);
        }
    }

    /** No level near this rank has orders: all of them are given up. */
    private void forgetIdleNear(long rank, int side) {
        int level;
        while ((level = sides[side].takeIdle(rank)) != Levels.NONE) {
            int slot = slot(levels.rank(level), side);
            if (recent[slot] == level) {
                recent[slot] = Levels.NONE;
            }
            levels.free(level);
            levelCount--;
        }
    }

    /** Takes quantity off a resting order that keeps its place and something open. */
    void reduce(int order, long quantity) {
        orders.lowerLeaves(order, quantity);
        levels.subtract(orders.level(order), quantity);
    }

    /** Whether a taker with this limit would trade at once. Most would not: it is asked before {@link #match}. */
    boolean isMarketable(boolean buy, long limit) {
        return sides[buy ? 1 : 0].isReachedBy(limit);
    }

    /**
     * Fills a marketable taker, which does not rest, against the other side, best price first, up to its limit.
     *
     * @return the taker's open quantity afterwards
     */
    long match(int taker, boolean buy, long limit, Fills fills) {
        BookSide opposite = buy ? asks : bids;
        long open = orders.leavesQty(taker);
        do {
            long price = opposite.bestPrice();
            int maker = levels.head(opposite.best());
            long quantity = Math.min(open, orders.leavesQty(maker));
            open -= quantity;
            fill(maker, quantity);
            orders.fill(taker, quantity);
            if (!fills.onFill(taker, maker, price, quantity)) {
                break;
            }
        } while (open > 0 && opposite.isReachedBy(limit));
        return open;
    }

    /** Fills a resting order: it leaves the book where nothing stays open. */
    void fill(int maker, long quantity) {
        if (quantity == orders.leavesQty(maker)) {
            remove(maker);
            orders.fill(maker, quantity);
        } else {
            orders.fill(maker, quantity);
            levels.subtract(orders.level(maker), quantity);
        }
    }
}
