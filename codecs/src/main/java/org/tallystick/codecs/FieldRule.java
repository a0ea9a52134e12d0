package org.tallystick.codecs;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.util.function.ToIntFunction;
import org.agrona.DirectBuffer;
import org.tallystick.codecs.types.RejectReason;

/** One field of a message: where it is, since which schema version, and which values it may have. */
final class FieldRule {
    /** How the bytes of a field are read. */
    enum Kind {
        INT64(8),
        INT32(4),
        UINT8(1),
        ENUM(1),
        SET8(1),
        SET16(2),
        TEXT(0);

        private final int length;

        Kind(int length) {
            this.length = length;
        }
    }

    private static final int FIRST_PRINTABLE = 0x21;
    private static final int LAST_PRINTABLE = 0x7e;

    final String name;
    final Kind kind;
    final int offset;
    final int length;
    final int sinceVersion;

    /** Whether the field may hold its null value, or a text be empty. */
    final boolean optional;

    private long nullValue;
    private long min = Long.MIN_VALUE;
    private long max = Long.MAX_VALUE;
    /** A value within the range that is bad all the same; the null value where there is none. */
    private long excluded;
    /** The values of an enumeration, one bit each. */
    private long[] values;
    /** The bits of a set that have no meaning. */
    private int unknownBits;
    /** The least character of a text. */
    private int firstCharacter;

    private FieldRule(String name, Kind kind, int offset, int length, int sinceVersion, boolean optional) {
        this.name = name;
        this.kind = kind;
        this.offset = offset;
        this.length = length;
        this.sinceVersion = sinceVersion;
        this.optional = optional;
    }

    static FieldRule number(
            String name, Kind kind, int offset, int since, boolean optional, long nullValue, long min, long max) {
        FieldRule rule = new FieldRule(name, kind, offset, kind.length, since, optional);
        rule.nullValue = nullValue;
        rule.excluded = nullValue;
        rule.min = min;
        rule.max = max;
        return rule;
    }

    static FieldRule notZero(String name, int offset, int since) {
        FieldRule rule = number(name, Kind.INT64, offset, since, false, Long.MIN_VALUE, Long.MIN_VALUE, Long.MAX_VALUE);
        rule.excluded = 0;
        return rule;
    }

    static <E extends Enum<E>> FieldRule enumeration(
            String name, int offset, int since, boolean optional, E[] values, E nullValue, ToIntFunction<E> raw) {
        FieldRule rule = new FieldRule(name, Kind.ENUM, offset, Kind.ENUM.length, since, optional);
        rule.nullValue = raw.applyAsInt(nullValue) & 0xFF;
        rule.values = new long[4];
        for (E value : values) {
            int bits = raw.applyAsInt(value) & 0xFF;
            rule.values[bits >>> 6] |= value == nullValue ? 0 : 1L << bits;
        }
        return rule;
    }

    static FieldRule set(String name, Kind kind, int offset, int since, int choices) {
        FieldRule rule = new FieldRule(name, kind, offset, kind.length, since, false);
        rule.unknownBits = -1 << choices;
        return rule;
    }

    static FieldRule text(String name, int offset, int length, int since, boolean mayBeEmpty, boolean spaces) {
        FieldRule rule = new FieldRule(name, Kind.TEXT, offset, length, since, mayBeEmpty);
        rule.firstCharacter = spaces ? ' ' : FIRST_PRINTABLE;
        return rule;
    }

    /** Whether any bytes at all are good. */
    boolean acceptsEverything() {
        boolean isNumber = kind == Kind.INT64 || kind == Kind.INT32 || kind == Kind.UINT8;
        return isNumber && optional && min == Long.MIN_VALUE && max == Long.MAX_VALUE;
    }

    /** Checks the field in the block (or group entry) that begins at {@code base} and is known to hold it. */
    RejectReason check(DirectBuffer buffer, int base) {
        int index = base + offset;
        return switch (kind) {
            case INT64 -> checkNumber(buffer.getLong(index, LITTLE_ENDIAN));
            case INT32 -> checkNumber(buffer.getInt(index, LITTLE_ENDIAN));
            case UINT8 -> checkNumber(buffer.getByte(index) & 0xFF);
            case ENUM -> checkEnum(buffer.getByte(index) & 0xFF);
            case SET8 -> checkSet(buffer.getByte(index) & 0xFF);
            case SET16 -> checkSet(buffer.getShort(index, LITTLE_ENDIAN) & 0xFFFF);
            case TEXT -> checkText(buffer, index);
        };
    }

    private RejectReason checkNumber(long value) {
        if (value == nullValue) {
            return optional ? RejectReason.NONE : RejectReason.MISSING_FIELD;
        }
        return value < min || value > max || value == excluded ? RejectReason.BAD_VALUE : RejectReason.NONE;
    }

    private RejectReason checkEnum(int raw) {
        if (raw == nullValue) {
            return optional ? RejectReason.NONE : RejectReason.MISSING_FIELD;
        }
        return (values[raw >>> 6] >>> raw & 1) == 0 ? RejectReason.BAD_ENUM : RejectReason.NONE;
    }

    private RejectReason checkSet(int raw) {
        return (raw & unknownBits) == 0 ? RejectReason.NONE : RejectReason.BAD_ENUM;
    }

    /** Characters, then zero bytes to the end. */
    private RejectReason checkText(DirectBuffer buffer, int index) {
        int end = index + length;
        int i = index;
        for (; i < end && buffer.getByte(i) != 0; i++) {
            int character = buffer.getByte(i);
            if (character < firstCharacter || character > LAST_PRINTABLE) {
                return RejectReason.BAD_TEXT;
            }
        }
        if (i == index && !optional) {
            return RejectReason.BAD_TEXT;
        }
        for (; i < end; i++) {
            if (buffer.getByte(i) != 0) {
                return RejectReason.BAD_TEXT;
            }
        }
        return RejectReason.NONE;
    }

    @Override
    public String toString() {
        return name + " (" + kind + " at " + offset + ")";
    }
}
