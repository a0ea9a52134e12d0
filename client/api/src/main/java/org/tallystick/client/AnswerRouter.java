package org.tallystick.client;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.codecs.entry.AlreadyAppliedDecoder;
import org.tallystick.codecs.entry.EstablishmentAckDecoder;
import org.tallystick.codecs.entry.EstablishmentRejectDecoder;
import org.tallystick.codecs.entry.ExecutionReportDecoder;
import org.tallystick.codecs.entry.GenesisAckDecoder;
import org.tallystick.codecs.entry.MessageHeaderDecoder;
import org.tallystick.codecs.entry.MessageRejectDecoder;
import org.tallystick.codecs.entry.NegotiationRejectDecoder;
import org.tallystick.codecs.entry.NegotiationResponseDecoder;
import org.tallystick.codecs.entry.NotAppliedDecoder;
import org.tallystick.codecs.entry.ReportHeaderDecoder;
import org.tallystick.codecs.entry.RetransmitRejectDecoder;
import org.tallystick.codecs.entry.SequenceDecoder;
import org.tallystick.codecs.entry.TerminateDecoder;

/** Takes the exchange's messages apart and brings them to their sessions: a view of the message alone, then its header. */
final class AnswerRouter {
    private static final int HEADER_LENGTH = MessageHeaderDecoder.ENCODED_LENGTH;

    private final SessionTable sessions;
    private final ConnectionListener listener;
    private final UnsafeBuffer message = new UnsafeBuffer(0, 0);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final NegotiationResponseDecoder negotiationResponse = new NegotiationResponseDecoder();
    private final NegotiationRejectDecoder negotiationReject = new NegotiationRejectDecoder();
    private final EstablishmentAckDecoder establishmentAck = new EstablishmentAckDecoder();
    private final EstablishmentRejectDecoder establishmentReject = new EstablishmentRejectDecoder();
    private final SequenceDecoder sequence = new SequenceDecoder();
    private final NotAppliedDecoder notApplied = new NotAppliedDecoder();
    private final AlreadyAppliedDecoder alreadyApplied = new AlreadyAppliedDecoder();
    private final RetransmitRejectDecoder retransmitReject = new RetransmitRejectDecoder();
    private final TerminateDecoder terminate = new TerminateDecoder();
    private final MessageRejectDecoder messageReject = new MessageRejectDecoder();
    private final GenesisAckDecoder genesisAck = new GenesisAckDecoder();
    private final ReportHeaderDecoder reportHeader = new ReportHeaderDecoder();

    AnswerRouter(SessionTable sessions, ConnectionListener listener) {
        this.sessions = sessions;
        this.listener = listener;
    }

    void onMessage(DirectBuffer buffer, int offset, int length) {
        message.wrap(buffer, offset, length);
        if (length < HEADER_LENGTH) {
            return;
        }
        header.wrap(message, 0);
        if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID || length < HEADER_LENGTH + header.blockLength()) {
            return;
        }
        int templateId = header.templateId();
        if (templateId >= ExecutionReportDecoder.TEMPLATE_ID) {
            if (header.blockLength() >= ReportHeaderDecoder.ENCODED_LENGTH) {
                reportHeader.wrap(message, HEADER_LENGTH);
                SessionDialog dialog = sessions.bySessionId(reportHeader.sessionId());
                if (dialog != null) {
                    dialog.onReport(message, 0, templateId);
                }
            }
        } else {
            onSessionLayer(templateId);
        }
    }

    private void onSessionLayer(int templateId) {
        switch (templateId) {
            case NegotiationResponseDecoder.TEMPLATE_ID -> {
                negotiationResponse.wrapAndApplyHeader(message, 0, header);
                SessionDialog dialog = sessions.byAttachId(negotiationResponse.attachId());
                if (dialog != null) {
                    dialog.onNegotiationResponse(negotiationResponse);
                }
            }
            case NegotiationRejectDecoder.TEMPLATE_ID -> {
                negotiationReject.wrapAndApplyHeader(message, 0, header);
                SessionDialog dialog = sessions.byAttachId(negotiationReject.attachId());
                if (dialog != null) {
                    dialog.onNegotiationReject(negotiationReject);
                }
            }
            case EstablishmentAckDecoder.TEMPLATE_ID -> {
                establishmentAck.wrapAndApplyHeader(message, 0, header);
                SessionDialog dialog = sessions.byAttachId(establishmentAck.attachId());
                if (dialog != null) {
                    dialog.onEstablishmentAck(establishmentAck);
                }
            }
            case EstablishmentRejectDecoder.TEMPLATE_ID -> {
                establishmentReject.wrapAndApplyHeader(message, 0, header);
                SessionDialog dialog = sessions.byAttachId(establishmentReject.attachId());
                if (dialog != null) {
                    dialog.onEstablishmentReject(establishmentReject);
                }
            }
            case MessageRejectDecoder.TEMPLATE_ID -> {
                messageReject.wrapAndApplyHeader(message, 0, header);
                SessionDialog dialog = sessions.bySessionId(messageReject.sessionId());
                if (dialog != null) {
                    dialog.onMessageReject(messageReject);
                } else {
                    listener.onConnectionMessageReject(messageReject);
                }
            }
            case GenesisAckDecoder.TEMPLATE_ID ->
                listener.onGenesisAck(genesisAck.wrapAndApplyHeader(message, 0, header));
            default -> onSequences(templateId);
        }
    }

    private void onSequences(int templateId) {
        SessionDialog dialog;
        switch (templateId) {
            case SequenceDecoder.TEMPLATE_ID -> {
                sequence.wrapAndApplyHeader(message, 0, header);
                if ((dialog = sessions.bySessionId(sequence.sessionId())) != null) {
                    dialog.onSequence(sequence);
                }
            }
            case NotAppliedDecoder.TEMPLATE_ID -> {
                notApplied.wrapAndApplyHeader(message, 0, header);
                if ((dialog = sessions.bySessionId(notApplied.sessionId())) != null) {
                    dialog.onNotApplied(notApplied);
                }
            }
            case AlreadyAppliedDecoder.TEMPLATE_ID -> {
                alreadyApplied.wrapAndApplyHeader(message, 0, header);
                if ((dialog = sessions.bySessionId(alreadyApplied.sessionId())) != null) {
                    dialog.onAlreadyApplied(alreadyApplied);
                }
            }
            case RetransmitRejectDecoder.TEMPLATE_ID -> {
                retransmitReject.wrapAndApplyHeader(message, 0, header);
                if ((dialog = sessions.bySessionId(retransmitReject.sessionId())) != null) {
                    dialog.onRetransmitReject(retransmitReject);
                }
            }
            case TerminateDecoder.TEMPLATE_ID -> {
                terminate.wrapAndApplyHeader(message, 0, header);
                if ((dialog = sessions.bySessionId(terminate.sessionId())) != null) {
                    dialog.onTerminate(terminate);
                }
            }
            default -> {
                // Retransmission only announces what follows; anything else is of a later version.
            }
        }
    }
}
