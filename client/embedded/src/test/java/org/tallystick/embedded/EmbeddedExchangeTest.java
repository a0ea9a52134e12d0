package org.tallystick.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.archive.client.AeronArchive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tallystick.client.EventHandler;
import org.tallystick.client.EventStreamConfig.Checkpoint;
import org.tallystick.client.EventStreamReader;
import org.tallystick.client.EventText;
import org.tallystick.client.ExchangeCommands;
import org.tallystick.codecs.EventStreamFormat;
import org.tallystick.codecs.events.FrameHeaderDecoder;
import org.tallystick.codecs.events.MessageHeaderDecoder;
import org.tallystick.codecs.events.OrderAcceptedDecoder;
import org.tallystick.codecs.types.Side;
import org.tallystick.embedded.EmbeddedConfig.Threading;
import org.tallystick.node.Durability;
import org.tallystick.node.NodeFailedException;

@Timeout(120)
class EmbeddedExchangeTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final EmbeddedConfig MEMORY = EmbeddedConfig.defaults().durability(Durability.MEMORY);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Threading.class)
    void shouldAnswerEveryOrderAndRecordItsEvents(Threading threading) {
        try (EmbeddedExchange exchange = EmbeddedExchange.launch(MEMORY.threading(threading));
                Market market = Market.open(exchange)) {
            market.bid(1, 5_000);
            market.awaitReports(5_000);

            Accepted accepted = new Accepted();
            try (EventStreamReader events = exchange.events(accepted)) {
                readOrders(events, accepted, 5_000);
                assertEquals(1, events.replays());
            }
            accepted.assertOrders(1, 5_000);
            assertEquals(accepted.begun, accepted.committed);
        }
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void shouldStartInUnderASecond(Durability durability) {
        try (EmbeddedExchange exchange =
                EmbeddedExchange.launch(EmbeddedConfig.defaults().durability(durability))) {
            assertTrue(exchange.startTime().toMillis() < 1_000, () -> "took " + exchange.startTime());
        }
    }

    @Test
    void shouldLeaveNothingBehind() {
        Path data;
        Path sharedMemory;
        try (EmbeddedExchange exchange = EmbeddedExchange.launch(MEMORY)) {
            data = exchange.folder();
            sharedMemory = exchange.sharedMemory();
            assertTrue(Files.exists(data));
            assertTrue(Files.exists(sharedMemory));
        }
        assertFalse(Files.exists(data), data::toString);
        assertFalse(Files.exists(sharedMemory), sharedMemory::toString);
    }

    @Test
    void shouldRunSeveralExchangesSideBySide() {
        try (EmbeddedExchange one = EmbeddedExchange.launch(MEMORY);
                EmbeddedExchange two = EmbeddedExchange.launch(MEMORY);
                Market first = Market.open(one);
                Market second = Market.open(two)) {
            first.bid(1, 10);
            second.bid(1, 20);
            first.awaitReports(10);
            second.awaitReports(20);
        }
    }

    @Test
    void shouldRefuseAFolderThatIsInUse() {
        try (EmbeddedExchange exchange = EmbeddedExchange.launch(MEMORY.folder(folder))) {
            assertTrue(exchange.folder().equals(folder));
            assertThrows(RuntimeException.class, () -> EmbeddedExchange.launch(MEMORY.folder(folder)));
        }
    }

    @Test
    void shouldContinueFromTheLogAlone() {
        runTwice(false);
    }

    @Test
    void shouldContinueFromASnapshot() {
        runTwice(true);
    }

    /** The same stream before and after, none of its events missing, none twice, and the orders numbered on. */
    private void runTwice(boolean hasSnapshot) {
        EmbeddedConfig config = MEMORY.folder(folder);
        Checkpoint checkpoint;
        try (EmbeddedExchange exchange = EmbeddedExchange.launch(config);
                Market market = Market.open(exchange)) {
            market.bid(1, 100);
            market.awaitReports(100);
            if (hasSnapshot) {
                assertTrue(exchange.takeSnapshot(TIMEOUT));
            }
            market.bid(101, 100);
            market.awaitReports(200);
            Accepted accepted = new Accepted();
            try (EventStreamReader events = exchange.events(accepted)) {
                readOrders(events, accepted, 150);
                checkpoint = events.checkpoint();
            }
        }
        try (EmbeddedExchange exchange = EmbeddedExchange.launch(config);
                Market market = Market.join(exchange, "orders")) {
            market.bid(201, 100);
            market.awaitReports(100);

            Accepted whole = new Accepted();
            try (EventStreamReader events = exchange.events(whole)) {
                readOrders(events, whole, 300);
            }
            whole.assertOrders(1, 300);

            Accepted rest = new Accepted();
            try (EventStreamReader events =
                    new EventStreamReader(exchange.eventStreamConfig().checkpoint(checkpoint), rest)) {
                readOrders(events, rest, 300 - checkpointOrders(whole, checkpoint));
            }
            assertEquals(checkpoint.nextSeq(), rest.firstSeq);
            assertEquals(300L, rest.clOrdIds.get(rest.clOrdIds.size() - 1));
        }
    }

    private static int checkpointOrders(Accepted whole, Checkpoint checkpoint) {
        int count = 0;
        for (long seq : whole.seqs) {
            count += seq < checkpoint.nextSeq() ? 1 : 0;
        }
        return count;
    }

    @Test
    void shouldServeSeveralConnectionsAndASlowOne() {
        try (EmbeddedExchange exchange = EmbeddedExchange.launch(MEMORY);
                Market fast = Market.open(exchange);
                Market slow = Market.join(exchange, "slow")) {
            for (int i = 1; i <= 15_000; i++) {
                long clOrdId = 1_000_000 + i;
                slow.await(() -> slow.session.unacknowledged() < 8_000);
                while (slow.tryBid(clOrdId) < 0) {
                    // Sends without reading what comes back.
                    slow.idle.idle(fast.connection.poll());
                }
                if (i % 15 == 0) {
                    fast.bid(i / 15, 1);
                }
            }
            fast.awaitReports(1_000);
            slow.awaitReports(15_000);
        }
    }

    @Test
    void shouldStopAndTellTheCallerWhenTheEventStreamIsNoLongerRecorded() {
        Path sharedMemory;
        try (EmbeddedExchange exchange = EmbeddedExchange.launch(MEMORY)) {
            sharedMemory = exchange.sharedMemory();
            stopRecording(exchange);
            long deadlineNs = System.nanoTime() + TIMEOUT.toNanos();
            IdleStrategy idle = exchange.idleStrategy();
            NodeFailedException failure = assertThrows(NodeFailedException.class, () -> {
                while (System.nanoTime() - deadlineNs < 0) {
                    idle.idle(0);
                }
            });
            assertTrue(failure.getMessage().contains("the recording of the event stream stopped"), failure::getMessage);
        }
        assertFalse(Files.exists(sharedMemory), sharedMemory::toString);
    }

    private static void stopRecording(EmbeddedExchange exchange) {
        try (AeronArchive archive = AeronArchive.connect(new AeronArchive.Context()
                .aeronDirectoryName(exchange.sharedMemory().toString())
                .controlRequestChannel(AeronArchive.Configuration.localControlChannel())
                .controlRequestStreamId(AeronArchive.Configuration.localControlStreamId())
                .controlResponseChannel("aeron:ipc")
                .controlResponseStreamId(99_999))) {
            archive.stopRecording(
                    "aeron:ipc?alias=" + EventStreamFormat.ALIAS + "|session-id=" + EventStreamFormat.SESSION_ID,
                    EventStreamFormat.STREAM_ID);
        }
    }

    @Test
    void shouldTellEventsAsText() {
        try (EmbeddedExchange exchange = EmbeddedExchange.launch(MEMORY);
                Market market = Market.open(exchange)) {
            market.await(() -> market.limit(1, Side.SELL, 30_500, 40) > 0);
            market.await(() -> market.limit(2, Side.BUY, 30_600, 100) > 0);
            market.await(
                    () -> market.session.cancel(Market.ACCOUNT, 2, ExchangeCommands.ABSENT, Market.INSTRUMENT) > 0);
            market.awaitReports(5);
            List<String> lines = new ArrayList<>();
            EventText text = new EventText();
            EventHandler handler = (seq, topic, templateId, buffer, offset, length) -> {
                String line = text.render(seq, templateId, buffer, offset);
                // Connections and attachments have numbers of their own every time.
                if (topic != 5 && topic != 8) {
                    lines.add(line.substring(line.indexOf(' ') + 1));
                }
            };
            try (EventStreamReader events = exchange.events(handler)) {
                assertTrue(events.pollUntil(12, TIMEOUT));
            }
            assertEquals(
                    List.of(
                            "PARTICIPANT #1 operator roles=TRADER+OPERATOR",
                            "ACCOUNT #1 house participant=operator",
                            "INSTRUMENT #1 600519 SPOT tick=0.01 lot=1 min=1 max=1000000000",
                            "PHASE 600519 CONTINUOUS was=CLOSED",
                            "ACCEPTED #1 600519 S 40 @ 305.00 LIMIT GTC cl=1(house)",
                            "ACCEPTED #2 600519 B 100 @ 306.00 LIMIT GTC cl=2(house)",
                            "TRADE #1 600519 40 @ 305.00 buy=2(house) sell=1(house) aggressor=B open=60/0",
                            "CANCELLED #2 600519 B 60 @ 306.00 cl=2(house) filled=40 REQUESTED"),
                    lines.subList(1, 9));
            assertTrue(
                    lines.get(0)
                            .startsWith(
                                    "GENESIS cluster=00000000000002c7 shard=0 rules=1 clock=LOG operator=operator "),
                    lines.get(0));
        }
    }

    private static void readOrders(EventStreamReader events, Accepted accepted, int count) {
        long deadlineNs = System.nanoTime() + TIMEOUT.toNanos();
        while (accepted.clOrdIds.size() < count) {
            events.pollUntil(events.nextSeq(), Duration.ofMillis(100));
            assertTrue(System.nanoTime() - deadlineNs < 0, () -> accepted.clOrdIds.size() + " orders read in time");
        }
    }

    /** Keeps the client order ids of accepted orders. */
    private static final class Accepted implements EventHandler {
        private final OrderAcceptedDecoder order = new OrderAcceptedDecoder();
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final List<Long> clOrdIds = new ArrayList<>();
        private final List<Long> seqs = new ArrayList<>();
        private long firstSeq;
        private long begun;
        private long committed;

        @Override
        public void onBegin(FrameHeaderDecoder header) {
            begun++;
        }

        @Override
        public void onEvent(long seq, int topic, int templateId, DirectBuffer buffer, int offset, int length) {
            if (firstSeq == 0) {
                firstSeq = seq;
            }
            if (templateId == OrderAcceptedDecoder.TEMPLATE_ID) {
                clOrdIds.add(
                        order.wrapAndApplyHeader(buffer, offset, header).order().clOrdId());
                seqs.add(seq);
            }
        }

        @Override
        public void onCommit(FrameHeaderDecoder header) {
            committed++;
        }

        private void assertOrders(long first, int count) {
            assertEquals(count, clOrdIds.size());
            for (int i = 0; i < count; i++) {
                assertEquals(first + i, clOrdIds.get(i));
            }
        }
    }
}
