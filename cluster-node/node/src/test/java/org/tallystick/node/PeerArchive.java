package org.tallystick.node;

import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.ArchivingMediaDriver;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.agrona.IoUtil;

/** The archive of another member, on a port of this machine. */
final class PeerArchive implements AutoCloseable {
    private static final int FIRST_PORT = 21_000;
    private static final int LAST_PORT = 32_000;

    private final ArchivingMediaDriver driver;
    private final String controlChannel;

    /** Starts an archive on its files. */
    PeerArchive(Path archiveFolder) {
        controlChannel = "aeron:udp?endpoint=" + freeEndpoint(FIRST_PORT);
        String aeronFolder = SharedMemory.newFolder();
        driver = ArchivingMediaDriver.launch(
                new MediaDriver.Context()
                        .aeronDirectoryName(aeronFolder)
                        .threadingMode(ThreadingMode.SHARED)
                        .termBufferSparseFile(true)
                        .dirDeleteOnStart(true),
                new Archive.Context()
                        .aeronDirectoryName(aeronFolder)
                        .archiveDir(archiveFolder.toFile())
                        .archiveId(1)
                        .threadingMode(ArchiveThreadingMode.SHARED)
                        .controlChannel(controlChannel)
                        .replicationChannel("aeron:udp?endpoint=localhost:0")
                        .recordingEventsEnabled(false));
    }

    /** Where other nodes reach it. */
    String controlChannel() {
        return controlChannel;
    }

    /** {@code host:port} of this machine that nobody uses. */
    static String freeEndpoint(int from) {
        for (int port = from; port <= LAST_PORT; port++) {
            try (DatagramSocket socket =
                    new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
                return "localhost:" + socket.getLocalPort();
            } catch (IOException e) {
                // Somebody's; the next.
            }
        }
        throw new IllegalStateException("no free port from " + from + " to " + LAST_PORT);
    }

    @Override
    public void close() {
        driver.close();
        IoUtil.delete(driver.mediaDriver().context().aeronDirectory(), true);
    }
}
