package org.tallystick.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tallystick.codecs.types.CancelOnDisconnect;

/** How sessions come to connections and leave them. */
class AttachmentsTest {
    private final SessionLayer layer = SessionLayer.withParticipants();

    private static String response(long connection, long attachId, int session) {
        return "reply " + connection + " NegotiationResponse attachId=" + attachId
                + " nextClientSeq=1 nextReportSeq=1 oldestReportSeq=1 sessionId=" + session;
    }

    private static String ack(long connection, long attachId) {
        return "reply " + connection + " EstablishmentAck attachId=" + attachId
                + " nextClientSeq=1 nextReportSeq=1 oldestReportSeq=1 sessionId=1";
    }

    private void assertNegotiationRefused(long connection, long attachId, String reason) {
        List<String> said = layer.said();
        assertEquals(2, said.size(), said::toString);
        assertTrue(said.get(0).startsWith("event attachRefused " + connection + " attach " + attachId), said::toString);
        assertTrue(said.get(0).endsWith(reason), said::toString);
        assertEquals(
                "reply " + connection + " NegotiationReject attachId=" + attachId + " reason=" + reason, said.get(1));
    }

    private void assertEstablishmentRefused(long connection, long attachId, int session, String reason) {
        assertEquals(
                List.of(
                        "event attachRefused " + connection + " attach " + attachId + " session " + session + " "
                                + reason,
                        "reply " + connection + " EstablishmentReject attachId=" + attachId + " sessionId=" + session
                                + " reason=" + reason),
                layer.said());
    }

    @Test
    void shouldCreateASessionOnFirstUseAndAnswerRepeats() {
        layer.open(10, "alice");
        layer.sessions.negotiate(10, 1, 111, "alice", "s");
        assertEquals(List.of("event sessionCreated 1 of 2 s", response(10, 1, 1)), layer.said());
        layer.sessions.negotiate(10, 1, 111, "alice", "s");
        assertEquals(List.of(response(10, 1, 1)), layer.said());
        layer.sessions.negotiate(10, 1, 111, "alice", "t");
        assertEquals(List.of("event sessionCreated 2 of 2 t", response(10, 1, 2)), layer.said());
        assertFalse(layer.sessions.get(1).isAttached(), "it is not established yet");
    }

    @Test
    void shouldLetOnlyTheOwnerAndItsGatewayNegotiate() {
        layer.open(10, "bob");
        layer.open(11, "gate");
        layer.open(12, "nobody");
        layer.open(13, "");
        layer.sessions.negotiate(10, 1, 1, "alice", "s");
        assertNegotiationRefused(10, 1, "NOT_AUTHORIZED");
        layer.sessions.negotiate(11, 1, 1, "bob", "s");
        assertNegotiationRefused(11, 1, "NOT_AUTHORIZED");
        layer.sessions.negotiate(12, 1, 1, "nobody", "s");
        assertNegotiationRefused(12, 1, "UNKNOWN_PARTICIPANT");
        layer.sessions.negotiate(12, 1, 1, "alice", "s");
        assertNegotiationRefused(12, 1, "NOT_AUTHORIZED");
        layer.sessions.negotiate(13, 1, 1, "alice", "s");
        assertNegotiationRefused(13, 1, "NOT_AUTHORIZED");
        layer.sessions.negotiate(13, 1, 1, "", "s");
        assertNegotiationRefused(13, 1, "BAD_TEXT");
        layer.sessions.negotiate(99, 1, 1, "alice", "s");
        assertNegotiationRefused(99, 1, "UNKNOWN_CONNECTION");
        layer.sessions.negotiate(11, 0, 1, "alice", "s");
        assertNegotiationRefused(11, 0, "BAD_VALUE");
        assertEquals(0, layer.sessions.count());
        layer.sessions.negotiate(11, 1, 1, "alice", "s");
        assertEquals(List.of("event sessionCreated 1 of 2 s", response(11, 1, 1)), layer.said());
    }

    @Test
    void shouldBoundTheSessions() {
        layer.open(10, "alice");
        for (int i = 1; i <= SessionLayer.MAX_SESSIONS; i++) {
            layer.sessions.negotiate(10, 1, 1, "alice", "s" + i);
        }
        layer.said();
        layer.sessions.negotiate(10, 1, 1, "alice", "more");
        assertNegotiationRefused(10, 1, "BOUND_REACHED");
        layer.sessions.negotiate(10, 1, 1, "alice", "s1");
        assertEquals(List.of(response(10, 1, 1)), layer.said());
    }

    @Test
    void shouldRefuseAStaleAttachId() {
        layer.open(10, "alice");
        layer.open(11, "alice");
        layer.sessions.negotiate(10, 5, 111, "alice", "s");
        layer.said();
        layer.sessions.negotiate(11, 4, 111, "alice", "s");
        assertNegotiationRefused(11, 4, "STALE_ATTACH_ID");
        layer.sessions.negotiate(11, 5, 111, "alice", "s");
        assertNegotiationRefused(11, 5, "STALE_ATTACH_ID");
        layer.sessions.negotiate(10, 5, 112, "alice", "s");
        assertNegotiationRefused(10, 5, "STALE_ATTACH_ID");
        layer.establish(10, 1, 5, 111, 1);
        layer.sessions.terminate(10, 1, 111);
        layer.said();
        layer.sessions.negotiate(10, 5, 111, "alice", "s");
        assertNegotiationRefused(10, 5, "STALE_ATTACH_ID");
        layer.establish(10, 1, 5, 111, 1);
        assertEstablishmentRefused(10, 5, 1, "STALE_ATTACH_ID");
        layer.sessions.negotiate(11, 6, 111, "alice", "s");
        layer.sessions.onClose(11);
        layer.said();
        layer.sessions.negotiate(10, 6, 111, "alice", "s");
        assertNegotiationRefused(10, 6, "STALE_ATTACH_ID");
    }

    @Test
    void shouldEstablishWhatWasNegotiatedAndAnswerRepeats() {
        layer.open(10, "alice");
        layer.sessions.negotiate(10, 1, 111, "alice", "s");
        layer.said();
        layer.establish(10, 1, 1, 111, 1);
        assertEquals(
                List.of("event sessionAttached 1 to 10 attach 1", ack(10, 1), "egress sendFrom 1 on 10 from 1"),
                layer.said());
        layer.establish(10, 1, 1, 111, 1);
        assertEquals(List.of(ack(10, 1), "egress sendFrom 1 on 10 from 1"), layer.said());
        layer.sessions.negotiate(10, 1, 111, "alice", "s");
        assertEquals(List.of(response(10, 1, 1)), layer.said());
    }

    @Test
    void shouldEstablishNothingElse() {
        layer.open(10, "alice");
        layer.open(11, "alice");
        layer.sessions.negotiate(10, 3, 111, "alice", "s");
        layer.said();
        layer.establish(10, 1, 3, 112, 1);
        assertEstablishmentRefused(10, 3, 1, "BAD_TOKEN");
        layer.establish(11, 1, 3, 111, 1);
        assertEstablishmentRefused(11, 3, 1, "NOT_ATTACHED");
        layer.establish(10, 1, 4, 111, 1);
        assertEstablishmentRefused(10, 4, 1, "NOT_ATTACHED");
        layer.establish(10, 1, 2, 111, 1);
        assertEstablishmentRefused(10, 2, 1, "STALE_ATTACH_ID");
        layer.establish(10, 2, 3, 111, 1);
        assertEstablishmentRefused(10, 3, 2, "UNKNOWN_SESSION");
        layer.establish(99, 1, 3, 111, 1);
        assertEstablishmentRefused(99, 3, 1, "UNKNOWN_CONNECTION");
        layer.establish(10, 1, 3, 111, 2);
        assertEstablishmentRefused(10, 3, 1, "BAD_SEQUENCE");
        layer.establish(10, 1, 3, 111, 0);
        assertEstablishmentRefused(10, 3, 1, "BAD_SEQUENCE");
        layer.sessions.establish(10, 1, 3, 111, 1, CancelOnDisconnect.BOTH, 3_600_000_000_001L);
        assertEstablishmentRefused(10, 3, 1, "BAD_VALUE");
        layer.sessions.establish(10, 1, 3, 111, 1, CancelOnDisconnect.NULL_VAL, 0);
        assertEstablishmentRefused(10, 3, 1, "MISSING_FIELD");
        assertFalse(layer.sessions.get(1).isAttached());
        layer.sessions.establish(10, 1, 3, 111, 1, CancelOnDisconnect.BOTH, 3_600_000_000_000L);
        assertEquals(CancelOnDisconnect.BOTH, layer.sessions.get(1).cancelOnDisconnect());
        assertEquals(3_600_000_000_000L, layer.sessions.get(1).cancelWindowNs());
    }

    @Test
    void shouldSupersedeAnOlderAttachment() {
        layer.open(10, "alice");
        layer.open(11, "alice");
        layer.attach(10, 1, 111, 1);
        layer.sessions.negotiate(11, 2, 222, "alice", "s");
        assertEquals(Admission.APPLY, layer.send(1), "it lives until the newer one is established");
        layer.establish(10, 1, 1, 111, 1);
        assertEquals(10, layer.sessions.get(1).connectionId());
        layer.said();
        layer.establish(11, 1, 2, 222, 1);
        assertEquals(
                List.of(
                        "event sessionDetached 1 from 10 SUPERSEDED",
                        "egress detached 1",
                        "reply 10 Terminate token=0 sessionId=1 reason=SUPERSEDED",
                        "event sessionAttached 1 to 11 attach 2",
                        "reply 11 EstablishmentAck attachId=2 nextClientSeq=2 nextReportSeq=1 oldestReportSeq=1"
                                + " sessionId=1",
                        "egress sendFrom 1 on 11 from 1"),
                layer.said());
        assertEquals(Admission.REFUSED, layer.send(2));
        assertTrue(layer.said().get(0).endsWith("SUPERSEDED"));
        layer.open(12, "alice");
        layer.sessions.accept(12, 1, 222, 2, 20);
        assertTrue(layer.said().get(0).endsWith("NOT_ATTACHED"), "it never had the session");
        layer.sessions.onClose(11);
        layer.said();
        layer.send(2);
        assertTrue(layer.said().get(0).endsWith("NOT_ATTACHED"), "no newer attachment has it any more");
    }

    @Test
    void shouldAttachAnewOnTheSameConnectionWithoutATerminate() {
        layer.open(10, "alice");
        layer.attach(10, 1, 111, 1);
        layer.said();
        layer.attach(10, 2, 222, 1);
        assertEquals(
                List.of(
                        response(10, 2, 1),
                        "event sessionDetached 1 from 10 SUPERSEDED",
                        "egress detached 1",
                        "event sessionAttached 1 to 10 attach 2",
                        ack(10, 2),
                        "egress sendFrom 1 on 10 from 1"),
                layer.said());
        layer.send(1);
        assertTrue(layer.said().get(0).endsWith("BAD_TOKEN"));
    }

    @Test
    void shouldResumeFromTheOldestReportWhereTheWantedOneIsLost() {
        layer.open(10, "alice");
        layer.sessions.negotiate(10, 1, 111, "alice", "s");
        for (int i = 0; i < 6; i++) {
            layer.report(1, 4000);
        }
        layer.said();
        layer.establish(10, 1, 1, 111, 2);
        assertEquals(
                List.of(
                        "event sessionAttached 1 to 10 attach 1",
                        "reply 10 EstablishmentAck attachId=1 nextClientSeq=1 nextReportSeq=7 oldestReportSeq=3"
                                + " sessionId=1",
                        "reply 10 RetransmitReject fromReportSeq=2 oldestReportSeq=3 nextReportSeq=7 sessionId=1"
                                + " reason=HISTORY_LOST",
                        "egress sendFrom 1 on 10 from 3"),
                layer.said());
    }

    @Test
    void shouldTerminate() {
        layer.open(10, "alice");
        layer.attach(10, 1, 111, 1);
        layer.said();
        layer.sessions.terminate(10, 1, 111);
        assertEquals(
                List.of(
                        "event sessionDetached 1 from 10 FINISHED",
                        "egress detached 1",
                        "reply 10 Terminate token=0 sessionId=1 reason=FINISHED"),
                layer.said());
        layer.sessions.terminate(10, 1, 111);
        assertTrue(layer.said().get(0).endsWith("template 14 NOT_ATTACHED"));
        layer.attach(10, 2, 222, 1);
        assertTrue(layer.sessions.get(1).isAttached());
    }

    @Test
    void shouldDetachAllSessionsOfAClosedConnectionInOrder() {
        layer.open(10, "alice");
        layer.open(11, "alice");
        for (int id = 1; id <= 4; id++) {
            layer.sessions.negotiate(11, 1, id, "alice", "s" + id);
        }
        for (int id : new int[] {3, 1, 2}) {
            layer.sessions.negotiate(10, 2, id, "alice", "s" + id);
            layer.establish(10, id, 2, id, 1);
        }
        layer.sessions.terminate(10, 2, 2);
        layer.sessions.negotiate(10, 2, 4, "alice", "s4");
        layer.said();
        layer.sessions.onClose(10);
        assertEquals(
                List.of(
                        "event sessionDetached 1 from 10 CONNECTION_CLOSED",
                        "egress detached 1",
                        "event sessionDetached 3 from 10 CONNECTION_CLOSED",
                        "egress detached 3"),
                layer.said());
        layer.sessions.onClose(10);
        assertEquals(List.of(), layer.said());
        assertFalse(layer.connections.isKnown(10));
    }

    @Test
    void shouldResumeEgressOfAttachedSessionsFromTheNextReport() {
        layer.open(10, "alice");
        layer.attach(10, 1, 111, 1);
        layer.sessions.negotiate(10, 1, 1, "alice", "t");
        layer.report(1, 8);
        layer.said();
        layer.sessions.resumeEgress();
        assertEquals(List.of("egress sendFrom 1 on 10 from 2"), layer.said());
    }
}
