package org.tallystick.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.InstrumentKind;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.QuantityMeaning;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

/** In the steady state a request costs no byte of memory. */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int LIVE_ORDERS = 5_000;
    private static final int WARM_UP = 200_000;
    private static final int MEASURED = 100_000;
    private static final int ATTEMPTS = 5;

    private final Exchange exchange = new Exchange(new Orders(), 3, new SilentEvents());
    private final NewOrder order = new NewOrder();
    private final OrderChange change = new OrderChange();
    private final Random random = new Random(1);
    private long nextName = 1;

    @BeforeEach
    void openAMarket() {
        exchange.begin(0, ClockMode.LOG, 10, 1 << 20, 1 << 20, 1_000);
        exchange.defineInstrument(1, "A", "", InstrumentKind.SPOT, 2, 0, 1, 1, 1, 1_000_000);
        exchange.changePhase(1, TradingPhase.CONTINUOUS);
        order.accountId = 1;
        order.instrumentId = 1;
        order.stopPrice = NewOrder.ABSENT;
        order.displayQty = NewOrder.ABSENT;
        order.expireTimeNs = NewOrder.ABSENT;
        change.accountId = 1;
        change.instrumentId = 1;
        change.quantityMeaning = QuantityMeaning.OPEN;
        change.assumedCumQty = NewOrder.ABSENT;
    }

    /** Alternates sides a few ticks from the middle, so that most rest and some trade. */
    private void sendNew() {
        boolean buy = random.nextBoolean();
        order.side = buy ? Side.BUY : Side.SELL;
        order.ordType = OrdType.LIMIT;
        order.timeInForce = random.nextInt(10) == 0 ? TimeInForce.IOC : TimeInForce.DAY;
        long distance = random.nextInt(20) == 0 ? -3 : random.nextInt(random.nextInt(50) == 0 ? 1_000_000 : 300);
        order.price = 5_000_000 + (buy ? -distance : 1 + distance);
        order.quantity = 1 + random.nextInt(100);
        order.clOrdId = nextName++;
        exchange.newOrder(order);
    }

    private void change(boolean withNewName) {
        change.origClOrdId = Math.max(1, nextName - 1 - random.nextInt(LIVE_ORDERS));
        change.clOrdId = withNewName ? nextName++ : NewOrder.ABSENT;
        change.price = 5_000_000 + random.nextInt(-200, 200);
        change.quantity = 1 + random.nextInt(100);
        exchange.replace(change);
    }

    private RejectReason cancel(long name) {
        change.origClOrdId = name;
        return exchange.cancel(change);
    }

    private void reduce() {
        change.origClOrdId = Math.max(1, nextName - 1 - random.nextInt(LIVE_ORDERS));
        change.quantity = 1 + random.nextInt(10);
        exchange.reduce(change);
    }

    private void requests(int count) {
        for (int i = 0; i < count; i++) {
            switch (random.nextInt(8)) {
                case 0:
                    change(false);
                    break;
                case 1:
                    change(true);
                    break;
                case 2:
                    reduce();
                    break;
                default:
                    sendNew();
                    break;
            }
            if (nextName > LIVE_ORDERS) {
                cancel(nextName - LIVE_ORDERS);
            }
            if (i % 100 == 0) {
                exchange.onTimer(i);
            }
        }
    }

    @Test
    void shouldAllocateNothingForNewReplaceReduceCancelAndTrade() {
        requests(WARM_UP);
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < ATTEMPTS && least > 0; attempt++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            requests(MEASURED);
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(exchange.openOrders() > LIVE_ORDERS / 4, "many orders rest");
        assertTrue(exchange.nextTradeId() > MEASURED / 20, "many trade");
        assertEquals(0, least, "bytes for " + MEASURED + " requests");
    }
}
