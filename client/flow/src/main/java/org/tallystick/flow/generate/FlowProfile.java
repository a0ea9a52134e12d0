package org.tallystick.flow.generate;

import java.util.Locale;

/** A kind of flow to generate. */
public enum FlowProfile {
    /** A liquid share in continuous trading: about 5,000 orders on 400 price levels. */
    EQUITY("a liquid share in continuous trading, about 5,000 orders on 400 levels", 1),
    /** Four of five rows are replaces, of about 1,000 orders on 600 levels. */
    REPRICE("80 % replaces, about 1,000 orders on 600 levels", 1),
    /** 200,000 orders on about 18,000 levels; the first rows build the book. */
    DEEP("200,000 orders on about 18,000 levels, built by the first 220,000 rows", 1),
    /** A market that falls by 2,000 ticks and rises again, again and again, with orders that sweep many levels. */
    CRASH("falls by a quarter and rises again every 200,000 rows, sweeping many levels", 1),
    /** As {@link #EQUITY}, with ids drawn from 63 bits. */
    RANDOM_IDS("as equity, with order ids drawn at random from 63 bits", 1),
    /** A whole day of four instruments: all phases, opening and closing auction, a halt. */
    AUCTION_DAY("a whole day of four instruments: all phases, both auctions, a halt", 100);

    private final String description;
    private final long minCount;

    FlowProfile(final String description, final long minCount) {
        this.description = description;
        this.minCount = minCount;
    }

    /**
     * The profile's name on the command line.
     *
     * @return lower case, with hyphens
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * What the flow is like.
     *
     * @return a phrase
     */
    public String description() {
        return description;
    }

    /**
     * How many rows a flow of this profile needs at least.
     *
     * @return rows
     */
    public long minCount() {
        return minCount;
    }

    MarketShape[] shapes() {
        return switch (this) {
            case EQUITY, RANDOM_IDS -> new MarketShape[] {MarketShape.equity()};
            case REPRICE -> new MarketShape[] {MarketShape.reprice()};
            case DEEP -> new MarketShape[] {MarketShape.deep()};
            case CRASH -> new MarketShape[] {MarketShape.crash()};
            case AUCTION_DAY -> MarketShape.auctionDay();
        };
    }
}
