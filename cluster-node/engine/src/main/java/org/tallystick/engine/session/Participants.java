package org.tallystick.engine.session;

import java.util.Arrays;
import org.agrona.collections.Object2IntHashMap;
import org.tallystick.codecs.NodePrincipal;
import org.tallystick.codecs.types.RejectReason;

/**
 * The participants of the exchange, by number and by name. The operator chooses the numbers, 1 to the bound of the
 * genesis; a participant is defined once and stays as it is. Says nothing to the event stream: who defines does.
 */
public final class Participants {
    /** Most participants that one gateway can represent. */
    public static final int MAX_REPRESENTED = 1000;

    /** Number of the participant that the genesis names. */
    public static final int OPERATOR_ID = 1;

    private static final int FIRST_CAPACITY = 16;
    private static final int[] NOBODY = {};

    private final int bound;
    private final Object2IntHashMap<String> idByName = new Object2IntHashMap<>(0);
    private Participant[] byId = new Participant[FIRST_CAPACITY];
    private int count;

    /** @param bound greatest number of a participant */
    public Participants(int bound) {
        this.bound = bound;
    }

    /**
     * Defines participant {@value #OPERATOR_ID} with the roles operator and trader, as the genesis does.
     *
     * @param name 1 to 24 characters of printable ASCII
     * @return {@code NONE}, or as {@link #defineParticipant}
     */
    public RejectReason defineOperator(String name) {
        return defineParticipant(OPERATOR_ID, name, Participant.OPERATOR | Participant.TRADER, NOBODY, 0);
    }

    /**
     * Defines a participant, or changes nothing.
     *
     * @param id               1 to the bound
     * @param name             1 to 24 characters of printable ASCII, not taken
     * @param roles            bits of {@link Participant}
     * @param represented      begins with the ids of the participants represented, in any order, each once
     * @param representedCount how many, at most {@value #MAX_REPRESENTED}; 0 without the role gateway
     * @return {@code NONE} where it was defined; {@code BAD_VALUE} for an id below 1, unknown roles, somebody
     *     represented twice or without the role gateway; {@code BAD_TEXT} for what is no name; {@code RESERVED_NAME}
     *     for a name of a node; {@code BOUND_REACHED} for an id or a count above its bound; {@code DUPLICATE_ID} for an id or name that is taken; {@code
     *     UNKNOWN_PARTICIPANT} where somebody represented is not defined
     */
    public RejectReason defineParticipant(int id, String name, int roles, int[] represented, int representedCount) {
        int[] sorted = NOBODY;
        RejectReason reason = check(id, name, roles, representedCount);
        if (reason == RejectReason.NONE && representedCount > 0) {
            sorted = Arrays.copyOf(represented, representedCount);
            Arrays.sort(sorted);
            reason = checkRepresented(sorted);
        }
        if (reason == RejectReason.NONE) {
            add(new Participant(id, name, roles, sorted));
        }
        return reason;
    }

    /** Checks all but the represented ids themselves. */
    RejectReason check(int id, String name, int roles, int representedCount) {
        if (id < 1 || (roles & ~Participant.ALL_ROLES) != 0) {
            return RejectReason.BAD_VALUE;
        }
        if (representedCount > 0 && (roles & Participant.GATEWAY) == 0) {
            return RejectReason.BAD_VALUE;
        }
        if (!Names.isName(name)) {
            return RejectReason.BAD_TEXT;
        }
        if (NodePrincipal.isReserved(name)) {
            return RejectReason.RESERVED_NAME;
        }
        if (id > bound || representedCount > MAX_REPRESENTED) {
            return RejectReason.BOUND_REACHED;
        }
        return get(id) != null || idByName.containsKey(name) ? RejectReason.DUPLICATE_ID : RejectReason.NONE;
    }

    /** Checks represented ids in rising order. */
    RejectReason checkRepresented(int[] sorted) {
        for (int i = 0; i < sorted.length; i++) {
            if (i > 0 && sorted[i] == sorted[i - 1]) {
                return RejectReason.BAD_VALUE;
            }
            if (get(sorted[i]) == null) {
                return RejectReason.UNKNOWN_PARTICIPANT;
            }
        }
        return RejectReason.NONE;
    }

    void add(Participant participant) {
        int id = participant.id();
        if (id >= byId.length) {
            byId = Arrays.copyOf(byId, (int) Math.min(Math.max(byId.length * 2L, id + 1L), bound + 1L));
        }
        byId[id] = participant;
        idByName.put(participant.name(), id);
        count++;
    }

    /** The participant with this number, or null. */
    public Participant get(int id) {
        return id > 0 && id < byId.length ? byId[id] : null;
    }

    /** The participant with this name, or null. */
    public Participant byName(String name) {
        return get(idByName.getValue(name));
    }

    /**
     * Whether a participant is defined and has a role.
     *
     * @param participantId any number
     * @param roleBit       a role bit of {@link Participant}
     */
    public boolean hasRole(int participantId, int roleBit) {
        Participant participant = get(participantId);
        return participant != null && (participant.roles() & roleBit) != 0;
    }

    /** How many are defined. */
    public int count() {
        return count;
    }

    /** No participant has a number above this one, which may exceed the greatest defined. */
    public int lastId() {
        return byId.length - 1;
    }
}
