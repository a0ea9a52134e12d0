package org.tallystick.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tallystick.codecs.entry.AdminReportDecoder;
import org.tallystick.codecs.entry.AdminReportEncoder;
import org.tallystick.codecs.entry.AlreadyAppliedDecoder;
import org.tallystick.codecs.entry.AlreadyAppliedEncoder;
import org.tallystick.codecs.entry.CommandHeaderDecoder;
import org.tallystick.codecs.entry.EstablishDecoder;
import org.tallystick.codecs.entry.EstablishmentAckDecoder;
import org.tallystick.codecs.entry.EstablishmentAckEncoder;
import org.tallystick.codecs.entry.HashRequestDecoder;
import org.tallystick.codecs.entry.MessageHeaderDecoder;
import org.tallystick.codecs.entry.MessageHeaderEncoder;
import org.tallystick.codecs.entry.MessageRejectDecoder;
import org.tallystick.codecs.entry.MessageRejectEncoder;
import org.tallystick.codecs.entry.NegotiateDecoder;
import org.tallystick.codecs.entry.NegotiationResponseDecoder;
import org.tallystick.codecs.entry.NegotiationResponseEncoder;
import org.tallystick.codecs.entry.NotAppliedDecoder;
import org.tallystick.codecs.entry.NotAppliedEncoder;
import org.tallystick.codecs.entry.RetransmitRejectDecoder;
import org.tallystick.codecs.entry.RetransmitRejectEncoder;
import org.tallystick.codecs.entry.RetransmitRequestDecoder;
import org.tallystick.codecs.entry.SequenceDecoder;
import org.tallystick.codecs.entry.SequenceEncoder;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.TerminationReason;

class SessionDialogTest implements Outbound, SessionListener {
    private static final int SESSION_ID = 3;
    private static final long ATTACH_ID = 7;
    private static final int BODY = MessageHeaderDecoder.ENCODED_LENGTH;

    private final UnsafeBuffer in = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder headerOut = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerIn = new MessageHeaderDecoder();
    private final List<String> sent = new ArrayList<>();
    private final List<Long> delivered = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private boolean isBlocked;
    private long nowNs;
    private ExchangeSession session;
    private SessionDialog dialog;

    @BeforeEach
    void attach() {
        nowNs = System.nanoTime();
        SessionConfig config = new SessionConfig(
                "firm",
                "orders",
                0,
                org.tallystick.codecs.types.CancelOnDisconnect.NEVER,
                java.time.Duration.ZERO,
                8,
                16 * 1024,
                java.time.Duration.ofSeconds(1));
        session = new ExchangeSession(this, config, this, ATTACH_ID, 99);
        dialog = session.dialog();
    }

    @Test
    void shouldAttachWithTheNumbersOfTheExchange() {
        establish(18, 44);

        assertEquals(List.of("Negotiate", "Establish next 44"), sent);
        assertEquals(SESSION_ID, session.sessionId());
        assertEquals(18, session.hash());
        assertEquals(19, session.hash());
        assertEquals(2, session.unacknowledged());
    }

    @Test
    void shouldRepeatWhatIsNotAnswered() {
        pass(1);
        assertEquals(List.of("Negotiate", "Negotiate"), sent);
    }

    @Test
    void shouldSendNothingBeforeItIsEstablished() {
        assertEquals(ExchangeSession.NOT_ESTABLISHED, session.hash());
    }

    @Test
    void shouldSendEverythingAgainFromTheFirstMissingOne() {
        establish(1, 1);
        for (int i = 0; i < 5; i++) {
            session.hash();
        }
        report(1, 1);
        sent.clear();

        notApplied(3, 1);

        assertEquals(List.of("command 3", "command 4", "command 5"), sent);
        assertEquals(List.of("established", "resend 3"), told);
        assertEquals(3, session.unacknowledged());
    }

    @Test
    void shouldContinueSendingAgainWhereItWasBlocked() {
        establish(1, 1);
        session.hash();
        session.hash();
        sent.clear();
        isBlocked = true;

        notApplied(1, 2);
        assertEquals(ExchangeSession.WINDOW_FULL, session.hash());
        isBlocked = false;
        dialog.poll(nowNs);

        assertEquals(List.of("command 1", "command 2"), sent);
        assertEquals(3, session.hash());
    }

    @Test
    void shouldUseNoNumberForWhatWasNotSent() {
        establish(1, 1);
        isBlocked = true;
        assertEquals(ExchangeSession.BACK_PRESSURED, session.hash());
        isBlocked = false;
        assertEquals(1, session.hash());
    }

    @Test
    void shouldStopAtTheBoundOfUnansweredMessages() {
        establish(1, 1);
        for (int i = 1; i <= 8; i++) {
            assertEquals(i, session.hash());
        }
        assertEquals(ExchangeSession.WINDOW_FULL, session.hash());

        report(1, 2);
        assertEquals(9, session.hash());
    }

    @Test
    void shouldTakeAnAlreadyAppliedMessageAsAnswered() {
        establish(1, 1);
        session.hash();
        session.hash();
        AlreadyAppliedEncoder message = new AlreadyAppliedEncoder();
        message.wrapAndApplyHeader(in, 0, headerOut)
                .clientSeq(1)
                .nextClientSeq(2)
                .sessionId(SESSION_ID);
        dialog.onAlreadyApplied(new AlreadyAppliedDecoder().wrapAndApplyHeader(in, 0, headerIn));
        assertEquals(1, session.unacknowledged());
    }

    @Test
    void shouldDeliverEachReportOnceAndInOrder() {
        establish(1, 41);
        report(41, ExchangeCommands.ABSENT);
        report(42, ExchangeCommands.ABSENT);
        report(42, ExchangeCommands.ABSENT);
        report(41, ExchangeCommands.ABSENT);
        assertEquals(List.of(41L, 42L), delivered);
    }

    @Test
    void shouldAskOnceForMissingReportsAndAgainAfterSilence() {
        establish(1, 1);
        sent.clear();
        report(1, ExchangeCommands.ABSENT);
        report(3, ExchangeCommands.ABSENT);
        report(4, ExchangeCommands.ABSENT);
        assertEquals(List.of("retransmit 2"), sent);

        pass(1);
        assertEquals(List.of("retransmit 2", "retransmit 2", "sequence 1"), sent);

        report(2, ExchangeCommands.ABSENT);
        report(3, ExchangeCommands.ABSENT);
        assertEquals(List.of(1L, 2L, 3L), delivered);
    }

    @Test
    void shouldLearnOfTheLastReportsFromASequence() {
        establish(1, 1);
        sent.clear();
        SequenceEncoder message = new SequenceEncoder();
        message.wrapAndApplyHeader(in, 0, headerOut).token(0).nextSeq(3).sessionId(SESSION_ID);
        dialog.onSequence(new SequenceDecoder().wrapAndApplyHeader(in, 0, headerIn));
        assertEquals(List.of("retransmit 1"), sent);
    }

    @Test
    void shouldGoOnWithTheOldestReportWhereHistoryIsLost() {
        establish(1, 1);
        report(6, ExchangeCommands.ABSENT);
        RetransmitRejectEncoder message = new RetransmitRejectEncoder();
        message.wrapAndApplyHeader(in, 0, headerOut)
                .fromReportSeq(1)
                .oldestReportSeq(5)
                .nextReportSeq(7)
                .sessionId(SESSION_ID)
                .reason(RejectReason.HISTORY_LOST);
        dialog.onRetransmitReject(new RetransmitRejectDecoder().wrapAndApplyHeader(in, 0, headerIn));
        report(5, ExchangeCommands.ABSENT);
        report(6, ExchangeCommands.ABSENT);
        assertEquals(List.of("established", "lost 1 to 5"), told);
        assertEquals(List.of(5L, 6L), delivered);
    }

    @Test
    void shouldNotAttachAgainWhenItIsSuperseded() {
        establish(1, 1);
        session.hash();
        MessageRejectEncoder message = new MessageRejectEncoder();
        message.wrapAndApplyHeader(in, 0, headerOut)
                .clientSeq(1)
                .sessionId(SESSION_ID)
                .refTemplateId(HashRequestDecoder.TEMPLATE_ID)
                .reason(RejectReason.SUPERSEDED);
        dialog.onMessageReject(new MessageRejectDecoder().wrapAndApplyHeader(in, 0, headerIn));
        sent.clear();
        pass(10);

        assertTrue(session.isEnded());
        assertFalse(session.isEstablished());
        assertEquals(List.of("established", "terminated SUPERSEDED"), told);
        assertEquals(List.of(), sent);
        assertEquals(ExchangeSession.NOT_ESTABLISHED, session.hash());
    }

    @Test
    void shouldAskAtOnceAfterAChangeOfLeader() {
        establish(1, 1);
        session.hash();
        sent.clear();
        dialog.onNewLeader();
        dialog.poll(nowNs);
        assertEquals(List.of("sequence 2"), sent);
    }

    private void establish(long nextClientSeq, long nextReportSeq) {
        NegotiationResponseEncoder response = new NegotiationResponseEncoder();
        response.wrapAndApplyHeader(in, 0, headerOut)
                .attachId(ATTACH_ID)
                .nextClientSeq(nextClientSeq)
                .nextReportSeq(nextReportSeq)
                .oldestReportSeq(1)
                .sessionId(SESSION_ID);
        dialog.onNegotiationResponse(new NegotiationResponseDecoder().wrapAndApplyHeader(in, 0, headerIn));
        EstablishmentAckEncoder ack = new EstablishmentAckEncoder();
        ack.wrapAndApplyHeader(in, 0, headerOut)
                .attachId(ATTACH_ID)
                .nextClientSeq(nextClientSeq)
                .nextReportSeq(nextReportSeq)
                .oldestReportSeq(1)
                .sessionId(SESSION_ID);
        dialog.onEstablishmentAck(new EstablishmentAckDecoder().wrapAndApplyHeader(in, 0, headerIn));
        assertTrue(session.isEstablished());
    }

    private void notApplied(long from, long count) {
        NotAppliedEncoder message = new NotAppliedEncoder();
        message.wrapAndApplyHeader(in, 0, headerOut)
                .fromClientSeq(from)
                .count(count)
                .sessionId(SESSION_ID);
        dialog.onNotApplied(new NotAppliedDecoder().wrapAndApplyHeader(in, 0, headerIn));
    }

    private void report(long reportSeq, long clientSeq) {
        AdminReportEncoder message = new AdminReportEncoder();
        message.wrapAndApplyHeader(in, 0, headerOut)
                .header()
                .reportSeq(reportSeq)
                .clientSeq(clientSeq)
                .logPosition(64)
                .transactTime(1)
                .sessionId(SESSION_ID);
        dialog.onReport(in, 0, AdminReportDecoder.TEMPLATE_ID);
    }

    private void pass(long seconds) {
        nowNs += seconds * 1_000_000_000L;
        dialog.poll(nowNs);
    }

    @Override
    public long offer(DirectBuffer buffer, int offset, int length) {
        if (isBlocked) {
            return ExchangeSession.BACK_PRESSURED;
        }
        headerIn.wrap(buffer, offset);
        sent.add(
                switch (headerIn.templateId()) {
                    case NegotiateDecoder.TEMPLATE_ID -> "Negotiate";
                    case EstablishDecoder.TEMPLATE_ID ->
                        "Establish next "
                                + new EstablishDecoder()
                                        .wrapAndApplyHeader(buffer, offset, headerIn)
                                        .nextReportSeq();
                    case SequenceDecoder.TEMPLATE_ID ->
                        "sequence "
                                + new SequenceDecoder()
                                        .wrapAndApplyHeader(buffer, offset, headerIn)
                                        .nextSeq();
                    case RetransmitRequestDecoder.TEMPLATE_ID ->
                        "retransmit "
                                + new RetransmitRequestDecoder()
                                        .wrapAndApplyHeader(buffer, offset, headerIn)
                                        .fromReportSeq();
                    default ->
                        "command "
                                + new CommandHeaderDecoder()
                                        .wrap(buffer, offset + BODY)
                                        .clientSeq();
                });
        return 1;
    }

    @Override
    public long nowNs() {
        return nowNs;
    }

    @Override
    public void onEstablished(ExchangeSession established) {
        told.add("established");
    }

    @Override
    public void onTerminated(TerminationReason reason) {
        told.add("terminated " + reason);
    }

    @Override
    public void onResend(long fromClientSeq) {
        told.add("resend " + fromClientSeq);
    }

    @Override
    public void onReportsLost(long fromReportSeq, long nextReportSeq) {
        told.add("lost " + fromReportSeq + " to " + nextReportSeq);
    }

    @Override
    public void onAdminReport(AdminReportDecoder report) {
        delivered.add(report.header().reportSeq());
    }
}
