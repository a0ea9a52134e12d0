package org.tallystick.engine.session;

import java.util.Arrays;
import org.agrona.collections.Object2IntHashMap;

/** All sessions, by number and by name. */
final class SessionTable {
    private final int bound;
    private final RingBudget budget;
    private final Object2IntHashMap<String> idByName = new Object2IntHashMap<>(0);
    private Session[] byId = new Session[16];
    private int count;
    private int attachedCount;

    SessionTable(int bound, RingBudget budget) {
        this.bound = bound;
        this.budget = budget;
    }

    /** The session with this number, or null. */
    Session get(int id) {
        return id > 0 && id <= count ? byId[id] : null;
    }

    /** The session of this participant with this name, or null. */
    Session byName(int participantId, String name) {
        return get(idByName.getValue(Accounts.key(participantId, name)));
    }

    void onAttached() {
        attachedCount++;
    }

    void onDetached() {
        attachedCount--;
    }

    /** How many a connection has. */
    int attachedCount() {
        return attachedCount;
    }

    boolean isFull() {
        return count >= bound;
    }

    Session create(int participantId, String name) {
        int id = ++count;
        if (id == byId.length) {
            byId = Arrays.copyOf(byId, (int) Math.min(id * 2L, bound + 1L));
        }
        Session session = new Session(id, participantId, name, budget);
        byId[id] = session;
        idByName.put(Accounts.key(participantId, name), id);
        return session;
    }

    /** How many there are; their numbers are 1 to this. */
    int count() {
        return count;
    }
}
