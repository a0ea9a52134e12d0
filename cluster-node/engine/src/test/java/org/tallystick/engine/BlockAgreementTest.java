package org.tallystick.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.codecs.NodePrincipal;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.engine.session.Connections;

/** The nodes put the hashes of their blocks into the log, and every node says which of them differs. */
class BlockAgreementTest {
    private static final long NODES = 50;
    private static final int MEMBERS = 3;
    private static final long BAD = 4711;

    private final EngineScenario scenario = EngineScenario.open(ClockMode.LOG);
    private final EngineFixture log = scenario.log;

    private void connectNodes() {
        for (int member = 0; member < MEMBERS; member++) {
            log.connect(NODES + member, NodePrincipal.of(member));
        }
    }

    private void report(int member, long block, long hash) {
        log.blockHash(NODES + member, member, MEMBERS, block, hash);
    }

    @ParameterizedTest
    @EnumSource(
            value = ClockMode.class,
            names = {"LOG", "FLOW"})
    void shouldTellTheHashThatTheEventOfTheBlockStates(ClockMode clockMode) {
        EngineScenario any = EngineScenario.open(clockMode);
        assertEquals(0, any.engine.lastBlock());
        assertEquals(0, any.engine.lastBlockHash());
        for (int block = 1; block <= 3; block++) {
            any.log.order(block, Side.BUY, 1000, 1, TimeInForce.DAY).block();
            List<String> events = any.fullEvents();
            assertEquals(
                    "BlockEnded block=" + any.engine.lastBlock() + "|runningHash=" + any.engine.lastBlockHash(),
                    events.get(events.size() - 1).trim());
            assertEquals(block, any.engine.lastBlock());
        }
    }

    @Test
    void shouldSayWhichNodeDiffersAndFromWhichBlock() {
        connectNodes();
        log.block();
        scenario.events();
        long good = scenario.engine.lastBlockHash();
        for (int member = 0; member < MEMBERS; member++) {
            report(member, 1, good);
        }
        assertEquals(List.of(), scenario.events());

        log.block();
        scenario.events();
        good = scenario.engine.lastBlockHash();
        report(2, 2, BAD);
        report(0, 2, good);
        report(1, 2, good);
        assertEquals(
                List.of("NodeDiverged block=2|hash=" + BAD + "|majorityHash=" + good + "|memberId=2"),
                scenario.fullEvents().stream().map(String::trim).toList());
        assertEquals(2, scenario.engine.divergedMember(2));
        assertEquals(0, scenario.engine.divergedMember(1));
        assertEquals(List.of(), scenario.replies());
    }

    /** The node that differs reads the same log, and finds the same about itself. */
    @Test
    void shouldCompareWhatTheLogSaysAndNotItsOwnHash() {
        connectNodes();
        log.block();
        for (int member = 0; member < MEMBERS; member++) {
            report(member, 1, member == 2 ? BAD : BAD + 1);
        }
        scenario.apply();
        assertTrue(scenario.engine.lastBlockHash() != BAD + 1);
        assertEquals(1, scenario.engine.divergedMember(2));
    }

    @Test
    void shouldRefuseWhatIsNotThatNodes() {
        connectNodes();
        log.connect(60, NodePrincipal.PREFIX + "01");
        log.block().blockHash(EngineFixture.CONNECTION, 0, MEMBERS, 1, BAD);
        log.blockHash(NODES + 1, 0, MEMBERS, 1, BAD);
        log.blockHash(60, 1, MEMBERS, 1, BAD);
        log.blockHash(61, 1, MEMBERS, 1, BAD);
        report(0, 2, BAD);
        report(0, 1, BAD);
        report(0, 1, BAD + 1);
        assertEquals(
                List.of(
                        "BlockEnded",
                        "MessageRefused NOT_AUTHORIZED",
                        "MessageRefused NOT_AUTHORIZED",
                        "MessageRefused NOT_AUTHORIZED",
                        "MessageRefused UNKNOWN_CONNECTION",
                        "MessageRefused UNKNOWN_BLOCK",
                        "MessageRefused CONFLICTING_HASH"),
                scenario.events());
        assertEquals(
                List.of(
                        "MessageReject NOT_AUTHORIZED",
                        "MessageReject NOT_AUTHORIZED",
                        "MessageReject NOT_AUTHORIZED",
                        "MessageReject UNKNOWN_CONNECTION",
                        "MessageReject UNKNOWN_BLOCK",
                        "MessageReject CONFLICTING_HASH"),
                scenario.replies());
        for (int i = 0; i < 64; i++) {
            log.block();
        }
        scenario.events();
        report(0, 1, BAD);
        assertEquals(List.of("MessageRefused STALE_BLOCK"), scenario.events());
    }

    @Test
    void shouldRefuseHashesBeforeTheGenesis() {
        EngineScenario empty = new EngineScenario(ClockMode.LOG);
        empty.log.connect(NODES, NodePrincipal.of(0));
        empty.log.blockHash(NODES, 0, 1, 1, BAD);
        assertEquals(List.of("MessageReject NO_GENESIS"), empty.replies());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tallystick-node-1", "tallystick-node-", "tallystick-node-x"})
    void shouldKeepTheNamesOfNodes(String name) {
        log.participant(2, name, 1);
        assertEquals(List.of("CommandRejected RESERVED_NAME"), scenario.events());

        EngineScenario empty = new EngineScenario(ClockMode.LOG);
        empty.log.connect(EngineFixture.CONNECTION, name);
        empty.log.genesis(message -> message.operator(name));
        assertEquals(List.of("MessageReject RESERVED_NAME"), empty.replies());
    }

    /** Clients can take all connections that there are for clients, and nodes are heard. */
    @Test
    void shouldHearNodesWhenClientsHaveTakenAllConnections() {
        for (int i = 0; i < 200; i++) {
            log.connect(1000 + i, "OPS");
        }
        connectNodes();
        log.block();
        report(0, 1, BAD);
        assertEquals(List.of("BlockEnded"), scenario.events());
        assertEquals(List.of(), scenario.replies());
        for (int i = 0; i < 2 * Connections.BOUND_OF_NODES; i++) {
            log.connect(2000 + i, NodePrincipal.of(1));
        }
        log.blockHash(2000 + Connections.BOUND_OF_NODES, 1, MEMBERS, 1, BAD);
        assertEquals(List.of("MessageRefused UNKNOWN_CONNECTION"), scenario.events());
    }

    @Test
    void shouldKeepEverythingInSnapshots() {
        connectNodes();
        for (long block = 1; block <= 100; block++) {
            log.block();
            report(0, block, block);
            report(1, block, block % 7 == 0 ? -block : block);
            if (block % 5 != 0) {
                report(2, block, block < 40 || block > 90 ? block : -1 - block);
            }
        }
        int middle = log.log.size() / 2;
        log.disconnect(NODES).block();
        EngineOutput through = EngineOutput.after(log.log);
        EngineOutput first = EngineOutput.after(log.log.subList(0, middle));
        int framesBefore = first.frames.size();
        EngineOutput second = first.restored(5);
        assertArrayEquals(first.snapshot(), second.snapshot());
        log.log.subList(middle, log.log.size()).forEach(input -> input.apply(second.engine));
        assertArrayEquals(through.snapshot(), second.snapshot());
        assertEquals(through.frames.size(), framesBefore + second.frames.size());
        assertEquals(through.engine.runningHash(), second.engine.runningHash());
        assertEquals(through.engine.lastBlockHash(), second.engine.lastBlockHash());
        assertEquals(101, second.engine.lastBlock());
        assertTrue(through.engine.blocks().judgedBlock(2) > 90);
    }
}
