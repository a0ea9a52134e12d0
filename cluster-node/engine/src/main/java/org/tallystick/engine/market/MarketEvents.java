package org.tallystick.engine.market;

import org.tallystick.codecs.types.AggressorSide;
import org.tallystick.codecs.types.CancelReason;
import org.tallystick.codecs.types.ChangeKind;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.TradingPhase;

/**
 * What happens in the market, one method an event, called in the order in which it happens. An order is named by its
 * handle in {@link Orders} and stands there as it is after the event; the handle is valid during the call only.
 */
public interface MarketEvents {
    /** A new order was accepted; its trades follow. */
    void orderAccepted(int order);

    /** A new order was refused and left no trace. */
    void orderRejected(NewOrder request, RejectReason reason);

    /**
     * An order has a new price, open quantity or name; its trades follow.
     *
     * @param order             as it is now
     * @param previousClOrdId   the name it had
     * @param previousPrice     the price it had
     * @param previousLeavesQty the open quantity it had
     * @param priorityKept      whether it kept its place in the queue
     */
    void orderReplaced(
            int order, long previousClOrdId, long previousPrice, long previousLeavesQty, boolean priorityKept);

    /** Quantity was taken off an order that keeps its place and stays live. */
    void orderReduced(int order, long reducedQty);

    /** An order ended without being filled; its open quantity is 0 now and was {@code cancelledQty}. */
    void orderCancelled(int order, long cancelledQty, CancelReason reason);

    /** A day order ended with its day; its open quantity is 0 now and was {@code expiredQty}. */
    void orderExpired(int order, long expiredQty);

    /** A cancel, replace, reduce or status request was refused; nothing changed. */
    void orderChangeRejected(OrderChange request, ChangeKind kind, RejectReason reason);

    /** The state of a live order was asked for. It is answered with a report and is no event of the stream. */
    void orderStatus(int order);

    /** A mass cancel has ended all orders that it reached. */
    void massCancelCompleted(MassCancel request, long affectedOrders);

    /** A mass cancel was refused. */
    void massCancelRejected(MassCancel request, RejectReason reason);

    /**
     * Two orders traded; both stand as they are after the trade.
     *
     * @param tradeId   number of the trade
     * @param price     of the trade, in the instrument's smallest price unit
     * @param quantity  of the trade, in the instrument's smallest quantity unit
     * @param buy       handle of the buy order
     * @param sell      handle of the sell order
     * @param aggressor the side that took liquidity, {@code NONE} in an auction
     */
    void trade(long tradeId, long price, long quantity, int buy, int sell, AggressorSide aggressor);

    /** The indicative result of an auction changed; {@link Instrument#NO_PRICE} where nothing would trade. */
    void auctionIndicativeChanged(Instrument instrument, long price, long volume, long surplus);

    /** The indicative result of an auction was asked for. It is answered with a report and is no event of the stream. */
    void auctionIndicative(Instrument instrument, long price, long volume, long surplus);

    /** An uncross was carried out, its trades went before; {@link Instrument#NO_PRICE} where there was nothing to do. */
    void auctionUncrossed(Instrument instrument, long price, long volume, long tradeCount);

    /** An instrument was defined. */
    void instrumentDefined(Instrument instrument);

    /** An instrument's trading phase changed. */
    void phaseChanged(Instrument instrument, TradingPhase previous);
}
