package org.tallystick.engine.market;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tallystick.codecs.types.AggressorSide;
import org.tallystick.codecs.types.CancelReason;
import org.tallystick.codecs.types.Side;

/**
 * Keeps the books of every order from the events alone, and holds them against the market: quantities are conserved,
 * trades follow price and time, and an order that ends says rightly why.
 */
final class MarketAudit extends SilentEvents {
    /** One live order. Sums may wrap: they are compared modulo 2^64. */
    private static final class Account {
        long given;
        long open;
        long filled;
        long withdrawn;
    }

    private final Orders orders;
    private final long maxFills;
    private final Map<Long, Account> live = new HashMap<>();
    private Exchange exchange;
    private long lastTradeId;
    private long lastOrderId;
    private long endedOrders;

    // Of the present command.
    private final Map<Long, List<Long>> priorities = new HashMap<>();
    private final List<Long> makers = new ArrayList<>();

    MarketAudit(Orders orders, long maxFills) {
        this.orders = orders;
        this.maxFills = maxFills;
    }

    void begin(Exchange exchange) {
        this.exchange = exchange;
    }

    long endedOrders() {
        return endedOrders;
    }

    /** Notes the priorities before a command. */
    void beforeCommand() {
        makers.clear();
        priorities.clear();
        for (int id = 1; id <= exchange.instruments().highestId(); id++) {
            OrderBook book = exchange.instruments().get(id).book();
            priorities.put(key(id, true), priority(book.bids()));
            priorities.put(key(id, false), priority(book.asks()));
        }
    }

    private static long key(int instrumentId, boolean buy) {
        return instrumentId * 2L + (buy ? 0 : 1);
    }

    private List<Long> priority(BookSide side) {
        List<Long> ids = new ArrayList<>();
        side.forEachOrder(order -> ids.add(orders.orderId(order)));
        return ids;
    }

    /** Holds the market against the audit after a command. */
    void afterCommand() {
        int resting = 0;
        for (int id = 1; id <= exchange.instruments().highestId(); id++) {
            Instrument instrument = exchange.instruments().get(id);
            exchange.forEachOrder(instrument, this::checkOpen);
            resting += exchange.restingOrders(instrument);
        }
        require(resting == live.size(), "the market holds the orders that have not ended");
    }

    private void checkOpen(int order) {
        Account account = live.get(orders.orderId(order));
        require(account != null, "resting orders were accepted and have not ended");
        require(account.open == orders.leavesQty(order), "open quantity");
        require(account.filled == orders.cumQty(order), "filled quantity");
        require(account.given == account.open + account.filled + account.withdrawn, "conservation");
    }

    private Account account(int order) {
        Account account = live.get(orders.orderId(order));
        require(account != null, "events are about live orders");
        return account;
    }

    private void end(int order) {
        checkOpen(order);
        require(live.remove(orders.orderId(order)) != null, "an order ends once");
        endedOrders++;
    }

    @Override
    public void orderAccepted(int order) {
        require(orders.orderId(order) == lastOrderId + 1, "order ids in sequence");
        lastOrderId++;
        Account account = new Account();
        account.given = orders.leavesQty(order);
        account.open = account.given;
        live.put(orders.orderId(order), account);
    }

    @Override
    public void orderReplaced(
            int order, long previousClOrdId, long previousPrice, long previousLeavesQty, boolean priorityKept) {
        Account account = account(order);
        require(account.open == previousLeavesQty, "previous open quantity");
        account.given += orders.leavesQty(order) - previousLeavesQty;
        account.open = orders.leavesQty(order);
        require(
                priorityKept == (previousPrice == orders.price(order) && account.open <= previousLeavesQty),
                "priority");
        // Its place in line is of no use to itself.
        Instrument instrument = exchange.instruments().get(orders.instrumentId(order));
        priorities.get(key(instrument.id(), orders.isBuy(order))).remove(orders.orderId(order));
    }

    @Override
    public void orderReduced(int order, long reducedQty) {
        Account account = account(order);
        account.open -= reducedQty;
        account.withdrawn += reducedQty;
        checkOpen(order);
    }

    @Override
    public void orderCancelled(int order, long cancelledQty, CancelReason reason) {
        checkReason(order, cancelledQty, reason);
        withdraw(order, cancelledQty);
    }

    @Override
    public void orderExpired(int order, long expiredQty) {
        withdraw(order, expiredQty);
    }

    private void withdraw(int order, long quantity) {
        Account account = account(order);
        require(quantity > 0 && quantity == account.open, "all that was open ends");
        account.open = 0;
        account.withdrawn += quantity;
        end(order);
    }

    private void checkReason(int order, long cancelledQty, CancelReason reason) {
        BookSide opposite =
                exchange.instruments().get(orders.instrumentId(order)).book().side(!orders.isBuy(order));
        long limit = limit(order);
        switch (reason) {
            case IOC_REMAINDER:
            case MARKET_REMAINDER:
                require(!opposite.isReachedBy(limit), "nothing more could trade");
                break;
            case FILL_LIMIT:
                boolean whole = makers.isEmpty();
                require(whole || makers.size() == maxFills, "the bound of fills was reached");
                require(!whole || fillsFor(opposite, cancelledQty) > maxFills, "the bound would have been reached");
                require(opposite.isReachedBy(limit), "more could trade");
                break;
            case FOK_NOT_FILLABLE:
                require(makers.isEmpty(), "all or nothing");
                require(available(opposite, limit).compareTo(BigInteger.valueOf(cancelledQty)) < 0, "too little there");
                break;
            default:
                break;
        }
    }

    /** Number of orders that this quantity would meet. */
    private long fillsFor(BookSide side, long quantity) {
        long[] openAndFills = {quantity, 0};
        side.forEachOrder(order -> {
            if (openAndFills[0] > 0) {
                openAndFills[0] -= orders.leavesQty(order);
                openAndFills[1]++;
            }
        });
        return openAndFills[1];
    }

    private BigInteger available(BookSide side, long limit) {
        BigInteger[] sum = {BigInteger.ZERO};
        side.forEachOrder(order -> {
            if (side.isWithin(limit, orders.price(order))) {
                sum[0] = sum[0].add(BigInteger.valueOf(orders.leavesQty(order)));
            }
        });
        return sum[0];
    }

    private long limit(int order) {
        long price = orders.price(order);
        return price != Instrument.NO_PRICE ? price : orders.isBuy(order) ? Long.MAX_VALUE : 0;
    }

    @Override
    public void trade(long tradeId, long price, long quantity, int buy, int sell, AggressorSide aggressor) {
        require(tradeId == lastTradeId + 1, "trade ids in sequence");
        lastTradeId = tradeId;
        require(quantity > 0, "something trades");
        require(orders.side(buy) == Side.BUY && orders.side(sell) == Side.SELL, "sides");
        require(price <= limit(buy) && price >= limit(sell), "within both limits");
        require(orders.instrumentId(buy) == orders.instrumentId(sell), "one instrument");
        if (aggressor == AggressorSide.NONE) {
            checkPriority(buy);
            checkPriority(sell);
        } else {
            int maker = aggressor == AggressorSide.BUY ? sell : buy;
            require(price == orders.price(maker), "at the resting price");
            checkPriority(maker);
            makers.add(orders.orderId(maker));
            require(makers.size() <= maxFills, "within the bound of fills");
        }
        fill(buy, quantity);
        fill(sell, quantity);
    }

    /** The order is first in line, and leaves the line where it is filled. */
    private void checkPriority(int order) {
        List<Long> line = priorities.get(key(orders.instrumentId(order), orders.isBuy(order)));
        require(!line.isEmpty() && line.get(0) == orders.orderId(order), "first in line trades");
        if (orders.leavesQty(order) == 0) {
            line.remove(0);
        }
    }

    private void fill(int order, long quantity) {
        Account account = account(order);
        account.open -= quantity;
        account.filled += quantity;
        checkOpen(order);
        if (account.open == 0) {
            end(order);
        }
    }

    @Override
    public void orderStatus(int order) {
        checkOpen(order);
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError("does not hold: " + what);
        }
    }
}
