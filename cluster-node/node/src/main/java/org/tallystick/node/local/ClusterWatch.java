package org.tallystick.node.local;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.tallystick.node.RunFile;

/** Sees what the nodes of a cluster do, waits for them, and says what is wrong with those that do not come. */
final class ClusterWatch {
    private static final int LOG_LINES = 5;

    private final List<LocalNode> nodes;
    private final List<NodeProcess> processes;

    /** @param processes of the nodes, in the same order */
    ClusterWatch(List<LocalNode> nodes, List<NodeProcess> processes) {
        this.nodes = nodes;
        this.processes = processes;
    }

    ClusterStatus status() {
        return new ClusterStatus(nodes.stream()
                .map(node -> statusOf(node.id(), DiskUse.of(node.folder())))
                .toList());
    }

    /** The status without what takes long to find. */
    ClusterStatus glance() {
        return new ClusterStatus(
                nodes.stream().map(node -> statusOf(node.id(), NodeStatus.NONE)).toList());
    }

    int awaitLeader(Duration timeout) {
        ClusterStatus status = await(timeout, seen -> seen.leader().isPresent());
        return status.leader()
                .map(NodeStatus::id)
                .orElseThrow(() ->
                        new LocalClusterException("no leader within " + timeout.toSeconds() + " s" + describe(status)));
    }

    /** Waits until nodes take part; no longer, where one of them has ended. */
    void awaitReady(Duration timeout, Collection<Integer> ids) {
        ClusterStatus status = await(
                timeout,
                seen -> ids.stream().anyMatch(id -> !seen.nodes().get(id).isRunning())
                        || ids.stream().allMatch(seen::takesPart));
        List<Integer> missing = ids.stream().filter(id -> !status.takesPart(id)).toList();
        if (!missing.isEmpty()) {
            boolean allRun = ids.stream().allMatch(id -> status.nodes().get(id).isRunning());
            throw new LocalClusterException((allRun ? "after " + timeout.toSeconds() + " s " : "") + name(missing)
                    + (missing.size() == 1 ? " does" : " do") + " not take part" + describe(status));
        }
    }

    /** Waits until the processes of nodes are gone. */
    void awaitEnd(List<Integer> ids, Duration timeout) {
        if (!Waiting.until(timeout, () -> running(ids).isEmpty())) {
            List<Integer> running = running(ids);
            throw new LocalClusterException(name(running) + (running.size() == 1 ? " still runs " : " still run ")
                    + timeout.toSeconds() + " s after being told to stop");
        }
    }

    private List<Integer> running(List<Integer> ids) {
        return ids.stream().filter(id -> processes.get(id).isRunning()).toList();
    }

    /** @return what was seen last, whether the condition holds or the time is over */
    private ClusterStatus await(Duration timeout, Predicate<ClusterStatus> condition) {
        ClusterStatus[] seen = {glance()};
        Waiting.until(timeout, () -> {
            seen[0] = glance();
            return condition.test(seen[0]);
        });
        return seen[0];
    }

    private static String name(List<Integer> ids) {
        return (ids.size() == 1 ? "node " : "nodes ")
                + String.join(", ", ids.stream().map(String::valueOf).toList());
    }

    private String describe(ClusterStatus status) {
        StringBuilder text = new StringBuilder();
        for (LocalNode node : nodes) {
            if (!status.takesPart(node.id())) {
                NodeStatus.State state = status.nodes().get(node.id()).state();
                text.append(String.format(
                        "%nnode %d: %s; %s ends with", node.id(), state.name().toLowerCase(Locale.ROOT), node.log()));
                for (String line : LogTail.of(node.log(), LOG_LINES)) {
                    text.append(System.lineSeparator()).append("  ").append(line);
                }
            }
        }
        return text.toString();
    }

    private NodeStatus statusOf(int id, long diskBytes) {
        NodeProcess process = processes.get(id);
        Optional<ProcessHandle> handle = process.find();
        Optional<NodeCounters> counters = handle.isEmpty()
                ? Optional.empty()
                : process.runFile().map(RunFile::aeronFolder).flatMap(NodeCounters::read);
        NodeStatus.State state = handle.isEmpty()
                ? stateOfDead(process)
                : process.isPaused() ? NodeStatus.State.PAUSED : stateOf(counters);
        NodeCounters read = counters.orElse(NodeCounters.NONE);
        return new NodeStatus(
                id,
                handle.map(ProcessHandle::pid).orElse(NodeStatus.NONE),
                state,
                read.role(),
                read.term(),
                read.commitPosition(),
                read.logPosition(),
                read.eventPosition(),
                read.connections(),
                read.snapshots(),
                read.market(),
                diskBytes,
                process.uptime());
    }

    private static NodeStatus.State stateOfDead(NodeProcess process) {
        if (process.runFile().isPresent()) {
            return NodeStatus.State.KILLED;
        }
        return process.wasStarted() ? NodeStatus.State.ENDED : NodeStatus.State.STOPPED;
    }

    private static NodeStatus.State stateOf(Optional<NodeCounters> counters) {
        if (counters.filter(NodeCounters::isElected).isPresent()) {
            return NodeStatus.State.UP;
        }
        return counters.filter(NodeCounters::isElecting).isPresent()
                ? NodeStatus.State.ELECTION
                : NodeStatus.State.STARTING;
    }
}
