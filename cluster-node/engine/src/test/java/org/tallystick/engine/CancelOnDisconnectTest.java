package org.tallystick.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tallystick.codecs.types.CancelOnDisconnect;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;

/** The orders of a session whose client stays away are cancelled, reported to it, and nobody else's are. */
class CancelOnDisconnectTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long DESK = 20;

    private EngineScenario scenario;
    private EngineFixture log;
    private EngineFixture.Sender desk;

    /** Two orders of the operator's session 1, and so many of session 2 "desk", whose client is about to go. */
    private void given(ClockMode clockMode, long maxWork, int orders, long windowNs) {
        scenario = new EngineScenario(clockMode);
        log = scenario.log;
        log.maxWorkPerStep = maxWork;
        log.open();
        log.order(1001, Side.BUY, 900, 1, TimeInForce.DAY).order(1002, Side.BUY, 900, 1, TimeInForce.DAY);
        log.cancelOnDisconnect = CancelOnDisconnect.BOTH;
        log.cancelWindowNs = windowNs;
        desk = log.attach(DESK, "OPS", "desk");
        for (int i = 1; i <= orders; i++) {
            log.order(i, Side.BUY, 1000 + i, 10, TimeInForce.GTC);
        }
        scenario.events();
        scenario.reports(1);
        scenario.reports(2);
        log.as(log.operator);
    }

    private void timers(int count) {
        Collections.nCopies(count, log).forEach(EngineFixture::timer);
    }

    @Test
    void shouldCancelInBatchesAndReportIntoTheRing() {
        given(ClockMode.LOG, 2, 5, SECOND);
        log.disconnect(DESK);
        assertEquals(List.of("SessionDetached CONNECTION_CLOSED", "CancelWindowStarted"), scenario.events());
        timers(9);
        assertEquals(List.of(), scenario.reports(2));
        scenario.events();
        timers(1);
        assertEquals(
                List.of("CancelWindowEnded", "OrderCancelled DISCONNECT", "OrderCancelled DISCONNECT"),
                scenario.events().subList(0, 3));
        timers(1);
        assertEquals(List.of("OrderCancelled DISCONNECT", "OrderCancelled DISCONNECT"), scenario.events());
        timers(1);
        assertEquals(List.of("OrderCancelled DISCONNECT"), scenario.events());
        assertEquals(Collections.nCopies(5, "ExecutionReport CANCELED DISCONNECT"), scenario.reports(2));
        assertEquals(List.of(), scenario.reports(1));
        assertEquals(2, scenario.engine.venue().exchange().openOrders());
    }

    @Test
    void shouldCancelAtOnceWithoutAWindow() {
        given(ClockMode.LOG, 100, 3, 0);
        log.disconnect(DESK);
        assertEquals(
                List.of(
                        "SessionDetached CONNECTION_CLOSED",
                        "CancelWindowEnded",
                        "OrderCancelled DISCONNECT",
                        "OrderCancelled DISCONNECT",
                        "OrderCancelled DISCONNECT"),
                scenario.events());
    }

    @Test
    void shouldCancelAfterATerminate() {
        given(ClockMode.LOG, 100, 1, 0);
        log.as(desk).terminate();
        assertEquals(
                List.of("SessionDetached FINISHED", "CancelWindowEnded", "OrderCancelled DISCONNECT"),
                scenario.events());
        List<String> replies = scenario.replies();
        assertEquals("Terminate FINISHED", replies.get(replies.size() - 1));
    }

    /** One close with many sessions is one step of work, not one for each. */
    @Test
    void shouldTakeOneStepForAllSessionsOfAConnection() {
        given(ClockMode.LOG, 3, 2, 0);
        for (int i = 0; i < 4; i++) {
            log.attachOn(DESK, "OPS", "other-" + i);
            log.order(100 + i, Side.BUY, 950, 1, TimeInForce.GTC);
        }
        scenario.events();
        log.disconnect(DESK);
        assertEquals(3, cancels());
        timers(1);
        assertEquals(3, cancels());
        timers(1);
        assertEquals(0, cancels());
    }

    /** The order that it would visit next is gone, and so it has reached its end, when it is to reach further. */
    @Test
    void shouldReachFurtherFromItsEnd() {
        given(ClockMode.LOG, 1, 2, 0);
        log.disconnect(DESK);
        assertEquals(1, cancels());
        log.as(log.operator).cancel(1, 1, 2);
        log.connect(DESK + 1, "OPS");
        log.as(desk).negotiate(DESK + 1, 2, 5, "OPS", "desk");
        log.establish(DESK + 1, 2, 5, 1);
        EngineFixture.Sender back = new EngineFixture.Sender(DESK + 1, desk.sessionId, 5);
        back.clientSeq = desk.clientSeq;
        log.as(back).order(3, Side.BUY, 1000, 10, TimeInForce.GTC);
        scenario.events();
        log.disconnect(DESK + 1);
        assertEquals(0, cancels());
        timers(1);
        assertEquals(1, cancels());
        assertEquals(2, scenario.engine.venue().exchange().openOrders());
    }

    private long cancels() {
        return scenario.events().stream()
                .filter("OrderCancelled DISCONNECT"::equals)
                .count();
    }

    @Test
    void shouldNotReachOrdersOfTheNextAttachment() {
        given(ClockMode.LOG, 2, 5, 0);
        log.disconnect(DESK);
        log.connect(DESK + 1, "OPS");
        log.as(desk).negotiate(DESK + 1, 2, 5, "OPS", "desk");
        log.establish(DESK + 1, 2, 5, 1);
        EngineFixture.Sender back = new EngineFixture.Sender(DESK + 1, desk.sessionId, 5);
        back.clientSeq = desk.clientSeq;
        log.as(back).order(77, Side.BUY, 800, 10, TimeInForce.GTC);
        timers(5);
        assertEquals(5, cancels());
        assertEquals(3, scenario.engine.venue().exchange().openOrders());
        log.disconnect(DESK + 1);
        assertEquals(1, cancels());
    }

    @Test
    void shouldBeginAnewWithATerm() {
        given(ClockMode.LOG, 100, 1, SECOND);
        log.disconnect(DESK);
        timers(9);
        log.timeNs += 3600 * SECOND;
        log.newTerm();
        assertEquals("CancelWindowsRestarted", scenario.events().get(2));
        timers(9);
        assertEquals(0, cancels());
        timers(1);
        assertEquals(1, cancels());
    }

    @Test
    void shouldSayNothingOfATermWithoutWindows() {
        given(ClockMode.LOG, 100, 1, SECOND);
        log.newTerm();
        assertEquals(List.of(), scenario.events());
        EngineScenario empty = new EngineScenario(ClockMode.LOG);
        empty.log.newTerm();
        assertEquals(List.of(), empty.events());
    }

    @Test
    void shouldSurviveAJumpOfTheClock() {
        given(ClockMode.LOG, 100, 1, 5 * SECOND);
        log.disconnect(DESK);
        log.timeNs += 86_400 * SECOND;
        timers(1);
        log.timeNs += 86_400 * SECOND;
        log.order(5, Side.BUY, 900, 1, TimeInForce.DAY);
        timers(1);
        assertEquals(0, cancels());
        timers(31);
        assertEquals(1, cancels());
    }

    /** The first command at or behind the end of the window finds the orders gone; the timer changes nothing. */
    @Test
    void shouldEndBeforeACommandInTheTimeOfAFlow() {
        given(ClockMode.FLOW, 1, 3, 5 * SECOND);
        log.disconnect(DESK);
        timers(100);
        log.timeNs = EngineFixture.START_NS + SECOND;
        log.order(50, Side.SELL, 1003, 1, TimeInForce.IOC);
        assertEquals(
                List.of("SessionDetached CONNECTION_CLOSED", "CancelWindowStarted", "OrderAccepted", "Trade"),
                scenario.events().stream()
                        .filter(event -> !event.equals("BlockEnded"))
                        .toList());
        log.timeNs = EngineFixture.START_NS + 10 * SECOND;
        log.order(51, Side.SELL, 1003, 1, TimeInForce.IOC);
        assertEquals(
                List.of(
                        "CancelWindowEnded",
                        "OrderCancelled DISCONNECT",
                        "OrderCancelled DISCONNECT",
                        "OrderCancelled DISCONNECT",
                        "OrderAccepted",
                        "OrderCancelled IOC_REMAINDER"),
                scenario.events());
    }

    @Test
    void shouldGoOnFromASnapshotAnywhere() {
        given(ClockMode.LOG, 2, 7, SECOND);
        log.disconnect(DESK);
        timers(8);
        log.newTerm();
        timers(14);
        EngineOutput through = EngineOutput.after(log.log);
        int inputs = log.log.size();
        for (int cut = inputs - 25; cut <= inputs; cut++) {
            EngineOutput second = EngineOutput.after(log.log.subList(0, cut)).restored(cut);
            log.log.subList(cut, inputs).forEach(input -> input.apply(second.engine));
            assertArrayEquals(through.snapshot(), second.snapshot());
            assertEquals(through.engine.runningHash(), second.engine.runningHash());
        }
    }
}
