package org.tallystick.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Numbers of a session in both directions: applied once, in order; reports that can be had again. */
class SequencingTest {
    private final SessionLayer layer = SessionLayer.withSession();

    private long next() {
        return layer.sessions.get(1).nextClientSeq();
    }

    @Test
    void shouldApplyTheExpectedNumberAndSayNothing() {
        assertEquals(Admission.APPLY, layer.send(1));
        assertEquals(Admission.APPLY, layer.send(2));
        assertEquals(3, next());
        assertEquals(List.of(), layer.said());
    }

    @Test
    void shouldAnswerALowerNumberAsAlreadyAppliedAndLeaveNoTrace() {
        layer.send(1);
        layer.send(2);
        assertEquals(Admission.ALREADY_APPLIED, layer.send(1));
        assertEquals(List.of("reply 10 AlreadyApplied clientSeq=1 nextClientSeq=3 sessionId=1"), layer.said());
        assertEquals(3, next());
        assertEquals(1, layer.sessions.nextReportSeq(1));
    }

    @Test
    void shouldSayAGapOnceHoweverFarItGrows() {
        layer.send(1);
        assertEquals(Admission.NOT_APPLIED, layer.send(4));
        assertEquals(
                List.of(
                        "event sequenceGap 1 from 2 count 2",
                        "reply 10 NotApplied fromClientSeq=2 count=2 sessionId=1"),
                layer.said());
        assertEquals(Admission.NOT_APPLIED, layer.send(5));
        assertEquals(Admission.NOT_APPLIED, layer.send(900));
        assertEquals(Admission.NOT_APPLIED, layer.send(4));
        assertEquals(List.of(), layer.said());
        assertEquals(2, next());
    }

    @Test
    void shouldSayANewGapAfterTheOldOneWasClosed() {
        layer.send(3);
        layer.said();
        assertEquals(Admission.APPLY, layer.send(1));
        assertEquals(Admission.NOT_APPLIED, layer.send(3), "2 is missing still, and was named");
        assertEquals(List.of(), layer.said());
        assertEquals(Admission.APPLY, layer.send(2));
        assertEquals(Admission.NOT_APPLIED, layer.send(5));
        assertEquals(
                List.of(
                        "event sequenceGap 1 from 3 count 2",
                        "reply 10 NotApplied fromClientSeq=3 count=2 sessionId=1"),
                layer.said());
    }

    @Test
    void shouldForgetWhatWasNamedWithANewAttachment() {
        layer.send(3);
        layer.sessions.negotiate(10, 2, 222, "alice", "s");
        layer.establish(10, 1, 2, 222, 1);
        layer.said();
        layer.sessions.accept(10, 1, 222, 3, SessionLayer.TEMPLATE);
        assertEquals(
                List.of(
                        "event sequenceGap 1 from 1 count 2",
                        "reply 10 NotApplied fromClientSeq=1 count=2 sessionId=1"),
                layer.said());
    }

    @Test
    void shouldRefuseWhatDoesNotReachTheSequence() {
        layer.open(11, "bob");
        layer.sessions.accept(10, 2, 111, 1, 20);
        layer.sessions.accept(10, 0, 111, 1, 20);
        layer.sessions.accept(11, 1, 111, 1, 20);
        layer.sessions.accept(10, 1, 112, 1, 20);
        layer.sessions.accept(99, 1, 111, 1, 20);
        layer.sessions.accept(10, 1, 111, 0, 20);
        assertEquals(Admission.REFUSED, layer.sessions.accept(10, 1, 111, 1L << 62, 20));
        assertEquals(
                List.of(
                        "event messageRefused 10 session 2 number 1 template 20 UNKNOWN_SESSION",
                        "reply 10 MessageReject clientSeq=1 sessionId=2 refTemplateId=20 reason=UNKNOWN_SESSION",
                        "event messageRefused 10 session 0 number 1 template 20 UNKNOWN_SESSION",
                        "reply 10 MessageReject clientSeq=1 sessionId=0 refTemplateId=20 reason=UNKNOWN_SESSION",
                        "event messageRefused 11 session 1 number 1 template 20 NOT_ATTACHED",
                        "reply 11 MessageReject clientSeq=1 sessionId=1 refTemplateId=20 reason=NOT_ATTACHED",
                        "event messageRefused 10 session 1 number 1 template 20 BAD_TOKEN",
                        "reply 10 MessageReject clientSeq=1 sessionId=1 refTemplateId=20 reason=BAD_TOKEN",
                        "event messageRefused 99 session 1 number 1 template 20 UNKNOWN_CONNECTION",
                        "reply 99 MessageReject clientSeq=1 sessionId=1 refTemplateId=20 reason=UNKNOWN_CONNECTION",
                        "event messageRefused 10 session 1 number 0 template 20 BAD_SEQUENCE",
                        "reply 10 MessageReject clientSeq=0 sessionId=1 refTemplateId=20 reason=BAD_SEQUENCE",
                        "event messageRefused 10 session 1 number 4611686018427387904 template 20 BAD_SEQUENCE",
                        "reply 10 MessageReject clientSeq=4611686018427387904 sessionId=1 refTemplateId=20"
                                + " reason=BAD_SEQUENCE"),
                layer.said());
        assertEquals(1, next());
    }

    @Test
    void shouldAnswerSequenceWithWhatIsMissingAndTheNextReport() {
        layer.send(1);
        layer.report(1, 40);
        layer.said();
        String answer = "reply 10 Sequence token=0 nextSeq=2 sessionId=1";
        layer.sessions.sequence(10, 1, 111, 2);
        assertEquals(List.of(answer), layer.said(), "nothing is missing");
        layer.sessions.sequence(10, 1, 111, 1);
        assertEquals(List.of(answer), layer.said(), "the client is behind");
        for (int i = 0; i < 2; i++) {
            layer.sessions.sequence(10, 1, 111, 6);
            assertEquals(
                    List.of("reply 10 NotApplied fromClientSeq=2 count=4 sessionId=1", answer),
                    layer.said(),
                    "each time, for the answer before may be lost");
        }
        layer.send(4);
        assertEquals(
                List.of(
                        "event sequenceGap 1 from 2 count 2",
                        "reply 10 NotApplied fromClientSeq=2 count=2 sessionId=1"),
                layer.said(),
                "asking changed nothing");
    }

    @Test
    void shouldRefuseSequenceThatCannotBe() {
        layer.sessions.sequence(10, 1, 111, 0);
        layer.sessions.sequence(10, 1, 112, 1);
        assertEquals(
                List.of(
                        "event messageRefused 10 session 1 template 7 BAD_SEQUENCE",
                        "reply 10 MessageReject clientSeq=-9223372036854775808 sessionId=1 refTemplateId=7"
                                + " reason=BAD_SEQUENCE",
                        "event messageRefused 10 session 1 template 7 BAD_TOKEN",
                        "reply 10 MessageReject clientSeq=-9223372036854775808 sessionId=1 refTemplateId=7"
                                + " reason=BAD_TOKEN"),
                layer.said());
    }

    @Test
    void shouldGiveUpNumbersWithSequenceFill() {
        layer.send(4);
        layer.said();
        layer.sessions.sequenceFill(10, 1, 111, 4);
        assertEquals(List.of("event sequenceFilled 1 from 1 next 4"), layer.said());
        assertEquals(Admission.APPLY, layer.send(4));
        layer.sessions.sequenceFill(10, 1, 111, 4);
        layer.sessions.sequenceFill(10, 1, 111, 5);
        assertEquals(
                List.of(
                        "reply 10 AlreadyApplied clientSeq=3 nextClientSeq=5 sessionId=1",
                        "reply 10 AlreadyApplied clientSeq=4 nextClientSeq=5 sessionId=1"),
                layer.said());
        assertEquals(5, next());
    }

    @Test
    void shouldAllowAFillUpToTheEndOfNumbersAndNoFurther() {
        layer.sessions.sequenceFill(10, 1, 111, (1L << 62) + 1);
        assertTrue(layer.said().get(0).endsWith("BAD_SEQUENCE"));
        layer.sessions.sequenceFill(10, 1, 111, 1L << 62);
        assertEquals(1L << 62, next());
        assertEquals(Admission.ALREADY_APPLIED, layer.send((1L << 62) - 1));
        assertEquals(Admission.REFUSED, layer.send(1L << 62), "the session is exhausted");
    }

    @Test
    void shouldSendReportsAgain() {
        layer.report(1, 40);
        layer.report(1, 40);
        layer.said();
        layer.sessions.retransmitRequest(10, 1, 111, 1);
        layer.sessions.retransmitRequest(10, 1, 111, 3);
        assertEquals(
                List.of(
                        "reply 10 Retransmission fromReportSeq=1 count=2 sessionId=1",
                        "egress sendFrom 1 on 10 from 1",
                        "reply 10 Retransmission fromReportSeq=3 count=0 sessionId=1",
                        "egress sendFrom 1 on 10 from 3"),
                layer.said());
        layer.sessions.retransmitRequest(10, 1, 111, 4);
        layer.sessions.retransmitRequest(10, 1, 111, 0);
        assertEquals(
                List.of(
                        "reply 10 RetransmitReject fromReportSeq=4 oldestReportSeq=1 nextReportSeq=3 sessionId=1"
                                + " reason=BAD_SEQUENCE",
                        "reply 10 RetransmitReject fromReportSeq=0 oldestReportSeq=1 nextReportSeq=3 sessionId=1"
                                + " reason=BAD_SEQUENCE"),
                layer.said());
    }

    @Test
    void shouldSayWhichHistoryIsLostAndSendTheRest() {
        for (int i = 0; i < 9; i++) {
            layer.report(1, 4000);
        }
        layer.said();
        layer.sessions.retransmitRequest(10, 1, 111, 2);
        assertEquals(
                List.of(
                        "reply 10 RetransmitReject fromReportSeq=2 oldestReportSeq=6 nextReportSeq=10 sessionId=1"
                                + " reason=HISTORY_LOST",
                        "egress sendFrom 1 on 10 from 6"),
                layer.said());
    }

    @Test
    void shouldTellTheEgressOfReportsWhileAttached() {
        layer.report(1, 40);
        assertEquals(List.of("egress reportsReady 1"), layer.said());
        layer.sessions.onClose(10);
        layer.said();
        layer.report(1, 40);
        assertEquals(List.of(), layer.said());
        assertEquals(3, layer.sessions.nextReportSeq(1));
        assertEquals(1, layer.sessions.oldestReportSeq(1));
        UnsafeBuffer view = new UnsafeBuffer(0, 0);
        assertTrue(layer.sessions.pollReport(1, 2, view));
        assertEquals(40, view.capacity());
        assertEquals(2, view.getByte(39));
        assertFalse(layer.sessions.pollReport(1, 3, view));
        assertFalse(layer.sessions.pollReport(2, 1, view));
        assertThrows(IllegalArgumentException.class, () -> layer.sessions.nextReportSeq(2));
    }
}
