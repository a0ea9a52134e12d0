package org.tallystick.engine.event;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.tallystick.engine.event.OwnBytes.putByte;
import static org.tallystick.engine.event.OwnBytes.putInt;
import static org.tallystick.engine.event.OwnBytes.putLong;

import org.agrona.concurrent.UnsafeBuffer;
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
import org.tallystick.codecs.events.TradeSideEncoder;
import org.tallystick.codecs.types.AggressorSide;
import org.tallystick.codecs.types.CancelReason;
import org.tallystick.codecs.types.ChangeKind;
import org.tallystick.codecs.types.OrderFlagsEncoder;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.RolesEncoder;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TerminationReason;
import org.tallystick.codecs.types.Topic;
import org.tallystick.codecs.types.TradingPhase;
import org.tallystick.engine.FrameSink;
import org.tallystick.engine.Genesis;
import org.tallystick.engine.Transaction;
import org.tallystick.engine.market.Instrument;
import org.tallystick.engine.market.MassCancel;
import org.tallystick.engine.market.NewOrder;
import org.tallystick.engine.market.OrderChange;
import org.tallystick.engine.market.Orders;
import org.tallystick.engine.session.Account;
import org.tallystick.engine.session.Participant;
import org.tallystick.engine.session.Session;

/**
 * Encodes everything that happens as the event stream: one event a call, in frames as {@code EventStreamFormat} says,
 * given to a {@link FrameSink} between {@link #begin} and the return of {@link #end}. Three calls are answers to one client
 * and make no event: {@link #orderStatus}, {@link #auctionIndicative} and {@link #adminApplied}.
 *
 * <p>Allocates nothing. Its number of events and running hash belong to the engine's state: see {@link #restore}.
 */
public final class FrameEncoder implements EventSink {
    private final FrameWriter writer;
    private final Orders orders;
    private final UnsafeBuffer buffer;
    /** What the buffer is wrapped around. */
    private final byte[] bytes;

    private final MessageHeaderEncoder header;

    private final OrderAcceptedEncoder orderAccepted = new OrderAcceptedEncoder();
    private final OrderRejectedEncoder orderRejected = new OrderRejectedEncoder();
    private final OrderReplacedEncoder orderReplaced = new OrderReplacedEncoder();
    private final OrderReducedEncoder orderReduced = new OrderReducedEncoder();
    private final OrderCancelledEncoder orderCancelled = new OrderCancelledEncoder();
    private final OrderExpiredEncoder orderExpired = new OrderExpiredEncoder();
    private final OrderChangeRejectedEncoder orderChangeRejected = new OrderChangeRejectedEncoder();
    private final MassCancelCompletedEncoder massCancelCompleted = new MassCancelCompletedEncoder();
    private final MassCancelRejectedEncoder massCancelRejected = new MassCancelRejectedEncoder();
    private final TradeEncoder trade = new TradeEncoder();
    private final AuctionIndicativeChangedEncoder indicativeChanged = new AuctionIndicativeChangedEncoder();
    private final AuctionUncrossedEncoder auctionUncrossed = new AuctionUncrossedEncoder();
    private final InstrumentDefinedEncoder instrumentDefined = new InstrumentDefinedEncoder();
    private final PhaseChangedEncoder phaseChanged = new PhaseChangedEncoder();
    private final ParticipantDefinedEncoder participantDefined = new ParticipantDefinedEncoder();
    private final AccountDefinedEncoder accountDefined = new AccountDefinedEncoder();
    private final SessionCreatedEncoder sessionCreated = new SessionCreatedEncoder();
    private final SessionAttachedEncoder sessionAttached = new SessionAttachedEncoder();
    private final SessionDetachedEncoder sessionDetached = new SessionDetachedEncoder();
    private final CancelWindowStartedEncoder cancelWindowStarted = new CancelWindowStartedEncoder();
    private final CancelWindowEndedEncoder cancelWindowEnded = new CancelWindowEndedEncoder();
    private final CancelWindowsRestartedEncoder cancelWindowsRestarted = new CancelWindowsRestartedEncoder();
    private final SequenceGapEncoder sequenceGap = new SequenceGapEncoder();
    private final SequenceFilledEncoder sequenceFilled = new SequenceFilledEncoder();
    private final MessageRefusedEncoder messageRefused = new MessageRefusedEncoder();
    private final AttachRefusedEncoder attachRefused = new AttachRefusedEncoder();
    private final GenesisAppliedEncoder genesisApplied = new GenesisAppliedEncoder();
    private final CommandRejectedEncoder commandRejected = new CommandRejectedEncoder();
    private final HashReportedEncoder hashReported = new HashReportedEncoder();
    private final BlockEndedEncoder blockEnded = new BlockEndedEncoder();
    private final NodeDivergedEncoder nodeDiverged = new NodeDivergedEncoder();
    private final NodeAgreedEncoder nodeAgreed = new NodeAgreedEncoder();
    private final BlockDisputedEncoder blockDisputed = new BlockDisputedEncoder();

    /**
     * Makes an encoder whose next event is the first.
     *
     * @param sink   takes the frames
     * @param orders where the handles of the events stand
     */
    public FrameEncoder(FrameSink sink, Orders orders) {
        this.orders = orders;
        writer = new FrameWriter(sink);
        buffer = writer.buffer();
        bytes = writer.bytes();
        header = writer.messageHeader();
    }

    /**
     * Begins a transaction.
     *
     * @param transaction read whenever one of its frames is written, so it may still be filled after this call
     * @throws IllegalStateException if the transaction before has not ended
     */
    public void begin(Transaction transaction) {
        writer.begin(transaction);
    }

    /**
     * Ends the transaction and gives its last frame to the sink; a transaction without events has none.
     *
     * @throws IllegalStateException if no transaction has begun
     */
    public void end() {
        writer.end();
    }

    /**
     * Number of the last event.
     *
     * @return 0 before the first
     */
    public long eventSeq() {
        return writer.eventSeq();
    }

    /**
     * Hash over all events in the frames that the sink has been given: between transactions, over all events.
     *
     * @return 0 before the first frame
     */
    public long runningHash() {
        return writer.runningHash();
    }

    /**
     * Continues where a snapshot was taken.
     *
     * @param eventSeq     number of the last event
     * @param runningHash  hash over all events
     * @param rulesVersion of the genesis, 0 before it
     * @throws IllegalStateException within a transaction
     */
    public void restore(long eventSeq, long runningHash, int rulesVersion) {
        writer.restore(eventSeq, runningHash, rulesVersion);
    }

    @Override
    public void orderAccepted(int order) {
        int body = writer.claim(Topic.ORDERS, OrderAcceptedEncoder.TEMPLATE_ID, OrderAcceptedEncoder.BLOCK_LENGTH);
        putState(body + OrderAcceptedEncoder.orderEncodingOffset(), order);
    }

    @Override
    public void orderRejected(NewOrder request, RejectReason reason) {
        int offset = writer.claim(Topic.ORDERS, OrderRejectedEncoder.BLOCK_LENGTH);
        orderRejected
                .wrapAndApplyHeader(buffer, offset, header)
                .clOrdId(request.clOrdId)
                .price(request.price)
                .orderQty(request.quantity)
                .stopPx(request.stopPrice)
                .displayQty(request.displayQty)
                .accountId(request.accountId)
                .sessionId(request.sessionId)
                .instrumentId(request.instrumentId)
                .side(request.side)
                .ordType(request.ordType)
                .timeInForce(request.timeInForce)
                .reason(reason);
        put(orderRejected.flags(), request.flags);
    }

    @Override
    public void orderReplaced(
            int order, long previousClOrdId, long previousPrice, long previousLeavesQty, boolean priorityKept) {
        int body = writer.claim(Topic.ORDERS, OrderReplacedEncoder.TEMPLATE_ID, OrderReplacedEncoder.BLOCK_LENGTH);
        orderReplaced
                .wrap(buffer, body)
                .previousClOrdId(previousClOrdId)
                .previousPrice(previousPrice)
                .previousLeavesQty(previousLeavesQty)
                .priorityKept((short) (priorityKept ? 1 : 0));
        putState(body + OrderReplacedEncoder.orderEncodingOffset(), order);
    }

    @Override
    public void orderReduced(int order, long reducedQty) {
        int body = writer.claim(Topic.ORDERS, OrderReducedEncoder.TEMPLATE_ID, OrderReducedEncoder.BLOCK_LENGTH);
        orderReduced.wrap(buffer, body).reducedQty(reducedQty);
        putState(body + OrderReducedEncoder.orderEncodingOffset(), order);
    }

    @Override
    public void orderCancelled(int order, long cancelledQty, CancelReason reason) {
        int body = writer.claim(Topic.ORDERS, OrderCancelledEncoder.TEMPLATE_ID, OrderCancelledEncoder.BLOCK_LENGTH);
        orderCancelled.wrap(buffer, body).cancelledQty(cancelledQty).reason(reason);
        putState(body + OrderCancelledEncoder.orderEncodingOffset(), order);
    }

    @Override
    public void orderExpired(int order, long expiredQty) {
        int offset = writer.claim(Topic.ORDERS, OrderExpiredEncoder.BLOCK_LENGTH);
        orderExpired.wrapAndApplyHeader(buffer, offset, header).expiredQty(expiredQty);
        putState(orderExpired.order().offset(), order);
    }

    @Override
    public void orderChangeRejected(OrderChange request, ChangeKind kind, RejectReason reason) {
        int offset = writer.claim(Topic.ORDERS, OrderChangeRejectedEncoder.BLOCK_LENGTH);
        orderChangeRejected
                .wrapAndApplyHeader(buffer, offset, header)
                .origClOrdId(request.origClOrdId)
                .orderId(request.orderId)
                .clOrdId(request.clOrdId)
                .accountId(request.accountId)
                .sessionId(request.sessionId)
                .instrumentId(request.instrumentId)
                .kind(kind)
                .reason(reason);
    }

    /** Makes no event: nothing happened, it was only asked. */
    @Override
    public void orderStatus(int order) {}

    @Override
    public void massCancelCompleted(MassCancel request, long affectedOrders) {
        int offset = writer.claim(Topic.ORDERS, MassCancelCompletedEncoder.BLOCK_LENGTH);
        massCancelCompleted
                .wrapAndApplyHeader(buffer, offset, header)
                .affectedOrders(affectedOrders)
                .massCancelId(request.massCancelId)
                .accountId(request.accountId)
                .sessionId(request.sessionId)
                .instrumentId(request.instrumentId)
                .side(optional(request.side));
    }

    @Override
    public void massCancelRejected(MassCancel request, RejectReason reason) {
        int offset = writer.claim(Topic.ORDERS, MassCancelRejectedEncoder.BLOCK_LENGTH);
        massCancelRejected
                .wrapAndApplyHeader(buffer, offset, header)
                .massCancelId(request.massCancelId)
                .accountId(request.accountId)
                .sessionId(request.sessionId)
                .instrumentId(request.instrumentId)
                .side(optional(request.side))
                .reason(reason);
    }

    @Override
    public void trade(long tradeId, long price, long quantity, int buy, int sell, AggressorSide aggressor) {
        int body = writer.claim(Topic.TRADES, TradeEncoder.TEMPLATE_ID, TradeEncoder.BLOCK_LENGTH);
        trade.wrap(buffer, body)
                .tradeId(tradeId)
                .price(price)
                .quantity(quantity)
                .instrumentId(orders.instrumentId(buy))
                .aggressor(aggressor);
        putSide(body + TradeEncoder.buyEncodingOffset(), buy);
        putSide(body + TradeEncoder.sellEncodingOffset(), sell);
    }

    @Override
    public void auctionIndicativeChanged(Instrument instrument, long price, long volume, long surplus) {
        int offset = writer.claim(Topic.BOOKS, AuctionIndicativeChangedEncoder.BLOCK_LENGTH);
        indicativeChanged
                .wrapAndApplyHeader(buffer, offset, header)
                .price(price)
                .volume(volume)
                .surplus(surplus)
                .instrumentId(instrument.id());
    }

    /** Makes no event: nothing happened, it was only asked. */
    @Override
    public void auctionIndicative(Instrument instrument, long price, long volume, long surplus) {}

    @Override
    public void auctionUncrossed(Instrument instrument, long price, long volume, long tradeCount) {
        int offset = writer.claim(Topic.BOOKS, AuctionUncrossedEncoder.BLOCK_LENGTH);
        auctionUncrossed
                .wrapAndApplyHeader(buffer, offset, header)
                .price(price)
                .volume(volume)
                .tradeCount(tradeCount)
                .instrumentId(instrument.id());
    }

    @Override
    public void instrumentDefined(Instrument instrument) {
        int offset = writer.claim(Topic.INSTRUMENTS, InstrumentDefinedEncoder.BLOCK_LENGTH);
        instrumentDefined
                .wrapAndApplyHeader(buffer, offset, header)
                .tickSize(instrument.tickSize())
                .lotSize(instrument.lotSize())
                .minQty(instrument.minQty())
                .maxQty(instrument.maxQty())
                .instrumentId(instrument.id())
                .priceDecimals((short) instrument.priceDecimals())
                .qtyDecimals((short) instrument.qtyDecimals())
                .kind(instrument.kind())
                .symbol(instrument.symbol())
                .description(instrument.description());
    }

    @Override
    public void phaseChanged(Instrument instrument, TradingPhase previous) {
        int offset = writer.claim(Topic.INSTRUMENTS, PhaseChangedEncoder.BLOCK_LENGTH);
        phaseChanged
                .wrapAndApplyHeader(buffer, offset, header)
                .instrumentId(instrument.id())
                .phase(instrument.phase())
                .previousPhase(previous);
    }

    @Override
    public void participantDefined(Participant participant) {
        int count = participant.representedCount();
        int groupLength = ParticipantDefinedEncoder.RepresentsEncoder.sbeHeaderSize()
                + count * ParticipantDefinedEncoder.RepresentsEncoder.sbeBlockLength();
        int offset = writer.claim(Topic.ACCOUNTS, ParticipantDefinedEncoder.BLOCK_LENGTH + groupLength);
        participantDefined
                .wrapAndApplyHeader(buffer, offset, header)
                .participantId(participant.id())
                .name(participant.name());
        RolesEncoder roles = participantDefined.roles();
        buffer.putShort(roles.offset(), (short) participant.roles(), LITTLE_ENDIAN);
        ParticipantDefinedEncoder.RepresentsEncoder represents = participantDefined.representsCount(count);
        for (int i = 0; i < count; i++) {
            represents.next().participantId(participant.represented(i));
        }
    }

    @Override
    public void accountDefined(Account account) {
        int offset = writer.claim(Topic.ACCOUNTS, AccountDefinedEncoder.BLOCK_LENGTH);
        accountDefined
                .wrapAndApplyHeader(buffer, offset, header)
                .accountId(account.id())
                .participantId(account.participantId())
                .name(account.name());
    }

    @Override
    public void sessionCreated(Session session) {
        int offset = writer.claim(Topic.SESSIONS, SessionCreatedEncoder.BLOCK_LENGTH);
        sessionCreated
                .wrapAndApplyHeader(buffer, offset, header)
                .sessionId(session.id())
                .participantId(session.participantId())
                .name(session.name());
    }

    @Override
    public void sessionAttached(Session session) {
        int offset = writer.claim(Topic.SESSIONS, SessionAttachedEncoder.BLOCK_LENGTH);
        sessionAttached
                .wrapAndApplyHeader(buffer, offset, header)
                .connectionId(session.connectionId())
                .attachId(session.attachId())
                .nextClientSeq(session.nextClientSeq())
                .nextReportSeq(session.nextReportSeq())
                .sessionId(session.id());
    }

    @Override
    public void sessionDetached(Session session, long connectionId, TerminationReason reason) {
        int offset = writer.claim(Topic.SESSIONS, SessionDetachedEncoder.BLOCK_LENGTH);
        sessionDetached
                .wrapAndApplyHeader(buffer, offset, header)
                .connectionId(connectionId)
                .sessionId(session.id())
                .reason(reason);
    }

    @Override
    public void cancelWindowStarted(Session session) {
        int offset = writer.claim(Topic.SESSIONS, CancelWindowStartedEncoder.BLOCK_LENGTH);
        cancelWindowStarted
                .wrapAndApplyHeader(buffer, offset, header)
                .cancelWindowNs(session.cancelWindowNs())
                .sessionId(session.id());
    }

    @Override
    public void cancelWindowEnded(Session session) {
        int offset = writer.claim(Topic.SESSIONS, CancelWindowEndedEncoder.BLOCK_LENGTH);
        cancelWindowEnded.wrapAndApplyHeader(buffer, offset, header).sessionId(session.id());
    }

    @Override
    public void cancelWindowsRestarted(int count) {
        int offset = writer.claim(Topic.SESSIONS, CancelWindowsRestartedEncoder.BLOCK_LENGTH);
        cancelWindowsRestarted.wrapAndApplyHeader(buffer, offset, header).count(count);
    }

    @Override
    public void sequenceGap(Session session, long fromClientSeq, long count) {
        int offset = writer.claim(Topic.SESSIONS, SequenceGapEncoder.BLOCK_LENGTH);
        sequenceGap
                .wrapAndApplyHeader(buffer, offset, header)
                .fromClientSeq(fromClientSeq)
                .count(count)
                .sessionId(session.id());
    }

    @Override
    public void sequenceFilled(Session session, long fromClientSeq, long nextClientSeq) {
        int offset = writer.claim(Topic.SESSIONS, SequenceFilledEncoder.BLOCK_LENGTH);
        sequenceFilled
                .wrapAndApplyHeader(buffer, offset, header)
                .fromClientSeq(fromClientSeq)
                .nextClientSeq(nextClientSeq)
                .sessionId(session.id());
    }

    @Override
    public void messageRefused(long connectionId, int sessionId, long clientSeq, int templateId, RejectReason reason) {
        int offset = writer.claim(Topic.SESSIONS, MessageRefusedEncoder.BLOCK_LENGTH);
        messageRefused
                .wrapAndApplyHeader(buffer, offset, header)
                .connectionId(connectionId)
                .clientSeq(clientSeq)
                .sessionId(sessionId)
                .refTemplateId(templateId)
                .reason(reason);
    }

    @Override
    public void attachRefused(long connectionId, long attachId, int sessionId, RejectReason reason) {
        int offset = writer.claim(Topic.SESSIONS, AttachRefusedEncoder.BLOCK_LENGTH);
        attachRefused
                .wrapAndApplyHeader(buffer, offset, header)
                .connectionId(connectionId)
                .attachId(attachId)
                .sessionId(sessionId)
                .reason(reason);
    }

    @Override
    public void genesisApplied(Genesis genesis) {
        writer.rulesVersion(genesis.rulesVersion());
        int offset = writer.claim(Topic.CONTROLS, GenesisAppliedEncoder.BLOCK_LENGTH);
        genesisApplied
                .wrapAndApplyHeader(buffer, offset, header)
                .clusterId(genesis.clusterId())
                .maxOpenOrders(genesis.maxOpenOrders())
                .maxFillsPerCommand(genesis.maxFillsPerCommand())
                .maxAuctionOrders(genesis.maxAuctionOrders())
                .maxWorkPerStep(genesis.maxWorkPerStep())
                .ringBytesPerSession(genesis.ringBytesPerSession())
                .ringBytesTotal(genesis.ringBytesTotal())
                .maxInstruments(genesis.maxInstruments())
                .maxParticipants(genesis.maxParticipants())
                .maxAccounts(genesis.maxAccounts())
                .maxSessions(genesis.maxSessions())
                .maxConnections(genesis.maxConnections())
                .shard(genesis.shard())
                .rulesVersion(genesis.rulesVersion())
                .clockMode(genesis.clockMode())
                .operator(genesis.operator());
    }

    /** Makes no event: what was applied is an event of its own. */
    @Override
    public void adminApplied(int sessionId, int templateId, int entityId) {}

    @Override
    public void commandRejected(int sessionId, int templateId, int entityId, RejectReason reason) {
        int offset = writer.claim(Topic.CONTROLS, CommandRejectedEncoder.BLOCK_LENGTH);
        commandRejected
                .wrapAndApplyHeader(buffer, offset, header)
                .entityId(entityId)
                .sessionId(sessionId)
                .refTemplateId(templateId)
                .reason(reason);
    }

    @Override
    public void hashReported(int sessionId, long marketHash, long stateHash, long eventSeq) {
        int offset = writer.claim(Topic.CONTROLS, HashReportedEncoder.BLOCK_LENGTH);
        hashReported
                .wrapAndApplyHeader(buffer, offset, header)
                .marketHash(marketHash)
                .stateHash(stateHash)
                .eventSeq(eventSeq);
    }

    /** States the running hash as it is before the frame that this event goes into, which may be a new one. */
    @Override
    public void blockEnded(long block) {
        int offset = writer.claim(Topic.BLOCKS, BlockEndedEncoder.BLOCK_LENGTH);
        blockEnded.wrapAndApplyHeader(buffer, offset, header).block(block).runningHash(writer.runningHash());
    }

    @Override
    public void nodeDiverged(int memberId, long block, long hash, long majorityHash) {
        int offset = writer.claim(Topic.BLOCKS, NodeDivergedEncoder.BLOCK_LENGTH);
        nodeDiverged
                .wrapAndApplyHeader(buffer, offset, header)
                .block(block)
                .hash(hash)
                .majorityHash(majorityHash)
                .memberId(memberId);
    }

    @Override
    public void nodeAgreed(int memberId, long block, long hash) {
        int offset = writer.claim(Topic.BLOCKS, NodeAgreedEncoder.BLOCK_LENGTH);
        nodeAgreed
                .wrapAndApplyHeader(buffer, offset, header)
                .block(block)
                .hash(hash)
                .memberId(memberId);
    }

    @Override
    public void blockDisputed(long block, int reported, int hashes, int memberCount) {
        int offset = writer.claim(Topic.BLOCKS, BlockDisputedEncoder.BLOCK_LENGTH);
        blockDisputed
                .wrapAndApplyHeader(buffer, offset, header)
                .block(block)
                .reported(reported)
                .hashes(hashes)
                .memberCount(memberCount);
    }

    /** Writes the composite {@code OrderState} at an index. */
    private void putState(int at, int order) {
        putLong(bytes, at + OrderStateEncoder.orderIdEncodingOffset(), orders.orderId(order));
        putLong(bytes, at + OrderStateEncoder.clOrdIdEncodingOffset(), orders.clOrdId(order));
        putLong(bytes, at + OrderStateEncoder.priceEncodingOffset(), orders.price(order));
        putLong(bytes, at + OrderStateEncoder.leavesQtyEncodingOffset(), orders.leavesQty(order));
        putLong(bytes, at + OrderStateEncoder.cumQtyEncodingOffset(), orders.cumQty(order));
        putInt(bytes, at + OrderStateEncoder.accountIdEncodingOffset(), orders.accountId(order));
        putInt(bytes, at + OrderStateEncoder.sessionIdEncodingOffset(), orders.sessionId(order));
        putInt(bytes, at + OrderStateEncoder.instrumentIdEncodingOffset(), orders.instrumentId(order));
        putByte(
                bytes,
                at + OrderStateEncoder.sideEncodingOffset(),
                orders.side(order).value());
        putByte(
                bytes,
                at + OrderStateEncoder.ordTypeEncodingOffset(),
                orders.ordType(order).value());
        putByte(
                bytes,
                at + OrderStateEncoder.timeInForceEncodingOffset(),
                orders.timeInForce(order).value());
        putByte(bytes, at + OrderStateEncoder.flagsEncodingOffset(), orders.flags(order));
    }

    /** Writes the composite {@code TradeSide} at an index. */
    private void putSide(int at, int order) {
        putLong(bytes, at + TradeSideEncoder.orderIdEncodingOffset(), orders.orderId(order));
        putLong(bytes, at + TradeSideEncoder.clOrdIdEncodingOffset(), orders.clOrdId(order));
        putLong(bytes, at + TradeSideEncoder.priceEncodingOffset(), orders.price(order));
        putLong(bytes, at + TradeSideEncoder.leavesQtyEncodingOffset(), orders.leavesQty(order));
        putLong(bytes, at + TradeSideEncoder.cumQtyEncodingOffset(), orders.cumQty(order));
        putInt(bytes, at + TradeSideEncoder.accountIdEncodingOffset(), orders.accountId(order));
        putInt(bytes, at + TradeSideEncoder.sessionIdEncodingOffset(), orders.sessionId(order));
    }

    private void put(OrderFlagsEncoder flags, int bits) {
        buffer.putByte(flags.offset(), (byte) bits);
    }

    private static Side optional(Side side) {
        return side == null ? Side.NULL_VAL : side;
    }
}
