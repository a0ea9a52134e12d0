package org.tallystick.node;

import io.aeron.Aeron;
import io.aeron.AeronCounters;
import io.aeron.ChannelUriStringBuilder;
import io.aeron.CommonContext;
import io.aeron.RethrowingErrorHandler;
import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveCounters;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.checksum.Checksums;
import io.aeron.archive.client.AeronArchive;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.PriorityHeapTimerServiceSupplier;
import io.aeron.cluster.client.AeronCluster;
import io.aeron.cluster.service.ClusterCounters;
import io.aeron.cluster.service.ClusteredServiceContainer;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.security.CredentialsSupplier;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.agrona.ErrorHandler;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NoOpLock;
import org.tallystick.codecs.NodePrincipal;

/**
 * Aeron's settings for a node: alone and reached over shared memory, or a member of a cluster reached over UDP; driven by
 * one thread, or with threads of its own. What is not set here is Aeron's own, and set with its {@code aeron.*} properties.
 */
final class NodeContexts {
    /** Stream ids of the answers of the archive to the node's own three clients. */
    static final int CONSENSUS_ARCHIVE_STREAM_ID = 7120;

    static final int CONTAINER_ARCHIVE_STREAM_ID = 7121;
    static final int EVENTS_ARCHIVE_STREAM_ID = 7122;

    static final int CLUSTER_ID = 0;

    /** A member has five addresses; over shared memory they are names only. */
    private static final String ADDRESSES = "ingress:1,consensus:2,log:3,catchup:4,archive:5";

    private static final String UDP_CHANNEL = "aeron:udp";

    private static final int COUNTERS_LENGTH = 1 << 20;

    /** Replays that a node serves at once: consumers of the event stream, and members that catch up. */
    private static final int MAX_REPLAYS = 64;

    /** Heartbeats in the time after which a leader counts as silent. */
    private static final int HEARTBEATS = 10;

    /** Time that a node waits for the others when it starts, in heartbeat timeouts. */
    private static final int CANVASS = 10;

    private static final long LONGEST_CANVASS_NS = TimeUnit.SECONDS.toNanos(5);

    private static final long STATUS_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Messages taken in one round: what is recorded together is forced to the disk together. */
    private static final int FRAGMENT_LIMIT = 1000;

    private final NodeConfig config;
    private final String aeronFolder;
    private final DataFolder folder;
    private final Supplier<IdleStrategy> idle;
    private final Member self;
    private final PinnedThreads threads;

    /** @param idle of whatever waits on the node's one thread; unused where the parts have their own */
    NodeContexts(NodeConfig config, String aeronFolder, DataFolder folder, IdleStrategy idle) {
        this.config = config;
        this.aeronFolder = aeronFolder;
        this.folder = folder;
        this.self = config.self();
        boolean isOneThread = config.threading().isOneThread();
        this.idle = isOneThread ? () -> idle : config.threading()::newIdleStrategy;
        this.threads = isOneThread ? null : PinnedThreads.on(config.cpus());
    }

    MediaDriver.Context driver(ErrorHandler errorHandler) {
        long stallNs = config.stallTimeout().toNanos();
        NodeConfig.Buffers buffers = config.buffers();
        MediaDriver.Context context = new MediaDriver.Context()
                .aeronDirectoryName(aeronFolder)
                .errorHandler(errorHandler)
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true)
                .termBufferSparseFile(threads == null)
                .publicationTermBufferLength(buffers.termLength())
                .ipcTermBufferLength(buffers.termLength())
                .mtuLength(buffers.mtuLength())
                .ipcMtuLength(buffers.mtuLength())
                .counterValuesBufferLength(COUNTERS_LENGTH)
                .clientLivenessTimeoutNs(stallNs)
                .publicationUnblockTimeoutNs(stallNs + TimeUnit.SECONDS.toNanos(10));
        if (!config.isSharedMemoryAlone()) {
            int socketBuffer = SocketBuffers.length();
            context.socketSndbufLength(socketBuffer)
                    .socketRcvbufLength(socketBuffer)
                    .initialWindowLength(socketBuffer);
        }
        if (threads == null) {
            return context.threadingMode(ThreadingMode.INVOKER).asyncExecutorEnabled(false);
        }
        return context.threadingMode(ThreadingMode.DEDICATED)
                .senderThreadFactory(threads.factory(0, "sender"))
                .receiverThreadFactory(threads.factory(1, "receiver"))
                .senderIdleStrategy(idle.get())
                .receiverIdleStrategy(idle.get());
    }

    /** A client of the driver for a part of the node. */
    Aeron aeron(String name, AgentInvoker driverInvoker, ErrorHandler errorHandler) {
        return aeron(name, driverInvoker, idle.get(), errorHandler);
    }

    /** A client of the driver for the archive. */
    Aeron archiveAeron(AgentInvoker driverInvoker, ErrorHandler errorHandler) {
        return isArchiveApart()
                ? aeron("archive", null, new OwnThreadIdle(idle.get()), errorHandler)
                : aeron("archive", driverInvoker, errorHandler);
    }

    private Aeron aeron(String name, AgentInvoker driverInvoker, IdleStrategy waiting, ErrorHandler errorHandler) {
        return Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(aeronFolder)
                .clientName(name)
                .driverAgentInvoker(driverInvoker)
                .useConductorAgentInvoker(true)
                .clientLock(NoOpLock.INSTANCE)
                .awaitingIdleStrategy(waiting)
                .subscriberErrorHandler(RethrowingErrorHandler.INSTANCE)
                .errorHandler(errorHandler));
    }

    /**
     * Whether the archive has a thread of its own where all else shares one: forcing to a disk takes milliseconds, on a busy
     * one hundreds of them, and a leader whose thread waits for that sends no heartbeats.
     */
    private boolean isArchiveApart() {
        return config.threading() == Threading.LOCAL
                && config.durability() == Durability.DISK
                && !config.isSharedMemoryAlone();
    }

    Archive.Context archive(Aeron aeron, ErrorHandler errorHandler) {
        int syncLevel = config.durability().fileSyncLevel();
        long archiveId = config.memberId();
        Archive.Context context = new Archive.Context()
                .aeron(aeron)
                .ownsAeronClient(true)
                .aeronDirectoryName(aeronFolder)
                .archiveId(archiveId)
                .archiveDir(folder.archive().toFile())
                .errorHandler(errorHandler)
                .errorCounter(ArchiveCounters.allocate(
                        aeron,
                        new ExpandableArrayBuffer(),
                        AeronCounters.ARCHIVE_ERROR_COUNT_TYPE_ID,
                        "Archive Errors",
                        archiveId))
                .idleStrategySupplier(idle)
                .archiveClientContext(new AeronArchive.Context().controlResponseChannel(anyPortChannel()))
                .replicationChannel(anyPortChannel())
                .recordingEventsEnabled(false)
                .segmentFileLength(config.buffers().segmentLength())
                .fileSyncLevel(syncLevel)
                .catalogFileSyncLevel(syncLevel)
                .recordChecksum(Checksums.crc32c())
                .replayChecksum(Checksums.crc32c());
        if (self == null) {
            context.controlChannelEnabled(false);
        } else {
            context.controlChannel(udp(self.archive())).maxConcurrentReplays(MAX_REPLAYS);
        }
        if (isArchiveApart()) {
            return context.threadingMode(ArchiveThreadingMode.SHARED)
                    .idleStrategySupplier(() -> new OwnThreadIdle(idle.get()));
        }
        if (threads == null) {
            return context.threadingMode(ArchiveThreadingMode.INVOKER);
        }
        return context.threadingMode(ArchiveThreadingMode.SHARED).threadFactory(threads.factory(2, "archive"));
    }

    /** For the node's own clients of its archive. */
    AeronArchive.Context archiveClient(int responseStreamId) {
        return new AeronArchive.Context()
                .controlRequestChannel(AeronArchive.Configuration.localControlChannel())
                .controlRequestStreamId(AeronArchive.Configuration.localControlStreamId())
                .controlResponseChannel(CommonContext.IPC_CHANNEL)
                .controlResponseStreamId(responseStreamId)
                .idleStrategy(idle.get())
                .lock(NoOpLock.INSTANCE)
                .messageTimeoutNs(config.stallTimeout().toNanos());
    }

    ClusteredServiceContainer.Context service(Aeron aeron, ErrorHandler errorHandler) {
        ClusteredServiceContainer.Context context = new ClusteredServiceContainer.Context()
                .aeron(aeron)
                .ownsAeronClient(true)
                .aeronDirectoryName(aeronFolder)
                .clusterId(CLUSTER_ID)
                .clusterDir(folder.cluster().toFile())
                .errorHandler(errorHandler)
                .logFragmentLimit(FRAGMENT_LIMIT)
                .archiveContext(archiveClient(CONTAINER_ARCHIVE_STREAM_ID))
                .idleStrategySupplier(idle);
        return threads == null ? context : context.threadFactory(threads.factory(4, "service"));
    }

    ConsensusModule.Context consensusModule(Aeron aeron, ErrorHandler errorHandler) {
        long heartbeatNs = config.heartbeatTimeout().toNanos();
        ConsensusModule.Context context = new ConsensusModule.Context()
                .aeron(aeron)
                .ownsAeronClient(true)
                .aeronDirectoryName(aeronFolder)
                .clusterId(CLUSTER_ID)
                .clusterMemberId(config.memberId())
                .clusterMembers(members())
                .clusterDir(folder.cluster().toFile())
                .errorHandler(errorHandler)
                .errorCounter(ClusterCounters.allocate(
                        aeron,
                        new ExpandableArrayBuffer(),
                        "Cluster Errors",
                        AeronCounters.CLUSTER_CONSENSUS_MODULE_ERROR_COUNT_TYPE_ID,
                        CLUSTER_ID))
                .archiveContext(archiveClient(CONSENSUS_ARCHIVE_STREAM_ID))
                .idleStrategySupplier(idle)
                .ingressFragmentLimit(FRAGMENT_LIMIT)
                .logFragmentLimit(FRAGMENT_LIMIT)
                .clusterClock(new SteadyClock())
                .timerServiceSupplier(new PriorityHeapTimerServiceSupplier())
                .fileSyncLevel(config.durability().fileSyncLevel())
                .logChannel(logChannel())
                .replicationChannel(anyPortChannel())
                // Where the one ingress is over shared memory, a second of that kind would take every message twice.
                .isIpcIngressAllowed(false)
                .leaderHeartbeatTimeoutNs(heartbeatNs)
                .leaderHeartbeatIntervalNs(heartbeatNs / HEARTBEATS)
                .electionTimeoutNs(heartbeatNs / 2)
                .electionStatusIntervalNs(STATUS_INTERVAL_NS)
                .startupCanvassTimeoutNs(Math.max(2 * heartbeatNs, Math.min(heartbeatNs * CANVASS, LONGEST_CANVASS_NS)))
                .maxConcurrentSessions(config.maxConnections())
                .sessionTimeoutNs(config.connectionTimeout().toNanos())
                .authenticatorSupplier(NamedPrincipalAuthenticator::new)
                .authorisationServiceSupplier(NodeAuthorisation::new);
        if (self == null) {
            context.consensusChannel(CommonContext.IPC_CHANNEL).ingressChannel(CommonContext.IPC_CHANNEL);
        } else {
            context.ingressChannel(UDP_CHANNEL);
        }
        return threads == null ? context.useAgentInvoker(true) : context.threadFactory(threads.factory(3, "consensus"));
    }

    /** For the node's own connection to its cluster. */
    AeronCluster.Context ownConnection() {
        byte[] principal = NodePrincipal.of(config.memberId()).getBytes(StandardCharsets.US_ASCII);
        return new AeronCluster.Context()
                .ingressChannel(UDP_CHANNEL)
                .ingressEndpoints(Member.ingressEndpoints(config.members()))
                .egressChannel(anyPortChannel())
                .idleStrategy(idle.get())
                .clientName("node")
                .credentialsSupplier(new CredentialsSupplier() {
                    @Override
                    public byte[] encodedCredentials() {
                        return principal;
                    }

                    @Override
                    public byte[] onChallenge(byte[] challenge) {
                        return principal;
                    }
                });
    }

    private String members() {
        if (self == null) {
            return config.memberId() + "," + ADDRESSES;
        }
        StringBuilder all = new StringBuilder();
        for (int id = 0; id < config.members().size(); id++) {
            all.append(config.members().get(id).endpoints(id)).append('|');
        }
        return all.toString();
    }

    private String logChannel() {
        return new ChannelUriStringBuilder()
                .media(self == null ? CommonContext.IPC_MEDIA : CommonContext.UDP_MEDIA)
                .termLength(config.buffers().logTermLength())
                .build();
    }

    private String anyPortChannel() {
        return self == null ? CommonContext.IPC_CHANNEL : udp(self.anyPort());
    }

    private static String udp(String endpoint) {
        return new ChannelUriStringBuilder()
                .media(CommonContext.UDP_MEDIA)
                .endpoint(endpoint)
                .build();
    }
}
