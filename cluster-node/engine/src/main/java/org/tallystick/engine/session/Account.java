package org.tallystick.engine.session;

/** An account of a participant, in whose name orders are entered. Never changes. */
public final class Account {
    private final int id;
    private final int participantId;
    private final String name;

    /** Takes a definition that was validated. */
    Account(int id, int participantId, String name) {
        this.id = id;
        this.participantId = participantId;
        this.name = name;
    }

    /** Number of the account, from 1. */
    public int id() {
        return id;
    }

    /** Number of the participant that owns it. */
    public int participantId() {
        return participantId;
    }

    /** Its name, unique among the accounts of its participant; empty for the anonymous account. */
    public String name() {
        return name;
    }
}
