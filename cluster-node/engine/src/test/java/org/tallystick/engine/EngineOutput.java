package org.tallystick.engine;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** An engine with all that it says: frames, replies, and the order in which sessions were told to send. */
final class EngineOutput implements FrameSink, EgressSink {
    final List<byte[]> frames = new ArrayList<>();
    final List<byte[]> replies = new ArrayList<>();
    final ExchangeEngine engine;

    EngineOutput(long indexSeed) {
        engine = new ExchangeEngine(this, this, indexSeed);
    }

    static EngineOutput after(List<EngineFixture.Input> log) {
        EngineOutput output = new EngineOutput(0);
        log.forEach(input -> input.apply(output.engine));
        return output;
    }

    /** An engine restored from this one's snapshot. */
    EngineOutput restored(long indexSeed) {
        EngineOutput copy = new EngineOutput(indexSeed);
        boolean[] finished = {false};
        engine.writeSnapshot(
                (buffer, offset, length) -> finished[0] = copy.engine.loadSnapshotMessage(buffer, offset, length));
        if (!finished[0]) {
            throw new AssertionError("the snapshot did not end with its footer");
        }
        return copy;
    }

    /** All frames, one after the other. */
    byte[] frameBytes() {
        return joined(frames);
    }

    /** The messages of a snapshot, one after the other. */
    byte[] snapshot() {
        return joined(snapshotMessages());
    }

    List<byte[]> snapshotMessages() {
        List<byte[]> messages = new ArrayList<>();
        engine.writeSnapshot((buffer, offset, length) -> messages.add(bytes(buffer, offset, length)));
        return messages;
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        parts.forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }

    @Override
    public void onFrame(DirectBuffer buffer, int offset, int length) {
        frames.add(bytes(buffer, offset, length));
    }

    @Override
    public void onReply(long connectionId, DirectBuffer buffer, int offset, int length) {
        replies.add(bytes(buffer, offset, length));
    }

    @Override
    public void onReportsReady(int sessionId) {}

    @Override
    public void onSendFrom(int sessionId, long connectionId, long fromReportSeq) {}

    @Override
    public void onDetached(int sessionId) {}

    static byte[] bytes(DirectBuffer buffer, int offset, int length) {
        byte[] copy = new byte[length];
        buffer.getBytes(offset, copy);
        return copy;
    }
}
