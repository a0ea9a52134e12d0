package org.tallystick.client;

import io.aeron.Aeron;
import io.aeron.Publication;
import io.aeron.RethrowingErrorHandler;
import io.aeron.cluster.client.AeronCluster;
import io.aeron.cluster.client.EgressListener;
import io.aeron.cluster.codecs.EventCode;
import io.aeron.logbuffer.Header;
import io.aeron.security.CredentialsSupplier;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.concurrent.HighResolutionClock;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NoOpLock;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.codecs.entry.AlreadyAppliedDecoder;
import org.tallystick.codecs.entry.EstablishmentAckDecoder;
import org.tallystick.codecs.entry.EstablishmentRejectDecoder;
import org.tallystick.codecs.entry.ExecutionReportDecoder;
import org.tallystick.codecs.entry.GenesisAckDecoder;
import org.tallystick.codecs.entry.MessageHeaderDecoder;
import org.tallystick.codecs.entry.MessageRejectDecoder;
import org.tallystick.codecs.entry.NegotiationRejectDecoder;
import org.tallystick.codecs.entry.NegotiationResponseDecoder;
import org.tallystick.codecs.entry.NotAppliedDecoder;
import org.tallystick.codecs.entry.ReportHeaderDecoder;
import org.tallystick.codecs.entry.RetransmitRejectDecoder;
import org.tallystick.codecs.entry.SequenceDecoder;
import org.tallystick.codecs.entry.TerminateDecoder;

/**
 * A connection to an exchange, which carries any number of sessions. It has no thread: all that happens, happens in
 * {@link #poll}, which has to be called often, at least every few seconds. One thread at a time.
 */
public final class ExchangeConnection implements AutoCloseable {
    /** Rounds over Aeron's fragment limit that one poll makes while there is something to read. */
    private static final int POLL_ROUNDS = 16;

    private static final int HEADER_LENGTH = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final long KEEP_ALIVE_NS = TimeUnit.SECONDS.toNanos(1);

    /** How often the client's housekeeping is done. */
    private static final long HOUSEKEEPING_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final ConnectionConfig config;
    private final ConnectionListener listener;
    private final SecureRandom random = new SecureRandom();
    private final List<ExchangeSession> sessions = new ArrayList<>();
    private final Int2ObjectHashMap<SessionDialog> dialogs = new Int2ObjectHashMap<>();
    private final UnsafeBuffer message = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[512]);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final Answers answers = new Answers();
    private final Outbound outbound = new Sending();
    private final Aeron aeron;
    private final AeronCluster cluster;
    private long nowNs = System.nanoTime();
    private long housekeepingDeadlineNs = nowNs;
    private long keepAliveDeadlineNs = nowNs + KEEP_ALIVE_NS;
    private long lastAttachId;
    private boolean hasEnded;

    private ExchangeConnection(ConnectionConfig config, ConnectionListener listener) {
        this.config = config;
        this.listener = listener;
        aeron = Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(config.aeronFolder())
                .clientName("tallystick-client")
                .useConductorAgentInvoker(true)
                .clientLock(NoOpLock.INSTANCE)
                .awaitingIdleStrategy(config.idle())
                .subscriberErrorHandler(RethrowingErrorHandler.INSTANCE)
                .errorHandler(RethrowingErrorHandler.INSTANCE));
        try {
            cluster = connectCluster();
        } catch (Throwable e) {
            CloseHelper.quietClose(aeron);
            throw e;
        }
    }

    /**
     * Connects, waiting until the exchange has taken the connection.
     *
     * @param config   how to reach the exchange
     * @param listener hears what concerns no session
     * @return the connection
     * @throws io.aeron.exceptions.TimeoutException where there was no answer in time
     */
    public static ExchangeConnection connect(ConnectionConfig config, ConnectionListener listener) {
        return new ExchangeConnection(config, listener);
    }

    /**
     * Begins to attach a session. It is established in some later {@link #poll}.
     *
     * @param config   which session, and how
     * @param listener hears the session
     * @return the session
     */
    public ExchangeSession openSession(SessionConfig config, SessionListener listener) {
        // Rises with the clock, so that a later attachment has a higher one, from whichever process it comes.
        lastAttachId = Math.max(lastAttachId + 1, HighResolutionClock.epochNanos());
        long token;
        do {
            token = random.nextLong();
        } while (token == 0 || token == Long.MIN_VALUE);
        nowNs = System.nanoTime();
        ExchangeSession session = new ExchangeSession(outbound, config, listener, lastAttachId, token);
        sessions.add(session);
        return session;
    }

    /**
     * Polls until a session is established.
     *
     * @param session that was opened on this connection
     * @return whether it is; false where it was refused, has ended, or the time ran out
     */
    public boolean awaitEstablished(ExchangeSession session) {
        long deadlineNs = System.nanoTime() + config.timeout().toNanos();
        IdleStrategy idle = config.idle();
        while (!session.isEstablished() && !session.isEnded() && System.nanoTime() - deadlineNs < 0) {
            idle.idle(poll());
        }
        return session.isEstablished();
    }

    /**
     * Sends the first command of a log. Answered by {@link ConnectionListener#onGenesisAck} or
     * {@link ConnectionListener#onConnectionMessageReject}.
     *
     * @param genesis what never changes
     * @return a positive number, or a negative result of {@link ExchangeSession}; then nothing was sent
     */
    public long sendGenesis(GenesisParameters genesis) {
        return offer(out, 0, genesis.encode(out, 0));
    }

    /**
     * Reads what has arrived, and does what is due.
     *
     * @return how much was done, 0 where the caller may idle
     */
    public int poll() {
        nowNs = System.nanoTime();
        int work = 0;
        if (nowNs - housekeepingDeadlineNs >= 0) {
            housekeepingDeadlineNs = nowNs + HOUSEKEEPING_NS;
            work += aeron.conductorAgentInvoker().invoke();
            keepAlive();
        }
        if (hasEnded) {
            return work;
        }
        for (int i = 0; i < POLL_ROUNDS && !cluster.isClosed(); i++) {
            int fragments = cluster.pollEgress();
            work += fragments;
            if (fragments == 0) {
                break;
            }
        }
        for (int i = 0; i < sessions.size(); i++) {
            work += sessions.get(i).dialog().poll(nowNs);
        }
        if (cluster.isClosed()) {
            end("the exchange has closed the connection");
        }
        return work;
    }

    /**
     * Whether the connection lives; it does not come back after it has ended.
     *
     * @return false once it has ended
     */
    public boolean isOpen() {
        return !hasEnded;
    }

    /**
     * Number that the exchange's log gives this connection.
     *
     * @return the connection id, as in the events
     */
    public long connectionId() {
        return cluster.clusterSessionId();
    }

    /** Ends the connection. Sessions that should end with it are terminated before. */
    @Override
    public void close() {
        hasEnded = true;
        CloseHelper.quietCloseAll(cluster, aeron);
    }

    /** Sends bytes; returns a positive number, or a negative result of {@link ExchangeSession}. */
    private long offer(DirectBuffer buffer, int offset, int length) {
        if (hasEnded || cluster.isClosed()) {
            return ExchangeSession.CLOSED;
        }
        long result = cluster.offer(buffer, offset, length);
        if (result > 0) {
            return result;
        }
        if (result == Publication.BACK_PRESSURED || result == Publication.ADMIN_ACTION) {
            return ExchangeSession.BACK_PRESSURED;
        }
        return result == Publication.NOT_CONNECTED ? ExchangeSession.NOT_CONNECTED : ExchangeSession.CLOSED;
    }

    private AeronCluster connectCluster() {
        AeronCluster.AsyncConnect connect = AeronCluster.asyncConnect(new AeronCluster.Context()
                .aeron(aeron)
                .ownsAeronClient(false)
                .ingressChannel(config.ingressChannel())
                .ingressEndpoints(config.ingressEndpoints())
                .egressChannel(config.egressChannel())
                .egressStreamId(config.egressStreamId())
                .egressListener(answers)
                .idleStrategy(config.idle())
                .messageTimeoutNs(config.timeout().toNanos())
                .credentialsSupplier(new PrincipalName(config.principal()))
                .clientName("tallystick-client"));
        try {
            AeronCluster connected;
            while ((connected = connect.poll()) == null) {
                config.idle().idle();
            }
            return connected;
        } catch (Throwable e) {
            CloseHelper.quietClose(connect);
            throw e;
        }
    }

    private void keepAlive() {
        if (nowNs - keepAliveDeadlineNs >= 0 && !hasEnded && !cluster.isClosed()) {
            keepAliveDeadlineNs = nowNs + KEEP_ALIVE_NS;
            cluster.sendKeepAlive();
        }
    }

    private void end(String detail) {
        if (!hasEnded) {
            hasEnded = true;
            sessions.forEach(session -> session.dialog().onDisconnected());
            listener.onDisconnected(detail);
        }
    }

    private SessionDialog byAttachId(long attachId) {
        for (int i = 0; i < sessions.size(); i++) {
            SessionDialog dialog = sessions.get(i).dialog();
            if (dialog.attachId() == attachId) {
                return dialog;
            }
        }
        return null;
    }

    private final class Sending implements Outbound {
        @Override
        public long offer(DirectBuffer buffer, int offset, int length) {
            return ExchangeConnection.this.offer(buffer, offset, length);
        }

        @Override
        public long nowNs() {
            return nowNs;
        }
    }

    /** Takes the answers apart: a view of the message alone, then its header, then its session. */
    private final class Answers implements EgressListener {
        private final NegotiationResponseDecoder negotiationResponse = new NegotiationResponseDecoder();
        private final NegotiationRejectDecoder negotiationReject = new NegotiationRejectDecoder();
        private final EstablishmentAckDecoder establishmentAck = new EstablishmentAckDecoder();
        private final EstablishmentRejectDecoder establishmentReject = new EstablishmentRejectDecoder();
        private final SequenceDecoder sequence = new SequenceDecoder();
        private final NotAppliedDecoder notApplied = new NotAppliedDecoder();
        private final AlreadyAppliedDecoder alreadyApplied = new AlreadyAppliedDecoder();
        private final RetransmitRejectDecoder retransmitReject = new RetransmitRejectDecoder();
        private final TerminateDecoder terminate = new TerminateDecoder();
        private final MessageRejectDecoder messageReject = new MessageRejectDecoder();
        private final GenesisAckDecoder genesisAck = new GenesisAckDecoder();
        private final ReportHeaderDecoder reportHeader = new ReportHeaderDecoder();

        @Override
        public void onMessage(
                long clusterSessionId,
                long timestamp,
                DirectBuffer buffer,
                int offset,
                int length,
                Header aeronHeader) {
            message.wrap(buffer, offset, length);
            if (length < HEADER_LENGTH) {
                return;
            }
            header.wrap(message, 0);
            if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID || length < HEADER_LENGTH + header.blockLength()) {
                return;
            }
            int templateId = header.templateId();
            if (templateId >= ExecutionReportDecoder.TEMPLATE_ID) {
                if (header.blockLength() >= ReportHeaderDecoder.ENCODED_LENGTH) {
                    reportHeader.wrap(message, HEADER_LENGTH);
                    SessionDialog dialog = dialogs.get(reportHeader.sessionId());
                    if (dialog != null) {
                        dialog.onReport(message, 0, templateId);
                    }
                }
            } else {
                onSessionLayer(templateId);
            }
        }

        private void onSessionLayer(int templateId) {
            switch (templateId) {
                case NegotiationResponseDecoder.TEMPLATE_ID -> {
                    negotiationResponse.wrapAndApplyHeader(message, 0, header);
                    SessionDialog dialog = byAttachId(negotiationResponse.attachId());
                    if (dialog != null) {
                        dialogs.put(negotiationResponse.sessionId(), dialog);
                        dialog.onNegotiationResponse(negotiationResponse);
                    }
                }
                case NegotiationRejectDecoder.TEMPLATE_ID -> {
                    negotiationReject.wrapAndApplyHeader(message, 0, header);
                    SessionDialog dialog = byAttachId(negotiationReject.attachId());
                    if (dialog != null) {
                        dialog.onNegotiationReject(negotiationReject);
                    }
                }
                case EstablishmentAckDecoder.TEMPLATE_ID -> {
                    establishmentAck.wrapAndApplyHeader(message, 0, header);
                    SessionDialog dialog = dialogs.get(establishmentAck.sessionId());
                    if (dialog != null) {
                        dialog.onEstablishmentAck(establishmentAck);
                    }
                }
                case EstablishmentRejectDecoder.TEMPLATE_ID -> {
                    establishmentReject.wrapAndApplyHeader(message, 0, header);
                    SessionDialog dialog = dialogs.get(establishmentReject.sessionId());
                    if (dialog != null) {
                        dialog.onEstablishmentReject(establishmentReject);
                    }
                }
                case MessageRejectDecoder.TEMPLATE_ID -> {
                    messageReject.wrapAndApplyHeader(message, 0, header);
                    SessionDialog dialog = dialogs.get(messageReject.sessionId());
                    if (dialog != null) {
                        dialog.onMessageReject(messageReject);
                    } else {
                        listener.onConnectionMessageReject(messageReject);
                    }
                }
                case GenesisAckDecoder.TEMPLATE_ID ->
                    listener.onGenesisAck(genesisAck.wrapAndApplyHeader(message, 0, header));
                default -> onSequences(templateId);
            }
        }

        private void onSequences(int templateId) {
            SessionDialog dialog;
            switch (templateId) {
                case SequenceDecoder.TEMPLATE_ID -> {
                    sequence.wrapAndApplyHeader(message, 0, header);
                    if ((dialog = dialogs.get(sequence.sessionId())) != null) {
                        dialog.onSequence(sequence);
                    }
                }
                case NotAppliedDecoder.TEMPLATE_ID -> {
                    notApplied.wrapAndApplyHeader(message, 0, header);
                    if ((dialog = dialogs.get(notApplied.sessionId())) != null) {
                        dialog.onNotApplied(notApplied);
                    }
                }
                case AlreadyAppliedDecoder.TEMPLATE_ID -> {
                    alreadyApplied.wrapAndApplyHeader(message, 0, header);
                    if ((dialog = dialogs.get(alreadyApplied.sessionId())) != null) {
                        dialog.onAlreadyApplied(alreadyApplied);
                    }
                }
                case RetransmitRejectDecoder.TEMPLATE_ID -> {
                    retransmitReject.wrapAndApplyHeader(message, 0, header);
                    if ((dialog = dialogs.get(retransmitReject.sessionId())) != null) {
                        dialog.onRetransmitReject(retransmitReject);
                    }
                }
                case TerminateDecoder.TEMPLATE_ID -> {
                    terminate.wrapAndApplyHeader(message, 0, header);
                    if ((dialog = dialogs.get(terminate.sessionId())) != null) {
                        dialog.onTerminate(terminate);
                    }
                }
                default -> {
                    // Retransmission only announces what follows; anything else is of a later version.
                }
            }
        }

        @Override
        public void onSessionEvent(
                long correlationId,
                long clusterSessionId,
                long leadershipTermId,
                int leaderMemberId,
                EventCode code,
                String detail) {
            if (code != EventCode.OK && code != EventCode.REDIRECT) {
                end(code + (detail.isEmpty() ? "" : ": " + detail));
            }
        }

        @Override
        public void onNewLeader(
                long clusterSessionId, long leadershipTermId, int leaderMemberId, String ingressEndpoints) {
            sessions.forEach(session -> session.dialog().onNewLeader());
            listener.onNewLeader(leaderMemberId);
        }
    }

    /** The principal's name, as what a client shows; it is not proven. */
    private record PrincipalName(String name) implements CredentialsSupplier {
        @Override
        public byte[] encodedCredentials() {
            return name.getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public byte[] onChallenge(byte[] encodedChallenge) {
            return encodedCredentials();
        }
    }
}
