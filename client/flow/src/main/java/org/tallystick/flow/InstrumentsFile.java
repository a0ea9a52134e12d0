package org.tallystick.flow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tallystick.codecs.DecimalText;
import org.tallystick.codecs.types.InstrumentKind;

/** Reads and writes {@code instruments.csv}. */
public final class InstrumentsFile {
    private static final List<String> REQUIRED =
            List.of("symbol", "price_decimals", "tick_size", "qty_decimals", "lot_size");
    private static final List<String> COLUMNS = List.of(
            "symbol",
            "price_decimals",
            "tick_size",
            "qty_decimals",
            "lot_size",
            "name",
            "kind",
            "min_qty",
            "max_qty",
            "price_band_pct");

    private static final Pattern FLOW_NAME = Pattern.compile("(.*[^/\\\\])\\.csv(\\.gz)?", Pattern.DOTALL);

    private static final int SYMBOL = 0;
    private static final int PRICE_DECIMALS = 1;
    private static final int TICK_SIZE = 2;
    private static final int QTY_DECIMALS = 3;
    private static final int LOT_SIZE = 4;
    private static final int NAME = 5;
    private static final int KIND = 6;
    private static final int MIN_QTY = 7;
    private static final int MAX_QTY = 8;
    private static final int PRICE_BAND_PCT = 9;

    private InstrumentsFile() {}

    /**
     * Reads a file, plain or gzipped. Without them, the least quantity is the lot, the greatest the greatest multiple of
     * the lot in 63 bits, and the kind {@code SPOT}.
     *
     * @param file to read
     * @return its instruments, at least one
     * @throws FlowFormatException where the file cannot be read or holds something else
     * @throws IOException where closing the file fails
     */
    public static Instruments read(final Path file) throws IOException {
        try (CsvRows rows = CsvRows.open(file)) {
            rows.readHeader(COLUMNS, REQUIRED);
            final Names symbols = new Names();
            final List<InstrumentSpec> specs = new ArrayList<>();
            while (rows.next()) {
                specs.add(spec(rows, symbols));
            }
            if (specs.isEmpty()) {
                throw new FlowFormatException(file.toString(), FlowFormatException.NO_ROW, "no instrument in it");
            }
            return new Instruments(specs);
        }
    }

    /**
     * Writes a file, with the optional columns that one of the instruments needs.
     *
     * @param file to write; replaced where it exists
     * @param instruments to write
     * @throws IOException where the file cannot be written
     */
    public static void write(final Path file, final Instruments instruments) throws IOException {
        final List<InstrumentSpec> specs = instruments.all();
        final boolean[] isUsed = new boolean[COLUMNS.size()];
        for (final InstrumentSpec spec : specs) {
            for (int column = 0; column < isUsed.length; column++) {
                isUsed[column] |=
                        column < REQUIRED.size() || !text(spec, column).isEmpty();
            }
        }
        final StringBuilder csv = new StringBuilder();
        appendRow(csv, isUsed, COLUMNS);
        for (final InstrumentSpec spec : specs) {
            final List<String> fields = new ArrayList<>();
            for (int column = 0; column < isUsed.length; column++) {
                fields.add(text(spec, column));
            }
            appendRow(csv, isUsed, fields);
        }
        Files.write(file, csv.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Where a flow's instruments stand: {@code X.instruments.csv} beside {@code X.csv} or {@code X.csv.gz}.
     *
     * @param flow a flow file
     * @return the path of its instruments file
     * @throws IllegalArgumentException where the flow's name ends in neither {@code .csv} nor {@code .csv.gz}
     */
    public static Path beside(final Path flow) {
        final Matcher name = FLOW_NAME.matcher(flow.toString());
        if (!name.matches()) {
            throw new IllegalArgumentException(flow + " ends in neither .csv nor .csv.gz");
        }
        return flow.resolveSibling(Path.of(name.group(1) + ".instruments.csv").getFileName());
    }

    private static InstrumentSpec spec(final CsvRows rows, final Names symbols) throws FlowFormatException {
        final byte[] bytes = rows.buffer();
        final int start = rows.start(SYMBOL);
        final int end = rows.end(SYMBOL);
        if (!Names.isName(bytes, start, end)) {
            throw rows.unexpected(SYMBOL, "a symbol of 1 to " + Names.MAX_LENGTH + " printable ASCII characters");
        }
        if (symbols.find(bytes, start, end) >= 0) {
            throw rows.unexpected(SYMBOL, "a new symbol, a row before has it");
        }
        symbols.add(bytes, start, end);
        final int priceDecimals = decimals(rows, PRICE_DECIMALS);
        final int qtyDecimals = decimals(rows, QTY_DECIMALS);
        final long lotSize = positive(rows, LOT_SIZE, qtyDecimals);
        final long minQty = rows.isEmpty(MIN_QTY) ? lotSize : positive(rows, MIN_QTY, qtyDecimals);
        final long maxQty =
                rows.isEmpty(MAX_QTY) ? InstrumentSpec.greatestMultiple(lotSize) : positive(rows, MAX_QTY, qtyDecimals);
        if (maxQty < minQty) {
            throw rows.unexpected(MAX_QTY, "a quantity of min_qty or more");
        }
        if (maxQty / lotSize * lotSize < minQty) {
            throw rows.unexpected(MAX_QTY, "such that a multiple of lot_size lies between min_qty and it");
        }
        return new InstrumentSpec(
                rows.text(SYMBOL),
                rows.text(NAME),
                kind(rows),
                priceDecimals,
                positive(rows, TICK_SIZE, priceDecimals),
                qtyDecimals,
                lotSize,
                minQty,
                maxQty,
                rows.isEmpty(PRICE_BAND_PCT)
                        ? FlowRow.ABSENT
                        : positive(rows, PRICE_BAND_PCT, InstrumentSpec.BAND_DECIMALS));
    }

    private static int decimals(final CsvRows rows, final int column) throws FlowFormatException {
        final long number = rows.wholeNumber(column);
        if (number < 0 || number > DecimalText.MAX_DECIMALS) {
            throw rows.unexpected(column, "a number of decimals, 0 to " + DecimalText.MAX_DECIMALS);
        }
        return (int) number;
    }

    private static long positive(final CsvRows rows, final int column, final int decimals) throws FlowFormatException {
        final int start = rows.start(column);
        final long number = DecimalText.parse(rows.buffer(), start, rows.end(column) - start, decimals);
        if (number <= 0) {
            throw rows.unexpected(
                    column,
                    "a decimal number from " + DecimalText.toString(1, decimals) + " to "
                            + DecimalText.toString(Long.MAX_VALUE, decimals) + " with at most " + decimals
                            + " decimals");
        }
        return number;
    }

    private static InstrumentKind kind(final CsvRows rows) throws FlowFormatException {
        if (rows.isEmpty(KIND) || rows.text(KIND).equals(InstrumentKind.SPOT.name())) {
            return InstrumentKind.SPOT;
        }
        throw rows.unexpected(KIND, "a kind of instrument: SPOT");
    }

    private static String text(final InstrumentSpec spec, final int column) {
        final int priceDecimals = spec.priceDecimals();
        final int qtyDecimals = spec.qtyDecimals();
        return switch (column) {
            case SYMBOL -> spec.symbol();
            case PRICE_DECIMALS -> Integer.toString(priceDecimals);
            case TICK_SIZE -> DecimalText.toString(spec.tickSize(), priceDecimals);
            case QTY_DECIMALS -> Integer.toString(qtyDecimals);
            case LOT_SIZE -> DecimalText.toString(spec.lotSize(), qtyDecimals);
            case NAME -> spec.name();
            case KIND -> spec.kind() == InstrumentKind.SPOT ? "" : spec.kind().name();
            case MIN_QTY -> spec.minQty() == spec.lotSize() ? "" : DecimalText.toString(spec.minQty(), qtyDecimals);
            case MAX_QTY ->
                spec.maxQty() == InstrumentSpec.greatestMultiple(spec.lotSize())
                        ? ""
                        : DecimalText.toString(spec.maxQty(), qtyDecimals);
            case PRICE_BAND_PCT ->
                spec.priceBandPct() == FlowRow.ABSENT
                        ? ""
                        : DecimalText.toString(spec.priceBandPct(), InstrumentSpec.BAND_DECIMALS);
            default -> throw new IllegalArgumentException("no column " + column);
        };
    }

    private static void appendRow(final StringBuilder csv, final boolean[] isUsed, final List<String> fields) {
        for (int column = 0; column < isUsed.length; column++) {
            if (isUsed[column]) {
                csv.append(column == 0 ? "" : ",").append(fields.get(column));
            }
        }
        csv.append('\n');
    }
}
