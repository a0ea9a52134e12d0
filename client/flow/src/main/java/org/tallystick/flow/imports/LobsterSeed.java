package org.tallystick.flow.imports;

import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tallystick.codecs.types.Side;

/** The levels of a book before the first message of a file, each side from its best price on. */
final class LobsterSeed {
    private final TreeMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<Long, Long> asks = new TreeMap<>();

    /** Adds a level; false where there is one of this price. */
    boolean add(final Side side, final long price, final long size) {
        return of(side).putIfAbsent(price, size) == null;
    }

    /** Takes back what an event did to the book that was recorded behind it. */
    void undo(final int type, final Side side, final long price, final long size) {
        if (type == 1) {
            of(side).computeIfPresent(price, (key, there) -> there > size ? there - size : null);
        } else if (type <= 4) {
            of(side).merge(price, size, LobsterSeed::sum);
        }
    }

    private static long sum(final long one, final long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }

    SortedMap<Long, Long> levels(final Side side) {
        return of(side);
    }

    private TreeMap<Long, Long> of(final Side side) {
        return side == Side.BUY ? bids : asks;
    }
}
