package org.tallystick.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.tallystick.client.ConnectionConfig;
import org.tallystick.client.ConnectionListener;
import org.tallystick.client.ExchangeConnection;
import org.tallystick.client.ExchangeSession;
import org.tallystick.client.GenesisParameters;
import org.tallystick.client.SessionConfig;
import org.tallystick.codecs.entry.GenesisAckDecoder;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.InstrumentKind;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

/** A participant with one connection, driven by the test's thread. */
final class TestClient implements ConnectionListener, AutoCloseable {
    static final String OPERATOR = "operator";
    static final int ACCOUNT = 1;
    static final int INSTRUMENT = 1;
    static final long PRICE = 1_000;
    static final long QUANTITY = 10;

    private static final String ANY_PORT = "aeron:udp?endpoint=localhost:0";
    private static final int EGRESS_STREAM_ID = 102;
    private static final long CLUSTER_ID = 4711;

    private final IdleStrategy idle = new BackoffIdleStrategy(10, 10, 1_000, 1_000_000);
    private final String principal;
    private final ExchangeConnection connection;
    private final List<TestSession> sessions = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private boolean hasGenesis;

    TestClient(String aeronFolder, String ingressEndpoints, String principal) {
        this.principal = principal;
        connection = ExchangeConnection.connect(
                new ConnectionConfig(
                        aeronFolder,
                        "aeron:udp",
                        ingressEndpoints,
                        ANY_PORT,
                        EGRESS_STREAM_ID,
                        principal,
                        Polling.TIMEOUT,
                        idle),
                this);
    }

    /** Gives the exchange its genesis, an account and an instrument that trades; answers the session that did it. */
    TestSession openMarket() {
        await(
                "the genesis",
                () -> connection.sendGenesis(GenesisParameters.of(CLUSTER_ID, ClockMode.LOG, OPERATOR)) > 0);
        await("the genesis is answered", () -> hasGenesis);
        TestSession session = attach("main");
        send("an account", () -> session.session().defineAccount(ACCOUNT, 1, "house"));
        send(
                "an instrument",
                () -> session.session()
                        .defineInstrument(INSTRUMENT, "ABC", "", InstrumentKind.SPOT, 2, 1, 0, 1, 1, 1_000_000_000L));
        send("its phase", () -> session.session().tradingPhase(INSTRUMENT, TradingPhase.CONTINUOUS));
        await("the market is open", () -> session.adminReports() == 3);
        return session;
    }

    /** Attaches a session. */
    TestSession attach(String name) {
        return attach(SessionConfig.of(principal, name));
    }

    TestSession attach(SessionConfig config) {
        TestSession session = open(config);
        await("session " + config.session() + " is attached", session::isEstablished);
        return session;
    }

    /** Begins to attach a session. */
    TestSession open(SessionConfig config) {
        TestSession session = new TestSession();
        session.begin(connection.openSession(config, session));
        sessions.add(session);
        return session;
    }

    /** Sends buy orders that rest, numbered from here on, on a hundred prices, and waits until each is answered. */
    void bids(TestSession session, long firstClOrdId, int count) {
        sendBids(session, firstClOrdId, count);
        awaitAnswers(session);
    }

    /** Sends them only. */
    void sendBids(TestSession session, long firstClOrdId, int count) {
        for (long id = firstClOrdId; id < firstClOrdId + count; id++) {
            long clOrdId = id;
            send("order " + id, () -> order(session.session(), clOrdId, Side.BUY, PRICE - clOrdId % 100));
        }
    }

    /** Sends as many as the connection takes at once; answers how many. */
    int tryBids(TestSession session, long firstClOrdId, int count) {
        int sent = 0;
        while (sent < count
                && order(session.session(), firstClOrdId + sent, Side.BUY, PRICE - (firstClOrdId + sent) % 100) > 0) {
            sent++;
        }
        return sent;
    }

    /** Sends sell orders, numbered from here on, and waits until each is answered. */
    void sells(TestSession session, long firstClOrdId, int count, long price) {
        for (long id = firstClOrdId; id < firstClOrdId + count; id++) {
            long clOrdId = id;
            send("order " + id, () -> order(session.session(), clOrdId, Side.SELL, price));
        }
        awaitAnswers(session);
    }

    /** Sends one order and waits for its answer. */
    void order(TestSession session, long clOrdId, Side side, long price) {
        send("order " + clOrdId, () -> order(session.session(), clOrdId, side, price));
        awaitAnswers(session);
    }

    private static long order(ExchangeSession session, long clOrdId, Side side, long price) {
        return session.newOrder(ACCOUNT, clOrdId, INSTRUMENT, side, OrdType.LIMIT, TimeInForce.GTC, price, QUANTITY, 0);
    }

    /** Waits until every message of a session is answered. */
    void awaitAnswers(TestSession session) {
        await("all is answered", () -> session.session().unacknowledged() == 0);
    }

    /** Has the exchange say its hashes; answers the number of the event that tells them. */
    long hash(TestSession session) {
        long before = session.hashReports();
        send("the request for the hashes", () -> session.session().hash());
        await("the hashes", () -> session.hashReports() > before);
        return session.hashEventSeq();
    }

    /** Sends something, again and again until it is taken. */
    void send(String what, LongSupplier sending) {
        await(what + " can be sent", () -> sending.getAsLong() > 0);
    }

    /** Polls until something is so. */
    void await(String what, BooleanSupplier condition) {
        Polling.await(() -> what + "; told " + told + ", " + sessions, condition, this::pollOnce);
        sessions.forEach(TestSession::check);
    }

    /** Polls for some time; answers whether something came to be so. */
    boolean within(Duration time, BooleanSupplier condition) {
        boolean isSo = Polling.within(time, condition, this::pollOnce);
        sessions.forEach(TestSession::check);
        return isSo;
    }

    /** Reads what has come, and waits for nothing. */
    void pollQuickly() {
        connection.poll();
    }

    private void pollOnce() {
        idle.idle(connection.poll());
    }

    List<String> told() {
        return told;
    }

    @Override
    public void onGenesisAck(GenesisAckDecoder ack) {
        assertEquals(CLUSTER_ID, ack.clusterId());
        assertFalse(hasGenesis, "one genesis");
        hasGenesis = true;
    }

    @Override
    public void onNewLeader(int memberId) {
        told.add("leader " + memberId);
    }

    @Override
    public void onDisconnected(String detail) {
        told.add("disconnected: " + detail);
    }

    @Override
    public void onReconnected(long connectionId) {
        told.add("reconnected");
    }

    @Override
    public void onEnded(String detail) {
        assertTrue(false, () -> "the connection has ended: " + detail);
    }

    @Override
    public void close() {
        connection.close();
    }
}
