package org.tallystick.engine.market;

import org.agrona.collections.Int2IntHashMap;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.LongArrayList;

/**
 * Finds live orders by order id and by account and client order id. An order that a replace renamed is found by all its
 * names until its end.
 */
final class OrderNames {
    private static final int NO_ALIAS = -1;
    /** Discriminator of order ids: no account has it. */
    private static final long BY_ORDER_ID = -1;

    private final Orders orders;
    private final HandleTable byOrderId;
    private final HandleTable byClOrdId;

    // Old names: a list per renamed order, latest first.
    private final Int2IntHashMap aliasHeads = new Int2IntHashMap(NO_ALIAS);
    private final LongArrayList aliasNames = new LongArrayList();
    private final IntArrayList aliasNext = new IntArrayList();
    private int freeAlias = NO_ALIAS;
    private int aliasCount;

    OrderNames(Orders orders, long seed) {
        this.orders = orders;
        this.byOrderId = new HandleTable(seed);
        this.byClOrdId = new HandleTable(~seed);
    }

    void add(int order) {
        byOrderId.insert(byOrderId.hash(orders.orderId(order), BY_ORDER_ID), order);
        addName(orders.accountId(order), orders.clOrdId(order), order);
    }

    private void addName(int accountId, long clOrdId, int order) {
        byClOrdId.insert(byClOrdId.hash(clOrdId, accountId), order);
    }

    void remove(int order) {
        byOrderId.remove(byOrderId.hash(orders.orderId(order), BY_ORDER_ID), order);
        removeName(orders.accountId(order), orders.clOrdId(order), order);
        if (orders.isAliased(order)) {
            removeAliases(order);
        }
    }

    private void removeName(int accountId, long clOrdId, int order) {
        byClOrdId.remove(byClOrdId.hash(clOrdId, accountId), order);
    }

    /** Live order with this order id, or {@link Orders#NONE}. */
    int find(long orderId) {
        int hash = byOrderId.hash(orderId, BY_ORDER_ID);
        int slot = byOrderId.slot(hash);
        for (long entry; (entry = byOrderId.entry(slot)) != HandleTable.EMPTY; slot = byOrderId.nextSlot(slot)) {
            if (HandleTable.matches(entry, hash) && orders.orderId(HandleTable.handle(entry)) == orderId) {
                return HandleTable.handle(entry);
            }
        }
        return Orders.NONE;
    }

    /** Live order that goes by this name in this account, or {@link Orders#NONE}. */
    int find(int accountId, long clOrdId) {
        int hash = byClOrdId.hash(clOrdId, accountId);
        int slot = byClOrdId.slot(hash);
        for (long entry; (entry = byClOrdId.entry(slot)) != HandleTable.EMPTY; slot = byClOrdId.nextSlot(slot)) {
            if (HandleTable.matches(entry, hash)) {
                int order = HandleTable.handle(entry);
                if (orders.accountId(order) == accountId
                        && (orders.clOrdId(order) == clOrdId || hasAlias(order, clOrdId))) {
                    return order;
                }
            }
        }
        return Orders.NONE;
    }

    /** Gives an order a further name, by which it is known from now on; the names it had still find it. */
    void rename(int order, long clOrdId) {
        addName(orders.accountId(order), clOrdId, order);
        pushAlias(order, orders.clOrdId(order));
        orders.rename(order, clOrdId);
    }

    /** As a snapshot says: adds a name that the order had; oldest first. */
    void restoreAlias(int order, long clOrdId) {
        addName(orders.accountId(order), clOrdId, order);
        pushAlias(order, clOrdId);
        orders.markAliased(order);
    }

    /** Names that live orders had before they were renamed. */
    int aliasCount() {
        return aliasCount;
    }

    /** Fills the list with the old names of an order, oldest first. */
    void aliases(int order, LongArrayList names) {
        names.clear();
        if (orders.isAliased(order)) {
            for (int alias = aliasHeads.get(order); alias != NO_ALIAS; alias = aliasNext.getInt(alias)) {
                names.addLong(aliasNames.getLong(alias));
            }
            for (int i = 0, j = names.size() - 1; i < j; i++, j--) {
                long swapped = names.getLong(i);
                names.setLong(i, names.getLong(j));
                names.setLong(j, swapped);
            }
        }
    }

    private boolean hasAlias(int order, long clOrdId) {
        if (orders.isAliased(order)) {
            for (int alias = aliasHeads.get(order); alias != NO_ALIAS; alias = aliasNext.getInt(alias)) {
                if (aliasNames.getLong(alias) == clOrdId) {
                    return true;
                }
            }
        }
        return false;
    }

    private void pushAlias(int order, long clOrdId) {
        int alias = freeAlias;
        if (alias == NO_ALIAS) {
            alias = aliasNames.size();
            aliasNames.addLong(clOrdId);
            aliasNext.addInt(NO_ALIAS);
        } else {
            freeAlias = aliasNext.getInt(alias);
            aliasNames.setLong(alias, clOrdId);
        }
        aliasNext.setInt(alias, aliasHeads.get(order));
        aliasHeads.put(order, alias);
        aliasCount++;
    }

    private void removeAliases(int order) {
        int alias = aliasHeads.remove(order);
        while (alias != NO_ALIAS) {
            removeName(orders.accountId(order), aliasNames.getLong(alias), order);
            int next = aliasNext.getInt(alias);
            aliasNext.setInt(alias, freeAlias);
            freeAlias = alias;
            alias = next;
            aliasCount--;
        }
    }

    long memoryBytes() {
        return byOrderId.memoryBytes() + byClOrdId.memoryBytes();
    }
}
