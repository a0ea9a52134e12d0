package org.tallystick.perf.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import org.tallystick.codecs.types.Side;
import org.tallystick.node.Durability;
import org.tallystick.node.RecordsComparison;
import org.tallystick.node.Threading;
import org.tallystick.node.local.LocalCluster;
import org.tallystick.node.local.LocalClusterConfig;
import org.tallystick.node.local.LocalNode;
import org.tallystick.node.local.NodeStatus;

/**
 * Kills the leader of a cluster under a steady load again and again, and takes the time until orders are acknowledged
 * again. Each killed node takes part again before the next kill.
 */
public final class FailoverBenchmark {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final long CALM_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long STEADY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long STEADY_GAP_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int STEADY_ATTEMPTS = 60;
    private static final int INSTRUMENT = 1;

    private final Terms terms;
    private final BenchListener listener;

    /**
     * How it is done.
     *
     * @param nodes         of the cluster, 3 or 5
     * @param runs          times that the leader is killed
     * @param durability    of the cluster
     * @param ratePerSecond orders a second
     */
    public record Terms(int nodes, int runs, Durability durability, long ratePerSecond) {}

    /**
     * One kill; all times from the kill.
     *
     * @param node       that was killed
     * @param elections  until then, one where nothing else disturbed the cluster
     * @param leaderNs   until another node led, as its counters show
     * @param toldNs     until the client was told of it; where it was not, negative
     * @param answerNs   until the first acknowledgement of an order that was due after the kill
     * @param silenceNs  longest time without an acknowledgement
     * @param backNs     until the killed node, which was started after the first acknowledgement, took part again
     */
    public record Run(
            int node, long elections, long leaderNs, long toldNs, long answerNs, long silenceNs, long backNs) {}

    /**
     * What came of it.
     *
     * @param runs   the kills
     * @param orders that were sent and acknowledged
     * @param otherElections that no kill caused: the machine held a node up for longer than the heartbeat timeout
     * @param calm   round trips while nothing was killed
     * @param doubts what was not as promised; empty where all was
     */
    public record Outcome(List<Run> runs, long orders, long otherElections, Histogram calm, List<String> doubts) {}

    /**
     * Prepares it.
     *
     * @param terms    how
     * @param listener hears how far it is
     */
    public FailoverBenchmark(Terms terms, BenchListener listener) {
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
        LocalCluster cluster = LocalCluster.start(LocalClusterConfig.builder(folder)
                .nodes(terms.nodes)
                .durability(terms.durability)
                .threading(Threading.LOCAL)
                .build());
        List<Run> runs = new ArrayList<>();
        SteadyTrader trader = new SteadyTrader(INSTRUMENT, terms.ratePerSecond, Side.BUY, Side.SELL);
        Histogram calm;
        List<String> doubts;
        long otherElections = -term(cluster);
        try (MarketClient client = new MarketClient(cluster)) {
            client.open("orders", INSTRUMENT, trader);
            trader.begin(client);
            trader.trade(CALM_NS);
            calm = trader.takeTimes();
            while (runs.size() < terms.runs) {
                listener.onProgress("killing the leader", "kills", runs.size(), terms.runs);
                runs.add(kill(cluster, client, trader));
                trader.takeTimes();
                trader.trade(CALM_NS);
                calm.add(trader.takeTimes());
            }
            client.awaitAnswers();
            otherElections +=
                    term(cluster) - runs.stream().mapToLong(Run::elections).sum();
            doubts = new ArrayList<>(trader.doubts());
        } finally {
            cluster.close();
        }
        doubts.addAll(RecordsComparison.compare(
                        cluster.nodes().stream().map(LocalNode::folder).toList())
                .doubts());
        return new Outcome(runs, trader.acknowledged(), otherElections, calm, doubts);
    }

    private static Run kill(LocalCluster cluster, MarketClient client, SteadyTrader trader) throws IOException {
        awaitSteady(trader);
        int leader = cluster.awaitLeader(TIMEOUT);
        NodeStatus before = cluster.status().nodes().get(leader);
        ProcessHandle process = ProcessHandle.of(before.pid())
                .orElseThrow(() -> new IOException("node " + leader + " ended before it was killed"));
        trader.forgetGap();
        client.forgetLeader();
        long killNs = System.nanoTime();
        process.destroyForcibly();
        // Due before the process was dead, an order may still have been acknowledged.
        trader.mark(System.nanoTime());
        Aside<Long> electing = Aside.begin("the election", () -> {
            cluster.kill(leader);
            cluster.awaitLeader(TIMEOUT);
            return System.nanoTime();
        });
        awaitWhileTrading(
                trader, () -> electing.isDone() && trader.afterMarkNs() != 0, "an order is acknowledged again");
        long silenceNs = trader.longestGapNs();
        long elections = term(cluster) - before.term();
        Aside<Long> starting = Aside.begin("the restart", () -> {
            cluster.start(List.of(leader));
            cluster.awaitReady(TIMEOUT);
            return System.nanoTime();
        });
        awaitWhileTrading(trader, starting::isDone, "the killed node is back");
        return new Run(
                leader,
                elections,
                electing.get() - killNs,
                client.newLeaderNs() == 0 ? -1 : client.newLeaderNs() - killNs,
                trader.afterMarkNs() - killNs,
                silenceNs,
                starting.get() - killNs);
    }

    /** What an earlier disturbance still costs is no part of the next failover. */
    private static void awaitSteady(SteadyTrader trader) throws IOException {
        for (int i = 0; i < STEADY_ATTEMPTS; i++) {
            trader.forgetGap();
            trader.trade(STEADY_NS);
            if (trader.longestGapNs() < STEADY_GAP_NS) {
                return;
            }
        }
        throw new IOException("for " + STEADY_ATTEMPTS + " s there was no second without a pause of "
                + TimeUnit.NANOSECONDS.toMillis(STEADY_GAP_NS) + " ms: the machine is too busy");
    }

    /** Every election, also one that is broken off, begins a term. */
    private static long term(LocalCluster cluster) {
        return cluster.status().nodes().stream()
                .mapToLong(NodeStatus::term)
                .max()
                .orElse(NodeStatus.NONE);
    }

    private static void awaitWhileTrading(SteadyTrader trader, BooleanSupplier condition, String what)
            throws IOException {
        long beganNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            trader.step();
            if (System.nanoTime() - beganNs > 2 * TIMEOUT.toNanos()) {
                throw new IOException("waited in vain until " + what);
            }
        }
    }
}
