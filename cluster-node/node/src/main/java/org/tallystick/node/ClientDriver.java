package org.tallystick.node;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.io.File;
import org.agrona.IoUtil;
import org.agrona.concurrent.IdleStrategy;

/**
 * A media driver for clients in this process that reach a cluster over UDP: one thread, shared memory of its own, both
 * gone when it is closed. A client that outlives the nodes must not use the driver of one.
 */
public final class ClientDriver implements AutoCloseable {
    private static final int MTU_LENGTH = NodeConfig.Buffers.DEFAULT.mtuLength();
    private static final int TERM_LENGTH = 8 << 20;

    private final MediaDriver driver;

    private ClientDriver(MediaDriver driver) {
        this.driver = driver;
    }

    /**
     * Starts one.
     *
     * @param threading how its thread waits, {@link Threading#LOCAL} or {@link Threading#QUIET}
     * @return the driver
     */
    public static ClientDriver launch(Threading threading) {
        SharedMemory.removeOrphans();
        int socketBuffer = SocketBuffers.length();
        IdleStrategy idle = threading.newIdleStrategy();
        return new ClientDriver(MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(SharedMemory.newFolder())
                .threadingMode(ThreadingMode.SHARED)
                .sharedIdleStrategy(idle)
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true)
                .termBufferSparseFile(true)
                .publicationTermBufferLength(TERM_LENGTH)
                .ipcTermBufferLength(TERM_LENGTH)
                .mtuLength(MTU_LENGTH)
                .ipcMtuLength(MTU_LENGTH)
                .socketSndbufLength(socketBuffer)
                .socketRcvbufLength(socketBuffer)
                .initialWindowLength(socketBuffer)));
    }

    /** Folder of the driver's shared memory, for the clients. */
    public String folder() {
        return driver.aeronDirectoryName();
    }

    @Override
    public void close() {
        driver.close();
        IoUtil.delete(new File(driver.aeronDirectoryName()), true);
    }
}
