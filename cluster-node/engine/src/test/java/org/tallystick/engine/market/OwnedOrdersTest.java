package org.tallystick.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every account has its orders in the order in which they came. */
class OwnedOrdersTest {
    private final OwnedOrders.Owners accounts = new OwnedOrders().accounts();
    private final Map<Integer, List<Integer>> model = new HashMap<>();

    @Test
    void shouldHaveNoOrdersOfAnAccountThatNeverHadOne() {
        assertEquals(Orders.NONE, accounts.first(1));
        assertEquals(Orders.NONE, accounts.first(1_000_000));
    }

    @Test
    void shouldKeepOrdersInTheOrderOfTheirArrivalWhateverTheirHandles() {
        append(3, 9);
        append(3, 2);
        append(3, 5);
        check();
    }

    @Test
    void shouldTakeOrdersOutFromEverywhere() {
        for (int order = 0; order < 5; order++) {
            append(1, order);
        }
        for (int order : new int[] {2, 0, 4, 3, 1}) {
            remove(1, order);
            check();
        }
        append(1, 2);
        check();
    }

    @Test
    void shouldTakeAnyAccountAndAnyHandle() {
        append(0, 0);
        append(500_000, 300_000);
        append(500_001, 0x20_0000);
        append(500_000, 1);
        check();
        assertEquals(Orders.NONE, accounts.first(499_999));
    }

    @Test
    void shouldAgreeWithAModelOnRandomRequests() {
        Seeded.run(20, random -> new OwnedOrdersTest().compare(random));
    }

    private void compare(Random random) {
        List<int[]> live = new ArrayList<>();
        List<Integer> free = new ArrayList<>();
        for (int step = 0; step < 5_000; step++) {
            if (live.isEmpty() || live.size() < 3_000 && random.nextInt(5) < 3) {
                int handle = free.isEmpty() ? live.size() : free.remove(random.nextInt(free.size()));
                int[] order = {random.nextInt(40), handle};
                append(order[0], order[1]);
                live.add(order);
            } else {
                int[] order = live.remove(random.nextInt(live.size()));
                remove(order[0], order[1]);
                free.add(order[1]);
            }
            if (step % 200 == 0) {
                check();
            }
        }
        check();
    }

    private void append(int accountId, int order) {
        accounts.append(accountId, order);
        model.computeIfAbsent(accountId, id -> new ArrayList<>()).add(order);
    }

    private void remove(int accountId, int order) {
        accounts.remove(accountId, order);
        model.get(accountId).remove((Integer) order);
    }

    private void check() {
        model.forEach((accountId, expected) -> {
            List<Integer> actual = new ArrayList<>();
            for (int order = accounts.first(accountId); order != Orders.NONE; order = accounts.next(order)) {
                actual.add(order);
            }
            assertEquals(expected, actual);
        });
    }
}
