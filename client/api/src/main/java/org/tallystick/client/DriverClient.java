package org.tallystick.client;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.RethrowingErrorHandler;
import io.aeron.exceptions.AeronException;
import io.aeron.exceptions.TimeoutException;
import java.io.File;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NoOpLock;

/** A client of a media driver that may be restarted: then it is dead, and connects anew. Driven by its owner. */
final class DriverClient implements AutoCloseable {
    /** How often the housekeeping is done. */
    private static final long HOUSEKEEPING_NS = TimeUnit.MILLISECONDS.toNanos(1);

    /** A driver that has not shown itself for so long is taken for dead, as Aeron's clients do. */
    private static final long DRIVER_TIMEOUT_MS = TimeUnit.SECONDS.toMillis(10);

    private final String folder;
    private final String name;
    private final IdleStrategy idle;
    private Aeron aeron;
    private RuntimeException lastFailure;
    private long housekeepingDeadlineNs;

    DriverClient(String folder, String name, IdleStrategy idle) {
        this.folder = folder;
        this.name = name;
        this.idle = idle;
    }

    /** Connects where that is to be done, and does not wait for a driver to come; returns whether there is a connection. */
    boolean connect(long nowNs) {
        if (aeron != null) {
            return true;
        }
        try {
            if (!CommonContext.isDriverActive(new File(folder), DRIVER_TIMEOUT_MS, message -> {})) {
                lastFailure = new TimeoutException("there is no media driver in " + folder);
                return false;
            }
            aeron = Aeron.connect(new Aeron.Context()
                    .aeronDirectoryName(folder)
                    .clientName(name)
                    .useConductorAgentInvoker(true)
                    .clientLock(NoOpLock.INSTANCE)
                    .awaitingIdleStrategy(idle)
                    .subscriberErrorHandler(RethrowingErrorHandler.INSTANCE)
                    .errorHandler(this::onError));
        } catch (RuntimeException e) {
            // A driver that is starting, or one of another version.
            lastFailure = e;
            return false;
        }
        housekeepingDeadlineNs = nowNs;
        return true;
    }

    Aeron aeron() {
        return aeron;
    }

    /** Does the housekeeping if it is due; returns true once where the driver has gone. */
    boolean hasDied(long nowNs) {
        if (aeron == null || nowNs - housekeepingDeadlineNs < 0) {
            return false;
        }
        housekeepingDeadlineNs = nowNs + HOUSEKEEPING_NS;
        aeron.conductorAgentInvoker().invoke();
        return aeron.isClosed() || !aeron.conductorAgentInvoker().isRunning();
    }

    /** What Aeron reports beside the calls. */
    void onError(Throwable e) {
        if (e instanceof AgentTerminationException) {
            // It follows from what was reported before.
            return;
        }
        lastFailure = e instanceof RuntimeException failure ? failure : new AeronException(e);
    }

    RuntimeException lastFailure() {
        return lastFailure;
    }

    /** Why things are as they are, to be put behind a sentence. */
    String because() {
        return lastFailure == null || lastFailure.getMessage() == null ? "" : ": " + lastFailure.getMessage();
    }

    /** Ends the connection; it can be made again. */
    @Override
    public void close() {
        CloseHelper.quietClose(aeron);
        aeron = null;
    }
}
