package org.tallystick.codecs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.agrona.DirectBuffer;
import org.tallystick.codecs.types.RejectReason;

/**
 * The fields of one message, or of one entry of its repeating group, as data, in the order of the schema and without
 * gaps. A layout that does not fill the block of the generated decoder cannot be built; a test compares every field
 * with the schema.
 *
 * <p>A schema grows at the end of a block: a field added later has a {@code sinceVersion}, and the block length of an
 * older version is where the fields of that version end.
 */
final class MessageLayout {
    /** Offset of a field that a message does not have. */
    static final int ABSENT = -1;

    private static final FieldRule[] NO_RULES = {};

    final String name;
    final int templateId;
    final List<FieldRule> fields;

    /** Layout of the entries of the repeating group, or null. */
    final MessageLayout group;

    /** Offsets in the block of what says who sent a message and when, or {@link #ABSENT}. */
    final int tokenOffset;

    final int clientSeqOffset;
    final int transactTimeOffset;
    final int sessionIdOffset;

    private final int sinceVersion;
    private final int[] blockLengths;
    private final FieldRule[] headerRules;
    private final FieldRule[] bodyRules;

    private MessageLayout(Builder builder, int[] blockLengths) {
        this.name = builder.name;
        this.templateId = builder.templateId;
        this.sinceVersion = builder.sinceVersion;
        this.fields = List.copyOf(builder.fields);
        this.group = builder.group;
        this.blockLengths = blockLengths;
        this.headerRules = rules(0, builder.headerFields);
        this.bodyRules = rules(builder.headerFields, fields.size());
        this.tokenOffset = builder.offsetOf("token");
        this.clientSeqOffset = builder.offsetOf("clientSeq");
        this.transactTimeOffset = builder.offsetOf("transactTime");
        this.sessionIdOffset = builder.offsetOf("sessionId");
    }

    private FieldRule[] rules(int from, int to) {
        return fields.subList(from, to).stream()
                .filter(field -> !field.acceptsEverything())
                .toList()
                .toArray(NO_RULES);
    }

    /** Whether the message begins with a command header, and so takes a number of its session. */
    boolean isSequenced() {
        return clientSeqOffset != ABSENT;
    }

    /** Whether a message (or group) of this version has this layout's parts at all. */
    boolean isPartOf(int version) {
        return sinceVersion <= version;
    }

    /** Length of the block in bytes as this version of the schema has it. */
    int blockLength(int version) {
        return blockLengths[version];
    }

    /** Checks the command header; {@code NONE} where the message has none. */
    RejectReason checkHeader(DirectBuffer buffer, int base, int version) {
        return check(headerRules, buffer, base, version);
    }

    /** Checks the fields behind the command header; the first failure counts. */
    RejectReason checkBody(DirectBuffer buffer, int base, int version) {
        return check(bodyRules, buffer, base, version);
    }

    private static RejectReason check(FieldRule[] rules, DirectBuffer buffer, int base, int version) {
        for (FieldRule rule : rules) {
            if (rule.sinceVersion <= version) {
                RejectReason reason = rule.check(buffer, base);
                if (reason != RejectReason.NONE) {
                    return reason;
                }
            }
        }
        return RejectReason.NONE;
    }

    @Override
    public String toString() {
        return name;
    }

    /** Collects the fields in the order of the schema; each begins where the one before it ends. */
    static final class Builder {
        private static final boolean REQUIRED = false;
        private static final boolean OPTIONAL = true;
        private static final int UINT8_NULL = 255;

        private final String name;
        private final int templateId;
        private final int newestVersion;
        private final int sinceVersion;
        private final List<FieldRule> fields = new ArrayList<>();
        private int headerFields;
        private int since;
        private int end;
        private MessageLayout group;

        Builder(String name, int templateId, int newestVersion) {
            this(name, templateId, newestVersion, 0);
        }

        private Builder(String name, int templateId, int newestVersion, int sinceVersion) {
            this.name = name;
            this.templateId = templateId;
            this.newestVersion = newestVersion;
            this.sinceVersion = sinceVersion;
            this.since = sinceVersion;
        }

        private Builder add(FieldRule field) {
            fields.add(field);
            end += field.length;
            return this;
        }

        private int offsetOf(String fieldName) {
            for (FieldRule field : fields) {
                if (field.name.equals(fieldName)) {
                    return field.offset;
                }
            }
            return ABSENT;
        }

        /** The fields and groups that follow came with this version of the schema. */
        Builder since(int version) {
            since = version;
            return this;
        }

        /** The composite in front of every sequenced message. */
        Builder commandHeader() {
            int64("token").sequence("clientSeq").optionalInt64("transactTime").id("sessionId");
            headerFields = fields.size();
            return this;
        }

        /** A 64-bit number of which only the null value is bad. */
        Builder int64(String field) {
            return int64(field, Long.MIN_VALUE, Long.MAX_VALUE);
        }

        Builder int64(String field, long min, long max) {
            return number(field, FieldRule.Kind.INT64, REQUIRED, Long.MIN_VALUE, min, max);
        }

        Builder sequence(String field) {
            return int64(field, 1, MessageLimits.MAX_SEQUENCE);
        }

        /** Any 64-bit number but zero. */
        Builder notZero(String field) {
            return add(FieldRule.notZero(field, end, since));
        }

        /** An optional 64-bit number that may have any value. */
        Builder optionalInt64(String field) {
            return number(field, FieldRule.Kind.INT64, OPTIONAL, Long.MIN_VALUE, Long.MIN_VALUE, Long.MAX_VALUE);
        }

        /** An optional order id or client order id. */
        Builder optionalId64(String field) {
            return number(field, FieldRule.Kind.INT64, OPTIONAL, Long.MIN_VALUE, 1, Long.MAX_VALUE);
        }

        Builder id(String field) {
            return int32(field, 1, Integer.MAX_VALUE);
        }

        Builder int32(String field, int min, int max) {
            return number(field, FieldRule.Kind.INT32, REQUIRED, Integer.MIN_VALUE, min, max);
        }

        Builder optionalId(String field) {
            return number(field, FieldRule.Kind.INT32, OPTIONAL, Integer.MIN_VALUE, 1, Integer.MAX_VALUE);
        }

        Builder uint8(String field, int max) {
            return number(field, FieldRule.Kind.UINT8, REQUIRED, UINT8_NULL, 0, max);
        }

        private Builder number(
                String field, FieldRule.Kind kind, boolean optional, long nullValue, long min, long max) {
            return add(FieldRule.number(field, kind, end, since, optional, nullValue, min, max));
        }

        <E extends Enum<E>> Builder enumeration(String field, E[] values, E nullValue, ToIntFunction<E> raw) {
            return add(FieldRule.enumeration(field, end, since, REQUIRED, values, nullValue, raw));
        }

        <E extends Enum<E>> Builder optionalEnumeration(String field, E[] values, E nullValue, ToIntFunction<E> raw) {
            return add(FieldRule.enumeration(field, end, since, OPTIONAL, values, nullValue, raw));
        }

        /** A set whose first {@code choices} bits have a meaning. */
        Builder set8(String field, int choices) {
            return add(FieldRule.set(field, FieldRule.Kind.SET8, end, since, choices));
        }

        /** A set whose first {@code choices} bits have a meaning. */
        Builder set16(String field, int choices) {
            return add(FieldRule.set(field, FieldRule.Kind.SET16, end, since, choices));
        }

        /** Printable, no spaces, not empty. */
        Builder text(String field, int length) {
            return add(FieldRule.text(field, end, length, since, REQUIRED, false));
        }

        /** Printable, no spaces. */
        Builder textOrEmpty(String field, int length) {
            return add(FieldRule.text(field, end, length, since, OPTIONAL, false));
        }

        /** Printable with spaces; may be empty. */
        Builder freeText(String field, int length) {
            return add(FieldRule.text(field, end, length, since, OPTIONAL, true));
        }

        /** The repeating group behind the block; a message has one at most. */
        Builder group(String field, int entryLength, UnaryOperator<Builder> entry) {
            group = entry.apply(new Builder(field, templateId, newestVersion, since))
                    .build(entryLength);
            return this;
        }

        /**
         * The layout.
         *
         * @param blockLength of the newest version, as the decoder states it
         * @throws IllegalStateException if the fields do not fill the block
         */
        MessageLayout build(int blockLength) {
            if (end != blockLength) {
                throw new IllegalStateException(name + ": fields end at " + end + ", block at " + blockLength);
            }
            int[] blockLengths = new int[newestVersion + 1];
            for (FieldRule field : fields) {
                for (int version = field.sinceVersion; version <= newestVersion; version++) {
                    blockLengths[version] = field.offset + field.length;
                }
            }
            return new MessageLayout(this, blockLengths);
        }
    }
}
