package org.tallystick.perf.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.tallystick.codecs.types.Side;
import org.tallystick.node.Durability;
import org.tallystick.node.Threading;
import org.tallystick.node.counters.NodeCounter;
import org.tallystick.node.local.LocalCluster;
import org.tallystick.node.local.LocalClusterConfig;
import org.tallystick.node.local.NodeStatus;
import org.tallystick.node.local.SnapshotTaken;

/**
 * Fills the books of a cluster, has it take snapshots under a steady load, and starts it from the last; the load tells how
 * long the market stood still, a cluster without orders how long a start takes anyway.
 */
public final class SnapshotBenchmark {
    private static final Duration TIMEOUT = Duration.ofSeconds(120);
    private static final long CALM_NS = TimeUnit.SECONDS.toNanos(3);
    private static final int LOADED_INSTRUMENT = 1;
    private static final int BOOKS = 4;
    private static final String HEAP = "2g";

    private final Terms terms;
    private final BenchListener listener;

    /**
     * How it is done.
     *
     * @param nodes         of the cluster, 1, 3 or 5
     * @param durability    of the cluster
     * @param orders        that rest
     * @param ratePerSecond orders a second meanwhile
     * @param rounds        snapshots, and starts
     */
    public record Terms(int nodes, Durability durability, long orders, long ratePerSecond, int rounds) {}

    /**
     * One snapshot under load.
     *
     * @param calmGapNs longest time without an acknowledgement in the seconds before
     * @param gapNs     the same around the snapshot
     * @param heldUpNs  time that it held the engine up, on the slowest node, as the nodes say
     * @param takenNs   from the request until all nodes had it on disk
     * @param terms     elections meanwhile
     */
    public record Taken(long calmGapNs, long gapNs, long heldUpNs, long takenNs, long terms) {
        /** Time that the snapshot added to the longest wait for an acknowledgement. */
        public long pauseNs() {
            return Math.max(0, gapNs - calmGapNs);
        }
    }

    /**
     * One start from a snapshot.
     *
     * @param readyNs from the start of the processes until all took part
     * @param loadNs  time in which the slowest node read the snapshot, as the nodes say
     */
    public record Started(long readyNs, long loadNs) {}

    /**
     * What came of it.
     *
     * @param bytes   of a snapshot
     * @param taken   the snapshots under load
     * @param idleNs  time that a snapshot without load held the engine up, on the slowest node
     * @param started the starts from the last snapshot
     * @param emptyNs of a cluster without orders: from the start of the processes until all took part
     * @param doubts  what was not as promised; empty where all was
     */
    public record Outcome(
            long bytes, List<Taken> taken, long idleNs, List<Started> started, long[] emptyNs, List<String> doubts) {
        /** Time that the snapshot added to a start: the difference of the medians. */
        public long restoreNs() {
            long[] ready = started.stream().mapToLong(Started::readyNs).toArray();
            return Medians.of(ready).median() - Medians.of(emptyNs).median();
        }
    }

    /**
     * Prepares it.
     *
     * @param terms    how
     * @param listener hears how far it is
     */
    public SnapshotBenchmark(Terms terms, BenchListener listener) {
        this.terms = terms;
        this.listener = listener;
    }

    /**
     * Does it, and stops the cluster.
     *
     * @param folder of the cluster, new
     * @return what came of it
     * @throws IOException where it could not be done
     */
    public Outcome run(Path folder) throws IOException {
        LocalClusterConfig config = LocalClusterConfig.builder(folder)
                .nodes(terms.nodes)
                .durability(terms.durability)
                .threading(Threading.LOCAL)
                .heap(HEAP)
                .build();
        LocalCluster.start(config).close();
        long[] emptyNs = new long[terms.rounds];
        for (int i = 0; i < terms.rounds; i++) {
            listener.onProgress("starting without orders", "starts", i, terms.rounds);
            long beganNs = System.nanoTime();
            LocalCluster cluster = LocalCluster.start(config);
            emptyNs[i] = System.nanoTime() - beganNs;
            cluster.close();
        }
        List<String> doubts = new ArrayList<>();
        List<Taken> taken = new ArrayList<>();
        LocalCluster cluster = LocalCluster.start(config);
        long bytes;
        long idleNs;
        try {
            take(cluster, taken, doubts);
            cluster.snapshot(TIMEOUT);
            bytes = Medians.of(NodeReadings.of(cluster, NodeCounter.SNAPSHOT_BYTES))
                    .greatest();
            idleNs = greatest(NodeReadings.of(cluster, NodeCounter.SNAPSHOT_DURATION));
        } finally {
            cluster.close();
        }
        return new Outcome(bytes, taken, idleNs, restart(config, doubts), emptyNs, List.copyOf(doubts));
    }

    private void take(LocalCluster cluster, List<Taken> taken, List<String> doubts) throws IOException {
        SteadyTrader trader = new SteadyTrader(LOADED_INSTRUMENT, terms.ratePerSecond, Side.BUY, Side.SELL);
        try (MarketClient client = new MarketClient(cluster)) {
            client.open("orders", LOADED_INSTRUMENT + BOOKS, trader);
            fill(cluster, client);
            trader.begin(client);
            trader.trade(CALM_NS);
            for (int i = 0; i < terms.rounds; i++) {
                listener.onProgress("taking snapshots", "snapshots", i, terms.rounds);
                taken.add(snapshot(cluster, trader));
            }
            client.awaitAnswers();
            doubts.addAll(trader.doubts());
        }
        long elections = taken.stream().mapToLong(Taken::terms).sum();
        if (elections > 0) {
            doubts.add(elections + " elections while snapshots were taken");
        }
    }

    /** Through a client of its own, which is gone when snapshots are taken: the machine's cores are few. */
    private void fill(LocalCluster cluster, MarketClient client) throws IOException {
        try (MarketClient filler = new MarketClient(cluster)) {
            RestingBook book = new RestingBook(LOADED_INSTRUMENT + 1, BOOKS);
            filler.attach("book", book);
            book.fill(filler, terms.orders, (stage, unit, done, total) -> {
                client.pollOnly();
                listener.onProgress(stage, unit, done, total);
            });
        }
    }

    private static Taken snapshot(LocalCluster cluster, SteadyTrader trader) throws IOException {
        trader.forgetGap();
        trader.trade(CALM_NS);
        long calmGapNs = trader.longestGapNs();
        long termBefore = term(cluster);
        trader.forgetGap();
        Aside<SnapshotTaken> taking = Aside.begin("the snapshot", () -> cluster.snapshot(TIMEOUT));
        while (!taking.isDone()) {
            trader.step();
        }
        trader.trade(CALM_NS / 3);
        return new Taken(
                calmGapNs,
                trader.longestGapNs(),
                greatest(NodeReadings.of(cluster, NodeCounter.SNAPSHOT_DURATION)),
                taking.get().duration().toNanos(),
                term(cluster) - termBefore);
    }

    private List<Started> restart(LocalClusterConfig config, List<String> doubts) throws IOException {
        List<Started> started = new ArrayList<>();
        for (int i = 0; i < terms.rounds; i++) {
            listener.onProgress("starting from the snapshot", "starts", i, terms.rounds);
            long beganNs = System.nanoTime();
            LocalCluster cluster = LocalCluster.start(config);
            long readyNs = System.nanoTime() - beganNs;
            try {
                started.add(
                        new Started(readyNs, greatest(NodeReadings.of(cluster, NodeCounter.SNAPSHOT_LOAD_DURATION))));
                long least = Medians.of(awaitOrders(cluster)).least();
                if (least < terms.orders) {
                    doubts.add("after start " + (i + 1) + " a node has " + least + " orders");
                }
            } finally {
                cluster.close();
            }
        }
        return started;
    }

    /** The counters are written when the timer fires. */
    private static long[] awaitOrders(LocalCluster cluster) throws IOException {
        long beganNs = System.nanoTime();
        long[] orders;
        do {
            orders = NodeReadings.of(cluster, NodeCounter.LIVE_ORDERS);
            Thread.onSpinWait();
        } while (Arrays.stream(orders).anyMatch(count -> count == NodeCounter.UNKNOWN)
                && System.nanoTime() - beganNs < TIMEOUT.toNanos());
        return orders;
    }

    private static long greatest(long[] readings) {
        return Medians.of(readings).greatest();
    }

    private static long term(LocalCluster cluster) {
        return cluster.status().nodes().stream()
                .mapToLong(NodeStatus::term)
                .max()
                .orElse(NodeStatus.NONE);
    }
}
