package org.tallystick.node;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.codecs.snapshot.EventStreamStateEncoder;
import org.tallystick.codecs.snapshot.MessageHeaderEncoder;
import org.tallystick.engine.SnapshotSink;

/** Writes the messages of a snapshot to the publication that the archive records. */
final class SnapshotWriter implements SnapshotSink {
    /** Without progress for so long, the snapshot has failed. */
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);

    private final ExclusivePublication publication;
    private final IdleStrategy idle;

    SnapshotWriter(ExclusivePublication publication, IdleStrategy idle) {
        this.publication = publication;
        this.idle = idle;
    }

    /** First message: where the event stream stands with this state. */
    void writeEventStreamState(long position) {
        UnsafeBuffer buffer =
                new UnsafeBuffer(new byte[MessageHeaderEncoder.ENCODED_LENGTH + EventStreamStateEncoder.BLOCK_LENGTH]);
        new EventStreamStateEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .position(position);
        onMessage(buffer, 0, buffer.capacity());
    }

    @Override
    public void onMessage(DirectBuffer buffer, int offset, int length) {
        if (length > MAX_MESSAGE_LENGTH) {
            throw new IllegalStateException("snapshot message of " + length + " bytes");
        }
        long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        long result;
        while ((result = publication.offer(buffer, offset, length)) < 0) {
            if (result == Publication.CLOSED || result == Publication.MAX_POSITION_EXCEEDED) {
                throw new IllegalStateException("snapshot: " + Publication.errorString(result));
            }
            if (System.nanoTime() - deadlineNs > 0) {
                throw new IllegalStateException("snapshot: nothing taken for 30 s");
            }
            idle.idle();
        }
    }
}
