package org.tallystick.perf;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Single operations of the market with all its rules, a thousand at a time, each time in a market that was made for
 * them.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class MarketMicrobenchmarks {
    private static final int BATCH = 1_000;
    private static final int SWEPT_LEVELS = 10;
    private static final int SWEEPS = BATCH / SWEPT_LEVELS;
    private static final long SEED = 7;
    private static final long MIDDLE = 100_000;
    private static final int LEVELS = 200;
    private static final long QUANTITY = 10;
    /** Has no factor in common with the batch: its multiples are all ids, out of order. */
    private static final int STRIDE = 617;

    /** A market and what is to be done in it. */
    public abstract static class Batch {
        final SplittableRandom random = new SplittableRandom(SEED);
        final BookOperations before = new BookOperations();
        final BookOperations operations = new BookOperations();
        MarketBook market;

        /** Makes the operations. */
        @Setup(Level.Trial)
        public void makeOperations() {
            for (int i = 1; i <= BATCH; i++) {
                add(i, 1 + (long) i * STRIDE % BATCH);
            }
        }

        /** Adds what the i-th operation and its preparation are. */
        abstract void add(int i, long otherId);

        /** Makes a market for the next batch. */
        @Setup(Level.Invocation)
        public void makeMarket() {
            market = new MarketBook(1, 1);
            market.apply(before, 0, before.count());
        }

        final void rest(BookOperations in, long id) {
            boolean isBuy = (id & 1) == 0;
            in.add(isBuy ? BookOperations.BUY : BookOperations.SELL, id, price(isBuy), QUANTITY);
        }

        final long price(boolean isBuy) {
            int distance = 1 + random.nextInt(LEVELS);
            return isBuy ? MIDDLE - distance : MIDDLE + distance;
        }

        final TradeDigest apply() {
            market.apply(operations, 0, operations.count());
            return market.digest();
        }
    }

    /** Orders that come to rest in a book of as many. */
    @State(Scope.Thread)
    public static class Inserts extends Batch {
        @Override
        void add(int i, long otherId) {
            rest(before, i);
            rest(operations, BATCH + i);
        }
    }

    /** Orders that are cancelled, in no order. */
    @State(Scope.Thread)
    public static class Cancels extends Batch {
        @Override
        void add(int i, long otherId) {
            rest(before, i);
            operations.add(BookOperations.CANCEL, otherId, 0, 0);
        }
    }

    /** Orders that get another price, in no order. */
    @State(Scope.Thread)
    public static class Replaces extends Batch {
        @Override
        void add(int i, long otherId) {
            rest(before, i);
            operations.add(BookOperations.MOVE, otherId, price((otherId & 1) == 0), 0);
        }
    }

    /** Orders that fill one resting order each. */
    @State(Scope.Thread)
    public static class Matches extends Batch {
        @Override
        void add(int i, long otherId) {
            before.add(BookOperations.SELL, i, price(false), QUANTITY);
            operations.add(BookOperations.IOC_BUY, BATCH + i, MIDDLE + LEVELS, QUANTITY);
        }
    }

    /** Orders that fill one resting order on each of ten levels. */
    @State(Scope.Thread)
    public static class Sweeps extends Batch {
        @Override
        void add(int i, long otherId) {
            before.add(BookOperations.SELL, otherId, MIDDLE + otherId, QUANTITY);
            if (i <= SWEEPS) {
                operations.add(BookOperations.IOC_BUY, BATCH + i, MIDDLE + BATCH, QUANTITY * SWEPT_LEVELS);
            }
        }
    }

    /** A limit order comes to rest. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Object insert(Inserts batch) {
        return batch.apply();
    }

    /** A resting order is cancelled. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Object cancel(Cancels batch) {
        return batch.apply();
    }

    /** A resting order gets another price. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Object replace(Replaces batch) {
        return batch.apply();
    }

    /** An order fills one resting order. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Object matchOne(Matches batch) {
        return batch.apply();
    }

    /** An order fills one resting order on each of ten levels. */
    @Benchmark
    @OperationsPerInvocation(SWEEPS)
    public Object sweepTenLevels(Sweeps batch) {
        return batch.apply();
    }

    /**
     * Runs the benchmarks in a JVM of their own and prints JMH's table.
     *
     * @param pattern of the methods to run, a regular expression
     * @throws IllegalStateException where JMH fails
     */
    public static void run(String pattern) {
        String include = MarketMicrobenchmarks.class.getName() + "\\.(" + pattern + ")";
        try {
            new Runner(new OptionsBuilder().include(include).build()).run();
        } catch (RunnerException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
