package org.tallystick.perf;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.tallystick.codecs.types.RejectReason;
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
        long before = usedHeap();
        MarketBook market = new MarketBook(1, 1);
        int next = Math.min(FIRST_ORDERS, orders);
        for (int i = 1; i <= orders; i++) {
            boolean isBuy = random.nextBoolean();
            int distance = 1 + random.nextInt(LEVELS_PER_SIDE);
            long price = MIDDLE_TICK + (isBuy ? -distance : distance);
            long id = random.nextLong() >>> 1;
            Side side = isBuy ? Side.BUY : Side.SELL;
            if (market.place(id, side, TimeInForce.GTC, price, 1 + random.nextInt(100)) != RejectReason.NONE) {
                i--;
            }
            if (i == next) {
                readings.add(
                        new Reading(i, usedHeap() - before, market.exchange().memoryBytes()));
                next = (int) Math.min(orders, next * 10L);
                progress.accept(i);
            }
        }
        return readings;
    }

    private static long usedHeap() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
