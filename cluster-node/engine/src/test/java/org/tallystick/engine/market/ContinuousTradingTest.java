package org.tallystick.engine.market;

import static org.tallystick.codecs.types.TimeInForce.DAY;
import static org.tallystick.codecs.types.TimeInForce.FOK;
import static org.tallystick.codecs.types.TimeInForce.GTC;
import static org.tallystick.codecs.types.TimeInForce.IOC;
import static org.tallystick.engine.market.MarketFixture.MARKET;

import org.junit.jupiter.api.Test;
import org.tallystick.codecs.types.TradingPhase;

/** Matching rules, section 4: continuous trading. */
class ContinuousTradingTest {
    private final MarketFixture market = MarketFixture.market();

    @Test
    void shouldRestAnOrderThatMeetsNothing() {
        market.buy(1, 100, "10.00").sell(2, 50, "10.01", GTC);
        market.expect("accepted 1 BUY 100@10.00 DAY", "accepted 2 SELL 50@10.01 GTC");
        market.expectBook("buy 10.00: 100 of 1", "sell 10.01: 50 of 2");
    }

    @Test
    void shouldTradeAtTheRestingPrice() {
        market.sell(1, 100, "10.00").forget();
        market.buy(2, 100, "10.05");
        market.expect("accepted 2 BUY 100@10.05 DAY", "trade 100@10.00 buy 2 sell 1 by BUY")
                .expectBook();
    }

    @Test
    void shouldTradeAtTheRestingPriceOfABuyOrder() {
        market.buy(1, 100, "10.00").forget();
        market.sell(2, 100, "9.50");
        market.expect("accepted 2 SELL 100@9.50 DAY", "trade 100@10.00 buy 1 sell 2 by SELL")
                .expectBook();
    }

    @Test
    void shouldMeetTheBestPriceFirstThenTheEarliest() {
        market.sell(1, 10, "10.02")
                .sell(2, 10, "10.01")
                .sell(3, 10, "10.01")
                .sell(4, 10, "10.00")
                .forget();
        market.buy(5, 35, "10.02");
        market.expect(
                "accepted 5 BUY 35@10.02 DAY",
                "trade 10@10.00 buy 5 sell 4 by BUY",
                "trade 10@10.01 buy 5 sell 2 by BUY",
                "trade 10@10.01 buy 5 sell 3 by BUY",
                "trade 5@10.02 buy 5 sell 1 by BUY");
        market.expectBook("sell 10.02: 5 of 1");
    }

    @Test
    void shouldMeetTheHighestBidFirstThenTheEarliest() {
        market.buy(1, 10, "9.98")
                .buy(2, 10, "9.99")
                .buy(3, 10, "9.99")
                .buy(4, 10, "10.00")
                .forget();
        market.sell(5, 35, "9.98");
        market.expect(
                "accepted 5 SELL 35@9.98 DAY",
                "trade 10@10.00 buy 4 sell 5 by SELL",
                "trade 10@9.99 buy 2 sell 5 by SELL",
                "trade 10@9.99 buy 3 sell 5 by SELL",
                "trade 5@9.98 buy 1 sell 5 by SELL");
        market.expectBook("buy 9.98: 5 of 1");
    }

    @Test
    void shouldLeaveAPartlyFilledOrderInItsPlace() {
        market.sell(1, 100, "10.00").sell(2, 100, "10.00").buy(3, 30, "10.00").forget();
        market.expectBook("sell 10.00: 70 of 1, 100 of 2");
        market.buy(4, 80, "10.00");
        market.expect(
                "accepted 4 BUY 80@10.00 DAY",
                "trade 70@10.00 buy 4 sell 1 by BUY",
                "trade 10@10.00 buy 4 sell 2 by BUY");
    }

    @Test
    void shouldStopAtItsLimitAndRestWithWhatIsLeft() {
        market.sell(1, 10, "10.00").sell(2, 10, "10.02").forget();
        market.buy(3, 25, "10.01");
        market.expect("accepted 3 BUY 25@10.01 DAY", "trade 10@10.00 buy 3 sell 1 by BUY");
        market.expectBook("buy 10.01: 15 of 3", "sell 10.02: 10 of 2");
    }

    @Test
    void shouldTradeBetweenOrdersOfOneAccount() {
        market.sell(1, 10, "10.00").forget();
        market.buy(2, 10, "10.00");
        market.expect("accepted 2 BUY 10@10.00 DAY", "trade 10@10.00 buy 2 sell 1 by BUY");
    }

    @Test
    void shouldKeepInstrumentsApart() {
        market.define(2, 1, 1, 1_000).on(2).phase(TradingPhase.CONTINUOUS);
        market.sell(1, 10, "10.00").on(1).forget();
        market.buy(2, 10, "10.00");
        market.expect("accepted 2 BUY 10@10.00 DAY").expectBook("buy 10.00: 10 of 2");
        market.on(2).expectBook("sell 10.00: 10 of 1");
    }

    @Test
    void shouldCancelTheRestOfAnIoc() {
        market.sell(1, 10, "10.00").forget();
        market.buy(2, 25, "10.00", IOC);
        market.expect(
                "accepted 2 BUY 25@10.00 IOC", "trade 10@10.00 buy 2 sell 1 by BUY", "cancelled 2 15 IOC_REMAINDER");
        market.expectBook();
    }

    @Test
    void shouldCancelAnIocThatMeetsNothing() {
        market.sell(1, 10, "10.00").forget();
        market.buy(2, 25, "9.99", IOC);
        market.expect("accepted 2 BUY 25@9.99 IOC", "cancelled 2 25 IOC_REMAINDER");
    }

    @Test
    void shouldFillAnIocWhole() {
        market.sell(1, 10, "10.00").forget();
        market.buy(2, 10, "10.00", IOC);
        market.expect("accepted 2 BUY 10@10.00 IOC", "trade 10@10.00 buy 2 sell 1 by BUY");
    }

    @Test
    void shouldTradeAMarketOrderAtAnyPriceAndCancelItsRest() {
        market.sell(1, 10, "0.01").sell(2, 10, "99999999.99").forget();
        market.buy(3, 25, MARKET);
        market.expect(
                "accepted 3 BUY 25@market DAY",
                "trade 10@0.01 buy 3 sell 1 by BUY",
                "trade 10@99999999.99 buy 3 sell 2 by BUY",
                "cancelled 3 5 MARKET_REMAINDER");
        market.buy(4, 10, "99999999.99").buy(5, 10, "0.01").forget();
        market.sell(6, 25, MARKET, IOC);
        market.expect(
                "accepted 6 SELL 25@market IOC",
                "trade 10@99999999.99 buy 4 sell 6 by SELL",
                "trade 10@0.01 buy 5 sell 6 by SELL",
                "cancelled 6 5 MARKET_REMAINDER");
    }

    @Test
    void shouldAcceptAndCancelAMarketOrderOnAnEmptySide() {
        market.buy(1, 10, "10.00").forget();
        market.buy(2, 10, MARKET).buy(3, 10, MARKET, GTC).buy(4, 10, MARKET, FOK);
        market.expect(
                "accepted 2 BUY 10@market DAY",
                "cancelled 2 10 MARKET_REMAINDER",
                "accepted 3 BUY 10@market GTC",
                "cancelled 3 10 MARKET_REMAINDER",
                "accepted 4 BUY 10@market FOK",
                "cancelled 4 10 FOK_NOT_FILLABLE");
    }

    @Test
    void shouldFillAFokOverSeveralLevels() {
        market.sell(1, 10, "10.00")
                .sell(2, 10, "10.01")
                .sell(3, 10, "10.01")
                .sell(4, 10, "10.02")
                .forget();
        market.buy(5, 35, "10.02", FOK);
        market.expect(
                "accepted 5 BUY 35@10.02 FOK",
                "trade 10@10.00 buy 5 sell 1 by BUY",
                "trade 10@10.01 buy 5 sell 2 by BUY",
                "trade 10@10.01 buy 5 sell 3 by BUY",
                "trade 5@10.02 buy 5 sell 4 by BUY");
    }

    @Test
    void shouldFillAFokThatTakesExactlyWhatIsThere() {
        market.buy(1, 10, "10.00").buy(2, 20, "9.99").forget();
        market.sell(3, 30, "9.99", FOK);
        market.expect(
                "accepted 3 SELL 30@9.99 FOK",
                "trade 10@10.00 buy 1 sell 3 by SELL",
                "trade 20@9.99 buy 2 sell 3 by SELL");
    }

    @Test
    void shouldCancelAFokWholeWhereOneIsMissing() {
        market.sell(1, 10, "10.00").sell(2, 20, "10.01").sell(3, 1, "10.02").forget();
        market.buy(4, 31, "10.01", FOK);
        market.expect("accepted 4 BUY 31@10.01 FOK", "cancelled 4 31 FOK_NOT_FILLABLE");
        market.expectBook("sell 10.00: 10 of 1", "sell 10.01: 20 of 2", "sell 10.02: 1 of 3");
    }

    @Test
    void shouldFillAMarketFokWholeOrNotAtAll() {
        market.sell(1, 10, "10.00").sell(2, 20, "50.00").forget();
        market.buy(3, 31, MARKET, FOK);
        market.expect("accepted 3 BUY 31@market FOK", "cancelled 3 31 FOK_NOT_FILLABLE");
        market.buy(4, 30, MARKET, FOK);
        market.expect(
                "accepted 4 BUY 30@market FOK",
                "trade 10@10.00 buy 4 sell 1 by BUY",
                "trade 20@50.00 buy 4 sell 2 by BUY");
    }

    @Test
    void shouldCancelTheRestAtTheBoundOfFills() {
        MarketFixture bounded = MarketFixture.withMaxFills(2);
        bounded.sell(1, 10, "10.00").sell(2, 10, "10.00").sell(3, 10, "10.00").forget();
        bounded.buy(4, 25, "10.00");
        bounded.expect(
                "accepted 4 BUY 25@10.00 DAY",
                "trade 10@10.00 buy 4 sell 1 by BUY",
                "trade 10@10.00 buy 4 sell 2 by BUY",
                "cancelled 4 5 FILL_LIMIT");
        bounded.expectBook("sell 10.00: 10 of 3");
    }

    @Test
    void shouldGiveTheBoundOfFillsAsReasonToIocAndMarketOrders() {
        MarketFixture bounded = MarketFixture.withMaxFills(1);
        bounded.sell(1, 10, "10.00").sell(2, 10, "10.01").sell(3, 10, "10.02").forget();
        bounded.buy(4, 15, "10.01", IOC).buy(5, 15, MARKET);
        bounded.expect(
                "accepted 4 BUY 15@10.01 IOC",
                "trade 10@10.00 buy 4 sell 1 by BUY",
                "cancelled 4 5 FILL_LIMIT",
                "accepted 5 BUY 15@market DAY",
                "trade 10@10.01 buy 5 sell 2 by BUY",
                "cancelled 5 5 FILL_LIMIT");
    }

    @Test
    void shouldNotSpeakOfTheBoundWhereTheLastFillFillsTheOrder() {
        MarketFixture bounded = MarketFixture.withMaxFills(2);
        bounded.sell(1, 10, "10.00").sell(2, 10, "10.00").sell(3, 10, "10.00").forget();
        bounded.buy(4, 20, "10.00");
        bounded.expect(
                "accepted 4 BUY 20@10.00 DAY",
                "trade 10@10.00 buy 4 sell 1 by BUY",
                "trade 10@10.00 buy 4 sell 2 by BUY");
    }

    @Test
    void shouldRestWhereNothingMoreCouldTradeAtTheBound() {
        MarketFixture bounded = MarketFixture.withMaxFills(2);
        bounded.sell(1, 10, "10.00").sell(2, 10, "10.00").sell(3, 10, "10.01").forget();
        bounded.buy(4, 25, "10.00");
        bounded.expect(
                "accepted 4 BUY 25@10.00 DAY",
                "trade 10@10.00 buy 4 sell 1 by BUY",
                "trade 10@10.00 buy 4 sell 2 by BUY");
        bounded.expectBook("buy 10.00: 5 of 4", "sell 10.01: 10 of 3");
    }

    @Test
    void shouldKeepTheOwnReasonWhereNothingMoreCouldTradeAtTheBound() {
        MarketFixture bounded = MarketFixture.withMaxFills(1);
        bounded.sell(1, 10, "10.00").forget();
        bounded.buy(2, 15, "10.00", IOC);
        bounded.expect(
                "accepted 2 BUY 15@10.00 IOC", "trade 10@10.00 buy 2 sell 1 by BUY", "cancelled 2 5 IOC_REMAINDER");
        bounded.sell(3, 10, "10.00").forget();
        bounded.buy(4, 15, MARKET);
        bounded.expect(
                "accepted 4 BUY 15@market DAY", "trade 10@10.00 buy 4 sell 3 by BUY", "cancelled 4 5 MARKET_REMAINDER");
    }

    @Test
    void shouldCancelAFokWholeThatWouldNeedMoreFillsThanTheBound() {
        MarketFixture bounded = MarketFixture.withMaxFills(3);
        bounded.sell(1, 10, "10.00")
                .sell(2, 10, "10.01")
                .sell(3, 10, "10.01")
                .sell(4, 10, "10.01")
                .forget();
        bounded.buy(5, 31, "10.01", FOK);
        bounded.expect("accepted 5 BUY 31@10.01 FOK", "cancelled 5 31 FILL_LIMIT");
        bounded.buy(6, 41, "10.01", FOK);
        bounded.expect("accepted 6 BUY 41@10.01 FOK", "cancelled 6 41 FOK_NOT_FILLABLE");
        bounded.buy(7, 30, "10.01", FOK);
        bounded.expect(
                "accepted 7 BUY 30@10.01 FOK",
                "trade 10@10.00 buy 7 sell 1 by BUY",
                "trade 10@10.01 buy 7 sell 2 by BUY",
                "trade 10@10.01 buy 7 sell 3 by BUY");
        bounded.expectBook("sell 10.01: 10 of 4");
    }

    @Test
    void shouldFreeTheNamesOfOrdersThatEndedOnArrival() {
        market.buy(1, 10, "10.00", IOC)
                .buy(1, 10, "10.00", FOK)
                .buy(1, 10, MARKET)
                .forget();
        market.sell(1, 10, "10.00").buy(2, 10, "10.00").forget();
        market.buy(1, 10, "10.00", DAY).buy(2, 10, "9.00", DAY);
        market.expect("accepted 1 BUY 10@10.00 DAY", "accepted 2 BUY 10@9.00 DAY");
    }
}
