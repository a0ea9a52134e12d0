package org.tallystick.flow.run;

import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.client.ExchangeCommands;
import org.tallystick.client.GenesisParameters;
import org.tallystick.codecs.MessageLimits;
import org.tallystick.codecs.entry.CommandHeaderEncoder;
import org.tallystick.codecs.entry.EstablishEncoder;
import org.tallystick.codecs.entry.EstablishmentAckDecoder;
import org.tallystick.codecs.entry.MessageHeaderDecoder;
import org.tallystick.codecs.entry.MessageHeaderEncoder;
import org.tallystick.codecs.entry.NegotiateEncoder;
import org.tallystick.codecs.types.CancelOnDisconnect;
import org.tallystick.engine.EgressSink;
import org.tallystick.engine.ExchangeEngine;
import org.tallystick.engine.FrameSink;

/**
 * A session straight into an engine in this thread: the same bytes as over a connection, without a log, a network or a
 * clock. Log positions count messages; log time is the command's own.
 */
final class EngineSession extends ExchangeCommands implements EgressSink {
    private static final long CONNECTION = 1;
    private static final long TOKEN = 1;
    private static final String SESSION = "flow";

    private final ExchangeEngine engine;
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[MessageLimits.MAX_CLIENT_MESSAGE_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder replyHeader = new MessageHeaderDecoder();
    private final EstablishmentAckDecoder ack = new EstablishmentAckDecoder();
    private int sessionId;
    private long clientSeq = 1;
    private long position;

    EngineSession(FrameSink frames) {
        engine = new ExchangeEngine(frames, this, 0);
    }

    ExchangeEngine engine() {
        return engine;
    }

    @Override
    public long nextClientSeq() {
        return clientSeq;
    }

    int sessionId() {
        return sessionId;
    }

    /** Opens the connection, gives the genesis, and establishes the session. */
    void open(GenesisParameters genesis) {
        byte[] principal = genesis.operator().getBytes(StandardCharsets.US_ASCII);
        engine.onConnectionOpen(CONNECTION, 0, nextPosition(), new UnsafeBuffer(principal), 0, principal.length);
        submit(genesis.encode(message, 0));
        NegotiateEncoder negotiate = new NegotiateEncoder().wrapAndApplyHeader(message, 0, header);
        negotiate.attachId(1).token(TOKEN).participant(genesis.operator()).session(SESSION);
        submit(MessageHeaderEncoder.ENCODED_LENGTH + negotiate.encodedLength());
        EstablishEncoder establish = new EstablishEncoder().wrapAndApplyHeader(message, 0, header);
        establish
                .attachId(1)
                .token(TOKEN)
                .nextReportSeq(1)
                .cancelWindowNs(0)
                .sessionId(1)
                .cancelOnDisconnect(CancelOnDisconnect.NEVER);
        submit(MessageHeaderEncoder.ENCODED_LENGTH + establish.encodedLength());
        if (sessionId == 0) {
            throw new IllegalStateException("the engine did not establish the session");
        }
    }

    private void submit(int length) {
        engine.onCommand(CONNECTION, 0, nextPosition(), message, 0, length);
    }

    private long nextPosition() {
        return ++position;
    }

    @Override
    protected int claim() {
        return 0;
    }

    @Override
    protected MutableDirectBuffer buffer() {
        return message;
    }

    @Override
    protected void begin(CommandHeaderEncoder command) {
        command.token(TOKEN).clientSeq(clientSeq).sessionId(sessionId);
    }

    @Override
    protected long send(int offset, int length) {
        submit(length);
        return clientSeq++;
    }

    @Override
    protected long refusal() {
        throw new IllegalStateException("there is always room");
    }

    @Override
    public void onReply(long connectionId, DirectBuffer buffer, int offset, int length) {
        replyHeader.wrap(buffer, offset);
        if (replyHeader.templateId() == EstablishmentAckDecoder.TEMPLATE_ID) {
            sessionId = ack.wrapAndApplyHeader(buffer, offset, replyHeader).sessionId();
        } else if (sessionId != 0) {
            throw new IllegalStateException("the engine answered with template " + replyHeader.templateId());
        }
    }

    @Override
    public void onReportsReady(int sessionId) {}

    @Override
    public void onSendFrom(int sessionId, long connectionId, long fromReportSeq) {}

    @Override
    public void onDetached(int sessionId) {}
}
