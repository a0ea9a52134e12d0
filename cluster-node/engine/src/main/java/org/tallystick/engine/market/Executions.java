package org.tallystick.engine.market;

import org.tallystick.codecs.types.AggressorSide;
import org.tallystick.codecs.types.CancelReason;

/** Carries out fills: continuous matching within the bound of fills, and the allocation of an auction at one price. */
final class Executions implements OrderBook.Fills {
    private final LiveOrders live;
    private final Orders orders;
    private final MarketEvents events;
    private final IdCounter tradeIds = new IdCounter();
    private long maxFillsPerCommand;

    private Instrument instrument;
    private AggressorSide aggressor;
    private long fillsLeft;

    Executions(LiveOrders live, MarketEvents events) {
        this.live = live;
        this.orders = live.orders();
        this.events = events;
    }

    void begin(int shard, long maxFillsPerCommand) {
        tradeIds.begin(shard);
        this.maxFillsPerCommand = maxFillsPerCommand;
    }

    IdCounter tradeIds() {
        return tradeIds;
    }

    /**
     * Matches an order that is in no book as far as its limit and the bound of fills allow.
     *
     * @return null where nothing stays open or the rest may stand in the book; {@link CancelReason#FILL_LIMIT} where the
     *     bound of fills stopped it although more could trade
     */
    CancelReason match(Instrument instrument, int taker) {
        boolean buy = orders.isBuy(taker);
        long limit = limit(taker);
        OrderBook book = instrument.book();
        if (!book.isMarketable(buy, limit)) {
            return null;
        }
        this.instrument = instrument;
        aggressor = buy ? AggressorSide.BUY : AggressorSide.SELL;
        fillsLeft = maxFillsPerCommand;
        long open = book.match(taker, buy, limit, this);
        return open > 0 && fillsLeft == 0 && book.side(!buy).isReachedBy(limit) ? CancelReason.FILL_LIMIT : null;
    }

    /** Whether all of an order could trade at once: null, or why not. */
    CancelReason whyNotFillable(Instrument instrument, int taker) {
        return instrument
                .book()
                .side(!orders.isBuy(taker))
                .whyNotFillable(orders.leavesQty(taker), limit(taker), maxFillsPerCommand);
    }

    private long limit(int taker) {
        long price = orders.price(taker);
        if (price != Instrument.NO_PRICE) {
            return price;
        }
        return orders.isBuy(taker) ? Long.MAX_VALUE : Long.MIN_VALUE;
    }

    @Override
    public boolean onFill(int taker, int maker, long price, long quantity) {
        if (aggressor == AggressorSide.BUY) {
            trade(price, quantity, taker, maker);
        } else {
            trade(price, quantity, maker, taker);
        }
        retireIfFilled(maker);
        return --fillsLeft > 0;
    }

    /**
     * Lets both sides meet at one price, best first, head against head, as long as both have orders at it or better.
     *
     * @return number of trades
     */
    long uncross(Instrument instrument, long price) {
        this.instrument = instrument;
        aggressor = AggressorSide.NONE;
        OrderBook book = instrument.book();
        BookSide bids = book.bids();
        BookSide asks = book.asks();
        long trades = 0;
        while (bids.isReachedBy(price) && asks.isReachedBy(price)) {
            int buy = book.levels().head(bids.best());
            int sell = book.levels().head(asks.best());
            long quantity = Math.min(orders.leavesQty(buy), orders.leavesQty(sell));
            fillResting(book, buy, quantity);
            fillResting(book, sell, quantity);
            trade(price, quantity, buy, sell);
            retireIfFilled(buy);
            retireIfFilled(sell);
            trades++;
        }
        return trades;
    }

    /** Fills an order of an auction; day orders may be expiring in its book. */
    private void fillResting(OrderBook book, int order, long quantity) {
        if (quantity == orders.leavesQty(order)) {
            live.leavingBook(order);
        }
        book.fill(order, quantity);
    }

    private void trade(long price, long quantity, int buy, int sell) {
        instrument.traded(price);
        events.trade(tradeIds.take(), price, quantity, buy, sell, aggressor);
    }

    private void retireIfFilled(int order) {
        if (orders.leavesQty(order) == 0) {
            live.retire(order);
        }
    }
}
