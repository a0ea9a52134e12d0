package org.tallystick.perf;

/** A digest of trades that depends on their order, and on maker, taker, price and quantity of each. */
final class TradeDigest {
    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

    private long value;
    private long trades;

    void trade(long makerId, long takerId, long price, long quantity) {
        long mixed = (value ^ makerId) * FACTOR;
        mixed = (Long.rotateLeft(mixed, 23) ^ takerId) * FACTOR;
        mixed = (Long.rotateLeft(mixed, 23) ^ price) * FACTOR;
        value = (Long.rotateLeft(mixed, 23) ^ quantity) * FACTOR;
        trades++;
    }

    long value() {
        return value;
    }

    long trades() {
        return trades;
    }
}
