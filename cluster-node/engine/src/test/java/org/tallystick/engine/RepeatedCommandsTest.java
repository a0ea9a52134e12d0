package org.tallystick.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;

/** A command is applied once, in its order, however often and early it arrives. */
class RepeatedCommandsTest {
    private final EngineScenario scenario = EngineScenario.open(ClockMode.LOG);
    private final EngineFixture log = scenario.log;

    @BeforeEach
    void enterOrders() {
        log.order(1, Side.BUY, 1000, 10, TimeInForce.DAY).order(2, Side.SELL, 1010, 10, TimeInForce.DAY);
        scenario.events();
        scenario.replies();
        scenario.reports(1);
    }

    /** Lets the next input have the place and the time of the last one, so that nothing else can change the state. */
    private void atTheSamePlace() {
        log.position -= 64;
    }

    private byte[] lastMessage() {
        return log.messages.get(log.messages.size() - 1);
    }

    @Test
    void shouldNotLetADuplicateChangeAnything() {
        long stateHash = scenario.stateHash();
        long runningHash = scenario.engine.runningHash();
        byte[] snapshot = scenario.output.snapshot();
        for (int i = 0; i < 3; i++) {
            atTheSamePlace();
            log.raw(EngineFixture.CONNECTION, lastMessage());
            assertEquals(List.of("AlreadyApplied"), scenario.replies());
            assertEquals(List.of(), scenario.events());
            assertEquals(List.of(), scenario.reports(1));
            assertEquals(stateHash, scenario.stateHash());
            assertEquals(runningHash, scenario.engine.runningHash());
            assertArrayEquals(snapshot, scenario.output.snapshot());
        }
    }

    @Test
    void shouldTakeTheNumberForTheMessageWhateverElseADuplicateSays() {
        log.operator.clientSeq--;
        log.cancel(1, 1, 1);
        assertEquals(List.of("AlreadyApplied"), scenario.replies());
        assertEquals(2, scenario.engine.venue().exchange().openOrders());
    }

    @Test
    void shouldNotApplyWhatComesTooEarlyAndSaySoOncePerGap() {
        long openOrders = scenario.engine.venue().exchange().openOrders();
        long marketHash = scenario.marketHash();
        log.operator.clientSeq += 2;
        log.cancel(1, 1, 1);
        assertEquals(List.of("SequenceGap"), scenario.events());
        assertEquals(List.of("NotApplied"), scenario.replies());
        long stateHash = scenario.stateHash();

        atTheSamePlace();
        log.raw(EngineFixture.CONNECTION, lastMessage());
        assertEquals(List.of(), scenario.events());
        assertEquals(List.of(), scenario.replies());
        assertEquals(stateHash, scenario.stateHash());
        assertEquals(openOrders, scenario.engine.venue().exchange().openOrders());
        assertEquals(marketHash, scenario.marketHash());
        assertEquals(List.of(), scenario.reports(1));
    }

    @Test
    void shouldGoOnWhereTheGapIsClosed() {
        log.operator.clientSeq++;
        log.cancel(1, 1, 1);
        byte[] early = lastMessage();
        log.operator.clientSeq -= 2;
        log.cancel(1, 1, 2).raw(EngineFixture.CONNECTION, early);
        assertEquals(List.of("SequenceGap", "OrderCancelled REQUESTED", "OrderCancelled REQUESTED"), scenario.events());
        assertEquals(List.of("NotApplied"), scenario.replies());
    }

    @Test
    void shouldUseUpTheNumberOfARejectedCommand() {
        long expected = scenario.engine.venue().sessions().get(1).nextClientSeq();
        log.cancel(1, 1, 99).raw(EngineFixture.CONNECTION, lastMessage());
        assertEquals(List.of("OrderChangeRejected UNKNOWN_ORDER"), scenario.events());
        assertEquals(List.of("AlreadyApplied"), scenario.replies());
        assertEquals(expected + 1, scenario.engine.venue().sessions().get(1).nextClientSeq());
    }

    /** What no number can be is refused with the frame, what no session reaches by the session; neither uses one up. */
    @Test
    void shouldRefuseNumbersThatCannotBe() {
        long expected = scenario.engine.venue().sessions().get(1).nextClientSeq();
        log.operator.clientSeq = -1;
        log.cancel(1, 1, 1);
        log.operator.clientSeq = (1L << 62) - 1;
        log.cancel(1, 1, 1);
        assertEquals(List.of("MessageReject BAD_VALUE", "MessageReject BAD_SEQUENCE"), scenario.replies());
        assertEquals(List.of("MessageRefused BAD_VALUE", "MessageRefused BAD_SEQUENCE"), scenario.events());
        assertEquals(expected, scenario.engine.venue().sessions().get(1).nextClientSeq());
    }

    @Test
    void shouldRefuseToAttachByAMessageThatIsNone() {
        log.negotiate(EngineFixture.CONNECTION, 0, 5, "OPS", "main");
        log.negotiate(EngineFixture.CONNECTION, 5, 5, "OPS", "");
        log.establish(EngineFixture.CONNECTION, 5, 5, 0);
        assertEquals(
                List.of("MessageReject BAD_VALUE", "MessageReject BAD_TEXT", "MessageReject BAD_VALUE"),
                scenario.replies());
    }
}
