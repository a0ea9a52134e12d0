package org.tallystick.flow.generate;

/** Where new order ids come from. */
final class OrderIds {
    private final SplitMix64 random;
    private final boolean isRandom;
    private long latest;

    OrderIds(final SplitMix64 random, final boolean isRandom) {
        this.random = random;
        this.isRandom = isRandom;
    }

    /** An id that no order of the flow has had; where ids are random, with a chance of one in 2^63 for each order. */
    long next() {
        if (!isRandom) {
            return ++latest;
        }
        return 1 + random.below(Long.MAX_VALUE >>> 1) * 2 + (random.coin() ? 1 : 0);
    }

    /** An id that no order has had or will have. */
    long never() {
        return isRandom ? next() : Long.MAX_VALUE - random.below(1 << 20);
    }
}
