package org.tallystick.codecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The layouts say what the schema says. */
final class ClientMessagesTest {
    private static final SchemaReader SCHEMA = new SchemaReader("/sbe/order-entry.xml");

    /** Texts that may be empty, although the schema knows no optional texts. */
    private static final Set<String> MAY_BE_EMPTY =
            Set.of("AccountDefinition.name", "InstrumentDefinition.description");

    private static List<SchemaReader.Message> messagesOfTheSchema() {
        return SCHEMA.clientMessages();
    }

    private static Map<Integer, MessageLayout> layouts() {
        Map<Integer, MessageLayout> layouts = new TreeMap<>();
        for (MessageLayout layout : ClientMessages.all()) {
            assertNull(layouts.put(layout.templateId, layout), layout.name);
        }
        return layouts;
    }

    @Test
    void shouldHaveExactlyTheMessagesThatClientsSend() {
        Map<Integer, String> expected = new TreeMap<>();
        messagesOfTheSchema().forEach(message -> expected.put(message.templateId(), message.name()));
        Map<Integer, String> actual = new TreeMap<>();
        layouts().forEach((id, layout) -> actual.put(id, layout.name));

        assertEquals(expected, actual);
    }

    @ParameterizedTest
    @MethodSource("messagesOfTheSchema")
    void shouldHaveEveryFieldWhereTheSchemaHasIt(SchemaReader.Message message) {
        MessageLayout layout = layouts().get(message.templateId());

        assertEquals(message.sequenced(), layout.isSequenced());
        assertEquals(message.blockLength(), layout.blockLength(ClientMessages.VERSION));
        assertSameFields(message.name(), message.fields(), layout);
        assertEquals(message.entry().isEmpty(), layout.group == null);
        if (layout.group != null) {
            assertSameFields(message.name(), message.entry(), layout.group);
        }
    }

    private static void assertSameFields(String message, List<SchemaReader.Field> expected, MessageLayout layout) {
        assertEquals(
                expected.stream().map(SchemaReader.Field::name).toList(),
                layout.fields.stream().map(rule -> rule.name).toList());
        for (int i = 0; i < expected.size(); i++) {
            SchemaReader.Field field = expected.get(i);
            FieldRule rule = layout.fields.get(i);
            String name = message + "." + field.name();

            assertEquals(field.offset(), rule.offset, name);
            assertEquals(field.length(), rule.length, name);
            assertEquals(field.since(), rule.sinceVersion, name);
            assertEquals(field.optional() || MAY_BE_EMPTY.contains(name), rule.optional, name);
            assertEquals(kind(field), rule.kind, name);
        }
    }

    private static FieldRule.Kind kind(SchemaReader.Field field) {
        return switch (field.type()) {
            case "int64" -> FieldRule.Kind.INT64;
            case "int32" -> FieldRule.Kind.INT32;
            case "uint8" -> FieldRule.Kind.UINT8;
            case "ENUM" -> FieldRule.Kind.ENUM;
            case "SET" -> field.length() == 1 ? FieldRule.Kind.SET8 : FieldRule.Kind.SET16;
            case "TEXT" -> FieldRule.Kind.TEXT;
            default -> throw new AssertionError("no rule for " + field);
        };
    }

    @Test
    void shouldKeepEveryMessageWithinTheLimit() {
        for (MessageLayout layout : ClientMessages.all()) {
            int length = 8 + layout.blockLength(ClientMessages.VERSION);
            if (layout.group != null) {
                length += 4 + MessageLimits.MAX_GROUP_ENTRIES * layout.group.blockLength(ClientMessages.VERSION);
            }
            assertTrue(length <= MessageLimits.MAX_CLIENT_MESSAGE_LENGTH, layout.name);
        }
    }

    @Test
    void shouldRefuseALayoutThatDoesNotFillTheBlock() {
        MessageLayout.Builder builder = new MessageLayout.Builder("Sequence", 7, 0).int64("token");

        assertThrows(IllegalStateException.class, () -> builder.build(9));
        assertNotNull(builder.build(8));
    }
}
