package org.tallystick.engine.market;

import java.util.Arrays;

/**
 * The resting orders of each account, and of each session, in the order of their ids, so that a mass cancel costs what the
 * account has and a cancel-on-disconnect what the session has, and not what the exchange has. The links stand apart from
 * the orders, both kinds of an order together: where a session has an account to itself, its neighbours are the same.
 */
final class OwnedOrders {
    private static final int LINKS_OF_AN_ORDER = 4;

    private final Owners accounts = new Owners(0);
    private final Owners sessions = new Owners(2);
    private int[] links = new int[Orders.LEAST_ORDERS * LINKS_OF_AN_ORDER];

    /** The lists of the accounts. */
    Owners accounts() {
        return accounts;
    }

    /** The lists of the sessions that entered the orders. */
    Owners sessions() {
        return sessions;
    }

    private void ensureLinks(int order) {
        if (links.length / LINKS_OF_AN_ORDER <= order) {
            int capacity = links.length / LINKS_OF_AN_ORDER;
            links = Arrays.copyOf(links, LINKS_OF_AN_ORDER * 2 * Math.max(order + 1, capacity / 2 + capacity / 4));
        }
    }

    long memoryBytes() {
        return (long) links.length * Integer.BYTES + accounts.memoryBytes() + sessions.memoryBytes();
    }

    /** One list for each owner. */
    final class Owners {
        private final int previousAt;
        private final int nextAt;
        private int[] heads = new int[16];
        private int[] tails = new int[16];

        private Owners(int at) {
            previousAt = at;
            nextAt = at + 1;
            Arrays.fill(heads, Orders.NONE);
            Arrays.fill(tails, Orders.NONE);
        }

        /** Adds an order that is younger than all of its owner. */
        void append(int ownerId, int order) {
            ensureLinks(order);
            ensureOwner(ownerId);
            int tail = tails[ownerId];
            links[LINKS_OF_AN_ORDER * order + previousAt] = tail;
            links[LINKS_OF_AN_ORDER * order + nextAt] = Orders.NONE;
            if (tail == Orders.NONE) {
                heads[ownerId] = order;
            } else {
                links[LINKS_OF_AN_ORDER * tail + nextAt] = order;
            }
            tails[ownerId] = order;
        }

        void remove(int ownerId, int order) {
            int before = links[LINKS_OF_AN_ORDER * order + previousAt];
            int after = links[LINKS_OF_AN_ORDER * order + nextAt];
            if (before == Orders.NONE) {
                heads[ownerId] = after;
            } else {
                links[LINKS_OF_AN_ORDER * before + nextAt] = after;
            }
            if (after == Orders.NONE) {
                tails[ownerId] = before;
            } else {
                links[LINKS_OF_AN_ORDER * after + previousAt] = before;
            }
        }

        /** Oldest resting order of an owner, or {@link Orders#NONE}. */
        int first(int ownerId) {
            return ownerId < heads.length ? heads[ownerId] : Orders.NONE;
        }

        /** Next younger resting order of the same owner, or {@link Orders#NONE}. */
        int next(int order) {
            return links[LINKS_OF_AN_ORDER * order + nextAt];
        }

        private void ensureOwner(int ownerId) {
            if (ownerId >= heads.length) {
                int capacity = Math.max(ownerId + 1, heads.length * 2);
                heads = grown(heads, capacity);
                tails = grown(tails, capacity);
            }
        }

        private int[] grown(int[] handles, int capacity) {
            int[] copy = Arrays.copyOf(handles, capacity);
            Arrays.fill(copy, handles.length, capacity, Orders.NONE);
            return copy;
        }

        private long memoryBytes() {
            return (long) (heads.length + tails.length) * Integer.BYTES;
        }
    }
}
