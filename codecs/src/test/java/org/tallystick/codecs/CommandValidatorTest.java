package org.tallystick.codecs;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.codecs.SampleMessages.Sample;
import org.tallystick.codecs.types.RejectReason;

final class CommandValidatorTest {
    private static final SchemaReader SCHEMA = new SchemaReader("/sbe/order-entry.xml");
    private static final int HEADER = 8;
    private static final int TEMPLATE_OFFSET = 2;
    private static final int SCHEMA_OFFSET = 4;
    private static final int VERSION_OFFSET = 6;

    private final CommandValidator validator = new CommandValidator();

    private static List<Sample> samples() {
        return SampleMessages.all();
    }

    private RejectReason validate(byte[] bytes) {
        return validator.validate(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    private static SchemaReader.Message messageOf(String name) {
        return SCHEMA.messages().stream()
                .filter(message -> message.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static SchemaReader.Field fieldOf(String message, String name) {
        return messageOf(message).fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void put(byte[] bytes, int index, int length, long value) {
        for (int i = 0; i < length; i++) {
            bytes[index + i] = (byte) (value >>> 8 * i);
        }
    }

    @Test
    void shouldHaveASampleOfEveryMessage() {
        assertEquals(
                SCHEMA.clientMessages().stream().map(SchemaReader.Message::name).toList(),
                samples().stream().map(Sample::name).toList());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldAcceptAValidMessage(Sample sample) {
        assertEquals(RejectReason.NONE, validate(sample.bytes()));
        assertEquals(messageOf(sample.name()).templateId(), validator.templateId());
        assertEquals(messageOf(sample.name()).sequenced(), validator.isSequenced());
        assertEquals(0, validator.version());
    }

    @Test
    void shouldTellWhoSentASequencedMessageAndWhen() {
        validate(SampleMessages.bytes("NewOrderSingle"));

        assertEquals(SampleMessages.SESSION_ID, validator.sessionId());
        assertEquals(SampleMessages.CLIENT_SEQ, validator.clientSeq());
        assertEquals(SampleMessages.TOKEN, validator.token());
        assertEquals(SampleMessages.TRANSACT_TIME, validator.transactTime());
    }

    @Test
    void shouldTellWhatAMessageOfTheSessionLayerSays() {
        validate(SampleMessages.bytes("Establish"));

        assertEquals(SampleMessages.SESSION_ID, validator.sessionId());
        assertEquals(SampleMessages.TOKEN, validator.token());
        assertEquals(CommandValidator.ABSENT, validator.clientSeq());
        assertEquals(CommandValidator.ABSENT, validator.transactTime());

        validate(SampleMessages.bytes("Genesis"));

        assertEquals(CommandValidator.ABSENT_ID, validator.sessionId());
        assertEquals(CommandValidator.ABSENT, validator.token());
        assertEquals(SampleMessages.TRANSACT_TIME, validator.transactTime());
    }

    @Test
    void shouldTellNothingOfTheMessageBefore() {
        validate(SampleMessages.bytes("NewOrderSingle"));

        assertEquals(RejectReason.TOO_SHORT, validate(new byte[3]));
        assertEquals(CommandValidator.ABSENT_ID, validator.templateId());
        assertEquals(CommandValidator.ABSENT_ID, validator.sessionId());
        assertEquals(CommandValidator.ABSENT, validator.clientSeq());
        assertFalse(validator.isSequenced());
        assertThrows(IllegalStateException.class, validator::validateFields);
    }

    /** Each refusal in the order in which it is looked for: what stands later is wrong, too. */
    @Test
    void shouldCheckTheFrameFromTheOutside() {
        byte[] bytes = Arrays.copyOf(SampleMessages.bytes("NewOrderSingle"), 100);
        put(bytes, HEADER + fieldOf("NewOrderSingle", "clientSeq").offset(), 8, Long.MIN_VALUE);
        put(bytes, 0, 2, 87);
        put(bytes, VERSION_OFFSET, 2, 1);
        put(bytes, TEMPLATE_OFFSET, 2, 60);
        put(bytes, SCHEMA_OFFSET, 2, 711);

        assertEquals(RejectReason.UNKNOWN_SCHEMA, validate(bytes));
        put(bytes, SCHEMA_OFFSET, 2, 710);
        assertEquals(RejectReason.UNKNOWN_TEMPLATE, validate(bytes), "clients send no execution reports");
        assertEquals(60, validator.templateId());
        put(bytes, TEMPLATE_OFFSET, 2, 65_535);
        assertEquals(RejectReason.UNKNOWN_TEMPLATE, validate(bytes));
        put(bytes, TEMPLATE_OFFSET, 2, 20);
        assertEquals(RejectReason.UNSUPPORTED_VERSION, validate(bytes));
        assertEquals(SampleMessages.SESSION_ID, validator.sessionId(), "so that the sender can be told");
        put(bytes, VERSION_OFFSET, 2, 0);
        assertEquals(RejectReason.BAD_BLOCK_LENGTH, validate(bytes));
        put(bytes, 0, 2, 88);
        assertEquals(RejectReason.TRAILING_BYTES, validate(bytes));
        bytes = Arrays.copyOf(bytes, 96);
        assertEquals(RejectReason.MISSING_FIELD, validate(bytes));
    }

    @Test
    void shouldRefuseTheCommandHeaderInTheFirstPhaseAndOtherFieldsInTheSecond() {
        byte[] bytes = SampleMessages.bytes("NewOrderSingle");
        UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        put(bytes, HEADER + fieldOf("NewOrderSingle", "side").offset(), 1, 'X');

        assertEquals(RejectReason.NONE, validator.validateFrame(buffer, 0, bytes.length));
        assertEquals(RejectReason.BAD_ENUM, validator.validateFields());

        put(bytes, HEADER + fieldOf("NewOrderSingle", "clientSeq").offset(), 8, 0);

        assertEquals(RejectReason.BAD_VALUE, validator.validateFrame(buffer, 0, bytes.length));
        assertFalse(validator.isSequenced());
    }

    @Test
    void shouldRefuseAGroupOfWrongDimensions() {
        byte[] good = SampleMessages.bytes("ParticipantDefinition");
        int group = HEADER + messageOf("ParticipantDefinition").blockLength();

        byte[] bytes = good.clone();
        put(bytes, group, 2, 5);
        assertEquals(RejectReason.BAD_GROUP, validate(bytes), "length of an entry");

        bytes = good.clone();
        put(bytes, group + 2, 2, 3);
        assertEquals(RejectReason.BAD_GROUP, validate(bytes), "more entries than bytes");

        put(bytes, group + 2, 2, 1);
        assertEquals(RejectReason.TRAILING_BYTES, validate(bytes), "fewer entries than bytes");

        put(bytes, group + 2, 2, 0);
        assertEquals(RejectReason.NONE, validate(Arrays.copyOf(bytes, group + 4)), "an empty group");

        assertEquals(RejectReason.BAD_GROUP, validate(Arrays.copyOf(good, group + 3)), "no room for its dimensions");

        bytes = good.clone();
        put(bytes, group, 4, -1);
        assertEquals(RejectReason.BAD_GROUP, validate(bytes), "dimensions whose product exceeds 31 bits");
    }

    @Test
    void shouldLimitTheEntriesOfAGroup() {
        int group = HEADER + messageOf("ParticipantDefinition").blockLength();
        int max = MessageLimits.MAX_GROUP_ENTRIES;
        byte[] bytes = Arrays.copyOf(SampleMessages.bytes("ParticipantDefinition"), group + 4 + 4 * max);
        put(bytes, group + 2, 2, max);
        for (int i = 0; i < max; i++) {
            put(bytes, group + 4 + 4 * i, 4, i + 1);
        }
        assertEquals(RejectReason.NONE, validate(bytes));

        put(bytes, group + 4 + 4 * (max - 1), 4, 0);
        assertEquals(RejectReason.BAD_VALUE, validate(bytes), "the last entry is looked at");

        bytes = Arrays.copyOf(bytes, bytes.length + 4);
        put(bytes, group + 2, 2, max + 1);
        assertEquals(RejectReason.BAD_GROUP, validate(bytes));
    }

    private static Stream<Arguments> fields() {
        return SCHEMA.clientMessages().stream()
                .flatMap(message -> message.fields().stream().map(field -> Arguments.of(message.name(), field)));
    }

    /** For every field of every message, as the schema states it. */
    @ParameterizedTest
    @MethodSource("fields")
    void shouldRefuseTheNullValueOfARequiredField(String message, SchemaReader.Field field) {
        byte[] bytes = SampleMessages.bytes(message);
        long nullValue = switch (field.type()) {
            case "int64" -> Long.MIN_VALUE;
            case "int32" -> Integer.MIN_VALUE;
            case "uint8" -> 255;
            case "ENUM" -> isCharEnum(field.typeName()) ? 0 : 255;
            default -> 0;
        };
        put(bytes, HEADER + field.offset(), field.length(), nullValue);

        RejectReason expected;
        if (field.optional()) {
            expected = RejectReason.NONE;
        } else if (field.type().equals("TEXT")) {
            boolean mayBeEmpty = field.typeName().equals("Description") || message.equals("AccountDefinition");
            Arrays.fill(bytes, HEADER + field.offset(), HEADER + field.offset() + field.length(), (byte) 0);
            expected = mayBeEmpty ? RejectReason.NONE : RejectReason.BAD_TEXT;
        } else {
            expected = field.type().equals("SET") ? RejectReason.NONE : RejectReason.MISSING_FIELD;
        }
        assertEquals(expected, validate(bytes));
    }

    private static boolean isCharEnum(String name) {
        return List.of("Side", "OrdType", "TimeInForce").contains(name);
    }

    /** An enumeration has exactly the values of the schema, a set exactly its choices. */
    @ParameterizedTest
    @MethodSource("fields")
    void shouldRefuseUnknownValuesOfEnumerationsAndSets(String message, SchemaReader.Field field) {
        boolean isSet = field.type().equals("SET");
        if (!isSet && !field.type().equals("ENUM")) {
            return;
        }
        int members = SCHEMA.members(field.typeName()).size();
        int accepted = 0;
        int values = 1 << 8 * field.length();
        for (int raw = 0; raw < values; raw++) {
            byte[] bytes = SampleMessages.bytes(message);
            put(bytes, HEADER + field.offset(), field.length(), raw);
            RejectReason reason = validate(bytes);
            accepted += reason == RejectReason.NONE ? 1 : 0;
            assertTrue(
                    List.of(RejectReason.NONE, RejectReason.BAD_ENUM, RejectReason.MISSING_FIELD)
                            .contains(reason),
                    reason::toString);
        }
        int expected = isSet ? 1 << members : members + (field.optional() ? 1 : 0);
        assertEquals(expected, accepted);
    }

    @ParameterizedTest
    @CsvSource({
        "NewOrderSingle, clOrdId, 1, 9223372036854775807",
        "NewOrderSingle, clientSeq, 1, 9223372036854775806",
        "NewOrderSingle, sessionId, 1, 2147483647",
        "NewOrderSingle, accountId, 1, 2147483647",
        "NewOrderSingle, instrumentId, 1, 2147483647",
        "OrderCancelRequest, origClOrdId, 1, 9223372036854775807",
        "OrderCancelRequest, orderId, 1, 9223372036854775807",
        "OrderCancelReplaceRequest, clOrdId, 1, 9223372036854775807",
        "OrderMassCancelRequest, massCancelId, 1, 9223372036854775807",
        "OrderMassCancelRequest, instrumentId, 1, 2147483647",
        "Negotiate, attachId, 1, 9223372036854775806",
        "Establish, attachId, 1, 9223372036854775806",
        "Establish, nextReportSeq, 1, 9223372036854775806",
        "Establish, cancelWindowNs, 0, 3600000000000",
        "Sequence, nextSeq, 1, 9223372036854775806",
        "SequenceFill, newNextClientSeq, 1, 9223372036854775806",
        "RetransmitRequest, fromReportSeq, 1, 9223372036854775806",
        "ParticipantDefinition, participantId, 1, 2147483647",
        "AccountDefinition, accountId, 1, 2147483647",
        "AccountDefinition, participantId, 1, 2147483647",
        "InstrumentDefinition, priceDecimals, 0, 18",
        "InstrumentDefinition, qtyDecimals, 0, 18",
        "Genesis, maxOpenOrders, 1, 134217728",
        "Genesis, maxFillsPerCommand, 1, 2147483647",
        "Genesis, maxAuctionOrders, 1, 134217728",
        "Genesis, maxWorkPerStep, 1, 1000000",
        "Genesis, ringBytesPerSession, 1, 16777216",
        "Genesis, ringBytesTotal, 1, 4294967296",
        "Genesis, maxInstruments, 1, 1048575",
        "Genesis, maxParticipants, 1, 65535",
        "Genesis, maxAccounts, 1, 1000000",
        "Genesis, maxSessions, 1, 1000000",
        "Genesis, maxConnections, 1, 10000",
        "Genesis, shard, 0, 4095",
        "BlockHash, memberId, 0, 31",
        "BlockHash, memberCount, 1, 31",
    })
    void shouldRefuseNumbersOutsideTheirRange(String message, String name, long min, long max) {
        SchemaReader.Field field = fieldOf(message, name);
        boolean isInt64 = field.length() == 8;

        assertEquals(RejectReason.NONE, validateWith(message, field, min));
        assertEquals(RejectReason.NONE, validateWith(message, field, max));
        if (field.length() > 1) {
            assertEquals(RejectReason.BAD_VALUE, validateWith(message, field, min - 1));
            assertEquals(RejectReason.BAD_VALUE, validateWith(message, field, -1_000));
        }
        if (max != (isInt64 ? Long.MAX_VALUE : Integer.MAX_VALUE)) {
            assertEquals(RejectReason.BAD_VALUE, validateWith(message, field, max + 1));
        }
    }

    private RejectReason validateWith(String message, SchemaReader.Field field, long value) {
        byte[] bytes = SampleMessages.bytes(message);
        put(bytes, HEADER + field.offset(), field.length(), value);
        return validate(bytes);
    }

    @Test
    void shouldRefuseAClusterWithoutAnId() {
        assertEquals(RejectReason.BAD_VALUE, validateWith("Genesis", fieldOf("Genesis", "clusterId"), 0));
    }

    /** The engine answers these with a reason that says more. */
    @ParameterizedTest
    @CsvSource({
        "NewOrderSingle, price, -1",
        "NewOrderSingle, price, 0",
        "NewOrderSingle, orderQty, 0",
        "NewOrderSingle, orderQty, -1",
        "NewOrderSingle, displayQty, 0",
        "OrderReduceRequest, reduceQty, 0",
        "OrderCancelReplaceRequest, orderQty, -1",
        "InstrumentDefinition, tickSize, 0",
        "InstrumentDefinition, maxQty, -1",
        "UncrossRequest, price, 0",
        "Genesis, rulesVersion, 99",
    })
    void shouldLeaveToTheEngineWhatTheEngineKnowsBetter(String message, String name, long value) {
        assertEquals(RejectReason.NONE, validateWith(message, fieldOf(message, name), value));
    }

    @ParameterizedTest
    @CsvSource({
        "Negotiate, participant, false",
        "Negotiate, session, false",
        "Genesis, operator, false",
        "ParticipantDefinition, name, false",
        "AccountDefinition, name, false",
        "InstrumentDefinition, symbol, false",
        "InstrumentDefinition, description, true",
    })
    void shouldRefuseTextThatIsNotPrintable(String message, String name, boolean spaces) {
        SchemaReader.Field field = fieldOf(message, name);
        for (int character = 1; character < 256; character++) {
            boolean isPrintable = character >= (spaces ? 0x20 : 0x21) && character <= 0x7e;
            RejectReason expected = isPrintable ? RejectReason.NONE : RejectReason.BAD_TEXT;
            String text = "character " + character;

            assertEquals(expected, validateWithText(message, field, character), text);
            assertEquals(expected, validateWithText(message, field, 'A', character), text);
        }
        assertEquals(RejectReason.BAD_TEXT, validateWithText(message, field, 'A', 0, 'B'), "behind the end");
        assertEquals(RejectReason.BAD_TEXT, validateWithText(message, field, 0, 'B'), "behind the end");
    }

    private RejectReason validateWithText(String message, SchemaReader.Field field, int... characters) {
        byte[] bytes = SampleMessages.bytes(message);
        int at = HEADER + field.offset();
        Arrays.fill(bytes, at, at + field.length(), (byte) 0);
        for (int i = 0; i < characters.length; i++) {
            bytes[at + i] = (byte) characters[i];
        }
        return validate(bytes);
    }

    /** A message that grew by a field and by a group in version 1. */
    @Test
    void shouldExpectTheLengthOfTheVersionThatAMessageStates() {
        MessageLayout grown = new MessageLayout.Builder("Grown", 2, 1)
                .id("first")
                .since(1)
                .int64("second")
                .group("entries", 4, entry -> entry.id("id"))
                .build(12);
        CommandValidator newer = new CommandValidator(List.of(grown), 1);
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        buffer.putShort(SCHEMA_OFFSET, (short) 710, LITTLE_ENDIAN);
        buffer.putShort(TEMPLATE_OFFSET, (short) 2, LITTLE_ENDIAN);
        buffer.putInt(HEADER, 1, LITTLE_ENDIAN);

        buffer.putShort(0, (short) 4, LITTLE_ENDIAN);
        assertEquals(RejectReason.NONE, newer.validate(buffer, 0, 12), "version 0");
        assertEquals(RejectReason.TRAILING_BYTES, newer.validate(buffer, 0, 24), "version 0, longer");

        buffer.putShort(VERSION_OFFSET, (short) 1, LITTLE_ENDIAN);
        assertEquals(RejectReason.BAD_BLOCK_LENGTH, newer.validate(buffer, 0, 12), "version 1 with the block of 0");

        buffer.putShort(0, (short) 12, LITTLE_ENDIAN);
        buffer.putShort(20, (short) 4, LITTLE_ENDIAN);
        assertEquals(RejectReason.NONE, newer.validate(buffer, 0, 24), "version 1");
        buffer.putLong(12, Long.MIN_VALUE, LITTLE_ENDIAN);
        assertEquals(RejectReason.MISSING_FIELD, newer.validate(buffer, 0, 24), "version 1");

        buffer.putShort(VERSION_OFFSET, (short) 2, LITTLE_ENDIAN);
        assertEquals(RejectReason.UNSUPPORTED_VERSION, newer.validate(buffer, 0, 24));
    }

    @Test
    void shouldAllocateNothing() {
        List<UnsafeBuffer> buffers = new ArrayList<>();
        samples().forEach(sample -> buffers.add(new UnsafeBuffer(sample.bytes())));
        validateAll(buffers, 20_000);

        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        int accepted = validateAll(buffers, 50_000);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertEquals(50_000 * buffers.size(), accepted);
        assertTrue(allocated < 10_000, allocated + " bytes");
    }

    private int validateAll(List<UnsafeBuffer> buffers, int times) {
        int accepted = 0;
        for (int i = 0; i < times; i++) {
            for (int j = 0; j < buffers.size(); j++) {
                UnsafeBuffer buffer = buffers.get(j);
                accepted += validator.validate(buffer, 0, buffer.capacity()) == RejectReason.NONE ? 1 : 0;
            }
        }
        return accepted;
    }
}
