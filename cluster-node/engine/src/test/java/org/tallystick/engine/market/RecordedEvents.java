package org.tallystick.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.tallystick.codecs.types.AggressorSide;
import org.tallystick.codecs.types.CancelReason;
import org.tallystick.codecs.types.ChangeKind;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.TradingPhase;

/** Writes down every event as a short line, orders by their client order id, prices with two decimals. */
final class RecordedEvents implements MarketEvents {
    private static final int PRICE_DECIMALS = 2;

    private final Orders orders;
    private final List<String> lines = new ArrayList<>();

    RecordedEvents(Orders orders) {
        this.orders = orders;
    }

    /** What happened since the last call, in order. */
    List<String> take() {
        List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    void add(String line) {
        lines.add(line);
    }

    static String price(long price) {
        return price == Instrument.NO_PRICE
                ? "none"
                : BigDecimal.valueOf(price, PRICE_DECIMALS).toPlainString();
    }

    private String terms(int order) {
        return orders.side(order) + " " + openAtPrice(order);
    }

    private String openAtPrice(int order) {
        boolean market = orders.ordType(order) == OrdType.MARKET;
        return orders.leavesQty(order) + "@" + (market ? "market" : price(orders.price(order)));
    }

    private static String named(long clOrdId, long orderId) {
        return clOrdId == NewOrder.ABSENT ? "#" + orderId : Long.toString(clOrdId);
    }

    private static String at(Instrument instrument) {
        return instrument.id() == 1 ? "" : instrument.symbol() + ": ";
    }

    @Override
    public void orderAccepted(int order) {
        assertEquals(0, orders.cumQty(order));
        lines.add("accepted " + orders.clOrdId(order) + " " + terms(order) + " " + orders.timeInForce(order));
    }

    @Override
    public void orderRejected(NewOrder request, RejectReason reason) {
        lines.add("rejected " + request.clOrdId + " " + reason);
    }

    @Override
    public void orderReplaced(
            int order, long previousClOrdId, long previousPrice, long previousLeavesQty, boolean priorityKept) {
        String name = orders.clOrdId(order) == previousClOrdId ? "" : " now " + orders.clOrdId(order);
        lines.add("replaced " + previousClOrdId + " " + previousLeavesQty + "@" + price(previousPrice) + " to "
                + openAtPrice(order) + name + (priorityKept ? ", in place" : ", to the back"));
    }

    @Override
    public void orderReduced(int order, long reducedQty) {
        assertTrue(orders.leavesQty(order) > 0);
        lines.add("reduced " + orders.clOrdId(order) + " by " + reducedQty + " to " + orders.leavesQty(order));
    }

    @Override
    public void orderCancelled(int order, long cancelledQty, CancelReason reason) {
        assertEquals(0, orders.leavesQty(order));
        lines.add("cancelled " + orders.clOrdId(order) + " " + cancelledQty + " " + reason);
    }

    @Override
    public void orderExpired(int order, long expiredQty) {
        assertEquals(0, orders.leavesQty(order));
        lines.add("expired " + orders.clOrdId(order) + " " + expiredQty);
    }

    @Override
    public void orderChangeRejected(OrderChange request, ChangeKind kind, RejectReason reason) {
        lines.add("refused " + kind + " " + named(request.origClOrdId, request.orderId) + " " + reason);
    }

    @Override
    public void orderStatus(int order) {
        lines.add("status " + orders.clOrdId(order) + " " + terms(order) + " filled " + orders.cumQty(order));
    }

    @Override
    public void massCancelCompleted(MassCancel request, long affectedOrders) {
        lines.add("mass cancel " + request.massCancelId + " done " + affectedOrders);
    }

    @Override
    public void massCancelRejected(MassCancel request, RejectReason reason) {
        lines.add("mass cancel " + request.massCancelId + " refused " + reason);
    }

    @Override
    public void trade(long tradeId, long price, long quantity, int buy, int sell, AggressorSide aggressor) {
        assertTrue(orders.isBuy(buy));
        assertTrue(!orders.isBuy(sell));
        lines.add("trade " + quantity + "@" + price(price) + " buy " + orders.clOrdId(buy) + " sell "
                + orders.clOrdId(sell) + " by " + aggressor);
    }

    @Override
    public void auctionIndicativeChanged(Instrument instrument, long price, long volume, long surplus) {
        lines.add(at(instrument) + "published " + price(price) + " volume " + volume + " surplus " + surplus);
    }

    @Override
    public void auctionIndicative(Instrument instrument, long price, long volume, long surplus) {
        lines.add(at(instrument) + "indicative " + price(price) + " volume " + volume + " surplus " + surplus);
    }

    @Override
    public void auctionUncrossed(Instrument instrument, long price, long volume, long tradeCount) {
        lines.add(at(instrument) + "uncrossed " + price(price) + " volume " + volume + " trades " + tradeCount);
    }

    @Override
    public void instrumentDefined(Instrument instrument) {
        lines.add("defined " + instrument.id() + " " + instrument.symbol());
    }

    @Override
    public void phaseChanged(Instrument instrument, TradingPhase previous) {
        lines.add(at(instrument) + "phase " + previous + " to " + instrument.phase());
    }
}
