package org.tallystick.engine.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tallystick.codecs.types.CancelReason;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.TradingPhase;

/** Counts what came of random requests, so that a generator that never reaches something is seen. */
final class Outcomes {
    private static final List<RejectReason> ORDER_REJECTS = List.of(
            RejectReason.NOT_AUTHORIZED,
            RejectReason.UNKNOWN_ACCOUNT,
            RejectReason.NOT_OWNER,
            RejectReason.UNKNOWN_INSTRUMENT,
            RejectReason.UNSUPPORTED,
            RejectReason.NOT_ALLOWED_IN_PHASE,
            RejectReason.QUANTITY_NOT_POSITIVE,
            RejectReason.QUANTITY_OFF_LOT,
            RejectReason.QUANTITY_BELOW_MINIMUM,
            RejectReason.QUANTITY_ABOVE_MAXIMUM,
            RejectReason.PRICE_MISSING,
            RejectReason.PRICE_NOT_POSITIVE,
            RejectReason.PRICE_OFF_TICK,
            RejectReason.PRICE_NOT_ALLOWED,
            RejectReason.DUPLICATE_CL_ORD_ID,
            RejectReason.BOUND_REACHED);
    private static final List<RejectReason> CHANGE_REJECTS = List.of(
            RejectReason.NOT_AUTHORIZED,
            RejectReason.UNKNOWN_ACCOUNT,
            RejectReason.NOT_OWNER,
            RejectReason.MISSING_FIELD,
            RejectReason.UNKNOWN_INSTRUMENT,
            RejectReason.UNKNOWN_ORDER,
            RejectReason.INSTRUMENT_MISMATCH,
            RejectReason.NOT_ALLOWED_IN_PHASE,
            RejectReason.DUPLICATE_CL_ORD_ID,
            RejectReason.BOUND_REACHED,
            RejectReason.PRICE_NOT_POSITIVE,
            RejectReason.PRICE_OFF_TICK,
            RejectReason.QUANTITY_NOT_POSITIVE,
            RejectReason.QUANTITY_OFF_LOT,
            RejectReason.STALE_FILLED_QUANTITY,
            RejectReason.QUANTITY_OVERFLOW,
            RejectReason.QUANTITY_BELOW_MINIMUM,
            RejectReason.QUANTITY_ABOVE_MAXIMUM);
    private static final List<RejectReason> MASS_CANCEL_REJECTS = List.of(
            RejectReason.NOT_AUTHORIZED,
            RejectReason.UNKNOWN_ACCOUNT,
            RejectReason.NOT_OWNER,
            RejectReason.UNKNOWN_INSTRUMENT,
            RejectReason.WORK_PENDING);
    private static final List<RejectReason> REFUSALS = List.of(
            RejectReason.UNKNOWN_INSTRUMENT,
            RejectReason.WORK_PENDING,
            RejectReason.BOOK_CROSSED,
            RejectReason.PRICE_NOT_POSITIVE,
            RejectReason.PRICE_OFF_TICK);
    private static final String[] TRADES = {"1", "2 to 3", "4 to 9", "10 or more"};

    private final Map<String, Long> counts = new TreeMap<>();
    private long requests;

    /** Outcomes that every fair number of flows must have. */
    static List<String> expected() {
        List<String> expected = new ArrayList<>(List.of(
                "accepted",
                "expired",
                "indicative asked",
                "indicative published",
                "indicative published: nothing would trade",
                "mass cancelled at once",
                "mass cancelled later",
                "reduced",
                "replaced, nothing changed",
                "replaced, priority kept",
                "replaced, priority lost",
                "replaced, with another name",
                "status",
                "order rejected: too many in a call phase",
                "uncross leaves the book crossed",
                "uncross while day orders expire"));
        ORDER_REJECTS.forEach(reason -> expected.add("order rejected: " + reason));
        CHANGE_REJECTS.forEach(reason -> expected.add("change rejected: " + reason));
        MASS_CANCEL_REJECTS.forEach(reason -> expected.add("mass cancel rejected: " + reason));
        REFUSALS.forEach(reason -> expected.add("operator refused: " + reason));
        for (CancelReason reason : CancelReason.values()) {
            if (reason != CancelReason.NULL_VAL) {
                expected.add("cancelled: " + reason);
            }
        }
        for (ReferenceAuction.Rule rule : ReferenceAuction.Rule.values()) {
            expected.add("uncross by " + rule);
        }
        for (TradingPhase phase : TradingPhase.values()) {
            if (phase != TradingPhase.NULL_VAL) {
                expected.add("phase " + phase);
            }
        }
        for (String trades : TRADES) {
            expected.add("trades of a command: " + trades);
        }
        return expected;
    }

    /** Notes what came of one request. */
    void note(Request request, List<Event> events, ReferenceExchange reference) {
        requests++;
        int trades = 0;
        for (Event event : events) {
            if (event instanceof Event.Trade) {
                trades++;
            } else {
                count(name(request, event));
            }
            if (event instanceof Event.Rejected rejected
                    && rejected.reason() == RejectReason.BOUND_REACHED
                    && !reference.isFull()) {
                count("order rejected: too many in a call phase");
            }
            if (event instanceof Event.Replaced replaced
                    && replaced.previousClOrdId() != replaced.order().clOrdId()) {
                count("replaced, with another name");
            }
        }
        if (trades > 0) {
            count("trades of a command: " + TRADES[trades == 1 ? 0 : trades < 4 ? 1 : trades < 10 ? 2 : 3]);
        }
        if (request instanceof Request.Uncross uncross && reference.auctionRule() != null) {
            count("uncross by " + reference.auctionRule());
            if (reference.isCrossed(uncross.instrumentId())) {
                count("uncross leaves the book crossed");
            }
            if (reference.isExpiring(uncross.instrumentId()) && trades > 0) {
                count("uncross while day orders expire");
            }
        }
    }

    private static String name(Request request, Event event) {
        if (event instanceof Event.Accepted) {
            return "accepted";
        } else if (event instanceof Event.Rejected rejected) {
            return "order rejected: " + rejected.reason();
        } else if (event instanceof Event.ChangeRejected rejected) {
            return "change rejected: " + rejected.reason();
        } else if (event instanceof Event.MassCancelRejected rejected) {
            return "mass cancel rejected: " + rejected.reason();
        } else if (event instanceof Event.Refused refused) {
            return "operator refused: " + refused.reason();
        } else if (event instanceof Event.Cancelled cancelled) {
            return "cancelled: " + cancelled.reason();
        } else if (event instanceof Event.PhaseChanged changed) {
            return "phase " + changed.phase();
        } else if (event instanceof Event.Replaced replaced) {
            return name(replaced);
        } else if (event instanceof Event.MassCancelled) {
            return request instanceof Request.MassCancel ? "mass cancelled at once" : "mass cancelled later";
        } else if (event instanceof Event.IndicativeChanged changed) {
            return changed.price() == null ? "indicative published: nothing would trade" : "indicative published";
        } else if (event instanceof Event.Indicative) {
            return "indicative asked";
        } else if (event instanceof Event.Uncrossed) {
            return "uncrossed";
        }
        return event instanceof Event.Expired ? "expired" : event instanceof Event.Reduced ? "reduced" : "status";
    }

    private static String name(Event.Replaced replaced) {
        if (!replaced.priorityKept()) {
            return "replaced, priority lost";
        }
        return replaced.order().leavesQty() < replaced.previousLeavesQty()
                ? "replaced, priority kept"
                : "replaced, nothing changed";
    }

    private void count(String outcome) {
        counts.merge(outcome, 1L, Long::sum);
    }

    /** Adds what another has counted. */
    synchronized void add(Outcomes other) {
        other.counts.forEach((outcome, count) -> counts.merge(outcome, count, Long::sum));
        requests += other.requests;
    }

    /** What should have happened and never did. */
    List<String> missing() {
        List<String> missing = new ArrayList<>(expected());
        missing.removeAll(counts.keySet());
        return missing;
    }

    /** How often everything happened, and in how many of a thousand requests. */
    String table() {
        StringBuilder table = new StringBuilder("outcomes of " + requests + " requests");
        counts.forEach((outcome, count) ->
                table.append(String.format("%n%,14d  %8.3f in 1,000  %s", count, 1000.0 * count / requests, outcome)));
        return table.toString();
    }
}
