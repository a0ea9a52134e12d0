package org.tallystick.perf;

import org.tallystick.flow.generate.FlowProfile;

/**
 * Three books on one stream.
 *
 * @param profile    of the stream
 * @param operations measured in each round
 * @param mix        share of each kind of operation, in words
 * @param resting    orders that rest when the stream ends
 * @param book       our book alone, which does what the peer's does
 * @param market     our market with all its rules
 * @param peer       exchange-core's book
 */
public record ProfileFigures(
        FlowProfile profile,
        int operations,
        String mix,
        int resting,
        BookFigures book,
        BookFigures market,
        BookFigures peer) {
    /** How many times faster than the peer's book ours is. */
    public double bookRatio() {
        return peer.medianNs() / book.medianNs();
    }

    /** How many times faster than the peer's book our market is. */
    public double marketRatio() {
        return peer.medianNs() / market.medianNs();
    }

    /** Whether all made the same trades in the same order. */
    public boolean isSameTrades() {
        return book.isSameTrades(peer) && market.isSameTrades(peer);
    }
}
