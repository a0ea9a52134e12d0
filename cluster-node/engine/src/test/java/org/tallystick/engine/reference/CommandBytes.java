package org.tallystick.engine.reference;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.codecs.CommandValidator;
import org.tallystick.codecs.entry.AccountDefinitionEncoder;
import org.tallystick.codecs.entry.AuctionIndicativeRequestEncoder;
import org.tallystick.codecs.entry.CommandHeaderEncoder;
import org.tallystick.codecs.entry.EstablishEncoder;
import org.tallystick.codecs.entry.GenesisEncoder;
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
import org.tallystick.codecs.entry.TerminateEncoder;
import org.tallystick.codecs.entry.TradingPhaseRequestEncoder;
import org.tallystick.codecs.entry.UncrossRequestEncoder;
import org.tallystick.codecs.types.CancelOnDisconnect;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.InstrumentKind;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TerminationReason;
import org.tallystick.engine.ExchangeEngine;

/** Turns requests into the bytes of a log, with a connection and a session for each participant of {@link VenueAccess}. */
final class CommandBytes {
    /** One input of the log. */
    @FunctionalInterface
    interface Input {
        void apply(ExchangeEngine engine);
    }

    private static final int OPERATOR = 1;
    private static final String[] PARTICIPANTS = {"", "OPS", "TRADER", "AUDITOR"};
    private static final long START_NS = 1_700_000_000_000_000_000L;
    private static final long TIMER_NS = 100_000_000;
    private static final int MAX_MESSAGE_LENGTH = 1024;

    private final MarketTerms terms;
    private final MutableDirectBuffer buffer = new UnsafeBuffer(new byte[MAX_MESSAGE_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final long[] clientSeqs = new long[PARTICIPANTS.length];
    private final long[] attachIds = new long[PARTICIPANTS.length];
    private long position;
    private long timeNs = START_NS;
    private Input last = engine -> {};

    CommandBytes(MarketTerms terms) {
        this.terms = terms;
    }

    private static long token(int session) {
        return 1_000_003L * session;
    }

    /** Connections, genesis, participants, sessions, accounts and instruments. */
    List<Input> opening() {
        List<Input> inputs = new ArrayList<>();
        inputs.add(connect(OPERATOR));
        inputs.add(genesis());
        inputs.addAll(attach(OPERATOR));
        for (int id = OPERATOR + 1; id < PARTICIPANTS.length; id++) {
            inputs.add(participant(id));
            inputs.add(connect(id));
            inputs.addAll(attach(id));
        }
        for (int account = 1; account <= terms.accounts(); account++) {
            inputs.add(account(account));
        }
        terms.listings().forEach(listing -> inputs.add(instrument(listing)));
        return inputs;
    }

    private Input connect(int connection) {
        byte[] name = PARTICIPANTS[connection].getBytes(StandardCharsets.US_ASCII);
        long at = nextPosition();
        long now = timeNs;
        return engine -> engine.onConnectionOpen(connection, now, at, new UnsafeBuffer(name), 0, name.length);
    }

    private Input genesis() {
        GenesisEncoder message = new GenesisEncoder().wrapAndApplyHeader(buffer, 0, header);
        message.clusterId(99)
                .transactTime(timeNs)
                .maxOpenOrders(terms.maxOpenOrders())
                .maxAuctionOrders(terms.maxAuctionOrders())
                .maxFillsPerCommand(terms.maxFillsPerCommand())
                .maxWorkPerStep(terms.maxWorkPerStep())
                .ringBytesPerSession(8192)
                .ringBytesTotal(1 << 20)
                .maxInstruments(100)
                .maxParticipants(100)
                .maxAccounts(100)
                .maxSessions(100)
                .maxConnections(100)
                .shard(terms.shard())
                .rulesVersion(1)
                .clockMode(terms.flowClock() ? ClockMode.FLOW : ClockMode.LOG)
                .operator(PARTICIPANTS[OPERATOR]);
        return message(OPERATOR, message.encodedLength());
    }

    private Input terminate(int session) {
        TerminateEncoder message = new TerminateEncoder().wrapAndApplyHeader(buffer, 0, header);
        message.token(token(session)).sessionId(session).reason(TerminationReason.FINISHED);
        return message(session, message.encodedLength());
    }

    /** Under terms that cancel the session's orders as soon as it terminates. */
    private List<Input> attach(int session) {
        long attachId = ++attachIds[session];
        NegotiateEncoder negotiate = new NegotiateEncoder().wrapAndApplyHeader(buffer, 0, header);
        negotiate
                .attachId(attachId)
                .token(token(session))
                .participant(PARTICIPANTS[session])
                .session("main");
        Input negotiated = message(session, negotiate.encodedLength());
        EstablishEncoder establish = new EstablishEncoder().wrapAndApplyHeader(buffer, 0, header);
        establish
                .attachId(attachId)
                .token(token(session))
                .nextReportSeq(1)
                .cancelWindowNs(0)
                .sessionId(session)
                .cancelOnDisconnect(CancelOnDisconnect.TERMINATE);
        return List.of(negotiated, message(session, establish.encodedLength()));
    }

    private Input participant(int id) {
        ParticipantDefinitionEncoder message = new ParticipantDefinitionEncoder().wrapAndApplyHeader(buffer, 0, header);
        fill(message.header(), OPERATOR);
        message.participantId(id).name(PARTICIPANTS[id]);
        message.roles().clear().trader(id != VenueAccess.AUDITOR).auditor(id == VenueAccess.AUDITOR);
        message.representsCount(0);
        return message(OPERATOR, message.encodedLength());
    }

    private Input account(int id) {
        AccountDefinitionEncoder message = new AccountDefinitionEncoder().wrapAndApplyHeader(buffer, 0, header);
        fill(message.header(), OPERATOR);
        message.accountId(id).participantId(VenueAccess.sessionOf(id)).name("A" + id);
        return message(OPERATOR, message.encodedLength());
    }

    private Input instrument(MarketTerms.Listing listing) {
        InstrumentDefinitionEncoder message = new InstrumentDefinitionEncoder().wrapAndApplyHeader(buffer, 0, header);
        fill(message.header(), OPERATOR);
        message.instrumentId(listing.id())
                .tickSize(listing.tick())
                .lotSize(listing.lot())
                .minQty(listing.minQty())
                .maxQty(listing.maxQty())
                .priceDecimals((short) 0)
                .qtyDecimals((short) 0)
                .kind(InstrumentKind.SPOT)
                .symbol("I" + listing.id())
                .description("");
        return message(OPERATOR, message.encodedLength());
    }

    /** The input that asks for something; asked for a repetition, the input before, at another position. */
    Input of(Request request) {
        if (request instanceof Request.Timer) {
            timeNs += TIMER_NS;
            long at = nextPosition();
            long now = timeNs;
            return engine -> engine.onTimer(now, at);
        }
        if (request instanceof Request.StayAway stayAway) {
            List<Input> inputs = new ArrayList<>();
            inputs.add(terminate(stayAway.sessionId()));
            inputs.addAll(attach(stayAway.sessionId()));
            return engine -> inputs.forEach(input -> input.apply(engine));
        }
        if (!(request instanceof Request.Repeat)) {
            last = encoded(request);
        }
        return last;
    }

    private Input encoded(Request request) {
        if (request instanceof Request.New order) {
            return newOrder(order);
        } else if (request instanceof Request.Change change) {
            return switch (change.kind()) {
                case CANCEL -> cancel(change);
                case REPLACE -> replace(change);
                case REDUCE -> reduce(change);
                default -> status(change);
            };
        } else if (request instanceof Request.MassCancel massCancel) {
            return massCancel(massCancel);
        } else if (request instanceof Request.ChangePhase change) {
            TradingPhaseRequestEncoder message = new TradingPhaseRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
            fill(message.header(), OPERATOR);
            message.instrumentId(change.instrumentId()).phase(change.phase());
            return message(OPERATOR, message.encodedLength());
        } else if (request instanceof Request.Uncross uncross) {
            UncrossRequestEncoder message = new UncrossRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
            fill(message.header(), OPERATOR);
            message.instrumentId(uncross.instrumentId()).price(orAbsent(uncross.price()));
            return message(OPERATOR, message.encodedLength());
        }
        AuctionIndicativeRequestEncoder message =
                new AuctionIndicativeRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
        fill(message.header(), OPERATOR);
        message.instrumentId(((Request.AskIndicative) request).instrumentId());
        return message(OPERATOR, message.encodedLength());
    }

    private Input newOrder(Request.New order) {
        NewOrderSingleEncoder message = new NewOrderSingleEncoder().wrapAndApplyHeader(buffer, 0, header);
        fill(message.header(), order.sessionId());
        message.accountId(order.accountId())
                .clOrdId(order.clOrdId())
                .price(orAbsent(order.price()))
                .orderQty(order.quantity())
                .stopPx(orAbsent(order.stopPrice()))
                .displayQty(orAbsent(order.displayQty()))
                .expireTime(orAbsent(order.expireTimeNs()))
                .instrumentId(order.instrumentId())
                .side(order.side())
                .ordType(order.ordType())
                .timeInForce(order.timeInForce())
                .flags()
                .clear()
                .postOnly((order.flags() & 1) != 0)
                .reduceOnly((order.flags() & 2) != 0)
                .shortSale((order.flags() & 4) != 0);
        return message(order.sessionId(), message.encodedLength());
    }

    private Input cancel(Request.Change change) {
        OrderCancelRequestEncoder message = new OrderCancelRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
        fill(message.header(), change.sessionId());
        message.accountId(change.accountId())
                .origClOrdId(orAbsent(change.origClOrdId()))
                .orderId(orAbsent(change.orderId()))
                .instrumentId(change.instrumentId());
        return message(change.sessionId(), message.encodedLength());
    }

    private Input replace(Request.Change change) {
        OrderCancelReplaceRequestEncoder message =
                new OrderCancelReplaceRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
        fill(message.header(), change.sessionId());
        message.accountId(change.accountId())
                .origClOrdId(orAbsent(change.origClOrdId()))
                .orderId(orAbsent(change.orderId()))
                .clOrdId(orAbsent(change.clOrdId()))
                .price(orAbsent(change.price()))
                .orderQty(orAbsent(change.quantity()))
                .assumedCumQty(orAbsent(change.assumedCumQty()))
                .instrumentId(change.instrumentId())
                .quantityMeaning(change.quantityMeaning());
        return message(change.sessionId(), message.encodedLength());
    }

    private Input reduce(Request.Change change) {
        OrderReduceRequestEncoder message = new OrderReduceRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
        fill(message.header(), change.sessionId());
        message.accountId(change.accountId())
                .origClOrdId(orAbsent(change.origClOrdId()))
                .orderId(orAbsent(change.orderId()))
                .reduceQty(change.quantity())
                .instrumentId(change.instrumentId());
        return message(change.sessionId(), message.encodedLength());
    }

    private Input status(Request.Change change) {
        OrderStatusRequestEncoder message = new OrderStatusRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
        fill(message.header(), change.sessionId());
        message.accountId(change.accountId())
                .origClOrdId(orAbsent(change.origClOrdId()))
                .orderId(orAbsent(change.orderId()))
                .instrumentId(change.instrumentId());
        return message(change.sessionId(), message.encodedLength());
    }

    private Input massCancel(Request.MassCancel request) {
        OrderMassCancelRequestEncoder message =
                new OrderMassCancelRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
        fill(message.header(), request.sessionId());
        message.accountId(request.accountId())
                .massCancelId(orAbsent(request.massCancelId()))
                .instrumentId(request.instrumentId() == null ? CommandValidator.ABSENT_ID : request.instrumentId())
                .side(request.side() == null ? Side.NULL_VAL : request.side());
        return message(request.sessionId(), message.encodedLength());
    }

    private static long orAbsent(Long value) {
        return value == null ? CommandValidator.ABSENT : value;
    }

    private void fill(CommandHeaderEncoder of, int session) {
        timeNs += 1000;
        of.token(token(session))
                .clientSeq(++clientSeqs[session])
                .transactTime(timeNs)
                .sessionId(session);
    }

    private Input message(int connection, int bodyLength) {
        byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + bodyLength];
        buffer.getBytes(0, bytes);
        UnsafeBuffer message = new UnsafeBuffer(bytes);
        long at = nextPosition();
        long now = timeNs;
        return engine -> engine.onCommand(connection, now, at, message, 0, bytes.length);
    }

    private long nextPosition() {
        return position += 64;
    }
}
