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
    /** By order: the one before it in the low half, the one behind it in the high half. */
    private long[] links = new long[LEAST_CAPACITY];

    AccountOrders() {
        Arrays.fill(heads, Orders.NONE);
        Arrays.fill(tails, Orders.NONE);
    }

    /** Adds an order that is younger than all of its account. */
    void append(int accountId, int order) {
        ensureCapacity(accountId, order);
        int tail = tails[accountId];
        links[order] = Orders.pack(tail, Orders.NONE);
        if (tail == Orders.NONE) {
            heads[accountId] = order;
        } else {
            linkNext(tail, order);
        }
        tails[accountId] = order;
    }

    void remove(int accountId, int order) {
        long link = links[order];
        int before = (int) link;
        int after = (int) (link >>> 32);
        if (before == Orders.NONE) {
            heads[accountId] = after;
        } else {
            linkNext(before, after);
        }
        if (after == Orders.NONE) {
            tails[accountId] = before;
        } else {
            links[after] = links[after] & ~0xFFFF_FFFFL | before & 0xFFFF_FFFFL;
        }
    }

    private void linkNext(int order, int next) {
        links[order] = links[order] & 0xFFFF_FFFFL | (long) next << 32;
    }

    /** Oldest resting order of an account, or {@link Orders#NONE}. */
    int first(int accountId) {
        return accountId < heads.length ? heads[accountId] : Orders.NONE;
    }

    /** Next younger resting order of the same account, or {@link Orders#NONE}. */
    int next(int order) {
        return (int) (links[order] >>> 32);
    }

    private void ensureCapacity(int accountId, int order) {
        if (order >= links.length) {
            links = Arrays.copyOf(links, Math.max(order + 1, links.length + links.length / 2));
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
        return (long) links.length * Long.BYTES + (heads.length + tails.length) * (long) Integer.BYTES;
    }
}
