package org.tallystick.engine.session;

/** Placeholder. */
public final class Account {
    private final int id;
    private final int participantId;
    private final String name;

    Account(int id, int participantId, String name) {
        this.id = id;
        this.participantId = participantId;
        this.name = name;
    }

    public int id() {
        return id;
    }

    public int participantId() {
        return participantId;
    }

    public String name() {
        return name;
    }
}
