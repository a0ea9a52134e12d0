package org.tallystick.engine.market;

import org.junit.jupiter.api.Test;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

/** The bound of live orders counts orders and the names that live orders had; a call has a bound of its own. */
class BoundsTest {
    private final MarketFixture market = MarketFixture.withMaxOpenOrders(3);

    @Test
    void shouldRejectOrdersAboveTheBoundUntilOneEnds() {
        market.buy(1, 10, "10.00").buy(2, 10, "10.00").buy(3, 10, "10.00").forget();
        market.buy(4, 10, "10.00").sell(5, 10, "10.00").buy(6, 10, "10.00", TimeInForce.IOC);
        market.expect("rejected 4 BOUND_REACHED", "rejected 5 BOUND_REACHED", "rejected 6 BOUND_REACHED");
        market.cancel(2).buy(4, 10, "10.00").buy(5, 10, "10.00");
        market.expect("cancelled 2 10 REQUESTED", "accepted 4 BUY 10@10.00 DAY", "rejected 5 BOUND_REACHED");
    }

    @Test
    void shouldCountOldNames() {
        market.buy(1, 10, "10.00").rename(1, 2).rename(2, 3).forget();
        market.buy(4, 10, "10.00").rename(3, 4);
        market.expect("rejected 4 BOUND_REACHED", "refused REPLACE 3 BOUND_REACHED");
        market.resize(3, 5).reprice(1, "10.05");
        market.expect("replaced 3 10@10.00 to 5@10.00, in place", "replaced 3 5@10.00 to 5@10.05, to the back");
        market.cancel(3).buy(4, 10, "10.00").buy(5, 10, "10.00").rename(4, 6).buy(7, 10, "10.00");
        market.expect(
                "cancelled 3 5 REQUESTED",
                "accepted 4 BUY 10@10.00 DAY",
                "accepted 5 BUY 10@10.00 DAY",
                "replaced 4 10@10.00 to 10@10.00 now 6, in place",
                "rejected 7 BOUND_REACHED");
    }

    @Test
    void shouldLetAnOrderTakeBackANameThatItHadAtTheBound() {
        market.buy(1, 10, "10.00").rename(1, 2).rename(2, 3).forget();
        market.rename(3, 1).rename(1, 2).buy(4, 10, "10.00");
        market.expect(
                "replaced 3 10@10.00 to 10@10.00 now 1, in place",
                "replaced 1 10@10.00 to 10@10.00 now 2, in place",
                "rejected 4 BOUND_REACHED");
    }

    @Test
    void shouldLetTheTakerOfTheLastPlaceTrade() {
        market.buy(1, 10, "10.00").buy(2, 10, "10.00").forget();
        market.sell(3, 15, "10.00");
        market.expect(
                "accepted 3 SELL 15@10.00 DAY",
                "trade 10@10.00 buy 1 sell 3 by SELL",
                "trade 5@10.00 buy 2 sell 3 by SELL");
        market.buy(4, 1, "9.00").buy(5, 1, "9.00").buy(6, 1, "9.00");
        market.expect("accepted 4 BUY 1@9.00 DAY", "accepted 5 BUY 1@9.00 DAY", "rejected 6 BOUND_REACHED");
    }

    @Test
    void shouldBoundTheOrdersThatWaitForAnUncross() {
        MarketFixture call = MarketFixture.withMaxAuctionOrders(2);
        call.buy(1, 10, "10.00").buy(2, 10, "10.00").buy(3, 10, "10.00").phase(TradingPhase.CLOSING_AUCTION);
        call.cancel(3).forget();
        call.buy(4, 10, "10.00")
                .cancel(2)
                .sell(5, 10, "10.00")
                .sell(6, 10, "10.00")
                .reprice(5, "9.90");
        call.expect(
                "rejected 4 BOUND_REACHED",
                "cancelled 2 10 REQUESTED",
                "accepted 5 SELL 10@10.00 DAY",
                "rejected 6 BOUND_REACHED",
                "replaced 5 10@10.00 to 10@9.90, to the back");
    }
}
