package org.tallystick.engine.market;

import static org.tallystick.engine.market.MarketFixture.MARKET;
import static org.tallystick.engine.market.MarketFixture.NO_PRICE;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.QuantityMeaning;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

/** Matching rules, section 2: what is checked, and in which order. The fixture checks that a refusal changes nothing. */
class OrderChecksTest {
    private static final int LOTS = 2;

    private final MarketFixture market = MarketFixture.market();

    /** Instrument 2: tick 0.05, lot 10, 20 to 1,000. */
    private MarketFixture onLots() {
        market.define(LOTS, "LOTS", 5, 10, 20, 1_000).on(LOTS).phase(TradingPhase.CONTINUOUS);
        return market.forget();
    }

    @Test
    void shouldRejectAnInstrumentThatIsNotThere() {
        market.on(3).buy(1, 100, "10.00").on(0).buy(2, 100, "10.00").on(-1).buy(3, 100, "10.00");
        market.on(Integer.MAX_VALUE).buy(4, 100, "10.00");
        market.expect(
                "rejected 1 UNKNOWN_INSTRUMENT",
                "rejected 2 UNKNOWN_INSTRUMENT",
                "rejected 3 UNKNOWN_INSTRUMENT",
                "rejected 4 UNKNOWN_INSTRUMENT");
    }

    @ParameterizedTest
    @EnumSource(
            value = OrdType.class,
            names = {"STOP", "STOP_LIMIT"})
    void shouldRejectStopOrders(OrdType type) {
        market.buyBut(order -> order.ordType = type);
        market.expect("rejected 1 UNSUPPORTED");
    }

    @Test
    void shouldRejectWhatThisReleaseDoesNotSupport() {
        market.buyBut(order -> order.timeInForce = TimeInForce.GTD)
                .buyBut(order -> order.flags = 1)
                .buyBut(order -> order.stopPrice = 900)
                .buyBut(order -> order.displayQty = 10)
                .buyBut(order -> order.expireTimeNs = 1);
        market.expect(
                "rejected 1 UNSUPPORTED",
                "rejected 1 UNSUPPORTED",
                "rejected 1 UNSUPPORTED",
                "rejected 1 UNSUPPORTED",
                "rejected 1 UNSUPPORTED");
    }

    @Test
    void shouldRejectQuantitiesThatDoNotFitTheInstrument() {
        onLots().buy(1, 0, "10.00")
                .buy(2, -10, "10.00")
                .buy(3, 25, "10.00")
                .buy(4, 10, "10.00")
                .buy(5, 1_010, "10.00");
        market.expect(
                "rejected 1 QUANTITY_NOT_POSITIVE",
                "rejected 2 QUANTITY_NOT_POSITIVE",
                "rejected 3 QUANTITY_OFF_LOT",
                "rejected 4 QUANTITY_BELOW_MINIMUM",
                "rejected 5 QUANTITY_ABOVE_MAXIMUM");
        market.buy(6, 20, "10.00").buy(7, 1_000, "10.00");
        market.expect("accepted 6 BUY 20@10.00 DAY", "accepted 7 BUY 1000@10.00 DAY");
    }

    @Test
    void shouldRejectPricesThatDoNotFitTheInstrument() {
        onLots().buy(1, 20, NO_PRICE).buy(2, 20, "0.00").buy(3, 20, "-0.05").buy(4, 20, "10.01");
        market.expect(
                "rejected 1 PRICE_MISSING",
                "rejected 2 PRICE_NOT_POSITIVE",
                "rejected 3 PRICE_NOT_POSITIVE",
                "rejected 4 PRICE_OFF_TICK");
        market.buy(5, 20, "0.05");
        market.expect("accepted 5 BUY 20@0.05 DAY");
    }

    @Test
    void shouldRejectAPriceOnAMarketOrder() {
        market.buyBut(order -> order.ordType = OrdType.MARKET);
        market.expect("rejected 1 PRICE_NOT_ALLOWED");
    }

    @Test
    void shouldRejectTheNameOfALiveOrderOfTheAccount() {
        market.buy(1, 100, "10.00").forget();
        market.sell(1, 50, "11.00").as(2).sell(1, 50, "11.00");
        market.expect("rejected 1 DUPLICATE_CL_ORD_ID", "accepted 1 SELL 50@11.00 DAY");
    }

    @Test
    void shouldRejectTheNameOfALiveOrderOfAnotherInstrument() {
        market.buy(1, 100, "10.00");
        onLots().buy(1, 20, "10.00");
        market.expect("rejected 1 DUPLICATE_CL_ORD_ID");
    }

    @Test
    void shouldLetTheNameOfAnEndedOrderBeUsedAgain() {
        market.buy(1, 100, "10.00").cancel(1).forget();
        market.buy(1, 100, "10.00").sell(2, 100, "10.00").buy(1, 7, "10.00").buy(2, 7, "10.00");
        market.expect(
                "accepted 1 BUY 100@10.00 DAY",
                "accepted 2 SELL 100@10.00 DAY",
                "trade 100@10.00 buy 1 sell 2 by SELL",
                "accepted 1 BUY 7@10.00 DAY",
                "accepted 2 BUY 7@10.00 DAY");
    }

    @Test
    void shouldTakeNamesAtTheEndsOfTheirRange() {
        market.buy(1, 100, "10.00").buy(Long.MAX_VALUE, 100, "10.00").forget();
        market.cancel(Long.MAX_VALUE);
        market.expect("cancelled 9223372036854775807 100 REQUESTED");
    }

    @Test
    void shouldNameTheFirstReasonOfSeveral() {
        onLots().phase(TradingPhase.PRE_OPEN).buy(1, 20, "10.00").forget();
        market.on(9).buyBut(order -> order.flags = 1);
        market.expect("rejected 1 UNKNOWN_INSTRUMENT");
        market.on(LOTS).buyBut(order -> {
            order.flags = 1;
            order.timeInForce = TimeInForce.IOC;
        });
        market.expect("rejected 1 UNSUPPORTED");
        market.buy(1, 0, NO_PRICE, TimeInForce.IOC)
                .buy(1, 0, NO_PRICE)
                .buy(1, 20, NO_PRICE)
                .buy(1, 30, "10.05");
        market.expect(
                "rejected 1 NOT_ALLOWED_IN_PHASE",
                "rejected 1 QUANTITY_NOT_POSITIVE",
                "rejected 1 PRICE_MISSING",
                "rejected 1 DUPLICATE_CL_ORD_ID");
    }

    @Test
    void shouldNameTheDuplicateBeforeTheBound() {
        MarketFixture bounded = MarketFixture.withMaxOpenOrders(1);
        bounded.buy(1, 100, "10.00").forget();
        bounded.buy(1, 100, "10.00").buy(2, 100, "10.00").buy(3, 0, "10.00");
        bounded.expect(
                "rejected 1 DUPLICATE_CL_ORD_ID", "rejected 2 BOUND_REACHED", "rejected 3 QUANTITY_NOT_POSITIVE");
    }

    @Test
    void shouldRefuseChangesOfOrdersThatAreNotLive() {
        market.buy(1, 100, "10.00")
                .cancel(1)
                .sell(2, 10, "9.00")
                .buy(3, 10, "9.00")
                .forget();
        market.cancel(1).reduce(2, 1).resize(3, 5).status(4);
        market.expect(
                "refused CANCEL 1 UNKNOWN_ORDER",
                "refused REDUCE 2 UNKNOWN_ORDER",
                "refused REPLACE 3 UNKNOWN_ORDER",
                "refused STATUS 4 UNKNOWN_ORDER");
    }

    @Test
    void shouldRefuseChangesOfOrdersOfAnotherAccount() {
        market.buy(1, 100, "10.00").forget();
        long orderId = market.exchange().nextOrderId() - 1;
        market.as(2).cancel(1).cancel(market.byOrderId(orderId));
        market.expect("refused CANCEL 1 UNKNOWN_ORDER", "refused CANCEL #" + orderId + " NOT_OWNER");
    }

    @Test
    void shouldRefuseChangesWithAnotherInstrumentThanTheOrders() {
        market.buy(1, 100, "10.00");
        onLots().cancel(1).reduce(1, 10).resize(1, 50).status(1).on(9).cancel(1);
        market.expect(
                "refused CANCEL 1 INSTRUMENT_MISMATCH",
                "refused REDUCE 1 INSTRUMENT_MISMATCH",
                "refused REPLACE 1 INSTRUMENT_MISMATCH",
                "refused STATUS 1 INSTRUMENT_MISMATCH",
                "refused CANCEL 1 UNKNOWN_INSTRUMENT");
    }

    @Test
    void shouldNameTheOwnerBeforeTheInstrument() {
        market.buy(1, 100, "10.00");
        onLots().as(2).cancel(market.byOrderId(1));
        market.expect("refused CANCEL #1 NOT_OWNER");
    }

    @Test
    void shouldNameTheFirstReasonOfSeveralForAReplace() {
        onLots().buy(1, 100, "10.00").buy(2, 100, "10.00").sell(3, 40, "10.00").forget();
        market.replace(1, terms -> {
            terms.clOrdId = 2;
            terms.price = 1_001;
            terms.quantity = 0;
        });
        market.expect("refused REPLACE 1 DUPLICATE_CL_ORD_ID");
        market.replace(1, terms -> {
            terms.price = 1_001;
            terms.quantity = 0;
        });
        market.expect("refused REPLACE 1 PRICE_OFF_TICK");
        market.replace(1, terms -> {
            terms.quantity = 5;
            terms.assumedCumQty = 30;
        });
        market.expect("refused REPLACE 1 QUANTITY_OFF_LOT");
        market.replace(1, terms -> {
            terms.quantity = Long.MAX_VALUE / 10 * 10;
            terms.assumedCumQty = 30;
        });
        market.expect("refused REPLACE 1 STALE_FILLED_QUANTITY");
        market.replace(1, terms -> {
            terms.quantity = Long.MAX_VALUE / 10 * 10;
            terms.assumedCumQty = 40;
        });
        market.expect("refused REPLACE 1 QUANTITY_OVERFLOW");
        market.resize(1, 970);
        market.expect("refused REPLACE 1 QUANTITY_ABOVE_MAXIMUM");
        market.phase(TradingPhase.HALTED).forget();
        market.rename(1, 2);
        market.expect("refused REPLACE 1 NOT_ALLOWED_IN_PHASE");
    }

    @Test
    void shouldCheckTheTotalOfAReplaceAgainstTheLimitsOfTheInstrument() {
        onLots().buy(1, 100, "10.00").sell(2, 40, "10.00").forget();
        market.resizeTotal(1, 1_010).resize(1, 970).resizeTotal(1, 45).resizeTotal(1, -10);
        market.expect(
                "refused REPLACE 1 QUANTITY_ABOVE_MAXIMUM",
                "refused REPLACE 1 QUANTITY_ABOVE_MAXIMUM",
                "refused REPLACE 1 QUANTITY_OFF_LOT",
                "refused REPLACE 1 QUANTITY_NOT_POSITIVE");
        market.resize(1, 960).resizeTotal(1, 1_000);
        market.expect("replaced 1 60@10.00 to 960@10.00, to the back", "replaced 1 960@10.00 to 960@10.00, in place");
        market.buy(3, 20, "9.00").resize(3, 10).resizeTotal(3, 10).forget();
        market.resize(3, 10);
        market.expect("refused REPLACE 3 QUANTITY_BELOW_MINIMUM");
    }

    @Test
    void shouldCheckTheQuantityOfAReduce() {
        onLots().buy(1, 100, "10.00").forget();
        market.reduce(1, 0).reduce(1, -10).reduce(1, 15);
        market.expect(
                "refused REDUCE 1 QUANTITY_NOT_POSITIVE",
                "refused REDUCE 1 QUANTITY_NOT_POSITIVE",
                "refused REDUCE 1 QUANTITY_OFF_LOT");
    }

    @Test
    void shouldRefuseAbsentQuantitiesWhereOneIsNeeded() {
        market.buy(1, 100, "10.00").buy(2, NewOrder.ABSENT, "10.00").reduce(1, NewOrder.ABSENT);
        market.expect(
                "accepted 1 BUY 100@10.00 DAY",
                "rejected 2 QUANTITY_NOT_POSITIVE",
                "refused REDUCE 1 QUANTITY_NOT_POSITIVE");
    }

    @Test
    void shouldRefuseQuantityZeroWithEitherMeaning() {
        market.buy(1, 100, "10.00").forget();
        for (QuantityMeaning meaning : new QuantityMeaning[] {QuantityMeaning.OPEN, QuantityMeaning.TOTAL}) {
            market.replace(1, terms -> {
                terms.quantity = 0;
                terms.quantityMeaning = meaning;
            });
            market.expect("refused REPLACE 1 QUANTITY_NOT_POSITIVE");
        }
    }

    @Test
    void shouldRefuseAnInstrumentThatDoesNotFit() {
        market.define(1, "NEW", 1, 1, 1, 10)
                .define(2, "I1", 1, 1, 1, 10)
                .define(0, "A", 1, 1, 1, 10)
                .define(1_001, "A", 1, 1, 1, 10)
                .define(2, "A", 0, 1, 1, 10)
                .define(2, "A", 1, 0, 1, 10)
                .define(2, "A", 1, 1, 0, 10)
                .define(2, "A", 1, 1, 11, 10)
                .define(2, "A", 1, 10, 15, 100)
                .define(2, "A", 1, 10, 10, 105);
        market.expect(
                "refused define 1 DUPLICATE_ID",
                "refused define 2 DUPLICATE_ID",
                "refused define 0 BOUND_REACHED",
                "refused define 1001 BOUND_REACHED",
                "refused define 2 BAD_VALUE",
                "refused define 2 BAD_VALUE",
                "refused define 2 BAD_VALUE",
                "refused define 2 BAD_VALUE",
                "refused define 2 BAD_VALUE",
                "refused define 2 BAD_VALUE");
        market.define(1_000, "A", 1, 1, 1, 10).on(1_000).buy(1, 5, MARKET);
        market.expect("defined 1000 A", "rejected 1 NOT_ALLOWED_IN_PHASE");
    }

    @Test
    void shouldTellTheStateOfALiveOrder() {
        market.buy(1, 100, "10.00").sell(2, 30, "10.00").forget();
        market.status(1);
        market.expect("status 1 BUY 70@10.00 filled 30");
    }
}
