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
    private final Divisor tick;
    private final Divisor lot;

    private TradingPhase phase = TradingPhase.CLOSED;
    private long lastPrice = NO_PRICE;
    private final OrderBook book;

    // What an uncross would do, as last published, and whether the book has changed since.
    private long indicativePrice = NO_PRICE;
    private long indicativeVolume;
    private long indicativeSurplus;
    private boolean auctionChanged;
    private boolean expiring;

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
            long maxQty,
            OrderBook book) {
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
        this.tick = new Divisor(tickSize);
        this.lot = new Divisor(lotSize);
        this.book = book;
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

    /** Whether a price above 0 is a multiple of the tick. */
    boolean isOnTick(long price) {
        return tick.divides(price);
    }

    /** Whether a quantity above 0 is a multiple of the lot. */
    boolean isOnLot(long quantity) {
        return lot.divides(quantity);
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

    OrderBook book() {
        return book;
    }

    /** Enters a phase; nothing is published yet of a call that begins. */
    void phase(TradingPhase phase) {
        boolean inCall = isCall();
        this.phase = phase;
        if (isCall() && !inCall) {
            indicative(NO_PRICE, 0, 0);
        }
    }

    /** Whether orders rest without matching in the present phase. */
    boolean isCall() {
        return phase == TradingPhase.PRE_OPEN
                || phase == TradingPhase.OPENING_AUCTION
                || phase == TradingPhase.CLOSING_AUCTION;
    }

    void traded(long price) {
        lastPrice = price;
    }

    void restoreLastPrice(long price) {
        lastPrice = price;
    }

    /** Notes that the book has changed, for the next indicative. */
    void touched() {
        auctionChanged = true;
    }

    boolean auctionChanged() {
        return auctionChanged;
    }

    /** Keeps an indicative result and answers whether it is another than before. */
    boolean indicative(long price, long volume, long surplus) {
        auctionChanged = false;
        boolean changed = price != indicativePrice || volume != indicativeVolume || surplus != indicativeSurplus;
        indicativePrice = price;
        indicativeVolume = volume;
        indicativeSurplus = surplus;
        return changed;
    }

    void restoreIndicative(long price, long volume, long surplus, boolean changedSince) {
        indicative(price, volume, surplus);
        auctionChanged = changedSince;
    }

    long indicativePrice() {
        return indicativePrice;
    }

    long indicativeVolume() {
        return indicativeVolume;
    }

    long indicativeSurplus() {
        return indicativeSurplus;
    }

    /** Whether its day orders are still being expired. */
    boolean isExpiring() {
        return expiring;
    }

    void expiring(boolean expiring) {
        this.expiring = expiring;
    }
}
