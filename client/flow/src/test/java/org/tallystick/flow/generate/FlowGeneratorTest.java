package org.tallystick.flow.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;
import org.tallystick.flow.FlowAction;
import org.tallystick.flow.FlowReader;
import org.tallystick.flow.FlowRow;
import org.tallystick.flow.FlowWriter;
import org.tallystick.flow.InstrumentSpec;
import org.tallystick.flow.Instruments;
import org.tallystick.flow.InstrumentsFile;

final class FlowGeneratorTest {
    private static final long SEED = 42;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "EQUITY, 949fe51130b53831",
        "REPRICE, 7308989cc2a2a7dc",
        "DEEP, a3d3a192bc12f1a2",
        "CRASH, 774445adac7abc70",
        "RANDOM_IDS, df38db2bfd20803c",
        "AUCTION_DAY, b09d71fbd5b1a21c",
    })
    void shouldWriteTheSameBytesForTheSameSeedEverywhere(final FlowProfile profile, final String sha256)
            throws IOException {
        assertEquals(sha256, sha256(write(profile, 20_000, SEED, "flow.csv")).substring(0, 16));
    }

    @Test
    void shouldGzipToTheSameBytesForTheSameSeedEverywhere() throws IOException {
        assertEquals(
                "9bb0a2eba80b44f0",
                sha256(write(FlowProfile.EQUITY, 20_000, SEED, "flow.csv.gz")).substring(0, 16));
    }

    @Test
    void shouldWriteOtherRowsForAnotherSeed() throws IOException {
        assertNotEquals(
                sha256(write(FlowProfile.EQUITY, 1000, 1, "a.csv")),
                sha256(write(FlowProfile.EQUITY, 1000, 2, "b.csv")));
    }

    @ParameterizedTest
    @EnumSource(FlowProfile.class)
    void shouldWriteWhatTheReaderReads(final FlowProfile profile) throws IOException {
        final int count = 5000;
        final Path file = write(profile, count, SEED, "flow.csv");
        final FlowGenerator generator = new FlowGenerator(profile, count, SEED);
        final Path instrumentsFile = folder.resolve("flow.instruments.csv");
        InstrumentsFile.write(instrumentsFile, generator.instruments());
        final Instruments instruments = InstrumentsFile.read(instrumentsFile);
        assertEquals(generator.instruments().all(), instruments.all());

        final FlowRow expected = new FlowRow();
        final FlowRow read = new FlowRow();
        try (FlowReader reader = FlowReader.open(file, instruments)) {
            while (generator.next(expected)) {
                assertTrue(reader.read(read));
                assertEquals(expected.number, read.number);
                assertEquals(expected.timeNs, read.timeNs);
                assertEquals(expected.action, read.action);
                assertEquals(expected.clOrdId, read.clOrdId);
                assertEquals(expected.price, read.price);
                assertEquals(expected.qty, read.qty);
                assertEquals(expected.tif, read.tif);
                assertEquals(expected.type, read.type);
            }
            assertFalse(reader.read(read));
            assertEquals(count, reader.rowsRead());
        }
    }

    @ParameterizedTest
    @CsvSource({
        // profile, rows, resting, levels
        "EQUITY, 200000, 5000, 400",
        "RANDOM_IDS, 200000, 5000, 400",
        "REPRICE, 200000, 1000, 600",
        "DEEP, 400000, 200000, 18000",
    })
    void shouldKeepTheBookThatTheProfileNames(
            final FlowProfile profile, final int count, final int resting, final int levels) {
        final Observed observed = observe(profile, count);

        assertNear(resting, observed.resting(), 5);
        assertNear(levels, observed.levels(), 10);
        assertFewRefused(observed, count);
        assertTrue(observed.trades() > count / 100, () -> observed.trades() + " trades");
    }

    @ParameterizedTest
    @EnumSource(FlowProfile.class)
    void shouldKnowWhichOrdersAreLive(final FlowProfile profile) {
        final int count = 100_000;
        final Observed observed = observe(profile, count);

        assertEquals(observed.liveInModel, observed.resting() + observed.expired);
        assertTrue(observed.misses() < count / 100, () -> observed.misses() + " misses");
    }

    @Test
    void shouldMixOrdersAsALiquidShareDoes() {
        final int count = 400_000;
        final Observed observed = observe(FlowProfile.EQUITY, count);

        final int rows = count - 5000;
        assertNear(54, 100.0 * (observed.actions.get(FlowAction.NEW) - 5000) / rows, 10);
        assertNear(36, 100.0 * observed.actions.get(FlowAction.CANCEL) / rows, 10);
        assertNear(8, 100.0 * observed.actions.get(FlowAction.REPLACE) / rows, 10);
        assertTrue(observed.gtc > count / 20 && observed.gtc < count / 10, () -> observed.gtc + " GTC");
        assertTrue(observed.ioc > count / 100 && observed.fok > count / 500 && observed.market > count / 200);
    }

    @Test
    void shouldReplaceFourTimesOutOfFive() {
        final Observed observed = observe(FlowProfile.REPRICE, 200_000);

        assertNear(80, observed.actions.get(FlowAction.REPLACE) / 2000.0, 3);
    }

    @Test
    void shouldSweepManyLevelsInACrash() {
        final Observed observed = observe(FlowProfile.CRASH, 100_000);

        assertTrue(observed.mostLevelsSwept() >= 30, () -> observed.mostLevelsSwept() + " levels");
        final long fall = 100 * (observed.firstPrice - observed.leastPrice) / observed.firstPrice;
        assertTrue(fall > 20, () -> fall + " % fall");
        final long rise = 100 * (observed.lastPrice - observed.leastPrice) / observed.leastPrice;
        assertTrue(rise > 20, () -> rise + " % rise");
    }

    @Test
    void shouldDrawIdsFromAll63Bits() {
        final Observed observed = observe(FlowProfile.RANDOM_IDS, 20_000);

        assertTrue(observed.greatestId > Long.MAX_VALUE / 100 * 99);
        assertTrue(observed.leastId < Long.MAX_VALUE / 100);
    }

    @Test
    void shouldTakeEveryInstrumentThroughAWholeDay() {
        final Observed observed = observe(FlowProfile.AUCTION_DAY, 100_000);
        final List<TradingPhase> plain = List.of(
                TradingPhase.PRE_OPEN,
                TradingPhase.OPENING_AUCTION,
                TradingPhase.CONTINUOUS,
                TradingPhase.CLOSING_AUCTION,
                TradingPhase.CLOSED);
        final List<TradingPhase> halted = new ArrayList<>(plain);
        halted.addAll(3, List.of(TradingPhase.HALTED, TradingPhase.CONTINUOUS));

        assertEquals(4, observed.markets.size());
        for (int i = 0; i < 4; i++) {
            final NaiveMarket market = observed.markets.get(i);
            assertEquals(i == 0 ? halted : plain, observed.phases.get(i));
            assertEquals(2, market.auctions);
            assertTrue(market.resting(true) > 10 && market.resting(false) > 10, "GTC orders left on both sides");
        }
        assertEquals(8, observed.actions.get(FlowAction.UNCROSS));
        final Set<Integer> decimals = new HashSet<>();
        observed.instruments.all().forEach(spec -> decimals.add(spec.priceDecimals() * 100 + spec.qtyDecimals()));
        assertTrue(decimals.size() > 2, decimals::toString);
    }

    @Test
    void shouldFitADayIntoAnyNumberOfRows() {
        for (int count = 100; count < 260; count++) {
            final Observed observed = observe(FlowProfile.AUCTION_DAY, count);
            assertEquals(4 * 5 + 2, observed.actions.get(FlowAction.PHASE), "phases in " + count + " rows");
            assertEquals(8, observed.actions.get(FlowAction.UNCROSS), "auctions in " + count + " rows");
        }
        final IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> new FlowGenerator(FlowProfile.AUCTION_DAY, 99, SEED));
        assertEquals("profile auction-day needs at least 100 rows, not 99", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 10, 1000})
    void shouldGiveExactlyTheRowsAskedFor(final long count) {
        for (final FlowProfile profile : FlowProfile.values()) {
            if (count >= profile.minCount()) {
                assertEquals(count, observe(profile, count).rows);
            }
        }
    }

    /** Beyond what the live orders need, rows cost no memory: not kept, and not even allocated. */
    @Test
    void shouldStream() {
        final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final FlowGenerator generator = new FlowGenerator(FlowProfile.EQUITY, Long.MAX_VALUE / 2, SEED);
        final FlowRow row = new FlowRow();
        for (int i = 0; i < 300_000; i++) {
            generator.next(row);
        }
        final long before = thread.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1_000_000; i++) {
            generator.next(row);
        }
        final long allocated = thread.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 100_000, () -> allocated + " bytes allocated");
    }

    private static void assertFewRefused(final Observed observed, final long count) {
        final long misses =
                observed.markets.stream().mapToLong(market -> market.misses).sum();
        final long refused =
                observed.markets.stream().mapToLong(market -> market.refused).sum();
        assertTrue(misses > count / 1000 && misses < count / 100, () -> misses + " misses in " + count);
        assertTrue(refused > count / 1000 && refused < count / 50, () -> refused + " refused in " + count);
    }

    private static void assertNear(final double expected, final double actual, final double percent) {
        assertTrue(
                Math.abs(actual - expected) * 100 <= expected * percent,
                () -> actual + " is not within " + percent + " % of " + expected);
    }

    private Path write(final FlowProfile profile, final long count, final long seed, final String name)
            throws IOException {
        final FlowGenerator generator = new FlowGenerator(profile, count, seed);
        final Path file = folder.resolve(name);
        final FlowRow row = new FlowRow();
        try (FlowWriter writer = FlowWriter.create(file, generator.instruments(), generator.columns())) {
            while (generator.next(row)) {
                writer.write(row);
            }
        }
        return file;
    }

    private static String sha256(final Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (final NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static Observed observe(final FlowProfile profile, final long count) {
        final FlowGenerator generator = new FlowGenerator(profile, count, SEED);
        final Observed observed = new Observed(generator.instruments());
        final FlowRow row = new FlowRow();
        while (generator.next(row)) {
            observed.see(row);
        }
        observed.liveInModel = generator.liveOrders();
        return observed;
    }

    /** What a flow does to an exchange. */
    private static final class Observed {
        private final Instruments instruments;
        private final List<NaiveMarket> markets = new ArrayList<>();
        private final List<List<TradingPhase>> phases = new ArrayList<>();
        private final Map<FlowAction, Integer> actions = new EnumMap<>(FlowAction.class);
        private long rows;
        private long timeNs;
        private long gtc;
        private long ioc;
        private long fok;
        private long market;
        private long leastId = Long.MAX_VALUE;
        private long greatestId;
        private long firstPrice;
        private long leastPrice = Long.MAX_VALUE;
        private long lastPrice;
        /** Day orders at a close, which the generator does not follow: no row comes after it. */
        private long expired;

        private long liveInModel;

        private Observed(final Instruments instruments) {
            this.instruments = instruments;
            for (final InstrumentSpec spec : instruments.all()) {
                markets.add(new NaiveMarket(spec));
                phases.add(new ArrayList<>());
            }
        }

        private void see(final FlowRow row) {
            rows++;
            assertEquals(rows, row.number);
            assertTrue(row.timeNs >= timeNs);
            timeNs = row.timeNs;
            actions.merge(row.action, 1, Integer::sum);
            final NaiveMarket naive = markets.get(row.instrument);
            if (row.action == FlowAction.PHASE) {
                phases.get(row.instrument).add(row.phase);
            }
            if (row.action == FlowAction.NEW) {
                seeOrder(row);
            }
            final long before = naive.live();
            naive.apply(row);
            expired += row.phase == TradingPhase.CLOSED ? before - naive.live() : 0;
        }

        private void seeOrder(final FlowRow row) {
            gtc += row.tif == TimeInForce.GTC ? 1 : 0;
            ioc += row.tif == TimeInForce.IOC ? 1 : 0;
            fok += row.tif == TimeInForce.FOK ? 1 : 0;
            market += row.type == OrdType.MARKET ? 1 : 0;
            leastId = Math.min(leastId, row.clOrdId);
            greatestId = Math.max(greatestId, row.clOrdId);
            if (row.type == OrdType.LIMIT) {
                firstPrice = firstPrice == 0 ? row.price : firstPrice;
                leastPrice = Math.min(leastPrice, row.price);
                lastPrice = row.price;
            }
        }

        private long resting() {
            return markets.stream().mapToLong(NaiveMarket::live).sum();
        }

        private long levels() {
            return markets.stream().mapToLong(NaiveMarket::levels).sum();
        }

        private long misses() {
            return markets.stream().mapToLong(naive -> naive.misses).sum();
        }

        private long refused() {
            return markets.stream().mapToLong(naive -> naive.refused).sum();
        }

        private long trades() {
            return markets.stream().mapToLong(naive -> naive.trades).sum();
        }

        private long mostLevelsSwept() {
            return markets.stream()
                    .mapToLong(naive -> naive.mostLevelsSwept)
                    .max()
                    .orElseThrow();
        }
    }
}
