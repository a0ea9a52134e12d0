package org.tallystick.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The end of a run for the eye: a ladder of the book of the most traded instrument, and its last trades. */
final class MarketView {
    private static final int BAR_LENGTH = 20;

    /** One price level. */
    private record Level(String price, BigDecimal quantity, int orders) {
        Level and(BigDecimal more) {
            return new Level(price, quantity.add(more), orders + 1);
        }
    }

    private final String symbol;
    private final List<Level> bids;
    private final List<Level> asks;
    private final List<String[]> trades;

    private MarketView(String symbol, List<Level> bids, List<Level> asks, List<String[]> trades) {
        this.symbol = symbol;
        this.bids = bids;
        this.asks = asks;
        this.trades = trades;
    }

    /** Reads the files of a run; of several instruments, the one with the most trades is shown. */
    static MarketView of(Path run) throws IOException {
        String symbol = mostTraded(run.resolve("trades.csv"));
        Map<String, Level> bids = new LinkedHashMap<>();
        Map<String, Level> asks = new LinkedHashMap<>();
        try (BufferedReader book = Files.newBufferedReader(run.resolve("book.csv"))) {
            book.readLine();
            for (String line = book.readLine(); line != null; line = book.readLine()) {
                String[] field = line.split(",");
                if (field[0].equals(symbol)) {
                    BigDecimal open = new BigDecimal(field[4]);
                    (field[1].equals("B") ? bids : asks)
                            .merge(field[2], new Level(field[2], open, 1), (level, added) -> level.and(open));
                }
            }
        }
        return new MarketView(
                symbol,
                new ArrayList<>(bids.values()),
                new ArrayList<>(asks.values()),
                lastTrades(run.resolve("trades.csv"), symbol));
    }

    private static String mostTraded(Path file) throws IOException {
        Map<String, Integer> counts = new HashMap<>();
        String most = "";
        try (BufferedReader trades = Files.newBufferedReader(file)) {
            trades.readLine();
            for (String line = trades.readLine(); line != null; line = trades.readLine()) {
                String symbol = line.split(",", 4)[2];
                if (counts.merge(symbol, 1, Integer::sum) > counts.getOrDefault(most, 0)) {
                    most = symbol;
                }
            }
        }
        return most;
    }

    private static List<String[]> lastTrades(Path file, String symbol) throws IOException {
        Deque<String[]> last = new ArrayDeque<>();
        try (BufferedReader trades = Files.newBufferedReader(file)) {
            trades.readLine();
            for (String line = trades.readLine(); line != null; line = trades.readLine()) {
                String[] field = line.split(",");
                if (field[2].equals(symbol)) {
                    last.addLast(field);
                    if (last.size() > 100) {
                        last.removeFirst();
                    }
                }
            }
        }
        return new ArrayList<>(last);
    }

    /** Prints the best levels of both sides and the last trades. */
    void print(PrintWriter out, int levels, int lastTrades) {
        out.printf("%n%s, book at the end of the day (good-till-cancel orders)%n%n", symbol);
        BigDecimal greatest = BigDecimal.ONE;
        for (List<Level> side : List.of(bids, asks)) {
            for (Level level : side.subList(0, Math.min(levels, side.size()))) {
                greatest = greatest.max(level.quantity());
            }
        }
        out.printf("  %8s %14s %14s%n", "orders", "quantity", "price");
        for (int i = Math.min(levels, asks.size()) - 1; i >= 0; i--) {
            print(out, "ask", asks.get(i), greatest);
        }
        out.printf("  %s%n", "-".repeat(44));
        for (int i = 0; i < Math.min(levels, bids.size()); i++) {
            print(out, "bid", bids.get(i), greatest);
        }
        out.printf("%nLast trades%n%n  %14s %14s  %-9s %s%n", "price", "quantity", "aggressor", "buyer x seller");
        for (String[] trade : trades.subList(Math.max(0, trades.size() - lastTrades), trades.size())) {
            out.printf("  %14s %14s  %-9s %s x %s%n", trade[3], trade[4], aggressor(trade[7]), trade[5], trade[6]);
        }
        out.flush();
    }

    private static void print(PrintWriter out, String side, Level level, BigDecimal greatest) {
        int length = level.quantity()
                .multiply(BigDecimal.valueOf(BAR_LENGTH))
                .divideToIntegralValue(greatest)
                .intValue();
        out.printf(
                Locale.ROOT,
                "  %8d %14s %14s  %s %s%n",
                level.orders(),
                level.quantity().toPlainString(),
                level.price(),
                side,
                "#".repeat(Math.max(1, length)));
    }

    private static String aggressor(String letter) {
        return switch (letter) {
            case "B" -> "buyer";
            case "S" -> "seller";
            default -> "auction";
        };
    }
}
