package org.tallystick.flow.run;

import java.io.IOException;
import java.nio.file.Path;

/** Writes {@code book.csv}: the resting orders, bids from the best down, then asks from the best up, by priority. */
final class BookFile {
    private BookFile() {}

    static void write(Path file, MarketReplica market) throws IOException {
        try (CsvFile csv = new CsvFile(file, "symbol,side,price,cl_ord_id,open_qty,displayed_qty")) {
            for (ReplicaBook book : market.books()) {
                write(csv, book, 'B', book.bidsFromBest());
                write(csv, book, 'S', book.asksFromBest());
            }
        }
    }

    private static void write(CsvFile csv, ReplicaBook book, char side, Iterable<ReplicaLevel> levels) {
        for (ReplicaLevel level : levels) {
            for (ReplicaOrder order = level.first; order != null; order = order.next) {
                csv.text(book.symbol)
                        .letter(side)
                        .decimal(order.price, book.priceDecimals)
                        .number(order.clOrdId)
                        .decimal(order.leavesQty, book.qtyDecimals)
                        .decimal(order.leavesQty, book.qtyDecimals)
                        .endRow();
            }
        }
    }
}
