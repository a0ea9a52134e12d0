package org.tallystick.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.agrona.collections.LongArrayList;
import org.junit.jupiter.api.Test;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;

/** Orders are found by order id, and within their account by every name they ever had, until they end. */
class OrderNamesTest {
    private static final int ACCOUNT = 1;
    private static final int OTHER_ACCOUNT = 2;
    private static final long SEED = 7;

    private record Name(int accountId, long clOrdId) {}

    private final Orders orders = new Orders();
    private final OrderNames names = new OrderNames(orders, SEED);
    private final Map<Name, Integer> byName = new HashMap<>();
    private final Map<Long, Integer> byOrderId = new HashMap<>();
    private final Map<Integer, List<Long>> namesOf = new HashMap<>();
    private long nextOrderId = 1;

    @Test
    void shouldFindAnOrderByBothIds() {
        int order = add(ACCOUNT, 10);
        assertEquals(order, names.find(ACCOUNT, 10));
        assertEquals(order, names.find(orders.orderId(order)));
        assertEquals(Orders.NONE, names.find(OTHER_ACCOUNT, 10));
        assertEquals(Orders.NONE, names.find(ACCOUNT, 11));
        assertEquals(Orders.NONE, names.find(99));
    }

    @Test
    void shouldKeepEqualNamesOfTwoAccountsApart() {
        int first = add(ACCOUNT, 10);
        int second = add(OTHER_ACCOUNT, 10);
        assertEquals(first, names.find(ACCOUNT, 10));
        assertEquals(second, names.find(OTHER_ACCOUNT, 10));
        remove(first);
        assertEquals(Orders.NONE, names.find(ACCOUNT, 10));
        assertEquals(second, names.find(OTHER_ACCOUNT, 10));
    }

    @Test
    void shouldKeepEqualNamesOfTwoAccountsApartWhereTheirHashesAreEqual() {
        HandleTable hashes = new HandleTable(~SEED);
        Map<Integer, Integer> accounts = new HashMap<>();
        int collisions = 0;
        for (int accountId = 1; collisions < 5; accountId++) {
            Integer other = accounts.put(hashes.hash(10, accountId), accountId);
            if (other != null) {
                collisions++;
                int order = add(other, 10);
                assertEquals(Orders.NONE, names.find(accountId, 10));
                rename(order, 11);
                assertEquals(Orders.NONE, names.find(accountId, 10));
                add(accountId, 10);
                check();
            }
        }
    }

    @Test
    void shouldKeepNamesOfEqualHashesApart() {
        HandleTable hashes = new HandleTable(~SEED);
        Map<Integer, Long> clOrdIds = new HashMap<>();
        int collisions = 0;
        for (long clOrdId = 1; collisions < 5; clOrdId += 8) {
            Long other = clOrdIds.put(hashes.hash(clOrdId, ACCOUNT), clOrdId);
            if (other != null) {
                collisions++;
                int order = add(ACCOUNT, other);
                assertEquals(Orders.NONE, names.find(ACCOUNT, clOrdId));
                rename(order, 2 + 8 * collisions);
                assertEquals(Orders.NONE, names.find(ACCOUNT, clOrdId));
                add(ACCOUNT, clOrdId);
                check();
            }
        }
    }

    @Test
    void shouldFindARenamedOrderByAllItsNames() {
        int order = add(ACCOUNT, 10);
        rename(order, 11);
        rename(order, 12);
        check();
        assertEquals(12, orders.clOrdId(order));
        assertEquals(2, names.aliasCount());
        assertEquals(List.of(10L, 11L), aliases(order));
        remove(order);
        check();
        assertEquals(0, names.aliasCount());
    }

    @Test
    void shouldLetAnOrderHaveItsFirstNameBack() {
        int order = add(ACCOUNT, 10);
        rename(order, 11);
        rename(order, 10);
        check();
        rename(order, 11);
        rename(order, 10);
        check();
        assertEquals(1, names.aliasCount());
        assertEquals(10, orders.clOrdId(order));
        remove(order);
        check();
        assertEquals(0, names.aliasCount());
        assertEquals(Orders.NONE, names.find(ACCOUNT, 10));
        assertEquals(Orders.NONE, names.find(ACCOUNT, 11));
    }

    @Test
    void shouldKeepOldNamesInTheOrderInWhichTheyWereGivenUp() {
        int order = add(ACCOUNT, 10);
        rename(order, 11);
        rename(order, 12);
        rename(order, 10);
        assertEquals(List.of(11L, 12L), aliases(order));
        rename(order, 11);
        assertEquals(List.of(12L, 10L), aliases(order));
        check();
    }

    /** Where a name costs a walk over all the names of its order, this takes minutes. */
    @Test
    void shouldFindAnOrderOfManyNamesAtOnce() {
        int order = add(ACCOUNT, 1);
        for (long clOrdId = 2; clOrdId <= 300_000; clOrdId++) {
            names.rename(order, clOrdId);
        }
        for (int i = 0; i < 300_000; i++) {
            assertEquals(order, names.find(ACCOUNT, 1));
            names.rename(order, i % 2 == 0 ? 1 : 2);
        }
        assertEquals(299_999, names.aliasCount());
        names.remove(order);
        assertEquals(0, names.aliasCount());
    }

    @Test
    void shouldNotMistakeAnOldNameOfAnotherAccountsOrder() {
        int order = add(ACCOUNT, 10);
        rename(order, 11);
        int other = add(OTHER_ACCOUNT, 10);
        remove(order);
        assertEquals(other, names.find(OTHER_ACCOUNT, 10));
    }

    @Test
    void shouldForgetOldNamesWithTheirOrderAlthoughItsHandleIsUsedAgain() {
        int order = add(ACCOUNT, 10);
        rename(order, 11);
        remove(order);
        int next = add(ACCOUNT, 12);
        assertEquals(order, next);
        assertEquals(List.of(), aliases(next));
        check();
    }

    @Test
    void shouldFindNamesAtTheEndsOfTheirRange() {
        add(ACCOUNT, 1);
        add(ACCOUNT, Long.MAX_VALUE);
        add(Integer.MAX_VALUE, Long.MAX_VALUE);
        check();
    }

    @Test
    void shouldFindOldNamesThatASnapshotBringsBack() {
        int order = add(ACCOUNT, 12);
        names.restoreAlias(order, 10);
        names.restoreAlias(order, 11);
        assertEquals(order, names.find(ACCOUNT, 10));
        assertEquals(order, names.find(ACCOUNT, 11));
        assertEquals(List.of(10L, 11L), aliases(order));
        remove(order);
        assertEquals(Orders.NONE, names.find(ACCOUNT, 10));
    }

    @Test
    void shouldAnswerLikeMapsOnRandomRequests() {
        Seeded.run(30, random -> new OrderNamesTest().compare(random));
    }

    private void compare(Random random) {
        long names = 1L << random.nextInt(4, 40);
        List<Integer> live = new ArrayList<>();
        for (int step = 0; step < 4_000; step++) {
            int accountId = random.nextInt(1, 4);
            long clOrdId = Seeded.between(random, 1, names);
            int what = random.nextInt(10);
            if (what < 4 && !byName.containsKey(new Name(accountId, clOrdId))) {
                live.add(add(accountId, clOrdId));
            } else if (what < 7 && !live.isEmpty()) {
                renameRandomly(random, live.get(random.nextInt(live.size())), clOrdId);
            } else if (!live.isEmpty()) {
                remove(live.remove(random.nextInt(live.size())));
            }
            int expected = byName.getOrDefault(new Name(accountId, clOrdId), Orders.NONE);
            assertEquals(expected, this.names.find(accountId, clOrdId));
            if (step % 100 == 0) {
                check();
            }
        }
        live.forEach(this::remove);
        check();
    }

    private void renameRandomly(Random random, int order, long clOrdId) {
        List<Long> had = namesOf.get(order);
        long name = random.nextInt(3) == 0 ? had.get(random.nextInt(had.size())) : clOrdId;
        int holder = byName.getOrDefault(new Name(orders.accountId(order), name), order);
        if (holder == order && name != orders.clOrdId(order)) {
            rename(order, name);
        }
    }

    private int add(int accountId, long clOrdId) {
        int order = orders.allocate();
        orders.initialize(
                order,
                nextOrderId++,
                clOrdId,
                100,
                10,
                accountId,
                Orders.attributes(1, Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 0),
                1);
        names.add(order);
        byName.put(new Name(accountId, clOrdId), order);
        byOrderId.put(orders.orderId(order), order);
        namesOf.put(order, new ArrayList<>(List.of(clOrdId)));
        return order;
    }

    private void rename(int order, long clOrdId) {
        names.rename(order, clOrdId);
        byName.put(new Name(orders.accountId(order), clOrdId), order);
        namesOf.get(order).remove(clOrdId);
        namesOf.get(order).add(clOrdId);
    }

    private void remove(int order) {
        names.remove(order);
        for (long clOrdId : namesOf.remove(order)) {
            byName.remove(new Name(orders.accountId(order), clOrdId));
        }
        byOrderId.remove(orders.orderId(order));
        orders.free(order);
    }

    private List<Long> aliases(int order) {
        LongArrayList list = new LongArrayList();
        names.aliases(order, list);
        return List.copyOf(list);
    }

    private void check() {
        byName.forEach((name, order) -> assertEquals(order, names.find(name.accountId, name.clOrdId)));
        byOrderId.forEach((orderId, order) -> assertEquals(order, names.find(orderId)));
        assertEquals(namesOf.values().stream().mapToInt(all -> all.size() - 1).sum(), names.aliasCount());
        namesOf.forEach((order, all) -> assertEquals(all.subList(0, all.size() - 1), aliases(order)));
        for (long orderId = Math.max(1, nextOrderId - 50); orderId <= nextOrderId; orderId++) {
            assertEquals(byOrderId.getOrDefault(orderId, Orders.NONE), names.find(orderId));
        }
    }
}
