package org.tallystick.engine.reference;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tallystick.codecs.types.AggressorSide;

/**
 * Holds the events of a market against each other, knowing nothing of its rules: ids have no gaps, quantities are
 * conserved, an order that ended is not heard of again, no command fills more than its bound.
 */
final class EventAudit {
    /** What is known of one live order. */
    private static final class Account {
        BigInteger given;
        BigInteger withdrawn = BigInteger.ZERO;
        long open;
        long filled;
    }

    private final MarketTerms terms;
    private final Map<Long, Account> live = new HashMap<>();
    private long lastOrderId;
    private long lastTradeId;
    private long fills;

    EventAudit(MarketTerms terms) {
        this.terms = terms;
        lastOrderId = ReferenceExchange.firstId(terms.shard()) - 1;
        lastTradeId = lastOrderId;
    }

    /** Takes the events of one request. */
    void note(List<Event> events) {
        fills = 0;
        events.forEach(this::note);
        require(live.size() <= terms.maxOpenOrders(), "bound of live orders");
    }

    private void note(Event event) {
        if (event instanceof Event.Accepted accepted) {
            accept(accepted.order());
        } else if (event instanceof Event.Trade trade) {
            trade(trade);
        } else if (event instanceof Event.Replaced replaced) {
            replace(replaced);
        } else if (event instanceof Event.Reduced reduced) {
            withdraw(reduced.order(), reduced.reducedQty());
        } else if (event instanceof Event.Cancelled cancelled) {
            end(cancelled.order(), cancelled.cancelledQty());
        } else if (event instanceof Event.Expired expired) {
            end(expired.order(), expired.expiredQty());
        }
    }

    private void accept(Event.OrderState order) {
        require(order.orderId() == ++lastOrderId, "order ids without gaps");
        require(order.leavesQty() > 0 && order.cumQty() == 0, "nothing of a new order is filled");
        Account account = new Account();
        account.given = BigInteger.valueOf(order.leavesQty());
        account.open = order.leavesQty();
        live.put(order.orderId(), account);
    }

    private void trade(Event.Trade trade) {
        require(trade.tradeId() == ++lastTradeId, "trade ids without gaps");
        require(trade.quantity() > 0, "something is traded");
        for (Event.TradeSide side : List.of(trade.buy(), trade.sell())) {
            Account account = account(side.orderId());
            account.open -= trade.quantity();
            account.filled += trade.quantity();
            check(account, side.orderId(), side.leavesQty(), side.cumQty());
            boolean buys = side == trade.buy();
            require(
                    side.price() == null || (buys ? side.price() >= trade.price() : side.price() <= trade.price()),
                    "a trade within both limits");
        }
        if (trade.aggressor() != AggressorSide.NONE) {
            require(++fills <= terms.maxFillsPerCommand(), "bound of fills");
        }
    }

    private void replace(Event.Replaced replaced) {
        Event.OrderState order = replaced.order();
        Account account = account(order.orderId());
        require(account.open == replaced.previousLeavesQty(), "open quantity before a replace");
        account.given = account.given
                .add(BigInteger.valueOf(order.leavesQty()))
                .subtract(BigInteger.valueOf(replaced.previousLeavesQty()));
        account.open = order.leavesQty();
        check(account, order.orderId(), order.leavesQty(), order.cumQty());
    }

    private void withdraw(Event.OrderState order, long quantity) {
        Account account = account(order.orderId());
        require(quantity > 0, "something is taken off");
        account.open -= quantity;
        account.withdrawn = account.withdrawn.add(BigInteger.valueOf(quantity));
        check(account, order.orderId(), order.leavesQty(), order.cumQty());
    }

    private void end(Event.OrderState order, long quantity) {
        withdraw(order, quantity);
        require(order.leavesQty() == 0, "nothing is open in the end");
    }

    private Account account(long orderId) {
        Account account = live.get(orderId);
        require(account != null, "events are about orders that were accepted and have not ended");
        return account;
    }

    private void check(Account account, long orderId, long leavesQty, long cumQty) {
        require(account.open == leavesQty && leavesQty >= 0, "open quantity");
        require(account.filled == cumQty && cumQty >= 0, "filled quantity");
        BigInteger sum = BigInteger.valueOf(leavesQty).add(BigInteger.valueOf(cumQty));
        require(sum.bitLength() <= 63, "the total fits 63 bits");
        require(sum.add(account.withdrawn).equals(account.given), "quantity is conserved");
        if (leavesQty == 0) {
            live.remove(orderId);
        }
    }

    /** The state holds the orders that were accepted and have not ended, and no others. */
    void check(List<MarketView> views) {
        int count = 0;
        for (MarketView view : views) {
            for (Event.OrderState order : view.orders()) {
                Account account = account(order.orderId());
                require(account.open == order.leavesQty() && account.filled == order.cumQty(), "state of an order");
                count++;
            }
        }
        require(count == live.size(), "orders that have not ended are in the state");
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError("does not hold: " + what);
        }
    }
}
