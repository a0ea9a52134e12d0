package org.tallystick.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;

/** A record gives back what was put in, and a handle is never given twice at a time. */
class OrdersTest {
    private final Orders orders = new Orders();

    @Test
    void shouldGiveBackEveryFieldOverItsWholeRange() {
        for (Side side : new Side[] {Side.BUY, Side.SELL}) {
            for (OrdType type : OrdType.values()) {
                for (TimeInForce timeInForce : TimeInForce.values()) {
                    for (int flags : new int[] {0, 5, 15}) {
                        checkFields(side, type, timeInForce, flags);
                    }
                }
            }
        }
    }

    private void checkFields(Side side, OrdType type, TimeInForce timeInForce, int flags) {
        int order = orders.allocate();
        int attributes = Orders.attributes(Orders.MAX_INSTRUMENT_ID, side, type, timeInForce, flags);
        orders.initialize(
                order, Long.MAX_VALUE, Long.MAX_VALUE - 1, 3, Long.MAX_VALUE, Integer.MAX_VALUE, attributes, -1);
        orders.rename(order, 4);
        assertEquals(Long.MAX_VALUE, orders.orderId(order));
        assertEquals(4, orders.clOrdId(order));
        assertEquals(3, orders.price(order));
        assertEquals(Long.MAX_VALUE, orders.leavesQty(order));
        assertEquals(0, orders.cumQty(order));
        assertEquals(Integer.MAX_VALUE, orders.accountId(order));
        assertEquals(-1, orders.sessionId(order));
        assertEquals(Orders.MAX_INSTRUMENT_ID, orders.instrumentId(order));
        assertEquals(side, orders.side(order));
        assertEquals(side == Side.BUY, orders.isBuy(order));
        assertEquals(type, orders.ordType(order));
        assertEquals(timeInForce, orders.timeInForce(order));
        assertEquals(flags, orders.flags(order));
        assertTrue(orders.isAliased(order));
        assertEquals(Levels.NONE, orders.level(order));
    }

    @Test
    void shouldMoveQuantityFromOpenToFilled() {
        int order = allocate();
        orders.fill(order, 30);
        orders.lowerLeaves(order, 20);
        assertEquals(50, orders.leavesQty(order));
        assertEquals(30, orders.cumQty(order));
        orders.reprice(order, 9, 70);
        assertEquals(70, orders.leavesQty(order));
        assertEquals(30, orders.cumQty(order));
        assertEquals(9, orders.price(order));
    }

    @Test
    void shouldNotTakeOffMoreThanIsOpen() {
        int order = allocate();
        assertThrows(IllegalStateException.class, () -> orders.lowerLeaves(order, 101));
        assertThrows(IllegalStateException.class, () -> orders.fill(order, 101));
        assertEquals(100, orders.leavesQty(order));
        assertEquals(0, orders.cumQty(order));
        orders.fill(order, 100);
        assertEquals(0, orders.leavesQty(order));
    }

    @Test
    void shouldBeginAFreedHandleAnew() {
        int order = allocate();
        orders.rename(order, 77);
        orders.fill(order, 30);
        orders.free(order);
        assertEquals(order, allocate());
        assertFalse(orders.isAliased(order));
        assertEquals(0, orders.cumQty(order));
        assertEquals(100, orders.leavesQty(order));
    }

    @Test
    void shouldUseTheLatestFreedHandleFirst() {
        int first = allocate();
        int second = allocate();
        int third = allocate();
        orders.free(first);
        orders.free(third);
        orders.free(second);
        assertEquals(second, allocate());
        assertEquals(third, allocate());
        assertEquals(first, allocate());
        assertEquals(3, orders.liveCount());
    }

    @Test
    void shouldNeverGiveAHandleTwiceAtATime() {
        Seeded.run(5, random -> {
            Orders orders = new Orders();
            Set<Integer> live = new HashSet<>();
            for (int step = 0; step < 60_000; step++) {
                if (random.nextInt(3) > 0 || live.isEmpty()) {
                    assertTrue(live.add(orders.allocate()));
                } else {
                    int order = live.iterator().next();
                    live.remove(order);
                    orders.free(order);
                }
                assertEquals(live.size(), orders.liveCount());
            }
        });
    }

    private int allocate() {
        int order = orders.allocate();
        int attributes = Orders.attributes(1, Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 0);
        orders.initialize(order, 1, 1, 1, 100, 1, attributes, 1);
        return order;
    }
}
