package org.tallystick.perf;

import exchange.core2.collections.objpool.ObjectsPool;
import exchange.core2.core.common.CoreSymbolSpecification;
import exchange.core2.core.common.MatcherEventType;
import exchange.core2.core.common.MatcherTradeEvent;
import exchange.core2.core.common.OrderAction;
import exchange.core2.core.common.OrderType;
import exchange.core2.core.common.SymbolType;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.cmd.OrderCommandType;
import exchange.core2.core.common.config.LoggingConfiguration;
import exchange.core2.core.orderbook.OrderBookDirectImpl;
import exchange.core2.core.orderbook.OrderBookEventsHelper;
import java.util.Map;

/**
 * The peer: exchange-core's fastest book, {@code OrderBookDirectImpl}, driven directly through the command object that its
 * matching engine gives it. Its events are not pooled, as in exchange-core itself; its orders, levels and tree nodes are,
 * in pools of the sizes that exchange-core's matching engine makes.
 */
final class ExchangeCoreBook implements BenchedBook {
    private static final int USER = 1;
    private static final int SYMBOL = 1;

    private final TradeDigest digest = new TradeDigest();
    private final OrderCommand command = new OrderCommand();
    private final OrderBookDirectImpl book;

    ExchangeCoreBook() {
        Map<Integer, Integer> pools = Map.of(
                ObjectsPool.DIRECT_ORDER, 1024 * 1024,
                ObjectsPool.DIRECT_BUCKET, 1024 * 64,
                ObjectsPool.ART_NODE_4, 1024 * 32,
                ObjectsPool.ART_NODE_16, 1024 * 16,
                ObjectsPool.ART_NODE_48, 1024 * 8,
                ObjectsPool.ART_NODE_256, 1024 * 4);
        // A future: the only kind of symbol whose bids may move without a price reserved before.
        CoreSymbolSpecification symbol = CoreSymbolSpecification.builder()
                .symbolId(SYMBOL)
                .type(SymbolType.FUTURES_CONTRACT)
                .build();
        book = new OrderBookDirectImpl(
                symbol,
                new ObjectsPool(pools),
                OrderBookEventsHelper.NON_POOLED_EVENTS_HELPER,
                LoggingConfiguration.DEFAULT);
        command.uid = USER;
        command.symbol = SYMBOL;
    }

    @Override
    public void apply(BookOperations operations, int from, int to) {
        for (int i = from; i < to; i++) {
            OrderCommand command = this.command;
            command.orderId = operations.id(i);
            command.price = operations.price(i);
            command.size = operations.quantity(i);
            command.matcherEvent = null;
            byte kind = operations.kind(i);
            if (BookOperations.isPlace(kind)) {
                command.command = OrderCommandType.PLACE_ORDER;
                command.action = BookOperations.isBuy(kind) ? OrderAction.BID : OrderAction.ASK;
                command.orderType = BookOperations.isImmediate(kind) ? OrderType.IOC : OrderType.GTC;
                command.reserveBidPrice = command.price;
                book.newOrder(command);
            } else if (kind == BookOperations.CANCEL) {
                command.command = OrderCommandType.CANCEL_ORDER;
                book.cancelOrder(command);
            } else if (kind == BookOperations.MOVE) {
                command.command = OrderCommandType.MOVE_ORDER;
                book.moveOrder(command);
            } else {
                command.command = OrderCommandType.REDUCE_ORDER;
                book.reduceOrder(command);
            }
            digestTrades();
        }
    }

    private void digestTrades() {
        for (MatcherTradeEvent event = command.matcherEvent; event != null; event = event.nextEvent) {
            if (event.eventType == MatcherEventType.TRADE) {
                digest.trade(event.matchedOrderId, command.orderId, event.price, event.size);
            }
        }
    }

    @Override
    public TradeDigest digest() {
        return digest;
    }
}
