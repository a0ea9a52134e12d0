package org.tallystick.engine;

import org.agrona.DirectBuffer;
import org.tallystick.codecs.entry.EstablishDecoder;
import org.tallystick.codecs.entry.NegotiateDecoder;
import org.tallystick.codecs.entry.RetransmitRequestDecoder;
import org.tallystick.codecs.entry.SequenceDecoder;
import org.tallystick.codecs.entry.SequenceFillDecoder;
import org.tallystick.codecs.entry.TerminateDecoder;
import org.tallystick.engine.session.Sessions;

/** Decodes the messages of the session layer, whose bytes were validated, and calls the session protocol. */
final class SessionCommands {
    private final Sessions sessions;
    private final NegotiateDecoder negotiate = new NegotiateDecoder();
    private final EstablishDecoder establish = new EstablishDecoder();
    private final SequenceDecoder sequence = new SequenceDecoder();
    private final SequenceFillDecoder sequenceFill = new SequenceFillDecoder();
    private final RetransmitRequestDecoder retransmitRequest = new RetransmitRequestDecoder();
    private final TerminateDecoder terminate = new TerminateDecoder();

    SessionCommands(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Applies one message; {@code body} is the offset of its fields. */
    void dispatch(long connectionId, int templateId, int version, int blockLength, DirectBuffer buffer, int body) {
        switch (templateId) {
            case NegotiateDecoder.TEMPLATE_ID -> {
                negotiate.wrap(buffer, body, blockLength, version);
                long attachId = negotiate.attachId();
                long token = negotiate.token();
                sessions.negotiate(connectionId, attachId, token, negotiate.participant(), negotiate.session());
            }
            case EstablishDecoder.TEMPLATE_ID -> {
                establish.wrap(buffer, body, blockLength, version);
                sessions.establish(
                        connectionId,
                        establish.sessionId(),
                        establish.attachId(),
                        establish.token(),
                        establish.nextReportSeq(),
                        establish.cancelOnDisconnect(),
                        establish.cancelWindowNs());
            }
            case SequenceDecoder.TEMPLATE_ID -> {
                sequence.wrap(buffer, body, blockLength, version);
                sessions.sequence(connectionId, sequence.sessionId(), sequence.token(), sequence.nextSeq());
            }
            case SequenceFillDecoder.TEMPLATE_ID -> {
                sequenceFill.wrap(buffer, body, blockLength, version);
                sessions.sequenceFill(
                        connectionId, sequenceFill.sessionId(), sequenceFill.token(), sequenceFill.newNextClientSeq());
            }
            case RetransmitRequestDecoder.TEMPLATE_ID -> {
                retransmitRequest.wrap(buffer, body, blockLength, version);
                sessions.retransmitRequest(
                        connectionId,
                        retransmitRequest.sessionId(),
                        retransmitRequest.token(),
                        retransmitRequest.fromReportSeq());
            }
            case TerminateDecoder.TEMPLATE_ID -> {
                terminate.wrap(buffer, body, blockLength, version);
                sessions.terminate(connectionId, terminate.sessionId(), terminate.token());
            }
            default -> throw new IllegalStateException("template " + templateId + " is not of the session layer");
        }
    }
}
