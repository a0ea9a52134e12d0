package org.tallystick.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** The table finds every handle under its hash, whatever the hashes. */
class HandleTableTest {
    private final HandleTable table = new HandleTable(42);
    private final Map<Integer, Integer> hashes = new HashMap<>();

    @Test
    void shouldFindHandlesOfSequentialIds() {
        for (int handle = 0; handle < 100_000; handle++) {
            insert(table.hash(handle + 1L, 7), handle);
        }
        checkAll();
        for (int handle = 0; handle < 100_000; handle += 3) {
            remove(handle);
        }
        checkAll();
    }

    @Test
    void shouldFindHandlesWhileIdsPassThrough() {
        ArrayDeque<Integer> live = new ArrayDeque<>();
        for (int id = 1; id <= 300_000; id++) {
            insert(table.hash(id, -1), id);
            live.add(id);
            if (live.size() > 400) {
                remove(live.remove());
            }
        }
        checkAll();
        assertTrue(
                table.memoryBytes() <= 1_024 * Integer.BYTES + 524_288L * Long.BYTES,
                "heads by what is held, links by the greatest handle");
    }

    @Test
    void shouldKeepLongLivedHandlesAmongShortLivedOnes() {
        Seeded.run(5, random -> {
            HandleTableTest test = new HandleTableTest();
            for (int id = 1; id <= 50_000; id++) {
                test.insert(test.table.hash(id, 3), id);
                if (id % 100 != 0) {
                    test.remove(id);
                }
            }
            test.checkAll();
        });
    }

    @Test
    void shouldHoldManyHandlesOfOneHash() {
        checkRandomly(handle -> 0x1234_5678);
    }

    @Test
    void shouldHoldRunsThatCollideAtTheEndOfTheTable() {
        checkRandomly(handle -> -1 - handle % 5);
    }

    @Test
    void shouldHoldHashesThatDifferOnlyAboveTheMask() {
        checkRandomly(handle -> handle << 24 | 1_020);
    }

    @Test
    void shouldHoldTheHashAndHandleZero() {
        insert(0, 0);
        checkAll();
        remove(0);
        checkAll();
    }

    @Test
    void shouldKeepEightNeighboursTogetherAndScatterTheirRuns() {
        assertEquals(table.hash(16, 1) & ~7, table.hash(23, 1) & ~7);
        assertNotEquals(table.hash(16, 1) & ~7, table.hash(24, 1) & ~7);
        assertNotEquals(table.hash(16, 1) & ~7, table.hash(16, 2) & ~7);
        assertNotEquals(new HandleTable(1).hash(16, 1), new HandleTable(2).hash(16, 1));
    }

    @Test
    void shouldScatterRegularlySpacedKeys() {
        for (long stride : new long[] {8, 64, 1_000, 1L << 20, 1L << 32, 1L << 51}) {
            Set<Integer> runs = new TreeSet<>();
            Set<Integer> slots = new TreeSet<>();
            for (long i = 0; i < 1_000; i++) {
                int hash = table.hash(i * stride, 1);
                runs.add(hash & ~7);
                slots.add(hash & 2_047);
            }
            assertTrue(runs.size() > 998, () -> runs.size() + " runs, stride " + stride);
            // Of 2,048 slots, 1,000 random keys take about 791.
            assertTrue(slots.size() > 700, () -> slots.size() + " slots, stride " + stride);
        }
    }

    private static void checkRandomly(IntUnaryOperator hashOfHandle) {
        Seeded.run(10, random -> {
            HandleTableTest test = new HandleTableTest();
            List<Integer> live = new ArrayList<>();
            for (int step = 0; step < 4_000; step++) {
                test.step(random, live, hashOfHandle, step);
                if (step % 200 == 0) {
                    test.checkAll();
                }
            }
            while (!live.isEmpty()) {
                test.remove(live.remove(random.nextInt(live.size())));
            }
            test.checkAll();
        });
    }

    private void step(Random random, List<Integer> live, IntUnaryOperator hashOfHandle, int handle) {
        if (live.size() < 100 || live.size() < 700 && random.nextBoolean()) {
            insert(hashOfHandle.applyAsInt(handle), handle);
            live.add(handle);
        } else {
            remove(live.remove(random.nextInt(live.size())));
        }
    }

    private void insert(int hash, int handle) {
        table.insert(hash, handle);
        hashes.put(handle, hash);
    }

    private void remove(int handle) {
        hashes.remove(handle);
        table.remove(handle);
    }

    private void checkAll() {
        assertEquals(hashes.size(), table.size());
        Map<Integer, Set<Integer>> expected = new HashMap<>();
        hashes.forEach((handle, hash) ->
                expected.computeIfAbsent(hash, h -> new TreeSet<>()).add(handle));
        expected.forEach((hash, handles) -> assertEquals(handles, handlesOf(hash)));
    }

    private Set<Integer> handlesOf(int hash) {
        Set<Integer> handles = new TreeSet<>();
        for (int handle = table.first(hash); handle != HandleTable.NONE; handle = table.next(handle, hash)) {
            handles.add(handle);
        }
        return handles;
    }
}
