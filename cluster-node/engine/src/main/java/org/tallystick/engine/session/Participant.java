package org.tallystick.engine.session;

/** Placeholder. */
public final class Participant {
    private final int id;
    private final String name;
    private final int roles;
    private final int[] represented;

    Participant(int id, String name, int roles, int... represented) {
        this.id = id;
        this.name = name;
        this.roles = roles;
        this.represented = represented;
    }

    public int id() {
        return id;
    }

    public String name() {
        return name;
    }

    public int roles() {
        return roles;
    }

    public int representedCount() {
        return represented.length;
    }

    public int represented(int i) {
        return represented[i];
    }
}
