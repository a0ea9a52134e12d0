package org.tallystick.systemtests;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the nodes in this process say, kept for the tests instead of printed. */
final class NodeLines implements AutoCloseable {
    private static final String LOGGER = "org.tallystick.node";

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger(LOGGER);
    private final Handler handler = new Keeping();

    NodeLines() {
        logger.setUseParentHandlers(false);
        logger.setLevel(Level.ALL);
        logger.addHandler(handler);
    }

    /** All that a node said, in lines. */
    String of(int node) {
        String begin = "node " + node + " ";
        return String.join(
                "\n", lines.stream().filter(line -> line.startsWith(begin)).toList());
    }

    List<String> all() {
        return lines;
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
    }

    private final class Keeping extends Handler {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord line) {
            lines.add(formatter.formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
