package org.tallystick.perf;

import org.tallystick.codecs.types.AggressorSide;
import org.tallystick.codecs.types.CancelReason;
import org.tallystick.codecs.types.ChangeKind;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.TradingPhase;
import org.tallystick.engine.market.Instrument;
import org.tallystick.engine.market.MarketEvents;
import org.tallystick.engine.market.MassCancel;
import org.tallystick.engine.market.NewOrder;
import org.tallystick.engine.market.OrderChange;
import org.tallystick.engine.market.Orders;

/** Hears all events of a market and keeps a digest of its trades, and the order whose status was told last. */
final class MarketTape implements MarketEvents {
    private final Orders orders;
    private final TradeDigest digest = new TradeDigest();
    private long price;
    private long leavesQty;

    MarketTape(Orders orders) {
        this.orders = orders;
    }

    TradeDigest digest() {
        return digest;
    }

    /** Price of the order whose status was told last. */
    long price() {
        return price;
    }

    /** Open quantity of the order whose status was told last. */
    long leavesQty() {
        return leavesQty;
    }

    @Override
    public void trade(long tradeId, long price, long quantity, int buy, int sell, AggressorSide aggressor) {
        boolean isBuy = aggressor == AggressorSide.BUY;
        digest.trade(orders.clOrdId(isBuy ? sell : buy), orders.clOrdId(isBuy ? buy : sell), price, quantity);
    }

    @Override
    public void orderStatus(int order) {
        price = orders.price(order);
        leavesQty = orders.leavesQty(order);
    }

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
    public void massCancelCompleted(MassCancel request, long affectedOrders) {}

    @Override
    public void massCancelRejected(MassCancel request, RejectReason reason) {}

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
