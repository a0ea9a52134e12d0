package org.tallystick.engine.market;

import static org.tallystick.codecs.types.TimeInForce.GTC;
import static org.tallystick.engine.market.MassCancel.ALL_INSTRUMENTS;

import org.junit.jupiter.api.Test;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TradingPhase;

/** Matching rules, section 7: long work goes on from the timer, two orders at a time, while the market goes on too. */
class PendingWorkTest {
    private final MarketFixture market = MarketFixture.withMaxWork(ClockMode.LOG, 2);

    /** Buys 1 to n of account 1 at 10.00. */
    private void givenBuys(int count) {
        for (int id = 1; id <= count; id++) {
            market.buy(id, 10, "10.00");
        }
        market.forget();
    }

    @Test
    void shouldGoOnFromTheTimer() {
        givenBuys(5);
        market.massCancel(77).expect("cancelled 1 10 MASS_CANCEL", "cancelled 2 10 MASS_CANCEL");
        market.timer().expect("cancelled 3 10 MASS_CANCEL", "cancelled 4 10 MASS_CANCEL");
        market.timer().expect("cancelled 5 10 MASS_CANCEL", "mass cancel 77 done 5");
        market.timer().expect();
    }

    @Test
    void shouldCompleteInTheStepThatVisitsTheLastOrder() {
        givenBuys(4);
        market.massCancel(77).forget();
        market.timer().expect("cancelled 3 10 MASS_CANCEL", "cancelled 4 10 MASS_CANCEL", "mass cancel 77 done 4");
    }

    @Test
    void shouldCountOrdersThatItVisitsAndPassesOver() {
        givenBuys(3);
        market.sell(4, 10, "11.00").forget();
        market.massCancel(77, ALL_INSTRUMENTS, Side.SELL).expect();
        market.timer().expect("cancelled 4 10 MASS_CANCEL", "mass cancel 77 done 1");
    }

    @Test
    void shouldNotReachOrdersThatArriveLater() {
        givenBuys(3);
        market.massCancel(77).buy(4, 10, "10.00").forget();
        market.timer().expect("cancelled 3 10 MASS_CANCEL", "mass cancel 77 done 3");
        market.expectBook("buy 10.00: 10 of 4");
    }

    @Test
    void shouldReachOrdersThatAReplaceMovedMeanwhile() {
        givenBuys(4);
        market.massCancel(77).resize(3, 20).reprice(4, "10.01").rename(4, 9).forget();
        market.timer().expect("cancelled 3 20 MASS_CANCEL", "cancelled 9 10 MASS_CANCEL", "mass cancel 77 done 4");
    }

    @Test
    void shouldPassOverOrdersThatEndMeanwhile() {
        givenBuys(7);
        market.massCancel(77).cancel(3).reduce(4, 10).forget();
        market.as(2).sell(20, 10, "10.00");
        market.expect("accepted 20 SELL 10@10.00 DAY", "trade 10@10.00 buy 5 sell 20 by SELL");
        market.timer().expect("cancelled 6 10 MASS_CANCEL", "cancelled 7 10 MASS_CANCEL", "mass cancel 77 done 4");
    }

    @Test
    void shouldCompleteWhereAllThatWereLeftEndMeanwhile() {
        givenBuys(4);
        market.massCancel(77).cancel(3).cancel(4).forget();
        market.as(1).massCancel(78).expect("mass cancel 78 refused WORK_PENDING");
        market.timer().expect("mass cancel 77 done 2");
    }

    @Test
    void shouldNotMistakeANewOrderInTheHandleOfTheOneToVisitNext() {
        givenBuys(3);
        market.massCancel(77).cancel(3).buy(5, 10, "9.00").forget();
        market.timer().expect("mass cancel 77 done 2");
        market.expectBook("buy 9.00: 10 of 5");
    }

    @Test
    void shouldPassOverAnOrderThatIsFilledByItsOwnReplaceMeanwhile() {
        givenBuys(4);
        market.sell(9, 10, "10.50").massCancel(77).reprice(3, "10.50").forget();
        market.timer().expect("cancelled 4 10 MASS_CANCEL", "mass cancel 77 done 3");
    }

    @Test
    void shouldRefuseASecondMassCancelOfTheAccountUntilTheFirstEnds() {
        givenBuys(3);
        market.as(2).buy(21, 10, "9.00").forget();
        market.as(1).massCancel(77).forget();
        market.massCancel(78).massCancel(79, 1, Side.BUY).as(2).massCancel(80);
        market.expect("mass cancel 78 refused WORK_PENDING", "mass cancel 79 refused WORK_PENDING");
        market.timer();
        market.expect(
                "cancelled 3 10 MASS_CANCEL",
                "mass cancel 77 done 3",
                "cancelled 21 10 MASS_CANCEL",
                "mass cancel 80 done 1");
        market.as(1).massCancel(81).expect("mass cancel 81 done 0");
    }

    @Test
    void shouldNotReachOrdersThatArriveWhileItWaits() {
        givenBuys(3);
        market.as(2)
                .buy(21, 10, "9.00")
                .as(1)
                .massCancel(77)
                .as(2)
                .massCancel(80)
                .buy(22, 10, "9.00")
                .forget();
        market.timer();
        market.expect(
                "cancelled 3 10 MASS_CANCEL",
                "mass cancel 77 done 3",
                "cancelled 21 10 MASS_CANCEL",
                "mass cancel 80 done 1");
        market.expectBook("buy 9.00: 10 of 22");
    }

    @Test
    void shouldWaitWhereTheAccountsFirstOrdersEndBeforeItBegins() {
        givenBuys(3);
        market.as(2)
                .buy(21, 10, "9.00")
                .buy(22, 10, "9.00")
                .as(1)
                .massCancel(77)
                .as(2)
                .massCancel(80);
        market.cancel(21).forget();
        market.timer();
        market.expect(
                "cancelled 3 10 MASS_CANCEL",
                "mass cancel 77 done 3",
                "cancelled 22 10 MASS_CANCEL",
                "mass cancel 80 done 1");
    }

    @Test
    void shouldExpireDayOrdersFromTheTimer() {
        market.buy(1, 10, "10.00")
                .buy(2, 10, "9.00")
                .buy(3, 10, "9.00", GTC)
                .sell(4, 10, "11.00")
                .sell(5, 10, "12.00");
        market.forget();
        market.phase(TradingPhase.CLOSED).expect("phase CONTINUOUS to CLOSED", "expired 1 10", "expired 2 10");
        market.timer().expect("expired 4 10");
        market.timer().expect("expired 5 10");
        market.timer().expect();
        market.expectBook("buy 9.00: 10 of 3");
    }

    @Test
    void shouldRefuseAnyPhaseWhileDayOrdersExpire() {
        givenBuys(4);
        market.phase(TradingPhase.CLOSED).forget();
        for (TradingPhase phase : TradingPhase.values()) {
            market.phase(phase).expect("refused phase " + phase + " WORK_PENDING");
        }
        market.timer().forget();
        market.phase(TradingPhase.PRE_OPEN).expect("phase CLOSED to PRE_OPEN");
    }

    @Test
    void shouldPassOverDayOrdersThatAreCancelledMeanwhile() {
        market.buy(1, 10, "10.00")
                .buy(2, 10, "10.00")
                .buy(3, 10, "10.00")
                .buy(4, 10, "9.00")
                .sell(5, 10, "11.00");
        market.phase(TradingPhase.CLOSED).cancel(3).cancel(5).reduce(4, 4).forget();
        market.timer().expect("expired 4 6");
        market.timer().expect();
        market.phase(TradingPhase.PRE_OPEN).expect("phase CLOSED to PRE_OPEN");
    }

    @Test
    void shouldPassOverALevelThatIsCancelledAway() {
        market.buy(1, 10, "10.00")
                .buy(2, 10, "10.00")
                .buy(3, 10, "9.00")
                .buy(4, 10, "8.00")
                .sell(5, 10, "11.00");
        market.phase(TradingPhase.CLOSED).cancel(3).forget();
        market.timer().expect("expired 4 10", "expired 5 10");
    }

    @Test
    void shouldEndWhereTheRestIsCancelledAway() {
        market.buy(1, 10, "10.00")
                .buy(2, 10, "10.00")
                .sell(3, 10, "11.00")
                .phase(TradingPhase.CLOSED)
                .cancel(3);
        market.forget().phase(TradingPhase.PRE_OPEN).expect("refused phase PRE_OPEN WORK_PENDING");
        market.timer().phase(TradingPhase.PRE_OPEN).expect("phase CLOSED to PRE_OPEN");
    }

    @Test
    void shouldDoTheOldestWorkFirst() {
        givenBuys(5);
        market.define(2, 1, 1, 100)
                .on(2)
                .phase(TradingPhase.CONTINUOUS)
                .as(2)
                .buy(21, 10, "9.00")
                .buy(22, 10, "9.00");
        market.forget();
        market.as(1).massCancel(77).expect("cancelled 1 10 MASS_CANCEL", "cancelled 2 10 MASS_CANCEL");
        market.phase(TradingPhase.CLOSED).expect("I2: phase CONTINUOUS to CLOSED");
        market.timer().expect("cancelled 3 10 MASS_CANCEL", "cancelled 4 10 MASS_CANCEL");
        market.timer().expect("cancelled 5 10 MASS_CANCEL", "mass cancel 77 done 5", "expired 21 10");
        market.timer().expect("expired 22 10");
        market.phase(TradingPhase.PRE_OPEN).expect("I2: phase CLOSED to PRE_OPEN");
    }

    @Test
    void shouldMassCancelOrdersThatAnExpiryWouldReachNext() {
        givenBuys(4);
        market.phase(TradingPhase.CLOSED).massCancel(77).forget();
        market.timer().expect("expired 3 10", "expired 4 10");
        market.timer().expect("mass cancel 77 done 0");
    }

    @Test
    void shouldExpireOnWhereAnUncrossFillsTheOrderToVisitNext() {
        market.phase(TradingPhase.CLOSING_AUCTION);
        market.buy(1, 10, "12.00")
                .buy(2, 10, "12.00")
                .buy(3, 10, "11.00")
                .buy(4, 10, "10.00")
                .buy(5, 10, "9.00");
        market.sell(6, 10, "10.00")
                .sell(7, 10, "11.00")
                .sell(8, 10, "13.00")
                .phase(TradingPhase.CLOSED)
                .forget();
        market.uncross("11.00");
        market.expect("trade 10@11.00 buy 3 sell 6 by NONE", "uncrossed 11.00 volume 10 trades 1");
        market.timer().expect("expired 4 10", "expired 5 10");
        market.timer().expect("expired 7 10", "expired 8 10");
        market.timer()
                .phase(TradingPhase.PRE_OPEN)
                .expect("phase CLOSED to PRE_OPEN")
                .expectBook();
    }

    @Test
    void shouldExpireOnWhereAnUncrossFillsTheOrderToVisitNextAndTheOneBehindIt() {
        market.phase(TradingPhase.CLOSING_AUCTION).define(2, 1, 1, 100);
        market.buy(1, 10, "12.00")
                .buy(2, 10, "12.00")
                .buy(3, 10, "11.00")
                .sell(4, 10, "10.00")
                .sell(5, 10, "11.00");
        market.phase(TradingPhase.CLOSED).forget();
        market.uncross("11.00");
        market.expect("trade 10@11.00 buy 3 sell 4 by NONE", "uncrossed 11.00 volume 10 trades 1");
        market.timer().expect("expired 5 10");
    }

    @Test
    void shouldFinishWithinItsCommandInAFlow() {
        MarketFixture flow = MarketFixture.withMaxWork(ClockMode.FLOW, 1);
        flow.buy(1, 10, "10.00").buy(2, 10, "10.00").sell(3, 10, "11.00").forget();
        flow.phase(TradingPhase.CLOSED).phase(TradingPhase.PRE_OPEN);
        flow.expect(
                "phase CONTINUOUS to CLOSED",
                "expired 1 10",
                "expired 2 10",
                "expired 3 10",
                "phase CLOSED to PRE_OPEN");
    }
}
