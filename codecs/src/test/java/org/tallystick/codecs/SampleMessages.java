package org.tallystick.codecs;

import java.util.List;
import java.util.function.BiConsumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.codecs.entry.AccountDefinitionEncoder;
import org.tallystick.codecs.entry.AuctionIndicativeRequestEncoder;
import org.tallystick.codecs.entry.BlockHashEncoder;
import org.tallystick.codecs.entry.CommandHeaderEncoder;
import org.tallystick.codecs.entry.EstablishEncoder;
import org.tallystick.codecs.entry.GenesisEncoder;
import org.tallystick.codecs.entry.HashRequestEncoder;
import org.tallystick.codecs.entry.InstrumentDefinitionEncoder;
import org.tallystick.codecs.entry.MessageHeaderEncoder;
import org.tallystick.codecs.entry.NegotiateEncoder;
import org.tallystick.codecs.entry.NewOrderSingleEncoder;
import org.tallystick.codecs.entry.OrderCancelReplaceRequestEncoder;
import org.tallystick.codecs.entry.OrderCancelRequestEncoder;
import org.tallystick.codecs.entry.OrderMassCancelRequestEncoder;
import org.tallystick.codecs.entry.OrderReduceRequestEncoder;
import org.tallystick.codecs.entry.OrderStatusRequestEncoder;
import org.tallystick.codecs.entry.ParticipantDefinitionEncoder;
import org.tallystick.codecs.entry.RetransmitRequestEncoder;
import org.tallystick.codecs.entry.SequenceEncoder;
import org.tallystick.codecs.entry.SequenceFillEncoder;
import org.tallystick.codecs.entry.TerminateEncoder;
import org.tallystick.codecs.entry.TradingPhaseRequestEncoder;
import org.tallystick.codecs.entry.UncrossRequestEncoder;
import org.tallystick.codecs.types.CancelOnDisconnect;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.InstrumentKind;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.QuantityMeaning;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TerminationReason;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

/** A valid message of every kind that clients send, made with the generated encoders. */
final class SampleMessages {
    static final long TOKEN = 0x0123_4567_89ab_cdefL;
    static final long CLIENT_SEQ = 42;
    static final long TRANSACT_TIME = 1_700_000_000_000_000_000L;
    static final int SESSION_ID = 7;

    /** The bytes of a message, with its name for test reports. */
    record Sample(String name, byte[] bytes) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final MessageHeaderEncoder HEADER = new MessageHeaderEncoder();

    private SampleMessages() {}

    static List<Sample> all() {
        return List.of(
                sample("Negotiate", new NegotiateEncoder(), SampleMessages::negotiate),
                sample("Establish", new EstablishEncoder(), SampleMessages::establish),
                sample(
                        "Sequence",
                        new SequenceEncoder(),
                        (m, b) -> m.wrapAndApplyHeader(b, 0, HEADER)
                                .token(TOKEN)
                                .nextSeq(1)
                                .sessionId(SESSION_ID)),
                sample(
                        "SequenceFill",
                        new SequenceFillEncoder(),
                        (m, b) -> m.wrapAndApplyHeader(b, 0, HEADER)
                                .token(TOKEN)
                                .newNextClientSeq(50)
                                .sessionId(SESSION_ID)),
                sample(
                        "RetransmitRequest",
                        new RetransmitRequestEncoder(),
                        (m, b) -> m.wrapAndApplyHeader(b, 0, HEADER)
                                .token(TOKEN)
                                .fromReportSeq(9)
                                .sessionId(SESSION_ID)),
                sample(
                        "Terminate",
                        new TerminateEncoder(),
                        (m, b) -> m.wrapAndApplyHeader(b, 0, HEADER)
                                .token(TOKEN)
                                .sessionId(SESSION_ID)
                                .reason(TerminationReason.FINISHED)),
                sample("Genesis", new GenesisEncoder(), SampleMessages::genesis),
                sample(
                        "BlockHash",
                        new BlockHashEncoder(),
                        (m, b) -> m.wrapAndApplyHeader(b, 0, HEADER)
                                .block(5)
                                .hash(TOKEN)
                                .memberId(0)
                                .memberCount(3)),
                sample("NewOrderSingle", new NewOrderSingleEncoder(), SampleMessages::newOrderSingle),
                sample("OrderCancelRequest", new OrderCancelRequestEncoder(), (m, b) -> {
                    header(m.wrapAndApplyHeader(b, 0, HEADER).header());
                    m.accountId(1).origClOrdId(100).orderId(OrderCancelRequestEncoder.orderIdNullValue());
                    m.instrumentId(3);
                }),
                sample("OrderCancelReplaceRequest", new OrderCancelReplaceRequestEncoder(), SampleMessages::replace),
                sample("OrderReduceRequest", new OrderReduceRequestEncoder(), (m, b) -> {
                    header(m.wrapAndApplyHeader(b, 0, HEADER).header());
                    m.accountId(1).origClOrdId(OrderReduceRequestEncoder.origClOrdIdNullValue());
                    m.orderId(77).reduceQty(5).instrumentId(3);
                }),
                sample("OrderMassCancelRequest", new OrderMassCancelRequestEncoder(), (m, b) -> {
                    header(m.wrapAndApplyHeader(b, 0, HEADER).header());
                    m.accountId(1).massCancelId(5).instrumentId(3).side(Side.NULL_VAL);
                }),
                sample("OrderStatusRequest", new OrderStatusRequestEncoder(), (m, b) -> {
                    header(m.wrapAndApplyHeader(b, 0, HEADER).header());
                    m.accountId(1).origClOrdId(100).orderId(77).instrumentId(3);
                }),
                sample("ParticipantDefinition", new ParticipantDefinitionEncoder(), SampleMessages::participant),
                sample("AccountDefinition", new AccountDefinitionEncoder(), (m, b) -> {
                    header(m.wrapAndApplyHeader(b, 0, HEADER).header());
                    m.accountId(11).participantId(2).name("");
                }),
                sample("InstrumentDefinition", new InstrumentDefinitionEncoder(), SampleMessages::instrument),
                sample("TradingPhaseRequest", new TradingPhaseRequestEncoder(), (m, b) -> {
                    header(m.wrapAndApplyHeader(b, 0, HEADER).header());
                    m.instrumentId(3).phase(TradingPhase.CONTINUOUS);
                }),
                sample("UncrossRequest", new UncrossRequestEncoder(), (m, b) -> {
                    header(m.wrapAndApplyHeader(b, 0, HEADER).header());
                    m.instrumentId(3).price(UncrossRequestEncoder.priceNullValue());
                }),
                sample("AuctionIndicativeRequest", new AuctionIndicativeRequestEncoder(), (m, b) -> {
                    header(m.wrapAndApplyHeader(b, 0, HEADER).header());
                    m.instrumentId(3);
                }),
                sample(
                        "HashRequest",
                        new HashRequestEncoder(),
                        (m, b) -> header(m.wrapAndApplyHeader(b, 0, HEADER).header())));
    }

    static byte[] bytes(String name) {
        return all().stream()
                .filter(sample -> sample.name.equals(name))
                .findFirst()
                .orElseThrow()
                .bytes;
    }

    /** The group's end is not in the block length, so the length is taken from where the encoder stands. */
    private static <M> Sample sample(String name, M encoder, BiConsumer<M, UnsafeBuffer> encode) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[MessageLimits.MAX_CLIENT_MESSAGE_LENGTH]);
        encode.accept(encoder, buffer);
        int length = encoder instanceof ParticipantDefinitionEncoder participant
                ? participant.limit()
                : MessageHeaderEncoder.ENCODED_LENGTH + (buffer.getShort(0) & 0xFFFF);
        byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return new Sample(name, bytes);
    }

    private static void header(CommandHeaderEncoder header) {
        header.token(TOKEN).clientSeq(CLIENT_SEQ).transactTime(TRANSACT_TIME).sessionId(SESSION_ID);
    }

    private static void negotiate(NegotiateEncoder message, UnsafeBuffer buffer) {
        message.wrapAndApplyHeader(buffer, 0, HEADER).attachId(1).token(TOKEN);
        message.participant("ALPHA").session("a-session-of-24-letters.");
    }

    private static void establish(EstablishEncoder message, UnsafeBuffer buffer) {
        message.wrapAndApplyHeader(buffer, 0, HEADER).attachId(1).token(TOKEN).nextReportSeq(1);
        message.cancelWindowNs(0).sessionId(SESSION_ID).cancelOnDisconnect(CancelOnDisconnect.NEVER);
    }

    private static void genesis(GenesisEncoder message, UnsafeBuffer buffer) {
        message.wrapAndApplyHeader(buffer, 0, HEADER).clusterId(-5).transactTime(TRANSACT_TIME);
        message.maxOpenOrders(1000)
                .maxFillsPerCommand(100)
                .maxAuctionOrders(100)
                .maxWorkPerStep(100);
        message.ringBytesPerSession(4096).ringBytesTotal(1 << 20);
        message.maxInstruments(10).maxParticipants(10).maxAccounts(10).maxSessions(10);
        message.maxConnections(10).shard(0).rulesVersion(1).clockMode(ClockMode.FLOW);
        message.operator("OPS");
    }

    private static void newOrderSingle(NewOrderSingleEncoder message, UnsafeBuffer buffer) {
        header(message.wrapAndApplyHeader(buffer, 0, HEADER).header());
        message.accountId(1).clOrdId(100).price(10_050).orderQty(10);
        message.stopPx(NewOrderSingleEncoder.stopPxNullValue());
        message.displayQty(NewOrderSingleEncoder.displayQtyNullValue());
        message.expireTime(NewOrderSingleEncoder.expireTimeNullValue());
        message.instrumentId(3).side(Side.BUY).ordType(OrdType.LIMIT).timeInForce(TimeInForce.DAY);
        message.flags().clear().postOnly(true);
    }

    private static void replace(OrderCancelReplaceRequestEncoder message, UnsafeBuffer buffer) {
        header(message.wrapAndApplyHeader(buffer, 0, HEADER).header());
        message.accountId(1).origClOrdId(100).orderId(OrderCancelReplaceRequestEncoder.orderIdNullValue());
        message.clOrdId(101).price(10_060).orderQty(20);
        message.assumedCumQty(0).instrumentId(3).quantityMeaning(QuantityMeaning.OPEN);
    }

    private static void participant(ParticipantDefinitionEncoder message, UnsafeBuffer buffer) {
        header(message.wrapAndApplyHeader(buffer, 0, HEADER).header());
        message.participantId(2).name("BETA").roles().clear().trader(true).gateway(true);
        message.representsCount(2).next().participantId(3).next().participantId(4);
    }

    private static void instrument(InstrumentDefinitionEncoder message, UnsafeBuffer buffer) {
        header(message.wrapAndApplyHeader(buffer, 0, HEADER).header());
        message.instrumentId(3).tickSize(1).lotSize(1).minQty(1).maxQty(1_000_000);
        message.priceDecimals((short) 18).qtyDecimals((short) 0).kind(InstrumentKind.SPOT);
        message.symbol("TLY").description("A share of Tallystick");
    }
}
