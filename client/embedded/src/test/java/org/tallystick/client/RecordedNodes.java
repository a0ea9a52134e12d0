package org.tallystick.client;

import io.aeron.Aeron;
import io.aeron.ChannelUriStringBuilder;
import io.aeron.CommonContext;
import io.aeron.ExclusivePublication;
import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.codecs.SourceLocation;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.collections.MutableLong;
import org.tallystick.codecs.EventStreamFormat;

/**
 * The archives of several nodes in one process, each with its own recording of the same event stream, reached over UDP as
 * those of a cluster are. Frames come from whoever publishes them. An archive can be stopped, started again, and hung.
 */
final class RecordedNodes implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Path folder;
    private final String aeronFolder = CommonContext.getAeronDirectoryName() + "-recorded-"
            + UUID.randomUUID().toString().substring(0, 8);
    private final MediaDriver driver;
    private final Aeron aeron;
    private final ExclusivePublication publication;
    private final List<Node> nodes = new ArrayList<>();
    private final Thread thread = new Thread(this::drive, "archives");
    private volatile boolean isRunning = true;
    private long launches;

    private static final class Node {
        private final int port;
        private Archive archive;
        private volatile boolean isHung;

        private Node(int port) {
            this.port = port;
        }
    }

    RecordedNodes(Path folder, int count) {
        this.folder = folder;
        driver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(aeronFolder)
                .threadingMode(ThreadingMode.SHARED)
                .termBufferSparseFile(true)
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true));
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(aeronFolder));
        for (int i = 0; i < count; i++) {
            nodes.add(new Node(freePort()));
            launch(i);
        }
        thread.start();
        publication = publication(EventStreamFormat.SESSION_ID);
        for (int i = 0; i < count; i++) {
            record(i, EventStreamFormat.SESSION_ID);
        }
    }

    private void drive() {
        while (isRunning) {
            int work = 0;
            synchronized (this) {
                for (Node node : nodes) {
                    if (node.archive != null && !node.isHung) {
                        work += node.archive.invoker().invoke();
                    }
                }
            }
            if (work == 0) {
                Thread.yield();
            }
        }
    }

    /** Adds a node that records a stream of its own. */
    ExclusivePublication addNode(int sessionId) {
        synchronized (this) {
            nodes.add(new Node(freePort()));
        }
        launch(nodes.size() - 1);
        ExclusivePublication own = publication(sessionId);
        record(nodes.size() - 1, sessionId);
        await(own::isConnected);
        return own;
    }

    private synchronized void launch(int index) {
        nodes.get(index).archive = Archive.launch(new Archive.Context()
                .aeronDirectoryName(aeronFolder)
                .archiveId(launches++)
                .archiveDir(folder.resolve("archive-" + index).toFile())
                .controlChannel(channel(index))
                .localControlStreamId(900 + index)
                .archiveClientContext(new AeronArchive.Context()
                        .controlRequestChannel(channel(index))
                        .controlResponseChannel("aeron:udp?endpoint=localhost:0"))
                .replicationChannel("aeron:udp?endpoint=localhost:0")
                .recordingEventsEnabled(false)
                .segmentFileLength(EventStreamFormat.TERM_LENGTH)
                .threadingMode(ArchiveThreadingMode.INVOKER));
    }

    ExclusivePublication publication(int sessionId) {
        return aeron.addExclusivePublication(
                new ChannelUriStringBuilder()
                        .media(CommonContext.IPC_MEDIA)
                        .sessionId(sessionId)
                        .alias(EventStreamFormat.ALIAS)
                        .mtu(EventStreamFormat.MTU_LENGTH)
                        .initialPosition(0, EventStreamFormat.INITIAL_TERM_ID, EventStreamFormat.TERM_LENGTH)
                        .build(),
                EventStreamFormat.STREAM_ID);
    }

    /** Lets a node record the publication of a session from its beginning, or from now on. */
    void record(int index, int sessionId) {
        try (AeronArchive client = client(index)) {
            client.startRecording(recordedChannel(sessionId), EventStreamFormat.STREAM_ID, SourceLocation.LOCAL);
        }
        await(() -> publication == null || publication.isConnected());
    }

    private static String recordedChannel(int sessionId) {
        return "aeron:ipc?session-id=" + sessionId + "|alias=" + EventStreamFormat.ALIAS;
    }

    /** Ends a node's archive, as when the node ends. */
    synchronized void stop(int index) {
        Node node = nodes.get(index);
        CloseHelper.close(node.archive);
        node.archive = null;
    }

    /** Starts it again; it records on where it ended. Nothing may have been published meanwhile. */
    void restart(int index) {
        launch(index);
        try (AeronArchive client = client(index)) {
            client.extendRecording(
                    0,
                    recordedChannel(EventStreamFormat.SESSION_ID),
                    EventStreamFormat.STREAM_ID,
                    SourceLocation.LOCAL);
        }
    }

    /** Lets an archive do nothing any more, as a process that is stopped does. */
    void hang(int index) {
        nodes.get(index).isHung = true;
    }

    /** Purges a node's recording up to a position. */
    void purge(int index, long position) {
        try (AeronArchive client = client(index)) {
            client.purgeSegments(0, position);
        }
    }

    AeronArchive client(int index) {
        return AeronArchive.connect(new AeronArchive.Context()
                .aeronDirectoryName(aeronFolder)
                .controlRequestChannel(channel(index))
                .controlResponseChannel("aeron:udp?endpoint=localhost:0"));
    }

    void publish(DirectBuffer buffer, int offset, int length) {
        publish(publication, buffer, offset, length);
    }

    static void publish(ExclusivePublication to, DirectBuffer buffer, int offset, int length) {
        await(() -> to.offer(buffer, offset, length) > 0);
    }

    long position() {
        return publication.position();
    }

    void awaitRecorded(int index, long position) {
        try (AeronArchive client = client(index)) {
            MutableLong recorded = new MutableLong();
            await(() -> {
                recorded.set(client.getMaxRecordedPosition(0));
                return recorded.get() >= position;
            });
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadlineNs = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new AssertionError("waited in vain");
            }
            Thread.yield();
        }
    }

    String channel(int index) {
        return "aeron:udp?endpoint=localhost:" + nodes.get(index).port;
    }

    /** Replays that an archive serves now. */
    long replays(int index) {
        return nodes.get(index).archive.context().replaySessionCounter().get();
    }

    EventStreamConfig config() {
        List<String> channels = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            channels.add(channel(i));
        }
        return EventStreamConfig.of(aeronFolder, channels);
    }

    private int freePort() {
        for (int port = 21_700; port < 22_700; port++) {
            try (DatagramSocket socket = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
                int free = socket.getLocalPort();
                if (nodes.stream().noneMatch(node -> node.port == free)) {
                    return free;
                }
            } catch (IOException e) {
                // Taken.
            }
        }
        throw new UncheckedIOException(new IOException("no port free from 21700 on"));
    }

    @Override
    public void close() {
        CloseHelper.quietClose(aeron);
        isRunning = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        nodes.forEach(node -> CloseHelper.quietClose(node.archive));
        CloseHelper.quietClose(driver);
    }
}
