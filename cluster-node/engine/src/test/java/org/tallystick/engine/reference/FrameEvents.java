package org.tallystick.engine.reference;

import java.nio.ByteOrder;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.codecs.CommandValidator;
import org.tallystick.codecs.EventStreamFormat;
import org.tallystick.codecs.events.AuctionIndicativeChangedDecoder;
import org.tallystick.codecs.events.AuctionUncrossedDecoder;
import org.tallystick.codecs.events.CommandRejectedDecoder;
import org.tallystick.codecs.events.MassCancelCompletedDecoder;
import org.tallystick.codecs.events.MassCancelRejectedDecoder;
import org.tallystick.codecs.events.MessageHeaderDecoder;
import org.tallystick.codecs.events.OrderAcceptedDecoder;
import org.tallystick.codecs.events.OrderCancelledDecoder;
import org.tallystick.codecs.events.OrderChangeRejectedDecoder;
import org.tallystick.codecs.events.OrderExpiredDecoder;
import org.tallystick.codecs.events.OrderReducedDecoder;
import org.tallystick.codecs.events.OrderRejectedDecoder;
import org.tallystick.codecs.events.OrderReplacedDecoder;
import org.tallystick.codecs.events.OrderStateDecoder;
import org.tallystick.codecs.events.PhaseChangedDecoder;
import org.tallystick.codecs.events.TradeDecoder;
import org.tallystick.codecs.events.TradeSideDecoder;
import org.tallystick.codecs.types.Side;

/** Reads the events of the market back from frames. */
final class FrameEvents {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    /** Adds the market's events of a frame to a list. */
    void read(byte[] frame, List<Event> events) {
        UnsafeBuffer buffer = new UnsafeBuffer(frame);
        int offset =
                MessageHeaderDecoder.ENCODED_LENGTH + header.wrap(buffer, 0).blockLength();
        while (offset < frame.length) {
            Event event = event(buffer, offset + EventStreamFormat.EVENT_PREFIX_LENGTH);
            if (event != null) {
                events.add(event);
            }
            offset += buffer.getShort(offset + EventStreamFormat.EVENT_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        }
    }

    private Event event(UnsafeBuffer buffer, int offset) {
        return switch (header.wrap(buffer, offset).templateId()) {
            case OrderAcceptedDecoder.TEMPLATE_ID ->
                new Event.Accepted(state(new OrderAcceptedDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .order()));
            case OrderRejectedDecoder.TEMPLATE_ID ->
                rejected(new OrderRejectedDecoder().wrapAndApplyHeader(buffer, offset, header));
            case OrderReplacedDecoder.TEMPLATE_ID ->
                replaced(new OrderReplacedDecoder().wrapAndApplyHeader(buffer, offset, header));
            case OrderReducedDecoder.TEMPLATE_ID -> {
                OrderReducedDecoder event = new OrderReducedDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new Event.Reduced(state(event.order()), event.reducedQty());
            }
            case OrderCancelledDecoder.TEMPLATE_ID -> {
                OrderCancelledDecoder event = new OrderCancelledDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new Event.Cancelled(state(event.order()), event.cancelledQty(), event.reason());
            }
            case OrderExpiredDecoder.TEMPLATE_ID -> {
                OrderExpiredDecoder event = new OrderExpiredDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new Event.Expired(state(event.order()), event.expiredQty());
            }
            case OrderChangeRejectedDecoder.TEMPLATE_ID ->
                changeRejected(new OrderChangeRejectedDecoder().wrapAndApplyHeader(buffer, offset, header));
            case MassCancelCompletedDecoder.TEMPLATE_ID ->
                massCancelled(new MassCancelCompletedDecoder().wrapAndApplyHeader(buffer, offset, header));
            case MassCancelRejectedDecoder.TEMPLATE_ID ->
                massCancelRejected(new MassCancelRejectedDecoder().wrapAndApplyHeader(buffer, offset, header));
            case TradeDecoder.TEMPLATE_ID -> trade(new TradeDecoder().wrapAndApplyHeader(buffer, offset, header));
            case AuctionIndicativeChangedDecoder.TEMPLATE_ID -> {
                AuctionIndicativeChangedDecoder event =
                        new AuctionIndicativeChangedDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new Event.IndicativeChanged(
                        event.instrumentId(), orNull(event.price()), event.volume(), event.surplus());
            }
            case AuctionUncrossedDecoder.TEMPLATE_ID -> {
                AuctionUncrossedDecoder event =
                        new AuctionUncrossedDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new Event.Uncrossed(
                        event.instrumentId(), orNull(event.price()), event.volume(), event.tradeCount());
            }
            case PhaseChangedDecoder.TEMPLATE_ID -> {
                PhaseChangedDecoder event = new PhaseChangedDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new Event.PhaseChanged(event.instrumentId(), event.phase(), event.previousPhase());
            }
            case CommandRejectedDecoder.TEMPLATE_ID ->
                new Event.Refused(new CommandRejectedDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .reason());
            default -> null;
        };
    }

    private static Long orNull(long value) {
        return value == CommandValidator.ABSENT ? null : value;
    }

    private static Integer orNull(int value) {
        return value == CommandValidator.ABSENT_ID ? null : value;
    }

    private static Side orNull(Side side) {
        return side == Side.NULL_VAL ? null : side;
    }

    private static Event.OrderState state(OrderStateDecoder order) {
        return new Event.OrderState(
                order.orderId(),
                order.clOrdId(),
                orNull(order.price()),
                order.leavesQty(),
                order.cumQty(),
                order.accountId(),
                order.sessionId(),
                order.instrumentId(),
                order.side(),
                order.ordType(),
                order.timeInForce());
    }

    private static Event rejected(OrderRejectedDecoder event) {
        Request.New request = new Request.New(
                event.sessionId(),
                event.accountId(),
                event.instrumentId(),
                event.clOrdId(),
                event.side(),
                event.ordType(),
                event.timeInForce(),
                orNull(event.price()),
                event.orderQty(),
                orNull(event.stopPx()),
                orNull(event.displayQty()),
                null,
                event.flags().getRaw());
        return new Event.Rejected(request, event.reason());
    }

    private static Event replaced(OrderReplacedDecoder event) {
        return new Event.Replaced(
                state(event.order()),
                event.previousClOrdId(),
                event.previousPrice(),
                event.previousLeavesQty(),
                event.priorityKept() == 1);
    }

    private static Event changeRejected(OrderChangeRejectedDecoder event) {
        return new Event.ChangeRejected(
                event.kind(),
                event.sessionId(),
                event.accountId(),
                event.instrumentId(),
                orNull(event.origClOrdId()),
                orNull(event.orderId()),
                orNull(event.clOrdId()),
                event.reason());
    }

    private static Event massCancelled(MassCancelCompletedDecoder event) {
        Request.MassCancel request = new Request.MassCancel(
                event.sessionId(),
                event.accountId(),
                orNull(event.massCancelId()),
                orNull(event.instrumentId()),
                orNull(event.side()));
        return new Event.MassCancelled(request, event.affectedOrders());
    }

    private static Event massCancelRejected(MassCancelRejectedDecoder event) {
        Request.MassCancel request = new Request.MassCancel(
                event.sessionId(),
                event.accountId(),
                orNull(event.massCancelId()),
                orNull(event.instrumentId()),
                orNull(event.side()));
        return new Event.MassCancelRejected(request, event.reason());
    }

    private static Event trade(TradeDecoder event) {
        return new Event.Trade(
                event.tradeId(),
                event.instrumentId(),
                event.price(),
                event.quantity(),
                side(event.buy()),
                side(event.sell()),
                event.aggressor());
    }

    private static Event.TradeSide side(TradeSideDecoder order) {
        return new Event.TradeSide(
                order.orderId(),
                order.clOrdId(),
                orNull(order.price()),
                order.leavesQty(),
                order.cumQty(),
                order.accountId(),
                order.sessionId());
    }
}
