package org.tallystick.engine.session;

/** Placeholder. */
public final class Session {
    private final int id;
    private final int participantId;
    private final String name;

    Session(int id, int participantId, String name) {
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

    public long connectionId() {
        return 11;
    }

    public long attachId() {
        return 12;
    }

    public long nextClientSeq() {
        return 13;
    }

    public long nextReportSeq() {
        return 14;
    }
}
