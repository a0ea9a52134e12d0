package org.tallystick.engine.market;

import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;

/**
 * The book of one instrument alone, without the market around it: orders have the ids that the caller gives, which are
 * found by one index, and nothing is checked but that an id is free, live, or its account's. It is what the market itself
 * matches in ({@link OrderBook}), made accessible to be measured and embedded; prices are multiples of the tick and
 * quantities positive, or its behaviour is undefined.
 */
public final class BareBook {
    /** Hears of trades while they happen. */
    public interface Trades {
        /** A taker met a resting order, at the resting order's price. */
        void onTrade(long makerId, long takerId, long price, long quantity);
    }

    private static final int INSTRUMENT = 1;
    private static final int NO_SESSION = 0;
    private static final int BUY = attributes(Side.BUY);
    private static final int SELL = attributes(Side.SELL);

    private final Orders orders = new Orders();
    private final Levels levels = new Levels();
    private final OrderBook book;
    private final HandleTable byId;
    private final OrderBook.Fills fills;

    /**
     * Makes an empty book.
     *
     * @param tickSize  every price is a multiple of it
     * @param indexSeed any value; scatters the index, and never changes a result
     * @param trades    hears of every trade
     */
    public BareBook(long tickSize, long indexSeed, Trades trades) {
        book = new OrderBook(tickSize, orders, levels, new TrieNodes());
        byId = new HandleTable(indexSeed);
        fills = (taker, maker, price, quantity) -> {
            trades.onTrade(orders.orderId(maker), orders.orderId(taker), price, quantity);
            if (orders.leavesQty(maker) == 0) {
                retire(maker);
            }
            return true;
        };
    }

    private static int attributes(Side side) {
        return Orders.attributes(INSTRUMENT, side, OrdType.LIMIT, TimeInForce.GTC, 0);
    }

    /**
     * A limit order: it trades as far as it can, and what is left rests or, of an immediate-or-cancel order, ends.
     *
     * @return false where the id is taken
     */
    public boolean place(long id, int accountId, boolean buy, boolean immediateOrCancel, long price, long quantity) {
        int hash = byId.hash(id, 0);
        if (findAny(id, hash) != Orders.NONE) {
            return false;
        }
        int order = orders.allocate();
        orders.initialize(order, id, id, price, quantity, accountId, buy ? BUY : SELL, NO_SESSION);
        enter(order, hash, match(order, buy, price) == 0 || immediateOrCancel);
        return true;
    }

    private void enter(int order, int hash, boolean ended) {
        if (ended) {
            orders.free(order);
        } else {
            book.rest(order);
            byId.insert(hash, order);
        }
    }

    /**
     * Cancels an order.
     *
     * @return false where the account has no such order
     */
    public boolean cancel(long id, int accountId) {
        int order = find(id, accountId);
        if (order == Orders.NONE) {
            return false;
        }
        book.remove(order);
        retire(order);
        return true;
    }

    /**
     * Gives an order another price: it leaves its place, trades if it can, and rests at the back of its new level.
     *
     * @return false where the account has no such order
     */
    public boolean move(long id, int accountId, long price) {
        int order = find(id, accountId);
        if (order == Orders.NONE) {
            return false;
        }
        book.remove(order);
        placeAgain(order, price);
        return true;
    }

    private void placeAgain(int order, long price) {
        orders.reprice(order, price, orders.leavesQty(order));
        if (match(order, orders.isBuy(order), price) == 0) {
            retire(order);
        } else {
            book.rest(order);
        }
    }

    /**
     * Takes a quantity off an order, which keeps its place; all of it ends the order.
     *
     * @return false where the account has no such order
     */
    public boolean reduce(long id, int accountId, long quantity) {
        int order = find(id, accountId);
        if (order == Orders.NONE) {
            return false;
        }
        if (quantity < orders.leavesQty(order)) {
            book.reduce(order, quantity);
        } else {
            book.remove(order);
            retire(order);
        }
        return true;
    }

    /** Answers the open quantity afterwards. */
    private long match(int order, boolean buy, long price) {
        return book.isMarketable(buy, price) ? book.match(order, buy, price, fills) : orders.leavesQty(order);
    }

    private int find(long id, int accountId) {
        int order = findAny(id, byId.hash(id, 0));
        return order != Orders.NONE && orders.accountId(order) == accountId ? order : Orders.NONE;
    }

    private int findAny(long id, int hash) {
        int order = byId.first(hash);
        while (order != HandleTable.NONE && orders.orderId(order) != id) {
            order = byId.next(order, hash);
        }
        return order;
    }

    private void retire(int order) {
        byId.remove(order);
        orders.free(order);
    }

    /** Number of resting orders. */
    public int size() {
        return orders.liveCount();
    }
}
