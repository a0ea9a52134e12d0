package org.tallystick.engine.market;

import org.agrona.collections.LongArrayList;

/**
 * Finds live orders by order id and by account and client order id. An order that a replace renamed is found by all its
 * names until its end.
 */
final class OrderNames {
    /** Discriminator of order ids: no account has it. */
    private static final long BY_ORDER_ID = -1;

    private final Orders orders;
    private final HandleTable byOrderId;
    private final HandleTable byClOrdId;
    private final OldNames oldNames;

    OrderNames(Orders orders, long seed) {
        this.orders = orders;
        this.byOrderId = new HandleTable(seed);
        this.byClOrdId = new HandleTable(~seed);
        this.oldNames = new OldNames(orders, ~seed);
    }

    void add(int order) {
        byOrderId.insert(byOrderId.hash(orders.orderId(order), BY_ORDER_ID), order);
        addName(order);
    }

    private void addName(int order) {
        byClOrdId.insert(byClOrdId.hash(orders.clOrdId(order), orders.accountId(order)), order);
    }

    void remove(int order) {
        byOrderId.remove(order);
        removeName(order);
        if (orders.isAliased(order)) {
            oldNames.removeAll(order);
        }
    }

    private void removeName(int order) {
        byClOrdId.remove(order);
    }

    /** Live order with this order id, or {@link Orders#NONE}. */
    int find(long orderId) {
        int hash = byOrderId.hash(orderId, BY_ORDER_ID);
        int order = byOrderId.first(hash);
        while (order != HandleTable.NONE && orders.orderId(order) != orderId) {
            order = byOrderId.next(order, hash);
        }
        return order;
    }

    /** Live order that goes or went by this name in this account, or {@link Orders#NONE}. */
    int find(int accountId, long clOrdId) {
        int hash = byClOrdId.hash(clOrdId, accountId);
        int order = byClOrdId.first(hash);
        while (order != HandleTable.NONE) {
            if (orders.clOrdId(order) == clOrdId && orders.accountId(order) == accountId) {
                return order;
            }
            order = byClOrdId.next(order, hash);
        }
        int oldName = oldNames.find(accountId, clOrdId);
        return oldName == OldNames.NONE ? Orders.NONE : oldNames.order(oldName);
    }

    /**
     * Gives an order another name, by which it is known from now on; the names it had still find it. One of those may be
     * the new one, none may be that of another order.
     */
    void rename(int order, long clOrdId) {
        int had = oldNames.find(orders.accountId(order), clOrdId);
        if (had != OldNames.NONE) {
            oldNames.remove(had);
        }
        oldNames.add(order, orders.clOrdId(order));
        removeName(order);
        orders.rename(order, clOrdId);
        addName(order);
    }

    /** As a snapshot says: adds a name that the order had; the latest given up last. */
    void restoreAlias(int order, long clOrdId) {
        oldNames.add(order, clOrdId);
        orders.markAliased(order);
    }

    /** Names that live orders had before they were renamed. */
    int aliasCount() {
        return oldNames.count();
    }

    /** Fills the list with the old names of an order, the latest given up last. */
    void aliases(int order, LongArrayList names) {
        oldNames.fill(order, names);
    }

    long memoryBytes() {
        return byOrderId.memoryBytes() + byClOrdId.memoryBytes() + oldNames.memoryBytes();
    }
}
