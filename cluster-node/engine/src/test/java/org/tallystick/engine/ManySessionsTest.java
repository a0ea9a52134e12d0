package org.tallystick.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tallystick.codecs.types.CancelOnDisconnect;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;

/** A thousand sessions over a few connections, and a hundred connections with a session each. */
class ManySessionsTest {
    private static final int SESSIONS = 1000;
    private static final int FEW = 4;
    private static final int CONNECTIONS = 100;
    private static final long FIRST = 100;

    private final EngineFixture log = new EngineFixture(ClockMode.LOG);
    private final List<EngineFixture.Sender> senders = new ArrayList<>();

    private void open() {
        log.ringBytesTotal = 64 << 20;
        log.maxSessions = 2000;
        log.maxConnections = 200;
        log.open();
        log.cancelOnDisconnect = CancelOnDisconnect.DISCONNECT;
        log.cancelWindowNs = 500_000_000L;
    }

    private void orderEach() {
        for (EngineFixture.Sender sender : senders) {
            log.as(sender).order(sender.sessionId, Side.BUY, 1000 + sender.sessionId, 1, TimeInForce.GTC);
        }
    }

    private void closeAll(int connections) {
        for (int i = 0; i < connections; i++) {
            log.disconnect(FIRST + i);
        }
    }

    /** Everybody orders, half of them lose their connections; those are cancelled, and nobody else. */
    private void check(int closed, int expectedOrders) {
        orderEach();
        EngineOutput before = EngineOutput.after(log.log);
        assertEquals(senders.size() + 1, before.engine.counts().sessionsAttached());
        assertEquals(senders.size(), before.engine.counts().openOrders());
        closeAll(closed);
        int cut = log.log.size();
        for (int i = 0; i < 20; i++) {
            log.timer();
        }
        EngineOutput through = EngineOutput.after(log.log);
        EngineOutput restored = EngineOutput.after(log.log.subList(0, cut)).restored(9);
        log.log.subList(cut, log.log.size()).forEach(input -> input.apply(restored.engine));
        assertEquals(expectedOrders, through.engine.counts().openOrders());
        assertEquals(0, through.engine.counts().cancelWindows());
        assertEquals(0, through.engine.counts().pendingWork());
        assertEquals(2, through.engine.nextReportSeq(senders.get(senders.size() - 1).sessionId));
        assertEquals(3, through.engine.nextReportSeq(senders.get(0).sessionId));
        assertArrayEquals(through.snapshot(), restored.snapshot());
    }

    @Test
    void shouldCarryAThousandSessionsOverAFewConnections() {
        open();
        for (int i = 0; i < FEW; i++) {
            log.connect(FIRST + i, "OPS");
        }
        for (int i = 0; i < SESSIONS; i++) {
            senders.add(log.attachOn(FIRST + i * FEW / SESSIONS, "OPS", "s" + i));
        }
        check(FEW / 2, SESSIONS / 2);
    }

    @Test
    void shouldCarryAHundredConnections() {
        open();
        for (int i = 0; i < CONNECTIONS; i++) {
            senders.add(log.attach(FIRST + i, "OPS", "s" + i));
        }
        check(CONNECTIONS / 2, CONNECTIONS / 2);
    }
}
