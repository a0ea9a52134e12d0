package org.tallystick.client;

import org.agrona.MutableDirectBuffer;
import org.tallystick.codecs.entry.AccountDefinitionEncoder;
import org.tallystick.codecs.entry.AuctionIndicativeRequestEncoder;
import org.tallystick.codecs.entry.CommandHeaderEncoder;
import org.tallystick.codecs.entry.HashRequestEncoder;
import org.tallystick.codecs.entry.InstrumentDefinitionEncoder;
import org.tallystick.codecs.entry.MessageHeaderEncoder;
import org.tallystick.codecs.entry.NewOrderSingleEncoder;
import org.tallystick.codecs.entry.OrderCancelReplaceRequestEncoder;
import org.tallystick.codecs.entry.OrderCancelRequestEncoder;
import org.tallystick.codecs.entry.OrderMassCancelRequestEncoder;
import org.tallystick.codecs.entry.OrderReduceRequestEncoder;
import org.tallystick.codecs.entry.OrderStatusRequestEncoder;
import org.tallystick.codecs.entry.ParticipantDefinitionEncoder;
import org.tallystick.codecs.entry.TradingPhaseRequestEncoder;
import org.tallystick.codecs.entry.UncrossRequestEncoder;
import org.tallystick.codecs.types.InstrumentKind;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.QuantityMeaning;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

/**
 * A session of a participant, attached to an {@link ExchangeConnection}. Every method that sends a message returns its
 * {@code clientSeq}, 1 or more, or one of the negative results of this class; then nothing was sent, and the caller may
 * try again after {@link ExchangeConnection#poll}. What the exchange has not received is sent again by itself, so each
 * message is applied once, in order. Prices and quantities are in the smallest unit of the instrument's decimals.
 *
 * <p>One thread at a time.
 */
public final class ExchangeSession {
    /** Value of an optional number that is not given. */
    public static final long ABSENT = Long.MIN_VALUE;

    /** Value of an optional id that is not given. */
    public static final int NO_ID = Integer.MIN_VALUE;

    /** Order flag: rejected where it would trade on arrival (FIX 18=6). */
    public static final int POST_ONLY = 1;

    /** Order flag: may only reduce a position. */
    public static final int REDUCE_ONLY = 1 << 1;

    /** Order flag: sell short (FIX 54=5). */
    public static final int SHORT_SALE = 1 << 2;

    /** Result: the connection cannot take more now. */
    public static final long BACK_PRESSURED = -1;

    /** Result: too many messages without an answer, or messages are being sent again. */
    public static final long WINDOW_FULL = -2;

    /** Result: the session is not established. */
    public static final long NOT_ESTABLISHED = -3;

    /** Result: the connection has no leader at present. */
    public static final long NOT_CONNECTED = -4;

    /** Result: the connection has ended. */
    public static final long CLOSED = -5;

    private static final int MAX_MESSAGE_LENGTH = 1024;
    private static final int HEADER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH;

    private final SessionConfig config;
    private final SessionDialog dialog;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final NewOrderSingleEncoder newOrder = new NewOrderSingleEncoder();
    private final OrderCancelRequestEncoder cancel = new OrderCancelRequestEncoder();
    private final OrderCancelReplaceRequestEncoder replace = new OrderCancelReplaceRequestEncoder();
    private final OrderReduceRequestEncoder reduce = new OrderReduceRequestEncoder();
    private final OrderMassCancelRequestEncoder massCancel = new OrderMassCancelRequestEncoder();
    private final OrderStatusRequestEncoder status = new OrderStatusRequestEncoder();
    private final ParticipantDefinitionEncoder participant = new ParticipantDefinitionEncoder();
    private final AccountDefinitionEncoder account = new AccountDefinitionEncoder();
    private final InstrumentDefinitionEncoder instrument = new InstrumentDefinitionEncoder();
    private final TradingPhaseRequestEncoder phaseRequest = new TradingPhaseRequestEncoder();
    private final UncrossRequestEncoder uncrossRequest = new UncrossRequestEncoder();
    private final AuctionIndicativeRequestEncoder indicativeRequest = new AuctionIndicativeRequestEncoder();
    private final HashRequestEncoder hashRequest = new HashRequestEncoder();
    private long transactTimeNs = ABSENT;

    ExchangeSession(
            ExchangeConnection connection, SessionConfig config, SessionListener listener, long attachId, long token) {
        this.config = config;
        this.dialog = new SessionDialog(connection, this, config, listener, attachId, token);
    }

    /**
     * Sets the time that the messages from now on carry; in clock mode FLOW it becomes engine time.
     *
     * @param timeNs nanoseconds since the epoch, or {@link #ABSENT}
     */
    public void transactTimeNs(long timeNs) {
        transactTimeNs = timeNs;
    }

    /**
     * Enters an order (FIX D).
     *
     * @param accountId    account
     * @param clOrdId      client order id, unique among the account's live orders
     * @param instrumentId instrument
     * @param side         buy or sell
     * @param ordType      order type
     * @param timeInForce  time in force
     * @param price        limit, {@link #ABSENT} on market orders
     * @param orderQty     total quantity
     * @param flags        {@link #POST_ONLY}, {@link #REDUCE_ONLY}, {@link #SHORT_SALE}, or 0
     * @return clientSeq or a negative result
     */
    public long newOrder(
            int accountId,
            long clOrdId,
            int instrumentId,
            Side side,
            OrdType ordType,
            TimeInForce timeInForce,
            long price,
            long orderQty,
            int flags) {
        return newOrder(
                accountId,
                clOrdId,
                instrumentId,
                side,
                ordType,
                timeInForce,
                price,
                orderQty,
                flags,
                ABSENT,
                ABSENT,
                ABSENT);
    }

    /**
     * Enters an order with all that an order may have (FIX D).
     *
     * @param accountId    account
     * @param clOrdId      client order id, unique among the account's live orders
     * @param instrumentId instrument
     * @param side         buy or sell
     * @param ordType      order type
     * @param timeInForce  time in force
     * @param price        limit, {@link #ABSENT} on market orders
     * @param orderQty     total quantity
     * @param flags        {@link #POST_ONLY}, {@link #REDUCE_ONLY}, {@link #SHORT_SALE}, or 0
     * @param stopPx       stop price or {@link #ABSENT}
     * @param displayQty   displayed quantity or {@link #ABSENT}
     * @param expireTimeNs end of a good-till-date order or {@link #ABSENT}
     * @return clientSeq or a negative result
     */
    public long newOrder(
            int accountId,
            long clOrdId,
            int instrumentId,
            Side side,
            OrdType ordType,
            TimeInForce timeInForce,
            long price,
            long orderQty,
            int flags,
            long stopPx,
            long displayQty,
            long expireTimeNs) {
        int offset = claim();
        if (offset < 0) {
            return refusal();
        }
        newOrder.wrapAndApplyHeader(buffer(), offset, header);
        begin(newOrder.header());
        newOrder.accountId(accountId)
                .clOrdId(clOrdId)
                .price(price)
                .orderQty(orderQty)
                .stopPx(stopPx)
                .displayQty(displayQty)
                .expireTime(expireTimeNs)
                .instrumentId(instrumentId)
                .side(side)
                .ordType(ordType)
                .timeInForce(timeInForce);
        buffer().putByte(newOrder.flags().offset(), (byte) flags);
        return send(offset, newOrder.encodedLength());
    }

    /**
     * Cancels an order (FIX F), named by its client order id or else by its order id.
     *
     * @param accountId    account
     * @param origClOrdId  client order id or {@link #ABSENT}
     * @param orderId      order id or {@link #ABSENT}
     * @param instrumentId instrument
     * @return clientSeq or a negative result
     */
    public long cancel(int accountId, long origClOrdId, long orderId, int instrumentId) {
        int offset = claim();
        if (offset < 0) {
            return refusal();
        }
        cancel.wrapAndApplyHeader(buffer(), offset, header);
        begin(cancel.header());
        cancel.accountId(accountId).origClOrdId(origClOrdId).orderId(orderId).instrumentId(instrumentId);
        return send(offset, cancel.encodedLength());
    }

    /**
     * Changes price, quantity or name of an order (FIX G).
     *
     * @param accountId     account
     * @param origClOrdId   client order id or {@link #ABSENT}
     * @param orderId       order id or {@link #ABSENT}
     * @param clOrdId       new client order id, {@link #ABSENT}: it stays
     * @param instrumentId  instrument
     * @param price         new price, {@link #ABSENT}: it stays
     * @param orderQty      new quantity, {@link #ABSENT}: it stays
     * @param meaning       what the quantity states
     * @param assumedCumQty with OPEN the filled quantity that the client assumes, or {@link #ABSENT}
     * @return clientSeq or a negative result
     */
    public long replace(
            int accountId,
            long origClOrdId,
            long orderId,
            long clOrdId,
            int instrumentId,
            long price,
            long orderQty,
            QuantityMeaning meaning,
            long assumedCumQty) {
        int offset = claim();
        if (offset < 0) {
            return refusal();
        }
        replace.wrapAndApplyHeader(buffer(), offset, header);
        begin(replace.header());
        replace.accountId(accountId)
                .origClOrdId(origClOrdId)
                .orderId(orderId)
                .clOrdId(clOrdId)
                .price(price)
                .orderQty(orderQty)
                .assumedCumQty(assumedCumQty)
                .instrumentId(instrumentId)
                .quantityMeaning(meaning);
        return send(offset, replace.encodedLength());
    }

    /**
     * Takes a quantity off an order, which keeps its priority.
     *
     * @param accountId    account
     * @param origClOrdId  client order id or {@link #ABSENT}
     * @param orderId      order id or {@link #ABSENT}
     * @param instrumentId instrument
     * @param reduceQty    quantity to take off
     * @return clientSeq or a negative result
     */
    public long reduce(int accountId, long origClOrdId, long orderId, int instrumentId, long reduceQty) {
        int offset = claim();
        if (offset < 0) {
            return refusal();
        }
        reduce.wrapAndApplyHeader(buffer(), offset, header);
        begin(reduce.header());
        reduce.accountId(accountId)
                .origClOrdId(origClOrdId)
                .orderId(orderId)
                .reduceQty(reduceQty)
                .instrumentId(instrumentId);
        return send(offset, reduce.encodedLength());
    }

    /**
     * Cancels all live orders of an account that match (FIX q).
     *
     * @param accountId    account
     * @param massCancelId echoed in the report, or {@link #ABSENT}
     * @param instrumentId instrument, {@link #NO_ID} for all
     * @param side         side, null for both
     * @return clientSeq or a negative result
     */
    public long massCancel(int accountId, long massCancelId, int instrumentId, Side side) {
        int offset = claim();
        if (offset < 0) {
            return refusal();
        }
        massCancel.wrapAndApplyHeader(buffer(), offset, header);
        begin(massCancel.header());
        massCancel
                .accountId(accountId)
                .massCancelId(massCancelId)
                .instrumentId(instrumentId)
                .side(side == null ? Side.NULL_VAL : side);
        return send(offset, massCancel.encodedLength());
    }

    /**
     * Asks for the state of a live order (FIX H).
     *
     * @param accountId    account
     * @param origClOrdId  client order id or {@link #ABSENT}
     * @param orderId      order id or {@link #ABSENT}
     * @param instrumentId instrument
     * @return clientSeq or a negative result
     */
    public long status(int accountId, long origClOrdId, long orderId, int instrumentId) {
        int offset = claim();
        if (offset < 0) {
            return refusal();
        }
        status.wrapAndApplyHeader(buffer(), offset, header);
        begin(status.header());
        status.accountId(accountId).origClOrdId(origClOrdId).orderId(orderId).instrumentId(instrumentId);
        return send(offset, status.encodedLength());
    }

    /**
     * Defines a participant; role operator.
     *
     * @param participantId chosen by the operator, from 1
     * @param name          of the participant
     * @param roles         bits of the roles, as in the schema's {@code Roles}
     * @param represents    with role gateway, the participants whose sessions it may attach; at most 100
     * @return clientSeq or a negative result
     */
    public long defineParticipant(int participantId, String name, int roles, int... represents) {
        int offset = claim();
        if (offset < 0) {
            return refusal();
        }
        participant.wrapAndApplyHeader(buffer(), offset, header);
        begin(participant.header());
        participant.participantId(participantId).name(name);
        participant.roles().clear();
        buffer().putShort(participant.roles().offset(), (short) roles, java.nio.ByteOrder.LITTLE_ENDIAN);
        ParticipantDefinitionEncoder.RepresentsEncoder group = participant.representsCount(represents.length);
        for (int represented : represents) {
            group.next().participantId(represented);
        }
        return send(offset, participant.encodedLength());
    }

    /**
     * Defines an account; role operator.
     *
     * @param accountId     chosen by the operator, from 1
     * @param participantId owner
     * @param name          unique among the participant's accounts; empty for the anonymous one
     * @return clientSeq or a negative result
     */
    public long defineAccount(int accountId, int participantId, String name) {
        int offset = claim();
        if (offset < 0) {
            return refusal();
        }
        account.wrapAndApplyHeader(buffer(), offset, header);
        begin(account.header());
        account.accountId(accountId).participantId(participantId).name(name);
        return send(offset, account.encodedLength());
    }

    /**
     * Defines an instrument, which begins CLOSED; role operator.
     *
     * @param instrumentId  chosen by the operator, from 1
     * @param symbol        at most 24 characters
     * @param description   at most 40 characters, may be empty
     * @param kind          of the instrument
     * @param priceDecimals 0 to 18
     * @param tickSize      in the smallest unit of the price
     * @param qtyDecimals   0 to 18
     * @param lotSize       in the smallest unit of the quantity
     * @param minQty        least quantity of an order
     * @param maxQty        greatest quantity of an order
     * @return clientSeq or a negative result
     */
    public long defineInstrument(
            int instrumentId,
            String symbol,
            String description,
            InstrumentKind kind,
            int priceDecimals,
            long tickSize,
            int qtyDecimals,
            long lotSize,
            long minQty,
            long maxQty) {
        int offset = claim();
        if (offset < 0) {
            return refusal();
        }
        instrument.wrapAndApplyHeader(buffer(), offset, header);
        begin(instrument.header());
        instrument
                .instrumentId(instrumentId)
                .tickSize(tickSize)
                .lotSize(lotSize)
                .minQty(minQty)
                .maxQty(maxQty)
                .priceDecimals((short) priceDecimals)
                .qtyDecimals((short) qtyDecimals)
                .kind(kind)
                .symbol(symbol)
                .description(description);
        return send(offset, instrument.encodedLength());
    }

    /**
     * Sets the trading phase of an instrument; role operator.
     *
     * @param instrumentId instrument
     * @param phase        from now on
     * @return clientSeq or a negative result
     */
    public long tradingPhase(int instrumentId, TradingPhase phase) {
        int offset = claim();
        if (offset < 0) {
            return refusal();
        }
        phaseRequest.wrapAndApplyHeader(buffer(), offset, header);
        begin(phaseRequest.header());
        phaseRequest.instrumentId(instrumentId).phase(phase);
        return send(offset, phaseRequest.encodedLength());
    }

    /**
     * Uncrosses an instrument's book; role operator.
     *
     * @param instrumentId instrument
     * @param price        auction price, {@link #ABSENT}: computed
     * @return clientSeq or a negative result
     */
    public long uncross(int instrumentId, long price) {
        int offset = claim();
        if (offset < 0) {
            return refusal();
        }
        uncrossRequest.wrapAndApplyHeader(buffer(), offset, header);
        begin(uncrossRequest.header());
        uncrossRequest.instrumentId(instrumentId).price(price);
        return send(offset, uncrossRequest.encodedLength());
    }

    /**
     * Asks what an uncross would do now.
     *
     * @param instrumentId instrument
     * @return clientSeq or a negative result
     */
    public long indicative(int instrumentId) {
        int offset = claim();
        if (offset < 0) {
            return refusal();
        }
        indicativeRequest.wrapAndApplyHeader(buffer(), offset, header);
        begin(indicativeRequest.header());
        indicativeRequest.instrumentId(instrumentId);
        return send(offset, indicativeRequest.encodedLength());
    }

    /**
     * Asks for the market hash and the state hash; role operator or auditor.
     *
     * @return clientSeq or a negative result
     */
    public long hash() {
        int offset = claim();
        if (offset < 0) {
            return refusal();
        }
        hashRequest.wrapAndApplyHeader(buffer(), offset, header);
        begin(hashRequest.header());
        return send(offset, hashRequest.encodedLength());
    }

    /** Ends the attachment; the session, its orders and its numbers stay. */
    public void terminate() {
        dialog.terminate();
    }

    /**
     * Whether messages may be sent.
     *
     * @return true while established
     */
    public boolean isEstablished() {
        return dialog.state() == SessionDialog.State.ESTABLISHED;
    }

    /**
     * Whether the attachment was refused or has ended.
     *
     * @return true where nothing will come any more
     */
    public boolean isEnded() {
        return dialog.state() == SessionDialog.State.REFUSED || dialog.state() == SessionDialog.State.TERMINATED;
    }

    /**
     * Number that the exchange gave the session.
     *
     * @return 0 before it is known
     */
    public int sessionId() {
        return dialog.sessionId();
    }

    /**
     * Number that the next message will have.
     *
     * @return the next clientSeq
     */
    public long nextClientSeq() {
        return dialog.unacknowledged().nextSeq();
    }

    /**
     * Number of the next report.
     *
     * @return the next reportSeq
     */
    public long nextReportSeq() {
        return dialog.nextReportSeq();
    }

    /**
     * Messages sent and not yet answered.
     *
     * @return how many
     */
    public long unacknowledged() {
        return dialog.unacknowledged().nextSeq() - dialog.unacknowledged().firstSeq();
    }

    /**
     * How the session was attached.
     *
     * @return its configuration
     */
    public SessionConfig config() {
        return config;
    }

    SessionDialog dialog() {
        return dialog;
    }

    private MutableDirectBuffer buffer() {
        return dialog.unacknowledged().buffer();
    }

    private int claim() {
        return isEstablished() && !dialog.isResending()
                ? dialog.unacknowledged().claim(MAX_MESSAGE_LENGTH)
                : -1;
    }

    private long refusal() {
        return isEstablished() ? WINDOW_FULL : NOT_ESTABLISHED;
    }

    private void begin(CommandHeaderEncoder command) {
        command.token(dialog.token())
                .clientSeq(dialog.unacknowledged().nextSeq())
                .transactTime(transactTimeNs)
                .sessionId(dialog.sessionId());
    }

    private long send(int offset, int bodyLength) {
        return dialog.send(offset, HEADER_LENGTH + bodyLength);
    }
}
