package org.tallystick.engine.market;

import org.tallystick.codecs.types.AggressorSide;
import org.tallystick.codecs.types.CancelReason;
import org.tallystick.codecs.types.ChangeKind;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.TradingPhase;

/** Hears everything and does nothing. */
class SilentEvents implements MarketEvents {
    @Override
    public void orderAccepted(int order) {}

    @Override
    public void orderRejected(NewOrder request, RejectReason reason) {}

    @Override
    public void orderReplaced(
            int order, long previousClOrdId, long previousPrice, long previousLeavesQty, boolean priorityKept) {}

    @Override
    public void orderReduced(int order, long reducedQty) {}

    @Override
    public void orderCancelled(int order, long cancelledQty, CancelReason reason) {}

    @Override
    public void orderExpired(int order, long expiredQty) {}

    @Override
    public void orderChangeRejected(OrderChange request, ChangeKind kind, RejectReason reason) {}

    @Override
    public void orderStatus(int order) {}

    @Override
    public void massCancelCompleted(MassCancel request, long affectedOrders) {}

    @Override
    public void massCancelRejected(MassCancel request, RejectReason reason) {}

    @Override
    public void trade(long tradeId, long price, long quantity, int buy, int sell, AggressorSide aggressor) {}

    @Override
    public void auctionIndicativeChanged(Instrument instrument, long price, long volume, long surplus) {}

    @Override
    public void auctionIndicative(Instrument instrument, long price, long volume, long surplus) {}

    @Override
    public void auctionUncrossed(Instrument instrument, long price, long volume, long tradeCount) {}

    @Override
    public void instrumentDefined(Instrument instrument) {}

    @Override
    public void phaseChanged(Instrument instrument, TradingPhase previous) {}
}
