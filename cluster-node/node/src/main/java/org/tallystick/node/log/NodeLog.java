package org.tallystick.node.log;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The one place where a node says what happens to it: its start and its end, elections, errors; never a message or an
 * order. A line is {@code time node member LEVEL text}. Warnings of one kind are written once in ten seconds and counted
 * between. Safe to use from any thread, and none of them waits for a disk or a pipe.
 */
public final class NodeLog implements AutoCloseable {
    /** Length at which the file is put aside. */
    static final long FILE_BYTES = 8 << 20;

    /** Files put aside that are kept. */
    static final int FILES_KEPT = 4;

    /** Of a trace, so many causes are written, and of each so many frames. */
    private static final int TRACE_CAUSES = 5;

    private static final int TRACE_FRAMES = 20;

    private final int memberId;
    private final System.Logger logger;
    private final Repetitions repetitions = new Repetitions();
    private final LineWriter writer;

    private NodeLog(int memberId, System.Logger logger, PrintStream stream) {
        this.memberId = memberId;
        this.logger = logger;
        this.writer = stream == null ? null : new LineWriter("log-" + memberId, stream, this::sayRepetitions);
    }

    /** A log for the process of a node: to a stream, and to a file after {@link #openFile}. */
    public static NodeLog toStream(int memberId, PrintStream stream) {
        return new NodeLog(memberId, null, stream);
    }

    /** A log for a node in somebody's program: to the logger of that program. */
    public static NodeLog toSystemLogger(int memberId) {
        return new NodeLog(memberId, System.getLogger("org.tallystick.node"), null);
    }

    /**
     * From now on, lines are appended to a file, too: to {@value #FILES_KEPT} files of 8 MiB and the present one.
     *
     * @param path null for none
     * @throws IllegalStateException where it cannot be written
     */
    public void openFile(Path path) {
        if (path == null || writer == null) {
            return;
        }
        try {
            writer.open(path, FILE_BYTES, FILES_KEPT);
        } catch (IOException e) {
            throw new IllegalStateException("the log file " + path + " cannot be written: " + e, e);
        }
    }

    /** What is as it should be. */
    public void info(String text) {
        say(System.Logger.Level.INFO, text);
    }

    /** What an operator should see and what comes a few times at most: always written. */
    public void notice(String text) {
        say(System.Logger.Level.WARNING, text);
    }

    /** What an operator should see and what may come often: of one kind, most is only counted. */
    public void warn(String text) {
        if (repetitions.isFirst(text, System.nanoTime())) {
            say(System.Logger.Level.WARNING, text);
        } else if (writer == null) {
            sayRepetitions();
        }
    }

    /** What stops the node; its cause stands in the file with its trace. */
    public void error(String text, Throwable cause) {
        if (writer != null && cause != null) {
            writer.add(trace(cause), true);
        }
        say(System.Logger.Level.ERROR, text);
    }

    /** Writes what waits. */
    @Override
    public void close() {
        for (String text : repetitions.all(System.nanoTime())) {
            say(System.Logger.Level.WARNING, text);
        }
        if (writer != null) {
            writer.close();
        }
    }

    private void sayRepetitions() {
        for (String text : repetitions.over(System.nanoTime())) {
            say(System.Logger.Level.WARNING, text);
        }
        long dropped = writer == null ? 0 : writer.takeDropped();
        if (dropped > 0) {
            say(System.Logger.Level.WARNING, dropped + " lines were dropped: the log is not written fast enough");
        }
    }

    private void say(System.Logger.Level level, String text) {
        if (writer == null) {
            logger.log(
                    level == System.Logger.Level.INFO ? System.Logger.Level.DEBUG : level,
                    "node {0} {1}",
                    memberId,
                    text);
        } else {
            String name = level == System.Logger.Level.WARNING ? "WARN" : level.name();
            writer.add(
                    Instant.now().truncatedTo(ChronoUnit.MILLIS) + " node " + memberId + " " + name + " "
                            + text.replaceAll("\\R\\s*", "; "),
                    false);
        }
    }

    private static String trace(Throwable cause) {
        StringBuilder lines = new StringBuilder();
        int causes = 0;
        for (Throwable e = cause; e != null && causes < TRACE_CAUSES; e = e.getCause(), causes++) {
            lines.append(causes == 0 ? "" : System.lineSeparator() + "caused by ")
                    .append(e);
            StackTraceElement[] frames = e.getStackTrace();
            for (int i = 0; i < Math.min(frames.length, TRACE_FRAMES); i++) {
                lines.append(System.lineSeparator()).append("    at ").append(frames[i]);
            }
        }
        return lines.toString();
    }
}
