package org.tallystick.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.NoOpIdleStrategy;
import org.junit.jupiter.api.Test;
import org.tallystick.codecs.entry.AdminReportDecoder;
import org.tallystick.codecs.entry.ExecutionReportDecoder;
import org.tallystick.codecs.entry.OrderCancelRejectDecoder;
import org.tallystick.codecs.events.FrameHeaderDecoder;
import org.tallystick.codecs.events.MessageHeaderDecoder;
import org.tallystick.codecs.events.OrderAcceptedDecoder;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.InstrumentKind;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TerminationReason;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

/** Sessions over a bad network against the real engine: whatever is lost, each order is applied once, each report seen once. */
class LossyExchangeTest {
    private static final int SEEDS = Integer.getInteger("tallystick.lossy.seeds", 60);
    private static final int STEPS = 1_500;
    private static final long MAX_AGE_MS = 400;

    @Test
    void shouldApplyEachOrderOnceAndSeeEachReportOnce() {
        long first = Long.getLong("tallystick.lossy.seed", 1);
        int applied = 0;
        int givenUp = 0;
        int reattached = 0;
        int resent = 0;
        for (long seed = first; seed < first + SEEDS; seed++) {
            Run run = new Run(seed);
            try {
                run.run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("-Dtallystick.lossy.seed=" + seed + ": " + e.getMessage(), e);
            }
            for (Client client : run.clients) {
                applied += client.applied.size();
                givenUp += client.givenUp.size();
                reattached += client.reattached;
                resent += client.resent;
            }
        }
        // The network has to be bad enough to show anything.
        System.out.println(applied + " messages applied, " + givenUp + " orders given up, sessions attached again "
                + reattached + " times, sent again " + resent + " times");
        assertTrue(applied > 100 * SEEDS && givenUp > SEEDS && reattached > SEEDS && resent > SEEDS);
    }

    private static final class Run implements ConnectionListener {
        private final Random random;
        private final LossyExchange exchange;
        private final ExchangeConnection connection;
        private final List<Client> clients = new ArrayList<>();
        private final FrameReader frames = new FrameReader(new Applied());
        private long nowNs = 1_000_000;
        private long nextClOrdId = 1;

        private Run(long seed) {
            random = new Random(seed);
            exchange = new LossyExchange(frames::onFrame, random);
            connection = new ExchangeConnection(
                    exchange::listen, Duration.ofSeconds(10), NoOpIdleStrategy.INSTANCE, () -> nowNs, this);
        }

        private void run() {
            prepare();
            int outage = 0;
            for (int step = 0; step < STEPS; step++) {
                outage--;
                if (!exchange.isConnected() && outage < 0) {
                    exchange.connect();
                } else if (exchange.isWithoutLeader() && outage < 0) {
                    exchange.newLeader();
                } else if (exchange.isConnected() && random.nextInt(80) == 0) {
                    outage = random.nextInt(60);
                    if (random.nextBoolean()) {
                        exchange.disconnect();
                    } else if (!exchange.isWithoutLeader()) {
                        exchange.loseLeader();
                    }
                } else if (random.nextInt(50) == 0) {
                    exchange.closeOldConnections();
                } else if (random.nextInt(100) == 0) {
                    exchange.loss(random.nextInt(3) * 0.03);
                }
                clients.forEach(client -> client.maybeSend(random));
                step();
            }
            settle();
            clients.forEach(Client::check);
        }

        private void prepare() {
            exchange.connect();
            connection.sendGenesis(GenesisParameters.of(1, ClockMode.LOG, "operator"));
            step();
            for (int i = 0; i < 3; i++) {
                // The first is the operator's and gives nothing up.
                Duration maxAge = i == 0 ? SessionConfig.UNLIMITED : Duration.ofMillis(MAX_AGE_MS * (i - 1));
                Client client = new Client(
                        this,
                        SessionConfig.of("operator", "s" + i)
                                .maxUnacknowledged(i == 1 ? 16 : 1024)
                                .retryAfter(Duration.ofMillis(100))
                                .idleInterval(Duration.ofMillis(200))
                                .maxAge(maxAge));
                clients.add(client);
                stepUntilQuiet();
                assertTrue(client.session.isEstablished());
            }
            ExchangeSession operator = clients.get(0).session;
            operator.defineAccount(1, 1, "");
            operator.defineInstrument(1, "ABC", "", InstrumentKind.SPOT, 2, 1, 0, 1, 1, 1_000_000);
            operator.tradingPhase(1, TradingPhase.CONTINUOUS);
            stepUntilQuiet();
            assertEquals(0, operator.unacknowledged());
        }

        /** The network is good again: everything has to come to its end. */
        private void settle() {
            exchange.loss(0);
            if (!exchange.isConnected()) {
                exchange.connect();
            } else if (exchange.isWithoutLeader()) {
                exchange.newLeader();
            }
            exchange.closeOldConnections();
            stepUntilQuiet();
        }

        private void stepUntilQuiet() {
            for (int i = 0; i < 400; i++) {
                step();
            }
        }

        private void step() {
            nowNs += TimeUnit.MILLISECONDS.toNanos(1 + random.nextInt(20));
            connection.poll();
        }

        /** What the engine did, as its event stream says. */
        private final class Applied implements EventHandler {
            private final MessageHeaderDecoder header = new MessageHeaderDecoder();
            private final OrderAcceptedDecoder accepted = new OrderAcceptedDecoder();
            private int sessionId;
            private long clientSeq;

            @Override
            public void onBegin(FrameHeaderDecoder frame) {
                sessionId = frame.causeSessionId();
                clientSeq = frame.causeClientSeq();
                if (sessionId > 0 && sessionId <= clients.size() && clientSeq > 0) {
                    clients.get(sessionId - 1).applied.add(clientSeq);
                }
            }

            @Override
            public void onEvent(long seq, int topic, int templateId, DirectBuffer buffer, int offset, int length) {
                if (templateId == OrderAcceptedDecoder.TEMPLATE_ID) {
                    long clOrdId = accepted.wrapAndApplyHeader(buffer, offset, header)
                            .order()
                            .clOrdId();
                    clients.get(sessionId - 1).accepted.put(clientSeq, clOrdId);
                }
            }
        }
    }

    private static final class Client implements SessionListener {
        private final Run run;
        private final ExchangeSession session;
        private final Map<Long, Long> ordersSent = new HashMap<>();
        private final Map<Long, Long> accepted = new HashMap<>();
        private final Map<Long, Long> givenUp = new HashMap<>();
        private final List<Long> applied = new ArrayList<>();
        private final List<Long> reports = new ArrayList<>();
        private long sent;
        private int reattached;
        private int resent;

        private Client(Run run, SessionConfig config) {
            this.run = run;
            this.session = run.connection.openSession(config, this);
        }

        private void maybeSend(Random random) {
            for (int i = random.nextInt(4); i > 0; i--) {
                long clientSeq;
                if (random.nextInt(4) == 0) {
                    long other = 1 + random.nextInt((int) run.nextClOrdId);
                    clientSeq = session.cancel(1, other, ExchangeCommands.ABSENT, 1);
                } else {
                    long clOrdId = run.nextClOrdId;
                    clientSeq = session.newOrder(1, clOrdId, 1, Side.BUY, OrdType.LIMIT, TimeInForce.GTC, 100, 10, 0);
                    if (clientSeq > 0) {
                        run.nextClOrdId++;
                        ordersSent.put(clientSeq, clOrdId);
                    }
                }
                if (clientSeq > 0) {
                    assertEquals(session.nextClientSeq() - 1, clientSeq);
                    sent = clientSeq;
                }
            }
        }

        private void check() {
            String name = session.config().session() + ": ";
            assertTrue(session.isEstablished(), name + "established");
            assertEquals(0, session.unacknowledged(), name + "unacknowledged");
            long nextReportSeq = run.exchange.engine().nextReportSeq(session.sessionId());
            assertEquals(nextReportSeq, session.nextReportSeq(), name + "reports");
            for (int i = 0; i < reports.size(); i++) {
                assertEquals(i + 1, reports.get(i), name + "reports in order");
            }
            assertEquals(nextReportSeq - 1, reports.size(), name + "reports seen");

            for (int i = 1; i < applied.size(); i++) {
                assertTrue(applied.get(i - 1) < applied.get(i), name + "applied in order, once");
            }
            Set<Long> expected = new HashSet<>();
            for (long seq = 1; seq <= sent; seq++) {
                if (!givenUp.containsKey(seq)) {
                    expected.add(seq);
                }
            }
            Set<Long> unexpected = new HashSet<>(applied);
            unexpected.removeAll(expected);
            applied.forEach(expected::remove);
            assertEquals(Set.of(), expected, name + "not applied and not given up");
            assertEquals(Set.of(), unexpected, name + "applied and given up");
            Map<Long, Long> orders = new HashMap<>(ordersSent);
            givenUp.forEach((seq, clOrdId) -> assertTrue(orders.remove(seq, clOrdId), name + "an order of its own"));
            assertEquals(orders, accepted, name + "orders");
        }

        @Override
        public void onReattached(ExchangeSession back) {
            reattached++;
        }

        @Override
        public void onResend(long fromClientSeq) {
            resent++;
        }

        @Override
        public void onOrderGivenUp(long clientSeq, int accountId, long clOrdId) {
            assertEquals(null, givenUp.put(clientSeq, clOrdId), "given up once");
        }

        @Override
        public void onRefused(RejectReason reason) {
            throw new AssertionError("refused: " + reason);
        }

        @Override
        public void onTerminated(TerminationReason reason) {
            throw new AssertionError("terminated: " + reason);
        }

        @Override
        public void onExecutionReport(ExecutionReportDecoder report) {
            reports.add(report.header().reportSeq());
        }

        @Override
        public void onOrderCancelReject(OrderCancelRejectDecoder reject) {
            reports.add(reject.header().reportSeq());
        }

        @Override
        public void onAdminReport(AdminReportDecoder report) {
            reports.add(report.header().reportSeq());
        }
    }
}
