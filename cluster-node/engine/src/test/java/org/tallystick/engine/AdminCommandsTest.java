package org.tallystick.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tallystick.codecs.CommandValidator.ABSENT;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;
import org.tallystick.engine.session.Participant;

/** Every reason for which an operator's command is refused; none of them changes anything. */
class AdminCommandsTest {
    private static final int TRADER = Participant.TRADER;
    private static final int GATEWAY = Participant.GATEWAY;
    private static final int BEYOND_THE_BOUND = 101;

    private record Refused(String reason, Consumer<EngineFixture> command) {
        @Override
        public String toString() {
            return reason;
        }
    }

    private static List<Refused> participants() {
        return List.of(
                new Refused("DUPLICATE_ID", log -> log.participant(1, "NEW", TRADER)),
                new Refused("DUPLICATE_ID", log -> log.participant(5, "OPS", TRADER)),
                new Refused("BOUND_REACHED", log -> log.participant(BEYOND_THE_BOUND, "NEW", TRADER)),
                new Refused("BAD_VALUE", log -> log.participant(0, "NEW", TRADER)),
                new Refused("BAD_VALUE", log -> log.participant(5, "NEW", TRADER, 1)),
                new Refused("BAD_VALUE", log -> log.participant(5, "NEW", GATEWAY, 1, 1)),
                new Refused("BAD_ENUM", log -> log.participant(5, "NEW", 1 << 5)),
                new Refused("BAD_TEXT", log -> log.participant(5, "", TRADER)),
                new Refused("BAD_TEXT", log -> log.participant(5, "A B", TRADER)),
                new Refused("UNKNOWN_PARTICIPANT", log -> log.participant(5, "NEW", GATEWAY, 1, 4)));
    }

    private static List<Refused> accounts() {
        return List.of(
                new Refused("DUPLICATE_ID", log -> log.account(EngineFixture.ACCOUNT, "new")),
                new Refused("DUPLICATE_ID", log -> log.account(5, "")),
                new Refused("BOUND_REACHED", log -> log.account(BEYOND_THE_BOUND, "new")),
                new Refused("UNKNOWN_PARTICIPANT", log -> log.account(5, 4, "new")),
                new Refused("BAD_VALUE", log -> log.account(0, "new")),
                new Refused("BAD_TEXT", log -> log.account(5, "new\n")));
    }

    private static List<Refused> instruments() {
        return List.of(
                new Refused("DUPLICATE_ID", log -> log.instrument(1, "NEW")),
                new Refused("DUPLICATE_ID", log -> log.instrument(5, "ABC")),
                new Refused("BOUND_REACHED", log -> log.instrument(BEYOND_THE_BOUND, "NEW")),
                new Refused("BAD_VALUE", log -> log.instrument(5, "NEW", message -> message.tickSize(0))),
                new Refused("BAD_VALUE", log -> log.instrument(5, "NEW", message -> message.lotSize(0))),
                new Refused("BAD_VALUE", log -> log.instrument(5, "NEW", message -> message.minQty(0))),
                new Refused("BAD_VALUE", log -> log.instrument(5, "NEW", message -> message.lotSize(10))),
                new Refused(
                        "BAD_VALUE",
                        log -> log.instrument(
                                5, "NEW", message -> message.minQty(10).maxQty(9))),
                new Refused("BAD_VALUE", log -> log.instrument(5, "NEW", message -> message.priceDecimals((short) 19))),
                new Refused("BAD_VALUE", log -> log.instrument(5, "NEW", message -> message.qtyDecimals((short) 19))),
                new Refused("BAD_TEXT", log -> log.instrument(5, "")));
    }

    private static List<Refused> trading() {
        return List.of(
                new Refused("UNKNOWN_INSTRUMENT", log -> log.phase(5, TradingPhase.CONTINUOUS)),
                new Refused("MISSING_FIELD", log -> log.phase(1, TradingPhase.NULL_VAL)),
                new Refused("UNKNOWN_INSTRUMENT", log -> log.uncross(5, ABSENT)),
                new Refused("PRICE_OFF_TICK", log -> log.uncross(2, 1003)),
                new Refused("PRICE_NOT_POSITIVE", log -> log.uncross(1, 0)),
                new Refused("UNKNOWN_INSTRUMENT", log -> log.indicative(5)));
    }

    @ParameterizedTest
    @MethodSource({"participants", "accounts", "instruments", "trading"})
    void shouldSayWhyAndChangeNothing(Refused refused) {
        EngineScenario scenario = EngineScenario.open(ClockMode.LOG);
        scenario.log.instrument(2, "TICKY", message -> message.tickSize(5));
        scenario.events();
        scenario.reports(1);

        refused.command.accept(scenario.log);
        assertEquals(List.of("CommandRejected " + refused.reason), scenario.events());
        assertEquals(List.of("AdminReport " + refused.reason), scenario.reports(1));
        assertEquals(1, scenario.engine.venue().participants().count());
        assertEquals(1, scenario.engine.venue().accounts().count());
        assertEquals(2, scenario.engine.venue().exchange().instruments().count());
    }

    @Test
    void shouldSayWhichThingARefusalIsAbout() {
        EngineScenario scenario = EngineScenario.open(ClockMode.LOG);
        scenario.log.account(5, 4, "new");
        String event = scenario.fullEvents().get(0);
        assertEquals("CommandRejected entityId=5|sessionId=1|refTemplateId=41|reason=UNKNOWN_PARTICIPANT", event);
    }

    @Test
    void shouldNotBeginContinuousTradingOnACrossedBook() {
        EngineScenario scenario = EngineScenario.open(ClockMode.LOG);
        scenario.log
                .phase(1, TradingPhase.OPENING_AUCTION)
                .order(1, Side.BUY, 1001, 5, TimeInForce.DAY)
                .order(2, Side.SELL, 1000, 5, TimeInForce.DAY);
        scenario.events();
        scenario.log.phase(1, TradingPhase.CONTINUOUS);
        assertEquals(List.of("CommandRejected BOOK_CROSSED"), scenario.events());

        scenario.log.uncross(1, ABSENT).phase(1, TradingPhase.CONTINUOUS);
        assertEquals(List.of("Trade", "AuctionUncrossed", "PhaseChanged CONTINUOUS"), scenario.events());
    }

    @Test
    void shouldKeepThePhaseOfAnInstrumentWhoseDayOrdersAreBeingExpired() {
        EngineScenario scenario = new EngineScenario(ClockMode.LOG);
        scenario.log.maxWorkPerStep = 1;
        scenario.log.open();
        scenario.log.order(1, Side.BUY, 1000, 5, TimeInForce.DAY).order(2, Side.BUY, 1000, 5, TimeInForce.DAY);
        scenario.log.phase(1, TradingPhase.CLOSED);
        scenario.events();
        scenario.log.phase(1, TradingPhase.CONTINUOUS).uncross(1, ABSENT);
        assertEquals(List.of("CommandRejected WORK_PENDING", "AuctionUncrossed"), scenario.events());

        scenario.log.timer().timer().phase(1, TradingPhase.CONTINUOUS);
        assertEquals(List.of("OrderExpired", "PhaseChanged CONTINUOUS"), scenario.events());
    }
}
