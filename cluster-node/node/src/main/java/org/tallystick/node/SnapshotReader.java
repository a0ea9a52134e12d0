package org.tallystick.node;

import io.aeron.Image;
import io.aeron.ImageFragmentAssembler;
import io.aeron.logbuffer.FragmentHandler;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.codecs.snapshot.EventStreamStateDecoder;
import org.tallystick.codecs.snapshot.MessageHeaderDecoder;
import org.tallystick.engine.ExchangeEngine;
import org.tallystick.engine.SnapshotSink;

/** Reads a snapshot into an engine that was just made. */
final class SnapshotReader {
    private static final int FRAGMENT_LIMIT = 64;

    /** Without progress for so long, the reading has failed. */
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);

    private final UnsafeBuffer message = new UnsafeBuffer(0, 0);
    private ExchangeEngine engine;
    private boolean hasEventStreamState;
    private boolean isComplete;
    private long eventStreamPosition;

    /**
     * Reads all of it.
     *
     * @throws IllegalStateException where something is missing, surplus or wrong
     */
    void read(Image image, ExchangeEngine engine, IdleStrategy idle) {
        this.engine = engine;
        FragmentHandler handler =
                new ImageFragmentAssembler((buffer, offset, length, header) -> onMessage(buffer, offset, length));
        long progressNs = System.nanoTime();
        while (!isComplete) {
            int fragments = image.poll(handler, FRAGMENT_LIMIT);
            if (fragments > 0) {
                progressNs = System.nanoTime();
            } else if (image.isClosed() || image.isEndOfStream()) {
                throw new IllegalStateException("the snapshot ends at " + image.position() + ", before its footer");
            } else if (System.nanoTime() - progressNs > TIMEOUT_NS) {
                throw new IllegalStateException("the snapshot gave nothing for "
                        + TimeUnit.NANOSECONDS.toSeconds(TIMEOUT_NS) + " s, at " + image.position()
                        + ", before its footer");
            }
            idle.idle(fragments);
        }
    }

    /** Where the event stream stood, 0 where nothing was read. */
    long eventStreamPosition() {
        return eventStreamPosition;
    }

    private void onMessage(DirectBuffer buffer, int offset, int length) {
        if (length > SnapshotSink.MAX_MESSAGE_LENGTH || length < MessageHeaderDecoder.ENCODED_LENGTH) {
            throw new IllegalStateException("snapshot message of " + length + " bytes");
        }
        if (isComplete) {
            throw new IllegalStateException("a snapshot message behind the footer");
        }
        message.wrap(buffer, offset, length);
        if (hasEventStreamState) {
            isComplete = engine.loadSnapshotMessage(message, 0, length);
        } else {
            readEventStreamState(length);
        }
    }

    private void readEventStreamState(int length) {
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(message, 0);
        if (header.schemaId() != EventStreamStateDecoder.SCHEMA_ID
                || header.templateId() != EventStreamStateDecoder.TEMPLATE_ID
                || length != MessageHeaderDecoder.ENCODED_LENGTH + EventStreamStateDecoder.BLOCK_LENGTH) {
            throw new IllegalStateException("the snapshot does not begin with the state of the event stream");
        }
        eventStreamPosition = new EventStreamStateDecoder()
                .wrap(message, MessageHeaderDecoder.ENCODED_LENGTH, header.blockLength(), header.version())
                .position();
        if (eventStreamPosition < 0) {
            throw new IllegalStateException("event stream position " + eventStreamPosition);
        }
        hasEventStreamState = true;
    }
}
