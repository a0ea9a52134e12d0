package org.tallystick.engine.market;

import java.util.Arrays;
import org.agrona.collections.Object2ObjectHashMap;
import org.tallystick.codecs.types.InstrumentKind;
import org.tallystick.codecs.types.RejectReason;

/** All instruments, by the ids that the operator chose. */
public final class Instruments {
    private final LiveOrders live;
    private final Levels levels = new Levels();
    private final TrieNodes nodes = new TrieNodes();
    private final Object2ObjectHashMap<String, Instrument> bySymbol = new Object2ObjectHashMap<>();
    private Instrument[] byId = new Instrument[16];
    private int highestId;
    private int count;
    private int maxInstruments;

    Instruments(LiveOrders live) {
        this.live = live;
    }

    void begin(int maxInstruments) {
        this.maxInstruments = maxInstruments;
    }

    /** Instrument with this id, or null. */
    public Instrument get(int id) {
        return id > 0 && id <= highestId ? byId[id] : null;
    }

    /** Greatest id in use; ids below may be free. */
    public int highestId() {
        return highestId;
    }

    /** Number of instruments. */
    public int count() {
        return count;
    }

    /** Checks a definition. */
    RejectReason check(
            int id, String symbol, int priceDecimals, int qtyDecimals, long tick, long lot, long minQty, long maxQty) {
        if (id < 1 || id > maxInstruments || id > Orders.MAX_INSTRUMENT_ID) {
            return RejectReason.BOUND_REACHED;
        }
        if (get(id) != null || bySymbol.containsKey(symbol)) {
            return RejectReason.DUPLICATE_ID;
        }
        boolean decimalsFit = isDecimals(priceDecimals) && isDecimals(qtyDecimals);
        boolean quantitiesFit = lot >= 1 && minQty >= 1 && maxQty >= minQty && minQty % lot == 0 && maxQty % lot == 0;
        return decimalsFit && quantitiesFit && tick >= 1 ? RejectReason.NONE : RejectReason.BAD_VALUE;
    }

    private static boolean isDecimals(int decimals) {
        return decimals >= 0 && decimals <= Instrument.MAX_DECIMALS;
    }

    /** Adds an instrument whose definition was checked. */
    Instrument define(
            int id,
            String symbol,
            String description,
            InstrumentKind kind,
            int priceDecimals,
            int qtyDecimals,
            long tick,
            long lot,
            long minQty,
            long maxQty) {
        OrderBook book = new OrderBook(tick, live.orders(), levels, nodes);
        Instrument instrument = new Instrument(
                id, symbol, description, kind, priceDecimals, qtyDecimals, tick, lot, minQty, maxQty, book);
        if (id >= byId.length) {
            byId = Arrays.copyOf(byId, Math.max(id + 1, byId.length * 2));
        }
        byId[id] = instrument;
        bySymbol.put(symbol, instrument);
        highestId = Math.max(highestId, id);
        count++;
        return instrument;
    }

    /** Bytes of memory that levels and their tries occupy. */
    public long memoryBytes() {
        return levels.memoryBytes() + nodes.memoryBytes();
    }
}
