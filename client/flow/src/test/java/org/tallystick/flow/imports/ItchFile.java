package org.tallystick.flow.imports;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes ITCH messages by hand: the fields of each in order, behind the header that all have. */
final class ItchFile {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long timeNs = 34_200_000_000_000L;

    /** Any message: Character, Byte, Integer and Long fields as they are, text padded to 8 or, if longer, as it is. */
    ItchFile message(final char type, final int locate, final Object... fields) {
        final ByteBuffer message = ByteBuffer.allocate(100);
        message.put((byte) type).putShort((short) locate).putShort((short) 0);
        message.putShort((short) (timeNs >>> 32)).putInt((int) timeNs);
        timeNs += 1_000_000;
        for (final Object field : fields) {
            if (field instanceof Character letter) {
                message.put((byte) (char) letter);
            } else if (field instanceof Integer number) {
                message.putInt(number);
            } else if (field instanceof Long number) {
                message.putLong(number);
            } else {
                message.put(String.format("%-8s", field).getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return raw(message.array(), message.position());
    }

    ItchFile raw(final byte[] message, final int length) {
        bytes.write(length >>> 8);
        bytes.write(length);
        bytes.write(message, 0, length);
        return this;
    }

    ItchFile system(final char event) {
        return message('S', 0, event);
    }

    ItchFile directory(final int locate, final String stock) {
        return message('R', locate, stock, 'Q', 'N', 100, 'N', 'C', 'Z', ' ', 'P', 'N', 'N', '1', 'N', 0, 'N');
    }

    ItchFile action(final int locate, final String stock, final char state) {
        return message('H', locate, stock, state, ' ', 'M', 'W', 'C', '1');
    }

    ItchFile add(
            final int locate, final long ref, final char side, final int shares, final String stock, final int price) {
        return message('A', locate, ref, side, shares, stock, price);
    }

    ItchFile addAttributed(
            final int locate, final long ref, final char side, final int shares, final String stock, final int price) {
        return message('F', locate, ref, side, shares, stock, price, 'N', 'S', 'D', 'Q');
    }

    ItchFile executed(final int locate, final long ref, final int shares) {
        return message('E', locate, ref, shares, 7L);
    }

    ItchFile executedAt(final int locate, final long ref, final int shares, final char printable, final int price) {
        return message('C', locate, ref, shares, 8L, printable, price);
    }

    ItchFile cancel(final int locate, final long ref, final int shares) {
        return message('X', locate, ref, shares);
    }

    ItchFile delete(final int locate, final long ref) {
        return message('D', locate, ref);
    }

    ItchFile replace(final int locate, final long ref, final long newRef, final int shares, final int price) {
        return message('U', locate, ref, newRef, shares, price);
    }

    ItchFile hiddenTrade(final int locate, final String stock, final int shares, final int price) {
        return message('P', locate, 0L, 'B', shares, stock, price, 9L);
    }

    ItchFile cross(final int locate, final String stock, final long shares, final int price) {
        return message('Q', locate, shares, stock, price, 10L, 'O');
    }

    ItchFile broken(final int locate) {
        return message('B', locate, 7L);
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
