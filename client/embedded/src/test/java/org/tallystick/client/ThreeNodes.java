package org.tallystick.client;

import io.aeron.CommonContext;
import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.client.AeronArchive;
import io.aeron.cluster.ClusteredMediaDriver;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.codecs.CloseReason;
import io.aeron.cluster.service.ClientSession;
import io.aeron.cluster.service.Cluster;
import io.aeron.cluster.service.ClusteredService;
import io.aeron.cluster.service.ClusteredServiceContainer;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.Header;
import io.aeron.security.Authenticator;
import io.aeron.security.SessionProxy;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.engine.EgressSink;
import org.tallystick.engine.ExchangeEngine;
import org.tallystick.engine.FrameSink;

/** A cluster of three over UDP in this process: the real engine behind the plainest service there can be. */
final class ThreeNodes implements AutoCloseable {
    private static final int COUNT = 3;
    private static final int PORTS = 5;

    private final Path folder;
    private final String aeronFolder = CommonContext.getAeronDirectoryName() + "-three-"
            + UUID.randomUUID().toString().substring(0, 8);
    private final Node[] nodes = new Node[COUNT];
    private final FrameSink[] frames;
    private final int firstPort = firstFreePort();

    ThreeNodes(Path folder, FrameSink... frames) {
        this.folder = folder;
        this.frames = frames;
        startAll();
    }

    String ingressEndpoints() {
        return "0=" + address(0, 0) + ",1=" + address(1, 0) + ",2=" + address(2, 0);
    }

    private String address(int member, int offset) {
        return "localhost:" + (firstPort + PORTS * member + offset);
    }

    private String members() {
        StringBuilder members = new StringBuilder();
        for (int i = 0; i < COUNT; i++) {
            members.append(i == 0 ? "" : "|").append(i);
            for (int offset = 0; offset < PORTS; offset++) {
                members.append(',').append(address(i, offset));
            }
        }
        return members.toString();
    }

    /** The first of enough ports that nobody has now. */
    private static int firstFreePort() {
        int free = 0;
        for (int port = 23_100; port < 32_000; port++) {
            free = isFree(port) ? free + 1 : 0;
            if (free == COUNT * PORTS) {
                return port - free + 1;
            }
        }
        throw new IllegalStateException("no " + COUNT * PORTS + " ports free from 23100 on");
    }

    private static boolean isFree(int port) {
        try (DatagramSocket socket = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    void startAll() {
        for (int i = 0; i < COUNT; i++) {
            nodes[i] = new Node(i);
        }
    }

    void stop(int member) {
        nodes[member].close();
        nodes[member] = null;
    }

    void stopAll() {
        for (int i = 0; i < COUNT; i++) {
            if (nodes[i] != null) {
                stop(i);
            }
        }
    }

    /** The member that leads, -1 where none does. */
    int leader() {
        for (int i = 0; i < COUNT; i++) {
            if (nodes[i] != null && nodes[i].service.isLeader) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void close() {
        stopAll();
    }

    private final class Node implements AutoCloseable {
        private final Service service;
        private final ClusteredMediaDriver driver;
        private final ClusteredServiceContainer container;

        private Node(int member) {
            String own = aeronFolder + "-" + member;
            Path data = folder.resolve("node-" + member);
            service = new Service(frames[member]);
            AeronArchive.Context archiveClient = new AeronArchive.Context()
                    .aeronDirectoryName(own)
                    .controlRequestChannel("aeron:ipc")
                    .controlResponseChannel("aeron:ipc");
            driver = ClusteredMediaDriver.launch(
                    new MediaDriver.Context()
                            .aeronDirectoryName(own)
                            .threadingMode(ThreadingMode.SHARED)
                            .termBufferSparseFile(true)
                            .dirDeleteOnStart(true)
                            .dirDeleteOnShutdown(true),
                    new Archive.Context()
                            .aeronDirectoryName(own)
                            .archiveDir(data.resolve("archive").toFile())
                            .controlChannel("aeron:udp?endpoint=" + address(member, 4))
                            .replicationChannel("aeron:udp?endpoint=localhost:0")
                            .recordingEventsEnabled(false)
                            .threadingMode(ArchiveThreadingMode.SHARED),
                    new ConsensusModule.Context()
                            .aeronDirectoryName(own)
                            .clusterDir(data.resolve("cluster").toFile())
                            .clusterMemberId(member)
                            .clusterMembers(members())
                            .ingressChannel("aeron:udp")
                            .replicationChannel("aeron:udp?endpoint=localhost:0")
                            .archiveContext(archiveClient.clone())
                            .leaderHeartbeatTimeoutNs(TimeUnit.MILLISECONDS.toNanos(600))
                            .leaderHeartbeatIntervalNs(TimeUnit.MILLISECONDS.toNanos(60))
                            .electionTimeoutNs(TimeUnit.MILLISECONDS.toNanos(300))
                            .startupCanvassTimeoutNs(TimeUnit.SECONDS.toNanos(2))
                            .authenticatorSupplier(Names::new));
            container = ClusteredServiceContainer.launch(new ClusteredServiceContainer.Context()
                    .aeronDirectoryName(own)
                    .clusterDir(data.resolve("cluster").toFile())
                    .archiveContext(archiveClient.clone())
                    .clusteredService(service));
        }

        @Override
        public void close() {
            CloseHelper.quietCloseAll(driver.consensusModule(), container, driver);
        }
    }

    /** Every connection is whom it says it is. */
    private static final class Names implements Authenticator {
        private final Map<Long, byte[]> names = new HashMap<>();

        @Override
        public void onConnectRequest(long sessionId, byte[] credentials, long nowMs) {
            names.put(sessionId, credentials);
        }

        @Override
        public void onChallengeResponse(long sessionId, byte[] credentials, long nowMs) {}

        @Override
        public void onConnectedSession(SessionProxy session, long nowMs) {
            session.authenticate(names.remove(session.sessionId()));
        }

        @Override
        public void onChallengedSession(SessionProxy session, long nowMs) {}
    }

    private static final class Service implements ClusteredService, EgressSink {
        private final ExchangeEngine engine;
        private final Map<Integer, long[]> cursors = new HashMap<>();
        private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
        private Cluster cluster;
        private volatile boolean isLeader;

        private Service(FrameSink frames) {
            engine = new ExchangeEngine(frames, this, 0);
        }

        @Override
        public void onStart(Cluster of, Image snapshotImage) {
            cluster = of;
        }

        @Override
        public void onSessionOpen(ClientSession session, long timestamp) {
            byte[] name = session.encodedPrincipal();
            engine.onConnectionOpen(
                    session.id(), ns(timestamp), cluster.logPosition(), new UnsafeBuffer(name), 0, name.length);
        }

        @Override
        public void onSessionClose(ClientSession session, long timestamp, CloseReason closeReason) {
            engine.onConnectionClose(session.id(), ns(timestamp), cluster.logPosition());
        }

        @Override
        public void onSessionMessage(
                ClientSession session, long timestamp, DirectBuffer buffer, int offset, int length, Header header) {
            engine.onCommand(session.id(), ns(timestamp), header.position(), buffer, offset, length);
        }

        private static long ns(long timestampMs) {
            return TimeUnit.MILLISECONDS.toNanos(timestampMs);
        }

        @Override
        public void onReply(long connectionId, DirectBuffer buffer, int offset, int length) {
            ClientSession session = cluster.getClientSession(connectionId);
            if (session != null) {
                session.offer(buffer, offset, length);
            }
        }

        @Override
        public void onReportsReady(int sessionId) {
            long[] cursor = cursors.get(sessionId);
            while (cursor != null && engine.pollReport(sessionId, cursor[1], view)) {
                onReply(cursor[0], view, 0, view.capacity());
                cursor[1]++;
            }
        }

        @Override
        public void onSendFrom(int sessionId, long connectionId, long fromReportSeq) {
            cursors.put(sessionId, new long[] {connectionId, fromReportSeq});
            onReportsReady(sessionId);
        }

        @Override
        public void onDetached(int sessionId) {
            cursors.remove(sessionId);
        }

        @Override
        public void onRoleChange(Cluster.Role newRole) {
            isLeader = newRole == Cluster.Role.LEADER;
        }

        @Override
        public void onTimerEvent(long correlationId, long timestamp) {}

        @Override
        public void onTakeSnapshot(ExclusivePublication snapshotPublication) {}

        @Override
        public void onTerminate(Cluster of) {}
    }
}
