package org.tallystick.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.client.EventStreamReader;
import org.tallystick.codecs.types.Side;
import org.tallystick.node.Durability;

/** The example of docs/client.md: killed anywhere, restarted, and every trade is in the file once. */
@Timeout(60)
class TradeFileTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @Test
    void shouldKeepEachTradeOnceHoweverOftenItIsKilled() throws IOException {
        Path path = folder.resolve("trades.csv");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int trades = 0;
        for (int life = 0; life < 4; life++) {
            // The exchange is restarted as often as the consumer.
            try (EmbeddedExchange exchange = EmbeddedExchange.launch(EmbeddedConfig.defaults()
                            .folder(folder.resolve("data"))
                            .durability(Durability.MEMORY));
                    Market market = life == 0 ? Market.open(exchange) : Market.join(exchange, "orders")) {
                long before = market.reports;
                for (int i = 0; i < 50; i++) {
                    long clOrdId = 1 + 2L * trades++;
                    market.await(() -> market.limit(clOrdId, Side.SELL, 30_500, 10) > 0);
                    market.await(() -> market.limit(clOrdId + 1, Side.BUY, 30_500, 10) > 0);
                }
                market.awaitReports(before + 4 * 50);
                int expected = trades;
                try (TradeFile file = new TradeFile(path);
                        EventStreamReader reader = new EventStreamReader(
                                exchange.eventStreamConfig().checkpoint(file.checkpoint()), file)) {
                    long deadlineNs = System.nanoTime() + TIMEOUT.toNanos();
                    while (trades(path).size() < expected && System.nanoTime() - deadlineNs < 0) {
                        reader.poll();
                    }
                }
            }
            assertTrades(trades, path, seed);
            kill(path, random);
        }
    }

    /** As a process leaves its file that is killed: some of its last lines are missing, the last is torn. */
    private static void kill(Path path, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        Files.write(path, Arrays.copyOf(bytes, bytes.length - random.nextInt(bytes.length / 4)));
    }

    private static void assertTrades(int count, Path path, long seed) throws IOException {
        List<String> lines = trades(path);
        assertEquals(count, lines.size(), "seed " + seed);
        long last = 0;
        HashSet<String> tradeIds = new HashSet<>();
        for (String line : lines) {
            String[] fields = line.split(",", -1);
            assertTrue(Long.parseLong(fields[0]) > last, "in order, seed " + seed);
            last = Long.parseLong(fields[0]);
            assertTrue(tradeIds.add(fields[1]), "once, seed " + seed);
        }
    }

    private static List<String> trades(Path path) throws IOException {
        return Files.readAllLines(path).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }
}
