package org.tallystick.client;

import java.nio.ByteOrder;
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
 * Writes every sequenced message that a client sends, as SBE. Every method that sends one returns its {@code clientSeq}, 1
 * or more, or a negative result; then nothing was sent. Prices and quantities are in the smallest unit of the
 * instrument's decimals.
 */
public abstract class ExchangeCommands {
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

    /** Makes a writer whose messages carry no time. */
    protected ExchangeCommands() {}

    /**
     * Room for one message.
     *
     * @return offset in {@link #buffer}, or a negative number where there is none now
     */
    protected abstract int claim();

    /**
     * Where messages are written.
     *
     * @return the buffer
     */
    protected abstract MutableDirectBuffer buffer();

    /**
     * Fills the header of the message that is being written, all but its time.
     *
     * @param command the header
     */
    protected abstract void begin(CommandHeaderEncoder command);

    /**
     * Sends the message that was written.
     *
     * @param offset that {@link #claim} returned
     * @param length of the message in bytes, SBE header included
     * @return clientSeq or a negative result
     */
    protected abstract long send(int offset, int length);

    /**
     * Why there was no room.
     *
     * @return a negative result
     */
    protected abstract long refusal();

    /**
     * Number that the next message will have.
     *
     * @return the next clientSeq
     */
    public abstract long nextClientSeq();

    private void head(CommandHeaderEncoder command) {
        begin(command);
        command.transactTime(transactTimeNs);
    }

    private long sendBody(int offset, int bodyLength) {
        return send(offset, MessageHeaderEncoder.ENCODED_LENGTH + bodyLength);
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
        head(newOrder.header());
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
        return sendBody(offset, newOrder.encodedLength());
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
        head(cancel.header());
        cancel.accountId(accountId).origClOrdId(origClOrdId).orderId(orderId).instrumentId(instrumentId);
        return sendBody(offset, cancel.encodedLength());
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
        head(replace.header());
        replace.accountId(accountId)
                .origClOrdId(origClOrdId)
                .orderId(orderId)
                .clOrdId(clOrdId)
                .price(price)
                .orderQty(orderQty)
                .assumedCumQty(assumedCumQty)
                .instrumentId(instrumentId)
                .quantityMeaning(meaning);
        return sendBody(offset, replace.encodedLength());
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
        head(reduce.header());
        reduce.accountId(accountId)
                .origClOrdId(origClOrdId)
                .orderId(orderId)
                .reduceQty(reduceQty)
                .instrumentId(instrumentId);
        return sendBody(offset, reduce.encodedLength());
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
        head(massCancel.header());
        massCancel
                .accountId(accountId)
                .massCancelId(massCancelId)
                .instrumentId(instrumentId)
                .side(side == null ? Side.NULL_VAL : side);
        return sendBody(offset, massCancel.encodedLength());
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
        head(status.header());
        status.accountId(accountId).origClOrdId(origClOrdId).orderId(orderId).instrumentId(instrumentId);
        return sendBody(offset, status.encodedLength());
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
        head(participant.header());
        participant.participantId(participantId).name(name);
        participant.roles().clear();
        buffer().putShort(participant.roles().offset(), (short) roles, ByteOrder.LITTLE_ENDIAN);
        ParticipantDefinitionEncoder.RepresentsEncoder group = participant.representsCount(represents.length);
        for (int represented : represents) {
            group.next().participantId(represented);
        }
        return sendBody(offset, participant.encodedLength());
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
        head(account.header());
        account.accountId(accountId).participantId(participantId).name(name);
        return sendBody(offset, account.encodedLength());
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
        head(instrument.header());
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
        return sendBody(offset, instrument.encodedLength());
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
        head(phaseRequest.header());
        phaseRequest.instrumentId(instrumentId).phase(phase);
        return sendBody(offset, phaseRequest.encodedLength());
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
        head(uncrossRequest.header());
        uncrossRequest.instrumentId(instrumentId).price(price);
        return sendBody(offset, uncrossRequest.encodedLength());
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
        head(indicativeRequest.header());
        indicativeRequest.instrumentId(instrumentId);
        return sendBody(offset, indicativeRequest.encodedLength());
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
        head(hashRequest.header());
        return sendBody(offset, hashRequest.encodedLength());
    }
}
