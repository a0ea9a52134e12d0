package org.tallystick.engine.market;

import org.agrona.collections.Int2IntHashMap;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.LongArrayList;

/**
 * Names that live orders had before they were renamed: a list per order, the latest given up first, and a table in which
 * each is found at once, however many names an order had.
 */
final class OldNames {
    /** No old name. */
    static final int NONE = -1;

    private final Orders orders;
    private final HandleTable byName;
    private final Int2IntHashMap heads = new Int2IntHashMap(NONE);

    // Records of old names, addressed by an integer handle.
    private final LongArrayList clOrdIds = new LongArrayList();
    private final IntArrayList owners = new IntArrayList();
    private final IntArrayList nexts = new IntArrayList();
    private final IntArrayList previouses = new IntArrayList();
    private int freeHead = NONE;
    private int count;

    OldNames(Orders orders, long seed) {
        this.orders = orders;
        this.byName = new HandleTable(seed);
    }

    /** Number of old names of all live orders. */
    int count() {
        return count;
    }

    /** Handle of an old name of a live order of this account, or {@link #NONE}. */
    int find(int accountId, long clOrdId) {
        if (count == 0) {
            return NONE;
        }
        int hash = byName.hash(clOrdId, accountId);
        int name = byName.first(hash);
        while (name != HandleTable.NONE
                && (clOrdIds.getLong(name) != clOrdId || orders.accountId(owners.getInt(name)) != accountId)) {
            name = byName.next(name, hash);
        }
        return name;
    }

    /** The order that had this name. */
    int order(int name) {
        return owners.getInt(name);
    }

    /** Adds a name that an order gives up; no live order of its account had it. */
    void add(int order, long clOrdId) {
        int name = allocate();
        int head = heads.get(order);
        clOrdIds.setLong(name, clOrdId);
        owners.setInt(name, order);
        previouses.setInt(name, NONE);
        nexts.setInt(name, head);
        if (head != NONE) {
            previouses.setInt(head, name);
        }
        heads.put(order, name);
        byName.insert(byName.hash(clOrdId, orders.accountId(order)), name);
        count++;
    }

    private int allocate() {
        int name = freeHead;
        if (name == NONE) {
            name = clOrdIds.size();
            clOrdIds.addLong(0);
            owners.addInt(Orders.NONE);
            nexts.addInt(NONE);
            previouses.addInt(NONE);
        } else {
            freeHead = nexts.getInt(name);
        }
        return name;
    }

    /** Removes one name, which its order takes back. */
    void remove(int name) {
        int before = previouses.getInt(name);
        int after = nexts.getInt(name);
        if (before != NONE) {
            nexts.setInt(before, after);
        } else if (after != NONE) {
            heads.put(owners.getInt(name), after);
        } else {
            heads.remove(owners.getInt(name));
        }
        if (after != NONE) {
            previouses.setInt(after, before);
        }
        free(name);
    }

    /** Removes all names of an order that ends. */
    void removeAll(int order) {
        int name = heads.remove(order);
        while (name != NONE) {
            int next = nexts.getInt(name);
            free(name);
            name = next;
        }
    }

    private void free(int name) {
        byName.remove(name);
        nexts.setInt(name, freeHead);
        freeHead = name;
        count--;
    }

    /** Fills the list with the old names of an order, the latest given up last. */
    void fill(int order, LongArrayList names) {
        names.clear();
        for (int name = heads.get(order); name != NONE; name = nexts.getInt(name)) {
            names.addLong(clOrdIds.getLong(name));
        }
        for (int i = 0, j = names.size() - 1; i < j; i++, j--) {
            long swapped = names.getLong(i);
            names.setLong(i, names.getLong(j));
            names.setLong(j, swapped);
        }
    }

    long memoryBytes() {
        return byName.memoryBytes() + clOrdIds.capacity() * (Long.BYTES + 3L * Integer.BYTES);
    }
}
