package org.tallystick.engine;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.tallystick.codecs.CommandValidator.ABSENT;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
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
import org.tallystick.engine.block.Blocks;

/**
 * A log for an engine, as bytes: encodes the messages of clients, numbers them, and keeps every input, so that it can be
 * given to another engine again, whole or from any place on. Messages come from one sender at a time, see {@link #as}.
 */
final class EngineFixture {
    static final long CONNECTION = 7;
    static final long TOKEN = 0x1234_5678_9ABC_DEFL;
    static final int ACCOUNT = 1;
    static final int INSTRUMENT = 1;
    static final long START_NS = 1_700_000_000_000_000_000L;

    /** One input of the log. */
    interface Input {
        void apply(ExchangeEngine engine);
    }

    /** Who sends: a session on a connection, and the number that it used last. */
    static final class Sender {
        final long connectionId;
        final int sessionId;
        final long token;
        long clientSeq;

        Sender(long connectionId, int sessionId, long token) {
            this.connectionId = connectionId;
            this.sessionId = sessionId;
            this.token = token;
        }
    }

    final List<Input> log = new ArrayList<>();
    /** The bytes of all messages in the log. */
    final List<byte[]> messages = new ArrayList<>();

    final Sender operator = new Sender(CONNECTION, 1, TOKEN);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1024]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ClockMode clockMode;
    private Sender sender = operator;
    int sessions;
    long position;
    /** Log time; it goes on with every sequenced message, which carries it, too, unless {@link #transactTimeNs} is set. */
    long timeNs = START_NS;

    Long transactTimeNs;
    long maxWorkPerStep = 100;
    long maxOpenOrders = 1_000_000;
    long maxFillsPerCommand = 1_000_000;
    long maxAuctionOrders = 1_000_000;
    long ringBytesPerSession = 8192;
    long ringBytesTotal = 1 << 20;
    int maxSessions = 100;
    int maxConnections = 100;

    /** Terms of the sessions that are established. */
    CancelOnDisconnect cancelOnDisconnect = CancelOnDisconnect.NEVER;

    long cancelWindowNs;

    EngineFixture(ClockMode clockMode) {
        this.clockMode = clockMode;
    }

    /** Lets another sender's messages follow. */
    EngineFixture as(Sender next) {
        sender = next;
        return this;
    }

    /** Opens a connection and attaches a new session to it; its messages follow. */
    Sender attach(long connectionId, String participant, String session) {
        connect(connectionId, participant);
        return attachOn(connectionId, participant, session);
    }

    /** Attaches a new session to an open connection; its messages follow. */
    Sender attachOn(long connectionId, String participant, String session) {
        sender = new Sender(connectionId, ++sessions, TOKEN + sessions);
        negotiate(connectionId, 1, sender.token, participant, session);
        establish(connectionId, 1, sender.token, 1);
        return sender;
    }

    /** Opens the log: connection, genesis, one session, one account, instrument "ABC" in continuous trading. */
    EngineFixture open() {
        connect(CONNECTION, "OPS");
        genesis();
        negotiate(CONNECTION, 1, TOKEN, "OPS", "main");
        establish(CONNECTION, 1, TOKEN, 1);
        sessions = 1;
        account(ACCOUNT, "");
        instrument(INSTRUMENT, "ABC");
        return phase(INSTRUMENT, TradingPhase.CONTINUOUS);
    }

    void connect(long connectionId, String principal) {
        byte[] name = principal.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        long at = nextPosition();
        long now = timeNs;
        log.add(engine -> engine.onConnectionOpen(connectionId, now, at, new UnsafeBuffer(name), 0, name.length));
    }

    EngineFixture disconnect(long connectionId) {
        long at = nextPosition();
        long now = timeNs;
        log.add(engine -> engine.onConnectionClose(connectionId, now, at));
        return this;
    }

    EngineFixture newTerm() {
        long at = nextPosition();
        long now = timeNs;
        log.add(engine -> engine.onNewTerm(now, at));
        return this;
    }

    EngineFixture timer() {
        timeNs += 100_000_000;
        long at = nextPosition();
        long now = timeNs;
        log.add(engine -> engine.onTimer(now, at));
        return this;
    }

    void genesis() {
        genesis(message -> {});
    }

    /** A genesis that differs as the change says. */
    EngineFixture genesis(Consumer<GenesisEncoder> change) {
        GenesisEncoder message = new GenesisEncoder().wrapAndApplyHeader(buffer, 0, header);
        message.clusterId(99)
                .transactTime(timeNs)
                .maxOpenOrders(maxOpenOrders)
                .maxFillsPerCommand(maxFillsPerCommand)
                .maxAuctionOrders(maxAuctionOrders)
                .maxWorkPerStep(maxWorkPerStep)
                .ringBytesPerSession(ringBytesPerSession)
                .ringBytesTotal(ringBytesTotal)
                .maxInstruments(100)
                .maxParticipants(100)
                .maxAccounts(100)
                .maxSessions(maxSessions)
                .maxConnections(maxConnections)
                .shard(3)
                .rulesVersion(1)
                .clockMode(clockMode)
                .operator("OPS");
        change.accept(message);
        return send(message.encodedLength());
    }

    void negotiate(long connectionId, long attachId, long token, String participant, String session) {
        NegotiateEncoder message = new NegotiateEncoder().wrapAndApplyHeader(buffer, 0, header);
        message.attachId(attachId).token(token).participant(participant).session(session);
        send(connectionId, message.encodedLength());
    }

    void establish(long connectionId, long attachId, long token, long nextReportSeq) {
        EstablishEncoder message = new EstablishEncoder().wrapAndApplyHeader(buffer, 0, header);
        message.attachId(attachId)
                .token(token)
                .nextReportSeq(nextReportSeq)
                .cancelWindowNs(cancelWindowNs)
                .sessionId(sender.sessionId)
                .cancelOnDisconnect(cancelOnDisconnect);
        send(connectionId, message.encodedLength());
    }

    /** A node states the hash that it found. */
    EngineFixture blockHash(long connectionId, int memberId, int memberCount, long block, long hash) {
        BlockHashEncoder message = new BlockHashEncoder().wrapAndApplyHeader(buffer, 0, header);
        message.block(block).hash(hash).memberId(memberId).memberCount(memberCount);
        send(connectionId, message.encodedLength());
        return this;
    }

    /** A whole block of firings. */
    EngineFixture block() {
        for (int i = 0; i < Blocks.FIRINGS_PER_BLOCK; i++) {
            timer();
        }
        return this;
    }

    EngineFixture sequence(long nextSeq) {
        SequenceEncoder message = new SequenceEncoder().wrapAndApplyHeader(buffer, 0, header);
        message.token(sender.token).nextSeq(nextSeq).sessionId(sender.sessionId);
        return send(message.encodedLength());
    }

    EngineFixture sequenceFill(long newNextClientSeq) {
        SequenceFillEncoder message = new SequenceFillEncoder().wrapAndApplyHeader(buffer, 0, header);
        message.token(sender.token).newNextClientSeq(newNextClientSeq).sessionId(sender.sessionId);
        return send(message.encodedLength());
    }

    EngineFixture retransmitRequest(long fromReportSeq) {
        RetransmitRequestEncoder message = new RetransmitRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
        message.token(sender.token).fromReportSeq(fromReportSeq).sessionId(sender.sessionId);
        return send(message.encodedLength());
    }

    EngineFixture terminate() {
        TerminateEncoder message = new TerminateEncoder().wrapAndApplyHeader(buffer, 0, header);
        message.token(sender.token).sessionId(sender.sessionId).reason(TerminationReason.FINISHED);
        return send(message.encodedLength());
    }

    EngineFixture participant(int id, String name, int roles, int... represents) {
        ParticipantDefinitionEncoder message = new ParticipantDefinitionEncoder().wrapAndApplyHeader(buffer, 0, header);
        fill(message.header());
        message.participantId(id).name(name);
        buffer.putShort(message.roles().offset(), (short) roles, LITTLE_ENDIAN);
        ParticipantDefinitionEncoder.RepresentsEncoder group = message.representsCount(represents.length);
        for (int represented : represents) {
            group.next().participantId(represented);
        }
        return send(message.encodedLength());
    }

    EngineFixture account(int id, String name) {
        return account(id, 1, name);
    }

    EngineFixture account(int id, int participantId, String name) {
        AccountDefinitionEncoder message = new AccountDefinitionEncoder().wrapAndApplyHeader(buffer, 0, header);
        fill(message.header());
        message.accountId(id).participantId(participantId).name(name);
        return send(message.encodedLength());
    }

    EngineFixture instrument(int id, String symbol) {
        return instrument(id, symbol, message -> {});
    }

    /** An instrument that differs as the change says. */
    EngineFixture instrument(int id, String symbol, Consumer<InstrumentDefinitionEncoder> change) {
        InstrumentDefinitionEncoder message = new InstrumentDefinitionEncoder().wrapAndApplyHeader(buffer, 0, header);
        fill(message.header());
        message.instrumentId(id)
                .tickSize(1)
                .lotSize(1)
                .minQty(1)
                .maxQty(Long.MAX_VALUE)
                .priceDecimals((short) 2)
                .qtyDecimals((short) 0)
                .kind(InstrumentKind.SPOT)
                .symbol(symbol)
                .description("");
        change.accept(message);
        return send(message.encodedLength());
    }

    EngineFixture phase(int instrument, TradingPhase phase) {
        TradingPhaseRequestEncoder message = new TradingPhaseRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
        fill(message.header());
        message.instrumentId(instrument).phase(phase);
        return send(message.encodedLength());
    }

    EngineFixture uncross(int instrument, long price) {
        UncrossRequestEncoder message = new UncrossRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
        fill(message.header());
        message.instrumentId(instrument).price(price);
        return send(message.encodedLength());
    }

    EngineFixture indicative(int instrument) {
        AuctionIndicativeRequestEncoder message =
                new AuctionIndicativeRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
        fill(message.header());
        message.instrumentId(instrument);
        return send(message.encodedLength());
    }

    EngineFixture hash() {
        HashRequestEncoder message = new HashRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
        fill(message.header());
        return send(message.encodedLength());
    }

    EngineFixture order(long clOrdId, Side side, long price, long quantity, TimeInForce timeInForce) {
        return order(ACCOUNT, INSTRUMENT, clOrdId, side, price, quantity, timeInForce);
    }

    EngineFixture order(
            int account, int instrument, long clOrdId, Side side, long price, long quantity, TimeInForce timeInForce) {
        NewOrderSingleEncoder message = new NewOrderSingleEncoder().wrapAndApplyHeader(buffer, 0, header);
        fill(message.header());
        message.accountId(account)
                .clOrdId(clOrdId)
                .price(price)
                .orderQty(quantity)
                .stopPx(ABSENT)
                .displayQty(ABSENT)
                .expireTime(ABSENT)
                .instrumentId(instrument)
                .side(side)
                .ordType(price == ABSENT ? OrdType.MARKET : OrdType.LIMIT)
                .timeInForce(timeInForce)
                .flags()
                .clear();
        return send(message.encodedLength());
    }

    EngineFixture cancel(int account, int instrument, long clOrdId) {
        return cancel(account, instrument, clOrdId, ABSENT);
    }

    EngineFixture cancel(int account, int instrument, long clOrdId, long orderId) {
        OrderCancelRequestEncoder message = new OrderCancelRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
        fill(message.header());
        message.accountId(account).origClOrdId(clOrdId).orderId(orderId).instrumentId(instrument);
        return send(message.encodedLength());
    }

    EngineFixture replace(int account, int instrument, long clOrdId, long newClOrdId, long price, long open) {
        OrderCancelReplaceRequestEncoder message =
                new OrderCancelReplaceRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
        fill(message.header());
        message.accountId(account)
                .origClOrdId(clOrdId)
                .orderId(ABSENT)
                .clOrdId(newClOrdId)
                .price(price)
                .orderQty(open)
                .assumedCumQty(ABSENT)
                .instrumentId(instrument)
                .quantityMeaning(QuantityMeaning.OPEN);
        return send(message.encodedLength());
    }

    EngineFixture reduce(int account, int instrument, long clOrdId, long quantity) {
        OrderReduceRequestEncoder message = new OrderReduceRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
        fill(message.header());
        message.accountId(account)
                .origClOrdId(clOrdId)
                .orderId(ABSENT)
                .reduceQty(quantity)
                .instrumentId(instrument);
        return send(message.encodedLength());
    }

    EngineFixture status(int account, int instrument, long clOrdId, long orderId) {
        OrderStatusRequestEncoder message = new OrderStatusRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
        fill(message.header());
        message.accountId(account).origClOrdId(clOrdId).orderId(orderId).instrumentId(instrument);
        return send(message.encodedLength());
    }

    EngineFixture massCancel(int account) {
        OrderMassCancelRequestEncoder message =
                new OrderMassCancelRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
        fill(message.header());
        message.accountId(account)
                .massCancelId(ABSENT)
                .instrumentId(Integer.MIN_VALUE)
                .side(Side.NULL_VAL);
        return send(message.encodedLength());
    }

    private void fill(CommandHeaderEncoder of) {
        timeNs += 1000;
        of.token(sender.token)
                .clientSeq(++sender.clientSeq)
                .transactTime(transactTimeNs == null ? timeNs : transactTimeNs)
                .sessionId(sender.sessionId);
    }

    private EngineFixture send(int bodyLength) {
        return send(sender.connectionId, bodyLength);
    }

    private EngineFixture send(long connectionId, int bodyLength) {
        byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + bodyLength];
        buffer.getBytes(0, bytes);
        return raw(connectionId, bytes);
    }

    /** Adds any bytes as a message. */
    EngineFixture raw(long connectionId, byte[] bytes) {
        long at = nextPosition();
        long now = timeNs;
        DirectBuffer message = new UnsafeBuffer(bytes);
        messages.add(bytes);
        log.add(engine -> engine.onCommand(connectionId, now, at, message, 0, bytes.length));
        return this;
    }

    private long nextPosition() {
        return position += 64;
    }
}
