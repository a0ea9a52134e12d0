package org.tallystick.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.CommonContext;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.codecs.entry.AdminReportDecoder;
import org.tallystick.codecs.entry.ExecutionReportDecoder;
import org.tallystick.codecs.entry.GenesisAckDecoder;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.ExecType;
import org.tallystick.codecs.types.InstrumentKind;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;
import org.tallystick.engine.FrameSink;

/** Sessions over UDP to a cluster of three whose nodes come and go. */
@Timeout(150)
class LeaderChangeTest implements ConnectionListener, SessionListener {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final FrameSink NONE = (buffer, offset, length) -> {};

    @TempDir
    Path folder;

    private final IdleStrategy idle = new BackoffIdleStrategy(10, 10, 1_000, 1_000_000);
    private final List<Long> orders = new ArrayList<>();
    private final List<Long> reports = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final String aeronFolder = CommonContext.getAeronDirectoryName() + "-client-"
            + UUID.randomUUID().toString().substring(0, 8);
    private ExchangeConnection connection;
    private ExchangeSession session;
    private boolean hasGenesis;

    @Test
    void shouldLoseAndRepeatNothingWhateverNodesAreStopped() {
        MediaDriver driver = driver();
        try (ThreeNodes nodes = new ThreeNodes(folder, NONE, NONE, NONE)) {
            connection = ExchangeConnection.connect(
                    ConnectionConfig.of(aeronFolder, nodes.ingressEndpoints(), "operator"), this);
            prepare();
            send(1, 2_000);
            int first = nodes.leader();
            nodes.stop(first);
            send(2_001, 2_000);
            awaitAll(4_000);
            assertTrue(told.stream().anyMatch(line -> line.startsWith("leader")), told::toString);

            nodes.stopAll();
            await(() -> !connection.isConnected());
            assertEquals(ExchangeSession.NOT_ESTABLISHED, send(4_001));
            nodes.startAll();
            send(4_001, 1_000);
            awaitAll(5_000);

            // The client's own media driver is restarted.
            driver.close();
            driver = driver();
            send(5_001, 1_000);
            awaitAll(6_000);
            assertTrue(told.stream().filter("reconnected"::equals).count() >= 2, told::toString);
        } finally {
            if (connection != null) {
                connection.close();
            }
            driver.close();
        }
        for (int i = 0; i < orders.size(); i++) {
            assertEquals(i + 1, orders.get(i));
        }
        for (int i = 0; i < reports.size(); i++) {
            assertEquals(i + 1, reports.get(i));
        }
    }

    private MediaDriver driver() {
        return MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(aeronFolder)
                .threadingMode(ThreadingMode.SHARED)
                .termBufferSparseFile(true)
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true));
    }

    private void prepare() {
        await(() -> connection.sendGenesis(GenesisParameters.of(1, ClockMode.LOG, "operator")) > 0);
        await(() -> hasGenesis);
        session = connection.openSession(SessionConfig.of("operator", "s"), this);
        assertTrue(connection.awaitEstablished(session));
        await(() -> session.defineAccount(1, 1, "") > 0);
        await(() -> session.defineInstrument(1, "ABC", "", InstrumentKind.SPOT, 2, 1, 0, 1, 1, 1_000_000) > 0);
        await(() -> session.tradingPhase(1, TradingPhase.CONTINUOUS) > 0);
    }

    private long send(long clOrdId) {
        return session.newOrder(1, clOrdId, 1, Side.BUY, OrdType.LIMIT, TimeInForce.GTC, 100, 10, 0);
    }

    private void send(long firstClOrdId, int count) {
        for (long id = firstClOrdId; id < firstClOrdId + count; id++) {
            long clOrdId = id;
            await(() -> send(clOrdId) > 0);
        }
    }

    private void awaitAll(int count) {
        await(() -> orders.size() >= count && session.unacknowledged() == 0);
        assertEquals(count, orders.size());
    }

    private void await(BooleanSupplier condition) {
        long deadlineNs = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            idle.idle(connection.poll());
            assertTrue(System.nanoTime() - deadlineNs < 0, () -> "in time: " + orders.size() + " orders, told " + told);
        }
    }

    @Override
    public void onGenesisAck(GenesisAckDecoder ack) {
        hasGenesis = true;
    }

    @Override
    public void onAdminReport(AdminReportDecoder report) {
        reports.add(report.header().reportSeq());
    }

    @Override
    public void onExecutionReport(ExecutionReportDecoder report) {
        reports.add(report.header().reportSeq());
        if (report.execType() == ExecType.NEW) {
            orders.add(report.clOrdId());
        }
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
    public void onResend(long fromClientSeq) {
        told.add("resend " + fromClientSeq);
    }
}
