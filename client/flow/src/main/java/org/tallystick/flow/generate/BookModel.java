package org.tallystick.flow.generate;

import java.util.Arrays;

/**
 * What the generator knows of one instrument's book: the live orders and their price-time priority on a fixed window of
 * ticks. It matches limit and market orders as the exchange does and computes auctions, so that cancels and replaces find
 * the orders they mean. Memory grows with the live orders only; every step is O(1) amortised over orders and fills.
 */
final class BookModel {
    static final int NONE = BookSideModel.NONE;

    /** How many ids of orders that ended are remembered. */
    private static final int ENDED = 64;

    private final int ticks;
    private final BookSideModel bids;
    private final BookSideModel asks;

    private long[] ids = new long[64];
    private long[] quantities = new long[64];
    /** Tick, or its complement for a sell order. */
    private int[] places = new int[64];

    private int[] nexts = new int[64];
    private int[] previouses = new int[64];
    private int[] ranks = new int[64];
    /** Live slots in no order, then the free ones. */
    private int[] slots = new int[64];

    private int live;
    private int allocated;

    private final long[] ended = new long[ENDED];
    private int endedCount;
    private int lastTick = NONE;

    BookModel(final int ticks) {
        this.ticks = ticks;
        bids = new BookSideModel(ticks);
        asks = new BookSideModel(ticks);
    }

    int live() {
        return live;
    }

    int levels() {
        return bids.levels() + asks.levels();
    }

    /** Greatest tick with a buy order, or {@link #NONE}. */
    int bestBid() {
        return bids.best() == NONE ? NONE : ticks - 1 - bids.best();
    }

    /** Least tick with a sell order, or {@link #NONE}. */
    int bestAsk() {
        return asks.best();
    }

    /** A live order, any of them with equal chance. There must be one. */
    int pick(final SplitMix64 random) {
        return slots[random.below(live)];
    }

    long id(final int slot) {
        return ids[slot];
    }

    long quantity(final int slot) {
        return quantities[slot];
    }

    boolean isBuy(final int slot) {
        return places[slot] >= 0;
    }

    int tick(final int slot) {
        return Math.max(places[slot], ~places[slot]);
    }

    /** The id of an order that ended not long ago, or 0 where none has. */
    long pickEnded(final SplitMix64 random) {
        return endedCount == 0 ? 0 : ended[random.below(Math.min(endedCount, ENDED))];
    }

    /** Lets an order rest behind all others of its price. */
    void rest(final long id, final boolean isBuy, final int tick, final long quantity) {
        if (allocated == live) {
            allocate();
        }
        final int slot = slots[live];
        ranks[slot] = live++;
        ids[slot] = id;
        quantities[slot] = quantity;
        places[slot] = isBuy ? tick : ~tick;
        link(slot);
    }

    /** Removes a live order. */
    void remove(final int slot) {
        unlink(slot);
        ended[endedCount++ % ENDED] = ids[slot];
        if (endedCount == 2 * ENDED) {
            endedCount = ENDED;
        }
        final int rank = ranks[slot];
        final int moved = slots[--live];
        slots[rank] = moved;
        ranks[moved] = rank;
        slots[live] = slot;
    }

    /** Gives an order a smaller quantity; it keeps its place. */
    void shrink(final int slot, final long quantity) {
        quantities[slot] = quantity;
    }

    /** Gives an order a new price and quantity behind all others of that price; what it meets there trades first. */
    void replace(final int slot, final int tick, final long quantity) {
        unlink(slot);
        final boolean isBuy = isBuy(slot);
        final long rest = match(isBuy, tick, quantity);
        places[slot] = isBuy ? tick : ~tick;
        link(slot);
        quantities[slot] = rest;
        if (rest == 0) {
            remove(slot);
        }
    }

    /** Gives an order a new price and quantity behind all others of that price, without trading. */
    void move(final int slot, final int tick, final long quantity) {
        unlink(slot);
        places[slot] = isBuy(slot) ? tick : ~tick;
        quantities[slot] = quantity;
        link(slot);
    }

    /** Trades an arriving order down to its limit and gives what is left of it. */
    long match(final boolean isBuy, final int limit, final long quantity) {
        final BookSideModel other = isBuy ? asks : bids;
        final int worst = isBuy ? limit : ticks - 1 - limit;
        long rest = quantity;
        while (rest > 0 && other.best() != NONE && other.best() <= worst) {
            final int slot = other.head(other.best());
            lastTick = tick(slot);
            rest -= fill(slot, rest);
        }
        return rest;
    }

    /** How much an arriving order could trade down to its limit, counted up to {@code enough}. */
    long available(final boolean isBuy, final int limit, final long enough) {
        final BookSideModel other = isBuy ? asks : bids;
        final int worst = isBuy ? limit : ticks - 1 - limit;
        long sum = 0;
        for (int key = other.best(); key != NONE && key <= worst && sum < enough; key = other.after(key)) {
            for (int slot = other.head(key); slot != NONE && sum < enough; slot = nexts[slot]) {
                sum += quantities[slot];
            }
        }
        return sum;
    }

    /** Uncrosses the book at the price that an exchange would compute. */
    void uncross() {
        final int low = bestAsk();
        final int high = bestBid();
        if (low == NONE || high == NONE || low > high) {
            return;
        }
        final int price = auctionTick(low, high);
        while (bestBid() >= price && bestAsk() != NONE && bestAsk() <= price) {
            final int buy = bids.head(bids.best());
            final int sell = asks.head(asks.best());
            final long quantity = Math.min(quantities[buy], quantities[sell]);
            fill(buy, quantity);
            fill(sell, quantity);
        }
        lastTick = price;
    }

    /** Largest volume, then least surplus, then the side of the surplus, then the nearest to the last trade. */
    private int auctionTick(final int low, final int high) {
        long demand = 0;
        for (int tick = low; tick <= high; tick++) {
            demand += levelQuantity(bids, ticks - 1 - tick);
        }
        long supply = 0;
        long bestVolume = -1;
        long leastSurplus = 0;
        int first = NONE;
        int last = NONE;
        boolean allBuy = true;
        boolean allSell = true;
        int nearest = NONE;
        for (int tick = low; tick <= high; tick++) {
            final long bid = levelQuantity(bids, ticks - 1 - tick);
            final long ask = levelQuantity(asks, tick);
            supply += ask;
            if (bid != 0 || ask != 0) {
                final long volume = Math.min(demand, supply);
                final long surplus = Math.abs(demand - supply);
                final boolean isEqual = volume == bestVolume && surplus == leastSurplus;
                if (volume > bestVolume || volume == bestVolume && surplus < leastSurplus) {
                    bestVolume = volume;
                    leastSurplus = surplus;
                    first = tick;
                    nearest = tick;
                    allBuy = true;
                    allSell = true;
                }
                if (first == tick || isEqual) {
                    last = tick;
                    allBuy &= demand > supply;
                    allSell &= demand < supply;
                    nearest = Math.abs(tick - lastTick) < Math.abs(nearest - lastTick) ? tick : nearest;
                }
            }
            demand -= bid;
        }
        return allBuy ? last : allSell ? first : nearest;
    }

    private long levelQuantity(final BookSideModel side, final int key) {
        long sum = 0;
        for (int slot = side.head(key); slot != NONE; slot = nexts[slot]) {
            sum += quantities[slot];
        }
        return sum;
    }

    private long fill(final int slot, final long most) {
        final long quantity = Math.min(most, quantities[slot]);
        quantities[slot] -= quantity;
        if (quantities[slot] == 0) {
            remove(slot);
        }
        return quantity;
    }

    private BookSideModel side(final int slot) {
        return isBuy(slot) ? bids : asks;
    }

    private int key(final int slot) {
        return isBuy(slot) ? ticks - 1 - places[slot] : ~places[slot];
    }

    private void link(final int slot) {
        final BookSideModel side = side(slot);
        final int key = key(slot);
        final int before = side.tail(key);
        previouses[slot] = before;
        nexts[slot] = NONE;
        side.setTail(key, slot);
        if (before == NONE) {
            side.setHead(key, slot);
        } else {
            nexts[before] = slot;
        }
    }

    private void unlink(final int slot) {
        final BookSideModel side = side(slot);
        final int key = key(slot);
        final int before = previouses[slot];
        final int after = nexts[slot];
        if (after == NONE) {
            side.setTail(key, before);
        } else {
            previouses[after] = before;
        }
        if (before == NONE) {
            side.setHead(key, after);
        } else {
            nexts[before] = after;
        }
    }

    private void allocate() {
        if (allocated == slots.length) {
            final int size = 2 * allocated;
            ids = Arrays.copyOf(ids, size);
            quantities = Arrays.copyOf(quantities, size);
            places = Arrays.copyOf(places, size);
            nexts = Arrays.copyOf(nexts, size);
            previouses = Arrays.copyOf(previouses, size);
            ranks = Arrays.copyOf(ranks, size);
            slots = Arrays.copyOf(slots, size);
        }
        slots[allocated] = allocated;
        allocated++;
    }
}
