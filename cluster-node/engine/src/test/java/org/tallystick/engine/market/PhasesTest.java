package org.tallystick.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tallystick.codecs.types.TimeInForce.DAY;
import static org.tallystick.codecs.types.TimeInForce.FOK;
import static org.tallystick.codecs.types.TimeInForce.GTC;
import static org.tallystick.codecs.types.TimeInForce.IOC;
import static org.tallystick.engine.market.MarketFixture.MARKET;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

/** Matching rules, section 3: trading phases. */
class PhasesTest {
    private final MarketFixture market = MarketFixture.market();

    /** GTC orders 1 to buy at 10.00 and 2 to sell at 11.00, in the given phase. */
    private void givenABookIn(TradingPhase phase) {
        market.buy(1, 100, "10.00", GTC).sell(2, 100, "11.00", GTC).phase(phase).forget();
    }

    /** What the market says to a request: rests, trades, ends, is refused, or is done. */
    private String answer(UnaryOperator<MarketFixture> request) {
        List<String> events = request.apply(market).takeEvents();
        String last = events.get(events.size() - 1);
        if (last.contains("NOT_ALLOWED_IN_PHASE")) {
            return "rejected";
        }
        if (last.startsWith("accepted") || last.startsWith("replaced")) {
            return "rests";
        }
        return last.startsWith("trade") ? "trades" : last.replaceAll(" .*", "");
    }

    @ParameterizedTest
    @CsvSource({
        "PRE_OPEN, rests, rests, rejected, rejected, rests",
        "OPENING_AUCTION, rests, rests, rejected, rejected, rests",
        "CLOSING_AUCTION, rests, rests, rejected, rejected, rests",
        "CONTINUOUS, rests, trades, cancelled, trades, trades",
        "HALTED, rejected, rejected, rejected, rejected, rejected",
        "CLOSED, rejected, rejected, rejected, rejected, rejected",
    })
    void shouldDoAsThePhaseSays(
            TradingPhase phase, String passive, String crossing, String passiveIoc, String market, String replace) {
        for (TimeInForce rests : new TimeInForce[] {DAY, GTC}) {
            PhasesTest test = new PhasesTest();
            test.givenABookIn(phase);
            assertEquals(passive, test.answer(it -> it.buy(3, 10, "9.00", rests)));
            assertEquals(crossing, test.answer(it -> it.buy(4, 10, "11.00", rests)));
            assertEquals(market, test.answer(it -> it.buy(5, 10, MARKET, rests)));
        }
        for (TimeInForce immediate : new TimeInForce[] {IOC, FOK}) {
            PhasesTest test = new PhasesTest();
            test.givenABookIn(phase);
            assertEquals(passiveIoc, test.answer(it -> it.buy(3, 10, "9.00", immediate)));
            assertEquals(market, test.answer(it -> it.buy(4, 10, "11.00", immediate)));
            assertEquals(market, test.answer(it -> it.buy(5, 10, MARKET, immediate)));
        }
        givenABookIn(phase);
        assertEquals(replace, answer(it -> it.reprice(1, "11.00")));
    }

    @ParameterizedTest
    @EnumSource(value = TradingPhase.class, mode = EnumSource.Mode.EXCLUDE, names = "NULL_VAL")
    void shouldCancelAndReduceInEveryPhase(TradingPhase phase) {
        givenABookIn(phase);
        market.reduce(1, 30).status(1).cancel(1).massCancel(7);
        market.expect(
                "reduced 1 by 30 to 70",
                "status 1 BUY 70@10.00 filled 0",
                "cancelled 1 70 REQUESTED",
                "cancelled 2 100 MASS_CANCEL",
                "mass cancel 7 done 1");
    }

    @ParameterizedTest
    @EnumSource(
            value = TradingPhase.class,
            names = {"PRE_OPEN", "OPENING_AUCTION", "CLOSING_AUCTION"})
    void shouldRestWithoutMatchingInACall(TradingPhase phase) {
        market.phase(phase).forget();
        market.buy(1, 10, "12.00").sell(2, 10, "11.00").buy(3, 10, "11.00");
        market.expect("accepted 1 BUY 10@12.00 DAY", "accepted 2 SELL 10@11.00 DAY", "accepted 3 BUY 10@11.00 DAY");
        market.expectBook("buy 12.00: 10 of 1", "buy 11.00: 10 of 3", "sell 11.00: 10 of 2");
    }

    @Test
    void shouldBeginClosed() {
        market.define(2, 1, 1, 100).on(2).forget();
        market.buy(1, 10, "10.00");
        market.expect("rejected 1 NOT_ALLOWED_IN_PHASE");
    }

    @Test
    void shouldFollowAnyPhaseWithAnyOther() {
        for (TradingPhase from : TradingPhase.values()) {
            for (TradingPhase to : TradingPhase.values()) {
                if (from != TradingPhase.NULL_VAL && to != TradingPhase.NULL_VAL) {
                    market.phase(from).forget();
                    market.phase(to).expect("phase " + from + " to " + to);
                }
            }
        }
    }

    @Test
    void shouldRefuseAnInstrumentThatIsNotThere() {
        market.on(2).phase(TradingPhase.HALTED).uncross().indicative();
        market.expect(
                "refused phase HALTED UNKNOWN_INSTRUMENT",
                "refused uncross UNKNOWN_INSTRUMENT",
                "refused indicative UNKNOWN_INSTRUMENT");
    }

    @ParameterizedTest
    @CsvSource({"10.01", "10.00"})
    void shouldRefuseContinuousTradingOnACrossedOrLockedBook(String bid) {
        market.phase(TradingPhase.PRE_OPEN).buy(1, 10, bid).sell(2, 10, "10.00").forget();
        market.phase(TradingPhase.CONTINUOUS);
        market.expect("refused phase CONTINUOUS BOOK_CROSSED");
        market.phase(TradingPhase.HALTED).phase(TradingPhase.CONTINUOUS);
        market.expect("phase PRE_OPEN to HALTED", "refused phase CONTINUOUS BOOK_CROSSED");
        market.uncross("10.00").phase(TradingPhase.CONTINUOUS);
        market.expect(
                "trade 10@10.00 buy 1 sell 2 by NONE",
                "uncrossed 10.00 volume 10 trades 1",
                "phase HALTED to CONTINUOUS");
    }

    @Test
    void shouldKeepPriorityThroughAllPhases() {
        market.buy(1, 10, "10.00", GTC).buy(2, 10, "10.00", GTC).buy(3, 10, "10.00", GTC);
        for (TradingPhase phase : TradingPhase.values()) {
            if (phase != TradingPhase.NULL_VAL) {
                market.phase(phase).expectBook("buy 10.00: 10 of 1, 10 of 2, 10 of 3");
            }
        }
        market.phase(TradingPhase.CONTINUOUS).forget();
        market.sell(4, 15, "10.00");
        market.expect(
                "accepted 4 SELL 15@10.00 DAY",
                "trade 10@10.00 buy 1 sell 4 by SELL",
                "trade 5@10.00 buy 2 sell 4 by SELL");
    }

    @Test
    void shouldExpireDayOrdersWhenItCloses() {
        market.buy(1, 10, "9.00").buy(2, 10, "10.00").buy(3, 10, "10.00", GTC).buy(4, 10, "10.00");
        market.sell(5, 10, "12.00").sell(6, 10, "11.00").sell(7, 10, "11.00").sell(8, 10, "12.00", GTC);
        market.sell(9, 4, "10.00").forget();
        market.phase(TradingPhase.CLOSED);
        market.expect(
                "phase CONTINUOUS to CLOSED",
                "expired 2 6",
                "expired 4 10",
                "expired 1 10",
                "expired 6 10",
                "expired 7 10",
                "expired 5 10");
        market.expectBook("buy 10.00: 10 of 3", "sell 12.00: 10 of 8");
    }

    @Test
    void shouldExpireTheSellsOfABookWithoutBuys() {
        market.sell(1, 10, "12.00").sell(2, 10, "11.00").forget();
        market.phase(TradingPhase.CLOSED);
        market.expect("phase CONTINUOUS to CLOSED", "expired 2 10", "expired 1 10")
                .expectBook();
    }

    @Test
    void shouldExpireTheDayOrdersOfACrossedBook() {
        market.phase(TradingPhase.CLOSING_AUCTION)
                .buy(1, 10, "12.00")
                .sell(2, 10, "11.00")
                .forget();
        market.phase(TradingPhase.CLOSED);
        market.expect("phase CLOSING_AUCTION to CLOSED", "expired 1 10", "expired 2 10")
                .expectBook();
    }

    @Test
    void shouldLeaveOtherInstrumentsAlone() {
        market.define(2, 1, 1, 100)
                .on(2)
                .phase(TradingPhase.CONTINUOUS)
                .buy(1, 10, "9.00")
                .on(1)
                .buy(2, 10, "9.00");
        market.forget();
        market.phase(TradingPhase.CLOSED);
        market.expect("phase CONTINUOUS to CLOSED", "expired 2 10");
        market.on(2).expectBook("buy 9.00: 10 of 1");
    }

    @Test
    void shouldFreeTheNamesOfExpiredOrders() {
        market.buy(1, 10, "9.00")
                .rename(1, 2)
                .phase(TradingPhase.CLOSED)
                .phase(TradingPhase.PRE_OPEN)
                .forget();
        market.buy(1, 10, "9.00").buy(2, 10, "9.00");
        market.expect("accepted 1 BUY 10@9.00 DAY", "accepted 2 BUY 10@9.00 DAY");
    }

    @Test
    void shouldExpireOrdersThatCloseFindsAlthoughItWasClosedBefore() {
        market.phase(TradingPhase.CLOSED)
                .phase(TradingPhase.PRE_OPEN)
                .buy(1, 10, "9.00")
                .forget();
        market.phase(TradingPhase.CLOSED).phase(TradingPhase.CLOSED);
        market.expect("phase PRE_OPEN to CLOSED", "expired 1 10", "phase CLOSED to CLOSED");
    }
}
