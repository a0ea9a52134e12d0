package org.tallystick.perf;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.tallystick.flow.InstrumentSpec;
import org.tallystick.flow.generate.FlowProfile;

/**
 * Our book, our market and the peer's book on the same operations, in one thread. They take turns: in every round each
 * begins empty, is built untimed, and executes the rest of the stream; who is first is last in the next round. Rounds
 * before the measured ones warm all up. Single operations are timed in rounds of their own, so that the clock is not in
 * the means.
 *
 * <p>The means are of the thread's processor time, which other work on the machine disturbs little; wall times stand
 * beside them. What the collector does for the peer in threads of its own is not charged to it.
 */
public final class BookBenchmark {
    private static final int WARM_UP_ROUNDS = 3;
    private static final int SERVICE_TIME_ROUNDS = 2;
    private static final long HIGHEST_SERVICE_TIME_NS = 10_000_000_000L;
    private static final String[] KIND_NAMES = {"buy", "sell", "IOC buy", "IOC sell", "cancel", "move", "reduce"};

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final BookOperations operations;
    private final FlowProfile profile;
    private final int rounds;
    private final Subject book;
    private final Subject market;
    private final Subject peer;

    /** One of the three, and what was measured of it so far. */
    private static final class Subject {
        private final BenchedBook.Factory factory;
        private final double[] cpuNs;
        private final double[] wallNs;
        private final Histogram serviceTime = new Histogram(HIGHEST_SERVICE_TIME_NS, 3);
        private double bytesPerOperation = Double.MAX_VALUE;
        private TradeDigest digest;

        Subject(BenchedBook.Factory factory, int rounds) {
            this.factory = factory;
            this.cpuNs = new double[rounds];
            this.wallNs = new double[rounds];
        }

        BookFigures figures() {
            return new BookFigures(cpuNs, wallNs, bytesPerOperation, serviceTime, digest.value(), digest.trades());
        }
    }

    private BookBenchmark(FlowProfile profile, BookOperations operations, int rounds) {
        this.profile = profile;
        this.operations = operations;
        this.rounds = rounds;
        InstrumentSpec instrument = StreamMaker.instrument(profile);
        book = new Subject(() -> new OurBook(instrument.tickSize()), rounds);
        market = new Subject(() -> new MarketBook(instrument.tickSize(), instrument.lotSize()), rounds);
        peer = new Subject(ExchangeCoreBook::new, rounds);
    }

    /**
     * Runs one profile.
     *
     * @param profile    one with a single instrument in continuous trading
     * @param operations measured in each round, 1 or more
     * @param rounds     measured rounds of each book, 1 or more
     * @param seed       of the stream
     * @return what was measured
     */
    public static ProfileFigures run(FlowProfile profile, int operations, int rounds, long seed) {
        return new BookBenchmark(profile, StreamMaker.make(profile, operations, seed), rounds).run();
    }

    private ProfileFigures run() {
        for (int i = -WARM_UP_ROUNDS; i < rounds; i++) {
            boolean isTurned = (i & 1) != 0;
            measure(isTurned ? peer : book, i);
            measure(market, i);
            measure(isTurned ? book : peer, i);
        }
        for (int i = 0; i < SERVICE_TIME_ROUNDS; i++) {
            time(book);
            time(market);
            time(peer);
        }
        return new ProfileFigures(
                profile,
                operations.count() - operations.buildCount(),
                mix(),
                resting(),
                book.figures(),
                market.figures(),
                peer.figures());
    }

    private BenchedBook built(Subject subject) {
        BenchedBook book = subject.factory.create();
        book.apply(operations, 0, operations.buildCount());
        System.gc();
        return book;
    }

    private void measure(Subject subject, int round) {
        BenchedBook book = built(subject);
        int count = operations.count() - operations.buildCount();
        long thread = Thread.currentThread().getId();
        long bytesBefore = threads.getThreadAllocatedBytes(thread);
        long began = System.nanoTime();
        long cpuBefore = threads.getCurrentThreadCpuTime();
        book.apply(operations, operations.buildCount(), operations.count());
        long cpu = threads.getCurrentThreadCpuTime() - cpuBefore;
        long took = System.nanoTime() - began;
        long bytes = threads.getThreadAllocatedBytes(thread) - bytesBefore;
        if (round >= 0) {
            subject.cpuNs[round] = (double) cpu / count;
            subject.wallNs[round] = (double) took / count;
            subject.bytesPerOperation = Math.min(subject.bytesPerOperation, (double) bytes / count);
            subject.digest = book.digest();
        }
    }

    private void time(Subject subject) {
        BenchedBook book = built(subject);
        subject.serviceTime.reset();
        for (int i = operations.buildCount(); i < operations.count(); i++) {
            long began = System.nanoTime();
            book.apply(operations, i, i + 1);
            subject.serviceTime.recordValue(System.nanoTime() - began);
        }
    }

    private int resting() {
        InstrumentSpec instrument = StreamMaker.instrument(profile);
        MarketBook book = new MarketBook(instrument.tickSize(), instrument.lotSize());
        book.apply(operations, 0, operations.count());
        return book.exchange().openOrders();
    }

    private String mix() {
        StringBuilder mix = new StringBuilder();
        for (byte kind = 0; kind < BookOperations.KINDS; kind++) {
            mix.append(mix.length() == 0 ? "" : ", ")
                    .append(KIND_NAMES[kind])
                    .append(String.format(Locale.ROOT, " %.1f %%", operations.share(kind) * 100));
        }
        return mix.toString();
    }

    /**
     * What reading the clock twice takes on this machine: part of every service time.
     *
     * @return median in ns
     */
    public static long clockNs() {
        Histogram readings = new Histogram(HIGHEST_SERVICE_TIME_NS, 3);
        for (int i = 0; i < 1_000_000; i++) {
            long began = System.nanoTime();
            readings.recordValue(System.nanoTime() - began);
        }
        return readings.getValueAtPercentile(50);
    }
}
