package org.tallystick.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.agrona.CloseHelper;
import org.tallystick.flow.run.ClusterAccess;
import org.tallystick.node.ClientDriver;
import org.tallystick.node.Member;
import org.tallystick.node.NodeSettings;
import org.tallystick.node.RecordsComparison;
import org.tallystick.node.Reseed;
import org.tallystick.node.Threading;
import org.tallystick.node.local.LocalCluster;
import org.tallystick.node.local.LocalClusterConfig;
import org.tallystick.node.local.LocalNode;

/**
 * A cluster under test: its folder is that of a {@link LocalCluster}, which {@code tally cluster} understands, too; its
 * nodes run in this process, which is quick, or as processes that can be killed.
 */
final class TestCluster implements AutoCloseable {
    /** Enough for one election on a machine on which much else runs. */
    static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(1);

    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final LocalCluster local;
    private final NodeLines lines = new NodeLines();
    private final List<TestNode> nodes = new ArrayList<>();
    private final List<TestClient> clients = new ArrayList<>();
    private ClientDriver driver;

    private TestCluster(LocalCluster local, boolean isOfProcesses) {
        this.local = local;
        for (LocalNode node : local.nodes()) {
            nodes.add(
                    isOfProcesses
                            ? new ProcessNode(local, node)
                            : new ThreadNode(
                                    node.id(),
                                    () -> NodeSettings.read(node.settings(), Map.of(), new Properties()),
                                    lines));
        }
    }

    /** How nodes of tests are run: small buffers, and as patient as a machine needs on which much else runs. */
    static LocalClusterConfig.Builder config(Path folder, int nodes) {
        return LocalClusterConfig.builder(folder)
                .nodes(nodes)
                .threading(Threading.QUIET)
                .setting(NodeSettings.Key.HEARTBEAT_TIMEOUT.text(), HEARTBEAT_TIMEOUT.toMillis() + "ms")
                .setting(NodeSettings.Key.LOG_TERM_LENGTH.text(), "4m")
                .setting(NodeSettings.Key.TERM_LENGTH.text(), "256k")
                .setting(NodeSettings.Key.SEGMENT_LENGTH.text(), "32m");
    }

    /** Makes the folder of a cluster whose nodes will run in this process, and starts none. */
    static TestCluster inThisProcess(LocalClusterConfig config) {
        return new TestCluster(LocalCluster.prepare(config), false);
    }

    /** Makes the folder of a cluster whose nodes will be processes, and starts none. */
    static TestCluster ofProcesses(LocalClusterConfig config) {
        return new TestCluster(LocalCluster.prepare(config), true);
    }

    /** Starts all nodes, and waits until they take part. */
    TestCluster start() {
        nodes.forEach(TestNode::start);
        awaitReady();
        return this;
    }

    int size() {
        return nodes.size();
    }

    Path folder() {
        return local.folder();
    }

    /** Folder of a node's data. */
    Path folder(int id) {
        return local.nodes().get(id).folder();
    }

    List<Member> members() {
        return local.members();
    }

    TestNode node(int id) {
        return nodes.get(id);
    }

    /** A node of a cluster of processes. */
    ProcessNode process(int id) {
        return (ProcessNode) nodes.get(id);
    }

    /** Waits until there is a leader; answers its number. */
    int awaitLeader() {
        Polling.await("there is a leader" + ends(), () -> leader() >= 0);
        return leader();
    }

    /** A node that follows. */
    int follower() {
        int leader = awaitLeader();
        return IntStream.range(0, size())
                .filter(id -> id != leader && node(id).isReady())
                .findFirst()
                .orElseThrow();
    }

    /** Kills the process of the leader; answers which it was. */
    int killLeader() {
        int leader = awaitLeader();
        process(leader).kill();
        return leader;
    }

    /** Stops the leader; answers which it was. */
    int stopLeader() {
        int leader = awaitLeader();
        stopNode(leader);
        return leader;
    }

    void stopNode(int id) {
        node(id).stop();
    }

    /** Stops a node where it runs, starts it, and waits until it takes part. */
    void restart(int id) {
        node(id).stop();
        node(id).start();
        awaitReady(id);
    }

    /** Cuts a node off: it is held, and neither hears nor says anything until {@link #reconnect}. */
    void isolate(int id) {
        node(id).pause();
    }

    /** Ends that. */
    void reconnect(int id) {
        node(id).resume();
    }

    /** Waits until all nodes take part. */
    void awaitReady() {
        for (int id = 0; id < size(); id++) {
            awaitReady(id);
        }
    }

    /** Waits until a node takes part. */
    void awaitReady(int id) {
        Polling.await(
                () -> "node " + id + " takes part" + ends(),
                () -> node(id).isReady() || hasEnded(id),
                TestCluster::pause);
        assertTrue(node(id).isReady(), () -> "node " + id + " takes part" + ends());
    }

    /** Starts a node that must not start on what it has; answers why it does not. */
    String awaitRefusal(int id) {
        node(id).start();
        Polling.await("node " + id + " refuses to start", () -> hasEnded(id) || node(id).isReady());
        assertTrue(hasEnded(id), () -> "node " + id + " takes part, and should not");
        return node(id).end();
    }

    /** Moves a node's data aside, as {@code tally cluster reseed} does. */
    void reseed(int id) {
        Reseed.moveAside(folder(id), size() - 1);
    }

    /** Has the cluster take a snapshot, and waits until all nodes that run have it. */
    void snapshot() {
        int leader = awaitLeader();
        List<Long> before = snapshotPositions();
        Polling.await("a snapshot is asked for", () -> node(leader).requestSnapshot());
        Polling.await("all nodes that run have a snapshot", () -> {
            List<Long> now = snapshotPositions();
            return IntStream.range(0, size()).allMatch(id -> !node(id).isRunning() || now.get(id) > before.get(id));
        });
    }

    private List<Long> snapshotPositions() {
        return local.nodes().stream()
                .map(node -> Snapshots.newest(node.folder()))
                .toList();
    }

    /** A participant that operates the market and trades; closed with the cluster. */
    TestClient client() {
        return client(TestClient.OPERATOR);
    }

    /** Another participant. */
    TestClient client(String principal) {
        if (driver == null) {
            driver = ClientDriver.launch(Threading.QUIET);
        }
        return client(driver, principal);
    }

    /** A participant whose media driver is the caller's. */
    TestClient client(ClientDriver of, String principal) {
        TestClient client = new TestClient(of.folder(), Member.ingressEndpoints(members()), principal);
        clients.add(client);
        return client;
    }

    /** How a flow reaches the cluster. */
    ClusterAccess access() {
        return new ClusterAccess(members(), local.durability());
    }

    /** Reads the event stream up to an event. */
    RecordedEvents events(long untilSeq) {
        try (ClusterAccess access = access()) {
            return RecordedEvents.read(access, untilSeq);
        }
    }

    /** Waits until all nodes have recorded an event. */
    void awaitAllHave(long eventSeq) {
        Polling.await(
                () -> "all nodes have event " + eventSeq + ": " + compare().nodes() + ends(),
                () -> {
                    List<RecordsComparison.Node> found = compare().nodes();
                    return found.size() == size() && found.stream().allMatch(node -> node.events() >= eventSeq);
                },
                TestCluster::pause);
    }

    /** Stops the nodes, and holds what they recorded side by side, byte for byte. */
    RecordsComparison.Result assertSameRecords() {
        nodes.forEach(TestNode::stop);
        RecordsComparison.Result result = compare();
        assertEquals(List.of(), result.doubts());
        assertEquals(size(), result.nodes().size());
        assertTrue(result.frames() > 0, "there is something to compare");
        assertEquals(
                1,
                result.nodes().stream()
                        .map(node -> node.stateHash() + " " + node.marketHash())
                        .distinct()
                        .count(),
                () -> "one state hash: " + result.nodes());
        return result;
    }

    @Override
    public void close() {
        List<AutoCloseable> all = new ArrayList<>(clients);
        all.add(driver);
        for (TestNode node : nodes) {
            all.add(node instanceof ProcessNode process ? process::kill : node::stop);
        }
        all.add(lines);
        CloseHelper.closeAll(all);
    }

    /** Writes what the nodes in this process said into the cluster's folder. */
    void keepLines() {
        try {
            Files.write(folder().resolve("nodes.log"), lines.all());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int leader() {
        return IntStream.range(0, size())
                .filter(id -> node(id).isLeader())
                .findFirst()
                .orElse(-1);
    }

    private boolean hasEnded(int id) {
        return !node(id).isRunning();
    }

    private RecordsComparison.Result compare() {
        return RecordsComparison.compare(
                local.nodes().stream().map(LocalNode::folder).toList());
    }

    private String ends() {
        StringBuilder text = new StringBuilder();
        for (int id = 0; id < size(); id++) {
            if (!node(id).end().isEmpty()) {
                text.append("; node ").append(id).append(" ended: ").append(node(id).end());
            }
        }
        return text.toString();
    }

    private static void pause() {
        LockSupport.parkNanos(PAUSE_NS);
    }
}
