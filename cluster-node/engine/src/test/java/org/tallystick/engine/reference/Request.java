package org.tallystick.engine.reference;

import org.tallystick.codecs.types.ChangeKind;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.QuantityMeaning;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

/** What may be asked of a market, as plain values; null where an optional value was not given. */
public sealed interface Request {
    /** A new order. */
    record New(
            int sessionId,
            int accountId,
            int instrumentId,
            long clOrdId,
            Side side,
            OrdType ordType,
            TimeInForce timeInForce,
            Long price,
            long quantity,
            Long stopPrice,
            Long displayQty,
            Long expireTimeNs,
            int flags)
            implements Request {
        /** As an event says it: without what no event repeats. */
        New asRejected() {
            return new New(
                    sessionId,
                    accountId,
                    instrumentId,
                    clOrdId,
                    side,
                    ordType,
                    timeInForce,
                    price,
                    quantity,
                    stopPrice,
                    displayQty,
                    null,
                    flags);
        }
    }

    /** A cancel, replace, reduce or status request; the last five values are those of a replace, the quantity a reduce's. */
    record Change(
            ChangeKind kind,
            int sessionId,
            int accountId,
            int instrumentId,
            Long origClOrdId,
            Long orderId,
            Long clOrdId,
            Long price,
            Long quantity,
            Long assumedCumQty,
            QuantityMeaning quantityMeaning)
            implements Request {}

    /** A mass cancel; null instrument or side: all of them. */
    record MassCancel(int sessionId, int accountId, Long massCancelId, Integer instrumentId, Side side)
            implements Request {}

    /** The client of a session goes away, stays away for as long as its orders are kept for it, and comes back. */
    record StayAway(int sessionId) implements Request {}

    /** Another trading phase for an instrument. */
    record ChangePhase(int instrumentId, TradingPhase phase) implements Request {}

    /** An uncross, at a price or at the one to be computed. */
    record Uncross(int instrumentId, Long price) implements Request {}

    /** What an uncross would do now. */
    record AskIndicative(int instrumentId) implements Request {}

    /** One firing of the timer. */
    record Timer() implements Request {}

    /** Nothing is asked: whoever is tried goes on from a snapshot of itself. */
    record Restore(long indexSeed) implements Request {}

    /** The message before arrives once more, as it was. */
    record Repeat() implements Request {}
}
