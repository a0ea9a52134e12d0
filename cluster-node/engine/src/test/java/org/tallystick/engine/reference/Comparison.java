package org.tallystick.engine.reference;

import java.util.ArrayList;
import java.util.List;
import org.tallystick.codecs.types.RejectReason;

/** Asks the reference and another market the same, and holds every event and the states against each other. */
final class Comparison {
    /** What differs, and who says so. */
    record Difference(Check check, int request, String what) {
        @Override
        public String toString() {
            return "by " + check + ", request " + request + ": " + what;
        }
    }

    /** Who finds a difference. */
    enum Check {
        EVENTS,
        STATE,
        SNAPSHOT,
        INVARIANTS,
        EXCEPTION
    }

    /** Makes the market that is held against the reference. */
    @FunctionalInterface
    interface Maker {
        MarketUnderTest make(Flow flow);
    }

    private static final int VIEW_INTERVAL = 25;

    private final Maker maker;

    Comparison(Maker maker) {
        this.maker = maker;
    }

    static ReferenceExchange reference(Flow flow) {
        return new ReferenceExchange(
                flow.terms(),
                flow.wholeEngine()
                        ? new VenueAccess(flow.terms().accounts())
                        : (session, account) -> RejectReason.NONE);
    }

    /** The first difference, or null; what happens is counted. */
    Difference run(Flow flow, Outcomes outcomes) {
        ReferenceExchange reference = reference(flow);
        int at = 0;
        try {
            MarketUnderTest tested = maker.make(flow);
            EventAudit audit = new EventAudit(flow.terms());
            for (Request request : flow.requests()) {
                List<Event> expected = reference.ask(request);
                outcomes.note(request, expected, reference);
                List<Event> actual = tested.ask(request);
                if (!tested.tellsAnswers()) {
                    expected = ofTheStream(expected);
                }
                if (!expected.equals(actual)) {
                    return new Difference(Check.EVENTS, at, difference(request, expected, actual));
                }
                audit.note(actual);
                boolean last = at == flow.requests().size() - 1;
                tested.checkInvariants();
                if (at % VIEW_INTERVAL == 0 || last) {
                    List<MarketView> expectedView = reference.view();
                    List<MarketView> view = tested.view();
                    audit.check(view);
                    if (!expectedView.equals(view)) {
                        return new Difference(Check.STATE, at, difference(request, expectedView, view));
                    }
                }
                at++;
            }
            return null;
        } catch (EngineUnderTest.SnapshotDifference failure) {
            return new Difference(Check.SNAPSHOT, at, failure.getMessage());
        } catch (AssertionError failure) {
            return new Difference(Check.INVARIANTS, at, failure.getMessage());
        } catch (RuntimeException failure) {
            return new Difference(Check.EXCEPTION, at, failure + " at " + failure.getStackTrace()[0]);
        }
    }

    private static List<Event> ofTheStream(List<Event> events) {
        List<Event> stream = new ArrayList<>(events);
        stream.removeIf(event -> event instanceof Event.Status || event instanceof Event.Indicative);
        return stream;
    }

    private static String difference(Request request, List<?> expected, List<?> actual) {
        StringBuilder text = new StringBuilder(request.toString());
        for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
            Object one = i < expected.size() ? expected.get(i) : "nothing";
            Object other = i < actual.size() ? actual.get(i) : "nothing";
            if (!one.equals(other)) {
                text.append("\n  expected ").append(one).append("\n  but was  ").append(other);
            }
        }
        return text.toString();
    }
}
