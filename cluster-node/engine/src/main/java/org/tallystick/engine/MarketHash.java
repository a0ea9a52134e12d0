package org.tallystick.engine;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.codecs.Xxh64;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;
import org.tallystick.engine.market.Exchange;
import org.tallystick.engine.market.Instrument;
import org.tallystick.engine.market.Instruments;
import org.tallystick.engine.market.Orders;

/**
 * Hash of a market as its users see it: instruments by symbol, their phase and last price, and their resting orders by
 * side, price and priority, each with account name, client order id, open and filled quantity. It holds no times, no
 * sessions and no ids of the exchange, so equal flows have equal hashes in every mode. XXH64 over fixed-length records,
 * each seeded with the hash so far.
 */
public final class MarketHash {
    private static final int NAME_LENGTH = 24;
    private static final int INSTRUMENT_LENGTH = NAME_LENGTH + 2 * Long.BYTES;
    private static final int ORDER_LENGTH = NAME_LENGTH + 4 * Long.BYTES + Integer.BYTES;

    private final UnsafeBuffer record = new UnsafeBuffer(new byte[Math.max(INSTRUMENT_LENGTH, ORDER_LENGTH)]);
    private long hash;

    /** Hash of a venue's market; takes time in proportion to its live orders. */
    static long of(Venue venue, Orders orders) {
        MarketHash hash = new MarketHash();
        Exchange exchange = venue.exchange();
        for (Instrument instrument : bySymbol(exchange.instruments())) {
            hash.instrument(instrument.symbol(), instrument.phase(), instrument.lastPrice());
            exchange.forEachOrder(
                    instrument,
                    order -> hash.order(
                            venue.accounts().get(orders.accountId(order)).name(),
                            orders.clOrdId(order),
                            orders.side(order),
                            orders.price(order),
                            orders.leavesQty(order),
                            orders.cumQty(order),
                            orders.ordType(order),
                            orders.timeInForce(order),
                            orders.flags(order)));
        }
        return hash.value();
    }

    private static Instrument[] bySymbol(Instruments instruments) {
        Instrument[] sorted = new Instrument[instruments.count()];
        int count = 0;
        for (int id = 1; id <= instruments.highestId(); id++) {
            if (instruments.get(id) != null) {
                sorted[count++] = instruments.get(id);
            }
        }
        Arrays.sort(sorted, Comparator.comparing(Instrument::symbol));
        return sorted;
    }

    /** Begins anew. */
    public void begin() {
        hash = 0;
    }

    /**
     * Adds an instrument; its orders follow. Instruments come in the order of their symbols.
     *
     * @param symbol    symbol
     * @param phase     trading phase
     * @param lastPrice price of the last trade, {@link Long#MIN_VALUE} before the first
     */
    public void instrument(String symbol, TradingPhase phase, long lastPrice) {
        putName(symbol);
        record.putLong(NAME_LENGTH, phase.value(), ByteOrder.LITTLE_ENDIAN);
        record.putLong(NAME_LENGTH + Long.BYTES, lastPrice, ByteOrder.LITTLE_ENDIAN);
        hash = Xxh64.hash(record, 0, INSTRUMENT_LENGTH, hash);
    }

    /** Adds a resting order: bids from the best price down, then asks from the best up, each level by priority. */
    public void order(
            String accountName,
            long clOrdId,
            Side side,
            long price,
            long leavesQty,
            long cumQty,
            OrdType type,
            TimeInForce timeInForce,
            int flags) {
        putName(accountName);
        int at = NAME_LENGTH;
        record.putLong(at, clOrdId, ByteOrder.LITTLE_ENDIAN);
        record.putLong(at + 8, price, ByteOrder.LITTLE_ENDIAN);
        record.putLong(at + 16, leavesQty, ByteOrder.LITTLE_ENDIAN);
        record.putLong(at + 24, cumQty, ByteOrder.LITTLE_ENDIAN);
        int attributes = side.value() | type.value() << 8 | timeInForce.value() << 16 | flags << 24;
        record.putInt(at + 32, attributes, ByteOrder.LITTLE_ENDIAN);
        hash = Xxh64.hash(record, 0, ORDER_LENGTH, hash);
    }

    private void putName(String name) {
        record.setMemory(0, NAME_LENGTH, (byte) 0);
        record.putStringWithoutLengthAscii(0, name);
    }

    /** Hash of all that was added. */
    public long value() {
        return hash;
    }
}
