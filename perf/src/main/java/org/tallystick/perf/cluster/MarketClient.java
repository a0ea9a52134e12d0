package org.tallystick.perf.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.agrona.concurrent.IdleStrategy;
import org.tallystick.client.ConnectionListener;
import org.tallystick.client.ExchangeConnection;
import org.tallystick.client.ExchangeSession;
import org.tallystick.client.GenesisParameters;
import org.tallystick.client.SessionConfig;
import org.tallystick.client.SessionListener;
import org.tallystick.codecs.entry.GenesisAckDecoder;
import org.tallystick.codecs.entry.MessageRejectDecoder;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.InstrumentKind;
import org.tallystick.codecs.types.TradingPhase;
import org.tallystick.flow.run.ClusterAccess;
import org.tallystick.node.local.LocalCluster;

/** One connection with one session, over a media driver of its own: as a client in a process of its own would have. */
final class MarketClient implements AutoCloseable, ConnectionListener {
    /** Account of all orders. */
    static final int ACCOUNT = 1;

    private static final String PARTICIPANT = "BENCH";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final int ATTEMPTS = 10;
    private static final long ANSWER_NS = TimeUnit.SECONDS.toNanos(5);

    /** Reports that the exchange keeps for a session. */
    private static final long RING_BYTES = 1 << 20;

    /** Messages under way: few enough for the ring to hold their reports. */
    private static final int MAX_UNANSWERED = 1024;

    private static final long MAX_QUANTITY = 1_000_000_000_000L;

    private final ClusterAccess access;
    private final ExchangeConnection connection;
    private final IdleStrategy idle;
    private ExchangeSession session;
    private boolean hasGenesis;
    private String refusal;
    private long newLeaderNs;

    /** Connects; there is no session yet. */
    MarketClient(LocalCluster cluster) {
        access = new ClusterAccess(cluster.members(), cluster.durability());
        idle = access.idleStrategy();
        try {
            connection = access.connect(PARTICIPANT, this);
        } catch (RuntimeException e) {
            access.close();
            throw e;
        }
    }

    /** Opens the market: genesis, a session, an account and instruments 1 to {@code instruments} in continuous trading. */
    void open(String name, int instruments, SessionListener listener) throws IOException {
        sendGenesis();
        attach(name, listener);
        send(() -> session.defineAccount(ACCOUNT, 1, "bench"));
        for (int i = 1; i <= instruments; i++) {
            int id = i;
            send(() ->
                    session.defineInstrument(id, "BENCH" + id, "", InstrumentKind.SPOT, 2, 1, 0, 1, 1, MAX_QUANTITY));
            send(() -> session.tradingPhase(id, TradingPhase.CONTINUOUS));
        }
        awaitAnswers();
    }

    /** It is not sent again by itself where an election loses it; what is refused at the second time was applied at the first. */
    private void sendGenesis() throws IOException {
        for (int i = 0; i < ATTEMPTS && !hasGenesis && refusal == null; i++) {
            send(() -> connection.sendGenesis(genesis()));
            long sentNs = System.nanoTime();
            await(
                    "the genesis is answered",
                    () -> hasGenesis || refusal != null || System.nanoTime() - sentNs > ANSWER_NS);
            if (refusal != null && i == 0) {
                throw new IOException("the exchange refused the genesis: " + refusal);
            }
        }
        if (!hasGenesis && refusal == null) {
            throw new IOException("the exchange answered none of " + ATTEMPTS + " messages that gave the genesis");
        }
    }

    private static GenesisParameters genesis() {
        GenesisParameters usual = GenesisParameters.of(1, ClockMode.LOG, PARTICIPANT);
        return new GenesisParameters(
                usual.clusterId(),
                usual.shard(),
                usual.rulesVersion(),
                usual.clockMode(),
                usual.transactTimeNs(),
                usual.operator(),
                usual.maxOpenOrders(),
                usual.maxFillsPerCommand(),
                usual.maxAuctionOrders(),
                usual.maxWorkPerStep(),
                RING_BYTES,
                usual.ringBytesTotal(),
                usual.maxInstruments(),
                usual.maxParticipants(),
                usual.maxAccounts(),
                usual.maxSessions(),
                usual.maxConnections());
    }

    /** Attaches a session to the market that another client has opened. */
    void attach(String name, SessionListener listener) throws IOException {
        session =
                connection.openSession(SessionConfig.of(PARTICIPANT, name).maxUnacknowledged(MAX_UNANSWERED), listener);
        if (!connection.awaitEstablished(session)) {
            throw new IOException("the exchange did not establish session " + name);
        }
    }

    ExchangeSession session() {
        return session;
    }

    /** From now on the first word of a new leader is looked for. */
    void forgetLeader() {
        newLeaderNs = 0;
    }

    /** When it came, in the system's ticks; 0 before. */
    long newLeaderNs() {
        return newLeaderNs;
    }

    /** Reads what has come, and gives way where nothing has. */
    int poll() {
        int work = connection.poll();
        idle.idle(work);
        return work;
    }

    /** Reads what has come. */
    void pollOnly() {
        connection.poll();
    }

    /** Sends, however long the exchange does not take it. */
    long send(LongSupplier message) throws IOException {
        long[] result = {message.getAsLong()};
        if (result[0] < 0) {
            await("the exchange takes a message", () -> (result[0] = message.getAsLong()) > 0);
        }
        return result[0];
    }

    /** Polls until everything that was sent is answered. */
    void awaitAnswers() throws IOException {
        await("every message is answered", () -> session.unacknowledged() == 0);
    }

    void await(String what, BooleanSupplier condition) throws IOException {
        long beganNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            poll();
            if (!connection.isOpen() || System.nanoTime() - beganNs > TIMEOUT.toNanos()) {
                throw new IOException("waited in vain until " + what);
            }
        }
    }

    @Override
    public void onGenesisAck(GenesisAckDecoder ack) {
        hasGenesis = true;
    }

    @Override
    public void onConnectionMessageReject(MessageRejectDecoder reject) {
        refusal = reject.reason().name();
    }

    @Override
    public void onNewLeader(int memberId) {
        if (newLeaderNs == 0) {
            newLeaderNs = System.nanoTime();
        }
    }

    @Override
    public void close() {
        connection.close();
        access.close();
    }
}
