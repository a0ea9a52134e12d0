package org.tallystick.engine.reference;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.tallystick.codecs.types.TradingPhase;

/** One instrument and its book. */
final class ReferenceInstrument {
    final int id;
    final long tick;
    final long lot;
    final long minQty;
    final long maxQty;
    TradingPhase phase = TradingPhase.CLOSED;
    Long lastTradePrice;
    /** What the timer last said in the present call; in the beginning of a call, that nothing would trade. */
    ReferenceAuction published = ReferenceAuction.NOTHING;
    /** Whether something happened to it since the timer last looked at it. */
    boolean touched;
    /** Whether day orders are still being expired. */
    boolean expiring;

    /** Best price first; the orders of a price by priority. */
    final TreeMap<Long, List<ReferenceOrder>> buys = new TreeMap<>(Comparator.reverseOrder());

    final TreeMap<Long, List<ReferenceOrder>> sells = new TreeMap<>();

    ReferenceInstrument(int id, long tick, long lot, long minQty, long maxQty) {
        this.id = id;
        this.tick = tick;
        this.lot = lot;
        this.minQty = minQty;
        this.maxQty = maxQty;
    }

    /** Whether orders are collected for an auction. */
    boolean isCall() {
        return phase == TradingPhase.PRE_OPEN
                || phase == TradingPhase.OPENING_AUCTION
                || phase == TradingPhase.CLOSING_AUCTION;
    }

    int restingOrders() {
        return inOrder(buys).size() + inOrder(sells).size();
    }

    private TreeMap<Long, List<ReferenceOrder>> sideOf(ReferenceOrder order) {
        return order.isBuy() ? buys : sells;
    }

    void rest(ReferenceOrder order) {
        sideOf(order).computeIfAbsent(order.price, price -> new ArrayList<>()).add(order);
    }

    void takeOut(ReferenceOrder order) {
        List<ReferenceOrder> level = sideOf(order).get(order.price);
        level.remove(order);
        if (level.isEmpty()) {
            sideOf(order).remove(order.price);
        }
    }

    boolean isCrossedOrLocked() {
        return !buys.isEmpty() && !sells.isEmpty() && buys.firstKey() >= sells.firstKey();
    }

    /** The orders of one side, best price first, each price by priority. */
    static List<ReferenceOrder> inOrder(TreeMap<Long, List<ReferenceOrder>> side) {
        List<ReferenceOrder> orders = new ArrayList<>();
        side.values().forEach(orders::addAll);
        return orders;
    }

    /** The orders that an order would meet, in the order in which it would. */
    List<ReferenceOrder> wouldMeet(ReferenceOrder aggressor) {
        List<ReferenceOrder> met = new ArrayList<>();
        for (ReferenceOrder order : inOrder(aggressor.isBuy() ? sells : buys)) {
            if (aggressor.accepts(order.price)) {
                met.add(order);
            }
        }
        return met;
    }

    static BigInteger sum(List<ReferenceOrder> orders) {
        BigInteger sum = BigInteger.ZERO;
        for (ReferenceOrder order : orders) {
            sum = sum.add(BigInteger.valueOf(order.open));
        }
        return sum;
    }
}
