package org.tallystick.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tallystick.codecs.CommandValidator;
import org.tallystick.codecs.events.FrameHeaderDecoder;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.engine.event.RecordedFrames;

/** Where engine time comes from in either clock mode, and the blocks that the timer ends in both. */
class ClockTest {
    private static final int FIRINGS_PER_BLOCK = 10;

    private static long engineTime(EngineScenario scenario) {
        return scenario.apply().engine.engineTimeNs();
    }

    private static FrameHeaderDecoder lastFrame(EngineScenario scenario) {
        List<byte[]> frames = scenario.apply().output.frames;
        return RecordedFrames.header(frames.get(frames.size() - 1));
    }

    @Test
    void shouldFollowTheLogsClock() {
        EngineScenario scenario = EngineScenario.open(ClockMode.LOG);
        EngineFixture log = scenario.log;
        log.transactTimeNs = log.timeNs + 999_999_999;
        log.order(1, Side.BUY, 1000, 1, TimeInForce.DAY);
        assertEquals(log.timeNs, engineTime(scenario));

        log.timer();
        assertEquals(log.timeNs, engineTime(scenario));
        log.timeNs += 7;
        log.connect(8, "OPS");
        assertEquals(log.timeNs, engineTime(scenario));
        log.timeNs += 7;
        log.disconnect(8);
        assertEquals(log.timeNs, engineTime(scenario));
    }

    @Test
    void shouldStandStillWhileTheLogsClockIsBehind() {
        EngineScenario scenario = EngineScenario.open(ClockMode.LOG);
        EngineFixture log = scenario.log;
        long before = engineTime(scenario);
        log.timeNs -= 5_000_000;
        log.order(1, Side.BUY, 1000, 1, TimeInForce.DAY);
        assertEquals(before, engineTime(scenario));
        assertEquals(before, lastFrame(scenario).engineTime());
        assertEquals(log.timeNs, lastFrame(scenario).logTime());

        log.timeNs += 6_000_000;
        log.cancel(1, 1, 1);
        assertEquals(log.timeNs, engineTime(scenario));
    }

    @Test
    void shouldFollowTheTimeThatCommandsCarry() {
        EngineScenario scenario = EngineScenario.open(ClockMode.FLOW);
        EngineFixture log = scenario.log;
        log.transactTimeNs = EngineFixture.START_NS + 77_000_000;
        log.order(1, Side.BUY, 1000, 1, TimeInForce.DAY);
        assertEquals(log.transactTimeNs, engineTime(scenario));
        assertEquals(log.transactTimeNs, lastFrame(scenario).engineTime());

        log.transactTimeNs -= 1_000_000;
        log.cancel(1, 1, 1);
        assertEquals(EngineFixture.START_NS + 77_000_000, engineTime(scenario));
    }

    @Test
    void shouldNotLetTimerAndConnectionsMoveTheTimeOfAFlow() {
        EngineScenario scenario = EngineScenario.open(ClockMode.FLOW);
        long before = engineTime(scenario);
        scenario.log.timer().timer();
        scenario.log.connect(8, "OPS");
        scenario.log.disconnect(8).sequence(5);
        assertEquals(before, engineTime(scenario));
    }

    @Test
    void shouldRefuseACommandOfAFlowThatCarriesNoTime() {
        EngineScenario scenario = EngineScenario.open(ClockMode.FLOW);
        scenario.log.transactTimeNs = CommandValidator.ABSENT;
        scenario.log.order(1, Side.BUY, 1000, 1, TimeInForce.DAY).hash();
        assertEquals(List.of("CommandRejected MISSING_FIELD", "CommandRejected MISSING_FIELD"), scenario.events());
        assertEquals(List.of("BusinessMessageReject MISSING_FIELD", "AdminReport MISSING_FIELD"), scenario.reports(1));
    }

    @ParameterizedTest
    @EnumSource(
            value = ClockMode.class,
            names = {"LOG", "FLOW"})
    void shouldEndABlockWithEveryTenthFiring(ClockMode clockMode) {
        EngineScenario scenario = EngineScenario.open(clockMode);
        for (int block = 1; block <= 3; block++) {
            Collections.nCopies(FIRINGS_PER_BLOCK - 1, scenario.log).forEach(EngineFixture::timer);
            assertEquals(List.of(), scenario.events());
            long hash = scenario.engine.runningHash();
            scenario.log.timer();
            assertEquals(
                    List.of("BlockEnded block=" + block + "|runningHash=" + hash),
                    scenario.fullEvents().stream().map(String::trim).toList());
            assertTrue(hash != scenario.engine.runningHash());
        }
    }

    @Test
    void shouldCountFiringsFromTheGenesisOn() {
        EngineScenario scenario = new EngineScenario(ClockMode.LOG);
        Collections.nCopies(15, scenario.log).forEach(EngineFixture::timer);
        scenario.log.open();
        scenario.events();
        Collections.nCopies(FIRINGS_PER_BLOCK - 1, scenario.log).forEach(EngineFixture::timer);
        assertEquals(List.of(), scenario.events());
        scenario.log.timer();
        assertEquals(List.of("BlockEnded"), scenario.events());
    }
}
