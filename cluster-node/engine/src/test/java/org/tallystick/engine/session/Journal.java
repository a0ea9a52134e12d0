package org.tallystick.engine.session;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.tallystick.codecs.entry.AlreadyAppliedDecoder;
import org.tallystick.codecs.entry.EstablishmentAckDecoder;
import org.tallystick.codecs.entry.EstablishmentRejectDecoder;
import org.tallystick.codecs.entry.MessageHeaderDecoder;
import org.tallystick.codecs.entry.MessageRejectDecoder;
import org.tallystick.codecs.entry.NegotiationRejectDecoder;
import org.tallystick.codecs.entry.NegotiationResponseDecoder;
import org.tallystick.codecs.entry.NotAppliedDecoder;
import org.tallystick.codecs.entry.RetransmissionDecoder;
import org.tallystick.codecs.entry.RetransmitRejectDecoder;
import org.tallystick.codecs.entry.SequenceDecoder;
import org.tallystick.codecs.entry.TerminateDecoder;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.TerminationReason;
import org.tallystick.engine.EgressSink;
import org.tallystick.engine.Transaction;

/** Writes down, one line each, all that the session layer says: events, replies, what it tells the egress, and whose orders it cancels. */
final class Journal implements EgressSink, SessionEvents, SessionOrders {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private List<String> lines = new ArrayList<>();
    private boolean cancelsAwaited;

    /** What was said since the last call. */
    List<String> take() {
        List<String> taken = lines;
        lines = new ArrayList<>();
        return taken;
    }

    @Override
    public void onReply(long connectionId, DirectBuffer buffer, int offset, int length) {
        String text = decode(buffer, offset);
        String message = text.substring(1, text.indexOf(']'));
        String fields = text.substring(text.indexOf("):") + 2);
        lines.add("reply " + connectionId + " " + message + " " + fields.replace('|', ' '));
    }

    private String decode(DirectBuffer buffer, int offset) {
        header.wrap(buffer, offset);
        return switch (header.templateId()) {
            case NegotiationResponseDecoder.TEMPLATE_ID ->
                new NegotiationResponseDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .toString();
            case NegotiationRejectDecoder.TEMPLATE_ID ->
                new NegotiationRejectDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .toString();
            case EstablishmentAckDecoder.TEMPLATE_ID ->
                new EstablishmentAckDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .toString();
            case EstablishmentRejectDecoder.TEMPLATE_ID ->
                new EstablishmentRejectDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .toString();
            case SequenceDecoder.TEMPLATE_ID ->
                new SequenceDecoder().wrapAndApplyHeader(buffer, offset, header).toString();
            case NotAppliedDecoder.TEMPLATE_ID ->
                new NotAppliedDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .toString();
            case AlreadyAppliedDecoder.TEMPLATE_ID ->
                new AlreadyAppliedDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .toString();
            case RetransmissionDecoder.TEMPLATE_ID ->
                new RetransmissionDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .toString();
            case RetransmitRejectDecoder.TEMPLATE_ID ->
                new RetransmitRejectDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .toString();
            case TerminateDecoder.TEMPLATE_ID ->
                new TerminateDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .toString();
            case MessageRejectDecoder.TEMPLATE_ID ->
                new MessageRejectDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .toString();
            default -> throw new AssertionError("template " + header.templateId());
        };
    }

    @Override
    public void onReportsReady(int sessionId) {
        lines.add("egress reportsReady " + sessionId);
    }

    @Override
    public void onSendFrom(int sessionId, long connectionId, long fromReportSeq) {
        lines.add("egress sendFrom " + sessionId + " on " + connectionId + " from " + fromReportSeq);
    }

    @Override
    public void onDetached(int sessionId) {
        lines.add("egress detached " + sessionId);
    }

    @Override
    public void participantDefined(Participant participant) {
        throw new AssertionError("said by who defines");
    }

    @Override
    public void accountDefined(Account account) {
        throw new AssertionError("said by who defines");
    }

    @Override
    public void sessionCreated(Session session) {
        lines.add("event sessionCreated " + session.id() + " of " + session.participantId() + " " + session.name());
    }

    @Override
    public void sessionAttached(Session session) {
        lines.add("event sessionAttached " + session.id() + " to " + session.connectionId() + " attach "
                + session.attachId());
    }

    @Override
    public void sessionDetached(Session session, long connectionId, TerminationReason reason) {
        lines.add("event sessionDetached " + session.id() + " from " + connectionId + " " + reason);
    }

    @Override
    public void cancelWindowStarted(Session session) {
        lines.add("event cancelWindowStarted " + session.id() + " window " + session.cancelWindowNs());
    }

    @Override
    public void cancelWindowEnded(Session session) {
        lines.add("event cancelWindowEnded " + session.id());
    }

    @Override
    public void cancelWindowsRestarted(int count) {
        lines.add("event cancelWindowsRestarted " + count);
    }

    @Override
    public void cancelOrdersOf(int sessionId) {
        lines.add("cancel orders of " + sessionId);
        cancelsAwaited = true;
    }

    /** The cancels that were named begin with the timer. */
    void forgetCancels() {
        cancelsAwaited = false;
    }

    @Override
    public void beginCancels() {
        if (cancelsAwaited) {
            lines.add("begin cancels");
            cancelsAwaited = false;
        }
    }

    @Override
    public void sequenceGap(Session session, long fromClientSeq, long count) {
        lines.add("event sequenceGap " + session.id() + " from " + fromClientSeq + " count " + count);
    }

    @Override
    public void sequenceFilled(Session session, long fromClientSeq, long nextClientSeq) {
        lines.add("event sequenceFilled " + session.id() + " from " + fromClientSeq + " next " + nextClientSeq);
    }

    @Override
    public void messageRefused(long connectionId, int sessionId, long clientSeq, int templateId, RejectReason reason) {
        String number = clientSeq == Transaction.NO_SEQUENCE ? "" : " number " + clientSeq;
        lines.add("event messageRefused " + connectionId + " session " + sessionId + number + " template " + templateId
                + " " + reason);
    }

    @Override
    public void attachRefused(long connectionId, long attachId, int sessionId, RejectReason reason) {
        String session = sessionId == Transaction.NO_SESSION ? "" : " session " + sessionId;
        lines.add("event attachRefused " + connectionId + " attach " + attachId + session + " " + reason);
    }
}
