package org.tallystick.codecs;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.codecs.entry.MessageHeaderDecoder;
import org.tallystick.codecs.types.RejectReason;

/** What is accepted at once is exactly what the rules of the schema accept. */
final class FrequentMessagesTest {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int ROUNDS = 200_000;
    private static final long[] LONGS = {
        Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, 1, 2, Long.MAX_VALUE - 1, Long.MAX_VALUE
    };
    private static final int[] INTS = {Integer.MIN_VALUE, Integer.MIN_VALUE + 1, -1, 0, 1, 2, Integer.MAX_VALUE};

    private final Random random = new Random(1);

    @ParameterizedTest
    @ValueSource(strings = {"NewOrderSingle", "OrderCancelRequest", "OrderCancelReplaceRequest"})
    void shouldAcceptWhatTheRulesAccept(String name) {
        MessageLayout layout = layoutOf(name);
        byte[] good = SampleMessages.bytes(name);
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = good.clone();
            UnsafeBuffer buffer = new UnsafeBuffer(bytes);
            List<String> changed = new ArrayList<>();
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                FieldRule field = layout.fields.get(random.nextInt(layout.fields.size()));
                change(buffer, HEADER + field.offset, field.length);
                changed.add(field.name);
            }
            boolean byRules = layout.checkBody(buffer, HEADER, ClientMessages.VERSION) == RejectReason.NONE;
            boolean atOnce = FrequentMessages.areFieldsGood(layout.templateId, buffer, HEADER);
            assertEquals(byRules, atOnce, () -> name + ": " + changed);
            accepted += atOnce ? 1 : 0;
        }
        int inAll = accepted;
        assertTrue(inAll > ROUNDS / 10 && inAll < ROUNDS / 10 * 9, () -> inAll + " accepted");
    }

    private void change(UnsafeBuffer buffer, int index, int length) {
        switch (length) {
            case Long.BYTES ->
                buffer.putLong(
                        index,
                        random.nextBoolean() ? random.nextLong() : LONGS[random.nextInt(LONGS.length)],
                        LITTLE_ENDIAN);
            case Integer.BYTES ->
                buffer.putInt(
                        index,
                        random.nextBoolean() ? random.nextInt() : INTS[random.nextInt(INTS.length)],
                        LITTLE_ENDIAN);
            default -> buffer.putByte(index, (byte) (random.nextBoolean() ? random.nextInt() : random.nextInt(8)));
        }
    }

    private static MessageLayout layoutOf(String name) {
        Iterator<MessageLayout> layouts = ClientMessages.all().iterator();
        MessageLayout layout = layouts.next();
        while (!layout.name.equals(name)) {
            layout = layouts.next();
        }
        return layout;
    }
}
