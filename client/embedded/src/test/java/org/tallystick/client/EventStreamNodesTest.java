package org.tallystick.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.ExclusivePublication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.collections.LongArrayList;
import org.agrona.concurrent.NoOpIdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.client.EventStreamConfig.Checkpoint;
import org.tallystick.codecs.EventStreamFormat;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.InstrumentKind;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;
import org.tallystick.engine.FrameSink;

/** Reading the event stream of several nodes, which come and go. */
@Timeout(120)
class EventStreamNodesTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    void shouldGoOnWithAnotherNodeWithoutAGapOrADuplicate() {
        try (RecordedNodes nodes = new RecordedNodes(folder, 3);
                Source source = new Source(nodes::publish)) {
            Seen seen = new Seen();
            try (EventStreamReader reader = new EventStreamReader(nodes.config(), seen, seen)) {
                source.orders(200);
                seen.readAll(reader, source);
                nodes.stop(0);
                source.orders(200);
                seen.readAll(reader, source);
                nodes.stop(1);
                source.orders(200);
                seen.readAll(reader, source);
                assertEquals(List.of(nodes.channel(0), nodes.channel(1), nodes.channel(2)), seen.nodes);
            }
            seen.assertAll(1, source);
        }
    }

    @Test
    void shouldFollowANodeThatWasRestarted() {
        try (RecordedNodes nodes = new RecordedNodes(folder, 1);
                Source source = new Source(nodes::publish)) {
            Seen seen = new Seen();
            try (EventStreamReader reader = new EventStreamReader(nodes.config(), seen, seen)) {
                source.orders(100);
                seen.readAll(reader, source);
                nodes.stop(0);
                long deadlineNs = System.nanoTime() + TIMEOUT.toNanos();
                while (seen.lost.isEmpty() && System.nanoTime() - deadlineNs < 0) {
                    reader.poll();
                }
                nodes.restart(0);
                source.orders(100);
                seen.readAll(reader, source);
            }
            seen.assertAll(1, source);
        }
    }

    @Test
    void shouldLeaveANodeThatDoesNotGoOn() {
        try (RecordedNodes nodes = new RecordedNodes(folder, 2);
                Source source = new Source(nodes::publish)) {
            Seen seen = new Seen();
            EventStreamConfig config = nodes.config().stallTimeout(Duration.ofMillis(300));
            try (EventStreamReader reader = new EventStreamReader(config, seen, seen)) {
                source.orders(100);
                seen.readAll(reader, source);
                nodes.hang(0);
                source.orders(100);
                seen.readAll(reader, source);
                assertEquals(nodes.channel(1), seen.nodes.get(seen.nodes.size() - 1));
            }
            seen.assertAll(1, source);
        }
    }

    @Test
    void shouldFindAnEventWithoutReadingWhatLiesBefore() {
        try (RecordedNodes nodes = new RecordedNodes(folder, 1);
                Source source = new Source(nodes::publish)) {
            source.orders(90_000);
            nodes.awaitRecorded(0, nodes.position());
            long last = source.lastSeq();
            assertTrue(nodes.position() > 4L * EventStreamFormat.TERM_LENGTH, () -> "position " + nodes.position());
            long seed = System.nanoTime();
            Random random = new Random(seed);
            for (int i = 0; i < 24; i++) {
                long wanted = switch (i) {
                    case 0 -> 1;
                    case 1 -> 2;
                    case 2 -> last;
                    case 3 -> last + 1;
                    default -> 1 + random.nextLong(last);
                };
                EventStreamConfig config = i % 2 == 0
                        ? nodes.config().startAt(wanted)
                        : nodes.config().startAt(wanted, random.nextLong(nodes.position()));
                Seen seen = new Seen();
                try (EventStreamReader reader = new EventStreamReader(config, seen, seen)) {
                    seen.readAtLeast(reader, Math.min(last, wanted + 10));
                    if (wanted <= last) {
                        assertEquals(wanted, seen.seqs.getLong(0), "seed " + seed);
                        long firstRead = seen.positions.getLong(0);
                        assertTrue(
                                seen.checkpoints.get(0).position() - firstRead <= 2L * EventStreamFormat.TERM_LENGTH,
                                "seed " + seed);
                    }
                }
            }
            assertEquals(0, nodes.replays(0));
        }
    }

    @Test
    void shouldGoOnFromACheckpointAndNotBelieveAWrongOne() {
        try (RecordedNodes nodes = new RecordedNodes(folder, 1);
                Source source = new Source(nodes::publish)) {
            source.orders(1_000);
            Seen all = new Seen();
            try (EventStreamReader reader = new EventStreamReader(nodes.config(), all)) {
                all.readAll(reader, source);
            }
            Checkpoint checkpoint = all.checkpoints.get(all.checkpoints.size() / 2);
            Checkpoint other = all.checkpoints.get(all.checkpoints.size() / 3);

            assertBeginsAt(nodes, checkpoint, source);
            assertBeginsAt(
                    nodes, new Checkpoint(other.position(), checkpoint.nextSeq(), checkpoint.runningHash()), source);
            assertBeginsAt(
                    nodes,
                    new Checkpoint(checkpoint.position() + 64, checkpoint.nextSeq(), checkpoint.runningHash()),
                    source);

            Seen seen = new Seen();
            Checkpoint wrong = new Checkpoint(other.position(), checkpoint.nextSeq(), other.runningHash());
            try (EventStreamReader reader = new EventStreamReader(nodes.config().checkpoint(wrong), seen)) {
                assertThrows(ContradictingNodesException.class, () -> seen.readAll(reader, source));
                assertThrows(ContradictingNodesException.class, reader::poll);
            }
            assertEquals(0, seen.seqs.size());
        }
    }

    private static void assertBeginsAt(RecordedNodes nodes, Checkpoint checkpoint, Source source) {
        Seen seen = new Seen();
        try (EventStreamReader reader = new EventStreamReader(nodes.config().checkpoint(checkpoint), seen)) {
            seen.readAll(reader, source);
        }
        seen.assertAll(checkpoint.nextSeq(), source);
    }

    @Test
    void shouldSayWhatTheOldestEventIsWhereTheBeginningWasPurged() {
        try (RecordedNodes nodes = new RecordedNodes(folder, 2);
                Source source = new Source(nodes::publish)) {
            source.orders(40_000);
            nodes.awaitRecorded(0, nodes.position());
            nodes.awaitRecorded(1, nodes.position());
            nodes.purge(0, EventStreamFormat.TERM_LENGTH);

            // The other node holds all.
            Seen seen = new Seen();
            try (EventStreamReader reader = new EventStreamReader(nodes.config(), seen, seen)) {
                seen.readAll(reader, source);
            }
            seen.assertAll(1, source);

            nodes.purge(1, EventStreamFormat.TERM_LENGTH);
            EventsPurgedException purged;
            try (EventStreamReader reader = new EventStreamReader(nodes.config().startAt(5), seen)) {
                purged = assertThrows(EventsPurgedException.class, () -> reader.pollUntil(source.lastSeq(), TIMEOUT));
            }
            Seen rest = new Seen();
            try (EventStreamReader reader = new EventStreamReader(nodes.config().startAt(purged.oldestSeq()), rest)) {
                rest.readAll(reader, source);
            }
            rest.assertAll(purged.oldestSeq(), source);
        }
    }

    @Test
    void shouldStopWhereTwoNodesContradictOneAnother() {
        int otherSession = EventStreamFormat.SESSION_ID + 1;
        try (RecordedNodes nodes = new RecordedNodes(folder, 1)) {
            ExclusivePublication other = nodes.addNode(otherSession);
            FrameSink both = (buffer, offset, length) -> {
                nodes.publish(buffer, offset, length);
                RecordedNodes.publish(other, buffer, offset, length);
            };
            Seen seen = new Seen();
            try (Source source = new Source(both);
                    EventStreamReader reader = new EventStreamReader(nodes.config(), seen, seen)) {
                source.orders(100);
                seen.readAll(reader, source);
                source.to((buffer, offset, length) -> {
                    UnsafeBuffer changed = new UnsafeBuffer(new byte[length]);
                    changed.putBytes(0, buffer, offset, length);
                    // An event that one node tells otherwise.
                    changed.putByte(length - 1, (byte) (changed.getByte(length - 1) + 1));
                    RecordedNodes.publish(other, changed, 0, length);
                });
                source.orders(1);
                nodes.stop(0);
                ContradictingNodesException e = assertThrows(
                        ContradictingNodesException.class, () -> reader.pollUntil(source.lastSeq(), TIMEOUT));
                assertTrue(e.getMessage().contains(nodes.channel(0)), e::getMessage);
                assertTrue(e.getMessage().contains(nodes.channel(1)), e::getMessage);
            }
        }
    }

    /** An exchange that takes orders and gives frames. */
    private static final class Source implements AutoCloseable, ConnectionListener, SessionListener {
        private final LossyExchange exchange;
        private final ExchangeConnection connection;
        private final ExchangeSession session;
        private FrameSink frames;
        private long nowNs = 1_000_000;
        private long clOrdId;

        private Source(FrameSink frames) {
            this.frames = frames;
            exchange = new LossyExchange(
                    (buffer, offset, length) -> this.frames.onFrame(buffer, offset, length), new Random(1));
            connection =
                    new ExchangeConnection(exchange::listen, TIMEOUT, NoOpIdleStrategy.INSTANCE, () -> nowNs, this);
            exchange.connect();
            connection.sendGenesis(GenesisParameters.of(1, ClockMode.LOG, "operator"));
            poll();
            session = connection.openSession(SessionConfig.of("operator", "s"), this);
            while (!session.isEstablished()) {
                poll();
            }
            session.defineAccount(1, 1, "");
            session.defineInstrument(1, "ABC", "", InstrumentKind.SPOT, 2, 1, 0, 1, 1, 1_000_000);
            session.tradingPhase(1, TradingPhase.CONTINUOUS);
            settle();
        }

        private void to(FrameSink others) {
            frames = others;
        }

        private void poll() {
            nowNs += TimeUnit.MILLISECONDS.toNanos(1);
            connection.poll();
        }

        private void settle() {
            while (session.unacknowledged() > 0) {
                poll();
            }
        }

        private void orders(int count) {
            for (int i = 0; i < count; i++) {
                long id = ++clOrdId;
                Side side = id % 2 == 0 ? Side.BUY : Side.SELL;
                while (session.newOrder(1, id, 1, side, OrdType.LIMIT, TimeInForce.GTC, 100, 10, 0) < 0) {
                    poll();
                }
            }
            settle();
        }

        private long lastSeq() {
            return exchange.engine().eventSeq();
        }

        @Override
        public void close() {
            connection.close();
        }
    }

    /** What a reader gave. */
    private static final class Seen implements EventHandler, EventStreamListener {
        private final LongArrayList seqs = new LongArrayList();
        private final List<Checkpoint> checkpoints = new ArrayList<>();
        private final List<String> nodes = new ArrayList<>();
        private final List<String> lost = new ArrayList<>();
        private final LongArrayList positions = new LongArrayList();

        private void readAll(EventStreamReader reader, Source source) {
            readAtLeast(reader, source.lastSeq());
        }

        private void readAtLeast(EventStreamReader reader, long seq) {
            assertTrue(
                    reader.pollUntil(seq, TIMEOUT),
                    () -> "event " + seq + " read in time, next is " + reader.nextSeq() + ", lost " + lost + ", "
                            + reader.lastFailure());
        }

        private void assertAll(long first, Source source) {
            assertEquals(source.lastSeq() - first + 1, seqs.size());
            for (int i = 0; i < seqs.size(); i++) {
                assertEquals(first + i, seqs.getLong(i));
            }
        }

        @Override
        public void onEvent(long seq, int topic, int templateId, DirectBuffer buffer, int offset, int length) {
            seqs.addLong(seq);
        }

        @Override
        public void onCheckpoint(Checkpoint checkpoint) {
            checkpoints.add(checkpoint);
        }

        @Override
        public void onNode(String archive, long position) {
            nodes.add(archive);
            positions.addLong(position);
        }

        @Override
        public void onNodeLost(String archive, String detail) {
            lost.add(archive + ": " + detail);
        }
    }
}
