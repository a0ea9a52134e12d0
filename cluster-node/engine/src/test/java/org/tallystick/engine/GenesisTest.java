package org.tallystick.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.codecs.entry.GenesisEncoder;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;

/** A log begins with its genesis: there is one, it comes first, and nothing happens without it. */
class GenesisTest {
    private static final long NO_TIME = GenesisEncoder.transactTimeNullValue();

    private EngineScenario scenario = connected(ClockMode.LOG);

    private static EngineScenario connected(ClockMode clockMode) {
        EngineScenario scenario = new EngineScenario(clockMode);
        scenario.log.connect(EngineFixture.CONNECTION, "OPS");
        return scenario;
    }

    @Test
    void shouldRefuseEverythingBeforeTheGenesisAndMakeNoEventOfIt() {
        scenario.log.negotiate(EngineFixture.CONNECTION, 1, 5, "OPS", "main");
        scenario.log.sequence(1).order(1, Side.BUY, 1000, 1, TimeInForce.DAY).hash();
        assertEquals(
                List.of(
                        "MessageReject NO_GENESIS",
                        "MessageReject NO_GENESIS",
                        "MessageReject NO_GENESIS",
                        "MessageReject NO_GENESIS"),
                scenario.replies());

        scenario.log.raw(EngineFixture.CONNECTION, new byte[3]).raw(EngineFixture.CONNECTION, new byte[100]);
        scenario.log.timer().disconnect(EngineFixture.CONNECTION);
        assertEquals(List.of("MessageReject TOO_SHORT", "MessageReject UNKNOWN_SCHEMA"), scenario.replies());
        assertEquals(List.of(), scenario.events());
        assertEquals(0, scenario.engine.eventSeq());
        assertEquals(0, scenario.engine.engineTimeNs());
        assertFalse(scenario.engine.hasGenesis());
    }

    @Test
    void shouldApplyTheFirstGenesisAndNoOther() {
        scenario.log.genesis();
        assertEquals(List.of("GenesisApplied", "ParticipantDefined"), scenario.events());
        assertEquals(List.of("GenesisAck"), scenario.replies());
        assertEquals("OPS", scenario.engine.venue().participants().get(1).name());

        scenario.log.genesis(message -> message.clusterId(5));
        assertEquals(List.of("MessageRefused GENESIS_EXISTS"), scenario.events());
        assertEquals(List.of("MessageReject GENESIS_EXISTS"), scenario.replies());
        assertEquals(99, scenario.engine.venue().genesis().clusterId());
    }

    @Test
    void shouldTakeTheGenesisOfAnOpenConnectionOnly() {
        scenario.log.disconnect(EngineFixture.CONNECTION).genesis();
        assertEquals(List.of("MessageReject UNKNOWN_CONNECTION"), scenario.replies());
        assertFalse(scenario.engine.hasGenesis());
    }

    @Test
    void shouldPutTheShardIntoEveryId() {
        scenario = EngineScenario.open(ClockMode.LOG);
        scenario.log.order(1, Side.BUY, 1000, 1, TimeInForce.DAY).order(2, Side.SELL, 1000, 1, TimeInForce.DAY);
        List<String> events = scenario.fullEvents();
        long first = (3L << 51) + 1;
        assertTrue(events.get(0).contains("orderId=" + first), events::toString);
        assertTrue(events.get(1).contains("orderId=" + (first + 1)), events::toString);
        assertTrue(events.get(2).contains("tradeId=" + first), events::toString);
    }

    private record Refused(String reason, Consumer<GenesisEncoder> change) {}

    private static List<Refused> refused() {
        return List.of(
                new Refused("UNSUPPORTED_RULES", message -> message.rulesVersion(0)),
                new Refused("UNSUPPORTED_RULES", message -> message.rulesVersion(2)),
                new Refused("UNSUPPORTED_RULES", message -> message.rulesVersion(-1)),
                new Refused("BAD_VALUE", message -> message.ringBytesPerSession(4095)),
                new Refused("BAD_VALUE", message -> message.ringBytesPerSession((16 << 20) + 1)),
                new Refused("BAD_VALUE", message -> message.ringBytesTotal(100 * 4096 - 1)),
                new Refused("BAD_VALUE", message -> message.maxSessions(257)),
                new Refused("BAD_VALUE", message -> message.clusterId(0)),
                new Refused("BAD_VALUE", message -> message.shard(4096)),
                new Refused("BAD_VALUE", message -> message.maxWorkPerStep(0)),
                new Refused("BAD_TEXT", message -> message.operator("")),
                new Refused("MISSING_FIELD", message -> message.clockMode(ClockMode.NULL_VAL)),
                new Refused(
                        "MISSING_FIELD",
                        message -> message.clockMode(ClockMode.FLOW).transactTime(NO_TIME)));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void shouldRefuseWhatCannotBeAndWaitForABetterOne(Refused refused) {
        scenario.log.genesis(refused.change);
        assertEquals(List.of("MessageReject " + refused.reason), scenario.replies());
        assertEquals(List.of(), scenario.events());

        scenario.log.genesis();
        assertEquals(List.of("GenesisAck"), scenario.replies());
        assertTrue(scenario.engine.hasGenesis());
    }

    @Test
    void shouldBeginWithTheTimeOfItsClock() {
        scenario.log.genesis(message -> message.transactTime(NO_TIME));
        assertEquals(EngineFixture.START_NS, scenario.apply().engine.engineTimeNs());

        scenario = connected(ClockMode.FLOW);
        scenario.log.genesis(message -> message.transactTime(5_000));
        assertEquals(5_000, scenario.apply().engine.engineTimeNs());

        scenario = connected(ClockMode.FLOW);
        scenario.log.genesis(message -> message.transactTime(-5_000));
        assertEquals(0, scenario.apply().engine.engineTimeNs());
    }
}
