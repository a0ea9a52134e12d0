package org.tallystick.flow.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.tallystick.codecs.types.Side;
import org.tallystick.flow.CsvRows;
import org.tallystick.flow.FlowFormatException;
import org.tallystick.flow.Instruments;
import org.tallystick.flow.run.FlowRun;

/**
 * Reads market-by-order tables with the columns of Databento's {@code mbo} schema, found by name; others are passed over.
 *
 * <p>An execution is told up to three times: a trade for the aggressor, a fill for the resting order, and a cancel or
 * modify that takes the quantity off the book. The fill becomes the flow's execution, and what takes its quantity off
 * afterwards is taken off already.
 */
public final class MboImporter extends Importer {
    /** Decimals of a price in the flow, where nobody says less. */
    public static final int PRICE_DECIMALS = MboPrices.FIXED_DECIMALS;

    private static final List<String> COLUMNS = List.of(
            "ts_event",
            "ts_recv",
            "publisher_id",
            "instrument_id",
            "action",
            "side",
            "price",
            "size",
            "order_id",
            "symbol");
    private static final List<String> REQUIRED = List.of("action", "side", "price", "size", "order_id");

    private static final int TS_EVENT = 0;
    private static final int TS_RECV = 1;
    private static final int PUBLISHER_ID = 2;
    private static final int INSTRUMENT_ID = 3;
    private static final int ACTION = 4;
    private static final int SIDE = 5;
    private static final int PRICE = 6;
    private static final int SIZE = 7;
    private static final int ORDER_ID = 8;
    private static final int SYMBOL = 9;
    private static final long MAX_SIZE = (1L << Integer.SIZE) - 1;
    private static final int NOT_WANTED = -1;

    private final Path file;
    private final Set<String> symbols;
    private final MboPrices prices;
    private final MboTimes times = new MboTimes(TS_EVENT, TS_RECV);
    private final Map<String, Integer> instruments = new HashMap<>();
    private final Map<String, String> publishers = new HashMap<>();
    private CsvRows rows;
    private ImportedMarket market;

    /**
     * Prepares to read a table.
     *
     * @param file of rows, plain or gzipped
     * @param symbols those wanted; empty for all
     * @param format how prices are written
     * @param priceDecimals decimals of the prices in the flow, 0 to {@value #PRICE_DECIMALS}
     * @throws IllegalArgumentException where the decimals are out of range
     */
    public MboImporter(final Path file, final Set<String> symbols, final PriceFormat format, final int priceDecimals) {
        this.file = Objects.requireNonNull(file);
        this.symbols = Set.copyOf(symbols);
        this.symbols.forEach(Symbols::check);
        this.prices = new MboPrices(PRICE, format, priceDecimals);
    }

    @Override
    void read(final ImportedMarket into, final FlowRun.Listener progress) throws IOException {
        market = into;
        try (CsvRows table = CsvRows.open(file)) {
            rows = table;
            rows.readHeaderWith(COLUMNS, REQUIRED);
            while (rows.next()) {
                final char action = letter(ACTION, "ACMTFRN", "an action: A, C, M, T, F, R or N");
                market.counts().message(action, apply(action));
                if (rows.row() % MESSAGES_A_STEP == 0) {
                    progress.onProgress("importing", rows.bytesRead(), rows.fileLength());
                }
            }
        }
    }

    private Outcome apply(final char action) throws IOException {
        final long time = times.read(rows);
        final int instrument = instrument();
        final char side = letter(SIDE, "ABN", "a side: A, B or N");
        final long size = size();
        final long id = orderId();
        if (instrument == NOT_WANTED) {
            return Outcome.OTHER_SYMBOL;
        }
        return switch (action) {
            case 'A' -> market.add(time, instrument, id, side(side), prices.read(rows), size);
            case 'M' -> market.modify(time, instrument, id, side(side), prices.read(rows), size);
            case 'C' -> market.settle(time, instrument, id, size);
            case 'F' -> market.fill(time, instrument, id, prices.read(rows), size);
            case 'R' -> market.clear(time, instrument);
            case 'T' -> Outcome.AGGRESSOR;
            default -> Outcome.NO_EFFECT;
        };
    }

    private int instrument() throws FlowFormatException {
        final int column = rows.isEmpty(SYMBOL) ? INSTRUMENT_ID : SYMBOL;
        final String symbol = rows.text(column);
        final Integer known = instruments.get(symbol);
        if (known == null) {
            if (!Instruments.isSymbol(symbol)) {
                throw rows.unexpected(column, Symbols.EXPECTED);
            }
            final boolean isWanted = symbols.isEmpty() || symbols.contains(symbol);
            final int instrument = isWanted ? market.define(symbol, prices.decimals()) : NOT_WANTED;
            instruments.put(symbol, instrument);
            publishers.put(symbol, rows.text(PUBLISHER_ID));
            return instrument;
        }
        final String publisher = publishers.get(symbol);
        if (!publisher.equals(rows.text(PUBLISHER_ID))) {
            throw rows.unexpected(
                    PUBLISHER_ID,
                    publisher + ", which this symbol had before: the books of several venues cannot be one");
        }
        return known;
    }

    private Side side(final char side) throws FlowFormatException {
        if (side == 'N') {
            throw rows.unexpected(SIDE, "A or B, which an order has");
        }
        return side == 'B' ? Side.BUY : Side.SELL;
    }

    private long size() throws FlowFormatException {
        final long size = rows.isEmpty(SIZE) ? 0 : rows.wholeNumber(SIZE);
        if (size < 0 || size > MAX_SIZE) {
            throw rows.unexpected(SIZE, "a whole number from 0 to " + MAX_SIZE);
        }
        return size;
    }

    /** All 64 bits are an id. */
    private long orderId() throws FlowFormatException {
        final long id = rows.isEmpty(ORDER_ID) ? 0 : rows.wholeNumber(ORDER_ID);
        if (id >= 0) {
            return id;
        }
        try {
            return Long.parseUnsignedLong(rows.text(ORDER_ID));
        } catch (final NumberFormatException e) {
            throw rows.unexpected(ORDER_ID, "a whole number of at most 64 bits");
        }
    }

    private char letter(final int column, final String letters, final String expected) throws FlowFormatException {
        final int start = rows.start(column);
        final boolean isOne = rows.end(column) - start == 1;
        final char letter = isOne ? (char) rows.buffer()[start] : 0;
        if (!isOne || letters.indexOf(letter) < 0) {
            throw rows.unexpected(column, expected);
        }
        return letter;
    }
}
