package org.tallystick.engine.session;

import java.util.Arrays;

/** A firm that takes part in the market: its name, what it may do, and whom it represents as a gateway. Never changes. */
public final class Participant {
    /** Role bit: may trade. */
    public static final int TRADER = 1;

    /** Role bit: may attach sessions of the participants that it represents. */
    public static final int GATEWAY = 1 << 1;

    /** Role bit: may read the event stream. */
    public static final int CONSUMER = 1 << 2;

    /** Role bit: may ask for hashes and read everything. */
    public static final int AUDITOR = 1 << 3;

    /** Role bit: may administer the exchange. */
    public static final int OPERATOR = 1 << 4;

    /** All role bits there are. */
    public static final int ALL_ROLES = TRADER | GATEWAY | CONSUMER | AUDITOR | OPERATOR;

    private final int id;
    private final String name;
    private final int roles;
    private final int[] represented;

    /** Takes a definition that was validated, the represented ids in rising order. */
    Participant(int id, String name, int roles, int[] represented) {
        this.id = id;
        this.name = name;
        this.roles = roles;
        this.represented = represented;
    }

    /** Number of the participant, from 1. */
    public int id() {
        return id;
    }

    /** Its name, unique among participants. */
    public String name() {
        return name;
    }

    /** Its role bits, as in the wire's {@code Roles}. */
    public int roles() {
        return roles;
    }

    /** How many participants it represents. */
    public int representedCount() {
        return represented.length;
    }

    /**
     * Id of a participant that it represents; ids rise with the index.
     *
     * @param index 0 to {@link #representedCount()} - 1
     */
    public int represented(int index) {
        return represented[index];
    }

    /** Whether it is a gateway for this participant. */
    boolean represents(int participantId) {
        return (roles & GATEWAY) != 0 && Arrays.binarySearch(represented, participantId) >= 0;
    }
}
