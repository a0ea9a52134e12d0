package org.tallystick.engine.market;

import static org.tallystick.codecs.types.TimeInForce.GTC;
import static org.tallystick.engine.market.MarketFixture.price;

import org.junit.jupiter.api.Test;
import org.tallystick.codecs.types.QuantityMeaning;
import org.tallystick.codecs.types.TradingPhase;

/** Matching rules, section 5: cancel, reduce and replace. */
class ChangesTest {
    private final MarketFixture market = MarketFixture.market();

    private void givenThreeBuysAtOnePrice() {
        market.buy(1, 100, "10.00").buy(2, 100, "10.00").buy(3, 100, "10.00").forget();
    }

    @Test
    void shouldCancelByName() {
        givenThreeBuysAtOnePrice();
        market.cancel(2);
        market.expect("cancelled 2 100 REQUESTED").expectBook("buy 10.00: 100 of 1, 100 of 3");
    }

    @Test
    void shouldCancelByOrderId() {
        givenThreeBuysAtOnePrice();
        market.cancel(market.byOrderId(3));
        market.expect("cancelled 3 100 REQUESTED").expectBook("buy 10.00: 100 of 1, 100 of 2");
    }

    @Test
    void shouldCancelWhatIsOpenOfAPartlyFilledOrder() {
        market.buy(1, 100, "10.00").sell(2, 30, "10.00").forget();
        market.cancel(1);
        market.expect("cancelled 1 70 REQUESTED").expectBook();
    }

    @Test
    void shouldFindTheNextBestAfterTheBestLevelIsCancelled() {
        market.sell(1, 10, "10.00")
                .sell(2, 10, "10.07")
                .buy(3, 10, "9.00")
                .buy(4, 10, "8.00")
                .forget();
        market.cancel(1).cancel(3).buy(5, 10, "10.07").sell(6, 10, "8.00");
        market.expect(
                "cancelled 1 10 REQUESTED",
                "cancelled 3 10 REQUESTED",
                "accepted 5 BUY 10@10.07 DAY",
                "trade 10@10.07 buy 5 sell 2 by BUY",
                "accepted 6 SELL 10@8.00 DAY",
                "trade 10@8.00 buy 4 sell 6 by SELL");
    }

    @Test
    void shouldReduceInPlace() {
        givenThreeBuysAtOnePrice();
        market.reduce(1, 60).reduce(2, 99);
        market.expect("reduced 1 by 60 to 40", "reduced 2 by 99 to 1");
        market.expectBook("buy 10.00: 40 of 1, 1 of 2, 100 of 3");
    }

    @Test
    void shouldEndAnOrderThatIsReducedByWhatIsOpenOrMore() {
        givenThreeBuysAtOnePrice();
        market.reduce(1, 100).reduce(2, Long.MAX_VALUE);
        market.expect("cancelled 1 100 REDUCED_TO_ZERO", "cancelled 2 100 REDUCED_TO_ZERO");
        market.expectBook("buy 10.00: 100 of 3");
    }

    @Test
    void shouldReduceBelowTheLeastQuantityOfTheInstrument() {
        market.define(2, "MIN", 1, 1, 50, 100)
                .on(2)
                .phase(TradingPhase.CONTINUOUS)
                .buy(1, 60, "10.00")
                .forget();
        market.reduce(1, 50).reprice(1, "10.01");
        market.expect("reduced 1 by 50 to 10", "replaced 1 10@10.00 to 10@10.01, to the back");
    }

    @Test
    void shouldKeepPriorityWhereTheQuantityShrinks() {
        givenThreeBuysAtOnePrice();
        market.resize(1, 40);
        market.expect("replaced 1 100@10.00 to 40@10.00, in place");
        market.expectBook("buy 10.00: 40 of 1, 100 of 2, 100 of 3");
    }

    @Test
    void shouldLosePriorityWhereTheQuantityGrows() {
        givenThreeBuysAtOnePrice();
        market.resize(1, 101);
        market.expect("replaced 1 100@10.00 to 101@10.00, to the back");
        market.expectBook("buy 10.00: 100 of 2, 100 of 3, 101 of 1");
    }

    @Test
    void shouldLosePriorityWithANewPriceAlsoWhereTheQuantityShrinks() {
        givenThreeBuysAtOnePrice();
        market.buy(4, 100, "9.99").forget();
        market.replace(2, terms -> {
            terms.price = price("9.99");
            terms.quantity = 10;
        });
        market.expect("replaced 2 100@10.00 to 10@9.99, to the back");
        market.expectBook("buy 10.00: 100 of 1, 100 of 3", "buy 9.99: 100 of 4, 10 of 2");
    }

    @Test
    void shouldGoToTheBackOfItsOldLevelWhereItComesBack() {
        givenThreeBuysAtOnePrice();
        market.reprice(1, "9.99").reprice(1, "10.00");
        market.expect("replaced 1 100@10.00 to 100@9.99, to the back", "replaced 1 100@9.99 to 100@10.00, to the back");
        market.expectBook("buy 10.00: 100 of 2, 100 of 3, 100 of 1");
    }

    @Test
    void shouldAcceptAReplaceThatChangesNothing() {
        givenThreeBuysAtOnePrice();
        market.replace(1, terms -> {}).reprice(1, "10.00").resize(1, 100).rename(1, 1);
        market.expect(
                "replaced 1 100@10.00 to 100@10.00, in place",
                "replaced 1 100@10.00 to 100@10.00, in place",
                "replaced 1 100@10.00 to 100@10.00, in place",
                "replaced 1 100@10.00 to 100@10.00, in place");
        market.expectBook("buy 10.00: 100 of 1, 100 of 2, 100 of 3");
    }

    @Test
    void shouldKeepTheQuantityWhereOnlyThePriceIsGiven() {
        market.buy(1, 100, "10.00").sell(2, 30, "10.00").forget();
        market.reprice(1, "10.01");
        market.expect("replaced 1 70@10.00 to 70@10.01, to the back");
    }

    @Test
    void shouldCountTheFilledPartIntoANewTotal() {
        market.buy(1, 100, "10.00").sell(2, 30, "10.00").buy(3, 1, "10.00").forget();
        market.resizeTotal(1, 90);
        market.expect("replaced 1 70@10.00 to 60@10.00, in place");
        market.resizeTotal(1, 91);
        market.expect("replaced 1 60@10.00 to 61@10.00, to the back");
        market.expectBook("buy 10.00: 1 of 3, 61 of 1");
    }

    @Test
    void shouldTakeANewOpenQuantityAsItIs() {
        market.buy(1, 100, "10.00").sell(2, 30, "10.00").forget();
        market.resize(1, 90);
        market.expect("replaced 1 70@10.00 to 90@10.00, to the back");
        market.status(1);
        market.expect("status 1 BUY 90@10.00 filled 30");
    }

    @Test
    void shouldEndAnOrderWhoseNewTotalIsFilledAlready() {
        market.buy(1, 100, "10.00").buy(2, 100, "10.00").sell(3, 130, "10.00").forget();
        market.resizeTotal(2, 30);
        market.expect("cancelled 2 70 REPLACED_BELOW_FILLED").expectBook();
        market.buy(4, 100, "10.00").sell(5, 30, "10.00").forget();
        market.resizeTotal(4, 29);
        market.expect("cancelled 4 70 REPLACED_BELOW_FILLED").expectBook();
    }

    @Test
    void shouldEndUnderItsOldNameWhereTheNewTotalIsFilledAlready() {
        market.buy(1, 100, "10.00").sell(2, 30, "10.00").forget();
        market.replace(1, terms -> {
            terms.clOrdId = 5;
            terms.quantity = 10;
            terms.quantityMeaning = QuantityMeaning.TOTAL;
        });
        market.expect("cancelled 1 70 REPLACED_BELOW_FILLED");
    }

    @Test
    void shouldRefuseAFilledQuantityThatIsOutOfDate() {
        market.buy(1, 100, "10.00").sell(2, 30, "10.00").forget();
        for (long assumed : new long[] {0, 29, 31}) {
            market.replace(1, terms -> {
                terms.quantity = 50;
                terms.assumedCumQty = assumed;
            });
            market.expect("refused REPLACE 1 STALE_FILLED_QUANTITY");
        }
        market.replace(1, terms -> {
            terms.quantity = 50;
            terms.assumedCumQty = 30;
        });
        market.expect("replaced 1 70@10.00 to 50@10.00, in place");
    }

    @Test
    void shouldRefuseAnOpenQuantityThatOverflowsTheTotal() {
        market.buy(1, 100, "10.00").sell(2, 30, "10.00").forget();
        market.resize(1, Long.MAX_VALUE - 29);
        market.expect("refused REPLACE 1 QUANTITY_OVERFLOW");
        market.resize(1, Long.MAX_VALUE - 30).resizeTotal(1, Long.MAX_VALUE);
        market.expect(
                "replaced 1 70@10.00 to 9223372036854775777@10.00, to the back",
                "replaced 1 9223372036854775777@10.00 to 9223372036854775777@10.00, in place");
    }

    @Test
    void shouldTradeOnReplaceAtTheRestingPricesAndRestWithWhatIsLeft() {
        market.sell(1, 10, "10.01")
                .sell(2, 10, "10.02")
                .sell(3, 10, "10.04")
                .buy(4, 50, "10.00")
                .forget();
        market.reprice(4, "10.03");
        market.expect(
                "replaced 4 50@10.00 to 50@10.03, to the back",
                "trade 10@10.01 buy 4 sell 1 by BUY",
                "trade 10@10.02 buy 4 sell 2 by BUY");
        market.expectBook("buy 10.03: 30 of 4", "sell 10.04: 10 of 3");
        market.status(4);
        market.expect("status 4 BUY 30@10.03 filled 20");
    }

    @Test
    void shouldEndAnOrderThatAReplaceFills() {
        market.buy(1, 10, "9.99").sell(2, 10, "10.00").forget();
        market.replace(2, terms -> {
            terms.price = price("9.99");
            terms.clOrdId = 3;
        });
        market.expect("replaced 2 10@10.00 to 10@9.99 now 3, to the back", "trade 10@9.99 buy 1 sell 3 by SELL");
        market.expectBook();
        market.buy(2, 1, "9.00").buy(3, 1, "9.00");
        market.expect("accepted 2 BUY 1@9.00 DAY", "accepted 3 BUY 1@9.00 DAY");
    }

    @Test
    void shouldNeverTradeWithItself() {
        market.buy(1, 100, "10.00").forget();
        market.reprice(1, "12.00").resize(1, 500).reprice(1, "1.00");
        market.expect(
                "replaced 1 100@10.00 to 100@12.00, to the back",
                "replaced 1 100@12.00 to 500@12.00, to the back",
                "replaced 1 500@12.00 to 500@1.00, to the back");
    }

    @Test
    void shouldCancelTheRestOfAReplacedOrderAtTheBoundOfFills() {
        MarketFixture bounded = MarketFixture.withMaxFills(1);
        bounded.sell(1, 10, "10.01").sell(2, 10, "10.01").buy(3, 50, "10.00").forget();
        bounded.reprice(3, "10.01");
        bounded.expect(
                "replaced 3 50@10.00 to 50@10.01, to the back",
                "trade 10@10.01 buy 3 sell 1 by BUY",
                "cancelled 3 40 FILL_LIMIT");
        bounded.expectBook("sell 10.01: 10 of 2").buy(3, 1, "1.00");
        bounded.expect("accepted 3 BUY 1@1.00 DAY");
    }

    @Test
    void shouldNotTradeOnReplaceInACall() {
        market.phase(TradingPhase.PRE_OPEN)
                .sell(1, 10, "10.00")
                .buy(2, 10, "9.00", GTC)
                .forget();
        market.reprice(2, "11.00");
        market.expect("replaced 2 10@9.00 to 10@11.00, to the back");
        market.expectBook("buy 11.00: 10 of 2", "sell 10.00: 10 of 1");
    }

    @Test
    void shouldGoByItsNewNameAndBeFoundByAllItsNames() {
        market.buy(1, 100, "10.00").forget();
        market.rename(1, 2).rename(1, 3);
        market.expect(
                "replaced 1 100@10.00 to 100@10.00 now 2, in place",
                "replaced 2 100@10.00 to 100@10.00 now 3, in place");
        market.status(1).status(2).status(3);
        market.expect(
                "status 3 BUY 100@10.00 filled 0",
                "status 3 BUY 100@10.00 filled 0",
                "status 3 BUY 100@10.00 filled 0");
        market.cancel(2);
        market.expect("cancelled 3 100 REQUESTED");
        market.status(1).status(2).status(3);
        market.expect(
                "refused STATUS 1 UNKNOWN_ORDER", "refused STATUS 2 UNKNOWN_ORDER", "refused STATUS 3 UNKNOWN_ORDER");
    }

    @Test
    void shouldGiveNoNameOfALiveOrderToAnother() {
        market.buy(1, 100, "10.00").rename(1, 2).buy(5, 100, "9.00").forget();
        market.buy(1, 50, "9.00").buy(2, 50, "9.00").rename(5, 1).rename(5, 2);
        market.expect(
                "rejected 1 DUPLICATE_CL_ORD_ID",
                "rejected 2 DUPLICATE_CL_ORD_ID",
                "refused REPLACE 5 DUPLICATE_CL_ORD_ID",
                "refused REPLACE 5 DUPLICATE_CL_ORD_ID");
        market.as(2).buy(1, 50, "9.00").buy(2, 50, "9.00");
        market.expect("accepted 1 BUY 50@9.00 DAY", "accepted 2 BUY 50@9.00 DAY");
        market.as(1).cancel(1).buy(1, 50, "9.00").buy(2, 50, "9.00");
        market.expect("cancelled 2 100 REQUESTED", "accepted 1 BUY 50@9.00 DAY", "accepted 2 BUY 50@9.00 DAY");
    }

    @Test
    void shouldLetAnOrderHaveANameBackThatItHad() {
        market.buy(1, 100, "10.00").rename(1, 2).forget();
        market.rename(2, 1);
        market.expect("replaced 2 100@10.00 to 100@10.00 now 1, in place");
        market.rename(1, 2).rename(2, 1).cancel(2).buy(1, 1, "9.00").buy(2, 1, "9.00");
        market.expect(
                "replaced 1 100@10.00 to 100@10.00 now 2, in place",
                "replaced 2 100@10.00 to 100@10.00 now 1, in place",
                "cancelled 1 100 REQUESTED",
                "accepted 1 BUY 1@9.00 DAY",
                "accepted 2 BUY 1@9.00 DAY");
    }

    @Test
    void shouldReportTradesUnderTheNewName() {
        market.buy(1, 100, "10.00").rename(1, 2).forget();
        market.sell(3, 100, "10.00");
        market.expect("accepted 3 SELL 100@10.00 DAY", "trade 100@10.00 buy 2 sell 3 by SELL");
    }
}
