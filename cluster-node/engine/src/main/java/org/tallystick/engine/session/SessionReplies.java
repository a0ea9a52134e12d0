package org.tallystick.engine.session;

import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.codecs.entry.AlreadyAppliedEncoder;
import org.tallystick.codecs.entry.EstablishmentAckEncoder;
import org.tallystick.codecs.entry.EstablishmentRejectEncoder;
import org.tallystick.codecs.entry.GenesisAckEncoder;
import org.tallystick.codecs.entry.MessageHeaderEncoder;
import org.tallystick.codecs.entry.MessageRejectEncoder;
import org.tallystick.codecs.entry.NegotiationRejectEncoder;
import org.tallystick.codecs.entry.NegotiationResponseEncoder;
import org.tallystick.codecs.entry.NotAppliedEncoder;
import org.tallystick.codecs.entry.RetransmissionEncoder;
import org.tallystick.codecs.entry.RetransmitRejectEncoder;
import org.tallystick.codecs.entry.SequenceEncoder;
import org.tallystick.codecs.entry.TerminateEncoder;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.TerminationReason;
import org.tallystick.engine.EgressSink;

/** Encodes the unsequenced answers of the session layer and hands each to the egress; any of them may be lost. */
public final class SessionReplies {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EgressSink egress;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[128]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final NegotiationResponseEncoder negotiationResponse = new NegotiationResponseEncoder();
    private final NegotiationRejectEncoder negotiationReject = new NegotiationRejectEncoder();
    private final EstablishmentAckEncoder establishmentAck = new EstablishmentAckEncoder();
    private final EstablishmentRejectEncoder establishmentReject = new EstablishmentRejectEncoder();
    private final SequenceEncoder sequence = new SequenceEncoder();
    private final NotAppliedEncoder notApplied = new NotAppliedEncoder();
    private final AlreadyAppliedEncoder alreadyApplied = new AlreadyAppliedEncoder();
    private final RetransmissionEncoder retransmission = new RetransmissionEncoder();
    private final RetransmitRejectEncoder retransmitReject = new RetransmitRejectEncoder();
    private final TerminateEncoder terminate = new TerminateEncoder();
    private final MessageRejectEncoder messageReject = new MessageRejectEncoder();
    private final GenesisAckEncoder genesisAck = new GenesisAckEncoder();

    /** @param egress takes the answers */
    public SessionReplies(EgressSink egress) {
        this.egress = egress;
    }

    private void reply(long connectionId, int blockLength) {
        egress.onReply(connectionId, buffer, 0, HEADER + blockLength);
    }

    /** The genesis was applied. */
    public void genesisAck(long connectionId, long clusterId, long logPosition) {
        genesisAck.wrapAndApplyHeader(buffer, 0, header).clusterId(clusterId).logPosition(logPosition);
        reply(connectionId, GenesisAckEncoder.BLOCK_LENGTH);
    }

    /**
     * A message was refused before it reached a session's sequence.
     *
     * @param connectionId where it came from
     * @param sessionId    the session it named, or {@code Transaction.NO_SESSION}
     * @param clientSeq    its number, or {@code Transaction.NO_SEQUENCE}
     * @param templateId   its template, or {@code Transaction.NO_SESSION} where it could not be read
     * @param reason       why
     */
    public void messageReject(long connectionId, int sessionId, long clientSeq, int templateId, RejectReason reason) {
        messageReject
                .wrapAndApplyHeader(buffer, 0, header)
                .clientSeq(clientSeq)
                .sessionId(sessionId)
                .refTemplateId(templateId)
                .reason(reason);
        reply(connectionId, MessageRejectEncoder.BLOCK_LENGTH);
    }

    void negotiationResponse(long connectionId, long attachId, Session session) {
        negotiationResponse
                .wrapAndApplyHeader(buffer, 0, header)
                .attachId(attachId)
                .nextClientSeq(session.nextClientSeq())
                .nextReportSeq(session.nextReportSeq())
                .oldestReportSeq(session.oldestReportSeq())
                .sessionId(session.id());
        reply(connectionId, NegotiationResponseEncoder.BLOCK_LENGTH);
    }

    void negotiationReject(long connectionId, long attachId, RejectReason reason) {
        negotiationReject
                .wrapAndApplyHeader(buffer, 0, header)
                .attachId(attachId)
                .reason(reason);
        reply(connectionId, NegotiationRejectEncoder.BLOCK_LENGTH);
    }

    void establishmentAck(Session session) {
        establishmentAck
                .wrapAndApplyHeader(buffer, 0, header)
                .attachId(session.attachId())
                .nextClientSeq(session.nextClientSeq())
                .nextReportSeq(session.nextReportSeq())
                .oldestReportSeq(session.oldestReportSeq())
                .sessionId(session.id());
        reply(session.connectionId(), EstablishmentAckEncoder.BLOCK_LENGTH);
    }

    void establishmentReject(long connectionId, long attachId, int sessionId, RejectReason reason) {
        establishmentReject
                .wrapAndApplyHeader(buffer, 0, header)
                .attachId(attachId)
                .sessionId(sessionId)
                .reason(reason);
        reply(connectionId, EstablishmentRejectEncoder.BLOCK_LENGTH);
    }

    void sequence(Session session) {
        sequence.wrapAndApplyHeader(buffer, 0, header)
                .token(0)
                .nextSeq(session.nextReportSeq())
                .sessionId(session.id());
        reply(session.connectionId(), SequenceEncoder.BLOCK_LENGTH);
    }

    void notApplied(Session session, long count) {
        notApplied
                .wrapAndApplyHeader(buffer, 0, header)
                .fromClientSeq(session.nextClientSeq())
                .count(count)
                .sessionId(session.id());
        reply(session.connectionId(), NotAppliedEncoder.BLOCK_LENGTH);
    }

    void alreadyApplied(Session session, long clientSeq) {
        alreadyApplied
                .wrapAndApplyHeader(buffer, 0, header)
                .clientSeq(clientSeq)
                .nextClientSeq(session.nextClientSeq())
                .sessionId(session.id());
        reply(session.connectionId(), AlreadyAppliedEncoder.BLOCK_LENGTH);
    }

    void retransmission(Session session, long fromReportSeq) {
        retransmission
                .wrapAndApplyHeader(buffer, 0, header)
                .fromReportSeq(fromReportSeq)
                .count(session.nextReportSeq() - fromReportSeq)
                .sessionId(session.id());
        reply(session.connectionId(), RetransmissionEncoder.BLOCK_LENGTH);
    }

    void retransmitReject(Session session, long fromReportSeq, RejectReason reason) {
        retransmitReject
                .wrapAndApplyHeader(buffer, 0, header)
                .fromReportSeq(fromReportSeq)
                .oldestReportSeq(session.oldestReportSeq())
                .nextReportSeq(session.nextReportSeq())
                .sessionId(session.id())
                .reason(reason);
        reply(session.connectionId(), RetransmitRejectEncoder.BLOCK_LENGTH);
    }

    void terminate(long connectionId, int sessionId, TerminationReason reason) {
        terminate
                .wrapAndApplyHeader(buffer, 0, header)
                .token(0)
                .sessionId(sessionId)
                .reason(reason);
        reply(connectionId, TerminateEncoder.BLOCK_LENGTH);
    }
}
