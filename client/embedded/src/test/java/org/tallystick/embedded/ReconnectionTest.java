package org.tallystick.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.IdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.client.ConnectionConfig;
import org.tallystick.client.ConnectionListener;
import org.tallystick.client.ExchangeConnection;
import org.tallystick.client.ExchangeSession;
import org.tallystick.client.Reconnection;
import org.tallystick.client.SessionConfig;
import org.tallystick.client.SessionListener;
import org.tallystick.codecs.entry.ExecutionReportDecoder;
import org.tallystick.codecs.types.ExecType;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TerminationReason;
import org.tallystick.codecs.types.TimeInForce;

@Timeout(120)
class ReconnectionTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    @Test
    void shouldGoOnAfterATotalRestart() {
        try (RestartedExchange restarted = new RestartedExchange(folder)) {
            Market.open(restarted.exchange()).close();
            Trader trader = new Trader("trader");
            try (ExchangeConnection connection = ExchangeConnection.connect(restarted.connectionConfig(), trader)) {
                trader.open(connection);
                trader.send(1, 500);
                restarted.stop();
                trader.await(() -> !connection.isConnected());
                assertTrue(connection.isOpen());
                assertFalse(trader.session.isEstablished());
                assertTrue(trader.trySend(1_000_000) < 0);

                restarted.start();
                trader.send(501, 500);
                trader.await(() -> trader.orders.size() == 1_000);
                restarted.stop();
                restarted.start();
                trader.send(1_001, 200);
                trader.await(() -> trader.orders.size() == 1_200 && trader.session.unacknowledged() == 0);
            }
            for (int i = 0; i < trader.orders.size(); i++) {
                assertEquals(i + 1, trader.orders.get(i));
            }
            assertEquals(
                    List.of(
                            "established",
                            "disconnected",
                            "reconnected",
                            "reattached",
                            "disconnected",
                            "reconnected",
                            "reattached"),
                    trader.told);
        }
    }

    @Test
    void shouldEndWithTheFirstLossWhereThatIsWanted() {
        try (RestartedExchange restarted = new RestartedExchange(folder)) {
            Market.open(restarted.exchange()).close();
            Trader trader = new Trader("trader");
            ConnectionConfig config = restarted.connectionConfig().reconnection(Reconnection.NONE);
            try (ExchangeConnection connection = ExchangeConnection.connect(config, trader)) {
                trader.open(connection);
                restarted.stop();
                trader.await(() -> !connection.isOpen());
                assertEquals(ExchangeSession.NOT_ESTABLISHED, trader.trySend(1));
                assertEquals(0, connection.poll());
                SessionConfig late = SessionConfig.of(Market.OPERATOR, "late");
                assertTrue(
                        connection.openSession(late, new SessionListener() {}).isEnded());
            }
            assertEquals(List.of("established", "disconnected", "terminated CONNECTION_CLOSED", "ended"), trader.told);
        }
    }

    @Test
    void shouldNotComeBackWhereTheSessionWasTaken() {
        try (RestartedExchange restarted = new RestartedExchange(folder)) {
            Market.open(restarted.exchange()).close();
            Trader first = new Trader("trader");
            Trader second = new Trader("trader");
            try (ExchangeConnection one = ExchangeConnection.connect(restarted.connectionConfig(), first);
                    ExchangeConnection two = ExchangeConnection.connect(restarted.connectionConfig(), second)) {
                first.open(one);
                first.send(1, 10);
                first.await(() -> first.orders.size() == 10);
                second.open(two);
                first.await(first.session::isEnded);
                restarted.stop();
                restarted.start();
                second.send(11, 10);
                second.await(() -> second.orders.size() == 10);
                first.await(() -> first.told.contains("reconnected"));
            }
            assertEquals(List.of("established", "terminated SUPERSEDED", "disconnected", "reconnected"), first.told);
        }
    }

    @Test
    void shouldCarryThousandsOfSessions() {
        int count = 2_000;
        try (RestartedExchange restarted = new RestartedExchange(folder)) {
            Market.open(restarted.exchange()).close();
            Trader trader = new Trader("s0");
            try (ExchangeConnection connection = ExchangeConnection.connect(restarted.connectionConfig(), trader)) {
                trader.open(connection);
                List<ExchangeSession> sessions = new ArrayList<>();
                for (int i = 1; i < count; i++) {
                    sessions.add(connection.openSession(SessionConfig.of(Market.OPERATOR, "s" + i), trader));
                }
                trader.await(() -> sessions.stream().allMatch(ExchangeSession::isEstablished));
                restarted.stop();
                restarted.start();
                trader.await(() -> sessions.stream().noneMatch(ExchangeSession::isEstablished));
                trader.await(() -> sessions.stream().allMatch(ExchangeSession::isEstablished));
                for (int i = 0; i < sessions.size(); i++) {
                    ExchangeSession session = sessions.get(i);
                    long clOrdId = i + 1;
                    trader.await(() -> order(session, clOrdId) > 0);
                }
                trader.await(() -> trader.orders.size() == count - 1);
            }
        }
    }

    private static long order(ExchangeSession session, long clOrdId) {
        return session.newOrder(
                Market.ACCOUNT,
                clOrdId,
                Market.INSTRUMENT,
                Side.BUY,
                OrdType.LIMIT,
                TimeInForce.GTC,
                100 + clOrdId % 100,
                10,
                0);
    }

    /** Enters orders on a session that outlives its connection, and keeps what it is told. */
    private static final class Trader implements ConnectionListener, SessionListener {
        private final String name;
        private final IdleStrategy idle = RestartedExchange.idle();
        private final List<Long> orders = new ArrayList<>();
        private final List<String> told = new ArrayList<>();
        private ExchangeConnection connection;
        private ExchangeSession session;

        private Trader(String name) {
            this.name = name;
        }

        private void open(ExchangeConnection on) {
            connection = on;
            session = connection.openSession(SessionConfig.of(Market.OPERATOR, name), this);
            assertTrue(connection.awaitEstablished(session), () -> name + " established, told " + told);
        }

        private long trySend(long clOrdId) {
            return order(session, clOrdId);
        }

        private void send(long firstClOrdId, int count) {
            for (long id = firstClOrdId; id < firstClOrdId + count; id++) {
                long clOrdId = id;
                await(() -> trySend(clOrdId) > 0);
            }
        }

        private void await(BooleanSupplier condition) {
            long deadlineNs = System.nanoTime() + TIMEOUT.toNanos();
            while (!condition.getAsBoolean()) {
                idle.idle(connection.poll());
                assertTrue(
                        System.nanoTime() - deadlineNs < 0,
                        () -> "in time; " + orders.size() + " orders, told " + told);
            }
        }

        @Override
        public void onExecutionReport(ExecutionReportDecoder report) {
            if (report.execType() == ExecType.NEW) {
                orders.add(report.clOrdId());
            }
        }

        @Override
        public void onEstablished(ExchangeSession established) {
            if (established == session || session == null) {
                told.add("established");
            }
        }

        @Override
        public void onReattached(ExchangeSession reattached) {
            told.add("reattached");
        }

        @Override
        public void onTerminated(TerminationReason reason) {
            told.add("terminated " + reason);
        }

        @Override
        public void onDisconnected(String detail) {
            told.add("disconnected");
        }

        @Override
        public void onReconnected(long connectionId) {
            told.add("reconnected");
        }

        @Override
        public void onEnded(String detail) {
            told.add("ended");
        }
    }
}
