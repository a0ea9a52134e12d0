package org.tallystick.engine.market;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.LongArrayList;
import org.tallystick.codecs.types.TradingPhase;

/** What holds between any two commands: books, indexes, lists and counters say the same. */
public final class MarketInvariants {
    private final Exchange exchange;
    private final LiveOrders live;
    private final Orders orders;

    private final Set<Integer> resting = new HashSet<>();
    private final Map<Integer, Integer> restingOfAccount = new HashMap<>();
    private final Map<Integer, Integer> restingOfSession = new HashMap<>();
    private final LongArrayList aliases = new LongArrayList();
    private int aliasCount;
    private int highestHandle = -1;

    public MarketInvariants(Exchange exchange) {
        this.exchange = exchange;
        this.live = exchange.live();
        this.orders = live.orders();
    }

    /** Fails where something does not hold. */
    public void check() {
        resting.clear();
        restingOfAccount.clear();
        restingOfSession.clear();
        aliasCount = 0;
        for (int id = 1; id <= exchange.instruments().highestId(); id++) {
            Instrument instrument = exchange.instruments().get(id);
            if (instrument != null) {
                checkInstrument(instrument);
            }
        }
        require(orders.liveCount() == resting.size(), "live orders are the resting ones");
        require(live.names().aliasCount() == aliasCount, "old names");
        restingOfAccount.forEach((id, count) -> checkOwner(live.accounts(), orders::accountId, id, count));
        restingOfSession.forEach((id, count) -> checkOwner(live.sessions(), orders::sessionId, id, count));
        checkHandles();
    }

    private void checkInstrument(Instrument instrument) {
        OrderBook book = instrument.book();
        int orderCount = checkSide(instrument, book.bids(), true) + checkSide(instrument, book.asks(), false);
        require(orderCount == book.orderCount(), "number of orders");
        if (instrument.phase() == TradingPhase.CONTINUOUS) {
            require(!book.isCrossedOrLocked(), "no crossed book in continuous trading");
        }
        require(!instrument.isExpiring() || instrument.phase() == TradingPhase.CLOSED, "expiring where closed");
    }

    private int checkSide(Instrument instrument, BookSide side, boolean buy) {
        int levelCount = 0;
        int orderCount = 0;
        int previous = Levels.NONE;
        for (int level = side.best(); level != Levels.NONE; level = side.worse(level)) {
            long price = side.price(level);
            if (previous == Levels.NONE) {
                require(price == side.bestPrice(), "best price at hand");
                require(side.better(level) == Levels.NONE, "nothing better than the best");
            } else {
                long better = side.price(previous);
                require(buy ? price < better : price > better, "levels in order");
                require(side.better(level) == previous, "levels the other way");
            }
            orderCount += checkLevel(instrument, level, price, buy);
            levelCount++;
            previous = level;
        }
        require(side.isEmpty() == (levelCount == 0), "empty side");
        return orderCount;
    }

    private int checkLevel(Instrument instrument, int level, long price, boolean buy) {
        Levels levels = instrument.book().levels();
        BigInteger sum = BigInteger.ZERO;
        int count = 0;
        int previous = Orders.NONE;
        for (int order = levels.head(level); order != Orders.NONE; order = orders.next(order)) {
            require(orders.previous(order) == previous, "queue links");
            require(orders.level(order) == level, "level of the order");
            require(orders.price(order) == price, "price of the order");
            require(orders.isBuy(order) == buy, "side of the order");
            require(orders.instrumentId(order) == instrument.id(), "instrument of the order");
            checkOrder(order);
            sum = sum.add(BigInteger.valueOf(orders.leavesQty(order)));
            previous = order;
            count++;
        }
        require(count > 0, "no empty level");
        require(levels.tail(level) == previous, "tail of the queue");
        require(levels.count(level) == count, "orders of the level");
        BigInteger held = BigInteger.valueOf(levels.quantityHigh(level))
                .shiftLeft(64)
                .add(new BigInteger(Long.toUnsignedString(levels.quantityLow(level))));
        require(held.equals(sum), "quantity of the level");
        return count;
    }

    private void checkOrder(int order) {
        require(resting.add(order), "an order rests once");
        require(orders.leavesQty(order) > 0, "something is open");
        require(orders.cumQty(order) >= 0, "filled");
        require(orders.leavesQty(order) + orders.cumQty(order) > 0, "total within 63 bits");
        require(orders.orderId(order) < exchange.nextOrderId(), "order id was given");
        int accountId = orders.accountId(order);
        require(live.names().find(orders.orderId(order)) == order, "found by order id");
        require(live.names().find(accountId, orders.clOrdId(order)) == order, "found by name");
        live.names().aliases(order, aliases);
        for (int i = 0; i < aliases.size(); i++) {
            require(live.names().find(accountId, aliases.getLong(i)) == order, "found by old name");
        }
        aliasCount += aliases.size();
        restingOfAccount.merge(accountId, 1, Integer::sum);
        restingOfSession.merge(orders.sessionId(order), 1, Integer::sum);
    }

    private void checkOwner(OwnedOrders.Owners owners, IntUnaryOperator ownerOf, int ownerId, int restingOrders) {
        int count = 0;
        long previousId = 0;
        for (int order = owners.first(ownerId); order != Orders.NONE; order = owners.next(order)) {
            require(resting.contains(order), "orders of an account or session rest");
            require(ownerOf.applyAsInt(order) == ownerId, "account or session of the order");
            require(orders.orderId(order) > previousId, "orders of an account or session by id");
            previousId = orders.orderId(order);
            count++;
        }
        require(count == restingOrders, "orders of an account or session are all there");
    }

    /** Takes all free handles and gives them back, which leaves the list of free ones as it was. */
    private void checkHandles() {
        for (int order : resting) {
            highestHandle = Math.max(highestHandle, order);
        }
        int free = highestHandle + 1 - orders.liveCount();
        IntArrayList taken = new IntArrayList();
        Set<Integer> distinct = new HashSet<>();
        for (int i = 0; i < free; i++) {
            int order = orders.allocate();
            taken.addInt(order);
            require(!resting.contains(order), "free handles are not live");
            require(distinct.add(order), "free handles are free once");
        }
        for (int i = taken.size() - 1; i >= 0; i--) {
            highestHandle = Math.max(highestHandle, taken.getInt(i));
            orders.free(taken.getInt(i));
        }
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError("does not hold: " + what);
        }
    }
}
