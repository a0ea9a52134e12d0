package org.tallystick.flow.run;

import org.agrona.collections.LongArrayList;

/** Tells which row a message was made from. Rows and numbers rise together; only where their distance changes is kept. */
final class RowLedger {
    /** No row: a message of the runner's own. */
    static final long NONE = 0;

    private final LongArrayList firstSeqs = new LongArrayList();
    private final LongArrayList firstRows = new LongArrayList();
    private long lastSeq;
    private long lastRow;
    private int at;

    /** Notes that a row was sent under this number. */
    void sent(long clientSeq, long row) {
        if (firstSeqs.isEmpty() || clientSeq - lastSeq != 1 || row - lastRow != 1) {
            firstSeqs.addLong(clientSeq);
            firstRows.addLong(row);
        }
        lastSeq = clientSeq;
        lastRow = row;
    }

    /** Notes that a message of the runner's own was sent: no row has its number. */
    void sentOwn(long clientSeq) {
        firstSeqs.addLong(clientSeq);
        firstRows.addLong(NONE);
        lastSeq = clientSeq;
        lastRow = Long.MIN_VALUE;
    }

    /** Row of a number; numbers are asked for in rising order. */
    long row(long clientSeq) {
        while (at + 1 < firstSeqs.size() && firstSeqs.getLong(at + 1) <= clientSeq) {
            at++;
        }
        if (firstSeqs.isEmpty() || firstSeqs.getLong(at) > clientSeq || firstRows.getLong(at) == NONE) {
            return NONE;
        }
        return firstRows.getLong(at) + clientSeq - firstSeqs.getLong(at);
    }
}
