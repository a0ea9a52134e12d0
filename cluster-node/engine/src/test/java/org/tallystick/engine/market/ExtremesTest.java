package org.tallystick.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tallystick.codecs.types.TimeInForce.FOK;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tallystick.codecs.types.TradingPhase;

/** Matching rules, section 1: the greatest quantities, the widest prices, the longest queues. */
class ExtremesTest {
    private static final long GREATEST = Long.MAX_VALUE;
    private static final long LEAST_PRICE = 1;
    private static final long GREATEST_PRICE = 9_999_999_999L;

    private final MarketFixture market = MarketFixture.market();

    @Test
    void shouldTradeTheGreatestQuantity() {
        market.sell(1, GREATEST, "10.00")
                .sell(2, GREATEST, "10.00")
                .sell(3, GREATEST, "10.00")
                .forget();
        market.buy(4, GREATEST - 1, "10.00").buy(5, 2, "10.00");
        market.expect(
                "accepted 4 BUY 9223372036854775806@10.00 DAY",
                "trade 9223372036854775806@10.00 buy 4 sell 1 by BUY",
                "accepted 5 BUY 2@10.00 DAY",
                "trade 1@10.00 buy 5 sell 1 by BUY",
                "trade 1@10.00 buy 5 sell 2 by BUY");
        market.expectBook("sell 10.00: 9223372036854775806 of 2, 9223372036854775807 of 3");
        market.status(2).expect("status 2 SELL 9223372036854775806@10.00 filled 1");
    }

    @Test
    void shouldFillAFokFromALevelThatHoldsMoreThan64Bits() {
        market.sell(1, GREATEST, "10.00")
                .sell(2, GREATEST, "10.00")
                .sell(3, GREATEST, "10.00")
                .forget();
        market.buy(4, GREATEST, "10.00", FOK);
        market.expect(
                "accepted 4 BUY 9223372036854775807@10.00 FOK", "trade 9223372036854775807@10.00 buy 4 sell 1 by BUY");
    }

    @Test
    void shouldFillAFokFromALevelWhoseQuantityIsBetween63And64Bits() {
        market.sell(1, GREATEST - 1, "10.00").sell(2, 5, "10.00").forget();
        market.buy(3, GREATEST, "10.00", FOK);
        market.expect(
                "accepted 3 BUY 9223372036854775807@10.00 FOK",
                "trade 9223372036854775806@10.00 buy 3 sell 1 by BUY",
                "trade 1@10.00 buy 3 sell 2 by BUY");
    }

    @Test
    void shouldFillTheGreatestFokOverTwoLevels() {
        market.sell(1, GREATEST - 1, "10.00").sell(2, GREATEST, "10.01").forget();
        market.buy(3, GREATEST, "10.00", FOK).buy(4, GREATEST, "10.01", FOK);
        market.expect(
                "accepted 3 BUY 9223372036854775807@10.00 FOK",
                "cancelled 3 9223372036854775807 FOK_NOT_FILLABLE",
                "accepted 4 BUY 9223372036854775807@10.01 FOK",
                "trade 9223372036854775806@10.00 buy 4 sell 1 by BUY",
                "trade 1@10.01 buy 4 sell 2 by BUY");
    }

    @Test
    void shouldCountTheBoundOfFillsInALevelThatHoldsMoreThan64Bits() {
        MarketFixture bounded = MarketFixture.withMaxFills(1);
        bounded.sell(1, 1, "10.00")
                .sell(2, GREATEST, "10.00")
                .sell(3, GREATEST, "10.00")
                .sell(4, 9, "10.00")
                .forget();
        bounded.buy(5, 2, "10.00", FOK).buy(6, 1, "10.00", FOK);
        bounded.expect(
                "accepted 5 BUY 2@10.00 FOK",
                "cancelled 5 2 FILL_LIMIT",
                "accepted 6 BUY 1@10.00 FOK",
                "trade 1@10.00 buy 6 sell 1 by BUY");
    }

    @Test
    void shouldHoldTheLeastAndTheGreatestPriceInOneBook() {
        market.buy(1, 10, "0.01")
                .sell(2, 10, "99999999.99")
                .buy(3, 10, "0.02")
                .sell(4, 10, "99999999.98")
                .forget();
        market.expectBook(
                "buy 0.02: 10 of 3", "buy 0.01: 10 of 1", "sell 99999999.98: 10 of 4", "sell 99999999.99: 10 of 2");
        market.buy(5, 15, "99999999.99").sell(6, 15, "0.01");
        market.expect(
                "accepted 5 BUY 15@99999999.99 DAY",
                "trade 10@99999999.98 buy 5 sell 4 by BUY",
                "trade 5@99999999.99 buy 5 sell 2 by BUY",
                "accepted 6 SELL 15@0.01 DAY",
                "trade 10@0.02 buy 3 sell 6 by SELL",
                "trade 5@0.01 buy 1 sell 6 by SELL");
        market.expectBook("buy 0.01: 5 of 1", "sell 99999999.99: 5 of 2");
    }

    @Test
    void shouldHoldTheGreatestNumberAsAPrice() {
        market.buyBut(order -> order.price = Long.MAX_VALUE - 1).cancel(1).forget();
        market.phase(TradingPhase.PRE_OPEN)
                .buyBut(order -> order.price = Long.MAX_VALUE)
                .sell(2, 10, "0.01")
                .forget();
        market.uncross("92233720368547758.07");
        market.expect(
                "trade 10@92233720368547758.07 buy 1 sell 2 by NONE",
                "uncrossed 92233720368547758.07 volume 10 trades 1");
    }

    @Test
    void shouldWalkAWildBookInTheOrderOfItsPrices() {
        Seeded.run(5, random -> {
            MarketFixture wild = MarketFixture.market().unchecked();
            TreeMap<Long, Long> prices = new TreeMap<>();
            for (long id = 1; id <= 20_000; id++) {
                long price = Seeded.between(random, LEAST_PRICE, GREATEST_PRICE >> random.nextInt(34));
                wild.sell(id, 1, RecordedEvents.price(price));
                prices.merge(price, 1L, Long::sum);
                if (random.nextInt(3) == 0) {
                    long cancelled = Seeded.between(random, 1, id);
                    wild.forget().status(cancelled);
                    String[] status = wild.takeEvents().get(0).split("[ @]");
                    if (status[0].equals("status")) {
                        wild.cancel(cancelled);
                        prices.computeIfPresent(
                                MarketFixture.price(status[4]), (key, count) -> count == 1 ? null : count - 1);
                    }
                }
            }
            wild.check();
            wild.forget().buy(900_000, 20_000, "99999999.99");
            long trades = 0;
            for (String line : wild.takeEvents().subList(1, 1 + total(prices))) {
                String price = RecordedEvents.price(prices.firstKey());
                assertEquals("trade 1@" + price, line.substring(0, line.indexOf(" buy")));
                prices.computeIfPresent(prices.firstKey(), (key, count) -> count == 1 ? null : count - 1);
                trades++;
            }
            assertEquals(0, prices.size());
            assertEquals(20_000 - trades, total(wild));
            wild.check();
        });
    }

    private static int total(TreeMap<Long, Long> prices) {
        return (int) prices.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Open quantity of the buyer that rests with what it did not get. */
    private static long total(MarketFixture wild) {
        wild.status(900_000);
        return Long.parseLong(wild.takeEvents().get(0).split("[ @]")[3]);
    }

    @Test
    void shouldHoldFiftyThousandOrdersAtOnePrice() {
        int count = 50_000;
        market.unchecked();
        for (int id = 1; id <= count; id++) {
            market.sell(id, 2, "10.00");
        }
        market.check();
        for (int id = 1; id <= count; id += 2) {
            market.cancel(id);
        }
        market.check();
        market.forget().buy(100_000, count + 1, "10.00", FOK);
        market.expect("accepted 100000 BUY 50001@10.00 FOK", "cancelled 100000 50001 FOK_NOT_FILLABLE");
        market.buy(100_000, count, "10.00", FOK);
        List<String> events = market.takeEvents();
        assertEquals(1 + count / 2, events.size());
        assertEquals("trade 2@10.00 buy 100000 sell 2 by BUY", events.get(1));
        assertEquals("trade 2@10.00 buy 100000 sell 50000 by BUY", events.get(count / 2));
        market.expectBook().check();
    }

    @Test
    void shouldExpireAndMassCancelLongQueues() {
        market.unchecked();
        for (int id = 1; id <= 60_000; id++) {
            market.as(1 + id % 2).buy(id, 1, "10.00");
        }
        market.as(1).forget().massCancel(77);
        assertEquals(30_001, market.takeEvents().size());
        market.check();
        market.phase(TradingPhase.CLOSED);
        assertEquals(30_001, market.takeEvents().size());
        market.expectBook().check();
    }
}
