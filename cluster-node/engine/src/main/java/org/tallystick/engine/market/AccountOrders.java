package org.tallystick.engine.market;

import java.util.Arrays;

/**
 * The resting orders of each account in the order of their ids, so that a mass cancel costs what the account has and not
 * what the exchange has. The links stand apart from the orders, sixteen to a cache line.
 */
final class AccountOrders {
    private static final int LEAST_CAPACITY = 1 << 10;

    private int[] heads = new int[16];
    private int[] tails = new int[16];
    private int[] previous = new int[LEAST_CAPACITY];
    private int[] next = new int[LEAST_CAPACITY];

    AccountOrders() {
        Arrays.fill(heads, Orders.NONE);
        Arrays.fill(tails, Orders.NONE);
    }

    /** Adds an order that is younger than all of its account. */
    void append(int accountId, int order) {
        ensureCapacity(accountId, order);
        int tail = tails[accountId];
        previous[order] = tail;
        next[order] = Orders.NONE;
        if (tail == Orders.NONE) {
            heads[accountId] = order;
        } else {
            next[tail] = order;
        }
        tails[accountId] = order;
    }

    void remove(int accountId, int order) {
        int before = previous[order];
        int after = next[order];
        if (before == Orders.NONE) {
            heads[accountId] = after;
        } else {
            next[before] = after;
        }
        if (after == Orders.NONE) {
            tails[accountId] = before;
        } else {
            previous[after] = before;
        }
    }

    /** Oldest resting order of an account, or {@link Orders#NONE}. */
    int first(int accountId) {
        return accountId < heads.length ? heads[accountId] : Orders.NONE;
    }

    /** Next younger resting order of the same account, or {@link Orders#NONE}. */
    int next(int order) {
        return next[order];
    }

    private void ensureCapacity(int accountId, int order) {
        if (order >= next.length) {
            int capacity = Math.max(order + 1, next.length * 2);
            previous = Arrays.copyOf(previous, capacity);
            next = Arrays.copyOf(next, capacity);
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
        return (long) (next.length * 2 + heads.length * 2) * Integer.BYTES;
    }
}
