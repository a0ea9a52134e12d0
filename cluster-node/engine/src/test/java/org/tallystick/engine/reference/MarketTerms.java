package org.tallystick.engine.reference;

import java.util.List;

/**
 * What is fixed before the first order of a random market.
 *
 * @param listings           instruments, their ids rising
 * @param accounts           accounts 1 to this
 * @param shard              high bits of all ids
 * @param flowClock          clock mode {@code FLOW}, else {@code LOG}
 * @param maxOpenOrders      live orders, old names included
 * @param maxFillsPerCommand fills of one aggressor
 * @param maxWorkPerStep     orders that long work visits in one step
 */
public record MarketTerms(
        List<Listing> listings,
        int accounts,
        int shard,
        boolean flowClock,
        long maxOpenOrders,
        long maxFillsPerCommand,
        long maxWorkPerStep) {
    /** One instrument. */
    public record Listing(int id, long tick, long lot, long minQty, long maxQty) {}
}
