package org.tallystick.codecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class HighWaterMarkFormatTest {
    private static final HighWaterMark MARK =
            new HighWaterMark(0x711_711_711L, 2, true, 4096, 7, 9, 8192, 55, 0xABCDEF0123456789L, 1_700_000_000_000L);

    private final UnsafeBuffer file = new UnsafeBuffer(new byte[HighWaterMarkFormat.FILE_LENGTH]);

    @Test
    void shouldReadWhatItWrote() {
        int offset = HighWaterMarkFormat.slotOffset(17);

        HighWaterMarkFormat.encode(MARK, 17, file, offset);

        assertEquals(17, HighWaterMarkFormat.generation(file, offset));
        assertEquals(MARK, HighWaterMarkFormat.decode(file, offset));
    }

    @Test
    void shouldWriteGenerationsInTurn() {
        assertNotEquals(HighWaterMarkFormat.slotOffset(1), HighWaterMarkFormat.slotOffset(2));
        assertEquals(HighWaterMarkFormat.slotOffset(1), HighWaterMarkFormat.slotOffset(3));
    }

    @Test
    void shouldTellAnUnwrittenSlot() {
        HighWaterMarkFormat.encode(MARK, 1, file, HighWaterMarkFormat.slotOffset(1));

        assertEquals(
                HighWaterMarkFormat.EMPTY, HighWaterMarkFormat.generation(file, HighWaterMarkFormat.slotOffset(2)));
    }

    @Test
    void shouldNoticeEveryFlippedBit() {
        int offset = HighWaterMarkFormat.slotOffset(1);
        HighWaterMarkFormat.encode(MARK, 1, file, offset);
        for (int bit = 0; bit < 96 * Byte.SIZE; bit++) {
            int at = offset + bit / Byte.SIZE;
            byte right = file.getByte(at);
            file.putByte(at, (byte) (right ^ 1 << bit % Byte.SIZE));

            assertEquals(HighWaterMarkFormat.DAMAGED, HighWaterMarkFormat.generation(file, offset), "bit " + bit);

            file.putByte(at, right);
        }
    }
}
