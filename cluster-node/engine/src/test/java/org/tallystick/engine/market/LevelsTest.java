package org.tallystick.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A level is a queue with a sum that no quantity overflows. */
class LevelsTest {
    private final Orders orders = new Orders();
    private final Levels levels = new Levels();
    private final Map<Integer, List<Integer>> queues = new HashMap<>();

    @Test
    void shouldBeginEmpty() {
        int level = open(77);
        assertEquals(77, levels.rank(level));
        check();
    }

    @Test
    void shouldQueueOrdersInTheOrderOfTheirArrival() {
        int level = open(77);
        append(level, 5);
        append(level, 6);
        append(level, 7);
        check();
    }

    @Test
    void shouldNotTakeOffMoreThanTheLevelHolds() {
        int level = open(77);
        append(level, 5);
        append(level, 6);
        assertThrows(IllegalStateException.class, () -> levels.subtract(level, 12));
    }

    @Test
    void shouldTakeOrdersOutFromEverywhere() {
        int level = open(77);
        int first = append(level, 1);
        int second = append(level, 2);
        int third = append(level, 3);
        int fourth = append(level, 4);
        remove(level, second);
        check();
        remove(level, first);
        check();
        remove(level, fourth);
        check();
        remove(level, third);
        check();
    }

    @Test
    void shouldSumQuantitiesBeyond64Bits() {
        int level = open(1);
        List<Integer> appended = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            appended.add(append(level, Long.MAX_VALUE));
            check();
        }
        assertEquals(4, levels.quantityHigh(level));
        assertEquals(Long.MAX_VALUE, levels.quantity(level));
        for (int order : appended) {
            remove(level, order);
            check();
        }
        assertEquals(0, levels.quantity(level));
    }

    @Test
    void shouldSaturateBetween63And64Bits() {
        int level = open(1);
        append(level, Long.MAX_VALUE);
        assertEquals(Long.MAX_VALUE, levels.quantity(level));
        append(level, 1);
        assertEquals(Long.MIN_VALUE, levels.quantityLow(level));
        assertEquals(0, levels.quantityHigh(level));
        assertEquals(Long.MAX_VALUE, levels.quantity(level));
    }

    @Test
    void shouldCountManyOrdersBesideTheHighBitsOfTheSum() {
        int level = open(1);
        for (int i = 0; i < 70_000; i++) {
            append(level, Long.MAX_VALUE);
        }
        check();
    }

    @Test
    void shouldUseFreedLevelsAgain() {
        int level = open(1);
        append(level, 5);
        remove(level, queues.get(level).get(0));
        queues.remove(level);
        levels.free(level);
        int again = open(Long.MAX_VALUE);
        assertEquals(level, again);
        assertNotEquals(again, open(3));
        check();
    }

    @Test
    void shouldAgreeWithAModelOnRandomRequests() {
        Seeded.run(20, random -> new LevelsTest().compare(random));
    }

    private void compare(Random random) {
        List<Integer> open = new ArrayList<>();
        for (int step = 0; step < 3_000; step++) {
            int what = random.nextInt(10);
            if (open.isEmpty() || what == 0 && open.size() < 40) {
                open.add(open(Seeded.between(random, 1, Long.MAX_VALUE - 1)));
            }
            int level = open.get(random.nextInt(open.size()));
            List<Integer> queue = queues.get(level);
            if (what < 5) {
                append(level, 1 + (random.nextLong() >>> 1 + random.nextInt(62)));
            } else if (queue.isEmpty()) {
                levels.free(level);
                queues.remove(level);
                open.remove((Integer) level);
            } else if (what < 8) {
                remove(level, queue.get(random.nextInt(queue.size())));
            } else {
                lower(level, queue.get(random.nextInt(queue.size())), random);
            }
            if (step % 50 == 0) {
                check();
            }
        }
        check();
    }

    private void lower(int level, int order, Random random) {
        long leaves = orders.leavesQty(order);
        if (leaves > 1) {
            long quantity = Seeded.between(random, 1, leaves - 1);
            orders.lowerLeaves(order, quantity);
            levels.subtract(level, quantity);
        }
    }

    private int open(long key) {
        int level = levels.allocate(key);
        queues.put(level, new ArrayList<>());
        return level;
    }

    private int append(int level, long quantity) {
        int order = orders.allocate();
        orders.initialize(order, order + 1L, order + 1L, 1, quantity, 3, 1, 1);
        levels.append(level, order, orders);
        queues.get(level).add(order);
        return order;
    }

    private void remove(int level, int order) {
        List<Integer> queue = queues.get(level);
        queue.remove((Integer) order);
        assertEquals(queue.size(), levels.remove(level, order, orders));
        orders.free(order);
    }

    private void check() {
        Set<Integer> seen = new HashSet<>();
        queues.forEach((level, queue) -> {
            assertEquals(queue.size(), levels.count(level));
            assertEquals(sum(queue), quantity(level));
            assertEquals(queue, forwards(level));
            int last = queue.isEmpty() ? Orders.NONE : queue.get(queue.size() - 1);
            assertEquals(last, levels.tail(level));
            for (int i = 0; i < queue.size(); i++) {
                int order = queue.get(i);
                assertEquals(i == 0 ? Orders.NONE : queue.get(i - 1), orders.previous(order));
                assertEquals(level, orders.level(order));
                assertEquals(3, orders.accountId(order));
                seen.add(order);
            }
        });
        assertEquals(orders.liveCount(), seen.size());
    }

    private List<Integer> forwards(int level) {
        List<Integer> queue = new ArrayList<>();
        for (int order = levels.head(level); order != Orders.NONE; order = orders.next(order)) {
            queue.add(order);
        }
        return queue;
    }

    private BigInteger sum(List<Integer> queue) {
        return queue.stream()
                .map(order -> BigInteger.valueOf(orders.leavesQty(order)))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private BigInteger quantity(int level) {
        return BigInteger.valueOf(levels.quantityHigh(level))
                .shiftLeft(64)
                .add(new BigInteger(Long.toUnsignedString(levels.quantityLow(level))));
    }
}
