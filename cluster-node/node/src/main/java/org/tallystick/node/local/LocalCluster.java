package org.tallystick.node.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import org.tallystick.node.Durability;
import org.tallystick.node.Member;
import org.tallystick.node.NodeSettings;

/**
 * A cluster whose nodes are processes of this machine, described by a folder: {@code cluster.properties}, and of each
 * node its data, its settings and its log. The nodes outlive whoever starts them; any process that knows the folder can
 * watch and stop them. Methods may be called from several processes at once, and from any thread.
 */
public final class LocalCluster implements AutoCloseable {
    /** Time in which a cluster starts even on a busy machine. */
    public static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Path folder;
    private final List<LocalNode> nodes;
    private final List<NodeProcess> processes;
    private final ClusterWatch watch;

    private LocalCluster(Path folder, List<Member> members) {
        this.folder = folder;
        this.nodes = IntStream.range(0, members.size())
                .mapToObj(id -> LocalNode.in(folder, id, members.get(id)))
                .toList();
        this.processes = nodes.stream().map(NodeProcess::new).toList();
        this.watch = new ClusterWatch(nodes, processes);
    }

    /**
     * Starts a cluster, or what of it does not run, and waits until every node takes part.
     *
     * @param config how it is run
     * @return the cluster
     * @throws IllegalArgumentException where the configuration contradicts itself, or the folder's cluster
     * @throws LocalClusterException    where it does not start; nodes that this call started are stopped
     */
    public static LocalCluster start(LocalClusterConfig config) {
        LocalCluster cluster = prepare(config);
        List<Integer> started = cluster.startMissing();
        try {
            cluster.awaitReady(TIMEOUT);
        } catch (LocalClusterException e) {
            cluster.kill(started);
            throw e;
        }
        return cluster;
    }

    /**
     * Makes the folder of a cluster, or checks that a configuration fits the one that is there; starts nothing.
     *
     * @param config how the cluster is to be run
     * @return the cluster
     * @throws IllegalArgumentException where the configuration contradicts itself, or the folder's cluster
     */
    public static LocalCluster prepare(LocalClusterConfig config) {
        Path folder = config.folder();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ClusterLock.holding(folder, TIMEOUT, () -> {
            ClusterFile file =
                    ClusterFile.exists(folder) ? ClusterFile.read(folder).with(config) : ClusterFile.first(config);
            LocalCluster cluster = new LocalCluster(folder, file.members());
            for (LocalNode node : cluster.nodes) {
                cluster.writeSettings(file, node);
            }
            file.write(folder);
            return cluster;
        });
    }

    /**
     * Finds a cluster that was started before, whether it runs or not.
     *
     * @param folder of the cluster
     * @return the cluster
     * @throws LocalClusterException where there is none
     */
    public static LocalCluster open(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        if (!ClusterFile.exists(absolute)) {
            throw new LocalClusterException(folder + ": no cluster was started here");
        }
        return new LocalCluster(absolute, ClusterFile.read(absolute).members());
    }

    /** The settings are checked as the node will check them, before any process starts. */
    private void writeSettings(ClusterFile file, LocalNode node) {
        Properties properties = file.node(node.id(), node.folder());
        Path draft = node.settings().resolveSibling(node.settings().getFileName() + ".draft");
        try {
            ClusterFile.store(properties, draft, "Written at every start, from cluster.properties");
            NodeSettings.read(draft, Map.of(), new Properties());
            Files.move(draft, node.settings(), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            try {
                Files.deleteIfExists(draft);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Folder of the cluster. */
    public Path folder() {
        return folder;
    }

    /** Its nodes, in the order of their ids. */
    public List<LocalNode> nodes() {
        return nodes;
    }

    /** Addresses of the nodes, in the order of their ids. */
    public List<Member> members() {
        return nodes.stream().map(LocalNode::member).toList();
    }

    /** What an acknowledged command survives here. */
    public Durability durability() {
        return ClusterFile.read(folder).durability();
    }

    /** Where clients send their commands, as Aeron writes it: {@code 0=host:port,1=host:port}. */
    public String ingressEndpoints() {
        return Member.ingressEndpoints(nodes.stream().map(LocalNode::member).toList());
    }

    /** Where readers of the event stream reach the archive of each node, {@code host:port} in the order of the ids. */
    public List<String> archiveEndpoints() {
        return nodes.stream().map(node -> node.member().archive()).toList();
    }

    /**
     * Starts the nodes that do not run, and waits for nothing.
     *
     * @return those that it started
     * @throws LocalClusterException where another process keeps starting or stopping nodes
     */
    public List<Integer> startMissing() {
        return start(nodes.stream().map(LocalNode::id).toList());
    }

    /**
     * Starts those of some nodes that do not run, and waits for nothing.
     *
     * @param ids of the nodes
     * @return those that it started
     * @throws LocalClusterException where another process keeps starting or stopping nodes
     */
    public List<Integer> start(List<Integer> ids) {
        return ClusterLock.holding(folder, TIMEOUT, () -> {
            ClusterFile file = ClusterFile.read(folder);
            List<Integer> started = new ArrayList<>();
            for (int id : ids) {
                NodeProcess process = processes.get(checked(id));
                if (!process.isRunning()) {
                    process.clean();
                    writeSettings(file, nodes.get(id));
                    process.start(file.heap(), file.jvmFlags());
                    started.add(id);
                }
            }
            return started;
        });
    }

    /**
     * Waits until there is a leader.
     *
     * @param timeout after which it is given up
     * @return number of the node that leads
     * @throws LocalClusterException where there is none in time
     */
    public int awaitLeader(Duration timeout) {
        return watch.awaitLeader(timeout);
    }

    /**
     * Waits until there is a leader and every node takes part.
     *
     * @param timeout after which it is given up
     * @throws LocalClusterException naming the nodes that do not, with the last lines of their logs
     */
    public void awaitReady(Duration timeout) {
        awaitReady(timeout, nodes.stream().map(LocalNode::id).toList());
    }

    /**
     * Waits until there is a leader and some nodes take part.
     *
     * @param timeout after which it is given up
     * @param ids     of the nodes
     * @throws LocalClusterException naming the nodes that do not, with the last lines of their logs
     */
    public void awaitReady(Duration timeout, Collection<Integer> ids) {
        watch.awaitReady(timeout, ids);
    }

    /** Number of the node that leads, empty where there is none now. */
    public Optional<Integer> leader() {
        return watch.glance().leader().map(NodeStatus::id);
    }

    /** What can be seen of the cluster now. */
    public ClusterStatus status() {
        return watch.status();
    }

    /**
     * Kills the process of a node ({@code kill -9}) and removes its shared memory. Where it does not run, nothing is
     * done.
     *
     * @param id number of the node
     */
    public void kill(int id) {
        kill(List.of(id));
    }

    /**
     * Kills the processes of some nodes at the same moment.
     *
     * @param ids of the nodes
     */
    public void kill(List<Integer> ids) {
        List<NodeProcess> chosen =
                ids.stream().map(id -> processes.get(checked(id))).toList();
        chosen.forEach(NodeProcess::kill);
        watch.awaitEnd(ids, TIMEOUT);
        chosen.forEach(NodeProcess::removeSharedMemory);
    }

    /**
     * Tells a node to stop, and waits until it has.
     *
     * @param id number of the node
     * @throws LocalClusterException where it does not within {@link #TIMEOUT}
     */
    public void stop(int id) {
        stop(List.of(checked(id)), TIMEOUT);
    }

    /**
     * Tells nodes to stop, all at once, waits until they have, and removes what those that were killed left in shared
     * memory.
     *
     * @param ids     of the nodes
     * @param timeout after which waiting is given up
     * @return those that ran
     * @throws LocalClusterException naming the nodes that still run
     */
    public List<Integer> stop(List<Integer> ids, Duration timeout) {
        return ClusterLock.holding(folder, TIMEOUT, () -> {
            List<Integer> running = ids.stream()
                    .filter(id -> processes.get(checked(id)).isRunning())
                    .toList();
            running.forEach(id -> processes.get(id).terminate());
            try {
                watch.awaitEnd(running, timeout);
            } finally {
                ids.forEach(id -> processes.get(id).clean());
            }
            return running;
        });
    }

    /**
     * Stops a node where it runs, and starts it again; {@link #awaitReady(Duration, Collection)} tells when it takes
     * part.
     *
     * @param id number of the node
     */
    public void restart(int id) {
        stop(id);
        start(List.of(id));
    }

    /**
     * Holds the process of a node (SIGSTOP): it keeps its ports and does nothing.
     *
     * @param id number of the node
     * @throws LocalClusterException where it does not run
     */
    public void pause(int id) {
        NodeProcess process = processes.get(checked(id));
        process.signal("STOP");
        // All its threads stop a moment after the signal.
        Waiting.until(TIMEOUT, () -> process.isPaused() || !process.isRunning());
    }

    /**
     * Lets the process of a node go on.
     *
     * @param id number of the node
     * @throws LocalClusterException where it does not run
     */
    public void resume(int id) {
        NodeProcess process = processes.get(checked(id));
        process.signal("CONT");
        Waiting.until(TIMEOUT, () -> !process.isPaused());
    }

    /**
     * Asks the leader for a snapshot, and waits until every node that runs has taken it.
     *
     * @param timeout after which waiting is given up
     * @return where it was taken
     * @throws LocalClusterException where there is no leader, it works on something else, or a node does not take it
     */
    public SnapshotTaken snapshot(Duration timeout) {
        return new SnapshotRequest(nodes, watch::glance).run(timeout);
    }

    /**
     * The last lines of a node's log.
     *
     * @param id    number of the node
     * @param lines how many at most
     * @return the lines, oldest first; none where the node has never been started
     */
    public List<String> lastLines(int id, int lines) {
        return LogTail.of(nodes.get(checked(id)).log(), lines);
    }

    /** Stops every node; those that do not stop in time are killed. The folder stays. */
    @Override
    public void close() {
        List<Integer> all = nodes.stream().map(LocalNode::id).toList();
        try {
            stop(all, TIMEOUT);
        } catch (LocalClusterException e) {
            kill(all);
            throw e;
        }
    }

    private int checked(int id) {
        if (id < 0 || id >= nodes.size()) {
            throw new IllegalArgumentException(
                    "there is no node " + id + ", the cluster has 0 to " + (nodes.size() - 1));
        }
        return id;
    }
}
