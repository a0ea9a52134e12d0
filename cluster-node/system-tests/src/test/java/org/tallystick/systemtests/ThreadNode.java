package org.tallystick.systemtests;

import java.util.function.Supplier;
import org.agrona.concurrent.IdleStrategy;
import org.tallystick.node.ExchangeNode;
import org.tallystick.node.NodeConfig;
import org.tallystick.node.Threading;

/** A node in this process, driven by a thread of its own. */
final class ThreadNode implements TestNode {
    private final int id;
    private final Supplier<NodeConfig> config;
    private final NodeLines lines;
    private Run run;

    /**
     * A node that does not run.
     *
     * @param id     number of the node
     * @param config how it is run, asked for at each start
     * @param lines  hears what it says
     */
    ThreadNode(int id, Supplier<NodeConfig> config, NodeLines lines) {
        this.id = id;
        this.config = config;
        this.lines = lines;
    }

    @Override
    public void start() {
        if (isRunning()) {
            throw new IllegalStateException("node " + id + " runs");
        }
        run = new Run(new ExchangeNode(config.get()));
        run.thread.start();
    }

    @Override
    public void stop() {
        if (run != null) {
            run.isStopping = true;
            Polling.await("node " + id + " stops", () -> !run.thread.isAlive());
        }
    }

    @Override
    public void pause() {
        run.isPaused = true;
        Polling.await("node " + id + " is held", () -> run.isHeld || !run.thread.isAlive());
    }

    @Override
    public void resume() {
        run.isPaused = false;
    }

    @Override
    public boolean isRunning() {
        return run != null && run.thread.isAlive();
    }

    @Override
    public boolean isReady() {
        return run != null && run.isReady && !run.isPaused;
    }

    @Override
    public boolean isLeader() {
        return isReady() && run.isLeader;
    }

    @Override
    public boolean requestSnapshot() {
        run.isSnapshotWanted = true;
        Polling.await("node " + id + " takes the request", () -> !run.isSnapshotWanted);
        return run.isSnapshotAsked;
    }

    @Override
    public String said() {
        return lines.of(id);
    }

    @Override
    public String end() {
        return run == null || run.thrown == null ? "" : run.thrown.toString();
    }

    /** One start of the node, to its end. What other threads want to know, its own thread looks up. */
    private static final class Run {
        private final ExchangeNode node;
        private final Thread thread;
        private volatile boolean isStopping;
        private volatile boolean isPaused;
        private volatile boolean isHeld;
        private volatile boolean isReady;
        private volatile boolean isLeader;
        private volatile boolean isSnapshotWanted;
        private volatile boolean isSnapshotAsked;
        private volatile Throwable thrown;

        private Run(ExchangeNode node) {
            this.node = node;
            this.thread = new Thread(this::run, node.roleName());
            thread.setDaemon(true);
        }

        private void run() {
            try {
                node.onStart();
                drive();
            } catch (Throwable e) {
                thrown = e;
            } finally {
                isReady = false;
                node.onClose();
            }
        }

        private void drive() {
            IdleStrategy idle = Threading.QUIET.newIdleStrategy();
            while (!isStopping) {
                isHeld = isPaused;
                if (isHeld) {
                    idle.idle(0);
                    continue;
                }
                idle.idle(node.doWork());
                isReady = node.isReady();
                isLeader = node.isLeader();
                if (isSnapshotWanted) {
                    isSnapshotAsked = node.requestSnapshot();
                    isSnapshotWanted = false;
                }
            }
        }
    }
}
