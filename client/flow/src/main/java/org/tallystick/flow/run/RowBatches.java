package org.tallystick.flow.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.tallystick.flow.FlowReader;
import org.tallystick.flow.FlowRow;

/** Reads a flow ahead in a thread of its own, so that unzipping and parsing take no time from whoever runs the rows. */
final class RowBatches implements AutoCloseable {
    private static final int ROWS = 2048;
    private static final int BATCHES = 8;

    /** Some rows, and the accounts that they name first. */
    static final class Batch {
        final FlowRow[] rows = new FlowRow[ROWS];
        final List<String> newAccounts = new ArrayList<>();
        int count;
        long bytesRead;

        Batch() {
            for (int i = 0; i < ROWS; i++) {
                rows[i] = new FlowRow();
            }
        }
    }

    private final FlowReader reader;
    private final BlockingQueue<Batch> free = new ArrayBlockingQueue<>(BATCHES);
    private final BlockingQueue<Batch> filled = new ArrayBlockingQueue<>(BATCHES + 1);
    private final Thread thread;
    private volatile IOException failure;
    private int accounts;
    private Batch current;

    RowBatches(FlowReader reader) {
        this.reader = reader;
        for (int i = 0; i < BATCHES; i++) {
            free.add(new Batch());
        }
        thread = new Thread(this::readAll, "flow-reader");
        thread.setDaemon(true);
        thread.start();
    }

    private void readAll() {
        try {
            boolean more = true;
            while (more) {
                Batch batch = free.take();
                more = fill(batch);
                filled.put(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Fills a batch; rows in front of a fault are still given out. */
    private boolean fill(Batch batch) {
        batch.count = 0;
        batch.newAccounts.clear();
        boolean more = true;
        try {
            while (more && batch.count < ROWS) {
                more = reader.read(batch.rows[batch.count]);
                if (more) {
                    batch.count++;
                }
            }
        } catch (IOException e) {
            failure = e;
            more = false;
        } catch (RuntimeException e) {
            failure = new IOException("reading failed: " + e, e);
            more = false;
        }
        for (; accounts < reader.accounts().count(); accounts++) {
            batch.newAccounts.add(reader.accounts().name(accounts));
        }
        batch.bytesRead = reader.bytesRead();
        return more;
    }

    /**
     * The next rows; the ones before are given back. The last batch is not full.
     *
     * @throws IOException where the file is not as a flow must be; the rows before that were given out
     */
    Batch next() throws IOException {
        try {
            if (current != null) {
                boolean last = current.count < ROWS;
                if (last && failure != null) {
                    throw failure;
                }
                if (last) {
                    return null;
                }
                free.put(current);
            }
            current = filled.take();
            return current;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading", e);
        }
    }

    @Override
    public void close() throws IOException {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reader.close();
    }
}
