package org.tallystick.engine.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.tallystick.codecs.types.TradingPhase;

/** What must happen follows from what happened in another market, without any other word about the rules. */
class MetamorphicTest {
    private static final int FLOWS = 60;
    private static final int REQUESTS = 500;
    private static final long PLENTY = 1_000_000;

    private static List<Event> ask(ExchangeUnderTest market, List<Request> requests) {
        List<Event> events = new ArrayList<>();
        requests.forEach(request -> events.addAll(market.ask(request)));
        return events;
    }

    private static ExchangeUnderTest market(MarketTerms terms) {
        return new ExchangeUnderTest(terms, 1);
    }

    /** Fails with the shortest part of a flow that shows it. */
    private static void forEachFlow(UnaryOperator<Flow> prepare, Consumer<Flow> trial) {
        for (int seed = 1; seed <= FLOWS; seed++) {
            Flow flow = prepare.apply(FlowMaker.make(seed, REQUESTS, false));
            if (fails(flow, trial)) {
                Flow least = Shrinker.shrink(flow, part -> fails(part, trial));
                System.out.println("seed " + seed + ", after\n" + least.readable());
                trial.accept(least);
            }
        }
    }

    private static boolean fails(Flow flow, Consumer<Flow> trial) {
        try {
            trial.accept(flow);
            return false;
        } catch (AssertionError | RuntimeException failure) {
            return true;
        }
    }

    /** Buyers at high prices fare as sellers at low ones do: but in ties of an auction, and as the day ends. */
    @Test
    void shouldHappenLikewiseInAMirror() {
        forEachFlow(MetamorphicTest::symmetric, flow -> {
            Mirror mirror = new Mirror(flow.terms());
            List<Request> mirrored =
                    flow.requests().stream().map(mirror::request).toList();
            assertEquals(
                    ask(market(flow.terms()), flow.requests()), mirror.events(ask(market(flow.terms()), mirrored)));
        });
    }

    private static Flow symmetric(Flow flow) {
        Mirror mirror = new Mirror(flow.terms());
        List<Request> requests = new ArrayList<>(flow.requests());
        requests.removeIf(request -> request instanceof Request.Timer
                || request instanceof Request.AskIndicative
                || request instanceof Request.Uncross uncross
                        && (uncross.price() == null || !mirror.reaches(uncross.instrumentId(), uncross.price()))
                || request instanceof Request.ChangePhase change && change.phase() == TradingPhase.CLOSED
                || request instanceof Request.New order && !mirror.reaches(order.instrumentId(), order.price())
                || request instanceof Request.Change change && !mirror.reaches(change.instrumentId(), change.price()));
        return flow.with(requests);
    }

    /** What is refused leaves no trace: the market without it is the same. */
    @Test
    void shouldNotBeChangedByWhatIsRefused() {
        int[] refused = {0};
        forEachFlow(flow -> flow, flow -> {
            ExchangeUnderTest market = market(flow.terms());
            List<Request> applied = new ArrayList<>();
            List<Event> happened = new ArrayList<>();
            for (Request request : flow.requests()) {
                List<Event> events = market.ask(request);
                if (isRefusal(events)) {
                    refused[0]++;
                } else {
                    applied.add(request);
                    happened.addAll(events);
                }
            }
            ExchangeUnderTest other = market(flow.terms());
            assertEquals(happened, ask(other, applied));
            assertEquals(market.view(), other.view());
        });
        assertTrue(refused[0] > FLOWS * REQUESTS / 10, refused[0] + " refused");
    }

    private static boolean isRefusal(List<Event> events) {
        return events.size() == 1
                && (events.get(0) instanceof Event.Rejected
                        || events.get(0) instanceof Event.ChangeRejected
                        || events.get(0) instanceof Event.MassCancelRejected
                        || events.get(0) instanceof Event.Refused);
    }

    /** Instruments that share a market fare as each does in a market of its own. */
    @Test
    void shouldHappenInEachInstrumentAsIfItWereAlone() {
        for (int seed = 1; seed <= FLOWS; seed++) {
            Dice dice = new Dice(seed);
            List<Flow> alone = new ArrayList<>();
            for (int id = 1; id <= 3; id++) {
                alone.add(ofOneInstrument(FlowMaker.make(1000L * seed + id, REQUESTS, false), id));
            }
            List<MarketTerms.Listing> listings = new ArrayList<>();
            alone.forEach(flow -> listings.addAll(flow.terms().listings()));
            ExchangeUnderTest together = market(terms(listings));
            List<List<Event>> events = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            int[] next = new int[alone.size()];
            while (true) {
                int which = dice.between(0, alone.size() - 1);
                if (next[which] == alone.get(which).requests().size()) {
                    break;
                }
                Request request = alone.get(which).requests().get(next[which]++);
                events.get(which).addAll(together.ask(request));
            }
            for (int i = 0; i < alone.size(); i++) {
                List<Request> asked = alone.get(i).requests().subList(0, next[i]);
                assertEquals(
                        withOwnIds(ask(market(alone.get(i).terms()), asked)),
                        withOwnIds(events.get(i)),
                        "seed " + seed + ", instrument " + (i + 1));
            }
        }
    }

    private static MarketTerms terms(List<MarketTerms.Listing> listings) {
        return new MarketTerms(listings, 100, 0, true, PLENTY, PLENTY, PLENTY, PLENTY);
    }

    /** A flow's first instrument with another id, for accounts that nobody else has, named by name only. */
    private static Flow ofOneInstrument(Flow flow, int id) {
        MarketTerms.Listing first = flow.terms().listings().get(0);
        MarketTerms.Listing listing =
                new MarketTerms.Listing(id, first.tick(), first.lot(), first.minQty(), first.maxQty());
        List<Request> requests = new ArrayList<>();
        for (Request request : flow.requests()) {
            if (request instanceof Request.New order && order.instrumentId() == first.id()) {
                requests.add(new Request.New(
                        order.sessionId(),
                        10 * id + order.accountId(),
                        id,
                        order.clOrdId(),
                        order.side(),
                        order.ordType(),
                        order.timeInForce(),
                        order.price(),
                        order.quantity(),
                        null,
                        null,
                        null,
                        0));
            } else if (request instanceof Request.Change change
                    && change.instrumentId() == first.id()
                    && change.origClOrdId() != null) {
                requests.add(new Request.Change(
                        change.kind(),
                        change.sessionId(),
                        10 * id + change.accountId(),
                        id,
                        change.origClOrdId(),
                        null,
                        change.clOrdId(),
                        change.price(),
                        change.quantity(),
                        change.assumedCumQty(),
                        change.quantityMeaning()));
            } else if (request instanceof Request.MassCancel massCancel) {
                requests.add(new Request.MassCancel(
                        massCancel.sessionId(),
                        10 * id + massCancel.accountId(),
                        massCancel.massCancelId(),
                        null,
                        massCancel.side()));
            } else if (request instanceof Request.ChangePhase change && change.instrumentId() == first.id()) {
                requests.add(new Request.ChangePhase(id, change.phase()));
            } else if (request instanceof Request.Uncross uncross && uncross.instrumentId() == first.id()) {
                requests.add(new Request.Uncross(id, uncross.price()));
            }
        }
        return new Flow(terms(List.of(listing)), false, requests);
    }

    /** The events with ids in the order in which they come up: those of the exchange count all instruments. */
    private static List<String> withOwnIds(List<Event> events) {
        Map<String, Integer> ids = new HashMap<>();
        Pattern id = Pattern.compile("(orderId|tradeId)=\\d+");
        List<String> lines = new ArrayList<>();
        for (Event event : events) {
            lines.add(id.matcher(event.toString())
                    .replaceAll(
                            found -> found.group(1) + "=#" + ids.computeIfAbsent(found.group(), any -> ids.size())));
        }
        return lines;
    }
}
