package org.tallystick.engine.market;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tallystick.codecs.types.InstrumentKind;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.QuantityMeaning;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

/** A random request to a market, which does not know what the market holds, so that any part of a sequence is one. */
record MarketCommand(
        Kind kind,
        int accountId,
        int instrumentId,
        Side side,
        long clOrdId,
        long orderId,
        long newClOrdId,
        long price,
        long quantity,
        QuantityMeaning meaning,
        TimeInForce timeInForce,
        TradingPhase phase) {

    static final int ACCOUNTS = 3;
    static final int INSTRUMENTS = 3;
    static final long TOP_TICK = 12;

    /** Ticks and lots of the instruments. */
    static final long[] TICKS = {0, 1, 5, 100};

    static final long[] LOTS = {0, 1, 10, 1};

    private static final int NAMES = 45;

    enum Kind {
        NEW,
        MARKET,
        CANCEL,
        REDUCE,
        REPLACE,
        STATUS,
        MASS_CANCEL,
        PHASE,
        UNCROSS,
        UNCROSS_AT,
        INDICATIVE,
        TIMER
    }

    /** Defines the instruments that random commands are about, and opens them. */
    static void open(Exchange exchange) {
        for (int id = 1; id <= INSTRUMENTS; id++) {
            exchange.defineInstrument(
                    id,
                    "I" + id,
                    "",
                    InstrumentKind.SPOT,
                    2,
                    0,
                    TICKS[id],
                    LOTS[id],
                    LOTS[id],
                    Long.MAX_VALUE - Long.MAX_VALUE % LOTS[id]);
            exchange.changePhase(id, TradingPhase.CONTINUOUS);
        }
    }

    /** Random commands; with {@code greatest}, some quantities near 2^63 - 1. */
    static List<MarketCommand> sequence(Random random, int length, boolean greatest) {
        List<MarketCommand> commands = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            commands.add(next(random, i, greatest));
        }
        return commands;
    }

    private static MarketCommand next(Random random, int index, boolean greatest) {
        int name = random.nextInt(1, NAMES + 1);
        // Most requests about a name are about the instrument of the order that has it.
        int instrumentId = 1 + (random.nextInt(20) == 0 ? random.nextInt(INSTRUMENTS) : name % INSTRUMENTS);
        long ticks = random.nextInt(100) == 0 ? 0 : Seeded.between(random, 1, TOP_TICK);
        boolean byOrderId = random.nextInt(8) == 0;
        return new MarketCommand(
                kind(random.nextInt(1_000)),
                random.nextInt(3) > 0 ? 1 : random.nextInt(1, ACCOUNTS + 1),
                instrumentId,
                random.nextBoolean() ? Side.BUY : Side.SELL,
                byOrderId ? NewOrder.ABSENT : name,
                Seeded.between(random, Math.max(1, index / 4 - 60), index / 4 + 20),
                random.nextInt(3) == 0 ? random.nextInt(1, NAMES + 1) : NewOrder.ABSENT,
                ticks * TICKS[instrumentId] + (random.nextInt(50) == 0 ? 1 : 0),
                quantity(random, instrumentId, greatest),
                random.nextBoolean() ? QuantityMeaning.OPEN : QuantityMeaning.TOTAL,
                timeInForce(random.nextInt(10)),
                phase(random.nextInt(20)));
    }

    private static Kind kind(int of1000) {
        int[] until = {480, 510, 640, 700, 870, 880, 895, 925, 950, 960, 965, 1_000};
        int kind = 0;
        while (of1000 >= until[kind]) {
            kind++;
        }
        return Kind.values()[kind];
    }

    private static TimeInForce timeInForce(int of10) {
        return of10 < 4 ? TimeInForce.DAY : of10 < 8 ? TimeInForce.GTC : of10 == 8 ? TimeInForce.IOC : TimeInForce.FOK;
    }

    private static TradingPhase phase(int of20) {
        return of20 < 6 ? TradingPhase.get((short) (of20 + 1)) : TradingPhase.CONTINUOUS;
    }

    private static long quantity(Random random, int instrumentId, boolean greatest) {
        long lots = greatest && random.nextInt(3) == 0
                ? Long.MAX_VALUE / LOTS[instrumentId] - random.nextInt(3)
                : random.nextInt(12);
        return lots * LOTS[instrumentId] + (random.nextInt(60) == 0 && lots < 12 ? 1 : 0);
    }

    /** The same on the other side of the market, at prices as far from the top as these are from the bottom. */
    MarketCommand mirrored() {
        long top = (TOP_TICK + 2) * TICKS[instrumentId];
        return new MarketCommand(
                kind,
                accountId,
                instrumentId,
                side == Side.BUY ? Side.SELL : Side.BUY,
                clOrdId,
                orderId,
                newClOrdId,
                price <= 0 ? price : top - price,
                quantity,
                meaning,
                timeInForce,
                phase);
    }

    /** Name of a new order, which has one always. */
    private long name() {
        return clOrdId == NewOrder.ABSENT ? 1 + orderId % NAMES : clOrdId;
    }

    RejectReason sendTo(Exchange exchange, long index) {
        switch (kind) {
            case NEW:
            case MARKET:
                return exchange.newOrder(newOrder());
            case CANCEL:
                return exchange.cancel(change());
            case REDUCE:
                return exchange.reduce(change());
            case REPLACE:
                return exchange.replace(change());
            case STATUS:
                return exchange.status(change());
            case MASS_CANCEL:
                return exchange.massCancel(massCancel());
            case PHASE:
                return exchange.changePhase(instrumentId, phase);
            case UNCROSS:
                return exchange.uncross(instrumentId, NewOrder.ABSENT);
            case UNCROSS_AT:
                return exchange.uncross(instrumentId, price);
            case INDICATIVE:
                return exchange.indicative(instrumentId);
            default:
                exchange.onTimer(index);
                return RejectReason.NONE;
        }
    }

    private NewOrder newOrder() {
        NewOrder request = new NewOrder();
        request.sessionId = 10 + accountId;
        request.accountId = accountId;
        request.instrumentId = instrumentId;
        request.clOrdId = name();
        request.side = side;
        request.ordType = kind == Kind.MARKET ? OrdType.MARKET : OrdType.LIMIT;
        request.timeInForce = timeInForce;
        request.price = kind == Kind.MARKET ? NewOrder.ABSENT : price;
        request.quantity = quantity;
        request.stopPrice = NewOrder.ABSENT;
        request.displayQty = NewOrder.ABSENT;
        request.expireTimeNs = NewOrder.ABSENT;
        return request;
    }

    private OrderChange change() {
        OrderChange request = new OrderChange();
        request.sessionId = 10 + accountId;
        request.accountId = accountId;
        request.instrumentId = instrumentId;
        request.origClOrdId = clOrdId;
        request.orderId = orderId;
        request.clOrdId = newClOrdId;
        request.price = orderId % 3 == 0 ? NewOrder.ABSENT : price;
        request.quantity = kind == Kind.REPLACE && orderId % 4 == 0 ? NewOrder.ABSENT : quantity;
        request.assumedCumQty = orderId % 5 == 0 ? 0 : NewOrder.ABSENT;
        request.quantityMeaning = meaning;
        return request;
    }

    private MassCancel massCancel() {
        MassCancel request = new MassCancel();
        request.accountId = accountId;
        request.massCancelId = orderId;
        request.instrumentId = orderId % 2 == 0 ? MassCancel.ALL_INSTRUMENTS : instrumentId;
        request.side = orderId % 3 == 0 ? null : side;
        return request;
    }
}
