package org.tallystick.client;

import org.agrona.DirectBuffer;
import org.tallystick.codecs.events.AccountDefinedDecoder;
import org.tallystick.codecs.events.AttachRefusedDecoder;
import org.tallystick.codecs.events.AuctionIndicativeChangedDecoder;
import org.tallystick.codecs.events.AuctionUncrossedDecoder;
import org.tallystick.codecs.events.BlockEndedDecoder;
import org.tallystick.codecs.events.CommandRejectedDecoder;
import org.tallystick.codecs.events.GenesisAppliedDecoder;
import org.tallystick.codecs.events.HashReportedDecoder;
import org.tallystick.codecs.events.InstrumentDefinedDecoder;
import org.tallystick.codecs.events.MassCancelCompletedDecoder;
import org.tallystick.codecs.events.MassCancelRejectedDecoder;
import org.tallystick.codecs.events.MessageHeaderDecoder;
import org.tallystick.codecs.events.MessageRefusedDecoder;
import org.tallystick.codecs.events.OrderAcceptedDecoder;
import org.tallystick.codecs.events.OrderCancelledDecoder;
import org.tallystick.codecs.events.OrderChangeRejectedDecoder;
import org.tallystick.codecs.events.OrderExpiredDecoder;
import org.tallystick.codecs.events.OrderReducedDecoder;
import org.tallystick.codecs.events.OrderRejectedDecoder;
import org.tallystick.codecs.events.OrderReplacedDecoder;
import org.tallystick.codecs.events.OrderStateDecoder;
import org.tallystick.codecs.events.ParticipantDefinedDecoder;
import org.tallystick.codecs.events.PhaseChangedDecoder;
import org.tallystick.codecs.events.SequenceFilledDecoder;
import org.tallystick.codecs.events.SequenceGapDecoder;
import org.tallystick.codecs.events.SessionAttachedDecoder;
import org.tallystick.codecs.events.SessionCreatedDecoder;
import org.tallystick.codecs.events.SessionDetachedDecoder;
import org.tallystick.codecs.events.TradeDecoder;
import org.tallystick.codecs.types.AggressorSide;
import org.tallystick.codecs.types.Side;

/**
 * Events as lines of text that a trader can read: number, what happened, to what. Orders go by their client order id.
 * Symbols, decimals and names of accounts are learned from the events that define them, so it has to see the stream from
 * its beginning; what it has not seen defined goes by its number, without decimals.
 *
 * <pre>
 * 16 ACCEPTED 600519 BUY 300 @ 1808.08 order=130762 LIMIT DAY account=house
 * 17 TRADE #3 600519 100 @ 1808.08 buy=130762 sell=116376 aggressor=B
 * </pre>
 */
public final class EventText {
    private final EventLine line = new EventLine();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderAcceptedDecoder accepted = new OrderAcceptedDecoder();
    private final OrderRejectedDecoder rejected = new OrderRejectedDecoder();
    private final OrderReplacedDecoder replaced = new OrderReplacedDecoder();
    private final OrderReducedDecoder reduced = new OrderReducedDecoder();
    private final OrderCancelledDecoder cancelled = new OrderCancelledDecoder();
    private final OrderExpiredDecoder expired = new OrderExpiredDecoder();
    private final OrderChangeRejectedDecoder changeRejected = new OrderChangeRejectedDecoder();
    private final TradeDecoder trade = new TradeDecoder();

    /** A renderer that knows nothing yet. */
    public EventText() {}

    /**
     * Renders one event, in the form that {@link EventHandler#onEvent} has it, and learns from it.
     *
     * @param seq        its number
     * @param templateId of its message
     * @param buffer     holding the event
     * @param offset     of its SBE message header
     * @return one line, without a line feed
     */
    public String render(long seq, int templateId, DirectBuffer buffer, int offset) {
        if (templateId < TradeDecoder.TEMPLATE_ID) {
            order(seq, templateId, buffer, offset);
        } else if (templateId < SessionCreatedDecoder.TEMPLATE_ID) {
            market(seq, templateId, buffer, offset);
        } else {
            session(seq, templateId, buffer, offset);
        }
        return line.toString();
    }

    private void order(long seq, int templateId, DirectBuffer buffer, int offset) {
        switch (templateId) {
            case OrderAcceptedDecoder.TEMPLATE_ID ->
                entry(seq, accepted.wrapAndApplyHeader(buffer, offset, header).order());
            case OrderRejectedDecoder.TEMPLATE_ID -> reject(seq, buffer, offset);
            case OrderReplacedDecoder.TEMPLATE_ID -> {
                replaced.wrapAndApplyHeader(buffer, offset, header);
                OrderStateDecoder order = replaced.order();
                line.begin(seq, "REPLACED").instrument(order.instrumentId()).word(order.side());
                line.quantity(order.leavesQty()).at(order.price()).field("order", order.clOrdId());
                if (replaced.previousClOrdId() != order.clOrdId()) {
                    line.field("was", replaced.previousClOrdId());
                }
                line.quantity("from", replaced.previousLeavesQty()).price("at", replaced.previousPrice());
                line.quantity("filled", order.cumQty()).word(replaced.priorityKept() == 1 ? "KEPT" : "BACK");
                line.account(order.accountId());
            }
            case OrderReducedDecoder.TEMPLATE_ID -> {
                reduced.wrapAndApplyHeader(buffer, offset, header);
                state(seq, "REDUCED", reduced.order(), reduced.reducedQty());
                line.quantity("open", reduced.order().leavesQty());
            }
            case OrderCancelledDecoder.TEMPLATE_ID -> {
                cancelled.wrapAndApplyHeader(buffer, offset, header);
                state(seq, "CANCELLED", cancelled.order(), cancelled.cancelledQty());
                line.word(cancelled.reason());
            }
            case OrderExpiredDecoder.TEMPLATE_ID -> {
                expired.wrapAndApplyHeader(buffer, offset, header);
                state(seq, "EXPIRED", expired.order(), expired.expiredQty());
            }
            case OrderChangeRejectedDecoder.TEMPLATE_ID -> {
                changeRejected.wrapAndApplyHeader(buffer, offset, header);
                line.begin(seq, "CHANGE_REJECTED").instrument(changeRejected.instrumentId());
                line.word(changeRejected.kind())
                        .optional("order", changeRejected.origClOrdId())
                        .optional("orderId", changeRejected.orderId())
                        .optional("new", changeRejected.clOrdId())
                        .account(changeRejected.accountId())
                        .word(changeRejected.reason());
            }
            default -> massCancel(seq, templateId, buffer, offset);
        }
    }

    private void entry(long seq, OrderStateDecoder order) {
        line.begin(seq, "ACCEPTED").instrument(order.instrumentId()).word(order.side());
        line.quantity(order.leavesQty() + order.cumQty()).at(order.price());
        line.field("order", order.clOrdId()).word(order.ordType()).word(order.timeInForce());
        line.flags(
                order.flags().postOnly(),
                order.flags().reduceOnly(),
                order.flags().shortSale());
        line.account(order.accountId());
    }

    private void reject(long seq, DirectBuffer buffer, int offset) {
        rejected.wrapAndApplyHeader(buffer, offset, header);
        line.begin(seq, "REJECTED").instrument(rejected.instrumentId()).word(rejected.side());
        line.quantity(rejected.orderQty()).at(rejected.price());
        line.price("stop", rejected.stopPx()).quantity("display", rejected.displayQty());
        line.field("order", rejected.clOrdId()).word(rejected.ordType()).word(rejected.timeInForce());
        line.flags(
                rejected.flags().postOnly(),
                rejected.flags().reduceOnly(),
                rejected.flags().shortSale());
        line.account(rejected.accountId()).word(rejected.reason());
    }

    private void state(long seq, String what, OrderStateDecoder order, long quantity) {
        line.begin(seq, what).instrument(order.instrumentId()).word(order.side());
        line.quantity(quantity).at(order.price()).field("order", order.clOrdId());
        line.quantity("filled", order.cumQty()).account(order.accountId());
    }

    private void massCancel(long seq, int templateId, DirectBuffer buffer, int offset) {
        if (templateId == MassCancelCompletedDecoder.TEMPLATE_ID) {
            MassCancelCompletedDecoder event =
                    new MassCancelCompletedDecoder().wrapAndApplyHeader(buffer, offset, header);
            line.begin(seq, "MASS_CANCELLED");
            scope(event.instrumentId(), event.side(), event.massCancelId());
            line.field("orders", event.affectedOrders()).account(event.accountId());
        } else if (templateId == MassCancelRejectedDecoder.TEMPLATE_ID) {
            MassCancelRejectedDecoder event =
                    new MassCancelRejectedDecoder().wrapAndApplyHeader(buffer, offset, header);
            line.begin(seq, "MASS_CANCEL_REJECTED");
            scope(event.instrumentId(), event.side(), event.massCancelId());
            line.account(event.accountId()).word(event.reason());
        } else {
            unknown(seq, templateId);
        }
    }

    private void scope(int instrumentId, Side side, long massCancelId) {
        if (instrumentId == ExchangeCommands.NO_ID) {
            line.word("ALL");
        } else {
            line.instrument(instrumentId);
        }
        line.word(side == Side.NULL_VAL ? "BOTH" : side).optional("id", massCancelId);
    }

    private void market(long seq, int templateId, DirectBuffer buffer, int offset) {
        switch (templateId) {
            case TradeDecoder.TEMPLATE_ID -> {
                trade.wrapAndApplyHeader(buffer, offset, header);
                line.begin(seq, "TRADE").word("#" + trade.tradeId()).instrument(trade.instrumentId());
                line.quantity(trade.quantity()).at(trade.price());
                line.field("buy", trade.buy().clOrdId())
                        .field("sell", trade.sell().clOrdId());
                line.field("aggressor", letter(trade.aggressor()));
            }
            case AuctionIndicativeChangedDecoder.TEMPLATE_ID -> {
                AuctionIndicativeChangedDecoder event =
                        new AuctionIndicativeChangedDecoder().wrapAndApplyHeader(buffer, offset, header);
                line.begin(seq, "INDICATIVE").instrument(event.instrumentId()).price("price", event.price());
                line.quantity("volume", event.volume()).quantity("surplus", event.surplus());
            }
            case AuctionUncrossedDecoder.TEMPLATE_ID -> {
                AuctionUncrossedDecoder event =
                        new AuctionUncrossedDecoder().wrapAndApplyHeader(buffer, offset, header);
                line.begin(seq, "UNCROSSED").instrument(event.instrumentId()).price("price", event.price());
                line.quantity("volume", event.volume()).field("trades", event.tradeCount());
            }
            case InstrumentDefinedDecoder.TEMPLATE_ID -> instrument(seq, buffer, offset);
            case PhaseChangedDecoder.TEMPLATE_ID -> {
                PhaseChangedDecoder event = new PhaseChangedDecoder().wrapAndApplyHeader(buffer, offset, header);
                line.begin(seq, "PHASE").instrument(event.instrumentId()).word(event.phase());
                line.field("was", event.previousPhase());
            }
            default -> account(seq, templateId, buffer, offset);
        }
    }

    private void instrument(long seq, DirectBuffer buffer, int offset) {
        InstrumentDefinedDecoder event = new InstrumentDefinedDecoder().wrapAndApplyHeader(buffer, offset, header);
        int id = event.instrumentId();
        line.learnInstrument(id, event.symbol(), event.priceDecimals(), event.qtyDecimals());
        line.begin(seq, "INSTRUMENT").instrument(id).field("id", id).word(event.kind());
        line.price("tick", event.tickSize()).quantity("lot", event.lotSize());
        line.quantity("min", event.minQty()).quantity("max", event.maxQty());
        if (!event.description().isEmpty()) {
            line.field("description", '"' + event.description() + '"');
        }
    }

    private void account(long seq, int templateId, DirectBuffer buffer, int offset) {
        if (templateId == ParticipantDefinedDecoder.TEMPLATE_ID) {
            ParticipantDefinedDecoder event =
                    new ParticipantDefinedDecoder().wrapAndApplyHeader(buffer, offset, header);
            line.begin(seq, "PARTICIPANT").word(event.name()).field("id", event.participantId());
            line.field("roles", event.roles());
            for (ParticipantDefinedDecoder.RepresentsDecoder represented : event.represents()) {
                line.field("represents", represented.participantId());
            }
        } else if (templateId == AccountDefinedDecoder.TEMPLATE_ID) {
            AccountDefinedDecoder event = new AccountDefinedDecoder().wrapAndApplyHeader(buffer, offset, header);
            line.learnAccount(event.accountId(), event.name());
            line.begin(seq, "ACCOUNT").account(event.accountId()).field("id", event.accountId());
            line.field("participant", event.participantId());
        } else {
            unknown(seq, templateId);
        }
    }

    private void session(long seq, int templateId, DirectBuffer buffer, int offset) {
        switch (templateId) {
            case SessionCreatedDecoder.TEMPLATE_ID -> {
                SessionCreatedDecoder event = new SessionCreatedDecoder().wrapAndApplyHeader(buffer, offset, header);
                line.begin(seq, "SESSION").word(event.name()).field("id", event.sessionId());
                line.field("participant", event.participantId());
            }
            case SessionAttachedDecoder.TEMPLATE_ID -> {
                SessionAttachedDecoder event = new SessionAttachedDecoder().wrapAndApplyHeader(buffer, offset, header);
                line.begin(seq, "ATTACHED").field("session", event.sessionId());
                line.field("connection", event.connectionId()).field("attachId", event.attachId());
                line.field("nextClientSeq", event.nextClientSeq()).field("nextReportSeq", event.nextReportSeq());
            }
            case SessionDetachedDecoder.TEMPLATE_ID -> {
                SessionDetachedDecoder event = new SessionDetachedDecoder().wrapAndApplyHeader(buffer, offset, header);
                line.begin(seq, "DETACHED").field("session", event.sessionId());
                line.field("connection", event.connectionId()).word(event.reason());
            }
            case SequenceGapDecoder.TEMPLATE_ID -> {
                SequenceGapDecoder event = new SequenceGapDecoder().wrapAndApplyHeader(buffer, offset, header);
                line.begin(seq, "GAP").field("session", event.sessionId());
                line.field("from", event.fromClientSeq()).field("count", event.count());
            }
            case SequenceFilledDecoder.TEMPLATE_ID -> {
                SequenceFilledDecoder event = new SequenceFilledDecoder().wrapAndApplyHeader(buffer, offset, header);
                line.begin(seq, "FILLED_UP").field("session", event.sessionId());
                line.field("from", event.fromClientSeq()).field("next", event.nextClientSeq());
            }
            default -> refusal(seq, templateId, buffer, offset);
        }
    }

    private void refusal(long seq, int templateId, DirectBuffer buffer, int offset) {
        if (templateId == MessageRefusedDecoder.TEMPLATE_ID) {
            MessageRefusedDecoder event = new MessageRefusedDecoder().wrapAndApplyHeader(buffer, offset, header);
            line.begin(seq, "REFUSED").field("connection", event.connectionId());
            line.optional("session", event.sessionId()).optional("clientSeq", event.clientSeq());
            line.optional("template", event.refTemplateId()).word(event.reason());
        } else if (templateId == AttachRefusedDecoder.TEMPLATE_ID) {
            AttachRefusedDecoder event = new AttachRefusedDecoder().wrapAndApplyHeader(buffer, offset, header);
            line.begin(seq, "ATTACH_REFUSED").field("connection", event.connectionId());
            line.optional("session", event.sessionId()).optional("attachId", event.attachId());
            line.word(event.reason());
        } else {
            control(seq, templateId, buffer, offset);
        }
    }

    private void control(long seq, int templateId, DirectBuffer buffer, int offset) {
        switch (templateId) {
            case GenesisAppliedDecoder.TEMPLATE_ID -> {
                GenesisAppliedDecoder event = new GenesisAppliedDecoder().wrapAndApplyHeader(buffer, offset, header);
                line.begin(seq, "GENESIS").hash("cluster", event.clusterId()).field("shard", event.shard());
                line.field("rules", event.rulesVersion()).field("clock", event.clockMode());
                line.field("operator", event.operator());
            }
            case CommandRejectedDecoder.TEMPLATE_ID -> {
                CommandRejectedDecoder event = new CommandRejectedDecoder().wrapAndApplyHeader(buffer, offset, header);
                line.begin(seq, "COMMAND_REJECTED").field("session", event.sessionId());
                line.field("template", event.refTemplateId()).optional("entity", event.entityId());
                line.word(event.reason());
            }
            case HashReportedDecoder.TEMPLATE_ID -> {
                HashReportedDecoder event = new HashReportedDecoder().wrapAndApplyHeader(buffer, offset, header);
                line.begin(seq, "HASH").hash("market", event.marketHash()).hash("state", event.stateHash());
                line.field("event", event.eventSeq());
            }
            case BlockEndedDecoder.TEMPLATE_ID -> {
                BlockEndedDecoder event = new BlockEndedDecoder().wrapAndApplyHeader(buffer, offset, header);
                line.begin(seq, "BLOCK").word(event.block()).hash("hash", event.runningHash());
            }
            default -> unknown(seq, templateId);
        }
    }

    private void unknown(long seq, int templateId) {
        line.begin(seq, "UNKNOWN").field("template", templateId);
    }

    private static char letter(AggressorSide side) {
        return switch (side) {
            case BUY -> 'B';
            case SELL -> 'S';
            default -> 'N';
        };
    }
}
