package org.tallystick.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

/** The market hash speaks of the books as their users see them; the state hash of everything. */
class HashesTest {
    private static void fill(EngineFixture log, int account, int abc, int xyz) {
        log.order(account, abc, 1, Side.BUY, 1000, 10, TimeInForce.GTC)
                .order(account, abc, 2, Side.BUY, 1000, 20, TimeInForce.DAY)
                .order(account, abc, 3, Side.SELL, 1010, 30, TimeInForce.DAY)
                .order(account, abc, 4, Side.SELL, 1000, 4, TimeInForce.DAY)
                .order(account, xyz, 5, Side.SELL, 500, 50, TimeInForce.DAY);
    }

    /** The same books by another way: other ids, sessions, times, clock, and things that came and went. */
    private static EngineScenario anotherHistory() {
        EngineScenario scenario = new EngineScenario(ClockMode.FLOW);
        EngineFixture log = scenario.log;
        log.timeNs += 5_000_000_000L;
        log.connect(EngineFixture.CONNECTION, "OPS");
        log.genesis(message -> message.shard(9).clusterId(1).maxOpenOrders(500));
        log.attachOn(EngineFixture.CONNECTION, "OPS", "idle");
        log.attachOn(EngineFixture.CONNECTION, "OPS", "other");
        log.instrument(40, "XYZ").instrument(60, "ABC").account(17, "").account(18, "gone");
        log.phase(40, TradingPhase.CONTINUOUS).phase(60, TradingPhase.CONTINUOUS);
        log.order(18, 60, 77, Side.BUY, 1000, 10, TimeInForce.GTC).cancel(18, 60, 77);
        log.order(18, 60, 78, Side.BUY, -1, 10, TimeInForce.GTC).timer();
        fill(log, 17, 60, 40);
        return scenario.apply();
    }

    private static EngineScenario market(Consumer<EngineFixture> change) {
        EngineScenario scenario = EngineScenario.open(ClockMode.LOG);
        scenario.log.instrument(2, "XYZ").phase(2, TradingPhase.CONTINUOUS);
        fill(scenario.log, EngineFixture.ACCOUNT, 1, 2);
        change.accept(scenario.log);
        return scenario.apply();
    }

    @Test
    void shouldHashTheMarketAlikeWhateverLedToIt() {
        EngineScenario one = market(log -> {});
        EngineScenario other = anotherHistory();
        assertEquals(one.marketHash(), other.marketHash());
        assertNotEquals(one.stateHash(), other.stateHash());
    }

    @Test
    void shouldHashEveryDifferenceThatUsersSee() {
        List<Consumer<EngineFixture>> changes = List.of(
                log -> {},
                log -> log.replace(1, 1, 1, 1, 1000, 5),
                log -> log.replace(1, 1, 1, 1, 1001, 6),
                log -> log.replace(1, 1, 1, 1, 1000, 7),
                log -> log.replace(1, 1, 1, 9, 1000, 6),
                log -> log.order(9, Side.BUY, 1000, 1, TimeInForce.DAY),
                log -> log.order(9, Side.BUY, 1000, 1, TimeInForce.GTC),
                log -> log.order(9, Side.SELL, 1001, 1, TimeInForce.GTC),
                log -> log.account(5, "five").order(5, 1, 9, Side.SELL, 1001, 1, TimeInForce.GTC),
                log -> log.order(9, Side.SELL, 1001, 1, TimeInForce.GTC).order(10, Side.BUY, 1001, 1, TimeInForce.IOC),
                log -> log.cancel(1, 1, 3),
                log -> log.phase(2, TradingPhase.HALTED),
                log -> log.instrument(3, "NEW"));
        Set<Long> hashes = new HashSet<>();
        for (Consumer<EngineFixture> change : changes) {
            hashes.add(market(change).marketHash());
        }
        assertEquals(changes.size(), hashes.size());
    }

    @Test
    void shouldNotHashWhatOnlyTheExchangeKnows() {
        long hash = market(log -> {}).marketHash();
        assertEquals(hash, market(log -> log.account(5, "five").timer()).marketHash());
        assertEquals(hash, market(log -> log.attach(9, "OPS", "another")).marketHash());
        assertEquals(
                hash,
                market(log -> log.order(9, Side.BUY, 900, 1, TimeInForce.DAY).cancel(1, 1, 9))
                        .marketHash());
    }

    @Test
    void shouldTellTheHashesOfTheMomentBeforeTheyWereAskedFor() {
        EngineScenario scenario = market(log -> {});
        long marketHash = scenario.marketHash();
        long eventSeq = scenario.engine.eventSeq();
        scenario.events();
        scenario.reports(1);
        scenario.log.hash();
        String told = scenario.fullEvents().get(0);
        assertTrue(told.contains("marketHash=" + marketHash + "|"), told);
        assertTrue(told.contains("eventSeq=" + eventSeq), told);
        String report = scenario.fullReports(1).get(0);
        assertTrue(report.endsWith(told.substring(told.indexOf(' ') + 1)), report);
    }

    @Test
    void shouldHashEqualStatesAlikeAfterASnapshotAndEveryInputElse() {
        EngineScenario scenario = market(log -> {});
        assertEquals(scenario.stateHash(), scenario.output.restored(5).engine.stateHash());

        Set<Long> hashes = new HashSet<>();
        hashes.add(scenario.stateHash());
        scenario.log.connect(9, "OPS");
        hashes.add(scenario.stateHash());
        scenario.log.negotiate(9, 1, 5, "OPS", "another");
        hashes.add(scenario.stateHash());
        scenario.log.order(9, Side.BUY, 900, 1, TimeInForce.DAY);
        hashes.add(scenario.stateHash());
        scenario.log.replace(1, 1, 9, 10, 900, 1);
        hashes.add(scenario.stateHash());
        scenario.log.order(9, Side.BUY, 900, 1, TimeInForce.DAY);
        hashes.add(scenario.stateHash());
        scenario.log.timer();
        hashes.add(scenario.stateHash());
        scenario.log.disconnect(9);
        hashes.add(scenario.stateHash());
        assertEquals(8, hashes.size());
        assertEquals(scenario.stateHash(), scenario.output.restored(6).engine.stateHash());
    }
}
