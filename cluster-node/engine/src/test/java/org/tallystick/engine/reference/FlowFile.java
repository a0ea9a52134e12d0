package org.tallystick.engine.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tallystick.codecs.types.ChangeKind;
import org.tallystick.codecs.types.QuantityMeaning;
import org.tallystick.codecs.types.Side;

/** Writes a case down under {@code target/}: as a flow file where that format can say it, and always as a list. */
final class FlowFile {
    private static final long START_NS = 1_700_000_000_000_000_000L;
    private static final long PLENTY = 1_000_000;

    private FlowFile() {}

    /** Writes the case, and returns where. */
    static List<Path> write(String name, Flow flow) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "random-flows"));
            List<Path> files = new ArrayList<>();
            files.add(Files.writeString(folder.resolve(name + ".txt"), flow.readable() + "\n"));
            List<String> rows = rows(flow);
            if (rows != null) {
                files.add(Files.write(folder.resolve(name + ".flow.csv"), rows));
                files.add(Files.write(folder.resolve(name + ".instruments.csv"), instruments(flow.terms())));
            }
            return files;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> instruments(MarketTerms terms) {
        List<String> lines = new ArrayList<>();
        lines.add("symbol,price_decimals,tick_size,qty_decimals,lot_size,min_qty,max_qty");
        for (MarketTerms.Listing listing : terms.listings()) {
            lines.add("I" + listing.id() + ",0," + listing.tick() + ",0," + listing.lot() + "," + listing.minQty() + ","
                    + listing.maxQty());
        }
        return lines;
    }

    /** The rows of a flow file; null where it cannot say what the flow says. */
    private static List<String> rows(Flow flow) {
        MarketTerms terms = flow.terms();
        boolean sayable = terms.flowClock()
                && terms.maxOpenOrders() >= PLENTY
                && terms.maxAuctionOrders() >= PLENTY
                && terms.maxFillsPerCommand() >= PLENTY
                && !flow.wholeEngine();
        List<String> rows = new ArrayList<>();
        rows.add("time_ns,action,symbol,account,cl_ord_id,side,type,tif,price,qty");
        for (Request request : flow.requests()) {
            String row = row(request);
            sayable &= row != null;
            rows.add(START_NS + rows.size() * 1_000L + "," + row);
        }
        return sayable ? rows : null;
    }

    private static String row(Request request) {
        if (request instanceof Request.New order) {
            return order.stopPrice() == null
                            && order.displayQty() == null
                            && order.expireTimeNs() == null
                            && order.flags() == 0
                    ? join(
                            "NEW",
                            order.instrumentId(),
                            order.accountId(),
                            order.clOrdId(),
                            order.side() == Side.BUY ? "B" : "S",
                            order.ordType(),
                            order.timeInForce(),
                            order.price(),
                            order.quantity())
                    : null;
        } else if (request instanceof Request.Change change) {
            return row(change);
        } else if (request instanceof Request.MassCancel massCancel) {
            return massCancel.instrumentId() != null && massCancel.side() == null
                    ? join("MASS_CANCEL", massCancel.instrumentId(), massCancel.accountId())
                    : null;
        } else if (request instanceof Request.ChangePhase change) {
            return join("PHASE", change.instrumentId(), null, null, null, change.phase());
        } else if (request instanceof Request.Uncross uncross) {
            return join("UNCROSS", uncross.instrumentId(), null, null, null, null, null, uncross.price());
        }
        return null;
    }

    private static String row(Request.Change change) {
        boolean sayable = change.origClOrdId() != null
                && change.clOrdId() == null
                && change.assumedCumQty() == null
                && change.kind() != ChangeKind.STATUS
                && (change.kind() != ChangeKind.REPLACE
                        || change.quantityMeaning() == QuantityMeaning.OPEN
                                && change.price() != null
                                && change.quantity() != null);
        return sayable
                ? join(
                        change.kind().name(),
                        change.instrumentId(),
                        change.accountId(),
                        change.origClOrdId(),
                        null,
                        null,
                        null,
                        change.price(),
                        change.quantity())
                : null;
    }

    private static String join(String action, int instrumentId, Object... values) {
        StringBuilder row = new StringBuilder(action).append(",I").append(instrumentId);
        for (int i = 0; i < 7; i++) {
            Object value = i < values.length ? values[i] : null;
            row.append(',').append(value == null ? "" : i == 0 ? "A" + value : value);
        }
        return row.toString();
    }
}
