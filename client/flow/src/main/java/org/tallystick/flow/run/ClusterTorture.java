package org.tallystick.flow.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.tallystick.node.Durability;
import org.tallystick.node.RecordsComparison;
import org.tallystick.node.local.LocalCluster;
import org.tallystick.node.local.LocalClusterConfig;
import org.tallystick.node.local.LocalNode;

/**
 * Runs a flow through a cluster of processes whose leader is killed on the way, again and again, and each time started
 * anew; then holds everything against the engine alone, which nothing disturbed.
 */
public final class ClusterTorture {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String TRADES = "trades.csv";
    private static final String BOOK = "book.csv";

    private final FlowRun flow;
    private final Terms terms;
    private final FlowRun.Listener listener;
    private final List<Kill> kills = Collections.synchronizedList(new ArrayList<>());
    private CompletableFuture<Void> killing = CompletableFuture.completedFuture(null);
    private int killsBegun;
    private boolean isDue;

    /**
     * How it is done.
     *
     * @param nodes         of the cluster, 3 or 5
     * @param kills         times that the leader is killed, evenly over the flow
     * @param durability    of the cluster
     * @param ratePerSecond rows a second, 0 for as fast as it goes
     * @param areAllKilled  whether all nodes are killed each time, not the leader alone
     * @param settings      further settings of the nodes, by their keys
     */
    public record Terms(
            int nodes,
            int kills,
            Durability durability,
            long ratePerSecond,
            boolean areAllKilled,
            Map<String, String> settings) {
        /** Nodes with the settings that are usual otherwise. */
        public Terms(int nodes, int kills, Durability durability, long ratePerSecond, boolean areAllKilled) {
            this(nodes, kills, durability, ratePerSecond, areAllKilled, Map.of());
        }
    }

    /**
     * One kill.
     *
     * @param node    that was killed
     * @param backNs  from the kill until it took part again
     * @param leadNs  from the kill until there was another leader
     */
    public record Kill(String node, long leadNs, long backNs) {}

    /**
     * What came of it.
     *
     * @param engine  the flow in the engine alone
     * @param cluster the flow in the cluster
     * @param kills   the kills
     * @param replays that the attached reader began
     * @param nodes   how the nodes' records compare
     * @param doubts  what was not as promised; empty where all was
     */
    public record Outcome(
            RunSummary engine,
            RunSummary cluster,
            List<Kill> kills,
            long replays,
            RecordsComparison.Result nodes,
            List<String> doubts) {}

    /**
     * Prepares it.
     *
     * @param flow     what to run; its folder gets the cluster's data and the files of both runs, and must be new or empty
     * @param terms    how
     * @param listener hears how far it is
     */
    public ClusterTorture(FlowRun flow, Terms terms, FlowRun.Listener listener) {
        this.flow = flow;
        this.terms = terms;
        this.listener = listener;
    }

    /**
     * Does it all, and stops the cluster; its folder stays.
     *
     * @return what came of it
     * @throws IOException where it could not be done
     */
    public Outcome run() throws IOException {
        checkFolder();
        Path folder = flow.out();
        RunSummary engine = new EngineRunner(flow(folder.resolve("engine")), listener).run();
        LocalClusterConfig.Builder config = LocalClusterConfig.builder(folder.resolve("cluster"))
                .nodes(terms.nodes)
                .durability(terms.durability);
        terms.settings.forEach(config::setting);
        LocalCluster cluster = LocalCluster.start(config.build());
        // The nodes would outlive a run that is broken off.
        Thread stop = new Thread(cluster::close, "stop-cluster");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            cluster.awaitReady(TIMEOUT);
            return run(cluster, engine, folder);
        } finally {
            cluster.close();
            Runtime.getRuntime().removeShutdownHook(stop);
        }
    }

    private Outcome run(LocalCluster cluster, RunSummary engine, Path folder) throws IOException {
        List<String> doubts = new ArrayList<>();
        RunSummary summary;
        long replays;
        try (ClusterAccess access = access(cluster);
                AttachedReader attached = new AttachedReader(access::events)) {
            summary = new SessionRunner(
                            flow(folder.resolve("run")),
                            () -> access(cluster),
                            terms.ratePerSecond,
                            (stage, done, total) -> {
                                listener.onProgress(stage, done, total);
                                if (stage.equals(SessionRunner.SENDING)) {
                                    killWhenDue(cluster, done, total);
                                }
                            },
                            this::isHeld)
                    .run();
            joinKills();
            if (!attached.await(summary.lastEventSeq(), TIMEOUT)) {
                doubts.add("the attached reader saw " + attached.lastSeq() + " events, the flow has "
                        + summary.lastEventSeq());
            }
            replays = attached.replays();
            attached.doubt().ifPresent(doubts::add);
            if (attached.trades() != engine.trades()) {
                doubts.add("the attached reader saw " + attached.trades() + " trades, the engine alone made "
                        + engine.trades());
            }
        }
        cluster.awaitReady(TIMEOUT);
        cluster.close();
        RecordsComparison.Result nodes = RecordsComparison.compare(
                cluster.nodes().stream().map(LocalNode::folder).toList());
        doubts.addAll(nodes.doubts());
        compare(engine, summary, folder, doubts);
        for (RecordsComparison.Node node : nodes.nodes()) {
            if (node.events() < summary.lastEventSeq()) {
                doubts.add(node.folder().getFileName() + " recorded " + node.events() + " events, the flow has "
                        + summary.lastEventSeq());
            }
        }
        if (kills.size() != terms.kills) {
            doubts.add(kills.size() + " kills were done, not " + terms.kills);
        }
        return new Outcome(engine, summary, List.copyOf(kills), replays, nodes, doubts);
    }

    private ClusterAccess access(LocalCluster cluster) {
        return new ClusterAccess(cluster.members(), terms.durability);
    }

    private void checkFolder() throws IOException {
        Path folder = flow.out();
        if (Files.exists(folder.resolve("cluster"))) {
            throw new IOException(folder + " holds a cluster already: name another folder, or remove it");
        }
        Files.createDirectories(folder);
    }

    private FlowRun flow(Path out) {
        return new FlowRun(flow.flow(), flow.instruments(), out, 0);
    }

    private static void compare(RunSummary engine, RunSummary cluster, Path folder, List<String> doubts)
            throws IOException {
        if (!engine.marketHash().equals(cluster.marketHash())) {
            doubts.add("market hash " + cluster.marketHash() + ", the engine alone has " + engine.marketHash());
        }
        if (engine.rows() != cluster.rows() || engine.accepted() != cluster.accepted()) {
            doubts.add(cluster.accepted() + " of " + cluster.rows() + " rows accepted, by the engine alone "
                    + engine.accepted() + " of " + engine.rows());
        }
        for (String name : List.of(TRADES, BOOK)) {
            long at = Files.mismatch(
                    folder.resolve("engine").resolve(name),
                    folder.resolve("run").resolve(name));
            if (at >= 0) {
                doubts.add(name + " differs from that of the engine alone, from byte " + at);
            }
        }
    }

    /** The sending goes on while a node is killed and comes back, but not past the next kill. */
    private void killWhenDue(LocalCluster cluster, long done, long total) {
        isDue = killsBegun < terms.kills && done * (terms.kills + 1) >= total * (killsBegun + 1);
        if (isDue && killing.isDone()) {
            killsBegun++;
            isDue = false;
            killing = killing.thenRunAsync(() -> kill(cluster));
        }
    }

    private boolean isHeld() {
        return isDue && !killing.isDone();
    }

    private void kill(LocalCluster cluster) {
        int leader = cluster.awaitLeader(TIMEOUT);
        long beganNs = System.nanoTime();
        if (terms.areAllKilled) {
            cluster.kill(cluster.nodes().stream().map(LocalNode::id).toList());
            cluster.startMissing();
            cluster.awaitLeader(TIMEOUT);
        } else {
            cluster.kill(leader);
            cluster.awaitLeader(TIMEOUT);
        }
        long leadNs = System.nanoTime() - beganNs;
        cluster.startMissing();
        cluster.awaitReady(TIMEOUT);
        kills.add(new Kill(terms.areAllKilled ? "all" : Integer.toString(leader), leadNs, System.nanoTime() - beganNs));
    }

    private void joinKills() throws IOException {
        try {
            killing.join();
        } catch (CompletionException e) {
            throw new IOException("a kill could not be done: " + e.getCause().getMessage(), e.getCause());
        }
    }
}
