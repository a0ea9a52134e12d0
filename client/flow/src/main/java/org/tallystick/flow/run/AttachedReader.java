package org.tallystick.flow.run;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.tallystick.client.EventHandler;
import org.tallystick.client.EventStreamReader;
import org.tallystick.codecs.events.FrameHeaderDecoder;
import org.tallystick.codecs.events.TradeDecoder;

/**
 * A consumer that is attached to the event stream from the first event on, on a thread of its own, and holds what it sees
 * against what was promised: every event once, in order, and every command of every session once, in order.
 */
final class AttachedReader implements EventHandler, AutoCloseable {
    private static final long NONE = FrameHeaderDecoder.causeClientSeqNullValue();
    private static final int MAX_SESSIONS = 1024;

    private final long[] lastClientSeq = new long[MAX_SESSIONS];
    private final EventStreamReader reader;
    private final Thread thread;
    private volatile boolean isClosing;
    private volatile long lastSeq;
    private volatile long trades;
    private long tradeCount;
    private volatile String doubt;

    AttachedReader(Function<EventHandler, EventStreamReader> open) {
        reader = open.apply(this);
        thread = new Thread(this::run, "attached-reader");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void onBegin(FrameHeaderDecoder header) {
        long clientSeq = header.causeClientSeq();
        int sessionId = header.causeSessionId();
        if (clientSeq == NONE || sessionId < 0 || sessionId >= MAX_SESSIONS) {
            return;
        }
        if (clientSeq != lastClientSeq[sessionId] + 1) {
            doubt("session " + sessionId + " had command " + clientSeq + " applied after " + lastClientSeq[sessionId]);
        }
        lastClientSeq[sessionId] = clientSeq;
    }

    @Override
    public void onEvent(long seq, int topic, int templateId, DirectBuffer buffer, int offset, int length) {
        if (seq != lastSeq + 1) {
            doubt("the attached reader saw event " + seq + " after " + lastSeq);
        }
        lastSeq = seq;
        if (templateId == TradeDecoder.TEMPLATE_ID) {
            trades = ++tradeCount;
        }
    }

    /** Number of the last event seen. */
    long lastSeq() {
        return lastSeq;
    }

    /** Trades seen. */
    long trades() {
        return trades;
    }

    /** Times that a replay began: more than one where nodes went away. */
    long replays() {
        return reader.replays();
    }

    /** The first thing that was not as promised. */
    Optional<String> doubt() {
        return Optional.ofNullable(doubt);
    }

    /** Waits until an event was seen; false where the time ran out or the reader failed. */
    boolean await(long seq, Duration timeout) {
        long deadlineNs = System.nanoTime() + timeout.toNanos();
        IdleStrategy idle = new BackoffIdleStrategy();
        while (lastSeq < seq && thread.isAlive() && System.nanoTime() - deadlineNs < 0) {
            idle.idle();
        }
        return lastSeq >= seq;
    }

    @Override
    public void close() {
        isClosing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        IdleStrategy idle = new BackoffIdleStrategy();
        try (reader) {
            while (!isClosing) {
                idle.idle(reader.poll());
            }
        } catch (RuntimeException e) {
            doubt("the attached reader failed: " + e);
        }
    }

    private void doubt(String first) {
        if (doubt == null) {
            doubt = first;
        }
    }
}
