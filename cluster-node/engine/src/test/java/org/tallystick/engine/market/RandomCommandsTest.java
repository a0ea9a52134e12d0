package org.tallystick.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.TradingPhase;

/** Random commands of every kind: the market stays consistent, conserves quantities, and repeats itself. */
class RandomCommandsTest {
    private static final int LENGTH = 2_000;
    private static final long PLENTY = 1 << 20;

    private record Bounds(ClockMode clockMode, long maxOpenOrders, long maxFills, long maxWork) {
        Exchange exchange(Orders orders, long indexSeed, MarketEvents events) {
            Exchange exchange = new Exchange(orders, indexSeed, events);
            exchange.begin(0, clockMode, 10, maxOpenOrders, maxFills, maxWork);
            return exchange;
        }
    }

    @Test
    void shouldStayConsistentAfterEveryCommand() {
        Seeded.run(150, random -> {
            Bounds bounds = new Bounds(
                    random.nextBoolean() ? ClockMode.LOG : ClockMode.FLOW,
                    random.nextBoolean() ? PLENTY : 30,
                    random.nextBoolean() ? PLENTY : 2,
                    random.nextInt(1, 5));
            List<MarketCommand> commands = MarketCommand.sequence(random, LENGTH, random.nextInt(3) == 0);
            Shrinking.run(commands, part -> audit(bounds, part));
        });
    }

    private static void audit(Bounds bounds, List<MarketCommand> commands) {
        Orders orders = new Orders();
        MarketAudit audit = new MarketAudit(orders, bounds.maxFills);
        Exchange exchange = bounds.exchange(orders, 1, audit);
        audit.begin(exchange);
        MarketCommand.open(exchange);
        MarketInvariants invariants = new MarketInvariants(exchange);
        for (int i = 0; i < commands.size(); i++) {
            List<String> before = i % 8 == 0 ? MarketDump.of(exchange) : null;
            audit.beforeCommand();
            RejectReason reason = commands.get(i).sendTo(exchange, i);
            audit.afterCommand();
            invariants.check();
            if (before != null && reason != RejectReason.NONE) {
                assertEquals(before, MarketDump.of(exchange), "a refused request changes nothing");
            }
        }
    }

    /** The random commands are worth their time only while they reach everything. */
    @Test
    void shouldReachEveryKindOfEventAndRefusal() {
        Set<String> seen = new HashSet<>();
        for (int seed = 1; seed <= 60; seed++) {
            Bounds bounds = new Bounds(ClockMode.LOG, seed % 2 == 0 ? 30 : PLENTY, 2, 2);
            List<MarketCommand> commands = MarketCommand.sequence(new Random(seed), LENGTH, seed % 4 < 2);
            for (String line : run(bounds, 1, commands)) {
                seen.add(line.replaceAll("\\d", ""));
            }
        }
        Set<String> expected = Set.of(
                "REQUESTED",
                "MASS_CANCEL",
                "IOC_REMAINDER",
                "FOK_NOT_FILLABLE",
                "MARKET_REMAINDER",
                "FILL_LIMIT",
                "REDUCED_TO_ZERO",
                "REPLACED_BELOW_FILLED",
                "UNKNOWN_ORDER",
                "NOT_OWNER",
                "INSTRUMENT_MISMATCH",
                "DUPLICATE_CL_ORD_ID",
                "BOUND_REACHED",
                "WORK_PENDING",
                "PRICE_NOT_POSITIVE",
                "PRICE_OFF_TICK",
                "QUANTITY_NOT_POSITIVE",
                "QUANTITY_OFF_LOT",
                "QUANTITY_OVERFLOW",
                "STALE_FILLED_QUANTITY",
                "NOT_ALLOWED_IN_PHASE",
                "BOOK_CROSSED",
                "in place",
                "to the back",
                "now",
                "reduced",
                "expired",
                "status",
                "by NONE",
                "uncrossed",
                "indicative",
                "published",
                "done");
        List<String> missing = expected.stream()
                .filter(what -> seen.stream().noneMatch(line -> line.contains(what)))
                .collect(Collectors.toList());
        assertEquals(List.of(), missing);
    }

    @Test
    void shouldGiveTheSameEventsWhateverTheSeedOfTheIndexes() {
        Seeded.run(20, random -> {
            Bounds bounds = new Bounds(ClockMode.LOG, PLENTY, PLENTY, 3);
            List<MarketCommand> commands = MarketCommand.sequence(random, LENGTH, false);
            assertEquals(run(bounds, 1, commands), run(bounds, random.nextLong(), commands));
        });
    }

    @Test
    void shouldGiveTheSameEventsWithEitherClockWhereNoWorkIsLong() {
        Seeded.run(20, random -> {
            List<MarketCommand> commands = MarketCommand.sequence(random, LENGTH, false);
            assertEquals(
                    run(new Bounds(ClockMode.LOG, PLENTY, PLENTY, PLENTY), 1, commands),
                    run(new Bounds(ClockMode.FLOW, PLENTY, PLENTY, PLENTY), 1, commands));
        });
    }

    /** What happens to buyers at high prices happens to sellers at low ones; but ties of an auction go up, not down. */
    @Test
    void shouldMirrorTheMarketWhereSidesAndPricesAreMirrored() {
        Set<MarketCommand.Kind> oneSided =
                EnumSet.of(MarketCommand.Kind.UNCROSS, MarketCommand.Kind.INDICATIVE, MarketCommand.Kind.TIMER);
        Seeded.run(60, random -> {
            Bounds bounds = new Bounds(ClockMode.FLOW, PLENTY, random.nextBoolean() ? PLENTY : 3, PLENTY);
            List<MarketCommand> commands = MarketCommand.sequence(random, LENGTH, random.nextInt(3) == 0).stream()
                    .filter(command -> !oneSided.contains(command.kind()) && command.phase() != TradingPhase.CLOSED)
                    .collect(Collectors.toList());
            Shrinking.run(commands, part -> {
                List<String> mirrored = run(bounds, 1, mapped(part, MarketCommand::mirrored));
                assertEquals(
                        mapped(run(bounds, 1, part), RandomCommandsTest::outcome),
                        mapped(mapped(mirrored, RandomCommandsTest::mirrored), RandomCommandsTest::outcome));
                assertTrue(mirrored.size() >= part.size() / 2);
            });
        });
    }

    private static <T> List<T> mapped(List<T> list, UnaryOperator<T> each) {
        return list.stream().map(each).collect(Collectors.toList());
    }

    private static final Pattern PRICE = Pattern.compile("(?<=@)\\d+\\.\\d\\d");
    private static final Pattern TRADE = Pattern.compile("buy (\\d+) sell (\\d+)");

    /** Prices stay away: each instrument has another mirror. */
    private static String outcome(String line) {
        return PRICE.matcher(line).replaceAll("").replaceAll("uncrossed \\S+", "uncrossed");
    }

    private static String mirrored(String line) {
        Matcher trade = TRADE.matcher(line);
        String swapped = trade.find() ? trade.replaceAll("buy $2 sell $1") : line;
        return swapped.replace("BUY", "?").replace("SELL", "BUY").replace("?", "SELL");
    }

    private static List<String> run(Bounds bounds, long indexSeed, List<MarketCommand> commands) {
        Orders orders = new Orders();
        RecordedEvents events = new RecordedEvents(orders);
        Exchange exchange = bounds.exchange(orders, indexSeed, events);
        MarketCommand.open(exchange);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            RejectReason reason = commands.get(i).sendTo(exchange, i);
            lines.addAll(events.take());
            if (reason != RejectReason.NONE) {
                lines.add("refused " + reason);
            }
        }
        return lines;
    }
}
