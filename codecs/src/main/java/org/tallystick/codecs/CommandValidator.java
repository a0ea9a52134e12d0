package org.tallystick.codecs;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.tallystick.codecs.entry.MessageHeaderDecoder;
import org.tallystick.codecs.types.GroupSizeEncodingDecoder;
import org.tallystick.codecs.types.RejectReason;

/**
 * Judges the bytes of a message before anything decodes them. Whatever the bytes are, nothing is thrown, nothing is
 * allocated, and no byte outside the message is read; after {@code NONE} the generated decoders can read every field.
 *
 * <p>There are two phases, because a session stands between them. {@link #validateFrame} finds what makes it impossible
 * to know whose message it is: it is refused, and takes no number of the session. {@link #validateFields} finds values
 * that cannot be: the message has taken its number by then. What needs the state of the exchange to be judged is the
 * engine's business: prices, quantities, unknown ids, order types and rules that it does not support.
 *
 * <p>One instance, used by one thread. The getters speak of the message given last.
 */
public final class CommandValidator {
    /** What the getters give for a 64-bit number that could not be read: the null value of the wire. */
    public static final long ABSENT = Long.MIN_VALUE;

    /** What the getters give for a 32-bit number that could not be read: the null value of the wire. */
    public static final int ABSENT_ID = Integer.MIN_VALUE;

    private static final int HEADER_LENGTH = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int GROUP_HEADER_LENGTH = GroupSizeEncodingDecoder.ENCODED_LENGTH;

    private final MessageLayout[] layouts;
    private final int newestVersion;

    private DirectBuffer buffer;
    private MessageLayout layout;
    private int base;
    private int version;
    private int groupOffset;
    private int groupCount;
    private int templateId;
    private int sessionId;
    private long token;
    private long clientSeq;
    private long transactTime;

    /** For the messages of order entry. */
    public CommandValidator() {
        this(ClientMessages.all(), ClientMessages.VERSION);
    }

    CommandValidator(Iterable<MessageLayout> messages, int newestVersion) {
        int greatest = 0;
        for (MessageLayout message : messages) {
            greatest = Math.max(greatest, message.templateId);
        }
        layouts = new MessageLayout[greatest + 1];
        for (MessageLayout message : messages) {
            layouts[message.templateId] = message;
        }
        this.newestVersion = newestVersion;
        forget();
    }

    /**
     * Both phases.
     *
     * @param buffer holding the message
     * @param offset of its first byte
     * @param length of the message in bytes; the range lies in the buffer
     * @return {@code NONE}, or why the message is refused
     */
    public RejectReason validate(DirectBuffer buffer, int offset, int length) {
        RejectReason reason = validateFrame(buffer, offset, length);
        return reason == RejectReason.NONE ? validateFields() : reason;
    }

    /**
     * First phase: the header, the lengths and groups, and the command header of a sequenced message.
     *
     * @param buffer holding the message
     * @param offset of its first byte
     * @param length of the message in bytes; the range lies in the buffer
     * @return {@code NONE}, or why the message is refused
     */
    public RejectReason validateFrame(DirectBuffer buffer, int offset, int length) {
        forget();
        if (length < HEADER_LENGTH) {
            return RejectReason.TOO_SHORT;
        }
        if (uint16(buffer, offset + MessageHeaderDecoder.schemaIdEncodingOffset()) != MessageHeaderDecoder.SCHEMA_ID) {
            return RejectReason.UNKNOWN_SCHEMA;
        }
        templateId = uint16(buffer, offset + MessageHeaderDecoder.templateIdEncodingOffset());
        MessageLayout layout = templateId < layouts.length ? layouts[templateId] : null;
        if (layout == null) {
            return RejectReason.UNKNOWN_TEMPLATE;
        }
        int blockLength = uint16(buffer, offset + MessageHeaderDecoder.blockLengthEncodingOffset());
        this.buffer = buffer;
        base = offset + HEADER_LENGTH;
        int bodyLength = length - HEADER_LENGTH;
        readSender(layout, Math.min(blockLength, bodyLength));

        version = uint16(buffer, offset + MessageHeaderDecoder.versionEncodingOffset());
        if (version > newestVersion || !layout.isPartOf(version)) {
            return RejectReason.UNSUPPORTED_VERSION;
        }
        if (blockLength != layout.blockLength(version)) {
            return RejectReason.BAD_BLOCK_LENGTH;
        }
        if (bodyLength < blockLength) {
            return RejectReason.TOO_SHORT;
        }
        RejectReason reason = checkLength(layout, blockLength, bodyLength);
        if (reason == RejectReason.NONE && !isSenderGood()) {
            reason = layout.checkHeader(buffer, base, version);
        }
        if (reason == RejectReason.NONE) {
            this.layout = layout;
        }
        return reason;
    }

    /** Whether the command header is certainly good; what is not is judged by its rules, which know the reason. */
    private boolean isSenderGood() {
        return token != ABSENT && clientSeq > 0 && clientSeq <= MessageLimits.MAX_SEQUENCE && sessionId > 0;
    }

    /** The message ends where its block, or else its group, ends. */
    private RejectReason checkLength(MessageLayout layout, int blockLength, int bodyLength) {
        int end = blockLength;
        groupCount = 0;
        if (layout.group != null && layout.group.isPartOf(version)) {
            if (bodyLength - blockLength < GROUP_HEADER_LENGTH) {
                return RejectReason.BAD_GROUP;
            }
            int group = base + blockLength;
            int entryLength = uint16(buffer, group + GroupSizeEncodingDecoder.blockLengthEncodingOffset());
            int count = uint16(buffer, group + GroupSizeEncodingDecoder.numInGroupEncodingOffset());
            end += GROUP_HEADER_LENGTH + count * entryLength;
            boolean tooMany = count > MessageLimits.MAX_GROUP_ENTRIES;
            if (tooMany || entryLength != layout.group.blockLength(version) || end > bodyLength) {
                return RejectReason.BAD_GROUP;
            }
            groupOffset = group + GROUP_HEADER_LENGTH;
            groupCount = count;
        }
        return end < bodyLength ? RejectReason.TRAILING_BYTES : RejectReason.NONE;
    }

    /**
     * Second phase: the values of the fields, in the order of the schema, then those of the group's entries. Reads the
     * message that {@link #validateFrame} accepted last, so its bytes must still be there.
     *
     * @return {@code NONE}, or why the message is refused
     * @throws IllegalStateException if the last {@link #validateFrame} did not accept a message
     */
    public RejectReason validateFields() {
        MessageLayout layout = this.layout;
        if (layout == null) {
            throw new IllegalStateException("no frame was accepted");
        }
        if (version == ClientMessages.VERSION && FrequentMessages.areFieldsGood(templateId, buffer, base)) {
            return RejectReason.NONE;
        }
        RejectReason reason = layout.checkBody(buffer, base, version);
        for (int i = 0; i < groupCount && reason == RejectReason.NONE; i++) {
            reason = layout.group.checkBody(buffer, groupOffset + i * layout.group.blockLength(version), version);
        }
        return reason;
    }

    private void forget() {
        layout = null;
        version = 0;
        templateId = ABSENT_ID;
        sessionId = ABSENT_ID;
        token = ABSENT;
        clientSeq = ABSENT;
        transactTime = ABSENT;
    }

    /** Reads what is there, also of a message that will be refused, so that its sender can be told which it was. */
    private void readSender(MessageLayout layout, int readable) {
        token = int64(layout.tokenOffset, readable);
        clientSeq = int64(layout.clientSeqOffset, readable);
        transactTime = int64(layout.transactTimeOffset, readable);
        int at = layout.sessionIdOffset;
        boolean isThere = at != MessageLayout.ABSENT && at + Integer.BYTES <= readable;
        sessionId = isThere ? buffer.getInt(base + at, LITTLE_ENDIAN) : ABSENT_ID;
    }

    private long int64(int at, int readable) {
        boolean isThere = at != MessageLayout.ABSENT && at + Long.BYTES <= readable;
        return isThere ? buffer.getLong(base + at, LITTLE_ENDIAN) : ABSENT;
    }

    private static int uint16(DirectBuffer buffer, int index) {
        return buffer.getShort(index, LITTLE_ENDIAN) & 0xFFFF;
    }

    /** Template of the message, {@link #ABSENT_ID} where its header could not be read or is not of order entry. */
    public int templateId() {
        return templateId;
    }

    /** Schema version that the message states; meaningful where its frame was accepted. */
    public int version() {
        return version;
    }

    /** Length of the message's fields in bytes; meaningful where its frame was accepted. */
    public int blockLength() {
        return layout.blockLength(version);
    }

    /**
     * Whether the message takes a number of its session.
     *
     * @return false also where the frame was not accepted
     */
    public boolean isSequenced() {
        return layout != null && layout.isSequenced();
    }

    /** Session that the message names, {@link #ABSENT_ID} where it names none; in a refused frame, any value. */
    public int sessionId() {
        return sessionId;
    }

    /** Token of the message, {@link #ABSENT} where it has none; in a refused frame, any value. */
    public long token() {
        return token;
    }

    /** Number of a sequenced message, else {@link #ABSENT}; in a refused frame, any value. */
    public long clientSeq() {
        return clientSeq;
    }

    /** Time that the message carries, ns since the epoch, {@link #ABSENT} where it carries none; in a refused frame, any value. */
    public long transactTime() {
        return transactTime;
    }
}
