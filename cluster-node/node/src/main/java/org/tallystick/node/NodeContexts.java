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
import io.aeron.cluster.NanosecondClusterClock;
import io.aeron.cluster.PriorityHeapTimerServiceSupplier;
import io.aeron.cluster.service.ClusterCounters;
import io.aeron.cluster.service.ClusteredServiceContainer;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.util.concurrent.TimeUnit;
import org.agrona.ErrorHandler;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NoOpLock;

/** Aeron's settings for a node that one thread drives and that is reached over shared memory alone. */
final class NodeContexts {
    /** Stream ids of the answers of the archive to the node's own three clients. */
    static final int CONSENSUS_ARCHIVE_STREAM_ID = 7120;

    static final int CONTAINER_ARCHIVE_STREAM_ID = 7121;
    static final int EVENTS_ARCHIVE_STREAM_ID = 7122;

    static final int CLUSTER_ID = 0;

    /** A member has five addresses; over shared memory they are names only. */
    private static final String ADDRESSES = "ingress:1,consensus:2,log:3,catchup:4,archive:5";

    /** Messages taken in one round: what is recorded together is forced to the disk together. */
    private static final int FRAGMENT_LIMIT = 1000;

    private final NodeConfig config;
    private final String aeronFolder;
    private final DataFolder folder;
    private final IdleStrategy idle;

    NodeContexts(NodeConfig config, String aeronFolder, DataFolder folder, IdleStrategy idle) {
        this.config = config;
        this.aeronFolder = aeronFolder;
        this.folder = folder;
        this.idle = idle;
    }

    MediaDriver.Context driver(ErrorHandler errorHandler) {
        long stallNs = config.stallTimeout().toNanos();
        return new MediaDriver.Context()
                .aeronDirectoryName(aeronFolder)
                .threadingMode(ThreadingMode.INVOKER)
                .asyncExecutorEnabled(false)
                .errorHandler(errorHandler)
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true)
                .termBufferSparseFile(true)
                .publicationTermBufferLength(config.termLength())
                .ipcTermBufferLength(config.termLength())
                .mtuLength(config.mtuLength())
                .ipcMtuLength(config.mtuLength())
                .counterValuesBufferLength(1 << 20)
                .clientLivenessTimeoutNs(stallNs)
                .publicationUnblockTimeoutNs(stallNs + TimeUnit.SECONDS.toNanos(10));
    }

    /** A client of the driver for a part of the node. */
    Aeron aeron(String name, AgentInvoker driverInvoker, ErrorHandler errorHandler) {
        return Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(aeronFolder)
                .clientName(name)
                .driverAgentInvoker(driverInvoker)
                .useConductorAgentInvoker(true)
                .clientLock(NoOpLock.INSTANCE)
                .awaitingIdleStrategy(idle)
                .subscriberErrorHandler(RethrowingErrorHandler.INSTANCE)
                .errorHandler(errorHandler));
    }

    Archive.Context archive(Aeron aeron, ErrorHandler errorHandler) {
        int syncLevel = config.durability().fileSyncLevel();
        long archiveId = config.memberId();
        return new Archive.Context()
                .aeron(aeron)
                .ownsAeronClient(true)
                .aeronDirectoryName(aeronFolder)
                .archiveId(archiveId)
                .archiveDir(folder.archive().toFile())
                .threadingMode(ArchiveThreadingMode.INVOKER)
                .errorHandler(errorHandler)
                .errorCounter(ArchiveCounters.allocate(
                        aeron,
                        new ExpandableArrayBuffer(),
                        AeronCounters.ARCHIVE_ERROR_COUNT_TYPE_ID,
                        "Archive Errors",
                        archiveId))
                .idleStrategySupplier(() -> idle)
                .controlChannelEnabled(false)
                .archiveClientContext(new AeronArchive.Context().controlResponseChannel(CommonContext.IPC_CHANNEL))
                .replicationChannel(CommonContext.IPC_CHANNEL)
                .recordingEventsEnabled(false)
                .segmentFileLength(config.segmentLength())
                .fileSyncLevel(syncLevel)
                .catalogFileSyncLevel(syncLevel)
                .recordChecksum(Checksums.crc32c())
                .replayChecksum(Checksums.crc32c());
    }

    /** For the node's own clients of its archive. */
    AeronArchive.Context archiveClient(int responseStreamId) {
        return new AeronArchive.Context()
                .controlRequestChannel(AeronArchive.Configuration.localControlChannel())
                .controlRequestStreamId(AeronArchive.Configuration.localControlStreamId())
                .controlResponseChannel(CommonContext.IPC_CHANNEL)
                .controlResponseStreamId(responseStreamId)
                .idleStrategy(idle)
                .lock(NoOpLock.INSTANCE)
                .messageTimeoutNs(config.stallTimeout().toNanos());
    }

    ClusteredServiceContainer.Context service(Aeron aeron, ErrorHandler errorHandler) {
        return new ClusteredServiceContainer.Context()
                .aeron(aeron)
                .ownsAeronClient(true)
                .aeronDirectoryName(aeronFolder)
                .clusterId(CLUSTER_ID)
                .clusterDir(folder.cluster().toFile())
                .errorHandler(errorHandler)
                .logFragmentLimit(FRAGMENT_LIMIT)
                .archiveContext(archiveClient(CONTAINER_ARCHIVE_STREAM_ID))
                .idleStrategySupplier(() -> idle);
    }

    ConsensusModule.Context consensusModule(Aeron aeron, ErrorHandler errorHandler) {
        String logChannel = new ChannelUriStringBuilder()
                .media(CommonContext.IPC_MEDIA)
                .termLength(config.logTermLength())
                .build();
        return new ConsensusModule.Context()
                .aeron(aeron)
                .ownsAeronClient(true)
                .aeronDirectoryName(aeronFolder)
                .clusterId(CLUSTER_ID)
                .clusterMemberId(config.memberId())
                .clusterMembers(config.memberId() + "," + ADDRESSES)
                .clusterDir(folder.cluster().toFile())
                .errorHandler(errorHandler)
                .errorCounter(ClusterCounters.allocate(
                        aeron,
                        new ExpandableArrayBuffer(),
                        "Cluster Errors",
                        AeronCounters.CLUSTER_CONSENSUS_MODULE_ERROR_COUNT_TYPE_ID,
                        CLUSTER_ID))
                .archiveContext(archiveClient(CONSENSUS_ARCHIVE_STREAM_ID))
                .idleStrategySupplier(() -> idle)
                .useAgentInvoker(true)
                .ingressFragmentLimit(FRAGMENT_LIMIT)
                .logFragmentLimit(FRAGMENT_LIMIT)
                .clusterClock(new NanosecondClusterClock())
                .timerServiceSupplier(new PriorityHeapTimerServiceSupplier())
                .fileSyncLevel(config.durability().fileSyncLevel())
                .logChannel(logChannel)
                .consensusChannel(CommonContext.IPC_CHANNEL)
                .replicationChannel(CommonContext.IPC_CHANNEL)
                // The one ingress is over shared memory: to allow a second of that kind would take every message twice.
                .ingressChannel(CommonContext.IPC_CHANNEL)
                .isIpcIngressAllowed(false)
                .maxConcurrentSessions(config.maxConnections())
                .sessionTimeoutNs(config.connectionTimeout().toNanos())
                .authenticatorSupplier(NamedPrincipalAuthenticator::new);
    }
}
