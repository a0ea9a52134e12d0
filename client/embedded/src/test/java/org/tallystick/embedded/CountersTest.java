package org.tallystick.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.tallystick.node.counters.CounterValues;
import org.tallystick.node.counters.CountersFile;
import org.tallystick.node.counters.NodeCounter;

/** The counters of a node that trades. */
class CountersTest {
    private static CounterValues read(EmbeddedExchange exchange) {
        return CounterValues.read(CountersFile.open(exchange.sharedMemory()), 0);
    }

    @Test
    void shouldCountOrdersSessionsAndEvents() {
        try (EmbeddedExchange exchange = EmbeddedExchange.launch(EmbeddedConfig.defaults());
                Market market = Market.open(exchange)) {
            market.bid(1, 20);
            market.awaitReports(20);
            market.await(() -> read(exchange).get(NodeCounter.LIVE_ORDERS) == 20);
            CounterValues values = read(exchange);

            assertEquals(1, values.get(NodeCounter.SESSIONS));
            assertEquals(1, values.get(NodeCounter.SESSIONS_ATTACHED));
            assertEquals(0, values.get(NodeCounter.SESSIONS_BLOCKED));
            assertEquals(1, values.get(NodeCounter.CONNECTIONS));
            assertTrue(values.get(NodeCounter.EVENT_SEQUENCE) > 20);
            assertTrue(values.get(NodeCounter.COMMANDS) > 20);
            assertTrue(values.get(NodeCounter.TRANSACTIONS) > values.get(NodeCounter.COMMANDS));
            assertTrue(values.get(NodeCounter.RING_BYTES_BOUND) > 0);
        }
    }
}
