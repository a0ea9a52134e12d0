package org.tallystick.node;

import io.aeron.Aeron;
import io.aeron.archive.Archive;
import io.aeron.cluster.ClusterControl;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.ElectionState;
import io.aeron.cluster.RecordingLog;
import io.aeron.cluster.service.Cluster;
import io.aeron.cluster.service.ClusteredServiceContainer;
import io.aeron.driver.MediaDriver;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;
import org.agrona.IoUtil;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.status.CountersReader;
import org.tallystick.node.log.NodeLog;
import org.tallystick.node.metrics.Health;
import org.tallystick.node.metrics.MetricsServer;

/**
 * A node: media driver, archive, consensus module and service, all driven by one thread, or each by its own. {@link
 * #onStart}, {@link #doWork} and {@link #onClose} belong to one thread, everything else may be called from any.
 */
public final class ExchangeNode implements Agent {
    /** Rounds of the node for one of the media driver, where only shared memory is used and it has little to do. */
    private static final int DRIVER_EVERY = 8;

    /** Of a part within the wait of another: what it waits for comes at once, or not at all. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private static final String DRIVER = "the media driver";
    private static final String ARCHIVE = "the archive";
    private static final String SERVICE = "the service container";
    private static final String RESEED = "the reseed";
    private static final int RESEED_EVERY = 1024;
    private static final String CONSENSUS = "the consensus module";
    private static final String REPORTER = "the node's own connection";

    private final NodeConfig config;
    private final StorageConfig storageConfig;
    private final String aeronFolder;
    private final NodeLog log;
    private final FailStop failStop;
    private final DutyCycle dutyCycle;
    private MetricsServer metrics;
    private DataFolder folder;
    private NodeStorage storage;
    private MediaDriver driver;
    private Archive archive;
    private ClusteredServiceContainer container;
    private ConsensusModule consensusModule;
    private BlockReporter reporter;
    private SnapshotSchedule schedule;
    private long beganNs;
    private volatile boolean isStarted;
    private volatile Duration startTime;

    /**
     * A node that has not started.
     *
     * @param config how it is run
     */
    public ExchangeNode(NodeConfig config) {
        this(config, StorageConfig.of(config));
    }

    /** A node that says what happens to it to a log, which stays open. */
    ExchangeNode(NodeConfig config, NodeLog log) {
        this(config, StorageConfig.of(config), log);
    }

    /**
     * A node that has not started.
     *
     * @param config        how it is run
     * @param storageConfig what it does about its data
     */
    public ExchangeNode(NodeConfig config, StorageConfig storageConfig) {
        this(config, storageConfig, NodeLog.toSystemLogger(config.memberId()));
    }

    private ExchangeNode(NodeConfig config, StorageConfig storageConfig, NodeLog log) {
        this.config = Objects.requireNonNull(config);
        this.storageConfig = Objects.requireNonNull(storageConfig);
        this.log = log;
        this.failStop = new FailStop((part, e) -> log.warn(part + ": " + e));
        this.dutyCycle = new DutyCycle(failStop, LONGEST_WAIT);
        this.aeronFolder = config.aeronFolder() == null
                ? SharedMemory.newFolder()
                : config.aeronFolder().toAbsolutePath().toString();
    }

    /**
     * Launches all parts. Whether it takes part in its cluster already, {@link #isReady} tells while it is driven.
     *
     * @throws NodeFailedException   where a part of it does not start
     * @throws IllegalStateException where it must not start, because another node holds the folder, a port is taken and
     *     so on
     */
    @Override
    public void onStart() {
        beganNs = System.nanoTime();
        SharedMemory.removeOrphans();
        folder = DataFolder.take(config.folder());
        try {
            log.openFile(config.logFile());
            removeKilled();
            StartChecks.check(config, Path.of(aeronFolder));
            launchMetrics();
            new RunFile(ProcessHandle.current().pid(), config.memberId(), Path.of(aeronFolder)).write(config.folder());
            storage = NodeStorage.open(folder, config, storageConfig, failStop, log::warn);
            launch(new NodeContexts(config, aeronFolder, folder, dutyCycle.idleStrategy()));
        } catch (IllegalStateException | NodeFailedException e) {
            onClose();
            throw e;
        } catch (Throwable e) {
            onClose();
            throw failure(e);
        }
        isStarted = true;
        schedule = new SnapshotSchedule(config.snapshots(), this, latestSnapshot(), System.nanoTime());
    }

    /**
     * Starts and drives the node until it leads; for a node that is alone.
     *
     * @throws NodeFailedException   as for {@link #onStart}
     * @throws IllegalStateException as for {@link #onStart}
     */
    public void startAndLead() {
        onStart();
        try {
            IdleStrategy idle = dutyCycle.idleStrategy();
            while (!isReady()) {
                idle.idle();
            }
        } catch (Throwable e) {
            onClose();
            throw failure(e);
        }
    }

    /**
     * One round of everything.
     *
     * @return how much was done, 0 where the caller may idle
     * @throws NodeFailedException once something has failed
     */
    @Override
    public int doWork() {
        try {
            schedule.poll(System.nanoTime());
            return dutyCycle.run();
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    /** Stops everything and removes the shared memory; the data folder stays. */
    @Override
    public void onClose() {
        isStarted = false;
        if (folder == null) {
            return;
        }
        ErrorHandler warn = e -> log.warn("while closing: " + e);
        dutyCycle.beginClosing(DRIVER, ARCHIVE);
        CloseHelper.close(warn, reporter);
        CloseHelper.close(warn, container);
        CloseHelper.close(warn, consensusModule);
        dutyCycle.end();
        CloseHelper.closeAll(warn, archive, driver, metrics);
        metrics = null;
        IoUtil.delete(new File(aeronFolder), true);
        RunFile.delete(config.folder());
        CloseHelper.closeAll(warn, storage, folder);
        folder = null;
    }

    @Override
    public String roleName() {
        return "exchange-node-" + config.memberId();
    }

    /** Whether it has started and not been closed. */
    public boolean isStarted() {
        return isStarted;
    }

    /** Whether it takes part in its cluster, as leader or as follower, and no election is under way. */
    public boolean isReady() {
        if (!isStarted || ElectionState.get(consensusModule.context().electionStateCounter()) != ElectionState.CLOSED) {
            return false;
        }
        if (startTime == null) {
            startTime = Duration.ofNanos(System.nanoTime() - beganNs);
            log.info("ready after " + startTime.toMillis() + " ms, durability " + config.durability());
        }
        return true;
    }

    /** Whether it leads its cluster. */
    public boolean isLeader() {
        return isReady() && consensusModule.context().clusterNodeRoleCounter().get() == Cluster.Role.LEADER.code();
    }

    /** What stopped the node, null while nothing has. */
    public NodeFailedException failure() {
        return failStop.failure();
    }

    /** How long it took until it took part in its cluster, null before it did. */
    public Duration startTime() {
        return startTime;
    }

    /** Folder of the media driver, where clients on this machine find it. */
    public String aeronFolder() {
        return aeronFolder;
    }

    /** How the node is run. */
    public NodeConfig config() {
        return config;
    }

    /**
     * Asks for a snapshot, which all nodes take at the next place in the log; a follower asks its leader. {@link #snapshots}
     * tells when it is done. On the node's own thread, where it is a member of a cluster.
     *
     * @return false where the node does not run, has no leader, or works on an earlier request
     */
    public boolean requestSnapshot() {
        if (!isStarted) {
            return false;
        }
        if (reporter != null && !isLeader()) {
            return reporter.requestSnapshot();
        }
        return ClusterControl.ToggleState.SNAPSHOT.toggle(
                consensusModule.context().controlToggleCounter());
    }

    /** Position up to which the log is committed, as far as this node knows. */
    public long commitPosition() {
        return isStarted ? consensusModule.context().commitPositionCounter().get() : 0;
    }

    /** Snapshots taken since the start. */
    public long snapshots() {
        return isStarted ? consensusModule.context().snapshotCounter().get() : 0;
    }

    /** The node's counters and Aeron's, while it runs. */
    CountersReader counters() {
        return consensusModule.context().aeron().countersReader();
    }

    /** Port of the metrics page, 0 where there is none. */
    int metricsPort() {
        return metrics == null ? 0 : metrics.port();
    }

    private void launchMetrics() {
        if (config.metricsAddress() != null) {
            Health health = new Health(this::failure, dutyCycle::rounds);
            metrics = MetricsServer.launch(
                    config.metricsAddress(), config.isOpenNetwork(), config.memberId(), config.folder(), health);
            log.info("metrics page on port " + metrics.port());
        }
    }

    /** Each part is driven from its launch on, because the next one's launch waits for it. */
    private void launch(NodeContexts contexts) {
        driver = MediaDriver.launch(contexts.driver(failStop.tolerant(DRIVER)));
        if (metrics != null) {
            metrics.onDriverStarted(Path.of(aeronFolder));
        }
        AgentInvoker driverInvoker = driver.sharedAgentInvoker();
        drive(DRIVER, config.isSharedMemoryAlone() ? DRIVER_EVERY : 1, driverInvoker);

        Aeron archiveAeron = contexts.archiveAeron(driverInvoker, failStop.tolerant(ARCHIVE));
        archive = Archive.launch(contexts.archive(archiveAeron, failStop.tolerant(ARCHIVE)));
        drive(ARCHIVE, 1, archive.invoker());

        if (!config.isSharedMemoryAlone()) {
            Aeron own = contexts.aeron("node", driverInvoker, failStop.tolerant(REPORTER));
            OwnConnection connection =
                    new OwnConnection(own, contexts::ownConnection, error -> failStop.warn(REPORTER, error));
            reporter = new BlockReporter(
                    connection, config.memberId(), config.members().size());
        }

        ErrorHandler serviceErrors = failStop.strict(SERVICE);
        Aeron serviceAeron = contexts.aeron("service", driverInvoker, serviceErrors);
        ClusteredServiceContainer.Context service = contexts.service(serviceAeron, serviceErrors)
                .clusteredService(new ExchangeService(
                        contexts.archiveClient(NodeContexts.EVENTS_ARCHIVE_STREAM_ID),
                        storage,
                        failStop,
                        reporter == null ? engine -> {} : reporter::onTimer,
                        config.memberId()));
        if (config.threading().isOneThread()) {
            ServiceAgentCapture capture =
                    new ServiceAgentCapture(serviceAeron.countersReader(), NodeContexts.CLUSTER_ID);
            container = ClusteredServiceContainer.launch(service.threadFactory(capture));
            dutyCycle.add(SERVICE, 1, capture);
        } else {
            container = ClusteredServiceContainer.launch(service);
        }

        ErrorHandler consensusErrors = failStop.consensus(CONSENSUS);
        ConsensusModule.Context consensus =
                contexts.consensusModule(contexts.aeron("consensus", driverInvoker, consensusErrors), consensusErrors);
        if (storage.isCatchingUp()) {
            holdBack(consensus);
        }
        consensusModule = ConsensusModule.launch(consensus);
        failStop.check();
        drive(CONSENSUS, 1, consensusModule.conductorAgentInvoker());
        if (reporter != null) {
            dutyCycle.add(REPORTER, 1, () -> reporter.poll(System.nanoTime(), isReady()));
        }
    }

    /** Aeron's own candidates are those for whom no other leader is appointed: it need not be the one that is elected. */
    private void holdBack(ConsensusModule.Context consensus) {
        log.warn("the folder was emptied: the node stands for no election until it has the log again");
        consensus.appointedLeaderId(
                (config.memberId() + 1) % Math.max(2, config.members().size()));
        dutyCycle.add(RESEED, RESEED_EVERY, () -> {
            if (consensus.appointedLeaderId() != Aeron.NULL_VALUE && !storage.isCatchingUp()) {
                consensus.appointedLeaderId(Aeron.NULL_VALUE);
                log.info("the node has the log again that it had, and may be elected");
            }
            return 0;
        });
    }

    /** A part without an invoker has threads of its own. */
    private void drive(String part, int every, AgentInvoker invoker) {
        if (invoker == null) {
            return;
        }
        dutyCycle.add(part, every, () -> {
            int work = invoker.invoke();
            if (invoker.isClosed()) {
                throw new AgentTerminationException("it has stopped");
            }
            return work;
        });
    }

    /** Whoever holds the folder knows that the node that ran here is dead: its shared memory would stay for ever. */
    private void removeKilled() {
        RunFile.read(config.folder()).map(RunFile::aeronFolder).ifPresent(SharedMemory::remove);
    }

    private long latestSnapshot() {
        RecordingLog.Entry latest =
                consensusModule.context().recordingLog().getLatestSnapshot(ConsensusModule.Configuration.SERVICE_ID);
        return latest == null ? 0 : latest.logPosition;
    }

    private NodeFailedException failure(Throwable thrown) {
        NodeFailedException first = failStop.failure();
        return first != null ? first : new NodeFailedException("its start or duty cycle", thrown);
    }
}
