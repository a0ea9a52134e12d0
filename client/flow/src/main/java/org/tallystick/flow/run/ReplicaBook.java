package org.tallystick.flow.run;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.tallystick.codecs.types.TradingPhase;

/** An instrument and its book as the events tell them. */
public final class ReplicaBook {
    final int instrumentId;
    final String symbol;
    final int priceDecimals;
    final int qtyDecimals;
    final boolean ordered;

    private final Side bids = new Side(Comparator.reverseOrder());
    private final Side asks = new Side(Comparator.naturalOrder());

    TradingPhase phase = TradingPhase.CLOSED;
    long lastPrice = Long.MIN_VALUE;
    long trades;
    BigInteger tradedQty = BigInteger.ZERO;
    BigInteger tradedNotional = BigInteger.ZERO;
    private long qtyPending;

    /** Rises whenever a level changes, so that a reader sees whether anything did. */
    long changes;

    /** @param ordered whether levels are kept in order all the time, as depth needs */
    ReplicaBook(int instrumentId, String symbol, int priceDecimals, int qtyDecimals, boolean ordered) {
        this.instrumentId = instrumentId;
        this.symbol = symbol;
        this.priceDecimals = priceDecimals;
        this.qtyDecimals = qtyDecimals;
        this.ordered = ordered;
    }

    /** Levels of one side, found by price; in order only where that is wanted. */
    private final class Side {
        private final Comparator<Long> fromBest;
        private final Long2ObjectHashMap<ReplicaLevel> byPrice = new Long2ObjectHashMap<>();
        private final TreeMap<Long, ReplicaLevel> inOrder;

        Side(Comparator<Long> fromBest) {
            this.fromBest = fromBest;
            this.inOrder = new TreeMap<>(fromBest);
        }

        ReplicaLevel levelOf(long price) {
            ReplicaLevel level = byPrice.get(price);
            if (level == null) {
                level = new ReplicaLevel(price);
                byPrice.put(price, level);
                if (ordered) {
                    inOrder.put(price, level);
                }
            }
            return level;
        }

        void drop(ReplicaLevel level) {
            byPrice.remove(level.price);
            if (ordered) {
                inOrder.remove(level.price);
            }
        }

        Iterable<ReplicaLevel> fromBest() {
            if (ordered) {
                return inOrder.values();
            }
            List<ReplicaLevel> levels = new ArrayList<>(byPrice.values());
            levels.sort((a, b) -> fromBest.compare(a.price, b.price));
            return levels;
        }
    }

    void rest(ReplicaOrder order) {
        side(order).levelOf(order.price).append(order);
        changes++;
    }

    void remove(ReplicaOrder order) {
        ReplicaLevel level = order.level;
        level.remove(order);
        if (level.count == 0) {
            side(order).drop(level);
        }
        changes++;
    }

    void lower(ReplicaOrder order, long quantity) {
        order.leavesQty -= quantity;
        if (order.level != null) {
            order.level.subtract(quantity);
            changes++;
        }
    }

    void traded(long price, long quantity) {
        trades++;
        lastPrice = price;
        tradedNotional = tradedNotional.add(product(price, quantity));
        qtyPending += quantity;
        if (qtyPending < 0 || qtyPending > Long.MAX_VALUE / 2) {
            qtyPending -= quantity;
            tradedQty = tradedQty.add(BigInteger.valueOf(qtyPending)).add(BigInteger.valueOf(quantity));
            qtyPending = 0;
        }
    }

    private static BigInteger product(long price, long quantity) {
        return Math.multiplyHigh(price, quantity) == 0 && price * quantity >= 0
                ? BigInteger.valueOf(price * quantity)
                : BigInteger.valueOf(price).multiply(BigInteger.valueOf(quantity));
    }

    BigInteger tradedQty() {
        return tradedQty.add(BigInteger.valueOf(qtyPending));
    }

    Iterable<ReplicaLevel> bidsFromBest() {
        return bids.fromBest();
    }

    Iterable<ReplicaLevel> asksFromBest() {
        return asks.fromBest();
    }

    private Side side(ReplicaOrder order) {
        return order.isBuy() ? bids : asks;
    }
}
