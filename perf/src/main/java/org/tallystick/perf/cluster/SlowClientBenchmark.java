package org.tallystick.perf.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.tallystick.codecs.types.Side;
import org.tallystick.node.Durability;
import org.tallystick.node.Threading;
import org.tallystick.node.local.LocalCluster;
import org.tallystick.node.local.LocalClusterConfig;

/**
 * Two clients over connections and media drivers of their own: each order of the first fills an order of the second, so
 * both hear of it. Times the first while the second reads, and while it stops reading altogether, in turn; in the end the
 * second reads again and must get every report in order, or be told which are lost.
 */
public final class SlowClientBenchmark {
    private static final long WARM_UP_NS = TimeUnit.SECONDS.toNanos(5);
    private static final int INSTRUMENT = 1;

    private final Terms terms;
    private final BenchListener listener;

    /**
     * How it is done.
     *
     * @param nodes         of the cluster, 1, 3 or 5
     * @param durability    of the cluster
     * @param ratePerSecond orders a second of the first client
     * @param rounds        of each kind
     * @param roundNs       length of a round
     */
    public record Terms(int nodes, Durability durability, long ratePerSecond, int rounds, long roundNs) {}

    /**
     * What came of it.
     *
     * @param reading round trips of the first client in each round in which the second read
     * @param stopped the same in each in which it did not
     * @param orders  of the first client
     * @param lost    reports of the second that were lost, and of which it was told
     * @param doubts  what was not as promised; empty where all was
     */
    public record Outcome(
            List<Histogram> reading, List<Histogram> stopped, long orders, long lost, List<String> doubts) {}

    /**
     * Prepares it.
     *
     * @param terms    how
     * @param listener hears how far it is
     */
    public SlowClientBenchmark(Terms terms, BenchListener listener) {
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
        SteadyTrader trader = new SteadyTrader(INSTRUMENT, terms.ratePerSecond, Side.BUY);
        FilledTrader filled = new FilledTrader();
        List<Histogram> reading = new ArrayList<>();
        List<Histogram> stopped = new ArrayList<>();
        List<String> doubts = new ArrayList<>();
        try (MarketClient client = new MarketClient(cluster);
                MarketClient slow = new MarketClient(cluster)) {
            client.open("steady", INSTRUMENT, trader);
            slow.attach("slow", filled);
            filled.offer(slow, INSTRUMENT, SteadyTrader.PRICE);
            try (SlowReader reader = new SlowReader(slow)) {
                trade(client, trader, WARM_UP_NS);
                for (int i = 0; i < terms.rounds; i++) {
                    listener.onProgress("trading", "rounds", i, terms.rounds);
                    reading.add(trade(client, trader, terms.roundNs));
                    reader.read(false);
                    stopped.add(trade(client, trader, terms.roundNs));
                    reader.read(true);
                    client.await(
                            "the slow client has heard of every trade", () -> filled.filled() == trader.acknowledged());
                }
            }
            doubts.addAll(trader.doubts());
            doubts.addAll(filled.doubts());
        } finally {
            cluster.close();
        }
        return new Outcome(reading, stopped, trader.acknowledged(), filled.lost(), doubts);
    }

    /** Every round begins and ends with nothing unanswered: what one is behind is not the next one's. */
    private static Histogram trade(MarketClient client, SteadyTrader trader, long durationNs) throws IOException {
        trader.begin(client);
        trader.trade(durationNs);
        client.awaitAnswers();
        return trader.takeTimes();
    }
}
