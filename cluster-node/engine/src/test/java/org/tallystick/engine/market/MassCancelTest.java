package org.tallystick.engine.market;

import static org.tallystick.engine.market.MassCancel.ALL_INSTRUMENTS;

import org.junit.jupiter.api.Test;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

/** Matching rules, sections 5 and 7: mass cancels. */
class MassCancelTest {
    private final MarketFixture market = MarketFixture.market();

    /** Orders of two accounts in two instruments: 1 to 6 of account 1, 7 and 8 of account 2. */
    private void givenOrdersOfTwoAccounts() {
        market.define(2, 1, 1, 1_000).on(2).phase(TradingPhase.CONTINUOUS);
        market.on(1)
                .sell(1, 10, "11.00")
                .buy(2, 20, "10.00")
                .on(2)
                .sell(3, 30, "11.00")
                .as(2)
                .buy(7, 70, "9.00");
        market.on(1)
                .buy(8, 80, "9.00")
                .as(1)
                .on(2)
                .buy(4, 40, "10.00")
                .on(1)
                .buy(5, 50, "9.00")
                .sell(6, 60, "12.00");
        market.forget();
    }

    @Test
    void shouldCancelAllOrdersOfTheAccountInTheOrderOfTheirIds() {
        givenOrdersOfTwoAccounts();
        market.massCancel(77);
        market.expect(
                "cancelled 1 10 MASS_CANCEL",
                "cancelled 2 20 MASS_CANCEL",
                "cancelled 3 30 MASS_CANCEL",
                "cancelled 4 40 MASS_CANCEL",
                "cancelled 5 50 MASS_CANCEL",
                "cancelled 6 60 MASS_CANCEL",
                "mass cancel 77 done 6");
        market.expectBook("buy 9.00: 80 of 8").on(2).expectBook("buy 9.00: 70 of 7");
    }

    @Test
    void shouldCancelThoseOfOneInstrument() {
        givenOrdersOfTwoAccounts();
        market.massCancel(77, 2, null);
        market.expect("cancelled 3 30 MASS_CANCEL", "cancelled 4 40 MASS_CANCEL", "mass cancel 77 done 2");
    }

    @Test
    void shouldCancelThoseOfOneSide() {
        givenOrdersOfTwoAccounts();
        market.massCancel(77, ALL_INSTRUMENTS, Side.SELL);
        market.expect(
                "cancelled 1 10 MASS_CANCEL",
                "cancelled 3 30 MASS_CANCEL",
                "cancelled 6 60 MASS_CANCEL",
                "mass cancel 77 done 3");
    }

    @Test
    void shouldCancelThoseOfOneInstrumentAndSide() {
        givenOrdersOfTwoAccounts();
        market.massCancel(77, 1, Side.BUY);
        market.expect("cancelled 2 20 MASS_CANCEL", "cancelled 5 50 MASS_CANCEL", "mass cancel 77 done 2");
    }

    @Test
    void shouldKeepToTheIdsAlsoAfterReplacesThatLostPriority() {
        market.buy(1, 10, "10.00")
                .buy(2, 10, "10.00")
                .buy(3, 10, "10.00")
                .resize(1, 20)
                .rename(2, 9)
                .forget();
        market.massCancel(77);
        market.expect(
                "cancelled 1 20 MASS_CANCEL",
                "cancelled 9 10 MASS_CANCEL",
                "cancelled 3 10 MASS_CANCEL",
                "mass cancel 77 done 3");
    }

    @Test
    void shouldCancelGtcOrdersToo() {
        market.buy(1, 10, "10.00", TimeInForce.GTC).forget();
        market.massCancel(77);
        market.expect("cancelled 1 10 MASS_CANCEL", "mass cancel 77 done 1");
    }

    @Test
    void shouldCompleteWhereThereIsNothingToCancel() {
        market.massCancel(1).as(3_000).massCancel(2);
        market.expect("mass cancel 1 done 0", "mass cancel 2 done 0");
    }

    @Test
    void shouldRefuseAnInstrumentThatIsNotThere() {
        market.massCancel(1, 9, null).massCancel(2, -1, null).massCancel(3, 0, Side.BUY);
        market.expect(
                "mass cancel 1 refused UNKNOWN_INSTRUMENT",
                "mass cancel 2 refused UNKNOWN_INSTRUMENT",
                "mass cancel 3 refused UNKNOWN_INSTRUMENT");
    }

    @Test
    void shouldFinishWithinItsCommandInAFlow() {
        MarketFixture flow = MarketFixture.withMaxWork(ClockMode.FLOW, 1);
        flow.buy(1, 10, "10.00").buy(2, 10, "10.00").buy(3, 10, "10.00").forget();
        flow.massCancel(77);
        flow.expect(
                "cancelled 1 10 MASS_CANCEL",
                "cancelled 2 10 MASS_CANCEL",
                "cancelled 3 10 MASS_CANCEL",
                "mass cancel 77 done 3");
    }
}
