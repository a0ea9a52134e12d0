package org.tallystick.flow.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.agrona.collections.Long2LongHashMap;
import org.tallystick.codecs.DecimalText;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TradingPhase;
import org.tallystick.flow.CsvRows;
import org.tallystick.flow.FlowFormatException;
import org.tallystick.flow.run.FlowRun;

/**
 * Reads LOBSTER message files: one instrument, one event a line, {@code time,type,order id,size,price,direction}.
 *
 * <p>Orders that were there before the file are known from the orderbook file, by level and not one by one. Each level
 * becomes one order, in front of all that come later; what happens to an order that the file never added happens to the
 * order of its level.
 */
public final class LobsterImporter extends Importer {
    /** Decimals of a price: a price is in ten-thousandths of a dollar. */
    public static final int PRICE_DECIMALS = 4;

    private static final List<String> COLUMNS = List.of("time", "type", "order_id", "size", "price", "direction");
    /** Some files have a seventh column, of which nothing is needed. */
    private static final List<String> MORE_COLUMNS =
            List.of("time", "type", "order_id", "size", "price", "direction", "more");

    private static final int TIME = 0;
    private static final int TYPE = 1;
    private static final int ORDER_ID = 2;
    private static final int SIZE = 3;
    private static final int PRICE = 4;
    private static final int DIRECTION = 5;
    private static final int NANO_DECIMALS = 9;
    private static final int COLUMNS_A_LEVEL = 4;
    private static final long NO_SEED = 0;
    private static final long DAY_NS = TimeUnit.DAYS.toNanos(1);

    private final Path messages;
    private final Path orderbook;
    private final String symbol;
    private final long midnightNs;
    private final Long2LongHashMap bidSeeds = new Long2LongHashMap(NO_SEED);
    private final Long2LongHashMap askSeeds = new Long2LongHashMap(NO_SEED);

    private long timeNs;
    private int type;
    private long orderId;
    private long size;
    private long price;
    private Side side;

    /**
     * Prepares to read a file.
     *
     * @param messages the message file, plain or gzipped
     * @param orderbook the orderbook file that belongs to it, or null: then the book is empty at the beginning
     * @param symbol of the instrument
     * @param date of the day
     * @param zone whose midnight the times count from
     * @throws IllegalArgumentException where the symbol is none
     */
    public LobsterImporter(
            final Path messages, final Path orderbook, final String symbol, final LocalDate date, final ZoneId zone) {
        this.messages = Objects.requireNonNull(messages);
        this.orderbook = orderbook;
        this.symbol = Symbols.check(symbol);
        this.midnightNs = Midnight.epochNs(date, zone);
    }

    @Override
    void read(final ImportedMarket market, final FlowRun.Listener progress) throws IOException {
        final int instrument = market.define(symbol, PRICE_DECIMALS);
        try (CsvRows rows = CsvRows.open(messages)) {
            rows.withoutHeader(fields -> fields == MORE_COLUMNS.size() ? MORE_COLUMNS : COLUMNS);
            while (rows.next()) {
                parse(rows);
                if (rows.row() == 1) {
                    market.phase(timeNs, instrument, TradingPhase.CONTINUOUS);
                    if (orderbook != null) {
                        seed(market, instrument);
                    }
                }
                market.counts().message('0' + type, apply(rows, market, instrument));
                if (rows.row() % MESSAGES_A_STEP == 0) {
                    progress.onProgress("importing", rows.bytesRead(), rows.fileLength());
                }
            }
            if (rows.row() == 0) {
                throw rows.fault("no message in it");
            }
        }
    }

    private void parse(final CsvRows rows) throws FlowFormatException {
        final long time = number(rows, TIME, NANO_DECIMALS, "seconds after midnight with at most 9 decimals");
        if (time < 0 || time >= DAY_NS) {
            throw rows.unexpected(TIME, "seconds after midnight, from 0 to 86399.999999999");
        }
        timeNs = midnightNs + time;
        final long number = rows.wholeNumber(TYPE);
        if (number < 1 || number > 7) {
            throw rows.unexpected(TYPE, "a type of event from 1 to 7");
        }
        type = (int) number;
        orderId = number(rows, ORDER_ID, 0, "an order id");
        size = number(rows, SIZE, 0, "a number of shares");
        price = number(rows, PRICE, 0, "a whole number of ten-thousandths");
        final long direction = number(rows, DIRECTION, 0, "1 or -1");
        if (type <= 4 && direction != 1 && direction != -1) {
            throw rows.unexpected(DIRECTION, "1 for an order to buy, or -1 for one to sell");
        }
        side = direction == 1 ? Side.BUY : Side.SELL;
        if (type <= 4 && orderId <= 0) {
            throw rows.unexpected(ORDER_ID, "an order id above zero");
        }
        if (type <= 4 && size <= 0) {
            throw rows.unexpected(SIZE, "a number of shares above zero");
        }
        if (type <= 4 && price <= 0) {
            throw rows.unexpected(PRICE, "a price above zero");
        }
    }

    private Outcome apply(final CsvRows rows, final ImportedMarket market, final int instrument) throws IOException {
        return switch (type) {
            case 1 -> market.add(timeNs, instrument, orderId, side, price, size);
            case 2 -> market.reduce(timeNs, instrument, known(market, instrument), size);
            case 3 -> delete(market, instrument);
            case 4 -> market.execute(timeNs, instrument, known(market, instrument), price, size);
            case 5 -> Outcome.HIDDEN;
            case 6 -> Outcome.CROSS;
            default -> halt(rows, market, instrument);
        };
    }

    private Outcome delete(final ImportedMarket market, final int instrument) throws IOException {
        final long id = known(market, instrument);
        return id == orderId ? market.cancel(timeNs, instrument, id) : market.reduce(timeNs, instrument, id, size);
    }

    /** The order meant: the message's own where the file added it, else that of its level at the beginning. */
    private long known(final ImportedMarket market, final int instrument) {
        if (market.isInBook(instrument, orderId)) {
            return orderId;
        }
        final long seed = (side == Side.BUY ? bidSeeds : askSeeds).get(price);
        return seed == NO_SEED ? orderId : seed;
    }

    private Outcome halt(final CsvRows rows, final ImportedMarket market, final int instrument) throws IOException {
        if (price < -1 || price > 1) {
            throw rows.unexpected(PRICE, "-1 for a halt, 0 for quoting, or 1 for trading");
        }
        market.phase(
                timeNs,
                instrument,
                price < 0 ? TradingPhase.HALTED : price == 0 ? TradingPhase.PRE_OPEN : TradingPhase.CONTINUOUS);
        return Outcome.MAPPED;
    }

    private static long number(final CsvRows rows, final int column, final int decimals, final String expected)
            throws FlowFormatException {
        final int start = rows.start(column);
        final long number = DecimalText.parse(rows.buffer(), start, rows.end(column) - start, decimals);
        if (!DecimalText.isNumber(number)) {
            throw rows.unexpected(column, expected);
        }
        return number;
    }

    /** Fills the book with what the first row of the orderbook file shows, less what the first message did. */
    private void seed(final ImportedMarket market, final int instrument) throws IOException {
        final LobsterSeed seed = new LobsterSeed();
        try (CsvRows rows = CsvRows.open(orderbook)) {
            final int[] columns = new int[1];
            rows.withoutHeader(fields -> {
                columns[0] = fields;
                return names(fields);
            });
            if (columns[0] == 0 || columns[0] % COLUMNS_A_LEVEL != 0 || !rows.next()) {
                throw rows.fault(columns[0] + " columns, but an orderbook file has four for every level:"
                        + " ask price, ask size, bid price, bid size");
            }
            for (int column = 0; column < columns[0]; column += COLUMNS_A_LEVEL) {
                level(rows, column, seed, Side.SELL);
                level(rows, column + 2, seed, Side.BUY);
            }
        }
        seed.undo(type, side, price, size);
        long key = 0;
        for (final Side each : List.of(Side.BUY, Side.SELL)) {
            for (final var level : seed.levels(each).entrySet()) {
                // Recorded ids are above zero.
                market.add(timeNs, instrument, --key, each, level.getKey(), level.getValue());
                (each == Side.BUY ? bidSeeds : askSeeds).put(level.getKey().longValue(), key);
            }
        }
    }

    private static void level(final CsvRows rows, final int column, final LobsterSeed seed, final Side side)
            throws FlowFormatException {
        final long levelPrice = number(rows, column, 0, "a price in ten-thousandths");
        final long levelSize = number(rows, column + 1, 0, "a number of shares");
        if (levelSize < 0) {
            throw rows.unexpected(column + 1, "a number of shares, 0 where there is no level");
        }
        if (levelSize == 0) {
            return;
        }
        if (levelPrice <= 0 || !seed.add(side, levelPrice, levelSize)) {
            throw rows.unexpected(column, "a price above zero that no other level of its side has");
        }
    }

    private static List<String> names(final int fields) {
        final List<String> names = new ArrayList<>();
        for (int i = 0; i < fields; i++) {
            final int level = i / COLUMNS_A_LEVEL + 1;
            names.add((i % COLUMNS_A_LEVEL < 2 ? "ask_" : "bid_") + (i % 2 == 0 ? "price_" : "size_") + level);
        }
        return names;
    }
}
