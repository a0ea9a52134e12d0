package org.tallystick.engine.market;

/**
 * Ordered map from price key (price in ticks, 1 or more) to level handle, for one side of one book: a trie of nodes with
 * 64 children each, whose occupied children stand in one word of bits. The least, the greatest and the neighbour of a key
 * are found by counting zeros, so neither the number of levels nor the gaps between them matter. The root covers only
 * the range of keys in use: a book whose prices lie within 4,096 ticks is two nodes deep, one with prices from 0.01 to
 * 99,999,999.99 six.
 */
final class PriceTrie {
    private static final int NONE = Levels.NONE;
    private static final int BITS = TrieNodes.FANOUT_BITS;
    private static final int MASK = TrieNodes.FANOUT - 1;
    /** A root never covers less: collapsing further would only thrash. */
    private static final int LEAST_SHIFT = BITS;

    private static final int MAX_DEPTH = 11;

    private final TrieNodes nodes;
    private final int[] path = new int[MAX_DEPTH];
    private int root = NONE;
    /** Bits of the key below the root's own six. */
    private int shift;
    /** Bits of the key above the root's own six, equal for all keys held. */
    private long prefix;

    PriceTrie(TrieNodes nodes) {
        this.nodes = nodes;
    }

    boolean isEmpty() {
        return root == NONE;
    }

    /** Level at this key, in use or idle, or {@link Levels#NONE}. */
    int find(long key) {
        if (root == NONE || !covers(key)) {
            return NONE;
        }
        int node = root;
        for (int s = shift; s >= 0; s -= BITS) {
            node = nodes.child(node, slot(key, s));
            if (node == NONE) {
                return NONE;
            }
        }
        return node;
    }

    /** Adds a key that is not held. */
    void insert(long key, int level) {
        if (root == NONE) {
            root = nodes.allocate();
            shift = LEAST_SHIFT;
            prefix = key >>> shift >>> BITS;
        }
        while (!covers(key)) {
            int above = nodes.allocate();
            nodes.set(above, (int) prefix & MASK, root);
            root = above;
            shift += BITS;
            prefix >>>= BITS;
        }
        int node = root;
        for (int s = shift; s > 0; s -= BITS) {
            int slot = slot(key, s);
            int child = nodes.child(node, slot);
            if (child == NONE) {
                child = nodes.allocate();
                nodes.set(node, slot, child);
            }
            node = child;
        }
        nodes.set(node, slot(key, 0), level);
    }

    /** Puts the idle level of a key to use. */
    void use(long key) {
        nodes.use(leaf(key), slot(key, 0));
    }

    /**
     * Makes the level of a key idle.
     *
     * @return whether other levels near it are in use; if not, take them all, and then remove the key
     */
    boolean idle(long key) {
        return nodes.idle(leaf(key), slot(key, 0)) != 0;
    }

    /** Takes out any of the idle levels near a key, of which none is in use; {@link Levels#NONE} where there are no more. */
    int takeIdle(long key) {
        return nodes.takeIdle(leaf(key));
    }

    private int leaf(long key) {
        int node = root;
        for (int s = shift; s > 0; s -= BITS) {
            node = nodes.child(node, slot(key, s));
        }
        return node;
    }

    /** Removes a key that is held, in use or idle, or has just been taken. */
    void remove(long key) {
        int depth = descend(key);
        int node = path[depth];
        int s = 0;
        while (nodes.clear(node, slot(key, s)) == 0) {
            nodes.free(node);
            if (depth == 0) {
                root = NONE;
                return;
            }
            node = path[--depth];
            s += BITS;
        }
        if (depth == 0) {
            collapse();
        }
    }

    private void collapse() {
        while (shift > LEAST_SHIFT) {
            long bits = nodes.bits(root);
            if ((bits & bits - 1) != 0) {
                return;
            }
            int slot = Long.numberOfTrailingZeros(bits);
            int child = nodes.child(root, slot);
            nodes.clear(root, slot);
            nodes.free(root);
            root = child;
            shift -= BITS;
            prefix = prefix << BITS | slot;
        }
    }

    /** Level with the least key, or {@link Levels#NONE}. */
    int first() {
        return root == NONE ? NONE : firstBelow(root, shift);
    }

    /** Level with the greatest key, or {@link Levels#NONE}. */
    int last() {
        return root == NONE ? NONE : lastBelow(root, shift);
    }

    /** Level with the least key above this held key, or {@link Levels#NONE}. */
    int higher(long key) {
        int depth = descend(key);
        for (int s = 0; depth >= 0; depth--, s += BITS) {
            int slot = slot(key, s);
            long above = slot == MASK ? 0 : nodes.bits(path[depth]) & -1L << slot + 1;
            if (above != 0) {
                int child = nodes.child(path[depth], Long.numberOfTrailingZeros(above));
                return s == 0 ? child : firstBelow(child, s - BITS);
            }
        }
        return NONE;
    }

    /** Level with the greatest key below this held key, or {@link Levels#NONE}. */
    int lower(long key) {
        int depth = descend(key);
        for (int s = 0; depth >= 0; depth--, s += BITS) {
            long below = nodes.bits(path[depth]) & (1L << slot(key, s)) - 1;
            if (below != 0) {
                int child = nodes.child(path[depth], 63 - Long.numberOfLeadingZeros(below));
                return s == 0 ? child : lastBelow(child, s - BITS);
            }
        }
        return NONE;
    }

    /** Fills the path to the leaf of this held key and answers the leaf's depth. */
    private int descend(long key) {
        int depth = 0;
        path[0] = root;
        for (int s = shift; s > 0; s -= BITS) {
            path[depth + 1] = nodes.child(path[depth], slot(key, s));
            depth++;
        }
        return depth;
    }

    private int firstBelow(int node, int fromShift) {
        int at = node;
        for (int s = fromShift; s >= 0; s -= BITS) {
            at = nodes.child(at, Long.numberOfTrailingZeros(nodes.bits(at)));
        }
        return at;
    }

    private int lastBelow(int node, int fromShift) {
        int at = node;
        for (int s = fromShift; s >= 0; s -= BITS) {
            at = nodes.child(at, 63 - Long.numberOfLeadingZeros(nodes.bits(at)));
        }
        return at;
    }

    private boolean covers(long key) {
        return key >>> shift >>> BITS == prefix;
    }

    private static int slot(long key, int shift) {
        return (int) (key >>> shift) & MASK;
    }
}
