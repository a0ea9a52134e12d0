package org.tallystick.flow.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TradingPhase;
import org.tallystick.flow.Instruments;
import org.tallystick.flow.run.FlowRun;

/**
 * Reads NASDAQ TotalView-ITCH 5.0 files: binary messages, each behind its length in two bytes. The names of the fields
 * are those of Nasdaq's specification.
 */
public final class ItchImporter extends Importer {
    /** Decimals of a price. */
    public static final int PRICE_DECIMALS = 4;

    private static final int LOCATE = 1;
    private static final int TIMESTAMP = 5;
    private static final int HEADER_LENGTH = 11;
    private static final int LOCATES = 1 << Short.SIZE;
    private static final int STOCK_LENGTH = 8;
    private static final long DAY_NS = TimeUnit.DAYS.toNanos(1);

    private final Path file;
    private final long midnightNs;
    private final Set<String> symbols;
    private final ItchStock[] stocks = new ItchStock[LOCATES];
    private ItchMessages message;
    private ImportedMarket market;
    private long timeNs;

    /**
     * Prepares to read a file.
     *
     * @param file of messages, plain or gzipped
     * @param symbols the stocks wanted; empty for all
     * @param date of the day
     * @param zone whose midnight the times count from
     */
    public ItchImporter(final Path file, final Set<String> symbols, final LocalDate date, final ZoneId zone) {
        this.file = Objects.requireNonNull(file);
        this.symbols = Set.copyOf(symbols);
        this.symbols.forEach(Symbols::check);
        this.midnightNs = Midnight.epochNs(date, zone);
    }

    @Override
    void read(final ImportedMarket into, final FlowRun.Listener progress) throws IOException {
        market = into;
        try (ItchMessages messages = new ItchMessages(file)) {
            message = messages;
            while (messages.next()) {
                final char type = messages.type();
                market.counts().message(type, apply(type));
                if (messages.number() % MESSAGES_A_STEP == 0) {
                    progress.onProgress("importing", messages.bytesRead(), messages.fileLength());
                }
            }
        }
    }

    private Outcome apply(final char type) throws IOException {
        final int expected = expectedLength(type);
        if (expected == 0) {
            return "YLVWKJhINO".indexOf(type) >= 0 ? Outcome.NO_EFFECT : Outcome.UNKNOWN_TYPE;
        }
        if (message.length() != expected) {
            throw message.fault("length", message.length() + " bytes, but type " + type + " has " + expected);
        }
        final long timestamp = message.number(TIMESTAMP, 6);
        if (timestamp >= DAY_NS) {
            throw message.fault("timestamp", timestamp + " is not nanoseconds after midnight");
        }
        timeNs = midnightNs + timestamp;
        return switch (type) {
            case 'S' -> systemEvent();
            case 'R' -> stock(HEADER_LENGTH).isWanted ? Outcome.MAPPED : Outcome.OTHER_SYMBOL;
            case 'H' -> tradingAction();
            case 'A', 'F' -> addOrder();
            case 'P' -> isOtherSymbol() ? Outcome.OTHER_SYMBOL : Outcome.HIDDEN;
            case 'Q' -> isOtherSymbol() ? Outcome.OTHER_SYMBOL : Outcome.CROSS;
            case 'B' -> isOtherSymbol() ? Outcome.OTHER_SYMBOL : Outcome.BROKEN_TRADE;
            default -> orderChange(type);
        };
    }

    /** Length of a message that is read, 0 for the others. */
    private static int expectedLength(final char type) {
        return switch (type) {
            case 'S' -> 12;
            case 'R' -> 39;
            case 'H' -> 25;
            case 'A', 'C' -> 36;
            case 'F', 'Q' -> 40;
            case 'E' -> 31;
            case 'X' -> 23;
            case 'D', 'B' -> 19;
            case 'U' -> 35;
            case 'P' -> 44;
            default -> 0;
        };
    }

    private Outcome systemEvent() throws IOException {
        final char event = message.letter(11);
        if ("OSQMEC".indexOf(event) < 0) {
            throw message.fault("event code", shown(event) + " is not one of O, S, Q, M, E, C");
        }
        return Outcome.NO_EFFECT;
    }

    private Outcome tradingAction() throws IOException {
        final ItchStock stock = stock(HEADER_LENGTH);
        final char state = message.letter(19);
        final TradingPhase phase = switch (state) {
            case 'H', 'P' -> TradingPhase.HALTED;
            case 'Q' -> TradingPhase.PRE_OPEN;
            case 'T' -> TradingPhase.CONTINUOUS;
            default -> throw message.fault("trading state", shown(state) + " is not one of H, P, Q, T");
        };
        if (!stock.isWanted) {
            return Outcome.OTHER_SYMBOL;
        }
        stock.phase = phase;
        if (stock.instrument != ItchStock.NOT_DEFINED) {
            market.phase(timeNs, stock.instrument, phase);
        }
        return Outcome.MAPPED;
    }

    private Outcome addOrder() throws IOException {
        final ItchStock stock = stock(24);
        final char letter = message.letter(19);
        if (letter != 'B' && letter != 'S') {
            throw message.fault("buy/sell indicator", shown(letter) + " is neither B nor S");
        }
        if (!stock.isWanted) {
            return Outcome.OTHER_SYMBOL;
        }
        if (stock.instrument == ItchStock.NOT_DEFINED) {
            stock.instrument = market.define(stock.symbol, PRICE_DECIMALS);
            if (stock.phase != null) {
                market.phase(timeNs, stock.instrument, stock.phase);
            }
        }
        return market.add(
                timeNs,
                stock.instrument,
                message.number(11, 8),
                letter == 'B' ? Side.BUY : Side.SELL,
                message.number(32, 4),
                message.number(20, 4));
    }

    private Outcome orderChange(final char type) throws IOException {
        if (type == 'C') {
            final char printable = message.letter(31);
            if (printable != 'Y' && printable != 'N') {
                throw message.fault("printable", shown(printable) + " is neither Y nor N");
            }
        }
        if (isOtherSymbol()) {
            return Outcome.OTHER_SYMBOL;
        }
        final ItchStock stock = stocks[locate()];
        if (stock == null || stock.instrument == ItchStock.NOT_DEFINED) {
            return type == 'E' || type == 'C' ? market.executeUnknown() : Outcome.UNKNOWN_ORDER;
        }
        final int instrument = stock.instrument;
        final long id = message.number(11, 8);
        return switch (type) {
            case 'E' -> market.execute(timeNs, instrument, id, market.price(instrument, id), message.number(19, 4));
            case 'C' -> market.execute(timeNs, instrument, id, message.number(32, 4), message.number(19, 4));
            case 'X' -> market.reduce(timeNs, instrument, id, message.number(19, 4));
            case 'D' -> market.cancel(timeNs, instrument, id);
            default -> replaceOrder(instrument, id);
        };
    }

    /** The new order has a reference of its own and never the place of the old one. */
    private Outcome replaceOrder(final int instrument, final long id) throws IOException {
        final Side side = market.side(instrument, id);
        if (side == null) {
            return Outcome.UNKNOWN_ORDER;
        }
        market.cancel(timeNs, instrument, id);
        return market.add(
                timeNs, instrument, message.number(19, 8), side, message.number(31, 4), message.number(27, 4));
    }

    private int locate() {
        return (int) message.number(LOCATE, 2);
    }

    /** Without a filter every locate is wanted, with one only those that were seen to be. */
    private boolean isOtherSymbol() {
        final ItchStock stock = stocks[locate()];
        return stock == null ? !symbols.isEmpty() : !stock.isWanted;
    }

    /** The stock of the message's locate, which has the name at this offset. */
    private ItchStock stock(final int at) throws IOException {
        final int locate = locate();
        final String symbol = message.text(at, STOCK_LENGTH);
        final ItchStock known = stocks[locate];
        if (known != null && known.symbol.equals(symbol)) {
            return known;
        }
        if (!Instruments.isSymbol(symbol)) {
            throw message.fault("stock", "not " + Symbols.EXPECTED);
        }
        if (known != null) {
            throw message.fault("stock", symbol + ", but locate " + locate + " is " + known.symbol);
        }
        if (market.instruments().find(symbol) >= 0) {
            throw message.fault("stock", symbol + " has another locate than " + locate);
        }
        stocks[locate] = new ItchStock(symbol, symbols.isEmpty() || symbols.contains(symbol));
        return stocks[locate];
    }

    private static String shown(final char letter) {
        return letter > ' ' && letter <= '~' ? String.valueOf(letter) : String.format("0x%02x", (int) letter);
    }
}
