package org.tallystick.client;

import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.codecs.entry.EstablishEncoder;
import org.tallystick.codecs.entry.MessageHeaderEncoder;
import org.tallystick.codecs.entry.NegotiateEncoder;
import org.tallystick.codecs.entry.RetransmitRequestEncoder;
import org.tallystick.codecs.entry.SequenceEncoder;
import org.tallystick.codecs.entry.SequenceFillEncoder;
import org.tallystick.codecs.entry.TerminateEncoder;
import org.tallystick.codecs.types.TerminationReason;

/** Writes and sends the messages of the session layer; each method says whether the connection took the message. */
final class SessionMessages {
    private static final int HEADER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH;

    private final Outbound connection;
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[128]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    SessionMessages(Outbound connection) {
        this.connection = connection;
    }

    boolean negotiate(SessionConfig config, long attachId, long token) {
        NegotiateEncoder encoder = new NegotiateEncoder().wrapAndApplyHeader(out, 0, header);
        encoder.attachId(attachId)
                .token(token)
                .participant(config.participant())
                .session(config.session());
        return offer(encoder.encodedLength());
    }

    boolean establish(SessionConfig config, long attachId, long token, int sessionId, long nextReportSeq) {
        EstablishEncoder encoder = new EstablishEncoder().wrapAndApplyHeader(out, 0, header);
        encoder.attachId(attachId)
                .token(token)
                .nextReportSeq(nextReportSeq)
                .cancelWindowNs(config.cancelWindow().toNanos())
                .sessionId(sessionId)
                .cancelOnDisconnect(config.cancelOnDisconnect());
        return offer(encoder.encodedLength());
    }

    boolean sequence(long token, int sessionId, long nextSeq) {
        SequenceEncoder encoder = new SequenceEncoder().wrapAndApplyHeader(out, 0, header);
        encoder.token(token).nextSeq(nextSeq).sessionId(sessionId);
        return offer(encoder.encodedLength());
    }

    boolean sequenceFill(long token, int sessionId, long newNextSeq) {
        SequenceFillEncoder encoder = new SequenceFillEncoder().wrapAndApplyHeader(out, 0, header);
        encoder.token(token).newNextClientSeq(newNextSeq).sessionId(sessionId);
        return offer(encoder.encodedLength());
    }

    boolean retransmitRequest(long token, int sessionId, long fromReportSeq) {
        RetransmitRequestEncoder encoder = new RetransmitRequestEncoder().wrapAndApplyHeader(out, 0, header);
        encoder.token(token).fromReportSeq(fromReportSeq).sessionId(sessionId);
        return offer(encoder.encodedLength());
    }

    boolean terminate(long token, int sessionId) {
        TerminateEncoder encoder = new TerminateEncoder().wrapAndApplyHeader(out, 0, header);
        encoder.token(token).sessionId(sessionId).reason(TerminationReason.FINISHED);
        return offer(encoder.encodedLength());
    }

    private boolean offer(int bodyLength) {
        return connection.offer(out, 0, HEADER_LENGTH + bodyLength) > 0;
    }
}
