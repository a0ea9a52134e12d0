package org.tallystick.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** The trie answers like a {@link TreeMap}, whatever the keys. */
class PriceTrieTest {
    private static final long WIDEST_BOOK_TICKS = 9_999_999_999L;

    private final TrieNodes nodes = new TrieNodes();
    private final PriceTrie trie = new PriceTrie(nodes);
    private final TreeMap<Long, Integer> model = new TreeMap<>();

    @Test
    void shouldBeEmptyAtFirst() {
        check();
        assertEquals(Levels.NONE, trie.find(1));
        assertEquals(Levels.NONE, trie.find(Long.MAX_VALUE));
    }

    @Test
    void shouldHoldNeighbouringKeysAcrossNodeBorders() {
        for (long key = 1; key <= 3 * 4096 + 5; key++) {
            insert(key);
        }
        check();
        for (long key = 1; key <= 3 * 4096 + 5; key += 2) {
            remove(key);
        }
        check();
    }

    @Test
    void shouldHoldMoreNodesThanOneArrayOfThem() {
        int count = 200_000;
        for (long i = 1; i <= count; i++) {
            trie.insert(i << 12, (int) i);
        }
        for (long i = 1; i <= count; i++) {
            assertEquals(i, trie.find(i << 12));
        }
        assertEquals(count, trie.last());
        long used = nodes.memoryBytes();
        for (long i = 1; i <= count; i++) {
            trie.remove(i << 12);
        }
        assertTrue(trie.isEmpty());
        for (long i = 1; i <= count; i++) {
            trie.insert(i << 12, (int) i);
        }
        assertEquals(used, nodes.memoryBytes());
    }

    @Test
    void shouldHoldTheLeastAndTheGreatestKeyTogether() {
        insert(1);
        insert(Long.MAX_VALUE);
        check();
        remove(1);
        check();
        insert(1);
        remove(Long.MAX_VALUE);
        check();
        remove(1);
        check();
    }

    @Test
    void shouldHoldEveryPowerOfTwoAndItsNeighbours() {
        for (int bit = 1; bit < 63; bit++) {
            for (long key = (1L << bit) - 1; key <= (1L << bit) + 1; key++) {
                if (!model.containsKey(key)) {
                    insert(key);
                    check();
                }
            }
        }
        while (!model.isEmpty()) {
            remove(model.size() % 2 == 0 ? model.firstKey() : model.lastKey());
            check();
        }
    }

    @Test
    void shouldGrowToTheTopAndCollapseAgainAndAgain() {
        for (int round = 0; round < 200; round++) {
            insert(1_000);
            insert(1_001);
            insert(WIDEST_BOOK_TICKS);
            insert(1L << 62);
            check();
            remove(1L << 62);
            check();
            remove(1_000);
            check();
            remove(WIDEST_BOOK_TICKS);
            remove(1_001);
            check();
        }
    }

    @Test
    void shouldGiveItsNodesBack() {
        insert(5);
        remove(5);
        long used = nodes.memoryBytes();
        for (int round = 0; round < 10_000; round++) {
            long key = 1 + round * 1_000_003L;
            insert(key);
            insert(key + (1L << 40));
            remove(key);
            remove(key + (1L << 40));
        }
        assertEquals(used, nodes.memoryBytes());
    }

    @Test
    void shouldBeShallowAgainWhereFarKeysAreGone() {
        int books = 200;
        for (int book = 0; book < books; book++) {
            PriceTrie other = new PriceTrie(nodes);
            other.insert(5, 1);
            other.insert(1L << 62, 2);
            other.remove(1L << 62);
            assertEquals(1, other.last());
        }
        long nodeBytes = new TrieNodes().memoryBytes() / TrieNodes.LEAST_NODES;
        assertTrue(nodes.memoryBytes() < 3 * books * nodeBytes, "two nodes for each book, not eleven");
    }

    @Test
    void shouldFindIdleLevelsButNotInOrder() {
        insert(70);
        int leaf = trie.insert(71, 5);
        insert(72);
        assertNotEquals(0, nodes.idle(leaf, 71));
        check();
        assertEquals(5, trie.find(71));
        assertNotEquals(0, nodes.idle(leaf, 72));
        model.remove(72L);
        check();
        nodes.use(leaf, 71);
        model.put(71L, 5);
        check();
    }

    @Test
    void shouldGiveUpTheIdleLevelsWithTheLastOneInUse() {
        insert(1_000_000);
        int leaf = Levels.NONE;
        for (long key = 64; key < 128; key++) {
            leaf = trie.insert(key, (int) key);
        }
        for (long key = 64; key < 127; key++) {
            assertNotEquals(0, nodes.idle(leaf, key));
        }
        assertEquals(0, nodes.idle(leaf, 127));
        Set<Integer> taken = new TreeSet<>();
        for (int level; (level = trie.takeIdle(127)) != Levels.NONE; ) {
            taken.add(level);
        }
        assertEquals(64, taken.size());
        trie.remove(127);
        check();
        assertEquals(Levels.NONE, trie.find(64));
        insert(64);
        check();
    }

    @Test
    void shouldAnswerLikeATreeMapInANarrowBook() {
        Seeded.run(20, random -> compare(random, () -> Seeded.between(random, 9_900, 10_100), 4_000));
    }

    @Test
    void shouldAnswerLikeATreeMapWhilePricesDrift() {
        Seeded.run(10, random -> {
            long[] centre = {1_000_000};
            compare(
                    random,
                    () -> {
                        centre[0] = Math.max(200, centre[0] + Seeded.between(random, -120, 120));
                        return centre[0] + Seeded.between(random, -100, 100);
                    },
                    6_000);
        });
    }

    @Test
    void shouldAnswerLikeATreeMapInAWideBook() {
        Seeded.run(20, random -> compare(random, () -> Seeded.between(random, 1, WIDEST_BOOK_TICKS), 3_000));
    }

    @Test
    void shouldAnswerLikeATreeMapWithKeysOfEveryLength() {
        Seeded.run(30, random -> compare(random, () -> 1 + (random.nextLong() >>> 1 + random.nextInt(62)), 3_000));
    }

    @Test
    void shouldShareItsNodesWithOtherTries() {
        Seeded.run(5, random -> {
            PriceTrie second = new PriceTrie(nodes);
            TreeMap<Long, Integer> secondModel = new TreeMap<>();
            for (int step = 0; step < 2_000; step++) {
                long key = Seeded.between(random, 1, 1L << random.nextInt(2, 62));
                if (secondModel.remove(key) != null) {
                    second.remove(key);
                } else {
                    secondModel.put(key, step);
                    second.insert(key, step);
                }
                toggle(Seeded.between(random, 1, 1L << random.nextInt(2, 62)));
            }
            check();
            secondModel.forEach((key, level) -> assertEquals(level, second.find(key)));
            for (long key : secondModel.keySet().toArray(Long[]::new)) {
                second.remove(key);
            }
            assertTrue(second.isEmpty());
            check();
        });
    }

    private void compare(Random random, LongSupplier keys, int steps) {
        for (long key : model.keySet().toArray(Long[]::new)) {
            remove(key);
        }
        for (int step = 0; step < steps; step++) {
            // Phases of growth and of shrinking, so that the root rises and falls.
            boolean shrink = step / 500 % 2 == 1;
            if (shrink && !model.isEmpty() && random.nextInt(4) != 0) {
                Long near = model.floorKey(keys.getAsLong());
                remove(near == null ? model.firstKey() : near);
            } else {
                toggle(keys.getAsLong());
            }
            checkEnds();
            checkNeighbours(model.floorEntry(keys.getAsLong()));
            long probe = keys.getAsLong();
            assertEquals(model.getOrDefault(probe, Levels.NONE), trie.find(probe));
        }
        check();
    }

    private void toggle(long key) {
        if (model.containsKey(key)) {
            remove(key);
        } else {
            insert(key);
        }
    }

    private void insert(long key) {
        int level = model.size() * 31 + (int) (key & 0xFFFF);
        model.put(key, level);
        trie.insert(key, level);
    }

    private void remove(long key) {
        model.remove(key);
        trie.remove(key);
    }

    private void check() {
        checkEnds();
        model.entrySet().forEach(this::checkNeighbours);
    }

    private void checkEnds() {
        assertEquals(model.isEmpty(), trie.isEmpty());
        assertEquals(level(model.lastEntry()), trie.last());
    }

    private void checkNeighbours(Map.Entry<Long, Integer> held) {
        if (held != null) {
            long key = held.getKey();
            assertEquals(held.getValue(), trie.find(key), () -> "find " + key);
            assertEquals(level(model.higherEntry(key)), trie.higher(key), () -> "higher " + key);
            assertEquals(level(model.lowerEntry(key)), trie.lower(key), () -> "lower " + key);
        }
    }

    private static int level(Map.Entry<Long, Integer> entry) {
        return entry == null ? Levels.NONE : entry.getValue();
    }
}
