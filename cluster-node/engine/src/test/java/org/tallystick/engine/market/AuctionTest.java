package org.tallystick.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

/** Matching rules, section 6: auctions. */
class AuctionTest {
    private final MarketFixture market = MarketFixture.market();

    AuctionTest() {
        market.phase(TradingPhase.OPENING_AUCTION).forget();
    }

    /** Makes this the last trade price. */
    private void givenALastPrice(String price) {
        market.phase(TradingPhase.CONTINUOUS).sell(901, 1, price).buy(902, 1, price);
        market.phase(TradingPhase.OPENING_AUCTION).forget();
    }

    @ParameterizedTest
    @EnumSource(value = TradingPhase.class, mode = EnumSource.Mode.EXCLUDE, names = "NULL_VAL")
    void shouldDoNothingToABookThatIsNotCrossedInAnyPhase(TradingPhase phase) {
        market.phase(phase).forget();
        market.uncross()
                .uncross("10.00")
                .expect("uncrossed none volume 0 trades 0", "uncrossed none volume 0 trades 0");
        market.phase(TradingPhase.PRE_OPEN)
                .buy(1, 10, "10.00", TimeInForce.GTC)
                .sell(2, 10, "10.01", TimeInForce.GTC)
                .phase(phase)
                .forget();
        market.uncross()
                .uncross("10.00")
                .expect("uncrossed none volume 0 trades 0", "uncrossed none volume 0 trades 0");
        market.expectBook("buy 10.00: 10 of 1", "sell 10.01: 10 of 2");
    }

    @ParameterizedTest
    @EnumSource(
            value = TradingPhase.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NULL_VAL", "CONTINUOUS"})
    void shouldUncrossInEveryPhaseAndLeaveThePhaseAlone(TradingPhase phase) {
        market.buy(1, 10, "10.00", TimeInForce.GTC)
                .sell(2, 10, "10.00", TimeInForce.GTC)
                .phase(phase)
                .forget();
        market.uncross();
        market.expect("trade 10@10.00 buy 1 sell 2 by NONE", "uncrossed 10.00 volume 10 trades 1");
        assertEquals(phase, market.instrument().phase());
        assertEquals(MarketFixture.price("10.00"), market.instrument().lastPrice());
    }

    @Test
    void shouldChooseTheLargestVolume() {
        market.buy(1, 50, "10.03")
                .buy(2, 50, "10.01")
                .sell(3, 30, "10.00")
                .sell(4, 70, "10.01")
                .sell(5, 10, "10.03");
        market.forget().indicative();
        market.expect("indicative 10.01 volume 100 surplus 0");
    }

    @Test
    void shouldChooseTheLeastSurplusAmongEqualVolumes() {
        // 100 trade at 10.00 (surplus 60) and at 10.02 (surplus 20).
        market.buy(1, 120, "10.02").buy(2, 40, "10.00").sell(3, 100, "10.00").forget();
        market.indicative();
        market.expect("indicative 10.02 volume 100 surplus 20");
    }

    @Test
    void shouldChooseTheHighestWhereBuysAreLeft() {
        givenALastPrice("9.00");
        market.buy(1, 120, "10.05").sell(2, 60, "10.00").sell(3, 40, "10.02").forget();
        market.indicative();
        market.expect("indicative 10.05 volume 100 surplus 20");
    }

    @Test
    void shouldChooseTheLowestWhereSellsAreLeft() {
        givenALastPrice("12.00");
        market.sell(1, 120, "10.00").buy(2, 60, "10.05").buy(3, 40, "10.03").forget();
        market.indicative();
        market.expect("indicative 10.00 volume 100 surplus -20");
    }

    @Test
    void shouldChooseTheNearestToTheLastPriceInABalancedBook() {
        givenALastPrice("10.03");
        market.buy(1, 100, "10.05").sell(2, 100, "10.00").forget();
        market.indicative().expect("indicative 10.05 volume 100 surplus 0");
    }

    @Test
    void shouldChooseTheLowerEndWhereTheLastPriceIsBelow() {
        givenALastPrice("9.00");
        market.buy(1, 100, "10.05").sell(2, 100, "10.00").forget();
        market.indicative().expect("indicative 10.00 volume 100 surplus 0");
    }

    @Test
    void shouldChooseTheHigherOfTwoEquallyNearOnes() {
        givenALastPrice("10.02");
        market.buy(1, 100, "10.04").sell(2, 100, "10.00").forget();
        market.indicative().expect("indicative 10.04 volume 100 surplus 0");
    }

    @Test
    void shouldChooseTheNearestWhereSomeHaveABuyAndSomeASellSurplus() {
        // At 10.00: 110 against 100, at 10.01: 100 against 110.
        market.buy(1, 100, "10.01")
                .buy(2, 10, "10.00")
                .sell(3, 100, "10.00")
                .sell(4, 10, "10.01")
                .forget();
        market.indicative().expect("indicative 10.00 volume 100 surplus 10");
        market.massCancel(1).phase(TradingPhase.OPENING_AUCTION).forget();
        givenALastPrice("12.00");
        market.buy(1, 100, "10.01")
                .buy(2, 10, "10.00")
                .sell(3, 100, "10.00")
                .sell(4, 10, "10.01")
                .forget();
        market.indicative().expect("indicative 10.01 volume 100 surplus -10");
    }

    @Test
    void shouldTakeTheMiddleBeforeTheFirstTrade() {
        market.buy(1, 100, "10.10").sell(2, 100, "10.00").forget();
        market.indicative().expect("indicative 10.10 volume 100 surplus 0");
        // 10.00, 10.04, 10.07 and 10.10 are left, with surpluses of 5 on either side; their middle is 10.05.
        market.massCancel(1)
                .buy(1, 100, "10.10")
                .sell(2, 100, "10.00")
                .buy(3, 5, "10.04")
                .sell(4, 5, "10.07")
                .forget();
        market.indicative().expect("indicative 10.04 volume 100 surplus 5");
    }

    @Test
    void shouldAllocateHeadAgainstHead() {
        market.buy(1, 50, "10.02").buy(2, 30, "10.01").buy(3, 40, "10.01").buy(4, 99, "9.99");
        market.sell(5, 20, "9.99")
                .sell(6, 60, "10.00")
                .sell(7, 100, "10.01")
                .sell(8, 99, "10.02")
                .forget();
        market.uncross("10.01");
        market.expect(
                "trade 20@10.01 buy 1 sell 5 by NONE",
                "trade 30@10.01 buy 1 sell 6 by NONE",
                "trade 30@10.01 buy 2 sell 6 by NONE",
                "trade 40@10.01 buy 3 sell 7 by NONE",
                "uncrossed 10.01 volume 120 trades 4");
        market.expectBook("buy 9.99: 99 of 4", "sell 10.01: 60 of 7", "sell 10.02: 99 of 8");
    }

    @Test
    void shouldKeepThePriorityOfWhatIsLeft() {
        market.buy(1, 100, "10.00").buy(2, 10, "10.00").sell(3, 30, "10.00").forget();
        market.uncross();
        market.expect("trade 30@10.00 buy 1 sell 3 by NONE", "uncrossed 10.00 volume 30 trades 1");
        market.expectBook("buy 10.00: 70 of 1, 10 of 2");
        market.phase(TradingPhase.CONTINUOUS).sell(4, 75, "10.00");
        market.expect(
                "phase OPENING_AUCTION to CONTINUOUS",
                "accepted 4 SELL 75@10.00 DAY",
                "trade 70@10.00 buy 1 sell 4 by SELL",
                "trade 5@10.00 buy 2 sell 4 by SELL");
    }

    @Test
    void shouldUncrossALockedBook() {
        market.buy(1, 10, "10.00").sell(2, 10, "10.00").forget();
        market.uncross();
        market.expect("trade 10@10.00 buy 1 sell 2 by NONE", "uncrossed 10.00 volume 10 trades 1")
                .expectBook();
    }

    @Test
    void shouldNotCountTheBoundOfFillsInAnAuction() {
        MarketFixture bounded = MarketFixture.withMaxFills(1);
        bounded.phase(TradingPhase.PRE_OPEN)
                .buy(1, 10, "10.00")
                .buy(2, 10, "10.00")
                .sell(3, 20, "10.00")
                .forget();
        bounded.uncross();
        bounded.expect(
                "trade 10@10.00 buy 1 sell 3 by NONE",
                "trade 10@10.00 buy 2 sell 3 by NONE",
                "uncrossed 10.00 volume 20 trades 2");
    }

    @Test
    void shouldLeaveTheBookCrossedWhereTheGivenPriceSaysSo() {
        market.buy(1, 10, "10.05").sell(2, 10, "10.00").forget();
        market.uncross("10.06").uncross("9.99");
        market.expect("uncrossed 10.06 volume 0 trades 0", "uncrossed 9.99 volume 0 trades 0");
        market.expectBook("buy 10.05: 10 of 1", "sell 10.00: 10 of 2").phase(TradingPhase.CONTINUOUS);
        market.expect("refused phase CONTINUOUS BOOK_CROSSED");
    }

    @Test
    void shouldTakeAGivenPriceThatNoOrderHas() {
        market.buy(1, 10, "10.05").sell(2, 15, "10.00").forget();
        market.uncross("10.03");
        market.expect("trade 10@10.03 buy 1 sell 2 by NONE", "uncrossed 10.03 volume 10 trades 1");
        market.expectBook("sell 10.00: 5 of 2");
    }

    @Test
    void shouldRefuseAGivenPriceThatDoesNotFitTheInstrument() {
        market.define(2, 5, 1, 100)
                .on(2)
                .phase(TradingPhase.PRE_OPEN)
                .buy(1, 10, "10.05")
                .sell(2, 10, "10.00")
                .forget();
        market.uncross("10.01").uncross("0.00").uncross("-10.00");
        market.expect(
                "refused uncross PRICE_OFF_TICK",
                "refused uncross PRICE_NOT_POSITIVE",
                "refused uncross PRICE_NOT_POSITIVE");
    }

    @Test
    void shouldTellTheIndicativeAtAnyTimeWithoutChangingAnything() {
        market.indicative().expect("indicative none volume 0 surplus 0");
        market.buy(1, 10, "10.05").sell(2, 15, "10.00").forget();
        market.indicative().indicative().phase(TradingPhase.HALTED).indicative();
        market.expect(
                "indicative 10.00 volume 10 surplus -5",
                "indicative 10.00 volume 10 surplus -5",
                "phase OPENING_AUCTION to HALTED",
                "indicative 10.00 volume 10 surplus -5");
    }

    @Test
    void shouldPublishTheIndicativeFromTheTimerWhereItChanges() {
        market.timer().expect();
        market.buy(1, 10, "10.05").forget().timer().expect();
        market.sell(2, 15, "10.00").forget().timer().expect("published 10.00 volume 10 surplus -5");
        market.timer().expect();
        market.sell(3, 15, "11.00").forget().timer().expect();
        market.reduce(2, 5).forget().timer().expect("published 10.00 volume 10 surplus 0");
        market.cancel(2).forget().timer().expect("published none volume 0 surplus 0");
    }

    @Test
    void shouldPublishAnewInEveryCallAlsoWhereTheResultIsThatOfTheCallBefore() {
        market.buy(1, 10, "10.00").sell(2, 10, "10.00").forget().timer();
        market.expect("published 10.00 volume 10 surplus 0");
        market.uncross()
                .phase(TradingPhase.CONTINUOUS)
                .phase(TradingPhase.CLOSING_AUCTION)
                .forget();
        market.buy(1, 10, "10.00").sell(2, 10, "10.00").forget().timer();
        market.expect("published 10.00 volume 10 surplus 0");
    }

    @Test
    void shouldNotPublishAnewWhereOneCallFollowsAnother() {
        market.phase(TradingPhase.PRE_OPEN)
                .buy(1, 10, "10.00")
                .sell(2, 10, "10.00")
                .forget()
                .timer();
        market.expect("published 10.00 volume 10 surplus 0");
        market.phase(TradingPhase.OPENING_AUCTION).forget().timer().expect();
    }

    @ParameterizedTest
    @EnumSource(
            value = TradingPhase.class,
            names = {"CONTINUOUS", "HALTED", "CLOSED"})
    void shouldPublishNothingOutsideACall(TradingPhase phase) {
        market.buy(1, 10, "10.00", TimeInForce.GTC).phase(phase).forget();
        market.timer().timer().expect();
    }

    @Test
    void shouldPublishForEveryInstrumentInItsTurnWhereTheWorkOfOneStepIsSmall() {
        MarketFixture small = MarketFixture.withMaxWork(ClockMode.LOG, 1);
        for (int id = 2; id <= 4; id++) {
            small.define(id, 1, 1, 100).on(id).phase(TradingPhase.PRE_OPEN);
            small.buy(2 * id, 10, "10.00").sell(2 * id + 1, 10, "10.00");
        }
        small.forget();
        small.timer().expect("I2: published 10.00 volume 10 surplus 0");
        small.timer().expect("I3: published 10.00 volume 10 surplus 0");
        small.timer().expect("I4: published 10.00 volume 10 surplus 0");
        small.timer().timer().timer().timer().expect();
    }

    @Test
    void shouldSaturateVolumeAndSurplus() {
        market.buy(1, Long.MAX_VALUE, "10.00").buy(2, Long.MAX_VALUE, "10.00").buy(3, Long.MAX_VALUE, "10.00");
        market.sell(4, Long.MAX_VALUE, "10.00").sell(5, Long.MAX_VALUE, "10.00").forget();
        market.indicative();
        market.expect("indicative 10.00 volume 9223372036854775807 surplus 9223372036854775807");
        market.uncross();
        market.expect(
                "trade 9223372036854775807@10.00 buy 1 sell 4 by NONE",
                "trade 9223372036854775807@10.00 buy 2 sell 5 by NONE",
                "uncrossed 10.00 volume 9223372036854775807 trades 2");
        market.expectBook("buy 10.00: 9223372036854775807 of 3");
    }

    @Test
    void shouldCompareSurplusesThatDifferOnlyAbove64Bits() {
        // Equal in their low 64 bits: buys of 3 * (2^63 - 1) + 2 + 1 against 1 leave less at the higher price.
        market.buy(1, 5, "10.05")
                .buy(2, Long.MAX_VALUE, "10.00")
                .buy(3, Long.MAX_VALUE, "10.00")
                .buy(4, 2, "10.00");
        market.sell(5, 1, "9.00").forget();
        market.indicative().expect("indicative 10.05 volume 1 surplus 4");
    }
}
