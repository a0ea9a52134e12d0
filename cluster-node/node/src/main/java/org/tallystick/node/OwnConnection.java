package org.tallystick.node;

import io.aeron.Aeron;
import io.aeron.cluster.client.AeronCluster;
import io.aeron.exceptions.AeronException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;

/**
 * A node's own connection to the leader of its cluster, itself or another, as any client has one: through it a node puts
 * something into the log. It connects by itself, again and again, and never waits. One thread at a time.
 */
final class OwnConnection implements AutoCloseable {
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long KEEP_ALIVE_NS = TimeUnit.SECONDS.toNanos(1);

    private final Aeron aeron;
    private final Supplier<AeronCluster.Context> contexts;
    private final Consumer<Throwable> warnings;
    private AeronCluster.AsyncConnect connecting;
    private AeronCluster cluster;
    private long deadlineNs;
    private long correlationId;

    /**
     * @param aeron    client of the node's driver, closed with this
     * @param contexts gives a new context for each attempt
     * @param warnings hears why a connection could not be had, or was lost
     */
    OwnConnection(Aeron aeron, Supplier<AeronCluster.Context> contexts, Consumer<Throwable> warnings) {
        this.aeron = aeron;
        this.contexts = contexts;
        this.warnings = warnings;
        this.deadlineNs = System.nanoTime();
    }

    /** One round: connects, keeps the connection alive, notices its end. */
    int poll(long nowNs) {
        int work = aeron.conductorAgentInvoker().invoke();
        try {
            return work + (cluster == null ? connect(nowNs) : keep(nowNs));
        } catch (AeronException e) {
            warnings.accept(e);
            drop(nowNs);
            return work + 1;
        }
    }

    /** Sends a message; false where that is not possible now. */
    boolean offer(DirectBuffer buffer, int length) {
        return cluster != null && !cluster.isClosed() && cluster.offer(buffer, 0, length) > 0;
    }

    /** Asks the leader for a snapshot on all nodes; false where that is not possible now. */
    boolean requestSnapshot() {
        return cluster != null && !cluster.isClosed() && cluster.sendAdminRequestToTakeASnapshot(++correlationId);
    }

    @Override
    public void close() {
        CloseHelper.quietCloseAll(connecting, cluster, aeron);
    }

    private int connect(long nowNs) {
        if (connecting == null) {
            if (nowNs - deadlineNs < 0) {
                return 0;
            }
            connecting = AeronCluster.asyncConnect(contexts.get().aeron(aeron).ownsAeronClient(false));
        }
        cluster = connecting.poll();
        if (cluster == null) {
            return 0;
        }
        connecting = null;
        deadlineNs = nowNs + KEEP_ALIVE_NS;
        return 1;
    }

    private int keep(long nowNs) {
        int work = cluster.pollEgress();
        if (cluster.isClosed()) {
            drop(nowNs);
        } else if (nowNs - deadlineNs >= 0) {
            deadlineNs = nowNs + KEEP_ALIVE_NS;
            cluster.sendKeepAlive();
        }
        return work;
    }

    private void drop(long nowNs) {
        CloseHelper.quietCloseAll(connecting, cluster);
        connecting = null;
        cluster = null;
        deadlineNs = nowNs + RETRY_NS;
    }
}
