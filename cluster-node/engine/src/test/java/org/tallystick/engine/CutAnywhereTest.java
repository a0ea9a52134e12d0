package org.tallystick.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tallystick.codecs.CommandValidator;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

/** Cut a log anywhere: prefix, snapshot, restore and suffix give the same bytes as the whole. */
class CutAnywhereTest {
    @ParameterizedTest
    @EnumSource(
            value = ClockMode.class,
            names = {"LOG", "FLOW"})
    void shouldGiveTheSameBytesWhereverTheLogIsCut(ClockMode clockMode) {
        long seed = 20230207;
        List<EngineFixture.Input> log = randomLog(clockMode, seed, 600);
        EngineOutput whole = EngineOutput.after(log);
        byte[] wholeFrames = whole.frameBytes();
        byte[] wholeSnapshot = whole.snapshot();
        assertTrue(whole.engine.venue().exchange().openOrders() > 0, "orders rest in the end");

        for (int cut = 0; cut <= log.size(); cut++) {
            String where = "seed " + seed + ", cut at " + cut;
            EngineOutput prefix = EngineOutput.after(log.subList(0, cut));
            EngineOutput suffix = prefix.restored(cut * 31L);
            assertArrayEquals(prefix.snapshot(), suffix.snapshot(), where);
            assertEquals(prefix.engine.stateHash(), suffix.engine.stateHash(), where);
            log.subList(cut, log.size()).forEach(input -> input.apply(suffix.engine));

            byte[] before = prefix.frameBytes();
            byte[] after = suffix.frameBytes();
            assertEquals(wholeFrames.length, before.length + after.length, where);
            byte[] joined = Arrays.copyOf(before, wholeFrames.length);
            System.arraycopy(after, 0, joined, before.length, after.length);
            assertArrayEquals(wholeFrames, joined, where);
            assertArrayEquals(wholeSnapshot, suffix.snapshot(), where);
            assertEquals(whole.engine.marketHash(), suffix.engine.marketHash(), where);
        }
    }

    @Test
    void shouldNotDependOnTheSeedOfTheIndexes() {
        List<EngineFixture.Input> log = randomLog(ClockMode.LOG, 5, 3000);
        EngineOutput one = new EngineOutput(1);
        EngineOutput other = new EngineOutput(-987654321);
        log.forEach(input -> input.apply(one.engine));
        log.forEach(input -> input.apply(other.engine));
        assertArrayEquals(one.frameBytes(), other.frameBytes());
        assertEquals(one.engine.stateHash(), other.engine.stateHash());
    }

    static List<EngineFixture.Input> randomLog(ClockMode clockMode, long seed, int commands) {
        SplittableRandom random = new SplittableRandom(seed);
        EngineFixture fixture = new EngineFixture(clockMode);
        fixture.maxWorkPerStep = 3;
        fixture.open();
        fixture.account(2, "second").instrument(2, "XYZ").phase(2, TradingPhase.OPENING_AUCTION);
        for (int i = 0; i < commands; i++) {
            int account = random.nextInt(1, 3);
            int instrument = random.nextInt(1, 3);
            long clOrdId = random.nextInt(1, 200);
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            long price = random.nextInt(980, 1021);
            switch (random.nextInt(20)) {
                case 0 -> fixture.cancel(account, instrument, clOrdId);
                case 1 -> fixture.reduce(account, instrument, clOrdId, random.nextInt(0, 60));
                case 2, 3 -> fixture.replace(account, instrument, clOrdId, clOrdId, price, random.nextInt(0, 90));
                case 4 ->
                    fixture.replace(account, instrument, clOrdId, random.nextInt(1, 400), price, random.nextInt(1, 9));
                case 5 -> fixture.order(account, instrument, clOrdId, side, price, 30, TimeInForce.IOC);
                case 6 -> fixture.order(account, instrument, clOrdId, side, price, 130, TimeInForce.FOK);
                case 7 ->
                    fixture.order(account, instrument, clOrdId, side, CommandValidator.ABSENT, 25, TimeInForce.DAY);
                case 8 -> fixture.timer();
                case 9 -> oneOf(random, fixture, account, instrument);
                default ->
                    fixture.order(
                            account,
                            instrument,
                            clOrdId,
                            side,
                            price,
                            random.nextInt(1, 100),
                            random.nextBoolean() ? TimeInForce.GTC : TimeInForce.DAY);
            }
        }
        for (int i = 0; i < 30; i++) {
            fixture.order(2, 1 + i % 2, 1000 + i, Side.BUY, 900 + i, 10, TimeInForce.GTC);
        }
        fixture.phase(1, TradingPhase.CONTINUOUS).massCancel(1).hash();
        return fixture.log;
    }

    private static void oneOf(SplittableRandom random, EngineFixture fixture, int account, int instrument) {
        switch (random.nextInt(20)) {
            case 0 -> fixture.massCancel(account);
            case 1 -> fixture.uncross(instrument, CommandValidator.ABSENT);
            case 2 -> fixture.phase(instrument, TradingPhase.CLOSED);
            case 3 -> fixture.phase(instrument, TradingPhase.CLOSING_AUCTION);
            case 4 -> fixture.hash();
            default -> fixture.phase(instrument, TradingPhase.CONTINUOUS);
        }
    }
}
