package org.tallystick.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.engine.EgressSink;
import org.tallystick.engine.ExchangeEngine;
import org.tallystick.engine.FrameSink;

/**
 * The real engine behind a bad network: messages are delayed and lost in both directions, the leader changes, connections
 * are lost. Time and chance are those of the test.
 */
final class LossyExchange implements ClusterLink, EgressSink {
    private static final byte[] PRINCIPAL = "operator".getBytes(StandardCharsets.US_ASCII);

    private final Random random;
    private final ExchangeEngine engine;
    private final ArrayDeque<Message> ingress = new ArrayDeque<>();
    private final ArrayDeque<Message> egress = new ArrayDeque<>();
    private final Map<Integer, long[]> cursors = new HashMap<>();
    private final ArrayDeque<Long> unclosed = new ArrayDeque<>();
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private Listener listener;
    private double loss;
    private boolean isConnected;
    private boolean hasLeader = true;
    private boolean isListening;
    private long connectionId;
    private long position;
    private long nowNs;

    private record Message(long connectionId, byte[] bytes) {}

    LossyExchange(FrameSink frames, Random random) {
        this.random = random;
        this.engine = new ExchangeEngine(frames, this, 0);
    }

    ClusterLink listen(Listener hearer) {
        listener = hearer;
        return this;
    }

    ExchangeEngine engine() {
        return engine;
    }

    /** Share of the messages that are lost from now on, in either direction. */
    void loss(double share) {
        loss = share;
    }

    void connect() {
        isConnected = true;
        hasLeader = true;
        connectionId++;
        engine.onConnectionOpen(connectionId, nowNs, ++position, new UnsafeBuffer(PRINCIPAL), 0, PRINCIPAL.length);
        listener.onConnected(connectionId);
    }

    /** What is on its way is lost, or some of what the client sent is applied still. */
    void disconnect() {
        deliver(random.nextInt(1 + ingress.size()));
        isConnected = false;
        ingress.clear();
        egress.clear();
        unclosed.add(connectionId);
        listener.onLost("test");
    }

    /** The exchange notices late that a connection is gone. */
    void closeOldConnections() {
        while (!unclosed.isEmpty()) {
            engine.onConnectionClose(unclosed.poll(), nowNs, ++position);
        }
    }

    void loseLeader() {
        deliver(random.nextInt(1 + ingress.size()));
        hasLeader = false;
        ingress.clear();
        egress.clear();
    }

    void newLeader() {
        hasLeader = true;
        listener.onNewLeader(random.nextInt(3));
    }

    boolean isWithoutLeader() {
        return isConnected && !hasLeader;
    }

    @Override
    public int poll(long timeNs) {
        nowNs = timeNs;
        if (isConnected && hasLeader) {
            deliver(random.nextInt(1 + ingress.size()));
            isListening = true;
            for (int i = random.nextInt(1 + egress.size()); i > 0; i--) {
                Message message = egress.pollFirst();
                if (message.connectionId == connectionId) {
                    listener.onMessage(new UnsafeBuffer(message.bytes), 0, message.bytes.length);
                }
            }
            isListening = false;
        }
        return 1;
    }

    private void deliver(int count) {
        for (int i = 0; i < count; i++) {
            Message message = ingress.pollFirst();
            engine.onCommand(
                    message.connectionId, nowNs, ++position, new UnsafeBuffer(message.bytes), 0, message.bytes.length);
        }
    }

    @Override
    public long offer(DirectBuffer buffer, int offset, int length) {
        if (!isConnected || !hasLeader) {
            return ExchangeSession.NOT_CONNECTED;
        }
        if (random.nextDouble() < loss) {
            return ExchangeSession.BACK_PRESSURED;
        }
        if (random.nextDouble() >= loss) {
            ingress.add(new Message(connectionId, bytes(buffer, offset, length)));
        }
        return 1;
    }

    @Override
    public boolean isConnected() {
        return isConnected;
    }

    @Override
    public long connectionId() {
        return connectionId;
    }

    @Override
    public RuntimeException lastFailure() {
        return null;
    }

    @Override
    public void close() {
        isConnected = false;
    }

    @Override
    public void onReply(long toConnection, DirectBuffer buffer, int offset, int length) {
        send(toConnection, buffer, offset, length);
    }

    @Override
    public void onReportsReady(int sessionId) {
        long[] cursor = cursors.get(sessionId);
        if (cursor != null) {
            cursor[1] = Math.max(cursor[1], engine.oldestReportSeq(sessionId));
            while (engine.pollReport(sessionId, cursor[1], view)) {
                send(cursor[0], view, 0, view.capacity());
                cursor[1]++;
            }
        }
    }

    @Override
    public void onSendFrom(int sessionId, long toConnection, long fromReportSeq) {
        cursors.put(sessionId, new long[] {toConnection, fromReportSeq});
        onReportsReady(sessionId);
    }

    @Override
    public void onDetached(int sessionId) {
        cursors.remove(sessionId);
    }

    private void send(long toConnection, DirectBuffer buffer, int offset, int length) {
        if (isListening) {
            throw new IllegalStateException("the engine runs within a poll of the egress");
        }
        if (random.nextDouble() >= loss) {
            egress.add(new Message(toConnection, bytes(buffer, offset, length)));
        }
    }

    private static byte[] bytes(DirectBuffer buffer, int offset, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return bytes;
    }
}
