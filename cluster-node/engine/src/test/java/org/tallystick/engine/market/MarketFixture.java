package org.tallystick.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.InstrumentKind;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.QuantityMeaning;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

/**
 * A market to speak to in a trader's words: orders by client order id, prices with two decimals. Instrument 1 trades
 * continuously, account 1 asks, until said otherwise. After every request the invariants are checked, and that nothing
 * changed where it was refused.
 */
final class MarketFixture {
    static final String MARKET = "market";
    static final String NO_PRICE = "none";

    private static final int MAX_INSTRUMENTS = 1_000;

    private final Orders orders = new Orders();
    private final RecordedEvents events = new RecordedEvents(orders);
    private final Exchange exchange;
    private final MarketInvariants invariants;
    private boolean checked = true;
    private int accountId = 1;
    private int instrumentId = 1;
    private long timerFirings;

    private MarketFixture(ClockMode clockMode, long maxOpenOrders, long maxFills, long maxWork) {
        exchange = new Exchange(orders, 1, events);
        invariants = new MarketInvariants(exchange);
        exchange.begin(0, clockMode, MAX_INSTRUMENTS, maxOpenOrders, maxFills, maxWork);
        define(1, 1, 1, Long.MAX_VALUE);
        phase(TradingPhase.CONTINUOUS);
        forget();
    }

    /** A market whose bounds nothing reaches. */
    static MarketFixture market() {
        return new MarketFixture(ClockMode.LOG, 1 << 20, 1 << 20, 1 << 20);
    }

    static MarketFixture withMaxOpenOrders(long maxOpenOrders) {
        return new MarketFixture(ClockMode.LOG, maxOpenOrders, 1 << 20, 1 << 20);
    }

    static MarketFixture withMaxFills(long maxFillsPerCommand) {
        return new MarketFixture(ClockMode.LOG, 1 << 20, maxFillsPerCommand, 1 << 20);
    }

    static MarketFixture withMaxWork(ClockMode clockMode, long maxWorkPerStep) {
        return new MarketFixture(clockMode, 1 << 20, 1 << 20, maxWorkPerStep);
    }

    static MarketFixture withMaxAuctionOrders(long maxAuctionOrders) {
        MarketFixture fixture = market();
        fixture.exchange.boundAuctions(maxAuctionOrders);
        return fixture;
    }

    Exchange exchange() {
        return exchange;
    }

    Instrument instrument() {
        return exchange.instruments().get(instrumentId);
    }

    /** Leaves the checks after each request out, where a book is too large for them; {@link #check} remains. */
    MarketFixture unchecked() {
        checked = false;
        return this;
    }

    void check() {
        invariants.check();
    }

    /** From now on this account asks. */
    MarketFixture as(int accountId) {
        this.accountId = accountId;
        return this;
    }

    /** From now on requests are about this instrument. */
    MarketFixture on(int instrumentId) {
        this.instrumentId = instrumentId;
        return this;
    }

    MarketFixture define(int id, long tickSize, long lotSize, long maxQty) {
        return define(id, "I" + id, tickSize, lotSize, lotSize, maxQty - maxQty % lotSize);
    }

    MarketFixture define(int id, String symbol, long tickSize, long lotSize, long minQty, long maxQty) {
        RejectReason reason = checking(() -> exchange.defineInstrument(
                id, symbol, "", InstrumentKind.SPOT, 2, 0, tickSize, lotSize, minQty, maxQty));
        return noteRefusal("define " + id, reason);
    }

    MarketFixture phase(TradingPhase phase) {
        return noteRefusal("phase " + phase, checking(() -> exchange.changePhase(instrumentId, phase)));
    }

    MarketFixture uncross() {
        return noteRefusal("uncross", checking(() -> exchange.uncross(instrumentId, NewOrder.ABSENT)));
    }

    MarketFixture uncross(String price) {
        return noteRefusal("uncross", checking(() -> exchange.uncross(instrumentId, price(price))));
    }

    MarketFixture indicative() {
        return noteRefusal("indicative", checking(() -> exchange.indicative(instrumentId)));
    }

    MarketFixture timer() {
        exchange.onTimer(timerFirings++);
        if (checked) {
            invariants.check();
        }
        return this;
    }

    private MarketFixture noteRefusal(String what, RejectReason reason) {
        if (reason != RejectReason.NONE) {
            events.add("refused " + what + " " + reason);
        }
        return this;
    }

    MarketFixture buy(long clOrdId, long quantity, String price) {
        return buy(clOrdId, quantity, price, TimeInForce.DAY);
    }

    MarketFixture sell(long clOrdId, long quantity, String price) {
        return sell(clOrdId, quantity, price, TimeInForce.DAY);
    }

    MarketFixture buy(long clOrdId, long quantity, String price, TimeInForce timeInForce) {
        return send(request(Side.BUY, clOrdId, quantity, price, timeInForce));
    }

    MarketFixture sell(long clOrdId, long quantity, String price, TimeInForce timeInForce) {
        return send(request(Side.SELL, clOrdId, quantity, price, timeInForce));
    }

    /** A new order to buy 100 at 10.00, but for what is changed. */
    MarketFixture buyBut(Consumer<NewOrder> change) {
        NewOrder request = request(Side.BUY, 1, 100, "10.00", TimeInForce.DAY);
        change.accept(request);
        return send(request);
    }

    private NewOrder request(Side side, long clOrdId, long quantity, String price, TimeInForce timeInForce) {
        NewOrder request = new NewOrder();
        request.sessionId = 10 + accountId;
        request.accountId = accountId;
        request.instrumentId = instrumentId;
        request.clOrdId = clOrdId;
        request.side = side;
        request.ordType = MARKET.equals(price) ? OrdType.MARKET : OrdType.LIMIT;
        request.timeInForce = timeInForce;
        request.price = price(price);
        request.quantity = quantity;
        request.stopPrice = NewOrder.ABSENT;
        request.displayQty = NewOrder.ABSENT;
        request.expireTimeNs = NewOrder.ABSENT;
        return request;
    }

    private MarketFixture send(NewOrder request) {
        checking(() -> exchange.newOrder(request));
        return this;
    }

    MarketFixture cancel(long clOrdId) {
        checking(() -> exchange.cancel(change(clOrdId)));
        return this;
    }

    MarketFixture reduce(long clOrdId, long quantity) {
        OrderChange request = change(clOrdId);
        request.quantity = quantity;
        checking(() -> exchange.reduce(request));
        return this;
    }

    MarketFixture status(long clOrdId) {
        checking(() -> exchange.status(change(clOrdId)));
        return this;
    }

    MarketFixture replace(long clOrdId, Consumer<OrderChange> terms) {
        OrderChange request = change(clOrdId);
        terms.accept(request);
        checking(() -> exchange.replace(request));
        return this;
    }

    MarketFixture reprice(long clOrdId, String price) {
        return replace(clOrdId, terms -> terms.price = price(price));
    }

    /** Replaces the open quantity. */
    MarketFixture resize(long clOrdId, long openQuantity) {
        return replace(clOrdId, terms -> terms.quantity = openQuantity);
    }

    /** Replaces the total quantity. */
    MarketFixture resizeTotal(long clOrdId, long totalQuantity) {
        return replace(clOrdId, terms -> {
            terms.quantity = totalQuantity;
            terms.quantityMeaning = QuantityMeaning.TOTAL;
        });
    }

    MarketFixture rename(long clOrdId, long newClOrdId) {
        return replace(clOrdId, terms -> terms.clOrdId = newClOrdId);
    }

    /** Cancel, replace, reduce or status of an order that is named by its order id. */
    OrderChange byOrderId(long orderId) {
        OrderChange request = change(NewOrder.ABSENT);
        request.orderId = orderId;
        return request;
    }

    MarketFixture cancel(OrderChange request) {
        checking(() -> exchange.cancel(request));
        return this;
    }

    private OrderChange change(long origClOrdId) {
        OrderChange request = new OrderChange();
        request.sessionId = 10 + accountId;
        request.accountId = accountId;
        request.instrumentId = instrumentId;
        request.origClOrdId = origClOrdId;
        request.orderId = NewOrder.ABSENT;
        request.clOrdId = NewOrder.ABSENT;
        request.price = NewOrder.ABSENT;
        request.quantity = NewOrder.ABSENT;
        request.assumedCumQty = NewOrder.ABSENT;
        request.quantityMeaning = QuantityMeaning.OPEN;
        return request;
    }

    /** Mass cancel of the account that asks. */
    MarketFixture massCancel(long massCancelId) {
        return massCancel(massCancelId, MassCancel.ALL_INSTRUMENTS, null);
    }

    MarketFixture massCancel(long massCancelId, int instrumentId, Side side) {
        MassCancel request = new MassCancel();
        request.sessionId = 10 + accountId;
        request.accountId = accountId;
        request.massCancelId = massCancelId;
        request.instrumentId = instrumentId;
        request.side = side;
        checking(() -> exchange.massCancel(request));
        return this;
    }

    private RejectReason checking(Supplier<RejectReason> request) {
        List<String> before = checked ? MarketDump.of(exchange) : List.of();
        RejectReason reason = request.get();
        if (checked) {
            if (reason != RejectReason.NONE) {
                assertEquals(before, MarketDump.of(exchange), "a refused request changes nothing");
            }
            invariants.check();
        }
        return reason;
    }

    /** Passes over what happened so far: it was given, not asked. */
    MarketFixture forget() {
        events.take();
        return this;
    }

    List<String> takeEvents() {
        return events.take();
    }

    /** Exactly these events since the last look. */
    MarketFixture expect(String... lines) {
        assertEquals(String.join("\n", lines), String.join("\n", events.take()));
        return this;
    }

    /** The book in lines as {@code buy 10.00: 100 of 1, 50 of 2}, best level first, each by priority. */
    MarketFixture expectBook(String... lines) {
        assertEquals(String.join("\n", lines), String.join("\n", book()));
        return this;
    }

    List<String> book() {
        List<String> lines = new ArrayList<>();
        addLevels(lines, "buy ", instrument().book().bids());
        addLevels(lines, "sell ", instrument().book().asks());
        return lines;
    }

    private void addLevels(List<String> lines, String name, BookSide side) {
        Levels levels = instrument().book().levels();
        for (int level = side.best(); level != Levels.NONE; level = side.worse(level)) {
            List<String> queue = new ArrayList<>();
            for (int order = levels.head(level); order != Orders.NONE; order = orders.next(order)) {
                queue.add(orders.leavesQty(order) + " of " + orders.clOrdId(order));
            }
            lines.add(name + RecordedEvents.price(side.price(level)) + ": " + String.join(", ", queue));
        }
    }

    static long price(String price) {
        return MARKET.equals(price) || NO_PRICE.equals(price)
                ? NewOrder.ABSENT
                : new BigDecimal(price).movePointRight(2).longValueExact();
    }
}
