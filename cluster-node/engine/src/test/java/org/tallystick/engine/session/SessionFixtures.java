package org.tallystick.engine.session;

/** Makes what the session layer would make. */
public final class SessionFixtures {
    private SessionFixtures() {}

    /** Participant 2, "ALPHA", with all roles, who represents others where they are given. */
    public static Participant participant(int... represented) {
        return new Participant(2, "ALPHA", 0b11111, represented);
    }

    /** Account 5 of participant 2, "HEDGE". */
    public static Account account() {
        return new Account(5, 2, "HEDGE");
    }

    /** Session 7 of participant 2, "DESK-1". */
    public static Session session() {
        return new Session(7, 2, "DESK-1", new RingBudget(4096, 4096, 1));
    }
}
