package org.tallystick.node;

import io.aeron.Aeron;
import io.aeron.cluster.NodeStateFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.tallystick.codecs.HighWaterMark;

/**
 * Writes high-water marks on a thread of its own, because forcing one to the disk takes milliseconds. Of marks that come
 * faster than they can be written the newest counts.
 */
final class HighWaterMarkRecorder implements AutoCloseable {
    private static final String PART = "the high-water mark";

    private final HighWaterMarkFile file;
    private final Path clusterFolder;
    private final ReseedNote reseed;
    private final FailStop failStop;
    private final AtomicReference<HighWaterMark> next = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean isClosing;
    private volatile boolean isCatchingUp;
    private NodeStateFile nodeState;

    /**
     * Starts the thread.
     *
     * @param file          to write
     * @param reseed        note of the folder, taken away once the marks have reached it
     * @param clusterFolder of the consensus module, which notes its votes there
     * @param memberId      number of the node
     * @param failStop      hears of a mark that cannot be written
     */
    HighWaterMarkRecorder(
            HighWaterMarkFile file, ReseedNote reseed, Path clusterFolder, int memberId, FailStop failStop) {
        this.file = file;
        this.reseed = reseed;
        this.isCatchingUp = reseed.exists();
        this.clusterFolder = clusterFolder;
        this.failStop = failStop;
        thread = new Thread(this::run, "exchange-mark-" + memberId);
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether the folder was emptied and does not hold again what it had. */
    boolean isCatchingUp() {
        return isCatchingUp;
    }

    /** Hands over a mark to be written; its candidate term is filled in here. */
    void offer(HighWaterMark mark) {
        next.set(mark);
        LockSupport.unpark(thread);
    }

    /** Writes what was handed over and ends the thread. */
    @Override
    public void close() {
        isClosing = true;
        LockSupport.unpark(thread);
        boolean isInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                boolean isLast = isClosing;
                HighWaterMark mark = next.getAndSet(null);
                if (mark != null) {
                    file.write(withVote(mark));
                    if (isCatchingUp && reseed.settle(mark.logPosition())) {
                        isCatchingUp = false;
                    }
                } else if (isLast) {
                    return;
                } else {
                    LockSupport.park(this);
                }
            }
        } catch (Throwable e) {
            failStop.fail(PART, e);
        } finally {
            if (nodeState != null) {
                nodeState.close();
            }
        }
    }

    /** The consensus module writes its votes first: what is read here it will never vote below again. */
    private HighWaterMark withVote(HighWaterMark mark) throws IOException {
        if (nodeState == null && Files.exists(clusterFolder.resolve(NodeStateFile.FILENAME))) {
            File folder = clusterFolder.toFile();
            nodeState = new NodeStateFile(folder, false, 0);
        }
        long candidateTermId =
                nodeState == null ? Aeron.NULL_VALUE : nodeState.candidateTerm().candidateTermId();
        return new HighWaterMark(
                mark.clusterId(),
                mark.memberId(),
                mark.isSynced(),
                mark.logPosition(),
                mark.leadershipTermId(),
                candidateTermId,
                mark.eventPosition(),
                mark.eventSeq(),
                mark.runningHash(),
                mark.notedAtNs());
    }
}
