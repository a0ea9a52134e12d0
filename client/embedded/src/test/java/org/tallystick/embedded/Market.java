package org.tallystick.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.IdleStrategy;
import org.tallystick.client.ConnectionListener;
import org.tallystick.client.ExchangeConnection;
import org.tallystick.client.ExchangeSession;
import org.tallystick.client.GenesisParameters;
import org.tallystick.client.SessionConfig;
import org.tallystick.client.SessionListener;
import org.tallystick.codecs.entry.AdminReportDecoder;
import org.tallystick.codecs.entry.ExecutionReportDecoder;
import org.tallystick.codecs.entry.GenesisAckDecoder;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.InstrumentKind;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

/** One connection with one session of the operator, for tests: enters orders and counts the answers. */
final class Market implements ConnectionListener, SessionListener, AutoCloseable {
    static final String OPERATOR = "operator";
    static final int ACCOUNT = 1;
    static final int INSTRUMENT = 1;

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    final ExchangeConnection connection;
    final IdleStrategy idle;
    final ExchangeSession session;
    private boolean hasGenesis;
    private String disconnected;
    long adminReports;
    long reports;
    long lastClOrdId;

    /** Connects and attaches a session to an exchange that has had its genesis. */
    static Market join(EmbeddedExchange exchange, String sessionName) {
        return new Market(exchange, sessionName, false);
    }

    /** Gives an exchange its genesis, an account and an instrument that trades. */
    static Market open(EmbeddedExchange exchange) {
        Market market = new Market(exchange, "orders", true);
        market.define();
        return market;
    }

    private Market(EmbeddedExchange exchange, String sessionName, boolean isFirst) {
        idle = exchange.idleStrategy();
        connection = exchange.connect(OPERATOR, this);
        if (isFirst) {
            await(() -> connection.sendGenesis(GenesisParameters.of(711, ClockMode.LOG, OPERATOR)) > 0);
            await(() -> hasGenesis);
        }
        session = connection.openSession(SessionConfig.of(OPERATOR, sessionName), this);
        assertTrue(connection.awaitEstablished(session), "established");
    }

    private void define() {
        await(() -> session.defineAccount(ACCOUNT, 1, "house") > 0);
        await(() ->
                session.defineInstrument(INSTRUMENT, "600519", "", InstrumentKind.SPOT, 2, 1, 0, 1, 1, 1_000_000_000L)
                        > 0);
        await(() -> session.tradingPhase(INSTRUMENT, TradingPhase.CONTINUOUS) > 0);
        await(() -> adminReports == 3);
    }

    /** Enters a bid that rests; returns its clientSeq or a negative result. */
    long tryBid(long clOrdId) {
        return limit(clOrdId, Side.BUY, 100 + clOrdId % 100, 10);
    }

    long limit(long clOrdId, Side side, long price, long quantity) {
        return session.newOrder(ACCOUNT, clOrdId, INSTRUMENT, side, OrdType.LIMIT, TimeInForce.GTC, price, quantity, 0);
    }

    /** Enters orders that rest, numbered from here on. */
    void bid(long firstClOrdId, long count) {
        for (long id = firstClOrdId; id < firstClOrdId + count; id++) {
            long clOrdId = id;
            await(() -> tryBid(clOrdId) > 0);
        }
    }

    void awaitReports(long count) {
        await(() -> reports >= count);
        assertEquals(count, reports);
    }

    void await(BooleanSupplier condition) {
        long deadlineNs = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            idle.idle(connection.poll());
            assertTrue(disconnected == null, () -> "disconnected: " + disconnected);
            assertTrue(System.nanoTime() - deadlineNs < 0, "in time");
        }
    }

    @Override
    public void onGenesisAck(GenesisAckDecoder ack) {
        hasGenesis = true;
    }

    @Override
    public void onDisconnected(String detail) {
        disconnected = detail;
    }

    @Override
    public void onAdminReport(AdminReportDecoder report) {
        assertEquals(RejectReason.NONE, report.reason());
        adminReports++;
    }

    @Override
    public void onExecutionReport(ExecutionReportDecoder report) {
        lastClOrdId = report.clOrdId();
        reports++;
    }

    @Override
    public void close() {
        connection.close();
    }
}
