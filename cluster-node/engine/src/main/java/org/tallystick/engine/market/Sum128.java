package org.tallystick.engine.market;

/** A sum in 128 bits, 0 or more: level quantities do not fit 64. */
final class Sum128 {
    private long high;
    private long low;

    void clear() {
        high = 0;
        low = 0;
    }

    void set(Sum128 other) {
        high = other.high;
        low = other.low;
    }

    void add(int addedHigh, long addedLow) {
        long sum = low + addedLow;
        if (Long.compareUnsigned(sum, addedLow) < 0) {
            high++;
        }
        low = sum;
        high += addedHigh;
    }

    /** Takes off a part of the sum. */
    void subtract(int takenHigh, long takenLow) {
        if (Long.compareUnsigned(low, takenLow) < 0) {
            high--;
        }
        low -= takenLow;
        high -= takenHigh;
    }

    /** Becomes the difference of the two, without its sign. */
    void setDistance(Sum128 a, Sum128 b) {
        Sum128 greater = a.compareTo(b) >= 0 ? a : b;
        Sum128 less = greater == a ? b : a;
        long lowDifference = greater.low - less.low;
        high = greater.high - less.high - (Long.compareUnsigned(greater.low, less.low) < 0 ? 1 : 0);
        low = lowDifference;
    }

    int compareTo(Sum128 other) {
        return high != other.high ? Long.compare(high, other.high) : Long.compareUnsigned(low, other.low);
    }

    boolean isZero() {
        return (high | low) == 0;
    }

    /** The sum, or 2^63 - 1 where it is more. */
    long saturated() {
        return high != 0 || low < 0 ? Long.MAX_VALUE : low;
    }
}
