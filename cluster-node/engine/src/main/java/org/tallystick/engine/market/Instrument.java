package org.tallystick.engine.market;

import org.tallystick.codecs.types.InstrumentKind;
import org.tallystick.codecs.types.TradingPhase;

/** An instrument: its definition, which never changes, its trading state, and its book. */
public final class Instrument {
    /** No price: a market order's limit, the last price before the first trade, an auction that would trade nothing. */
    public static final long NO_PRICE = Long.MIN_VALUE;

    /** Most decimals of a price or a quantity. */
    public static final int MAX_DECIMALS = 18;

    private final int id;
    private final String symbol;
    private final String description;
    private final InstrumentKind kind;
    private final int priceDecimals;
    private final int qtyDecimals;
    private final long tickSize;
    private final long lotSize;
    private final long minQty;
    private final long maxQty;

    private TradingPhase phase = TradingPhase.CLOSED;
    private long lastPrice = NO_PRICE;
    private OrderBook book;

    /** Takes a definition that was validated. */
    Instrument(
            int id,
            String symbol,
            String description,
            InstrumentKind kind,
            int priceDecimals,
            int qtyDecimals,
            long tickSize,
            long lotSize,
            long minQty,
            long maxQty) {
        this.id = id;
        this.symbol = symbol;
        this.description = description;
        this.kind = kind;
        this.priceDecimals = priceDecimals;
        this.qtyDecimals = qtyDecimals;
        this.tickSize = tickSize;
        this.lotSize = lotSize;
        this.minQty = minQty;
        this.maxQty = maxQty;
    }

    /** Number of the instrument, from 1. */
    public int id() {
        return id;
    }

    /** Symbol (FIX 55). */
    public String symbol() {
        return symbol;
    }

    /** Free text, may be empty. */
    public String description() {
        return description;
    }

    /** Kind of the instrument. */
    public InstrumentKind kind() {
        return kind;
    }

    /** Decimals of a price, 0 to {@value #MAX_DECIMALS}. */
    public int priceDecimals() {
        return priceDecimals;
    }

    /** Decimals of a quantity, 0 to {@value #MAX_DECIMALS}. */
    public int qtyDecimals() {
        return qtyDecimals;
    }

    /** Tick in the smallest price unit. */
    public long tickSize() {
        return tickSize;
    }

    /** Lot in the smallest quantity unit. */
    public long lotSize() {
        return lotSize;
    }

    /** Least quantity of an order. */
    public long minQty() {
        return minQty;
    }

    /** Greatest quantity of an order. */
    public long maxQty() {
        return maxQty;
    }

    /** Present trading phase. */
    public TradingPhase phase() {
        return phase;
    }

    /** Price of the last trade, or {@link #NO_PRICE}. */
    public long lastPrice() {
        return lastPrice;
    }
}
