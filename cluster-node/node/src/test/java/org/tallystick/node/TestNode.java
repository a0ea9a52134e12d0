package org.tallystick.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.CommonContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.IdleStrategy;
import org.tallystick.client.ConnectionConfig;
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

/** A node of one member that the test's thread drives, and one trader on it. */
final class TestNode implements AutoCloseable, ConnectionListener, SessionListener {
    static final long CLUSTER_ID = 711;

    private static final String OPERATOR = "operator";
    private static final int ACCOUNT = 1;
    private static final int INSTRUMENT = 1;
    private static final int EGRESS_STREAM_ID = 100_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    final ExchangeNode node;
    private final IdleStrategy idle = new Driving();
    private ExchangeConnection connection;
    private ExchangeSession session;
    private boolean hasGenesis;
    private String disconnected;
    private long adminReports;
    private long reports;

    private TestNode(ExchangeNode node) {
        this.node = node;
        node.startAndLead();
    }

    /** Starts a node on a folder, or throws what keeps it from that. */
    static TestNode start(Path folder, StorageConfig storage) {
        return new TestNode(new ExchangeNode(config(folder), storage));
    }

    static TestNode start(Path folder) {
        return start(folder, StorageConfig.defaults());
    }

    static NodeConfig config(Path folder) {
        return NodeConfig.builder(folder).durability(Durability.MEMORY).build();
    }

    /** Gives the exchange its genesis, an account and an instrument that trades. */
    TestNode open() {
        return open(CLUSTER_ID);
    }

    TestNode open(long clusterId) {
        connect();
        await(() -> connection.sendGenesis(GenesisParameters.of(clusterId, ClockMode.LOG, OPERATOR)) > 0);
        await(() -> hasGenesis);
        attach();
        await(() -> session.defineAccount(ACCOUNT, 1, "house") > 0);
        await(() ->
                session.defineInstrument(INSTRUMENT, "600519", "", InstrumentKind.SPOT, 2, 1, 0, 1, 1, 1_000_000_000L)
                        > 0);
        await(() -> session.tradingPhase(INSTRUMENT, TradingPhase.CONTINUOUS) > 0);
        await(() -> adminReports == 3);
        return this;
    }

    /** Connects to an exchange that has had all that. */
    TestNode join() {
        connect();
        attach();
        return this;
    }

    /** Enters orders that rest, numbered from here on, and waits for their reports. */
    TestNode bid(long firstClOrdId, int count) {
        long before = reports;
        for (long id = firstClOrdId; id < firstClOrdId + count; id++) {
            long clOrdId = id;
            await(() -> session.newOrder(
                            ACCOUNT,
                            clOrdId,
                            INSTRUMENT,
                            Side.BUY,
                            OrdType.LIMIT,
                            TimeInForce.GTC,
                            100 + clOrdId % 100,
                            10,
                            0)
                    > 0);
        }
        await(() -> reports >= before + count);
        assertEquals(before + count, reports);
        return this;
    }

    /** Takes a snapshot, and waits for it. */
    TestNode snapshot() {
        long before = node.snapshots();
        await(node::requestSnapshot);
        await(() -> node.snapshots() > before);
        return this;
    }

    /** Drives node and trader until something is so. */
    void await(BooleanSupplier condition) {
        long deadlineNs = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            idle.idle();
            if (connection != null) {
                connection.poll();
            }
            assertNull(disconnected);
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
        reports++;
    }

    @Override
    public void close() {
        if (connection != null && node.failure() == null) {
            connection.close();
        }
        node.onClose();
    }

    private void connect() {
        connection = ExchangeConnection.connect(
                new ConnectionConfig(
                        node.aeronFolder(),
                        CommonContext.IPC_CHANNEL,
                        null,
                        "aeron:ipc?term-length=1m|alias=egress",
                        EGRESS_STREAM_ID,
                        OPERATOR,
                        TIMEOUT,
                        idle),
                this);
    }

    private void attach() {
        session = connection.openSession(SessionConfig.of(OPERATOR, "orders"), this);
        assertTrue(connection.awaitEstablished(session), "established");
    }

    private final class Driving implements IdleStrategy {
        @Override
        public void idle(int workCount) {
            node.doWork();
        }

        @Override
        public void idle() {
            node.doWork();
        }

        @Override
        public void reset() {}
    }
}
