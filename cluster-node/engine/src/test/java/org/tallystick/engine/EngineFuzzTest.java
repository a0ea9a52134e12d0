package org.tallystick.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.codecs.CommandValidator;
import org.tallystick.codecs.NodePrincipal;
import org.tallystick.codecs.Xxh64;
import org.tallystick.codecs.entry.CommandHeaderEncoder;
import org.tallystick.codecs.entry.MessageHeaderEncoder;
import org.tallystick.codecs.snapshot.MessageHeaderDecoder;
import org.tallystick.codecs.snapshot.SnapshotFooterDecoder;
import org.tallystick.codecs.snapshot.SnapshotFooterEncoder;
import org.tallystick.codecs.types.CancelOnDisconnect;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;
import org.tallystick.engine.snapshot.SnapshotException;

/** Any bytes as a log, any bytes as a snapshot. {@code scripts/fuzz.sh} searches on. */
class EngineFuzzTest {
    /** Bits of a log's first byte. */
    private static final int WITHOUT_GENESIS = 1;

    private static final int CLOCK_OF_THE_LOG = 1 << 1;

    /** What each input of a log begins with, and how it goes on. */
    private static final int TIMER = 0;

    private static final int MESSAGE = 1;
    private static final int MESSAGE_IN_SEQUENCE = 2;
    private static final int OPEN = 3;
    private static final int CLOSE = 4;
    private static final int TERM = 5;
    private static final int KINDS = 6;

    static Stream<byte[]> logs() {
        return Stream.of(0, WITHOUT_GENESIS, CLOCK_OF_THE_LOG).map(flags -> {
            final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
            bytes.put((byte) (int) flags);
            final int kind = flags == WITHOUT_GENESIS ? MESSAGE : MESSAGE_IN_SEQUENCE;
            for (final byte[] message : smallDay(ClockMode.FLOW).messages) {
                bytes.put((byte) kind).putShort((short) message.length).put(message);
            }
            bytes.put((byte) TIMER).put((byte) CLOSE).put((byte) 0).put((byte) OPEN);
            bytes.put((byte) 1);
            return copy(bytes);
        });
    }

    static Stream<byte[]> snapshots() {
        return Stream.of(ClockMode.LOG, ClockMode.FLOW).map(clockMode -> {
            final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
            EngineOutput.after(smallDay(clockMode).log)
                    .engine
                    .writeSnapshot((buffer, offset, length) ->
                            bytes.putShort((short) length).put(EngineOutput.bytes(buffer, offset, length)));
            return copy(bytes);
        });
    }

    private static final String[] PRINCIPALS = {"OPS", "ELSE", NodePrincipal.of(0), NodePrincipal.of(1)};

    private static byte[] copy(final ByteBuffer bytes) {
        final byte[] copy = new byte[bytes.position()];
        bytes.flip().get(copy);
        return copy;
    }

    /** A bit of everything that a snapshot has a record for. */
    private static EngineFixture smallDay(final ClockMode clockMode) {
        final EngineFixture day = new EngineFixture(clockMode);
        day.maxWorkPerStep = 1;
        day.open();
        day.account(2, "second").instrument(2, "XYZ").phase(2, TradingPhase.OPENING_AUCTION);
        day.order(1, Side.BUY, 1000, 10, TimeInForce.DAY);
        day.order(2, Side.SELL, 1000, 4, TimeInForce.IOC);
        day.order(2, 2, 3, Side.SELL, 1010, 7, TimeInForce.GTC);
        day.order(2, 2, 4, Side.BUY, 1020, 7, TimeInForce.GTC);
        day.replace(2, 2, 3, 5, 1011, 9)
                .replace(1, 1, 1, 1, 1001, 12)
                .reduce(2, 2, 4, 1)
                .cancel(1, 1, 99);
        day.connect(9, NodePrincipal.of(0));
        day.connect(10, NodePrincipal.of(1));
        day.block()
                .blockHash(9, 0, 3, 1, 4711)
                .block()
                .blockHash(10, 1, 3, 1, 4711)
                .blockHash(9, 0, 3, 2, 815);
        day.order(6, Side.BUY, 990, 10, TimeInForce.GTC);
        day.order(7, Side.BUY, 990, 10, TimeInForce.GTC);
        day.uncross(2, CommandValidator.ABSENT).massCancel(1).hash();
        day.cancelOnDisconnect = CancelOnDisconnect.BOTH;
        day.attach(11, "OPS", "gone");
        day.order(8, Side.BUY, 980, 10, TimeInForce.GTC).order(9, Side.BUY, 980, 10, TimeInForce.GTC);
        day.disconnect(11);
        day.cancelWindowNs = 5_000_000_000L;
        day.attach(12, "OPS", "away");
        day.order(10, Side.BUY, 980, 10, TimeInForce.GTC).terminate();
        return day.as(day.operator);
    }

    /** Whatever the inputs are, nothing is thrown, and the state survives a snapshot. */
    @MethodSource("logs")
    @FuzzTest
    void shouldApplyAnyLog(final byte[] bytes) {
        final ByteBuffer input = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        final int flags = input.hasRemaining() ? input.get() : 0;
        final EngineFixture day = new EngineFixture((flags & CLOCK_OF_THE_LOG) != 0 ? ClockMode.LOG : ClockMode.FLOW);
        if ((flags & WITHOUT_GENESIS) != 0) {
            day.connect(EngineFixture.CONNECTION, "OPS");
        } else {
            day.open();
        }
        final Sequencer sequencer = new Sequencer(day.messages);
        // An id is never given twice.
        long connections = EngineFixture.CONNECTION + 10;
        while (input.hasRemaining()) {
            final int kind = (input.get() & 0xFF) % KINDS;
            switch (kind) {
                case TIMER -> day.timer();
                case OPEN -> day.connect(++connections, PRINCIPALS[byteOf(input) & PRINCIPALS.length - 1]);
                case TERM -> day.newTerm();
                case CLOSE -> day.disconnect(EngineFixture.CONNECTION + (byteOf(input) & 3));
                default -> {
                    final byte[] message = record(input);
                    if (kind == MESSAGE_IN_SEQUENCE) {
                        sequencer.number(message);
                    }
                    day.raw(kind == MESSAGE ? connections : EngineFixture.CONNECTION, message);
                }
            }
        }

        final EngineOutput output = EngineOutput.after(day.log);

        final EngineOutput restored = output.restored(31);
        assertArrayEquals(output.snapshot(), restored.snapshot());
        assertEquals(output.engine.stateHash(), restored.engine.stateHash());
        assertEquals(output.engine.marketHash(), restored.engine.marketHash());
    }

    /**
     * A damaged snapshot is refused with the one exception that there is for it. Where its hash is made right again and it
     * is taken, what it says is a state that can be written, restored and traded on.
     */
    @MethodSource("snapshots")
    @FuzzTest
    void shouldLoadOrRefuseAnySnapshot(final byte[] bytes) {
        final ByteBuffer input = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        final EngineOutput output = new EngineOutput(7);
        boolean isComplete = false;
        try {
            long hash = 0;
            while (input.hasRemaining() && !isComplete) {
                final UnsafeBuffer record = new UnsafeBuffer(record(input));
                hash = repair(record, hash);
                isComplete = output.engine.loadSnapshotMessage(record, 0, record.capacity());
            }
        } catch (final SnapshotException e) {
            return;
        }
        if (isComplete) {
            final EngineOutput restored = output.restored(31);
            assertArrayEquals(output.snapshot(), restored.snapshot());
            trade(output);
            trade(restored);
            assertArrayEquals(output.frames.toArray(byte[][]::new), restored.frames.toArray(byte[][]::new));
            assertEquals(output.engine.stateHash(), restored.engine.stateHash());
        }
    }

    /** The day once more, on the connection that there was. */
    private static void trade(final EngineOutput output) {
        final List<byte[]> day = smallDay(ClockMode.FLOW).messages;
        final Sequencer sequencer = new Sequencer(day);
        final long begin = output.engine.engineTimeNs();
        for (final byte[] message : day) {
            sequencer.number(message);
            final UnsafeBuffer buffer = new UnsafeBuffer(message);
            output.engine.onCommand(EngineFixture.CONNECTION, begin, 1, buffer, 0, message.length);
            output.engine.onTimer(begin, 1);
        }
    }

    /** The hash of a footer would stop every search in front of the door. */
    private static long repair(final UnsafeBuffer record, final long hash) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final int length = MessageHeaderDecoder.ENCODED_LENGTH + SnapshotFooterDecoder.BLOCK_LENGTH;
        if (record.capacity() >= length && header.wrap(record, 0).templateId() == SnapshotFooterDecoder.TEMPLATE_ID) {
            new SnapshotFooterEncoder()
                    .wrap(record, MessageHeaderDecoder.ENCODED_LENGTH)
                    .hash(hash);
        }
        return Xxh64.hash(record, 0, record.capacity(), hash);
    }

    private static byte[] record(final ByteBuffer input) {
        final int stated = input.remaining() < Short.BYTES ? 0 : input.getShort() & 0xFFFF;
        final byte[] record = new byte[Math.min(stated, input.remaining())];
        input.get(record);
        return record;
    }

    private static int byteOf(final ByteBuffer input) {
        return input.hasRemaining() ? input.get() : 0;
    }

    /** Numbers messages as the session awaits them. */
    private static final class Sequencer {
        private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

        private final CommandValidator validator = new CommandValidator();
        private final CommandHeaderEncoder command = new CommandHeaderEncoder();
        private long clientSeq;

        private Sequencer(final List<byte[]> sent) {
            sent.forEach(message -> clientSeq += isSequenced(new UnsafeBuffer(message)) ? 1 : 0);
        }

        private void number(final byte[] message) {
            final UnsafeBuffer buffer = new UnsafeBuffer(message);
            if (message.length >= HEADER + CommandHeaderEncoder.ENCODED_LENGTH) {
                command.wrap(buffer, HEADER)
                        .token(EngineFixture.TOKEN)
                        .clientSeq(clientSeq + 1)
                        .sessionId(1);
                clientSeq += isSequenced(buffer) ? 1 : 0;
            }
        }

        private boolean isSequenced(final DirectBuffer message) {
            return validator.validateFrame(message, 0, message.capacity()) == RejectReason.NONE
                    && validator.isSequenced();
        }
    }
}
