package org.tallystick.flow.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import org.agrona.collections.Int2ObjectHashMap;

/** Writes {@code depth.csv}: after every row that changed the best N levels of its symbol, those levels. */
final class DepthFile implements AutoCloseable {
    private static final int FIELDS = 3;

    /** What was written last of one book. */
    private static final class Written {
        final long[] values;
        long changes = -1;

        Written(int length) {
            values = new long[length];
            Arrays.fill(values, Long.MIN_VALUE);
        }
    }

    private final CsvFile csv;
    private final int levels;
    private final long[] now;
    private final Int2ObjectHashMap<Written> written = new Int2ObjectHashMap<>();

    DepthFile(Path file, int levels) throws IOException {
        this.levels = levels;
        this.now = new long[levels * 2 * (FIELDS + 1)];
        StringBuilder header = new StringBuilder("row,time_ns,symbol");
        for (int i = 1; i <= levels; i++) {
            for (String side : new String[] {"bid", "ask"}) {
                for (String field : new String[] {"px", "qty", "orders"}) {
                    header.append(',')
                            .append(side)
                            .append('_')
                            .append(field)
                            .append('_')
                            .append(i);
                }
            }
        }
        csv = new CsvFile(file, header.toString());
    }

    /** Writes the book's best levels where they changed since the last time. */
    void onRow(long row, long timeNs, ReplicaBook book) {
        Written last = written.get(book.instrumentId);
        if (last == null) {
            last = new Written(now.length);
            written.put(book.instrumentId, last);
        }
        if (last.changes == book.changes) {
            return;
        }
        last.changes = book.changes;
        Arrays.fill(now, Long.MIN_VALUE);
        fill(0, book.bidsFromBest());
        fill(1, book.asksFromBest());
        if (Arrays.equals(now, last.values)) {
            return;
        }
        System.arraycopy(now, 0, last.values, 0, now.length);
        csv.number(row).number(timeNs).text(book.symbol);
        Iterator<ReplicaLevel> bids = book.bidsFromBest().iterator();
        Iterator<ReplicaLevel> asks = book.asksFromBest().iterator();
        for (int i = 0; i < levels; i++) {
            put(book, bids);
            put(book, asks);
        }
        csv.endRow();
    }

    private void fill(int side, Iterable<ReplicaLevel> fromBest) {
        int at = side * (FIELDS + 1);
        int count = 0;
        for (ReplicaLevel level : fromBest) {
            if (count++ == levels) {
                return;
            }
            now[at] = level.price;
            now[at + 1] = level.quantity();
            now[at + 2] = level.count;
            now[at + 3] = level.fitsLong()
                    ? 0
                    : level.wideQuantity().shiftRight(Long.SIZE).longValue() + 1;
            at += 2 * (FIELDS + 1);
        }
    }

    private void put(ReplicaBook book, Iterator<ReplicaLevel> fromBest) {
        if (!fromBest.hasNext()) {
            csv.empty().empty().empty();
            return;
        }
        ReplicaLevel level = fromBest.next();
        csv.decimal(level.price, book.priceDecimals);
        if (level.fitsLong()) {
            csv.decimal(level.quantity(), book.qtyDecimals);
        } else {
            csv.decimal(level.wideQuantity(), book.qtyDecimals);
        }
        csv.number(level.count);
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
