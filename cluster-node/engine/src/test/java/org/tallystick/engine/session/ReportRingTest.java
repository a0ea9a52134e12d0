package org.tallystick.engine.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The last reports of a session, within its room and everybody's. */
class ReportRingTest {
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);

    private static void append(ReportRing ring, int length) {
        ring.append(new UnsafeBuffer(new byte[length]), 0, length);
    }

    @Test
    void shouldHaveNoCapacityBeforeItsFirstReport() {
        ReportRing ring = new ReportRing(new RingBudget(4096, 4096, 1));
        assertEquals(0, ring.capacity());
        assertEquals(1, ring.nextSeq());
        assertEquals(1, ring.oldestSeq());
        assertFalse(ring.poll(1, view));
        append(ring, 0);
        assertEquals(4096, ring.capacity());
        assertTrue(ring.poll(1, view));
        assertEquals(0, view.capacity());
    }

    @Test
    void shouldDoubleUpToTheBoundOfASession() {
        ReportRing ring = new ReportRing(new RingBudget(10_007, 1 << 20, 1));
        append(ring, 4092);
        append(ring, 1);
        assertEquals(8192, ring.capacity());
        append(ring, 4092);
        assertEquals(10_000, ring.capacity());
        append(ring, 4092);
        assertEquals(10_000, ring.capacity());
        assertEquals(2, ring.oldestSeq());
        assertThrows(IllegalArgumentException.class, () -> append(ring, 4093));
    }

    @Test
    void shouldGrowOnlyWithinTheTotalAndReserveAFirstRingForEverySession() {
        RingBudget budget = new RingBudget(1 << 20, 4 * 4096, 3);
        ReportRing greedy = new ReportRing(budget);
        ReportRing late = new ReportRing(budget);
        for (int i = 0; i < 10; i++) {
            append(greedy, 4092);
        }
        assertEquals(8192, greedy.capacity(), "the room beyond the reserved is gone");
        assertEquals(9, greedy.oldestSeq());
        append(late, 4092);
        append(late, 4092);
        assertEquals(4096, late.capacity());
        assertEquals(2, late.oldestSeq());
        assertEquals(3, late.nextSeq());
    }

    @Test
    void shouldRefuseBoundsThatDoNotServeAllSessions() {
        assertTrue(RingBudget.isSufficient(4096, 40_960, 10));
        assertFalse(RingBudget.isSufficient(4096, 40_959, 10));
        assertFalse(RingBudget.isSufficient(4095, 40_960, 10));
        assertFalse(RingBudget.isSufficient((1L << 30) + 1, 1L << 40, 10));
        assertTrue(RingBudget.isSufficient(256 << 10, 256 << 20, 10_000));
        assertThrows(IllegalArgumentException.class, () -> new RingBudget(4096, 40_959, 10));
    }

    @Test
    void shouldHoldWhatASimpleQueueHolds() {
        long seed = Long.getLong("tallystick.seed", System.nanoTime());
        System.out.println("ReportRingTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            int limit = 4096 + random.nextInt(30_000);
            long total = 2 * 4096 + random.nextInt(40_000);
            int longest = 1 + random.nextInt(random.nextInt(4) == 0 ? 4092 : 300);
            compareWithModel(random, limit, total, longest);
        }
    }

    /** Two rings in turn, so that each sees the room that the other leaves. */
    private void compareWithModel(Random random, int limit, long total, int longest) {
        RingBudget budget = new RingBudget(limit, total, 2);
        ReportRing[] rings = {new ReportRing(budget), new ReportRing(budget)};
        Model[] models = {new Model(), new Model()};
        long room = total - 2 * 4096;
        for (int i = 0; i < 1500; i++) {
            int which = random.nextInt(3) == 0 ? 1 : 0;
            byte[] report = new byte[random.nextInt(longest + 1)];
            random.nextBytes(report);
            rings[which].append(new UnsafeBuffer(report), 0, report.length);
            room = models[which].append(report, limit & -8, room);
            models[which].assertSame(rings[which], random);
        }
    }

    private static final class Model {
        private final ArrayDeque<byte[]> reports = new ArrayDeque<>();
        private long next = 1;
        private int capacity;
        private int used;

        private static int size(byte[] report) {
            return (4 + report.length + 7) / 8 * 8;
        }

        /** Answers the room that is left for growing. */
        long append(byte[] report, int limit, long room) {
            long left = room;
            reports.add(report);
            used += size(report);
            next++;
            while (used > capacity) {
                int larger = capacity == 0 ? 4096 : Math.min(limit, capacity * 2);
                int cost = capacity == 0 ? 0 : larger - capacity;
                if (larger == capacity || cost > left) {
                    break;
                }
                left -= cost;
                capacity = larger;
            }
            while (used > capacity) {
                used -= size(reports.remove());
            }
            return left;
        }

        void assertSame(ReportRing ring, Random random) {
            assertEquals(next, ring.nextSeq());
            assertEquals(next - reports.size(), ring.oldestSeq());
            assertEquals(capacity, ring.capacity());
            UnsafeBuffer view = new UnsafeBuffer(0, 0);
            assertFalse(ring.poll(ring.oldestSeq() - 1, view));
            assertFalse(ring.poll(ring.nextSeq(), view));
            if (random.nextInt(20) == 0) {
                long seq = ring.oldestSeq();
                for (byte[] report : reports) {
                    assertHolds(ring, seq++, report, view);
                }
            } else {
                assertHolds(ring, next - 1, reports.getLast(), view);
                assertHolds(ring, ring.oldestSeq(), reports.getFirst(), view);
            }
        }

        private static void assertHolds(ReportRing ring, long seq, byte[] report, UnsafeBuffer view) {
            assertTrue(ring.poll(seq, view));
            byte[] held = new byte[view.capacity()];
            view.getBytes(0, held);
            assertArrayEquals(report, held);
        }
    }
}
