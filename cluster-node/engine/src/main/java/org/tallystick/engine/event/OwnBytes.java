package org.tallystick.engine.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Writes fields into an array of the encoder's own, little-endian as SBE is. The generated encoders check the place of
 * every field against a buffer that could be anybody's, which took a fifth of the engine's time; an array's own check
 * costs next to nothing. So the messages that nearly every command causes are written this way, at the generated offsets;
 * what is written is read back by the generated decoders in the tests.
 */
final class OwnBytes {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private OwnBytes() {}

    static void putLong(byte[] bytes, int index, long value) {
        LONG.set(bytes, index, value);
    }

    static void putInt(byte[] bytes, int index, int value) {
        INT.set(bytes, index, value);
    }

    static void putByte(byte[] bytes, int index, int value) {
        bytes[index] = (byte) value;
    }

    /** The SBE header, whose four fields of two bytes are one number. */
    static long header(int blockLength, int templateId, int schemaId, int version) {
        return blockLength | (long) templateId << 16 | (long) schemaId << 32 | (long) version << 48;
    }
}
