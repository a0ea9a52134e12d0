package org.tallystick.codecs;

import java.util.List;
import org.tallystick.codecs.entry.AccountDefinitionDecoder;
import org.tallystick.codecs.entry.AuctionIndicativeRequestDecoder;
import org.tallystick.codecs.entry.BlockHashDecoder;
import org.tallystick.codecs.entry.EstablishDecoder;
import org.tallystick.codecs.entry.GenesisDecoder;
import org.tallystick.codecs.entry.HashRequestDecoder;
import org.tallystick.codecs.entry.InstrumentDefinitionDecoder;
import org.tallystick.codecs.entry.MessageHeaderDecoder;
import org.tallystick.codecs.entry.NegotiateDecoder;
import org.tallystick.codecs.entry.NewOrderSingleDecoder;
import org.tallystick.codecs.entry.OrderCancelReplaceRequestDecoder;
import org.tallystick.codecs.entry.OrderCancelRequestDecoder;
import org.tallystick.codecs.entry.OrderMassCancelRequestDecoder;
import org.tallystick.codecs.entry.OrderReduceRequestDecoder;
import org.tallystick.codecs.entry.OrderStatusRequestDecoder;
import org.tallystick.codecs.entry.ParticipantDefinitionDecoder;
import org.tallystick.codecs.entry.RetransmitRequestDecoder;
import org.tallystick.codecs.entry.SequenceDecoder;
import org.tallystick.codecs.entry.SequenceFillDecoder;
import org.tallystick.codecs.entry.TerminateDecoder;
import org.tallystick.codecs.entry.TradingPhaseRequestDecoder;
import org.tallystick.codecs.entry.UncrossRequestDecoder;
import org.tallystick.codecs.types.CancelOnDisconnect;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.InstrumentKind;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.QuantityMeaning;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TerminationReason;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

/**
 * The layouts of all messages that clients send, in the order of the schema, and the range of each field. What needs
 * the state of the exchange to be judged (prices, quantities, ticks, whether an id is known) is left to the engine.
 */
final class ClientMessages {
    /** The newest version of the schema. */
    static final int VERSION = MessageHeaderDecoder.SCHEMA_VERSION;

    /** Choices of {@code OrderFlags}, from bit 0. */
    static final int ORDER_FLAGS = 3;

    /** Choices of {@code Roles}, from bit 0. */
    private static final int ROLES = 5;

    private ClientMessages() {}

    static List<MessageLayout> all() {
        return List.of(
                negotiate(),
                establish(),
                sequence(),
                sequenceFill(),
                retransmitRequest(),
                terminate(),
                genesis(),
                blockHash(),
                newOrderSingle(),
                orderCancelRequest(),
                orderCancelReplaceRequest(),
                orderReduceRequest(),
                orderMassCancelRequest(),
                orderStatusRequest(),
                participantDefinition(),
                accountDefinition(),
                instrumentDefinition(),
                tradingPhaseRequest(),
                uncrossRequest(),
                auctionIndicativeRequest(),
                hashRequest());
    }

    private static MessageLayout.Builder message(String name, int templateId) {
        return new MessageLayout.Builder(name, templateId, VERSION);
    }

    private static MessageLayout negotiate() {
        return message("Negotiate", NegotiateDecoder.TEMPLATE_ID)
                .sequence("attachId")
                .int64("token")
                .text("participant", MessageLimits.MAX_NAME_LENGTH)
                .text("session", MessageLimits.MAX_NAME_LENGTH)
                .build(NegotiateDecoder.BLOCK_LENGTH);
    }

    private static MessageLayout establish() {
        return message("Establish", EstablishDecoder.TEMPLATE_ID)
                .sequence("attachId")
                .int64("token")
                .sequence("nextReportSeq")
                .int64("cancelWindowNs", 0, MessageLimits.MAX_CANCEL_WINDOW_NS)
                .id("sessionId")
                .enumeration(
                        "cancelOnDisconnect",
                        CancelOnDisconnect.values(),
                        CancelOnDisconnect.NULL_VAL,
                        CancelOnDisconnect::value)
                .build(EstablishDecoder.BLOCK_LENGTH);
    }

    private static MessageLayout sequence() {
        return message("Sequence", SequenceDecoder.TEMPLATE_ID)
                .int64("token")
                .sequence("nextSeq")
                .id("sessionId")
                .build(SequenceDecoder.BLOCK_LENGTH);
    }

    private static MessageLayout sequenceFill() {
        return message("SequenceFill", SequenceFillDecoder.TEMPLATE_ID)
                .int64("token")
                .sequence("newNextClientSeq")
                .id("sessionId")
                .build(SequenceFillDecoder.BLOCK_LENGTH);
    }

    private static MessageLayout retransmitRequest() {
        return message("RetransmitRequest", RetransmitRequestDecoder.TEMPLATE_ID)
                .int64("token")
                .sequence("fromReportSeq")
                .id("sessionId")
                .build(RetransmitRequestDecoder.BLOCK_LENGTH);
    }

    private static MessageLayout terminate() {
        return message("Terminate", TerminateDecoder.TEMPLATE_ID)
                .int64("token")
                .id("sessionId")
                .enumeration("reason", TerminationReason.values(), TerminationReason.NULL_VAL, TerminationReason::value)
                .build(TerminateDecoder.BLOCK_LENGTH);
    }

    private static MessageLayout genesis() {
        return message("Genesis", GenesisDecoder.TEMPLATE_ID)
                .notZero("clusterId")
                .optionalInt64("transactTime")
                .int64("maxOpenOrders", 1, MessageLimits.MAX_OPEN_ORDERS)
                .int64("maxFillsPerCommand", 1, MessageLimits.MAX_FILLS_PER_COMMAND)
                .int64("maxAuctionOrders", 1, MessageLimits.MAX_OPEN_ORDERS)
                .int64("maxWorkPerStep", 1, MessageLimits.MAX_WORK_PER_STEP)
                .int64("ringBytesPerSession", 1, MessageLimits.MAX_RING_BYTES_PER_SESSION)
                .int64("ringBytesTotal", 1, MessageLimits.MAX_RING_BYTES_TOTAL)
                .int32("maxInstruments", 1, MessageLimits.MAX_INSTRUMENTS)
                .int32("maxParticipants", 1, MessageLimits.MAX_PARTICIPANTS)
                .int32("maxAccounts", 1, MessageLimits.MAX_ACCOUNTS)
                .int32("maxSessions", 1, MessageLimits.MAX_SESSIONS)
                .int32("maxConnections", 1, MessageLimits.MAX_CONNECTIONS)
                .int32("shard", 0, MessageLimits.MAX_SHARD)
                .int32("rulesVersion", Integer.MIN_VALUE, Integer.MAX_VALUE)
                .enumeration("clockMode", ClockMode.values(), ClockMode.NULL_VAL, ClockMode::value)
                .text("operator", MessageLimits.MAX_NAME_LENGTH)
                .build(GenesisDecoder.BLOCK_LENGTH);
    }

    private static MessageLayout blockHash() {
        return message("BlockHash", BlockHashDecoder.TEMPLATE_ID)
                .sequence("block")
                .int64("hash")
                .int32("memberId", 0, MessageLimits.MAX_MEMBER_ID)
                .int32("memberCount", 1, MessageLimits.MAX_MEMBERS)
                .build(BlockHashDecoder.BLOCK_LENGTH);
    }

    private static MessageLayout newOrderSingle() {
        return message("NewOrderSingle", NewOrderSingleDecoder.TEMPLATE_ID)
                .commandHeader()
                .id("accountId")
                .int64("clOrdId", 1, MessageLimits.MAX_CL_ORD_ID)
                .optionalInt64("price")
                .int64("orderQty")
                .optionalInt64("stopPx")
                .optionalInt64("displayQty")
                .optionalInt64("expireTime")
                .id("instrumentId")
                .enumeration("side", Side.values(), Side.NULL_VAL, Side::value)
                .enumeration("ordType", OrdType.values(), OrdType.NULL_VAL, OrdType::value)
                .enumeration("timeInForce", TimeInForce.values(), TimeInForce.NULL_VAL, TimeInForce::value)
                .set8("flags", ORDER_FLAGS)
                .build(NewOrderSingleDecoder.BLOCK_LENGTH);
    }

    private static MessageLayout orderCancelRequest() {
        return message("OrderCancelRequest", OrderCancelRequestDecoder.TEMPLATE_ID)
                .commandHeader()
                .id("accountId")
                .optionalId64("origClOrdId")
                .optionalId64("orderId")
                .id("instrumentId")
                .build(OrderCancelRequestDecoder.BLOCK_LENGTH);
    }

    private static MessageLayout orderCancelReplaceRequest() {
        return message("OrderCancelReplaceRequest", OrderCancelReplaceRequestDecoder.TEMPLATE_ID)
                .commandHeader()
                .id("accountId")
                .optionalId64("origClOrdId")
                .optionalId64("orderId")
                .optionalId64("clOrdId")
                .optionalInt64("price")
                .optionalInt64("orderQty")
                .optionalInt64("assumedCumQty")
                .id("instrumentId")
                .enumeration(
                        "quantityMeaning", QuantityMeaning.values(), QuantityMeaning.NULL_VAL, QuantityMeaning::value)
                .build(OrderCancelReplaceRequestDecoder.BLOCK_LENGTH);
    }

    private static MessageLayout orderReduceRequest() {
        return message("OrderReduceRequest", OrderReduceRequestDecoder.TEMPLATE_ID)
                .commandHeader()
                .id("accountId")
                .optionalId64("origClOrdId")
                .optionalId64("orderId")
                .int64("reduceQty")
                .id("instrumentId")
                .build(OrderReduceRequestDecoder.BLOCK_LENGTH);
    }

    private static MessageLayout orderMassCancelRequest() {
        return message("OrderMassCancelRequest", OrderMassCancelRequestDecoder.TEMPLATE_ID)
                .commandHeader()
                .id("accountId")
                .optionalId64("massCancelId")
                .optionalId("instrumentId")
                .optionalEnumeration("side", Side.values(), Side.NULL_VAL, Side::value)
                .build(OrderMassCancelRequestDecoder.BLOCK_LENGTH);
    }

    private static MessageLayout orderStatusRequest() {
        return message("OrderStatusRequest", OrderStatusRequestDecoder.TEMPLATE_ID)
                .commandHeader()
                .id("accountId")
                .optionalId64("origClOrdId")
                .optionalId64("orderId")
                .id("instrumentId")
                .build(OrderStatusRequestDecoder.BLOCK_LENGTH);
    }

    private static MessageLayout participantDefinition() {
        return message("ParticipantDefinition", ParticipantDefinitionDecoder.TEMPLATE_ID)
                .commandHeader()
                .id("participantId")
                .text("name", MessageLimits.MAX_NAME_LENGTH)
                .set16("roles", ROLES)
                .group(
                        "represents",
                        ParticipantDefinitionDecoder.RepresentsDecoder.sbeBlockLength(),
                        group -> group.id("participantId"))
                .build(ParticipantDefinitionDecoder.BLOCK_LENGTH);
    }

    private static MessageLayout accountDefinition() {
        return message("AccountDefinition", AccountDefinitionDecoder.TEMPLATE_ID)
                .commandHeader()
                .id("accountId")
                .id("participantId")
                .textOrEmpty("name", MessageLimits.MAX_NAME_LENGTH)
                .build(AccountDefinitionDecoder.BLOCK_LENGTH);
    }

    private static MessageLayout instrumentDefinition() {
        return message("InstrumentDefinition", InstrumentDefinitionDecoder.TEMPLATE_ID)
                .commandHeader()
                .id("instrumentId")
                .int64("tickSize")
                .int64("lotSize")
                .int64("minQty")
                .int64("maxQty")
                .uint8("priceDecimals", MessageLimits.MAX_DECIMALS)
                .uint8("qtyDecimals", MessageLimits.MAX_DECIMALS)
                .enumeration("kind", InstrumentKind.values(), InstrumentKind.NULL_VAL, InstrumentKind::value)
                .text("symbol", MessageLimits.MAX_SYMBOL_LENGTH)
                .freeText("description", MessageLimits.MAX_DESCRIPTION_LENGTH)
                .build(InstrumentDefinitionDecoder.BLOCK_LENGTH);
    }

    private static MessageLayout tradingPhaseRequest() {
        return message("TradingPhaseRequest", TradingPhaseRequestDecoder.TEMPLATE_ID)
                .commandHeader()
                .id("instrumentId")
                .enumeration("phase", TradingPhase.values(), TradingPhase.NULL_VAL, TradingPhase::value)
                .build(TradingPhaseRequestDecoder.BLOCK_LENGTH);
    }

    private static MessageLayout uncrossRequest() {
        return message("UncrossRequest", UncrossRequestDecoder.TEMPLATE_ID)
                .commandHeader()
                .id("instrumentId")
                .optionalInt64("price")
                .build(UncrossRequestDecoder.BLOCK_LENGTH);
    }

    private static MessageLayout auctionIndicativeRequest() {
        return message("AuctionIndicativeRequest", AuctionIndicativeRequestDecoder.TEMPLATE_ID)
                .commandHeader()
                .id("instrumentId")
                .build(AuctionIndicativeRequestDecoder.BLOCK_LENGTH);
    }

    private static MessageLayout hashRequest() {
        return message("HashRequest", HashRequestDecoder.TEMPLATE_ID)
                .commandHeader()
                .build(HashRequestDecoder.BLOCK_LENGTH);
    }
}
