package org.tallystick.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class UnacknowledgedMessagesTest {
    private static final int MAX_LENGTH = 64;

    @Test
    void shouldKeepEveryMessageUntilItIsAcknowledged() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        UnacknowledgedMessages messages = new UnacknowledgedMessages(16, 512);
        long refused = 0;
        for (int step = 0; step < 100_000; step++) {
            if (random.nextInt(3) > 0) {
                refused += add(messages, 1 + random.nextInt(MAX_LENGTH)) ? 0 : 1;
            } else {
                messages.acknowledgeBelow(messages.firstSeq() + random.nextInt(6));
            }
            for (long seq = messages.firstSeq(); seq < messages.nextSeq(); seq++) {
                assertHolds(messages, seq, seed);
            }
        }
        assertTrue(refused > 0 && messages.nextSeq() > 10_000, "seed " + seed);
    }

    @Test
    void shouldTakeAMessageOfTheGreatestLengthWhenEmpty() {
        UnacknowledgedMessages messages = new UnacknowledgedMessages(4, MAX_LENGTH);
        for (int i = 0; i < 10; i++) {
            assertTrue(add(messages, MAX_LENGTH));
            assertEquals(-1, messages.claim(MAX_LENGTH));
            messages.acknowledgeBelow(messages.nextSeq());
        }
    }

    private static boolean add(UnacknowledgedMessages messages, int length) {
        int offset = messages.claim(MAX_LENGTH);
        if (offset < 0) {
            return false;
        }
        messages.buffer().setMemory(offset, length, (byte) messages.nextSeq());
        messages.keep(offset, length, 7);
        return true;
    }

    private static void assertHolds(UnacknowledgedMessages messages, long seq, long seed) {
        for (int i = 0; i < messages.length(seq); i++) {
            assertEquals((byte) seq, messages.buffer().getByte(messages.offset(seq) + i), "seed " + seed);
        }
    }
}
