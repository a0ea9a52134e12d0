package org.tallystick.client;

import io.aeron.Aeron;
import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.archive.client.AeronArchive;
import io.aeron.exceptions.AeronException;
import io.aeron.exceptions.TimeoutException;
import io.aeron.logbuffer.ControlledFragmentHandler;
import org.agrona.CloseHelper;
import org.agrona.concurrent.IdleStrategy;

/**
 * One replay of a recording, on a subscription of its own. The archive sends no more than its reader takes: a slow reader
 * holds up its own replay and nothing else.
 */
final class ArchiveReplay implements AutoCloseable {
    private final AeronArchive archive;
    private final Subscription subscription;
    private final long replaySessionId;
    private final long imageDeadlineNs;
    private Image image;

    /**
     * Asks for the replay, and waits until the archive has agreed.
     *
     * @throws AeronException where it does not
     */
    ArchiveReplay(
            Aeron aeron, AeronArchive archive, EventStreamConfig config, long recordingId, long position, long length) {
        this.archive = archive;
        long deadlineNs = System.nanoTime() + config.timeout().toNanos();
        imageDeadlineNs = deadlineNs;
        subscription = aeron.addSubscription(config.replayChannel(), config.replayStreamId());
        try {
            String channel = resolvedChannel(aeron, config.idle(), deadlineNs);
            replaySessionId = archive.startReplay(recordingId, position, length, channel, config.replayStreamId());
        } catch (Throwable e) {
            CloseHelper.quietClose(subscription);
            throw e;
        }
    }

    /** Any free port becomes a certain one with the subscription. */
    private String resolvedChannel(Aeron aeron, IdleStrategy idle, long deadlineNs) {
        String channel;
        while ((channel = subscription.tryResolveChannelEndpointPort()) == null) {
            if (System.nanoTime() - deadlineNs >= 0) {
                throw new TimeoutException("no port for the replay channel " + subscription.channel());
            }
            idle.idle(aeron.conductorAgentInvoker().invoke());
        }
        return channel;
    }

    /**
     * Reads what has arrived.
     *
     * @return fragments read
     * @throws AeronException where the replay did not begin in time
     */
    int poll(ControlledFragmentHandler handler, int limit, long nowNs) {
        if (image == null) {
            image = subscription.imageBySessionId((int) replaySessionId);
            if (image == null) {
                if (nowNs - imageDeadlineNs >= 0) {
                    throw new TimeoutException("the replay was agreed to and did not begin");
                }
                return 0;
            }
        }
        return image.controlledPoll(handler, limit);
    }

    /** Whether nothing will come any more. */
    boolean isOver() {
        return image != null && (image.isClosed() || image.isEndOfStream());
    }

    /** Lets the archive end the replay, where it can still be told; else it ends for want of a reader. */
    void stop() {
        try {
            if (archive.controlResponsePoller().subscription().isConnected() && !isOver()) {
                archive.stopReplay(replaySessionId);
            }
        } catch (AeronException e) {
            // It has ended by itself.
        }
        close();
    }

    /** Ends the reading. */
    @Override
    public void close() {
        CloseHelper.quietClose(subscription);
    }
}
