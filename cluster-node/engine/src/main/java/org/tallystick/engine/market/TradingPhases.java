package org.tallystick.engine.market;

import static org.tallystick.codecs.types.RejectReason.NONE;

import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.TradingPhase;

/** Changes trading phases, uncrosses books, and tells what an uncross would do. */
final class TradingPhases {
    private final Instruments instruments;
    private final Executions executions;
    private final PendingWork work;
    private final MarketEvents events;
    private final AuctionPrice auction = new AuctionPrice();
    private long indicativeBudget;

    TradingPhases(Instruments instruments, Executions executions, PendingWork work, MarketEvents events) {
        this.instruments = instruments;
        this.executions = executions;
        this.work = work;
        this.events = events;
    }

    /** @param indicativeBudget limit prices that the indicatives of one timer firing may look at */
    void begin(long indicativeBudget) {
        this.indicativeBudget = indicativeBudget;
    }

    RejectReason change(int instrumentId, TradingPhase phase) {
        Instrument instrument = instruments.get(instrumentId);
        if (instrument == null) {
            return RejectReason.UNKNOWN_INSTRUMENT;
        }
        if (instrument.isExpiring()) {
            return RejectReason.WORK_PENDING;
        }
        if (phase == TradingPhase.CONTINUOUS && instrument.book().isCrossedOrLocked()) {
            return RejectReason.BOOK_CROSSED;
        }
        TradingPhase previous = instrument.phase();
        instrument.phase(phase);
        instrument.touched();
        events.phaseChanged(instrument, previous);
        if (phase == TradingPhase.CLOSED) {
            work.expire(instrument);
        }
        return NONE;
    }

    /** @param price auction price, or {@link NewOrder#ABSENT} to compute it */
    RejectReason uncross(int instrumentId, long price) {
        Instrument instrument = instruments.get(instrumentId);
        if (instrument == null) {
            return RejectReason.UNKNOWN_INSTRUMENT;
        }
        if (price != NewOrder.ABSENT) {
            RejectReason reason = OrderRules.checkLimit(price, instrument);
            if (reason != NONE) {
                return reason;
            }
        }
        auction.find(instrument);
        if (auction.price() == Instrument.NO_PRICE) {
            events.auctionUncrossed(instrument, Instrument.NO_PRICE, 0, 0);
            return NONE;
        }
        long at = price == NewOrder.ABSENT ? auction.price() : price;
        auction.measure(instrument, at);
        long volume = auction.volume();
        long trades = executions.uncross(instrument, at);
        instrument.touched();
        events.auctionUncrossed(instrument, at, volume, trades);
        return NONE;
    }

    RejectReason indicative(int instrumentId) {
        Instrument instrument = instruments.get(instrumentId);
        if (instrument == null) {
            return RejectReason.UNKNOWN_INSTRUMENT;
        }
        auction.find(instrument);
        events.auctionIndicative(instrument, auction.price(), auction.volume(), auction.surplus());
        return NONE;
    }

    /**
     * Publishes what changed in the auctions that are in their call, a bounded amount of work at a time.
     *
     * @param firing number of the timer's firing, which decides where to begin, so that all get their turn
     */
    void publishIndicatives(long firing) {
        int highest = instruments.highestId();
        if (highest == 0) {
            return;
        }
        long budget = indicativeBudget;
        int first = (int) (firing % highest);
        for (int i = 0; i < highest && budget > 0; i++) {
            Instrument instrument = instruments.get((first + i) % highest + 1);
            if (instrument != null && instrument.auctionChanged() && instrument.isCall()) {
                auction.find(instrument);
                budget -= auction.cost();
                if (instrument.indicative(auction.price(), auction.volume(), auction.surplus())) {
                    events.auctionIndicativeChanged(instrument, auction.price(), auction.volume(), auction.surplus());
                }
            }
        }
    }
}
