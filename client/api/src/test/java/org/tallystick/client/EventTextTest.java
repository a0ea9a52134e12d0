package org.tallystick.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tallystick.codecs.entry.AccountDefinitionDecoder;
import org.tallystick.codecs.entry.HashRequestDecoder;
import org.tallystick.codecs.entry.InstrumentDefinitionDecoder;
import org.tallystick.codecs.entry.TradingPhaseRequestDecoder;
import org.tallystick.codecs.entry.UncrossRequestDecoder;
import org.tallystick.codecs.events.AccountDefinedEncoder;
import org.tallystick.codecs.events.AttachRefusedEncoder;
import org.tallystick.codecs.events.AuctionIndicativeChangedEncoder;
import org.tallystick.codecs.events.AuctionUncrossedEncoder;
import org.tallystick.codecs.events.BlockDisputedEncoder;
import org.tallystick.codecs.events.BlockEndedEncoder;
import org.tallystick.codecs.events.CancelWindowEndedEncoder;
import org.tallystick.codecs.events.CancelWindowStartedEncoder;
import org.tallystick.codecs.events.CancelWindowsRestartedEncoder;
import org.tallystick.codecs.events.CommandRejectedEncoder;
import org.tallystick.codecs.events.GenesisAppliedEncoder;
import org.tallystick.codecs.events.HashReportedEncoder;
import org.tallystick.codecs.events.InstrumentDefinedEncoder;
import org.tallystick.codecs.events.MassCancelCompletedEncoder;
import org.tallystick.codecs.events.MassCancelRejectedEncoder;
import org.tallystick.codecs.events.MessageHeaderDecoder;
import org.tallystick.codecs.events.MessageHeaderEncoder;
import org.tallystick.codecs.events.MessageRefusedEncoder;
import org.tallystick.codecs.events.NodeAgreedEncoder;
import org.tallystick.codecs.events.NodeDivergedEncoder;
import org.tallystick.codecs.events.OrderAcceptedEncoder;
import org.tallystick.codecs.events.OrderCancelledEncoder;
import org.tallystick.codecs.events.OrderChangeRejectedEncoder;
import org.tallystick.codecs.events.OrderExpiredEncoder;
import org.tallystick.codecs.events.OrderReducedEncoder;
import org.tallystick.codecs.events.OrderRejectedEncoder;
import org.tallystick.codecs.events.OrderReplacedEncoder;
import org.tallystick.codecs.events.OrderStateEncoder;
import org.tallystick.codecs.events.ParticipantDefinedEncoder;
import org.tallystick.codecs.events.PhaseChangedEncoder;
import org.tallystick.codecs.events.SequenceFilledEncoder;
import org.tallystick.codecs.events.SequenceGapEncoder;
import org.tallystick.codecs.events.SessionAttachedEncoder;
import org.tallystick.codecs.events.SessionCreatedEncoder;
import org.tallystick.codecs.events.SessionDetachedEncoder;
import org.tallystick.codecs.events.TradeEncoder;
import org.tallystick.codecs.types.AggressorSide;
import org.tallystick.codecs.types.CancelReason;
import org.tallystick.codecs.types.ChangeKind;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.InstrumentKind;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TerminationReason;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

/** Every event, as a trader reads it. */
final class EventTextTest {
    private static final int ABC = 1;
    private static final int BTC = 2;
    private static final int ANONYMOUS = 1;
    private static final int ALICE = 2;
    private static final long NO_PRICE = Long.MIN_VALUE;
    private static final long SHARD_3 = 3L << 51;

    private final EventText text = new EventText();
    private final MutableDirectBuffer buffer = new UnsafeBuffer(new byte[1024]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    @BeforeEach
    void define() {
        assertLine(
                "INSTRUMENT #1 ABC SPOT tick=0.05 lot=10 min=10 max=1000000 name=\"A share\"",
                new InstrumentDefinedEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .instrumentId(ABC)
                        .symbol("ABC")
                        .description("A share")
                        .kind(InstrumentKind.SPOT)
                        .priceDecimals((short) 2)
                        .tickSize(5)
                        .qtyDecimals((short) 0)
                        .lotSize(10)
                        .minQty(10)
                        .maxQty(1_000_000));
        assertLine(
                "INSTRUMENT #2 BTC SPOT tick=1 lot=0.000001 min=0.000001 max=9223372036854.775807",
                new InstrumentDefinedEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .instrumentId(BTC)
                        .symbol("BTC")
                        .description("")
                        .kind(InstrumentKind.SPOT)
                        .priceDecimals((short) 0)
                        .tickSize(1)
                        .qtyDecimals((short) 6)
                        .lotSize(1)
                        .minQty(1)
                        .maxQty(Long.MAX_VALUE));
        ParticipantDefinedEncoder participant = new ParticipantDefinedEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .participantId(1)
                .name("FIRM");
        participant.roles().clear().trader(true).operator(true);
        participant.representsCount(0);
        assertLine("PARTICIPANT #1 FIRM roles=TRADER+OPERATOR", participant);
        assertLine(
                "ACCOUNT #1 anonymous participant=FIRM",
                new AccountDefinedEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .accountId(ANONYMOUS)
                        .participantId(1)
                        .name(""));
        assertLine(
                "ACCOUNT #2 ALICE participant=FIRM",
                new AccountDefinedEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .accountId(ALICE)
                        .participantId(1)
                        .name("ALICE"));
        assertLine(
                "SESSION #7 desk participant=FIRM",
                new SessionCreatedEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .sessionId(7)
                        .participantId(1)
                        .name("desk"));
    }

    @Test
    void shouldBeginWithTheNumberOfTheEvent() {
        new PhaseChangedEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(ABC)
                .phase(TradingPhase.CONTINUOUS)
                .previousPhase(TradingPhase.CLOSED);

        assertEquals("5 PHASE ABC CONTINUOUS was=CLOSED", text.render(5, PhaseChangedEncoder.TEMPLATE_ID, buffer, 0));
    }

    @Test
    void shouldSayWhatHappensToAnOrder() {
        OrderAcceptedEncoder accepted = new OrderAcceptedEncoder().wrapAndApplyHeader(buffer, 0, header);
        order(accepted.order(), 4, 12, ANONYMOUS, ABC, 1000, 100, 0);
        assertLine("ACCEPTED #4 ABC B 100 @ 10.00 LIMIT DAY cl=12", accepted);

        accepted = new OrderAcceptedEncoder().wrapAndApplyHeader(buffer, 0, header);
        order(accepted.order(), SHARD_3 + 5, Long.MAX_VALUE, ALICE, BTC, NO_PRICE, 1_500_000, 0)
                .side(Side.SELL)
                .ordType(OrdType.MARKET)
                .timeInForce(TimeInForce.IOC)
                .flags()
                .postOnly(true)
                .shortSale(true);
        assertLine("ACCEPTED #3-5 BTC S 1.500000 MARKET IOC POST_ONLY+SHORT cl=9223372036854775807(ALICE)", accepted);

        OrderReplacedEncoder replaced = new OrderReplacedEncoder().wrapAndApplyHeader(buffer, 0, header);
        order(replaced.order(), 4, 13, ANONYMOUS, ABC, 1005, 200, 50);
        replaced.previousClOrdId(12).previousPrice(1000).previousLeavesQty(50).priorityKept((short) 0);
        assertLine("REPLACED #4 ABC B 200 @ 10.05 cl=13 was=50 @ 10.00 was_cl=12 priority=lost", replaced);

        replaced = new OrderReplacedEncoder().wrapAndApplyHeader(buffer, 0, header);
        order(replaced.order(), 4, 12, ANONYMOUS, ABC, 1000, 40, 50);
        replaced.previousClOrdId(12).previousPrice(1000).previousLeavesQty(50).priorityKept((short) 1);
        assertLine("REPLACED #4 ABC B 40 @ 10.00 cl=12 was=50 @ 10.00 priority=kept", replaced);

        OrderReducedEncoder reduced = new OrderReducedEncoder().wrapAndApplyHeader(buffer, 0, header);
        order(reduced.order(), 4, 12, ANONYMOUS, ABC, 1000, 60, 0);
        assertLine("REDUCED #4 ABC B 60 @ 10.00 cl=12 by=40", reduced.reducedQty(40));

        OrderCancelledEncoder cancelled = new OrderCancelledEncoder().wrapAndApplyHeader(buffer, 0, header);
        order(cancelled.order(), 4, 12, ALICE, ABC, NO_PRICE, 0, 60);
        assertLine(
                "CANCELLED #4 ABC B 40 cl=12(ALICE) filled=60 MARKET_REMAINDER",
                cancelled.cancelledQty(40).reason(CancelReason.MARKET_REMAINDER));

        OrderExpiredEncoder expired = new OrderExpiredEncoder().wrapAndApplyHeader(buffer, 0, header);
        order(expired.order(), 4, 12, ANONYMOUS, ABC, 1000, 0, 0);
        assertLine("EXPIRED #4 ABC B 100 @ 10.00 cl=12 filled=0", expired.expiredQty(100));
    }

    @Test
    void shouldSayWhatIsRefused() {
        OrderRejectedEncoder rejected = new OrderRejectedEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .clOrdId(9)
                .price(1003)
                .orderQty(100)
                .stopPx(NO_PRICE)
                .displayQty(NO_PRICE)
                .accountId(ANONYMOUS)
                .sessionId(7)
                .instrumentId(ABC)
                .side(Side.BUY)
                .ordType(OrdType.LIMIT)
                .timeInForce(TimeInForce.GTC)
                .reason(RejectReason.PRICE_OFF_TICK);
        rejected.flags().clear();
        assertLine("REJECTED ABC B 100 @ 10.03 LIMIT GTC cl=9 PRICE_OFF_TICK", rejected);

        rejected.price(NO_PRICE)
                .stopPx(1100)
                .displayQty(10)
                .ordType(OrdType.STOP)
                .reason(RejectReason.UNSUPPORTED);
        rejected.flags().reduceOnly(true);
        assertLine("REJECTED ABC B 100 STOP GTC stop=11.00 display=10 REDUCE_ONLY cl=9 UNSUPPORTED", rejected);

        assertLine("CANCEL_REJECTED ABC cl=9(ALICE) UNKNOWN_ORDER", changeRejected(ChangeKind.CANCEL, 9, NO_PRICE));
        assertLine(
                "REDUCE_REJECTED ABC #4 account=ALICE UNKNOWN_ORDER", changeRejected(ChangeKind.REDUCE, NO_PRICE, 4));
        assertLine(
                "REPLACE_REJECTED ABC cl=9(ALICE) new_cl=10 UNKNOWN_ORDER",
                changeRejected(ChangeKind.REPLACE, 9, NO_PRICE).clOrdId(10));
        assertLine(
                "MASS_CANCEL_REJECTED ABC B id=3 account=ALICE WORK_PENDING",
                new MassCancelRejectedEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .massCancelId(3)
                        .accountId(ALICE)
                        .sessionId(7)
                        .instrumentId(ABC)
                        .side(Side.BUY)
                        .reason(RejectReason.WORK_PENDING));
    }

    private OrderChangeRejectedEncoder changeRejected(ChangeKind kind, long origClOrdId, long orderId) {
        return new OrderChangeRejectedEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .origClOrdId(origClOrdId)
                .orderId(orderId)
                .clOrdId(NO_PRICE)
                .accountId(ALICE)
                .sessionId(7)
                .instrumentId(ABC)
                .kind(kind)
                .reason(RejectReason.UNKNOWN_ORDER);
    }

    @Test
    void shouldSayWhatWasMassCancelled() {
        MassCancelCompletedEncoder completed = new MassCancelCompletedEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .affectedOrders(2)
                .massCancelId(NO_PRICE)
                .accountId(ANONYMOUS)
                .sessionId(7)
                .instrumentId(ABC)
                .side(Side.NULL_VAL);
        assertLine("MASS_CANCELLED ABC orders=2", completed);
        assertLine("MASS_CANCELLED all orders=2", completed.instrumentId(Integer.MIN_VALUE));
    }

    @Test
    void shouldSayTradesAndAuctions() {
        assertLine("TRADE #3 ABC 100 @ 10.05 buy=12 sell=7(ALICE) aggressor=S open=0/250", trade(3));
        assertLine(
                "TRADE #3-9 ABC 100 @ 10.05 buy=12 sell=7(ALICE) aggressor=N open=0/250",
                trade(SHARD_3 + 9).aggressor(AggressorSide.NONE));

        AuctionIndicativeChangedEncoder indicative = new AuctionIndicativeChangedEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .price(1005)
                .volume(300)
                .surplus(-100)
                .instrumentId(ABC);
        assertLine("INDICATIVE ABC 300 @ 10.05 surplus=-100", indicative);
        assertLine("INDICATIVE ABC none", indicative.price(NO_PRICE).volume(0).surplus(0));

        AuctionUncrossedEncoder uncrossed = new AuctionUncrossedEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .price(1005)
                .volume(300)
                .tradeCount(2)
                .instrumentId(ABC);
        assertLine("UNCROSSED ABC 300 @ 10.05 trades=2", uncrossed);
        assertLine("UNCROSSED ABC none", uncrossed.price(NO_PRICE).volume(0).tradeCount(0));
    }

    private TradeEncoder trade(long id) {
        TradeEncoder trade = new TradeEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .tradeId(id)
                .price(1005)
                .quantity(100)
                .instrumentId(ABC)
                .aggressor(AggressorSide.SELL);
        trade.buy().clOrdId(12).accountId(ANONYMOUS).leavesQty(0);
        trade.sell().clOrdId(7).accountId(ALICE).leavesQty(250);
        return trade;
    }

    @Test
    void shouldSayWhatSessionsDo() {
        assertLine(
                "ATTACHED desk connection=11 attach=2 next_client_seq=5 next_report_seq=6",
                new SessionAttachedEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .connectionId(11)
                        .attachId(2)
                        .nextClientSeq(5)
                        .nextReportSeq(6)
                        .sessionId(7));
        assertLine(
                "DETACHED desk connection=11 CONNECTION_CLOSED",
                new SessionDetachedEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .connectionId(11)
                        .sessionId(7)
                        .reason(TerminationReason.CONNECTION_CLOSED));
        assertLine(
                "SEQUENCE_GAP desk from=5 count=2",
                new SequenceGapEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .fromClientSeq(5)
                        .count(2)
                        .sessionId(7));
        assertLine(
                "SEQUENCE_FILLED desk from=5 next=7",
                new SequenceFilledEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .fromClientSeq(5)
                        .nextClientSeq(7)
                        .sessionId(7));
        assertLine(
                "MESSAGE_REFUSED desk connection=11 client_seq=5 template=20 BAD_TOKEN",
                new MessageRefusedEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .connectionId(11)
                        .clientSeq(5)
                        .sessionId(7)
                        .refTemplateId(20)
                        .reason(RejectReason.BAD_TOKEN));
        assertLine(
                "MESSAGE_REFUSED connection=11 TOO_SHORT",
                new MessageRefusedEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .connectionId(11)
                        .clientSeq(NO_PRICE)
                        .sessionId(Integer.MIN_VALUE)
                        .refTemplateId(Integer.MIN_VALUE)
                        .reason(RejectReason.TOO_SHORT));
        assertLine(
                "ATTACH_REFUSED session:8 connection=11 attach=1 UNKNOWN_SESSION",
                new AttachRefusedEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .connectionId(11)
                        .attachId(1)
                        .sessionId(8)
                        .reason(RejectReason.UNKNOWN_SESSION));
    }

    @Test
    void shouldSayWhatControlsTheExchange() {
        assertLine(
                "GENESIS cluster=000000000000002a shard=0 rules=1 clock=FLOW operator=FIRM max_open_orders=1"
                        + " max_fills=2 max_auction_orders=2 max_work=3 ring_bytes=4/5 max_instruments=6 max_participants=7"
                        + " max_accounts=8 max_sessions=9 max_connections=10",
                new GenesisAppliedEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .clusterId(42)
                        .maxOpenOrders(1)
                        .maxFillsPerCommand(2)
                        .maxAuctionOrders(2)
                        .maxWorkPerStep(3)
                        .ringBytesPerSession(4)
                        .ringBytesTotal(5)
                        .maxInstruments(6)
                        .maxParticipants(7)
                        .maxAccounts(8)
                        .maxSessions(9)
                        .maxConnections(10)
                        .shard(0)
                        .rulesVersion(1)
                        .clockMode(ClockMode.FLOW)
                        .operator("FIRM"));
        assertLine(
                "HASH market=00000000000000ff state=ffffffffffffffff at=3",
                new HashReportedEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .marketHash(255)
                        .stateHash(-1)
                        .eventSeq(3));
        assertLine(
                "BLOCK #4 running_hash=0000000000000001",
                new BlockEndedEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .block(4)
                        .runningHash(1));
        assertLine(
                "NODE_DIVERGED member=2 block=5 hash=00000000000000ff majority=0000000000000001",
                new NodeDivergedEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .block(5)
                        .hash(255)
                        .majorityHash(1)
                        .memberId(2));
        assertLine(
                "NODE_AGREED member=2 block=9 hash=0000000000000001",
                new NodeAgreedEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .block(9)
                        .hash(1)
                        .memberId(2));
        assertLine(
                "BLOCK_DISPUTED #11 hashes=2 reported=3 members=4",
                new BlockDisputedEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .block(11)
                        .reported(3)
                        .hashes(2)
                        .memberCount(4));
        assertLine(
                "CANCEL_WINDOW_STARTED desk window_ns=5000000000",
                new CancelWindowStartedEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .cancelWindowNs(5_000_000_000L)
                        .sessionId(7));
        assertLine(
                "CANCEL_WINDOW_ENDED desk",
                new CancelWindowEndedEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .sessionId(7));
        assertLine(
                "CANCEL_WINDOWS_RESTARTED count=3",
                new CancelWindowsRestartedEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .count(3));
        assertCommandRejected("PHASE_REJECTED ABC", TradingPhaseRequestDecoder.TEMPLATE_ID, ABC);
        assertCommandRejected("UNCROSS_REJECTED BTC", UncrossRequestDecoder.TEMPLATE_ID, BTC);
        assertCommandRejected("INSTRUMENT_REJECTED instrument:9", InstrumentDefinitionDecoder.TEMPLATE_ID, 9);
        assertCommandRejected("ACCOUNT_REJECTED account:9", AccountDefinitionDecoder.TEMPLATE_ID, 9);
        assertCommandRejected("HASH_REJECTED", HashRequestDecoder.TEMPLATE_ID, Integer.MIN_VALUE);
        assertCommandRejected("MESSAGE_REJECTED template=99", 99, Integer.MIN_VALUE);
    }

    private void assertCommandRejected(String what, int refTemplateId, int entityId) {
        assertLine(
                what + " session=desk BAD_VALUE",
                new CommandRejectedEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .entityId(entityId)
                        .sessionId(7)
                        .refTemplateId(refTemplateId)
                        .reason(RejectReason.BAD_VALUE));
    }

    @Test
    void shouldShowByNumberWhatItHasNotHeardOf() {
        OrderAcceptedEncoder accepted = new OrderAcceptedEncoder().wrapAndApplyHeader(buffer, 0, header);
        order(accepted.order(), 4, 12, 5, 6, 1000, 100, 0);
        assertLine("ACCEPTED #4 instrument:6 B 100 @ 1000 LIMIT DAY cl=12(account:5)", accepted);
        assertEquals("EVENT template=999", text.event(999, buffer, 0));
    }

    private static OrderStateEncoder order(
            OrderStateEncoder order,
            long orderId,
            long clOrdId,
            int accountId,
            int instrumentId,
            long price,
            long leavesQty,
            long cumQty) {
        order.orderId(orderId)
                .clOrdId(clOrdId)
                .price(price)
                .leavesQty(leavesQty)
                .cumQty(cumQty)
                .accountId(accountId)
                .sessionId(7)
                .instrumentId(instrumentId)
                .side(Side.BUY)
                .ordType(OrdType.LIMIT)
                .timeInForce(TimeInForce.DAY)
                .flags()
                .clear();
        return order;
    }

    /** @param encoded the event, which is in the buffer */
    private void assertLine(String expected, Object encoded) {
        int templateId = new MessageHeaderDecoder().wrap(buffer, 0).templateId();
        assertEquals(expected, text.event(templateId, buffer, 0), encoded::toString);
    }
}
