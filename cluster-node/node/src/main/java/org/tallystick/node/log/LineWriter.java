package org.tallystick.node.log;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Writes lines to a stream and a file on a thread of its own: neither a full pipe nor a slow disk holds up who says them.
 * Where too many wait, new ones are dropped and counted.
 */
final class LineWriter implements AutoCloseable {
    static final int MAX_WAITING = 1024;

    private static final long ROUND_MS = 1000;
    private static final long CLOSING_MS = 2000;

    private final PrintStream stream;
    private final Runnable everyRound;
    private final Queue<Line> waiting = new ArrayDeque<>();
    private final Thread thread;
    private RotatingFile file;
    private boolean isClosed;
    private long dropped;

    private record Line(String text, boolean isForFileOnly) {}

    /**
     * Starts the thread.
     *
     * @param stream     takes every line
     * @param everyRound is run about once a second, and may add lines
     */
    LineWriter(String name, PrintStream stream, Runnable everyRound) {
        this.stream = stream;
        this.everyRound = everyRound;
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** From now on lines go to a file, too. */
    synchronized void open(Path path, long maxBytes, int kept) throws IOException {
        file = new RotatingFile(path, maxBytes, kept);
    }

    synchronized void add(String text, boolean isForFileOnly) {
        if (waiting.size() < MAX_WAITING) {
            waiting.add(new Line(text, isForFileOnly));
            notifyAll();
        } else {
            dropped++;
        }
    }

    /** Lines dropped since the last call. */
    synchronized long takeDropped() {
        long count = dropped;
        dropped = 0;
        return count;
    }

    /** Writes what waits, for two seconds at most, and ends. */
    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
            notifyAll();
        }
        try {
            thread.join(CLOSING_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long roundNs = System.nanoTime();
        Line line;
        while ((line = next()) != null || !isDone()) {
            if (line != null) {
                write(line);
            }
            if (System.nanoTime() - roundNs >= TimeUnit.MILLISECONDS.toNanos(ROUND_MS)) {
                roundNs = System.nanoTime();
                everyRound.run();
            }
        }
        closeFile();
    }

    private synchronized boolean isDone() {
        return isClosed && waiting.isEmpty();
    }

    /** The next line, or null after a while without one, and when the writer was closed. */
    private synchronized Line next() {
        if (waiting.isEmpty() && !isClosed) {
            try {
                wait(ROUND_MS);
            } catch (InterruptedException e) {
                isClosed = true;
            }
        }
        return waiting.poll();
    }

    private void write(Line line) {
        if (!line.isForFileOnly()) {
            stream.println(line.text());
        }
        RotatingFile to = file();
        if (to != null) {
            try {
                to.append(line.text());
            } catch (IOException e) {
                stream.println("the log file is given up: " + e.getMessage());
                closeFile();
            }
        }
    }

    private synchronized RotatingFile file() {
        return file;
    }

    private synchronized void closeFile() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            stream.println("the log file cannot be closed: " + e.getMessage());
        }
        file = null;
    }
}
