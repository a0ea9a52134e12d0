package org.tallystick.perf;

import java.util.Arrays;

/**
 * A stream of operations that every book of the comparison executes with the same meaning, in flat arrays made before
 * anything is measured. The first {@link #buildCount} of them build the book.
 */
final class BookOperations {
    // Kinds of operation. Prices and quantities are in the smallest units of the instrument.
    /** A limit order to buy that may rest: id, price, quantity. */
    static final byte BUY = 0;
    /** A limit order to sell that may rest: id, price, quantity. */
    static final byte SELL = 1;
    /** An immediate-or-cancel order to buy: id, price, quantity. */
    static final byte IOC_BUY = 2;
    /** An immediate-or-cancel order to sell: id, price, quantity. */
    static final byte IOC_SELL = 3;
    /** Cancels an order: id. */
    static final byte CANCEL = 4;
    /** Gives an order another price, where it goes to the back of the queue and trades if it can: id, price. */
    static final byte MOVE = 5;
    /** Takes a quantity off an order, which keeps its place: id, quantity. */
    static final byte REDUCE = 6;

    static final int KINDS = 7;

    private byte[] kinds = new byte[1 << 16];
    private long[] ids = new long[1 << 16];
    private long[] prices = new long[1 << 16];
    private long[] quantities = new long[1 << 16];
    private int count;
    private int buildCount;

    static boolean isPlace(byte kind) {
        return kind <= IOC_SELL;
    }

    /** Of a placed order. */
    static boolean isBuy(byte kind) {
        return (kind & 1) == 0;
    }

    /** Of a placed order. */
    static boolean isImmediate(byte kind) {
        return kind >= IOC_BUY;
    }

    void add(byte kind, long id, long price, long quantity) {
        if (count == kinds.length) {
            kinds = Arrays.copyOf(kinds, count * 2);
            ids = Arrays.copyOf(ids, count * 2);
            prices = Arrays.copyOf(prices, count * 2);
            quantities = Arrays.copyOf(quantities, count * 2);
        }
        kinds[count] = kind;
        ids[count] = id;
        prices[count] = price;
        quantities[count] = quantity;
        count++;
    }

    /** Says that the book is built by the operations so far. */
    void built() {
        buildCount = count;
    }

    int count() {
        return count;
    }

    int buildCount() {
        return buildCount;
    }

    byte kind(int index) {
        return kinds[index];
    }

    long id(int index) {
        return ids[index];
    }

    long price(int index) {
        return prices[index];
    }

    long quantity(int index) {
        return quantities[index];
    }

    /** Share of one kind among the operations that are measured, 0 to 1. */
    double share(byte kind) {
        long hits = 0;
        for (int i = buildCount; i < count; i++) {
            hits += kinds[i] == kind ? 1 : 0;
        }
        return (double) hits / Math.max(1, count - buildCount);
    }
}
