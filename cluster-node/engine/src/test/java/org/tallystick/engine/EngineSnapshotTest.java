package org.tallystick.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tallystick.codecs.CommandValidator.ABSENT;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.tallystick.codecs.NodePrincipal;
import org.tallystick.codecs.snapshot.MessageHeaderDecoder;
import org.tallystick.codecs.snapshot.SnapshotFooterDecoder;
import org.tallystick.codecs.types.CancelOnDisconnect;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;
import org.tallystick.engine.market.Instruments;
import org.tallystick.engine.session.Participant;
import org.tallystick.engine.session.Session;
import org.tallystick.engine.snapshot.SnapshotException;

/** A snapshot holds everything, byte for byte; one that is damaged in any way is refused, at no great cost. */
class EngineSnapshotTest {
    private static final long GONE = 30;
    private static final long NODE = 40;
    private static final int MAX_BYTES_PER_ORDER = 80;
    private static final long MAX_BYTES_TO_REFUSE = 8 << 20;
    private static final int[] FLIPS = {1, 0x10, 0x80, 0xFF};
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Everything that a state can have, at once. */
    private static EngineOutput everything() {
        EngineFixture log = new EngineFixture(ClockMode.LOG);
        log.maxWorkPerStep = 2;
        log.open();
        log.participant(2, "ALPHA", Participant.TRADER)
                .participant(3, "BETA", Participant.TRADER)
                .participant(7, "GATE", Participant.GATEWAY | Participant.AUDITOR, 2, 3)
                .account(2, 2, "")
                .account(3, 3, "beta");
        defineInstruments(log);
        attachSessions(log);
        stayAway(log);
        trade(log);
        leaveWorkPending(log);
        return EngineOutput.after(log.log);
    }

    /** One in each phase, all but the first with orders that rest, where trading has left a last price. */
    private static void defineInstruments(EngineFixture log) {
        for (TradingPhase phase : TradingPhase.values()) {
            if (phase != TradingPhase.NULL_VAL && phase != TradingPhase.CONTINUOUS) {
                int id = 10 * phase.value();
                log.instrument(id, phase.name(), message -> message.tickSize(5).description("in " + phase));
                log.phase(id, TradingPhase.OPENING_AUCTION)
                        .order(1, id, id, Side.BUY, 1000, 10, TimeInForce.GTC)
                        .order(1, id, id + 1, Side.SELL, 995, 4, TimeInForce.GTC)
                        .order(1, id, id + 2, Side.SELL, 1200, 4, TimeInForce.GTC)
                        .timer();
                log.uncross(id, ABSENT).phase(id, phase);
            }
        }
    }

    /** Attached, taken over by another connection, negotiated only, ended, and with messages missing. */
    private static void attachSessions(EngineFixture log) {
        log.connect(20, "ALPHA");
        log.connect(21, "GATE");
        EngineFixture.Sender taken = log.attachOn(20, "ALPHA", "taken");
        log.negotiate(21, 8, 4711, "ALPHA", "taken");
        log.establish(21, 8, 4711, 1);
        EngineFixture.Sender negotiated = log.attachOn(20, "ALPHA", "negotiated");
        log.negotiate(21, 9, 815, "ALPHA", "negotiated");
        log.attachOn(21, "BETA", "ended");
        log.terminate();
        EngineFixture.Sender gap = log.attachOn(21, "BETA", "gap");
        gap.clientSeq = 5;
        log.hash();
        assertNotEquals(taken.sessionId, negotiated.sessionId);
        log.connect(22, "NOBODY");
        log.negotiate(20, 1, 5, "ALPHA", "never-established");
        log.sessions++;
    }

    private static void trade(EngineFixture log) {
        log.as(log.operator);
        for (int i = 0; i < 60; i++) {
            log.order(1000 + i, Side.BUY, 900 + i % 7, 100, TimeInForce.DAY);
            log.order(2000 + i, Side.SELL, 905, 3, TimeInForce.IOC);
        }
        log.replace(1, 1, 1000, 3000, 899, 50).replace(1, 1, 3000, 3001, 898, 40);
        log.replace(1, 1, 1001, 3002, 901, 40);
        log.account(9, "nine");
        for (int i = 0; i < 9; i++) {
            log.order(9, 1, 1 + i, Side.SELL, 1500, 10, TimeInForce.GTC);
        }
    }

    private static void leaveWorkPending(EngineFixture log) {
        log.massCancel(9).phase(1, TradingPhase.CLOSED).massCancel(1);
        log.disconnect(GONE);
    }

    /** One whose orders are about to be cancelled, and one whose client may still come back. */
    private static void stayAway(EngineFixture log) {
        log.cancelOnDisconnect = CancelOnDisconnect.BOTH;
        log.attach(GONE, "ALPHA", "gone");
        for (int i = 0; i < 9; i++) {
            log.order(2, 1, 1 + i, Side.SELL, 1600, 10, TimeInForce.GTC);
        }
        log.cancelWindowNs = 60_000_000_000L;
        log.attach(GONE + 1, "ALPHA", "away");
        log.order(2, 1, 20, Side.SELL, 1600, 10, TimeInForce.GTC);
        log.disconnect(GONE + 1);
        log.connect(NODE, NodePrincipal.of(0));
        log.block().blockHash(NODE, 0, 1, 1, 5);
    }

    @Test
    void shouldHoldEverything() {
        EngineOutput output = everything();
        assertEverythingIsThere(output);

        EngineOutput restored = output.restored(99);
        assertArrayEquals(output.snapshot(), restored.snapshot());
        assertEquals(output.engine.stateHash(), restored.engine.stateHash());
        assertEquals(output.engine.marketHash(), restored.engine.marketHash());
        assertArrayEquals(output.snapshot(), restored.restored(-1).snapshot());
    }

    private static void assertEverythingIsThere(EngineOutput output) {
        Venue venue = output.engine.venue();
        Session main = venue.sessions().get(1);
        assertTrue(main.oldestReportSeq() > 1, "a ring has evicted");
        Session taken = venue.sessions().get(2);
        assertEquals(21, taken.connectionId());
        assertEquals(20, venue.sessions().get(3).connectionId());
        assertTrue(!venue.sessions().get(4).isAttached());
        assertTrue(venue.sessions().get(5).isAttached());
        assertEquals(8, venue.sessions().count());
        assertEquals(1, venue.sessions().cancelWindows());
        Set<TradingPhase> phases = new HashSet<>();
        Instruments instruments = venue.exchange().instruments();
        for (int id = 1; id <= instruments.highestId(); id++) {
            if (instruments.get(id) != null) {
                phases.add(instruments.get(id).phase());
            }
        }
        assertEquals(5, phases.size(), phases::toString);
        SnapshotFooterDecoder footer = footer(output);
        assertEquals(4, footer.participants());
        assertEquals(5, footer.connections());
        assertEquals(3, footer.aliases());
        assertEquals(4, footer.works());
        assertEquals(1, footer.blocks());
        assertEquals(1, footer.members());
        assertTrue(footer.orders() > 60, footer::toString);
        assertTrue(footer.reports() > 40, footer::toString);
    }

    private static SnapshotFooterDecoder footer(EngineOutput output) {
        List<byte[]> messages = output.snapshotMessages();
        UnsafeBuffer last = new UnsafeBuffer(messages.get(messages.size() - 1));
        return new SnapshotFooterDecoder().wrapAndApplyHeader(last, 0, new MessageHeaderDecoder());
    }

    @Test
    void shouldGoOnWithAllThatWasPending() {
        EngineOutput output = everything();
        EngineOutput restored = output.restored(99);
        output.frames.clear();
        for (int i = 0; i < 200; i++) {
            long now = EngineFixture.START_NS + i * 1_000_000_000L;
            output.engine.onTimer(now, 1_000_000 + i);
            restored.engine.onTimer(now, 1_000_000 + i);
        }
        assertArrayEquals(output.frameBytes(), restored.frameBytes());
        assertArrayEquals(output.snapshot(), restored.snapshot());
        assertEquals(0, footer(restored).works());
    }

    @Test
    void shouldTakeLittleRoomForAnOrder() {
        EngineFixture log = new EngineFixture(ClockMode.LOG).open();
        for (int i = 0; i < 200; i++) {
            log.cancel(1, 1, 5_000_000);
        }
        long empty = EngineOutput.after(log.log).snapshot().length;
        int orders = 20_000;
        for (int i = 1; i <= orders; i++) {
            log.order(i, i % 2 == 0 ? Side.BUY : Side.SELL, i % 2 == 0 ? i : 100_000 + i, 10, TimeInForce.DAY);
        }
        EngineOutput full = EngineOutput.after(log.log);
        assertEquals(orders, full.engine.venue().exchange().openOrders());
        long bytes = full.snapshot().length - empty;
        System.out.println("EngineSnapshotTest: " + bytes * 10 / orders / 10.0 + " bytes an order");
        assertTrue(bytes <= (long) MAX_BYTES_PER_ORDER * orders, bytes + " bytes for " + orders + " orders");
        assertArrayEquals(full.snapshot(), full.restored(0).snapshot());
    }

    /** A small state that has a record of every kind. */
    private static List<byte[]> small() {
        EngineFixture log = new EngineFixture(ClockMode.LOG);
        log.maxWorkPerStep = 1;
        log.open();
        log.participant(2, "GATE", Participant.GATEWAY, 1).instrument(2, "XYZ");
        log.phase(2, TradingPhase.OPENING_AUCTION);
        for (int i = 0; i < 4; i++) {
            log.order(1, 1 + i % 2, 10 + i, Side.BUY, 1000 + i, 10, TimeInForce.DAY);
        }
        log.replace(1, 1, 10, 20, 1001, 5).replace(1, 1, 12, 21, 1001, 5);
        EngineFixture.Sender other = log.attach(9, "OPS", "other");
        log.order(1, 2, 30, Side.SELL, 2000, 10, TimeInForce.DAY).order(1, 2, 31, Side.SELL, 2000, 10, TimeInForce.DAY);
        log.as(other).massCancel(1).phase(2, TradingPhase.CLOSED);
        EngineOutput output = EngineOutput.after(log.log);
        List<byte[]> messages = output.snapshotMessages();
        Set<Integer> templates = new HashSet<>();
        messages.forEach(message -> templates.add((int) message[2]));
        assertEquals(11, templates.size(), "a record of every kind: " + templates);
        assertTrue(isAccepted(messages));
        return messages;
    }

    /** Whether an engine takes all messages and finds the last to be the last. */
    private static boolean isAccepted(List<byte[]> messages) {
        ExchangeEngine engine = new EngineOutput(0).engine;
        boolean finished = false;
        for (byte[] message : messages) {
            finished = engine.loadSnapshotMessage(new UnsafeBuffer(message), 0, message.length);
        }
        return finished;
    }

    private static void assertRefused(List<byte[]> messages, String damage) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            assertTrue(!isAccepted(messages), () -> "accepted: " + damage);
        } catch (SnapshotException expected) {
            assertNotNull(expected.getMessage());
        } catch (RuntimeException e) {
            throw new AssertionError(damage, e);
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated <= MAX_BYTES_TO_REFUSE, () -> allocated + " bytes allocated: " + damage);
    }

    @Test
    void shouldRefuseEveryByteThatWasChanged() {
        List<byte[]> messages = small();
        for (int i = 0; i < messages.size(); i++) {
            byte[] message = messages.get(i);
            List<byte[]> damaged = new ArrayList<>(messages);
            for (int at = 0; at < message.length; at++) {
                for (int flip : FLIPS) {
                    byte[] changed = message.clone();
                    changed[at] ^= (byte) flip;
                    damaged.set(i, changed);
                    assertRefused(damaged, describe(messages, i) + ", byte " + at + " ^ " + flip);
                }
            }
        }
    }

    @Test
    void shouldRefuseMessagesThatAreCutOrTooLong() {
        List<byte[]> messages = small();
        for (int i = 0; i < messages.size(); i++) {
            byte[] message = messages.get(i);
            List<byte[]> damaged = new ArrayList<>(messages);
            for (int length = 0; length < message.length + 20; length++) {
                if (length != message.length) {
                    damaged.set(i, Arrays.copyOf(message, length));
                    assertRefused(damaged, describe(messages, i) + ", cut to " + length);
                }
            }
        }
    }

    @Test
    void shouldRefuseMessagesThatAreMissingDoubledOrInAnotherOrder() {
        List<byte[]> messages = small();
        for (int i = 0; i < messages.size(); i++) {
            List<byte[]> dropped = new ArrayList<>(messages);
            dropped.remove(i);
            assertRefused(dropped, "dropped " + describe(messages, i));
            assertRefused(messages.subList(0, i), "cut before " + describe(messages, i));
            for (int j = 0; j <= messages.size(); j++) {
                List<byte[]> doubled = new ArrayList<>(messages);
                doubled.add(j, messages.get(i));
                assertRefused(doubled, "doubled " + describe(messages, i) + " at " + j);
            }
            for (int j = 0; j < i; j++) {
                List<byte[]> swapped = new ArrayList<>(messages);
                swapped.set(i, messages.get(j));
                swapped.set(j, messages.get(i));
                assertRefused(swapped, "swapped " + describe(messages, i) + " and " + describe(messages, j));
            }
        }
    }

    private static String describe(List<byte[]> messages, int index) {
        return "message " + index + ", template " + messages.get(index)[2];
    }

    @Test
    void shouldLoadIntoAnEngineWithoutAPastOnly() {
        List<byte[]> messages = small();
        ExchangeEngine engine = EngineOutput.after(new EngineFixture(ClockMode.LOG).open().log).engine;
        byte[] first = messages.get(0);
        assertThrows(
                IllegalStateException.class,
                () -> engine.loadSnapshotMessage(new UnsafeBuffer(first), 0, first.length));
    }

    /** A log can be cut before its genesis, too: connections are all that there is then. */
    @Test
    void shouldHoldWhatThereIsBeforeTheGenesis() {
        EngineFixture log = new EngineFixture(ClockMode.FLOW);
        log.connect(7, "OPS");
        log.connect(5, "");
        log.timer();
        EngineOutput output = EngineOutput.after(log.log);
        EngineOutput restored = output.restored(4);
        assertArrayEquals(output.snapshot(), restored.snapshot());
        assertTrue(!restored.engine.hasGenesis());
        log.log.clear();
        log.genesis();
        log.log.forEach(input -> input.apply(restored.engine));
        assertTrue(restored.engine.hasGenesis());
    }
}
