package org.tallystick.flow.generate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;
import org.tallystick.flow.FlowAction;
import org.tallystick.flow.FlowRow;
import org.tallystick.flow.InstrumentSpec;

/** A plain, slow exchange for one instrument, written after the matching rules alone, to judge generated flow by. */
final class NaiveMarket {
    private static final class Order {
        private final long id;
        private final boolean isBuy;
        private final boolean isDay;
        private long price;
        private long open;

        private Order(final FlowRow row, final long price) {
            this.id = row.clOrdId;
            this.isBuy = row.side == Side.BUY;
            this.isDay = row.tif == TimeInForce.DAY;
            this.price = price;
            this.open = row.qty;
        }
    }

    private final InstrumentSpec spec;
    private final Map<Long, Order> live = new HashMap<>();
    private final TreeMap<Long, Map<Long, Order>> bids = new TreeMap<>(Collections.reverseOrder());
    private final TreeMap<Long, Map<Long, Order>> asks = new TreeMap<>();
    private TradingPhase phase;
    private long lastPrice;

    /** Commands for orders that are not live. */
    long misses;
    /** All other refused rows. */
    long refused;

    long trades;
    long mostLevelsSwept;
    /** Auctions that traded. */
    long auctions;

    NaiveMarket(final InstrumentSpec spec) {
        this.spec = spec;
    }

    int live() {
        return live.size();
    }

    int levels() {
        return bids.size() + asks.size();
    }

    long resting(final boolean isBuy) {
        return live.values().stream().filter(order -> order.isBuy == isBuy).count();
    }

    void apply(final FlowRow row) {
        if (phase == null && row.action != FlowAction.PHASE) {
            throw new AssertionError("row " + row.number + " before the first phase");
        }
        switch (row.action) {
            case NEW -> newOrder(row);
            case CANCEL -> cancel(row);
            case REPLACE -> replace(row);
            case REDUCE -> reduce(row);
            case PHASE -> setPhase(row.phase);
            case UNCROSS -> uncross();
            default -> throw new AssertionError(row.action);
        }
    }

    private void setPhase(final TradingPhase newPhase) {
        if (newPhase == TradingPhase.CONTINUOUS && isCrossed()) {
            throw new AssertionError("continuous trading of a crossed book");
        }
        phase = newPhase;
        if (newPhase == TradingPhase.CLOSED) {
            for (final Order order : new ArrayList<>(live.values())) {
                if (order.isDay) {
                    remove(order);
                }
            }
        }
    }

    private void newOrder(final FlowRow row) {
        final boolean isMarket = row.type == OrdType.MARKET;
        final boolean isImmediate = row.tif == TimeInForce.IOC || row.tif == TimeInForce.FOK;
        if (isWrong(row) || live.containsKey(row.clOrdId) || isStopped() || isAuction() && (isImmediate || isMarket)) {
            refused++;
            return;
        }
        final Order order = new Order(row, isMarket ? row.side == Side.BUY ? Long.MAX_VALUE : 0 : row.price);
        if (row.tif == TimeInForce.FOK && available(order) < order.open) {
            return;
        }
        match(order);
        if (order.open > 0 && !isImmediate && !isMarket) {
            rest(order);
        }
    }

    private boolean isWrong(final FlowRow row) {
        return row.qty <= 0
                || row.qty % spec.lotSize() != 0
                || row.type == OrdType.LIMIT && (row.price <= 0 || row.price % spec.tickSize() != 0);
    }

    private void cancel(final FlowRow row) {
        final Order order = live.get(row.clOrdId);
        if (order == null) {
            misses++;
        } else {
            remove(order);
        }
    }

    private void replace(final FlowRow row) {
        final Order order = live.get(row.clOrdId);
        if (order == null) {
            misses++;
        } else if (isWrong(row) || isStopped()) {
            refused++;
        } else if (row.price == order.price && row.qty <= order.open) {
            order.open = row.qty;
        } else {
            remove(order);
            order.price = row.price;
            order.open = row.qty;
            match(order);
            if (order.open > 0) {
                rest(order);
            }
        }
    }

    private void reduce(final FlowRow row) {
        final Order order = live.get(row.clOrdId);
        if (order == null) {
            misses++;
        } else if (row.qty >= order.open) {
            remove(order);
        } else {
            order.open -= row.qty;
        }
    }

    private void match(final Order order) {
        if (phase != TradingPhase.CONTINUOUS) {
            return;
        }
        final TreeMap<Long, Map<Long, Order>> other = order.isBuy ? asks : bids;
        long levelsSwept = 0;
        while (order.open > 0 && !other.isEmpty() && reaches(order, other.firstKey())) {
            final long price = other.firstKey();
            trade(order, first(other), price);
            levelsSwept += other.containsKey(price) ? 0 : 1;
        }
        mostLevelsSwept = Math.max(mostLevelsSwept, levelsSwept);
    }

    private long available(final Order order) {
        long sum = 0;
        for (final Map.Entry<Long, Map<Long, Order>> level : (order.isBuy ? asks : bids).entrySet()) {
            if (!reaches(order, level.getKey())) {
                break;
            }
            sum += level.getValue().values().stream()
                    .mapToLong(resting -> resting.open)
                    .sum();
        }
        return sum;
    }

    private void uncross() {
        if (!isCrossed()) {
            return;
        }
        auctions++;
        final long price = auctionPrice();
        while (isCrossed() && bids.firstKey() >= price && asks.firstKey() <= price) {
            trade(first(bids), first(asks), price);
        }
        if (isCrossed()) {
            throw new AssertionError("still crossed after an auction");
        }
    }

    private long auctionPrice() {
        final List<Long> prices = new ArrayList<>(bids.keySet());
        prices.addAll(asks.keySet());
        Collections.sort(prices);
        List<Long> best = new ArrayList<>();
        long bestVolume = -1;
        long leastSurplus = 0;
        for (final long price : prices) {
            final long surplus = sum(bids, price, true) - sum(asks, price, false);
            final long volume = Math.min(sum(bids, price, true), sum(asks, price, false));
            if (volume > bestVolume || volume == bestVolume && Math.abs(surplus) < leastSurplus) {
                best = new ArrayList<>();
                bestVolume = volume;
                leastSurplus = Math.abs(surplus);
            }
            if (volume == bestVolume && Math.abs(surplus) == leastSurplus) {
                best.add(price);
            }
        }
        if (best.stream().allMatch(price -> sum(bids, price, true) > sum(asks, price, false))) {
            return Collections.max(best);
        }
        if (best.stream().allMatch(price -> sum(bids, price, true) < sum(asks, price, false))) {
            return Collections.min(best);
        }
        return best.stream()
                .min((a, b) -> Long.compare(Math.abs(a - lastPrice), Math.abs(b - lastPrice)))
                .orElseThrow();
    }

    private static long sum(final TreeMap<Long, Map<Long, Order>> side, final long price, final boolean isAtOrAbove) {
        return side.entrySet().stream()
                .filter(level -> isAtOrAbove ? level.getKey() >= price : level.getKey() <= price)
                .flatMap(level -> level.getValue().values().stream())
                .mapToLong(order -> order.open)
                .sum();
    }

    private void trade(final Order one, final Order other, final long price) {
        final long quantity = Math.min(one.open, other.open);
        one.open -= quantity;
        other.open -= quantity;
        trades++;
        lastPrice = price;
        for (final Order order : List.of(one, other)) {
            if (order.open == 0 && live.get(order.id) == order) {
                remove(order);
            }
        }
    }

    private void rest(final Order order) {
        live.put(order.id, order);
        side(order).computeIfAbsent(order.price, price -> new LinkedHashMap<>()).put(order.id, order);
    }

    private void remove(final Order order) {
        live.remove(order.id);
        final Map<Long, Order> level = side(order).get(order.price);
        level.remove(order.id);
        if (level.isEmpty()) {
            side(order).remove(order.price);
        }
    }

    private TreeMap<Long, Map<Long, Order>> side(final Order order) {
        return order.isBuy ? bids : asks;
    }

    private static Order first(final TreeMap<Long, Map<Long, Order>> side) {
        return side.firstEntry().getValue().values().iterator().next();
    }

    private static boolean reaches(final Order order, final long price) {
        return order.isBuy ? price <= order.price : price >= order.price;
    }

    private boolean isCrossed() {
        return !bids.isEmpty() && !asks.isEmpty() && bids.firstKey() >= asks.firstKey();
    }

    private boolean isStopped() {
        return phase == TradingPhase.HALTED || phase == TradingPhase.CLOSED;
    }

    private boolean isAuction() {
        return phase != TradingPhase.CONTINUOUS && !isStopped();
    }
}
