package org.tallystick.engine.market;

import java.util.Arrays;

/**
 * The resting orders of each account in the order of their ids, so that a mass cancel costs what the account has and not
 * what the exchange has. The links stand apart from the orders, eight to a cache line.
 */
final class AccountOrders {
    private static final int LEAST_CAPACITY = 1 << 10;

    private int[] heads = new int[16];
    private int[] tails = new int[16];
    /** Of each order, the one before it and the one behind it, as in {@link Orders#links}. */
    private int[] links = new int[LEAST_CAPACITY * 2];

    AccountOrders() {
        Arrays.fill(heads, Orders.NONE);
        Arrays.fill(tails, Orders.NONE);
    }

    /** Adds an order that is younger than all of its account. */
    void append(int accountId, int order) {
        ensureCapacity(accountId, order);
        int tail = tails[accountId];
        links[Orders.previousAt(order)] = tail;
        links[Orders.nextAt(order)] = Orders.NONE;
        if (tail == Orders.NONE) {
            heads[accountId] = order;
        } else {
            links[Orders.nextAt(tail)] = order;
        }
        tails[accountId] = order;
    }

    void remove(int accountId, int order) {
        int before = links[Orders.previousAt(order)];
        int after = links[Orders.nextAt(order)];
        if (before == Orders.NONE) {
            heads[accountId] = after;
        } else {
            links[Orders.nextAt(before)] = after;
        }
        if (after == Orders.NONE) {
            tails[accountId] = before;
        } else {
            links[Orders.previousAt(after)] = before;
        }
    }

    /** Oldest resting order of an account, or {@link Orders#NONE}. */
    int first(int accountId) {
        return accountId < heads.length ? heads[accountId] : Orders.NONE;
    }

    /** Next younger resting order of the same account, or {@link Orders#NONE}. */
    int next(int order) {
        return links[Orders.nextAt(order)];
    }

    private void ensureCapacity(int accountId, int order) {
        if (Orders.nextAt(order) >= links.length) {
            links = Arrays.copyOf(links, 2 * Math.max(order + 1, links.length / 2 + links.length / 4));
        }
        if (accountId >= heads.length) {
            int capacity = Math.max(accountId + 1, heads.length * 2);
            heads = grown(heads, capacity);
            tails = grown(tails, capacity);
        }
    }

    private static int[] grown(int[] handles, int capacity) {
        int[] copy = Arrays.copyOf(handles, capacity);
        Arrays.fill(copy, handles.length, capacity, Orders.NONE);
        return copy;
    }

    long memoryBytes() {
        return (long) (links.length + heads.length + tails.length) * Integer.BYTES;
    }
}
