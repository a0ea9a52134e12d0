package org.tallystick.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.tallystick.codecs.types.CancelOnDisconnect;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;

/** What operators can read off an engine; it changes no result. */
class EngineCountsTest {
    private final EngineScenario scenario = EngineScenario.open(ClockMode.LOG);
    private final EngineFixture log = scenario.log;

    private EngineCounts counts() {
        return scenario.apply().engine.counts();
    }

    @Test
    void shouldCountInputs() {
        long transactions = counts().transactions();
        long commands = counts().commands();
        log.timer().timer().newTerm().order(1, Side.BUY, 1000, 1, TimeInForce.DAY);
        log.connect(30, "OPS");
        log.disconnect(30);
        assertEquals(transactions + 6, counts().transactions());
        assertEquals(commands + 1, counts().commands());
        assertEquals(2, counts().timerFirings());
        assertEquals(scenario.engine.eventSeq(), counts().eventSeq());
    }

    @Test
    void shouldCountRejectsByReason() {
        log.order(1, Side.BUY, 1000, 0, TimeInForce.DAY)
                .order(2, Side.BUY, 1000, 0, TimeInForce.DAY)
                .cancel(1, 1, 99)
                .account(1, "again")
                .massCancel(77);
        log.blockHash(EngineFixture.CONNECTION, 0, 1, 1, 1);
        log.negotiate(EngineFixture.CONNECTION, 1, 5, "NOBODY", "x");
        assertEquals(2, counts().rejects(RejectReason.QUANTITY_NOT_POSITIVE));
        assertEquals(1, counts().rejects(RejectReason.UNKNOWN_ORDER));
        assertEquals(1, counts().rejects(RejectReason.DUPLICATE_ID));
        assertEquals(1, counts().rejects(RejectReason.UNKNOWN_ACCOUNT));
        assertEquals(2, counts().rejects(RejectReason.NOT_AUTHORIZED));
        assertEquals(0, counts().rejects(RejectReason.NONE));
    }

    @Test
    void shouldCountRejectsBeforeTheGenesis() {
        EngineScenario empty = new EngineScenario(ClockMode.LOG);
        empty.log.hash();
        assertEquals(1, empty.apply().engine.counts().rejects(RejectReason.NO_GENESIS));
        assertEquals(0, empty.engine.counts().ringBytesBound());
    }

    @Test
    void shouldCountRepetitionsAndGaps() {
        log.order(1, Side.BUY, 1000, 1, TimeInForce.DAY);
        byte[] last = log.messages.get(log.messages.size() - 1);
        log.raw(EngineFixture.CONNECTION, last).raw(EngineFixture.CONNECTION, last);
        log.operator.clientSeq += 3;
        log.hash().hash();
        assertEquals(2, counts().duplicates());
        assertEquals(2, counts().notApplied());
    }

    @Test
    void shouldTellWhatIsHeld() {
        log.maxWorkPerStep = 1;
        log.cancelOnDisconnect = CancelOnDisconnect.BOTH;
        log.cancelWindowNs = 1_000_000_000L;
        log.attach(30, "OPS", "second");
        log.order(1, Side.BUY, 1000, 1, TimeInForce.DAY).order(2, Side.BUY, 1000, 1, TimeInForce.DAY);
        assertEquals(2, counts().sessions());
        assertEquals(2, counts().sessionsAttached());
        assertEquals(2, counts().connections());
        assertEquals(2, counts().openOrders());
        assertEquals(2 * 4096, counts().ringBytes());
        assertEquals(1 << 20, counts().ringBytesBound());
        log.disconnect(30);
        assertEquals(1, counts().sessionsAttached());
        assertEquals(1, counts().cancelWindows());
        EngineCounts restored = scenario.output.restored(3).engine.counts();
        assertEquals(1, restored.sessionsAttached());
        assertEquals(2 * 4096, restored.ringBytes());
        assertEquals(0, restored.transactions());
    }

    @Test
    void shouldCountPendingWorkAndReportsThatWereDropped() {
        EngineScenario small = new EngineScenario(ClockMode.LOG);
        small.log.maxWorkPerStep = 2;
        small.log.ringBytesPerSession = 4096;
        small.log.open();
        for (int i = 1; i <= 50; i++) {
            small.log.order(i, Side.BUY, 1000, 1, TimeInForce.DAY);
        }
        small.log.massCancel(1);
        EngineCounts counts = small.apply().engine.counts();
        assertEquals(1, counts.pendingWork());
        long held = small.engine.nextReportSeq(1) - small.engine.oldestReportSeq(1);
        assertTrue(counts.reportsEvicted() > 0);
        assertEquals(small.engine.nextReportSeq(1) - 1, counts.reportsEvicted() + held);
        assertEquals(4096, counts.ringBytes());
    }
}
