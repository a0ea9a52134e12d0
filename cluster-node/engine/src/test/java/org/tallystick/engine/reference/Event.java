package org.tallystick.engine.reference;

import org.tallystick.codecs.types.AggressorSide;
import org.tallystick.codecs.types.CancelReason;
import org.tallystick.codecs.types.ChangeKind;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

/** What a market says, as plain values that can be compared; null where there is no price. */
public sealed interface Event {
    /** An order as it stands after an event. */
    record OrderState(
            long orderId,
            long clOrdId,
            Long price,
            long leavesQty,
            long cumQty,
            int accountId,
            int sessionId,
            int instrumentId,
            Side side,
            OrdType ordType,
            TimeInForce timeInForce) {}

    /** One of the two orders of a trade as it stands after it. */
    record TradeSide(
            long orderId, long clOrdId, Long price, long leavesQty, long cumQty, int accountId, int sessionId) {
        static TradeSide of(OrderState order) {
            return new TradeSide(
                    order.orderId(),
                    order.clOrdId(),
                    order.price(),
                    order.leavesQty(),
                    order.cumQty(),
                    order.accountId(),
                    order.sessionId());
        }
    }

    record Accepted(OrderState order) implements Event {}

    record Rejected(Request.New request, RejectReason reason) implements Event {}

    record Replaced(
            OrderState order, long previousClOrdId, long previousPrice, long previousLeavesQty, boolean priorityKept)
            implements Event {}

    record Reduced(OrderState order, long reducedQty) implements Event {}

    record Cancelled(OrderState order, long cancelledQty, CancelReason reason) implements Event {}

    record Expired(OrderState order, long expiredQty) implements Event {}

    record ChangeRejected(
            ChangeKind kind,
            int sessionId,
            int accountId,
            int instrumentId,
            Long origClOrdId,
            Long orderId,
            Long clOrdId,
            RejectReason reason)
            implements Event {
        static ChangeRejected of(Request.Change request, RejectReason reason) {
            return new ChangeRejected(
                    request.kind(),
                    request.sessionId(),
                    request.accountId(),
                    request.instrumentId(),
                    request.origClOrdId(),
                    request.orderId(),
                    request.clOrdId(),
                    reason);
        }
    }

    record Status(OrderState order) implements Event {}

    record MassCancelled(Request.MassCancel request, long affectedOrders) implements Event {}

    record MassCancelRejected(Request.MassCancel request, RejectReason reason) implements Event {}

    record Trade(
            long tradeId,
            int instrumentId,
            long price,
            long quantity,
            TradeSide buy,
            TradeSide sell,
            AggressorSide aggressor)
            implements Event {}

    /** The indicative result of an auction, published from the timer. */
    record IndicativeChanged(int instrumentId, Long price, long volume, long surplus) implements Event {}

    /** The indicative result of an auction, asked for. */
    record Indicative(int instrumentId, Long price, long volume, long surplus) implements Event {}

    record Uncrossed(int instrumentId, Long price, long volume, long tradeCount) implements Event {}

    record PhaseChanged(int instrumentId, TradingPhase phase, TradingPhase previous) implements Event {}

    /** An operator's request was refused. */
    record Refused(RejectReason reason) implements Event {}
}
