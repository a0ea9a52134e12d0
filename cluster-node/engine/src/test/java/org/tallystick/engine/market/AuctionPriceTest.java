package org.tallystick.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tallystick.codecs.types.TradingPhase;

/** Random books: price, volume, surplus and allocation of an auction against the rule written out plainly. */
class AuctionPriceTest {
    private record Resting(long clOrdId, long price, long quantity) {}

    /** What an auction at a price would trade and leave. */
    private record Candidate(long price, BigInteger buys, BigInteger sells) {
        BigInteger volume() {
            return buys.min(sells);
        }

        BigInteger surplus() {
            return buys.subtract(sells);
        }
    }

    private final MarketFixture market = MarketFixture.market().unchecked();
    private final List<Resting> buys = new ArrayList<>();
    private final List<Resting> sells = new ArrayList<>();

    @Test
    void shouldAgreeWithTheRuleInSmallBooks() {
        Seeded.run(4_000, random -> new AuctionPriceTest().compare(random, 1 + random.nextInt(8), 6, 4));
    }

    @Test
    void shouldAgreeWithTheRuleInLargeBooks() {
        Seeded.run(300, random -> new AuctionPriceTest().compare(random, 200, 60, 100));
    }

    @Test
    void shouldAgreeWithTheRuleAtTheGreatestQuantities() {
        Seeded.run(1_000, random -> new AuctionPriceTest().compare(random, 10, 5, Long.MAX_VALUE));
    }

    private void compare(Random random, int orders, int prices, long quantities) {
        long last = random.nextBoolean() ? Instrument.NO_PRICE : giveLastPrice(1_000 + random.nextInt(prices));
        market.phase(TradingPhase.PRE_OPEN);
        for (int id = 1; id <= orders; id++) {
            long price = 1_000 + random.nextInt(prices);
            long quantity = Seeded.between(random, Math.max(1, quantities - 3), quantities);
            if (quantities < 1_000) {
                quantity = Seeded.between(random, 1, quantities);
            }
            boolean buy = random.nextBoolean();
            (buy ? buys : sells).add(new Resting(id, price, quantity));
            if (buy) {
                market.buy(id, quantity, RecordedEvents.price(price));
            } else {
                market.sell(id, quantity, RecordedEvents.price(price));
            }
        }
        market.forget().indicative();
        Candidate expected = choose(last);
        market.expect(
                expected == null
                        ? "indicative none volume 0 surplus 0"
                        : "indicative " + RecordedEvents.price(expected.price) + " volume "
                                + saturated(expected.volume()) + " surplus " + saturated(expected.surplus()));
        if (expected != null) {
            market.uncross();
            market.check();
            assertEquals(allocation(expected), market.takeEvents());
        }
    }

    private long giveLastPrice(long price) {
        market.sell(901, 1, RecordedEvents.price(price)).buy(902, 1, RecordedEvents.price(price));
        return price;
    }

    private Candidate choose(long last) {
        TreeSet<Long> prices = Stream.concat(buys.stream(), sells.stream())
                .map(Resting::price)
                .collect(Collectors.toCollection(TreeSet::new));
        List<Candidate> left = prices.stream()
                .map(this::at)
                .filter(candidate -> candidate.volume().signum() > 0)
                .collect(Collectors.toList());
        if (left.isEmpty()) {
            return null;
        }
        BigInteger volume = left.stream()
                .map(Candidate::volume)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        left.removeIf(candidate -> !candidate.volume().equals(volume));
        BigInteger surplus = left.stream()
                .map(candidate -> candidate.surplus().abs())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        left.removeIf(candidate -> !candidate.surplus().abs().equals(surplus));
        Candidate lowest = left.get(0);
        Candidate highest = left.get(left.size() - 1);
        if (left.stream().allMatch(candidate -> candidate.surplus().signum() > 0)) {
            return highest;
        }
        if (left.stream().allMatch(candidate -> candidate.surplus().signum() < 0)) {
            return lowest;
        }
        long reference = last == Instrument.NO_PRICE ? Math.floorDiv(lowest.price + highest.price, 2) : last;
        return left.stream()
                .min(Comparator.<Candidate>comparingLong(candidate -> Math.abs(candidate.price - reference))
                        .thenComparing(
                                Comparator.comparingLong(Candidate::price).reversed()))
                .orElseThrow();
    }

    private Candidate at(long price) {
        return new Candidate(
                price,
                sum(buys.stream().filter(order -> order.price >= price)),
                sum(sells.stream().filter(order -> order.price <= price)));
    }

    private static BigInteger sum(Stream<Resting> orders) {
        return orders.map(order -> BigInteger.valueOf(order.quantity)).reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static long saturated(BigInteger value) {
        BigInteger greatest = BigInteger.valueOf(Long.MAX_VALUE);
        return value.min(greatest).max(greatest.negate()).longValueExact();
    }

    private List<String> allocation(Candidate auction) {
        List<String> lines = new ArrayList<>();
        buys.sort(Comparator.comparingLong(Resting::price).reversed().thenComparingLong(Resting::clOrdId));
        sells.sort(Comparator.comparingLong(Resting::price).thenComparingLong(Resting::clOrdId));
        int buy = 0;
        int sell = 0;
        long openBuy = buys.get(0).quantity;
        long openSell = sells.get(0).quantity;
        while (true) {
            long quantity = Math.min(openBuy, openSell);
            lines.add("trade " + quantity + "@" + RecordedEvents.price(auction.price) + " buy " + buys.get(buy).clOrdId
                    + " sell " + sells.get(sell).clOrdId + " by NONE");
            openBuy -= quantity;
            openSell -= quantity;
            if (openBuy == 0 && ++buy < buys.size()) {
                openBuy = buys.get(buy).quantity;
            }
            if (openSell == 0 && ++sell < sells.size()) {
                openSell = sells.get(sell).quantity;
            }
            if (buy == buys.size()
                    || sell == sells.size()
                    || buys.get(buy).price < auction.price
                    || sells.get(sell).price > auction.price) {
                break;
            }
        }
        lines.add("uncrossed " + RecordedEvents.price(auction.price) + " volume " + saturated(auction.volume())
                + " trades " + lines.size());
        return lines;
    }
}
