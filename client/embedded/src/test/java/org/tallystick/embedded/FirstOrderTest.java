package org.tallystick.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tallystick.client.ConnectionListener;
import org.tallystick.client.ExchangeConnection;
import org.tallystick.client.ExchangeSession;
import org.tallystick.client.GenesisParameters;
import org.tallystick.client.SessionConfig;
import org.tallystick.client.SessionListener;
import org.tallystick.codecs.entry.ExecutionReportDecoder;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.InstrumentKind;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

/** The program of the README, as it stands there. */
class FirstOrderTest {
    @Test
    void shouldTradeFromAProgramOfTwentyLines() {
        List<String> reports = new ArrayList<>();
        SessionListener listener = new SessionListener() {
            @Override
            public void onExecutionReport(ExecutionReportDecoder report) {
                reports.add(report.execType() + " " + report.clOrdId());
            }
        };

        try (EmbeddedExchange exchange = EmbeddedExchange.launch(EmbeddedConfig.defaults());
                ExchangeConnection connection = exchange.connect("OPERATOR", new ConnectionListener() {})) {
            connection.sendGenesis(GenesisParameters.of(42, ClockMode.LOG, "OPERATOR"));
            ExchangeSession session = connection.openSession(SessionConfig.of("OPERATOR", "desk-1"), listener);
            connection.awaitEstablished(session);
            session.defineAccount(1, 1, "");
            session.defineInstrument(1, "ABC", "", InstrumentKind.SPOT, 2, 1, 0, 1, 1, 1_000_000);
            session.tradingPhase(1, TradingPhase.CONTINUOUS);
            session.newOrder(1, 1, 1, Side.SELL, OrdType.LIMIT, TimeInForce.DAY, 10_05, 100, 0);
            session.newOrder(1, 2, 1, Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 10_10, 40, 0);
            long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (reports.size() < 4 && System.nanoTime() < deadlineNs) {
                exchange.idleStrategy().idle(connection.poll());
            }
            assertTrue(exchange.failure() == null, "the exchange runs");
        }

        assertEquals(List.of("NEW 1", "NEW 2", "TRADE 2", "TRADE 1"), reports);
    }
}
