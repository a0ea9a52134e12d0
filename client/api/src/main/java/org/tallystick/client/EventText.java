package org.tallystick.client;

import org.agrona.DirectBuffer;
import org.tallystick.client.EventNames.InstrumentName;
import org.tallystick.codecs.events.AuctionIndicativeChangedDecoder;
import org.tallystick.codecs.events.AuctionUncrossedDecoder;
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
import org.tallystick.codecs.types.AggressorSide;
import org.tallystick.codecs.types.OrderFlagsDecoder;
import org.tallystick.codecs.types.Side;

/**
 * Says events of the stream in a line each that a trader can read, for example
 *
 * <pre>{@code
 * 5 ACCEPTED #4 ABC B 100 @ 10.00 LIMIT DAY cl=12
 * 17 TRADE #3 ABC 100 @ 10.05 buy=12 sell=7(ALICE) aggressor=S open=0/250
 * }</pre>
 *
 * <p>A line is the event's number, what happened in capitals, the number of the order or trade behind a {@code #}, the
 * symbol, side, quantity and price, and then what else there is to say as {@code name=value} or as a word of the schema.
 * A client order id of a named account has the account in parentheses. {@code open} is what the two orders of a trade have
 * left, the buy first. The shard stands in front of an order's or trade's number where it is not 0: {@code #3-17}. Lines
 * hold no times; who wants them has them from the frame.
 *
 * <p>Symbols, decimals and names come from the events themselves, so a reader that begins with the first event knows all
 * of them. What was not heard of is shown by its number, {@code instrument:7}, its prices in their smallest unit. The
 * form of a line stays as it is; new fields come at its end. For one thread.
 */
public final class EventText {
    private final EventNames names = new EventNames();
    private final EventLine line = new EventLine();
    private final VenueEventText venue = new VenueEventText(names, line);

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderAcceptedDecoder accepted = new OrderAcceptedDecoder();
    private final OrderRejectedDecoder rejected = new OrderRejectedDecoder();
    private final OrderReplacedDecoder replaced = new OrderReplacedDecoder();
    private final OrderReducedDecoder reduced = new OrderReducedDecoder();
    private final OrderCancelledDecoder cancelled = new OrderCancelledDecoder();
    private final OrderExpiredDecoder expired = new OrderExpiredDecoder();
    private final OrderChangeRejectedDecoder changeRejected = new OrderChangeRejectedDecoder();
    private final MassCancelCompletedDecoder massCancelCompleted = new MassCancelCompletedDecoder();
    private final MassCancelRejectedDecoder massCancelRejected = new MassCancelRejectedDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final AuctionIndicativeChangedDecoder indicative = new AuctionIndicativeChangedDecoder();
    private final AuctionUncrossedDecoder uncrossed = new AuctionUncrossedDecoder();
    private final PhaseChangedDecoder phaseChanged = new PhaseChangedDecoder();

    /** Text that has heard of nothing yet. */
    public EventText() {}

    /**
     * Says one event and learns what it defines.
     *
     * @param seq        number of the event, the first word of the line
     * @param templateId of its message in the schema of events
     * @param buffer     holding the event
     * @param offset     of its SBE message header
     * @return one line, without a line end
     * @throws EventStreamException where the event is not what an exchange writes
     */
    public String render(long seq, int templateId, DirectBuffer buffer, int offset) {
        return seq + " " + event(templateId, buffer, offset);
    }

    /**
     * Says one event, without its number, and learns what it defines.
     *
     * @param templateId of its message in the schema of events; one that is not known gives {@code EVENT} and its number
     * @param buffer     holding the event
     * @param offset     of its SBE message header
     * @return one line, without a line end
     * @throws EventStreamException where the event is not what an exchange writes
     */
    public String event(int templateId, DirectBuffer buffer, int offset) {
        line.begin();
        try {
            say(templateId, buffer, offset);
        } catch (IndexOutOfBoundsException | IllegalArgumentException | IllegalStateException e) {
            EventStreamException failure =
                    new EventStreamException("event of template " + templateId + " cannot be read: " + e.getMessage());
            failure.initCause(e);
            throw failure;
        }
        return line.toString();
    }

    private void say(int templateId, DirectBuffer buffer, int offset) {
        switch (templateId) {
            case TradeDecoder.TEMPLATE_ID -> say(trade.wrapAndApplyHeader(buffer, offset, header));
            case OrderAcceptedDecoder.TEMPLATE_ID -> say(accepted.wrapAndApplyHeader(buffer, offset, header));
            case OrderRejectedDecoder.TEMPLATE_ID -> say(rejected.wrapAndApplyHeader(buffer, offset, header));
            case OrderReplacedDecoder.TEMPLATE_ID -> say(replaced.wrapAndApplyHeader(buffer, offset, header));
            case OrderReducedDecoder.TEMPLATE_ID -> say(reduced.wrapAndApplyHeader(buffer, offset, header));
            case OrderCancelledDecoder.TEMPLATE_ID -> say(cancelled.wrapAndApplyHeader(buffer, offset, header));
            case OrderExpiredDecoder.TEMPLATE_ID -> say(expired.wrapAndApplyHeader(buffer, offset, header));
            case OrderChangeRejectedDecoder.TEMPLATE_ID ->
                say(changeRejected.wrapAndApplyHeader(buffer, offset, header));
            case MassCancelCompletedDecoder.TEMPLATE_ID ->
                say(massCancelCompleted.wrapAndApplyHeader(buffer, offset, header));
            case MassCancelRejectedDecoder.TEMPLATE_ID ->
                say(massCancelRejected.wrapAndApplyHeader(buffer, offset, header));
            case AuctionIndicativeChangedDecoder.TEMPLATE_ID ->
                say(indicative.wrapAndApplyHeader(buffer, offset, header));
            case AuctionUncrossedDecoder.TEMPLATE_ID -> say(uncrossed.wrapAndApplyHeader(buffer, offset, header));
            case PhaseChangedDecoder.TEMPLATE_ID -> say(phaseChanged.wrapAndApplyHeader(buffer, offset, header));
            default -> venue.say(templateId, buffer, offset);
        }
    }

    private void say(TradeDecoder event) {
        InstrumentName instrument = names.instrument(event.instrumentId());
        TradeSideDecoder buy = event.buy();
        TradeSideDecoder sell = event.sell();
        line.append("TRADE");
        line.number(event.tradeId());
        line.word(instrument.symbol());
        line.word(instrument.quantity(event.quantity()));
        line.append(" @ ").append(instrument.price(event.price()));
        clOrdId("buy", buy.clOrdId(), buy.accountId());
        clOrdId("sell", sell.clOrdId(), sell.accountId());
        line.field("aggressor", aggressor(event.aggressor()));
        line.field("open", instrument.quantity(buy.leavesQty()) + '/' + instrument.quantity(sell.leavesQty()));
    }

    private static String aggressor(AggressorSide side) {
        return switch (side) {
            case BUY -> "B";
            case SELL -> "S";
            default -> "N";
        };
    }

    private void say(OrderAcceptedDecoder event) {
        OrderStateDecoder order = event.order();
        order("ACCEPTED", order, order.leavesQty());
        line.word(order.ordType());
        line.word(order.timeInForce());
        flags(order.flags());
        clOrdId("cl", order.clOrdId(), order.accountId());
    }

    private void say(OrderRejectedDecoder event) {
        InstrumentName instrument = names.instrument(event.instrumentId());
        line.append("REJECTED");
        line.word(instrument.symbol());
        line.word(side(event.side()));
        line.word(instrument.quantity(event.orderQty()));
        limit(instrument, event.price(), OrderRejectedDecoder.priceNullValue());
        line.word(event.ordType());
        line.word(event.timeInForce());
        if (event.stopPx() != OrderRejectedDecoder.stopPxNullValue()) {
            line.field("stop", instrument.price(event.stopPx()));
        }
        if (event.displayQty() != OrderRejectedDecoder.displayQtyNullValue()) {
            line.field("display", instrument.quantity(event.displayQty()));
        }
        flags(event.flags());
        clOrdId("cl", event.clOrdId(), event.accountId());
        line.word(event.reason());
    }

    private void say(OrderReplacedDecoder event) {
        OrderStateDecoder order = event.order();
        InstrumentName instrument = names.instrument(order.instrumentId());
        order("REPLACED", order, order.leavesQty());
        clOrdId("cl", order.clOrdId(), order.accountId());
        line.field(
                "was",
                instrument.quantity(event.previousLeavesQty()) + " @ " + instrument.price(event.previousPrice()));
        if (event.previousClOrdId() != order.clOrdId()) {
            line.field("was_cl", event.previousClOrdId());
        }
        line.field("priority", event.priorityKept() == 0 ? "lost" : "kept");
    }

    private void say(OrderReducedDecoder event) {
        OrderStateDecoder order = event.order();
        order("REDUCED", order, order.leavesQty());
        clOrdId("cl", order.clOrdId(), order.accountId());
        line.field("by", names.instrument(order.instrumentId()).quantity(event.reducedQty()));
    }

    private void say(OrderCancelledDecoder event) {
        ended("CANCELLED", event.order(), event.cancelledQty());
        line.word(event.reason());
    }

    private void say(OrderExpiredDecoder event) {
        ended("EXPIRED", event.order(), event.expiredQty());
    }

    private void ended(String what, OrderStateDecoder order, long quantity) {
        order(what, order, quantity);
        clOrdId("cl", order.clOrdId(), order.accountId());
        line.field("filled", names.instrument(order.instrumentId()).quantity(order.cumQty()));
    }

    private void say(OrderChangeRejectedDecoder event) {
        line.append(event.kind()).append("_REJECTED");
        line.word(names.instrument(event.instrumentId()).symbol());
        if (event.origClOrdId() == OrderChangeRejectedDecoder.origClOrdIdNullValue()) {
            if (event.orderId() != OrderChangeRejectedDecoder.orderIdNullValue()) {
                line.number(event.orderId());
            }
            account(event.accountId());
        } else {
            clOrdId("cl", event.origClOrdId(), event.accountId());
        }
        if (event.clOrdId() != OrderChangeRejectedDecoder.clOrdIdNullValue()) {
            line.field("new_cl", event.clOrdId());
        }
        line.word(event.reason());
    }

    private void say(MassCancelCompletedDecoder event) {
        line.append("MASS_CANCELLED");
        massCancel(event.instrumentId(), event.side(), event.accountId(), event.massCancelId());
        line.field("orders", event.affectedOrders());
    }

    private void say(MassCancelRejectedDecoder event) {
        line.append("MASS_CANCEL_REJECTED");
        massCancel(event.instrumentId(), event.side(), event.accountId(), event.massCancelId());
        line.word(event.reason());
    }

    private void massCancel(int instrumentId, Side side, int accountId, long id) {
        line.word(
                instrumentId == MassCancelCompletedDecoder.instrumentIdNullValue()
                        ? "all"
                        : names.instrument(instrumentId).symbol());
        if (side != Side.NULL_VAL) {
            line.word(side(side));
        }
        if (id != MassCancelCompletedDecoder.massCancelIdNullValue()) {
            line.field("id", id);
        }
        account(accountId);
    }

    private void say(AuctionIndicativeChangedDecoder event) {
        InstrumentName instrument = names.instrument(event.instrumentId());
        line.append("INDICATIVE");
        line.word(instrument.symbol());
        if (event.price() == AuctionIndicativeChangedDecoder.priceNullValue()) {
            line.word("none");
        } else {
            line.word(instrument.quantity(event.volume()));
            line.append(" @ ").append(instrument.price(event.price()));
            line.field("surplus", instrument.quantity(event.surplus()));
        }
    }

    private void say(AuctionUncrossedDecoder event) {
        InstrumentName instrument = names.instrument(event.instrumentId());
        line.append("UNCROSSED");
        line.word(instrument.symbol());
        if (event.price() == AuctionUncrossedDecoder.priceNullValue()) {
            line.word("none");
        } else {
            line.word(instrument.quantity(event.volume()));
            line.append(" @ ").append(instrument.price(event.price()));
            line.field("trades", event.tradeCount());
        }
    }

    private void say(PhaseChangedDecoder event) {
        line.append("PHASE");
        line.word(names.instrument(event.instrumentId()).symbol());
        line.word(event.phase());
        line.field("was", event.previousPhase());
    }

    private void order(String what, OrderStateDecoder order, long quantity) {
        InstrumentName instrument = names.instrument(order.instrumentId());
        line.append(what);
        line.number(order.orderId());
        line.word(instrument.symbol());
        line.word(side(order.side()));
        line.word(instrument.quantity(quantity));
        limit(instrument, order.price(), OrderStateDecoder.priceNullValue());
    }

    private void limit(InstrumentName instrument, long price, long absent) {
        if (price != absent) {
            line.append(" @ ").append(instrument.price(price));
        }
    }

    private static String side(Side side) {
        return side == Side.BUY ? "B" : "S";
    }

    private void flags(OrderFlagsDecoder flags) {
        StringBuilder text = new StringBuilder();
        EventLine.add(text, flags.postOnly(), "POST_ONLY");
        EventLine.add(text, flags.reduceOnly(), "REDUCE_ONLY");
        EventLine.add(text, flags.shortSale(), "SHORT");
        if (text.length() > 0) {
            line.word(text);
        }
    }

    private void clOrdId(String name, long clOrdId, int accountId) {
        line.field(name, clOrdId);
        String account = names.account(accountId);
        if (!account.isEmpty()) {
            line.append('(').append(account).append(')');
        }
    }

    private void account(int accountId) {
        String account = names.account(accountId);
        if (!account.isEmpty()) {
            line.field("account", account);
        }
    }
}
