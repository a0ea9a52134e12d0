package org.tallystick.client;

import io.aeron.exceptions.TimeoutException;
import io.aeron.security.AuthenticationException;
import java.security.SecureRandom;
import java.time.Duration;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.HighResolutionClock;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A connection to an exchange, which carries any number of sessions. It follows the leader of the cluster. Where it is
 * lost, by a restart of the exchange, of the media driver, or by silence, it is made again as its {@link Reconnection}
 * says, and its sessions attach themselves to the new one, losing and repeating nothing.
 *
 * <p>It has no thread: all that happens, happens in {@link #poll}, which has to be called often, at least every few
 * seconds. It does not wait for the exchange, and a loss is told to the listener, not thrown. One thread at a time.
 */
public final class ExchangeConnection implements AutoCloseable {
    private final Duration timeout;
    private final IdleStrategy idle;
    private final ConnectionListener listener;
    private final NanoClock clock;
    private final SecureRandom random = new SecureRandom();
    private final SessionTable sessions = new SessionTable();
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[512]);
    private final Outbound outbound = new Sending();
    private final ClusterLink link;
    private long nowNs;
    private long lastAttachId;
    private boolean hasBeenConnected;
    private boolean hasEnded;

    ExchangeConnection(
            ClusterLink.Factory factory,
            Duration timeout,
            IdleStrategy idle,
            NanoClock clock,
            ConnectionListener listener) {
        this.timeout = timeout;
        this.idle = idle;
        this.listener = listener;
        this.clock = clock;
        nowNs = clock.nanoTime();
        link = factory.create(new Link());
    }

    /**
     * Connects, waiting until the exchange has taken the connection.
     *
     * @param config   how to reach the exchange
     * @param listener hears what concerns no session
     * @return the connection
     * @throws TimeoutException        where there was no answer in time
     * @throws AuthenticationException where the exchange does not want this principal
     */
    public static ExchangeConnection connect(ConnectionConfig config, ConnectionListener listener) {
        ExchangeConnection connection = open(config, listener);
        try {
            connection.awaitConnected();
            return connection;
        } catch (Throwable e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Begins to connect, and goes on with it in {@link #poll}, however long it takes.
     *
     * @param config   how to reach the exchange
     * @param listener hears what concerns no session
     * @return the connection, which is not connected yet
     */
    public static ExchangeConnection open(ConnectionConfig config, ConnectionListener listener) {
        config.validate();
        return new ExchangeConnection(
                events -> new AeronClusterLink(config, events),
                config.timeout(),
                config.idle(),
                SystemNanoClock.INSTANCE,
                listener);
    }

    private void awaitConnected() {
        long deadlineNs = clock.nanoTime() + timeout.toNanos();
        while (!link.isConnected()) {
            int work = poll();
            if (link.lastFailure() instanceof AuthenticationException refusal) {
                throw refusal;
            }
            if (clock.nanoTime() - deadlineNs >= 0) {
                throw new TimeoutException("not connected in " + timeout
                        + (link.lastFailure() == null
                                ? ""
                                : ": " + link.lastFailure().getMessage()));
            }
            idle.idle(work);
        }
    }

    /**
     * Begins to attach a session. It is established in some later {@link #poll}.
     *
     * @param config   which session, and how
     * @param listener hears the session
     * @return the session
     */
    public ExchangeSession openSession(SessionConfig config, SessionListener listener) {
        config.validate();
        nowNs = clock.nanoTime();
        ExchangeSession session = new ExchangeSession(outbound, config, listener);
        sessions.add(session.dialog(), nowNs);
        if (hasEnded) {
            session.dialog().onConnectionLost(true);
        } else if (link.isConnected()) {
            session.dialog().onConnected();
        }
        return session;
    }

    /**
     * Polls until a session is established.
     *
     * @param session that was opened on this connection
     * @return whether it is; false where it was refused, has ended, or the time ran out
     */
    public boolean awaitEstablished(ExchangeSession session) {
        long deadlineNs = clock.nanoTime() + timeout.toNanos();
        while (!session.isEstablished() && !session.isEnded() && clock.nanoTime() - deadlineNs < 0) {
            idle.idle(poll());
        }
        return session.isEstablished();
    }

    /**
     * Sends the first command of a log. Answered by {@link ConnectionListener#onGenesisAck} or
     * {@link ConnectionListener#onConnectionMessageReject}. It is not repeated by itself where it is lost.
     *
     * @param genesis what never changes
     * @return a positive number, or a negative result of {@link ExchangeSession}; then nothing was sent
     */
    public long sendGenesis(GenesisParameters genesis) {
        return link.offer(out, 0, genesis.encode(out, 0));
    }

    /**
     * Reads what has arrived, and does what is due. What a listener throws is thrown from here.
     *
     * @return how much was done, 0 where the caller may idle
     */
    public int poll() {
        if (hasEnded) {
            return 0;
        }
        nowNs = clock.nanoTime();
        int work = link.poll(nowNs);
        return link.isConnected() ? work + sessions.poll(nowNs) : work;
    }

    /**
     * Whether the connection lives: it is connected, or will try to be.
     *
     * @return false once it has ended, and does not come back
     */
    public boolean isOpen() {
        return !hasEnded;
    }

    /**
     * Whether the exchange is connected now.
     *
     * @return false before the first connection, and between the loss of one and the next
     */
    public boolean isConnected() {
        return link.isConnected();
    }

    /**
     * Number that the exchange's log gives this connection; it changes with every reconnection.
     *
     * @return the connection id, as in the events
     */
    public long connectionId() {
        return link.connectionId();
    }

    /** Ends the connection. Sessions that should end with it are terminated before. */
    @Override
    public void close() {
        hasEnded = true;
        link.close();
    }

    private final class Sending implements Outbound {
        @Override
        public long offer(DirectBuffer buffer, int offset, int length) {
            return link.offer(buffer, offset, length);
        }

        @Override
        public long nowNs() {
            return nowNs;
        }

        @Override
        public void wake(SessionDialog dialog) {
            sessions.wake(dialog);
        }

        @Override
        public long newAttachId(SessionDialog dialog) {
            // Rises with the clock, so that a later attachment has a higher one, from whichever process it comes.
            lastAttachId = Math.max(lastAttachId + 1, HighResolutionClock.epochNanos());
            sessions.attachId(lastAttachId, dialog);
            return lastAttachId;
        }

        @Override
        public long newToken() {
            long token;
            do {
                token = random.nextLong();
            } while (token == 0 || token == Long.MIN_VALUE);
            return token;
        }

        @Override
        public void onEstablished(SessionDialog dialog) {
            sessions.established(dialog);
        }
    }

    private final class Link implements ClusterLink.Listener {
        private final AnswerRouter router = new AnswerRouter(sessions, listener);

        @Override
        public void onConnected(long connectionId) {
            boolean isFirst = !hasBeenConnected;
            hasBeenConnected = true;
            sessions.forEach(SessionDialog::onConnected);
            if (!isFirst) {
                listener.onReconnected(connectionId);
            }
        }

        @Override
        public void onLost(String detail) {
            sessions.forEach(dialog -> dialog.onConnectionLost(false));
            listener.onDisconnected(detail);
        }

        @Override
        public void onEnded(String detail) {
            hasEnded = true;
            sessions.forEach(dialog -> dialog.onConnectionLost(true));
            listener.onEnded(detail);
        }

        @Override
        public void onNewLeader(int memberId) {
            sessions.forEach(SessionDialog::onNewLeader);
            listener.onNewLeader(memberId);
        }

        @Override
        public void onMessage(DirectBuffer buffer, int offset, int length) {
            router.onMessage(buffer, offset, length);
        }
    }
}
