package org.tallystick.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
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
import org.tallystick.codecs.entry.SequenceFillDecoder;
import org.tallystick.codecs.entry.TerminateDecoder;
import org.tallystick.codecs.types.CancelOnDisconnect;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TerminationReason;
import org.tallystick.codecs.types.TimeInForce;

class SessionDialogTest implements Outbound, SessionListener {
    private static final int SESSION_ID = 3;
    private static final SessionConfig CONFIG = new SessionConfig(
            "firm",
            "orders",
            0,
            CancelOnDisconnect.NEVER,
            Duration.ZERO,
            8,
            16 * 1024,
            Duration.ofSeconds(1),
            Duration.ofSeconds(4),
            Duration.ofSeconds(10));
    private static final int BODY = MessageHeaderDecoder.ENCODED_LENGTH;

    private final UnsafeBuffer in = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder headerOut = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerIn = new MessageHeaderDecoder();
    private final List<String> sent = new ArrayList<>();
    private final List<Long> delivered = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private boolean isBlocked;
    private boolean isAwake;
    private long attachId = 6;
    private long token = 98;
    private long lastToken;
    private long nowNs;
    private ExchangeSession session;
    private SessionDialog dialog;

    @BeforeEach
    void attach() {
        nowNs = System.nanoTime();
        session = new ExchangeSession(this, CONFIG, this);
        dialog = session.dialog();
        dialog.onConnected();
        run();
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
        run();

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
        alreadyApplied(1, 2);
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
        assertEquals(List.of("retransmit 2", "sequence 1", "retransmit 2"), sent);

        report(2, ExchangeCommands.ABSENT);
        report(3, ExchangeCommands.ABSENT);
        assertEquals(List.of(1L, 2L, 3L), delivered);
    }

    @Test
    void shouldLearnOfTheLastReportsFromASequence() {
        establish(1, 1);
        sent.clear();
        sequence(3);
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
        reject(1, RejectReason.SUPERSEDED);
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
        run();
        assertEquals(List.of("sequence 2"), sent);
    }

    @Test
    void shouldAttachAgainAndSendWhatTheExchangeHasNotReceived() {
        establish(1, 1);
        for (int i = 0; i < 4; i++) {
            session.hash();
        }
        report(1, 1);
        sent.clear();
        loseConnection();
        assertEquals(ExchangeSession.NOT_ESTABLISHED, session.hash());
        pass(5);
        assertEquals(List.of(), sent);

        dialog.onConnected();
        run();
        establish(3, 3);

        assertEquals(List.of("Negotiate", "Establish next 2", "command 3", "command 4"), sent);
        assertEquals(List.of("established", "detached", "reattached"), told);
        assertEquals(5, session.hash());
    }

    @Test
    void shouldCarryTheTokenOfTheNewAttachment() {
        establish(1, 1);
        session.hash();
        long first = lastToken;
        loseConnection();
        dialog.onConnected();
        run();
        establish(1, 1);
        assertEquals(first + 1, lastToken);
    }

    @Test
    void shouldGiveUpOldOrdersAndSendWhatLiesBetweenThem() {
        establish(1, 1);
        order(1);
        order(2);
        session.cancel(1, 1, ExchangeCommands.ABSENT, 1);
        order(4);
        session.cancel(1, 2, ExchangeCommands.ABSENT, 1);
        loseConnection();
        pass(11);
        told.clear();
        dialog.onConnected();
        run();
        sent.clear();
        establish(1, 1);

        // The cancel has to be there before the fill behind it: a fill reaches from the expected number on.
        assertEquals(List.of("Establish next 1", "fill 3", "fill 3", "command 3"), sent);
        assertEquals(List.of("reattached", "given up 1: 101", "given up 2: 102", "given up 4: 104"), lastOf(told, 4));
        assertEquals(ExchangeSession.WINDOW_FULL, session.hash());

        sent.clear();
        report(1, 3);
        run();
        assertEquals(List.of("fill 5", "fill 5", "command 5"), sent);
        assertEquals(6, session.hash());
    }

    @Test
    void shouldFillAgainWhereTheFillWasLost() {
        establish(1, 1);
        order(1);
        session.cancel(1, 1, ExchangeCommands.ABSENT, 1);
        loseConnection();
        pass(11);
        dialog.onConnected();
        run();
        establish(1, 1);
        sent.clear();

        notApplied(1, 1);
        assertEquals(List.of("fill 2", "fill 2", "command 2"), sent);
        alreadyApplied(1, 2);
        assertEquals(1, session.unacknowledged());
        assertEquals(
                1, told.stream().filter(line -> line.startsWith("given up")).count());
    }

    @Test
    void shouldAttachAnewBeforeItGivesUpWhatWasSentOnThisAttachment() {
        establish(1, 1);
        order(1);
        order(2);
        pass(11);
        sent.clear();
        long before = attachId;

        notApplied(1, 2);
        run();
        assertEquals(List.of("Negotiate"), sent);
        assertEquals(before + 1, attachId);
        // The first order was applied after all: the acknowledgement counts.
        establish(2, 2);
        assertEquals(List.of("Negotiate", "Establish next 1", "fill 3", "fill 3"), sent);
        assertEquals("given up 2: 102", told.get(told.size() - 1));
        badToken(2);
        assertTrue(session.isEstablished());
    }

    @Test
    void shouldNotTakeASessionBackThatSomebodyElseHasUsed() {
        establish(5, 5);
        loseConnection();
        dialog.onConnected();
        run();
        negotiationResponse(7, 9);
        assertTrue(session.isEnded());
        assertEquals(List.of("established", "detached", "terminated SUPERSEDED"), told);
    }

    @Test
    void shouldRefuseAnExchangeThatHasForgotten() {
        establish(5, 5);
        loseConnection();
        dialog.onConnected();
        run();
        negotiationResponse(4, 5);
        assertTrue(session.isEnded());
        assertEquals(List.of("established", "detached", "refused BAD_SEQUENCE"), told);
    }

    @Test
    void shouldAskWhichNumberIsExpectedWhereReportsWereLostForGood() {
        establish(1, 1);
        session.hash();
        sent.clear();
        sequence(1);
        assertEquals(List.of("fill 1"), sent);
        alreadyApplied(0, 2);
        assertEquals(0, session.unacknowledged());
    }

    @Test
    void shouldAskWhenIdle() {
        establish(1, 1);
        sent.clear();
        pass(3);
        assertEquals(List.of(), sent);
        pass(1);
        assertEquals(List.of("sequence 1"), sent);
    }

    @Test
    void shouldRepeatItsEndUntilItIsConfirmed() {
        establish(1, 1);
        sent.clear();
        isBlocked = true;
        session.terminate();
        isBlocked = false;
        run();
        pass(1);
        assertEquals(List.of("terminate", "terminate"), sent);
        assertTrue(session.isEnded());
        notAttached();
        assertEquals(List.of("established", "terminated FINISHED"), told);
    }

    private void loseConnection() {
        dialog.onConnectionLost(false);
        run();
    }

    private void order(long number) {
        assertEquals(
                number, session.newOrder(1, 100 + number, 1, Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 100, 10, 0));
    }

    private static List<String> lastOf(List<String> list, int count) {
        return list.subList(list.size() - count, list.size());
    }

    private void run() {
        for (int i = 0; isAwake && i < 10; i++) {
            isAwake = false;
            if (!dialog.work(nowNs)) {
                isAwake = true;
                return;
            }
        }
    }

    private void badToken(long clientSeq) {
        reject(clientSeq, RejectReason.BAD_TOKEN);
    }

    private void notAttached() {
        reject(ExchangeCommands.ABSENT, RejectReason.NOT_ATTACHED);
    }

    private void reject(long clientSeq, RejectReason reason) {
        new MessageRejectEncoder()
                .wrapAndApplyHeader(in, 0, headerOut)
                .clientSeq(clientSeq)
                .sessionId(SESSION_ID)
                .refTemplateId(HashRequestDecoder.TEMPLATE_ID)
                .reason(reason);
        dialog.onMessageReject(new MessageRejectDecoder().wrapAndApplyHeader(in, 0, headerIn));
    }

    private void alreadyApplied(long clientSeq, long nextClientSeq) {
        new AlreadyAppliedEncoder()
                .wrapAndApplyHeader(in, 0, headerOut)
                .clientSeq(clientSeq)
                .nextClientSeq(nextClientSeq)
                .sessionId(SESSION_ID);
        dialog.onAlreadyApplied(new AlreadyAppliedDecoder().wrapAndApplyHeader(in, 0, headerIn));
    }

    private void sequence(long nextReportSeq) {
        new SequenceEncoder()
                .wrapAndApplyHeader(in, 0, headerOut)
                .token(0)
                .nextSeq(nextReportSeq)
                .sessionId(SESSION_ID);
        dialog.onSequence(new SequenceDecoder().wrapAndApplyHeader(in, 0, headerIn));
    }

    private void negotiationResponse(long nextClientSeq, long nextReportSeq) {
        NegotiationResponseEncoder response = new NegotiationResponseEncoder();
        response.wrapAndApplyHeader(in, 0, headerOut)
                .attachId(attachId)
                .nextClientSeq(nextClientSeq)
                .nextReportSeq(nextReportSeq)
                .oldestReportSeq(1)
                .sessionId(SESSION_ID);
        dialog.onNegotiationResponse(new NegotiationResponseDecoder().wrapAndApplyHeader(in, 0, headerIn));
    }

    private void establish(long nextClientSeq, long nextReportSeq) {
        negotiationResponse(nextClientSeq, nextReportSeq);
        EstablishmentAckEncoder ack = new EstablishmentAckEncoder();
        ack.wrapAndApplyHeader(in, 0, headerOut)
                .attachId(attachId)
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
        isAwake = true;
        run();
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
                    case TerminateDecoder.TEMPLATE_ID -> "terminate";
                    case SequenceFillDecoder.TEMPLATE_ID ->
                        "fill "
                                + new SequenceFillDecoder()
                                        .wrapAndApplyHeader(buffer, offset, headerIn)
                                        .newNextClientSeq();
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
                    default -> command(buffer, offset);
                });
        return 1;
    }

    private String command(DirectBuffer buffer, int offset) {
        CommandHeaderDecoder command = new CommandHeaderDecoder().wrap(buffer, offset + BODY);
        lastToken = command.token();
        return "command " + command.clientSeq();
    }

    @Override
    public long nowNs() {
        return nowNs;
    }

    @Override
    public void wake(SessionDialog woken) {
        isAwake = true;
    }

    @Override
    public long newAttachId(SessionDialog attaching) {
        return ++attachId;
    }

    @Override
    public long newToken() {
        return ++token;
    }

    @Override
    public void onEstablished(SessionDialog established) {}

    @Override
    public void onDetached() {
        told.add("detached");
    }

    @Override
    public void onReattached(ExchangeSession reattached) {
        told.add("reattached");
    }

    @Override
    public void onRefused(RejectReason reason) {
        told.add("refused " + reason);
    }

    @Override
    public void onOrderGivenUp(long clientSeq, int accountId, long clOrdId) {
        told.add("given up " + clientSeq + ": " + clOrdId);
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
