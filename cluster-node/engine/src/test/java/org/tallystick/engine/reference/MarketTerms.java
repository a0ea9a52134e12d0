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
 * @param maxAuctionOrders   orders in one book in a call phase
 * @param maxFillsPerCommand fills of one aggressor
 * @param maxWorkPerStep     orders that long work visits in one step
 */
public record MarketTerms(
        List<Listing> listings,
        int accounts,
        int shard,
        boolean flowClock,
        long maxOpenOrders,
        long maxAuctionOrders,
        long maxFillsPerCommand,
        long maxWorkPerStep) {
    /** One instrument. */
    public record Listing(int id, long tick, long lot, long minQty, long maxQty) {}

    MarketTerms with(List<Listing> others) {
        return new MarketTerms(
                others,
                accounts,
                shard,
                flowClock,
                maxOpenOrders,
                maxAuctionOrders,
                maxFillsPerCommand,
                maxWorkPerStep);
    }

    MarketTerms with(int otherShard, boolean otherFlowClock) {
        return new MarketTerms(
                listings,
                accounts,
                otherShard,
                otherFlowClock,
                maxOpenOrders,
                maxAuctionOrders,
                maxFillsPerCommand,
                maxWorkPerStep);
    }

    MarketTerms withBounds(long openOrders, long auctionOrders, long fillsPerCommand) {
        return new MarketTerms(
                listings, accounts, shard, flowClock, openOrders, auctionOrders, fillsPerCommand, maxWorkPerStep);
    }
}
