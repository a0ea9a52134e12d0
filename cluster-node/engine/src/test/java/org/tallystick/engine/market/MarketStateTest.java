package org.tallystick.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;

/** A market that is restored from the state of another goes on like it. */
class MarketStateTest {
    private final Orders orders = new Orders();
    private final RecordedEvents events = new RecordedEvents(orders);
    private final Exchange exchange = new Exchange(orders, 1, events);

    @Test
    void shouldGoOnLikeTheMarketThatItWasRestoredFrom() {
        Seeded.run(60, random -> new MarketStateTest().goOn(MarketCommand.sequence(random, 1_200, false)));
    }

    private static void begin(Exchange exchange) {
        exchange.begin(0, ClockMode.LOG, 10, 100, 1 << 20, 2);
    }

    private void goOn(List<MarketCommand> commands) {
        begin(exchange);
        MarketCommand.open(exchange);
        events.take();
        MarketStateTest copy = null;
        for (int i = 0; i < commands.size(); i++) {
            if (i % 50 == 0) {
                copy = copy();
            }
            RejectReason reason = commands.get(i).sendTo(exchange, i);
            assertEquals(reason, commands.get(i).sendTo(copy.exchange, i));
            assertEquals(events.take(), copy.events.take());
        }
        assertEquals(MarketDump.of(exchange), MarketDump.of(copy.exchange));
    }

    private MarketStateTest copy() {
        MarketStateTest copy = new MarketStateTest();
        begin(copy.exchange);
        MarketCopies.copy(exchange, copy.exchange);
        assertEquals(MarketDump.of(exchange), MarketDump.of(copy.exchange));
        new MarketInvariants(copy.exchange).check();
        return copy;
    }

    @Test
    void shouldRefuseWhatCannotBe() {
        begin(exchange);
        MarketCommand.open(exchange);
        MarketState state = new MarketState(exchange);
        state.restoreCounters(10, 1);
        restoreOrder(state, 1, 5, 50, 100, 10, 0);
        assertThrows(IllegalStateException.class, () -> restoreOrder(state, 9, 6, 60, 100, 10, 0));
        assertThrows(IllegalStateException.class, () -> restoreOrder(state, 1, 10, 60, 100, 10, 0));
        assertThrows(IllegalStateException.class, () -> restoreOrder(state, 1, 0, 60, 100, 10, 0));
        assertThrows(IllegalStateException.class, () -> restoreOrder(state, 1, 5, 60, 100, 10, 0));
        assertThrows(IllegalStateException.class, () -> restoreOrder(state, 1, 6, 50, 100, 10, 0));
        assertThrows(IllegalStateException.class, () -> restoreOrder(state, 1, 6, 60, 0, 10, 0));
        assertThrows(IllegalStateException.class, () -> restoreOrder(state, 2, 6, 60, 101, 10, 0));
        assertThrows(IllegalStateException.class, () -> restoreOrder(state, 1, 6, 60, 100, 0, 5));
        assertThrows(IllegalStateException.class, () -> restoreOrder(state, 1, 6, 60, 100, 10, -1));
        assertThrows(IllegalStateException.class, () -> restoreOrder(state, 1, 6, 60, 100, Long.MAX_VALUE, 1));
        assertThrows(IllegalStateException.class, () -> state.restoreAlias(6, 1));
        assertThrows(IllegalStateException.class, () -> state.restoreAlias(5, 50));
        assertThrows(IllegalStateException.class, () -> state.restoreExpiry(9, 1, 0, false, 0));
        assertThrows(IllegalStateException.class, () -> state.restoreExpiry(1, 1, 0, true, 6));
        assertThrows(IllegalStateException.class, () -> state.restoreDisconnect(0, 1, 0, false, 0));
        state.restoreDisconnect(7, 1, 0, false, 0);
        assertThrows(IllegalStateException.class, () -> state.restoreDisconnect(7, 1, 0, false, 0));
        state.finish();
        new MarketInvariants(exchange).check();
    }

    private static void restoreOrder(
            MarketState state, int instrumentId, long orderId, long clOrdId, long price, long leaves, long cum) {
        state.restoreOrder(
                instrumentId, orderId, clOrdId, price, leaves, cum, 1, 1, Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 0);
    }
}
