package org.tallystick.engine.market;

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

    private final Orders orders;
    private final Levels levels;
    private final BookSide bids;
    private final BookSide asks;

    OrderBook(long tickSize, Orders orders, Levels levels, TrieNodes nodes) {
        this.orders = orders;
        this.levels = levels;
        this.bids = new BookSide(true, tickSize, orders, levels, nodes);
        this.asks = new BookSide(false, tickSize, orders, levels, nodes);
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
        return bids.orderCount() + asks.orderCount();
    }

    /** Whether the best bid is at or above the best ask. */
    boolean isCrossedOrLocked() {
        return !bids.isEmpty() && !asks.isEmpty() && bids.bestPrice() >= asks.bestPrice();
    }

    /** Puts an order at the back of its level. */
    void rest(int order) {
        side(orders.isBuy(order)).rest(order);
    }

    /** Takes a resting order out. */
    void remove(int order) {
        side(orders.isBuy(order)).remove(order);
    }

    /** Takes quantity off a resting order that keeps its place and something open. */
    void reduce(int order, long quantity) {
        orders.lowerLeaves(order, quantity);
        side(orders.isBuy(order)).lower(order, quantity);
    }

    /**
     * Fills a taker, which does not rest, against the other side, best price first, up to its limit.
     *
     * @return the taker's open quantity afterwards
     */
    long match(int taker, boolean buy, long limit, Fills fills) {
        BookSide opposite = buy ? asks : bids;
        long open = orders.leavesQty(taker);
        while (open > 0 && opposite.isReachedBy(limit)) {
            int level = opposite.best();
            long price = opposite.bestPrice();
            int maker = levels.head(level);
            long quantity = Math.min(open, orders.leavesQty(maker));
            open -= quantity;
            fill(opposite, maker, quantity);
            orders.fill(taker, quantity);
            if (!fills.onFill(taker, maker, price, quantity)) {
                break;
            }
        }
        return open;
    }

    /** Fills a resting order: it leaves the book where nothing stays open. */
    void fill(BookSide side, int maker, long quantity) {
        if (quantity == orders.leavesQty(maker)) {
            side.remove(maker);
            orders.fill(maker, quantity);
        } else {
            orders.fill(maker, quantity);
            side.lower(maker, quantity);
        }
    }
}
