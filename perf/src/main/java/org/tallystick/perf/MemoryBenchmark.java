package org.tallystick.perf;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;

/**
 * What a resting order costs in memory: a market is filled with orders of random ids on random levels, and its memory is
 * read at every power of ten, from the heap after a collection and as the market states it.
 */
public final class MemoryBenchmark {
    private static final long SEED = 1;
    private static final int FIRST_ORDERS = 1_000;
    private static final int MIDDLE_TICK = 100_000;
    private static final int LEVELS_PER_SIDE = 10_000;
    private static final int COLLECTIONS = 3;

    private MemoryBenchmark() {}

    /**
     * A reading.
     *
     * @param orders      resting
     * @param heapBytes   that the heap holds more than before
     * @param statedBytes that the market says it holds
     */
    public record Reading(int orders, long heapBytes, long statedBytes) {}

    /**
     * Fills a market.
     *
     * @param orders   to rest in the end
     * @param progress hears how many rest
     * @return readings, the last with all orders
     */
    public static List<Reading> run(int orders, Consumer<Integer> progress) {
        List<Reading> readings = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(SEED);
        warmUp(random);
        long before = usedHeap();
        MarketBook market = new MarketBook(1, 1);
        for (int next = Math.min(FIRST_ORDERS, orders); ; next = (int) Math.min(orders, next * 10L)) {
            fill(market, random, next);
            readings.add(
                    new Reading(next, usedHeap() - before, market.exchange().memoryBytes()));
            progress.accept(next);
            if (next == orders) {
                return readings;
            }
        }
    }

    /** What the first use of the classes leaves behind is no cost of an order. */
    private static void warmUp(SplittableRandom random) {
        fill(new MarketBook(1, 1), random, FIRST_ORDERS);
        usedHeap();
    }

    private static void fill(MarketBook market, SplittableRandom random, int orders) {
        while (market.exchange().openOrders() < orders) {
            boolean isBuy = random.nextBoolean();
            int distance = 1 + random.nextInt(LEVELS_PER_SIDE);
            long price = MIDDLE_TICK + (isBuy ? -distance : distance);
            long id = random.nextLong() >>> 1;
            market.place(id, isBuy ? Side.BUY : Side.SELL, TimeInForce.GTC, price, 1 + random.nextInt(100));
        }
    }

    private static long usedHeap() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
