package org.tallystick.flow.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.tallystick.client.EventStreamException;
import org.tallystick.codecs.events.AccountDefinedDecoder;
import org.tallystick.codecs.events.InstrumentDefinedDecoder;
import org.tallystick.codecs.events.MessageHeaderDecoder;
import org.tallystick.codecs.events.OrderAcceptedDecoder;
import org.tallystick.codecs.events.OrderCancelledDecoder;
import org.tallystick.codecs.events.OrderExpiredDecoder;
import org.tallystick.codecs.events.OrderReducedDecoder;
import org.tallystick.codecs.events.OrderReplacedDecoder;
import org.tallystick.codecs.events.OrderStateDecoder;
import org.tallystick.codecs.events.PhaseChangedDecoder;
import org.tallystick.codecs.events.TradeDecoder;
import org.tallystick.codecs.events.TradeSideDecoder;
import org.tallystick.engine.MarketHash;

/**
 * The market rebuilt from the event stream alone: instruments, books, live orders. An order that was accepted or that lost
 * its place is on its way until the next order or the end of the transaction, and then rests with what its trades left.
 */
public final class MarketReplica {
    private final boolean ordered;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderAcceptedDecoder accepted = new OrderAcceptedDecoder();
    private final OrderReplacedDecoder replaced = new OrderReplacedDecoder();
    private final OrderReducedDecoder reduced = new OrderReducedDecoder();
    private final OrderCancelledDecoder cancelled = new OrderCancelledDecoder();
    private final OrderExpiredDecoder expired = new OrderExpiredDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final InstrumentDefinedDecoder instrumentDefined = new InstrumentDefinedDecoder();
    private final PhaseChangedDecoder phaseChanged = new PhaseChangedDecoder();
    private final AccountDefinedDecoder accountDefined = new AccountDefinedDecoder();

    private final Long2ObjectHashMap<ReplicaOrder> orders = new Long2ObjectHashMap<>();
    private final ArrayDeque<ReplicaOrder> unused = new ArrayDeque<>();
    private final Int2ObjectHashMap<ReplicaBook> books = new Int2ObjectHashMap<>();
    private final Int2ObjectHashMap<String> accountNames = new Int2ObjectHashMap<>();
    private final List<ReplicaBook> bySymbol = new ArrayList<>();
    private ReplicaOrder onItsWay;

    /** @param ordered whether levels are kept in order all the time, as depth needs */
    MarketReplica(boolean ordered) {
        this.ordered = ordered;
    }

    /** Takes one event; {@code offset} is that of its SBE header. Events that change no market are passed over. */
    void onEvent(int templateId, DirectBuffer buffer, int offset) {
        switch (templateId) {
            case OrderAcceptedDecoder.TEMPLATE_ID ->
                onAccepted(accepted.wrapAndApplyHeader(buffer, offset, header).order());
            case TradeDecoder.TEMPLATE_ID -> onTrade(trade.wrapAndApplyHeader(buffer, offset, header));
            case OrderCancelledDecoder.TEMPLATE_ID ->
                onEnded(cancelled
                        .wrapAndApplyHeader(buffer, offset, header)
                        .order()
                        .orderId());
            case OrderExpiredDecoder.TEMPLATE_ID ->
                onEnded(expired.wrapAndApplyHeader(buffer, offset, header)
                        .order()
                        .orderId());
            case OrderReplacedDecoder.TEMPLATE_ID -> onReplaced(replaced.wrapAndApplyHeader(buffer, offset, header));
            case OrderReducedDecoder.TEMPLATE_ID -> onReduced(reduced.wrapAndApplyHeader(buffer, offset, header));
            case InstrumentDefinedDecoder.TEMPLATE_ID ->
                onInstrument(instrumentDefined.wrapAndApplyHeader(buffer, offset, header));
            case PhaseChangedDecoder.TEMPLATE_ID -> {
                phaseChanged.wrapAndApplyHeader(buffer, offset, header);
                book(phaseChanged.instrumentId()).phase = phaseChanged.phase();
            }
            case AccountDefinedDecoder.TEMPLATE_ID -> {
                accountDefined.wrapAndApplyHeader(buffer, offset, header);
                accountNames.put(accountDefined.accountId(), accountDefined.name());
            }
            default -> {
                // Not about the market.
            }
        }
    }

    /** A transaction has ended: what was on its way rests. */
    void onCommit() {
        settle();
    }

    private void settle() {
        ReplicaOrder order = onItsWay;
        if (order != null) {
            onItsWay = null;
            if (order.leavesQty > 0) {
                order.book.rest(order);
            }
        }
    }

    private void onAccepted(OrderStateDecoder state) {
        settle();
        ReplicaOrder order = unused.isEmpty() ? new ReplicaOrder() : unused.pop();
        order.orderId = state.orderId();
        order.clOrdId = state.clOrdId();
        order.price = state.price();
        order.leavesQty = state.leavesQty();
        order.cumQty = state.cumQty();
        order.accountId = state.accountId();
        order.flags = state.flags().getRaw();
        order.side = state.side();
        order.ordType = state.ordType();
        order.timeInForce = state.timeInForce();
        order.book = book(state.instrumentId());
        orders.put(order.orderId, order);
        onItsWay = order;
    }

    private void onTrade(TradeDecoder event) {
        long quantity = event.quantity();
        ReplicaOrder buy = fill(event.buy(), quantity);
        fill(event.sell(), quantity);
        buy.book.traded(event.price(), quantity);
    }

    private ReplicaOrder fill(TradeSideDecoder side, long quantity) {
        ReplicaOrder order = order(side.orderId());
        ReplicaBook book = order.book;
        order.cumQty += quantity;
        if (order.leavesQty == quantity) {
            end(order);
            order.leavesQty = 0;
        } else {
            book.lower(order, quantity);
        }
        if (order.leavesQty != side.leavesQty() || order.cumQty != side.cumQty()) {
            throw new EventStreamException("order " + order.orderId + " is open with " + order.leavesQty
                    + " after its trade, the event says " + side.leavesQty());
        }
        return order;
    }

    private void onEnded(long orderId) {
        end(order(orderId));
    }

    private void end(ReplicaOrder order) {
        if (order.level != null) {
            order.book.remove(order);
        } else if (order == onItsWay) {
            onItsWay = null;
        }
        orders.remove(order.orderId);
        unused.push(order);
    }

    private void onReplaced(OrderReplacedDecoder event) {
        settle();
        OrderStateDecoder state = event.order();
        ReplicaOrder order = order(state.orderId());
        order.clOrdId = state.clOrdId();
        if (event.priorityKept() != 0) {
            order.book.lower(order, order.leavesQty - state.leavesQty());
        } else {
            order.book.remove(order);
            order.price = state.price();
            order.leavesQty = state.leavesQty();
            onItsWay = order;
        }
    }

    private void onReduced(OrderReducedDecoder event) {
        ReplicaOrder order = order(event.order().orderId());
        order.book.lower(order, event.reducedQty());
    }

    private void onInstrument(InstrumentDefinedDecoder event) {
        ReplicaBook book = new ReplicaBook(
                event.instrumentId(), event.symbol(), event.priceDecimals(), event.qtyDecimals(), ordered);
        books.put(book.instrumentId, book);
        bySymbol.add(book);
        bySymbol.sort(Comparator.comparing(each -> each.symbol));
    }

    private ReplicaOrder order(long orderId) {
        ReplicaOrder order = onItsWay != null && onItsWay.orderId == orderId ? onItsWay : orders.get(orderId);
        if (order == null) {
            throw new EventStreamException("an event speaks of order " + orderId + ", which is not live");
        }
        return order;
    }

    /** Book of an instrument that was defined. */
    ReplicaBook book(int instrumentId) {
        ReplicaBook book = books.get(instrumentId);
        if (book == null) {
            throw new EventStreamException("an event speaks of instrument " + instrumentId + ", which is not defined");
        }
        return book;
    }

    /** Name of an account that was defined, empty for an anonymous one. */
    String accountName(int accountId) {
        return accountNames.get(accountId);
    }

    /** All books, by symbol. */
    List<ReplicaBook> books() {
        return bySymbol;
    }

    /** Number of orders that rest. */
    public long openOrders() {
        return orders.size();
    }

    /** Hash of the rebuilt market, to be compared with the exchange's own. */
    long marketHash() {
        MarketHash hash = new MarketHash();
        hash.begin();
        for (ReplicaBook book : bySymbol) {
            hash.instrument(book.symbol, book.phase, book.lastPrice);
            add(hash, book.bidsFromBest());
            add(hash, book.asksFromBest());
        }
        return hash.value();
    }

    private void add(MarketHash hash, Iterable<ReplicaLevel> levels) {
        for (ReplicaLevel level : levels) {
            for (ReplicaOrder order = level.first; order != null; order = order.next) {
                hash.order(
                        accountNames.get(order.accountId),
                        order.clOrdId,
                        order.side,
                        order.price,
                        order.leavesQty,
                        order.cumQty,
                        order.ordType,
                        order.timeInForce,
                        order.flags);
            }
        }
    }
}
