package org.tallystick.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.RolesEncoder;

/** Participants, accounts and connections: who there is, and within which bounds. */
class RegistriesTest {
    private final Participants participants = new Participants(100);
    private final Accounts accounts = new Accounts(50, participants);

    private RejectReason define(int id, String name, int roles, int... represented) {
        return participants.defineParticipant(id, name, roles, represented, represented.length);
    }

    @Test
    void shouldDefineTheOperator() {
        assertEquals(RejectReason.NONE, participants.defineOperator("venue"));
        assertEquals(1, participants.byName("venue").id());
        assertTrue(participants.hasRole(1, Participant.OPERATOR));
        assertTrue(participants.hasRole(1, Participant.TRADER));
        assertFalse(participants.hasRole(1, Participant.GATEWAY));
        assertFalse(participants.hasRole(2, Participant.TRADER));
        assertFalse(participants.hasRole(-1, Participant.TRADER));
    }

    @Test
    void shouldHaveTheRoleBitsOfTheWire() {
        UnsafeBuffer wire = new UnsafeBuffer(new byte[2]);
        RolesEncoder roles = new RolesEncoder().wrap(wire, 0);
        roles.clear().trader(true);
        assertEquals(Participant.TRADER, wire.getShort(0));
        roles.clear().gateway(true);
        assertEquals(Participant.GATEWAY, wire.getShort(0));
        roles.clear().consumer(true);
        assertEquals(Participant.CONSUMER, wire.getShort(0));
        roles.clear().auditor(true);
        assertEquals(Participant.AUDITOR, wire.getShort(0));
        roles.clear().operator(true);
        assertEquals(Participant.OPERATOR, wire.getShort(0));
    }

    @Test
    void shouldRefuseParticipantsThatCannotBe() {
        assertEquals(RejectReason.NONE, define(70, "alice", Participant.TRADER));
        assertEquals(RejectReason.DUPLICATE_ID, define(70, "other", 0));
        assertEquals(RejectReason.DUPLICATE_ID, define(71, "alice", 0));
        assertEquals(RejectReason.BAD_VALUE, define(0, "zero", 0));
        assertEquals(RejectReason.BOUND_REACHED, define(101, "beyond", 0));
        assertEquals(RejectReason.BAD_VALUE, define(2, "roles", Participant.ALL_ROLES + 1));
        assertEquals(RejectReason.BAD_TEXT, define(2, "", 0));
        assertEquals(RejectReason.BAD_TEXT, define(2, "tab\t", 0));
        assertEquals(RejectReason.BAD_TEXT, define(2, "name of 25 characters ...", 0));
        assertEquals(RejectReason.BAD_VALUE, define(2, "no gateway", Participant.TRADER, 70));
        assertEquals(RejectReason.UNKNOWN_PARTICIPANT, define(2, "gate", Participant.GATEWAY, 70, 3));
        assertEquals(RejectReason.UNKNOWN_PARTICIPANT, define(2, "gate", Participant.GATEWAY, 2));
        assertEquals(RejectReason.BAD_VALUE, define(2, "gate", Participant.GATEWAY, 70, 70));
        assertEquals(RejectReason.BOUND_REACHED, define(2, "gate", Participant.GATEWAY, new int[1001]));
        assertEquals(1, participants.count());
        assertNull(participants.get(2));
        assertNull(participants.byName("gate"));
    }

    @Test
    void shouldHoldRepresentedIdsInOrder() {
        define(9, "nine", 0);
        define(5, "five", 0);
        assertEquals(RejectReason.NONE, define(1, "gate", Participant.GATEWAY, 9, 5));
        Participant gate = participants.get(1);
        assertEquals(2, gate.representedCount());
        assertEquals(5, gate.represented(0));
        assertEquals(9, gate.represented(1));
        assertTrue(gate.represents(9));
        assertFalse(gate.represents(1));
    }

    @Test
    void shouldDefineAccounts() {
        define(1, "alice", 0);
        define(2, "bob", 0);
        assertEquals(RejectReason.NONE, accounts.defineAccount(50, 1, "house"));
        assertEquals(RejectReason.NONE, accounts.defineAccount(1, 2, "house"));
        assertEquals(RejectReason.NONE, accounts.defineAccount(2, 2, ""));
        assertEquals(1, accounts.ownerOf(50));
        assertEquals(2, accounts.ownerOf(1));
        assertEquals(0, accounts.ownerOf(3));
        assertEquals(0, accounts.ownerOf(-1));
        assertEquals(0, accounts.ownerOf(Integer.MAX_VALUE));
        assertEquals(50, accounts.byName(1, "house").id());
        assertEquals(3, accounts.count());
    }

    @Test
    void shouldRefuseAccountsThatCannotBe() {
        define(1, "alice", 0);
        accounts.defineAccount(1, 1, "house");
        accounts.defineAccount(2, 1, "");
        assertEquals(RejectReason.DUPLICATE_ID, accounts.defineAccount(1, 1, "other"));
        assertEquals(RejectReason.DUPLICATE_ID, accounts.defineAccount(3, 1, "house"));
        assertEquals(RejectReason.DUPLICATE_ID, accounts.defineAccount(3, 1, ""));
        assertEquals(RejectReason.UNKNOWN_PARTICIPANT, accounts.defineAccount(3, 2, "house"));
        assertEquals(RejectReason.BOUND_REACHED, accounts.defineAccount(51, 1, "x"));
        assertEquals(RejectReason.BAD_VALUE, accounts.defineAccount(0, 1, "x"));
        assertEquals(RejectReason.BAD_TEXT, accounts.defineAccount(3, 1, "\u00e9"));
        assertEquals(2, accounts.count());
    }

    @Test
    void shouldKeepConnectionsBeyondTheBoundUnknown() {
        SessionLayer layer = SessionLayer.withParticipants();
        for (int i = SessionLayer.MAX_CONNECTIONS; i > 0; i--) {
            assertTrue(layer.open(i, "alice"));
        }
        assertFalse(layer.open(7, "alice"));
        layer.sessions.onClose(3);
        assertFalse(layer.connections.isKnown(7));
        assertTrue(layer.open(8, "alice"));
        layer.sessions.onClose(7);
        assertEquals(SessionLayer.MAX_CONNECTIONS, layer.connections.count());
        assertEquals(1, layer.connections.at(0).id());
        assertEquals(8, layer.connections.at(5).id());
        layer.sessions.onClose(5);
        assertThrows(IllegalStateException.class, () -> layer.open(8, "alice"));
    }

    @Test
    void shouldTakeAPrincipalThatIsNoNameForNobody() {
        SessionLayer layer = SessionLayer.withParticipants();
        layer.open(1, "a principal that is longer than a name");
        layer.open(2, "alice\n");
        assertEquals("", layer.connections.get(1).principal());
        assertEquals("", layer.connections.get(2).principal());
    }
}
