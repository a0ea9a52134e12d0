package org.tallystick.codecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.codecs.entry.GenesisDecoder;
import org.tallystick.codecs.entry.MessageHeaderDecoder;
import org.tallystick.codecs.entry.NewOrderSingleDecoder;
import org.tallystick.codecs.entry.ParticipantDefinitionDecoder;
import org.tallystick.codecs.types.RejectReason;

/** Any bytes as a message, any text as a number. {@code scripts/fuzz.sh} searches on. */
class CodecsFuzzTest {
    static Stream<byte[]> messages() {
        return SampleMessages.all().stream().map(SampleMessages.Sample::bytes);
    }

    /** Nothing is thrown, nothing outside the message matters, and what is accepted can be decoded. */
    @MethodSource("messages")
    @FuzzTest
    void shouldJudgeAnyMessage(final byte[] message) {
        final int margin = 8;
        final byte[] world = new byte[margin + message.length + margin];
        System.arraycopy(message, 0, world, margin, message.length);
        final CommandValidator validator = new CommandValidator();
        final RejectReason alone = validator.validate(new UnsafeBuffer(message), 0, message.length);

        assertEquals(alone, validator.validate(new UnsafeBuffer(world), margin, message.length));
        if (alone == RejectReason.NONE) {
            decode(new UnsafeBuffer(message), validator.templateId());
        }
    }

    /** Reads every field of the messages with the most to go wrong: enums, names, a group. */
    private static void decode(final UnsafeBuffer message, final int templateId) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final StringBuilder text = new StringBuilder();
        switch (templateId) {
            case GenesisDecoder.TEMPLATE_ID ->
                new GenesisDecoder().wrapAndApplyHeader(message, 0, header).appendTo(text);
            case NewOrderSingleDecoder.TEMPLATE_ID ->
                new NewOrderSingleDecoder()
                        .wrapAndApplyHeader(message, 0, header)
                        .appendTo(text);
            case ParticipantDefinitionDecoder.TEMPLATE_ID ->
                new ParticipantDefinitionDecoder()
                        .wrapAndApplyHeader(message, 0, header)
                        .appendTo(text);
            default -> text.append(templateId);
        }
        assertFalse(text.isEmpty());
    }

    static Stream<byte[]> numbers() {
        return Stream.of("2,1808.08", "0,-0", "18,9.223372036854775807", "3,1.5000", "1,9223372036854775808", "4,.5")
                .map(text -> text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Text is a number of ours exactly where it is one of the JDK's, within the grammar, and then it is the same. */
    @MethodSource("numbers")
    @FuzzTest
    void shouldParseAnyText(final byte[] input) {
        final int comma = new String(input, StandardCharsets.ISO_8859_1).indexOf(',');
        final int decimals = input.length == 0 ? 0 : (input[0] & 0xFF) % (DecimalText.MAX_DECIMALS + 1);
        final int start = comma + 1;
        final String text = new String(input, start, input.length - start, StandardCharsets.ISO_8859_1);

        final long parsed = DecimalText.parse(input, start, input.length - start, decimals);

        assertEquals(parsed, DecimalText.parse(text, decimals));
        assertEquals(expected(text, decimals), parsed);
        if (DecimalText.isNumber(parsed)) {
            final String again = DecimalText.toString(parsed, decimals);
            assertEquals(parsed, DecimalText.parse(again, decimals));
            assertEquals(0, new BigDecimal(text).compareTo(new BigDecimal(again)));
        }
    }

    private static long expected(final String text, final int decimals) {
        if (!text.matches("-?[0-9]+(\\.[0-9]+)?")) {
            return DecimalText.NOT_A_NUMBER;
        }
        final BigDecimal scaled = new BigDecimal(text).movePointRight(decimals);
        final BigDecimal whole = new BigDecimal(scaled.toBigInteger());
        if (whole.compareTo(BigDecimal.valueOf(DecimalText.MAX_VALUE)) > 0
                || whole.compareTo(BigDecimal.valueOf(DecimalText.MIN_VALUE)) < 0) {
            return DecimalText.TOO_LARGE;
        }
        return whole.compareTo(scaled) == 0 ? whole.longValueExact() : DecimalText.TOO_MANY_DECIMALS;
    }

    /** A number is formatted to text that is the same number. */
    @ValueSource(longs = {0, 1, -1, DecimalText.MAX_VALUE, DecimalText.MIN_VALUE})
    @FuzzTest
    void shouldFormatAnyNumber(final long number) {
        if (DecimalText.isNumber(number)) {
            for (int decimals = 0; decimals <= DecimalText.MAX_DECIMALS; decimals++) {
                final String text = DecimalText.toString(number, decimals);
                assertEquals(BigDecimal.valueOf(number, decimals), new BigDecimal(text));
            }
        }
    }
}
