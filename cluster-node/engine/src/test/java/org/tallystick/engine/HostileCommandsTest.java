package org.tallystick.engine;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tallystick.codecs.CommandValidator.ABSENT;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tallystick.codecs.CommandValidator;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;
import org.tallystick.engine.session.Participant;
import org.tallystick.engine.session.Session;

/**
 * Whatever bytes a client sends, the engine answers and goes on, and reads nothing outside of them. Two engines are given
 * every input: one with the message alone, one with neighbours around it. They must stay the same, and a snapshot of them
 * must be one.
 */
class HostileCommandsTest {
    private static final int CLIENT_SEQ_OFFSET = 16;
    private static final int MARGIN = 300;
    private static final int RANDOM_MESSAGES = 60_000;
    private static final int DAMAGED_MESSAGES = 150_000;
    private static final int ORDER_SAMPLES = 8;
    private static final int COMPARED_EVERY = 20_000;
    private static final int[] FLIPS = {1, 2, 4, 8, 16, 32, 64, 128, 255};

    private final long seed = Long.getLong("tallystick.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final CommandValidator validator = new CommandValidator();
    private final UnsafeBuffer surroundings = new UnsafeBuffer(new byte[2 * MARGIN + 2048]);
    private final EngineOutput alone = new EngineOutput(1);
    private final EngineOutput surrounded = new EngineOutput(2);
    private EngineFixture log;
    private List<byte[]> samples;
    private Map<String, Integer> outcomes;
    private long attachId = 1;
    private long position = 1 << 20;
    private int inputs;

    @BeforeEach
    void printSeed() {
        System.out.println("HostileCommandsTest seed " + seed);
    }

    private void open(ClockMode clockMode) {
        log = new EngineFixture(clockMode);
        log.maxOpenOrders = 500;
        log.maxWorkPerStep = 5;
        log.maxFillsPerCommand = 20;
        log.open();
        log.participant(2, "ALPHA", Participant.TRADER).account(2, "second").instrument(2, "XYZ");
        log.phase(2, TradingPhase.OPENING_AUCTION);
        for (int i = 0; i < 100; i++) {
            Side side = i % 2 == 0 ? Side.BUY : Side.SELL;
            log.order(1 + i % 2, 1 + i / 2 % 2, 100 + i, side, 900 + 2 * i, 10, TimeInForce.DAY);
        }
        log.log.forEach(input -> input.apply(alone.engine));
        log.log.forEach(input -> input.apply(surrounded.engine));
        samples = samples(clockMode);
        outcomes = new HashMap<>();
        clear();
    }

    /** What lets trading go on where hostile messages stopped it. */
    private static List<byte[]> opening(ClockMode clockMode) {
        EngineFixture calm = new EngineFixture(clockMode);
        calm.uncross(1, ABSENT).phase(1, TradingPhase.CONTINUOUS).phase(2, TradingPhase.CLOSING_AUCTION);
        // Sessions that end may take their orders with them: without these, a run could see no trade in an auction.
        calm.order(1, 2, 102, Side.BUY, 1000, 5, TimeInForce.GTC).order(1, 2, 103, Side.SELL, 1000, 5, TimeInForce.GTC);
        calm.uncross(2, ABSENT);
        return calm.order(1, 1, 100, Side.BUY, 1000, 20, TimeInForce.GTC).messages;
    }

    /** One message of every kind that a client can send, those about single orders first. */
    private static List<byte[]> samples(ClockMode clockMode) {
        EngineFixture kinds = new EngineFixture(clockMode);
        kinds.order(1, 1, 500, Side.BUY, 1000, 10, TimeInForce.DAY)
                .order(2, 2, 500, Side.SELL, 1000, 10, TimeInForce.GTC)
                .order(1, 1, 501, Side.SELL, ABSENT, 10, TimeInForce.IOC)
                .cancel(1, 1, 501)
                .cancel(1, 1, ABSENT, 3)
                .replace(1, 1, 100, 600, 1001, 12)
                .reduce(2, 2, 500, 4)
                .status(1, 1, 100, ABSENT);
        kinds.genesis();
        kinds.negotiate(EngineFixture.CONNECTION, 1, EngineFixture.TOKEN, "OPS", "main");
        kinds.establish(EngineFixture.CONNECTION, 1, EngineFixture.TOKEN, 1);
        kinds.sequence(9).sequenceFill(9).retransmitRequest(1).terminate();
        kinds.participant(3, "BETA", Participant.GATEWAY, 1, 2)
                .account(3, 2, "third")
                .instrument(3, "NEW");
        kinds.phase(1, TradingPhase.CONTINUOUS).uncross(2, 1000).indicative(2).hash();
        kinds.massCancel(2);
        return kinds.messages;
    }

    @ParameterizedTest
    @EnumSource(
            value = ClockMode.class,
            names = {"LOG", "FLOW"})
    void shouldBearAnyBytes(ClockMode clockMode) {
        open(clockMode);
        for (byte[] sample : samples) {
            truncate(sample);
            changeEveryByte(sample);
        }
        for (int i = 0; i < RANDOM_MESSAGES; i++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            send(bytes);
        }
        List<byte[]> opening = opening(clockMode);
        for (int i = 0; i < DAMAGED_MESSAGES; i++) {
            if (i % 100 == 0) {
                opening.forEach(this::sendExpected);
            }
            int kinds = random.nextInt(3) == 0 ? samples.size() : ORDER_SAMPLES;
            damage(samples.get(random.nextInt(kinds)).clone());
        }
        compareStates();
        assertEverythingHappened();
    }

    private void truncate(byte[] sample) {
        for (int length = 0; length <= sample.length; length++) {
            send(Arrays.copyOf(sample, length));
            sendExpected(Arrays.copyOf(sample, length));
        }
    }

    private void changeEveryByte(byte[] sample) {
        for (int i = 0; i < sample.length; i++) {
            for (int flip : FLIPS) {
                byte[] bytes = sample.clone();
                bytes[i] ^= (byte) flip;
                sendExpected(bytes);
            }
        }
    }

    /** Changes a few bytes behind the header, mostly to small numbers, which get furthest. */
    private void damage(byte[] bytes) {
        int changes = random.nextInt(4);
        for (int i = 0; i < changes && bytes.length > 36; i++) {
            int at = 36 + random.nextInt(bytes.length - 36);
            bytes[at] = (byte) (random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(8));
        }
        if (random.nextInt(50) == 0) {
            advanceTimers();
        }
        sendExpected(bytes);
    }

    private void advanceTimers() {
        long timeNs = EngineFixture.START_NS + position;
        alone.engine.onTimer(timeNs, position);
        surrounded.engine.onTimer(timeNs, position);
        position += 64;
    }

    /** Sends it as the message that its session is to send next, so that it gets past the session layer. */
    private void sendExpected(byte[] bytes) {
        attach();
        boolean accepted = validator.validateFrame(new UnsafeBuffer(bytes), 0, bytes.length) == RejectReason.NONE;
        if (accepted && validator.isSequenced()) {
            Session session = alone.engine.venue().sessions().get(1);
            new UnsafeBuffer(bytes).putLong(CLIENT_SEQ_OFFSET, session.nextClientSeq(), LITTLE_ENDIAN);
        }
        send(bytes);
    }

    /** A hostile message may have ended the attachment, or used up all numbers; then there is a new one, or nothing to do. */
    private void attach() {
        Session session = alone.engine.venue().sessions().get(1);
        if (!session.isAttached() || session.connectionId() != EngineFixture.CONNECTION) {
            attachId = Math.max(attachId, session.attachId()) + 1;
            int first = log.messages.size();
            log.negotiate(EngineFixture.CONNECTION, attachId, EngineFixture.TOKEN, "OPS", "main");
            log.establish(EngineFixture.CONNECTION, attachId, EngineFixture.TOKEN, 1);
            log.messages.subList(first, log.messages.size()).forEach(this::send);
        }
    }

    private void send(byte[] bytes) {
        int length = bytes.length;
        UnsafeBuffer exact = new UnsafeBuffer(bytes);
        surround(exact, length);
        long timeNs = EngineFixture.START_NS + position;
        give(alone, timeNs, exact, 0, length);
        give(surrounded, timeNs, surroundings, MARGIN, length);
        position += 64;
        assertEquals(alone.engine.eventSeq(), surrounded.engine.eventSeq(), this::where);
        assertEquals(alone.engine.runningHash(), surrounded.engine.runningHash(), this::where);
        assertEquals(alone.replies.size(), surrounded.replies.size(), this::where);
        for (int i = 0; i < alone.replies.size(); i++) {
            assertArrayEquals(alone.replies.get(i), surrounded.replies.get(i), this::where);
        }
        count(alone.replies);
        count(alone.frames);
        clear();
        if (++inputs % COMPARED_EVERY == 0) {
            compareStates();
        }
    }

    /** Puts the message between copies of others, or of noise. */
    private void surround(DirectBuffer message, int length) {
        byte[] neighbour = samples.get(inputs % samples.size());
        int fill = inputs % 3 == 0 ? 0xFF : inputs % 3 == 1 ? 0 : 0x31;
        surroundings.setMemory(0, surroundings.capacity(), (byte) fill);
        surroundings.putBytes(MARGIN - neighbour.length, neighbour);
        surroundings.putBytes(MARGIN, message, 0, length);
        surroundings.putBytes(MARGIN + length, neighbour);
    }

    private void give(EngineOutput to, long timeNs, DirectBuffer buffer, int offset, int length) {
        try {
            to.engine.onCommand(EngineFixture.CONNECTION, timeNs, position, buffer, offset, length);
        } catch (RuntimeException e) {
            throw new AssertionError(where() + ": " + Arrays.toString(EngineOutput.bytes(buffer, offset, length)), e);
        }
    }

    private void clear() {
        alone.frames.clear();
        alone.replies.clear();
        surrounded.frames.clear();
        surrounded.replies.clear();
    }

    private void compareStates() {
        byte[] snapshot = alone.snapshot();
        assertArrayEquals(snapshot, surrounded.snapshot(), this::where);
        assertArrayEquals(snapshot, alone.restored(inputs).snapshot(), this::where);
    }

    /** Template of the first event of a frame, or of a reply. */
    private void count(List<byte[]> messages) {
        for (byte[] message : messages) {
            boolean isFrame = message[4] == (byte) 711;
            int at = isFrame ? 67 + 4 + 2 : 2;
            outcomes.merge((isFrame ? "event " : "reply ") + message[at], 1, Integer::sum);
        }
    }

    /** Bytes that never get anywhere would prove nothing. */
    private void assertEverythingHappened() {
        for (int event : new int[] {10, 11, 12, 13, 14, 16, 17, 30, 31, 40, 41, 50, 51, 62, 65, 66, 71, 72}) {
            assertTrue(outcomes.containsKey("event " + event), () -> where() + ": no event " + event + " " + outcomes);
        }
        for (int reply : new int[] {2, 3, 5, 6, 7, 12, 13, 14, 15}) {
            assertTrue(outcomes.containsKey("reply " + reply), () -> where() + ": no reply " + reply + " " + outcomes);
        }
    }

    private String where() {
        return "seed " + seed + ", input " + inputs;
    }
}
