package org.tallystick.node;

import io.aeron.Aeron;
import io.aeron.archive.Archive;
import io.aeron.cluster.ClusterControl;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.ElectionState;
import io.aeron.cluster.service.Cluster;
import io.aeron.cluster.service.ClusteredServiceContainer;
import io.aeron.driver.MediaDriver;
import java.io.File;
import java.time.Duration;
import java.util.Objects;
import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;
import org.agrona.IoUtil;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.IdleStrategy;

/**
 * A node of one member, reached over shared memory alone: media driver, archive, consensus module and service, all driven
 * by one thread. {@link #onStart}, {@link #doWork} and {@link #onClose} belong to that thread, everything else may be
 * called from any.
 */
public final class ExchangeNode implements Agent {
    /** Rounds of the node for one of the media driver: over shared memory it has little to do. */
    private static final int DRIVER_EVERY = 8;

    private static final String DRIVER = "the media driver";
    private static final String ARCHIVE = "the archive";
    private static final String SERVICE = "the service container";
    private static final String CONSENSUS = "the consensus module";

    private static final System.Logger LOG = System.getLogger(ExchangeNode.class.getName());

    private final NodeConfig config;
    private final StorageConfig storageConfig;
    private final String aeronFolder;
    private final FailStop failStop = new FailStop(e -> LOG.log(System.Logger.Level.WARNING, e.toString()));
    private final DutyCycle dutyCycle = new DutyCycle(failStop);
    private DataFolder folder;
    private NodeStorage storage;
    private MediaDriver driver;
    private Archive archive;
    private ClusteredServiceContainer container;
    private ConsensusModule consensusModule;
    private volatile boolean isStarted;
    private volatile Duration startTime;

    /**
     * A node that has not started.
     *
     * @param config how it is run
     */
    public ExchangeNode(NodeConfig config) {
        this(config, StorageConfig.defaults());
    }

    /**
     * A node that has not started.
     *
     * @param config        how it is run
     * @param storageConfig what it does about its data
     */
    public ExchangeNode(NodeConfig config, StorageConfig storageConfig) {
        this.config = Objects.requireNonNull(config);
        this.storageConfig = Objects.requireNonNull(storageConfig);
        this.aeronFolder = config.aeronFolder() == null
                ? SharedMemory.newFolder()
                : config.aeronFolder().toAbsolutePath().toString();
    }

    /**
     * Starts the whole node on the calling thread, and returns when it leads and takes commands.
     *
     * @throws NodeFailedException   where a part of it does not start
     * @throws IllegalStateException where another node holds the folder
     */
    @Override
    public void onStart() {
        long beganNs = System.nanoTime();
        SharedMemory.removeOrphans();
        folder = DataFolder.take(config.folder());
        try {
            storage = NodeStorage.open(folder, config, storageConfig, failStop);
            launch(new NodeContexts(config, aeronFolder, folder, dutyCycle.idleStrategy()));
            IdleStrategy idle = dutyCycle.idleStrategy();
            while (!isLeader()) {
                idle.idle();
            }
        } catch (Throwable e) {
            onClose();
            throw failure(e);
        }
        startTime = Duration.ofNanos(System.nanoTime() - beganNs);
        isStarted = true;
        LOG.log(
                System.Logger.Level.DEBUG,
                "started in {0} ms, durability {1}",
                startTime.toMillis(),
                config.durability());
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
            return dutyCycle.run();
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    /** Stops everything and removes the shared memory; the data folder stays. */
    @Override
    public void onClose() {
        isStarted = false;
        ErrorHandler warn = e -> LOG.log(System.Logger.Level.WARNING, "while closing: " + e);
        dutyCycle.beginClosing(DRIVER, ARCHIVE);
        CloseHelper.close(warn, container);
        CloseHelper.close(warn, consensusModule);
        dutyCycle.end();
        CloseHelper.closeAll(warn, archive, driver);
        IoUtil.delete(new File(aeronFolder), true);
        CloseHelper.closeAll(warn, storage, folder);
    }

    @Override
    public String roleName() {
        return "exchange-node-" + config.memberId();
    }

    /** Whether it has started and not been closed. */
    public boolean isStarted() {
        return isStarted;
    }

    /** What stopped the node, null while nothing has. */
    public NodeFailedException failure() {
        return failStop.failure();
    }

    /** How long the start took, null before it has. */
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
     * Asks for a snapshot, which the node takes at the next place in the log. {@link #snapshots} tells when it is done.
     *
     * @return false where the node does not run, or works on an earlier request
     */
    public boolean requestSnapshot() {
        return isStarted
                && ClusterControl.ToggleState.SNAPSHOT.toggle(
                        consensusModule.context().controlToggleCounter());
    }

    /** Snapshots taken since the start. */
    public long snapshots() {
        return isStarted ? consensusModule.context().snapshotCounter().get() : 0;
    }

    /** Each part is driven from its launch on, because the next one's launch waits for it. */
    private void launch(NodeContexts contexts) {
        driver = MediaDriver.launch(contexts.driver(failStop.tolerant(DRIVER)));
        AgentInvoker driverInvoker = driver.sharedAgentInvoker();
        drive(DRIVER, DRIVER_EVERY, driverInvoker);

        Aeron archiveAeron = contexts.aeron("archive", driverInvoker, failStop.tolerant(ARCHIVE));
        archive = Archive.launch(contexts.archive(archiveAeron, failStop.tolerant(ARCHIVE)));
        drive(ARCHIVE, 1, archive.invoker());

        ErrorHandler serviceErrors = failStop.strict(SERVICE);
        Aeron serviceAeron = contexts.aeron("service", driverInvoker, serviceErrors);
        ServiceAgentCapture service = new ServiceAgentCapture(serviceAeron.countersReader(), NodeContexts.CLUSTER_ID);
        container = ClusteredServiceContainer.launch(contexts.service(serviceAeron, serviceErrors)
                .threadFactory(service)
                .clusteredService(new ExchangeService(
                        contexts.archiveClient(NodeContexts.EVENTS_ARCHIVE_STREAM_ID), storage, failStop)));
        dutyCycle.add(SERVICE, 1, service);

        ErrorHandler consensusErrors = failStop.strict(CONSENSUS);
        consensusModule = ConsensusModule.launch(
                contexts.consensusModule(contexts.aeron("consensus", driverInvoker, consensusErrors), consensusErrors));
        failStop.check();
        drive(CONSENSUS, 1, consensusModule.conductorAgentInvoker());
    }

    private void drive(String part, int every, AgentInvoker invoker) {
        dutyCycle.add(part, every, () -> {
            int work = invoker.invoke();
            if (invoker.isClosed()) {
                throw new AgentTerminationException("it has stopped");
            }
            return work;
        });
    }

    private boolean isLeader() {
        ConsensusModule.Context context = consensusModule.context();
        return context.clusterNodeRoleCounter().get() == Cluster.Role.LEADER.code()
                && context.electionStateCounter().get() == ElectionState.CLOSED.code();
    }

    private NodeFailedException failure(Throwable thrown) {
        NodeFailedException first = failStop.failure();
        return first != null ? first : new NodeFailedException("its start or duty cycle", thrown);
    }
}
