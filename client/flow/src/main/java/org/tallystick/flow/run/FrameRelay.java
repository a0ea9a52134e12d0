package org.tallystick.flow.run;

import java.io.IOException;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.tallystick.client.FrameReader;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.engine.FrameSink;

/**
 * Carries frames, and what the files must know of the rows behind them, from the thread of the engine to one that makes the
 * files, in order.
 */
final class FrameRelay implements FrameSink, MessageHandler, AutoCloseable {
    private static final int BUFFER_LENGTH = 1 << 22;
    private static final int FRAME = 1;
    private static final int ROW = 2;
    private static final int OWN = 3;
    private static final int REJECTED = 4;
    private static final int END = 5;

    private final OneToOneRingBuffer ring = new OneToOneRingBuffer(new UnsafeBuffer(BufferUtil.allocateDirectAligned(
            BUFFER_LENGTH + RingBufferDescriptor.TRAILER_LENGTH, BitUtil.CACHE_LINE_LENGTH)));
    private final IdleStrategy writerIdle = new BackoffIdleStrategy();
    private final UnsafeBuffer note = new UnsafeBuffer(new byte[2 * BitUtil.SIZE_OF_LONG]);
    private final RowLedger ledger;
    private final RunFiles files;
    private final FrameReader reader;
    private final Thread thread;
    private volatile RuntimeException failure;
    private boolean ended;

    // What the last row was sent as.
    private long lastSeq;
    private long lastRow;

    FrameRelay(RowLedger ledger, RunFiles files) {
        this.ledger = ledger;
        this.files = files;
        this.reader = new FrameReader(files);
        thread = new Thread(this::readAll, "flow-files");
        thread.setDaemon(true);
        thread.start();
    }

    /** A row is about to be sent under this number; carried only where it does not follow from the row before. */
    void sent(long clientSeq, long row) {
        if (clientSeq - lastSeq != 1 || row - lastRow != 1) {
            note.putLong(0, clientSeq);
            note.putLong(BitUtil.SIZE_OF_LONG, row);
            write(ROW, note, 0, note.capacity());
        }
        lastSeq = clientSeq;
        lastRow = row;
    }

    /** A message of the runner's own is about to be sent under this number. */
    void sentOwn(long clientSeq) {
        lastRow = RowLedger.NONE;
        lastSeq = 0;
        note.putLong(0, clientSeq);
        write(OWN, note, 0, note.capacity());
    }

    /** A row was refused before it became a message. */
    void rejectedHere(RejectReason reason) {
        note.putLong(0, reason.value());
        write(REJECTED, note, 0, note.capacity());
    }

    @Override
    public void onFrame(DirectBuffer buffer, int offset, int length) {
        write(FRAME, buffer, offset, length);
    }

    private void write(int type, DirectBuffer buffer, int offset, int length) {
        writerIdle.reset();
        while (!ring.write(type, buffer, offset, length)) {
            throwFailure();
            writerIdle.idle();
        }
    }

    private void throwFailure() {
        if (failure != null) {
            throw failure;
        }
    }

    /** Waits until everything has reached the files. */
    void drain() throws IOException {
        write(END, note, 0, 0);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while writing the files", e);
        }
        throwFailure();
    }

    private void readAll() {
        IdleStrategy idle = new BackoffIdleStrategy();
        try {
            while (!ended && !Thread.currentThread().isInterrupted()) {
                idle.idle(ring.read(this));
            }
        } catch (RuntimeException e) {
            failure = e;
        } catch (Error e) {
            failure = new IllegalStateException("the files could not be made: " + e, e);
            throw e;
        }
    }

    @Override
    public void onMessage(int type, MutableDirectBuffer buffer, int index, int length) {
        switch (type) {
            case FRAME -> reader.onFrame(buffer, index, length);
            case ROW -> ledger.sent(buffer.getLong(index), buffer.getLong(index + BitUtil.SIZE_OF_LONG));
            case OWN -> ledger.sentOwn(buffer.getLong(index));
            case REJECTED -> files.rejectedHere(RejectReason.get((short) buffer.getLong(index)), 1);
            default -> ended = true;
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
    }
}
