package org.tallystick.engine.session;

import java.util.Arrays;
import org.agrona.collections.Object2IntHashMap;
import org.tallystick.codecs.types.RejectReason;

/**
 * The accounts of all participants, by number. The operator chooses the numbers, 1 to the bound of the genesis; an
 * account is defined once and stays as it is. Its name is unique among the accounts of its participant, the empty name
 * included: the anonymous account. Says nothing to the event stream: who defines does.
 */
public final class Accounts {
    private static final int FIRST_CAPACITY = 16;

    private final int bound;
    private final Participants participants;
    private final Object2IntHashMap<String> idByName = new Object2IntHashMap<>(0);
    private Account[] byId = new Account[FIRST_CAPACITY];
    private int[] owners = new int[FIRST_CAPACITY];
    private int count;

    /**
     * Creates a registry without accounts.
     *
     * @param bound        greatest number of an account
     * @param participants who can own accounts
     */
    public Accounts(int bound, Participants participants) {
        this.bound = bound;
        this.participants = participants;
    }

    /**
     * Defines an account, or changes nothing.
     *
     * @param id            1 to the bound
     * @param participantId owner
     * @param name          0 to 24 characters of printable ASCII, not taken among the owner's accounts
     * @return {@code NONE} where it was defined; {@code BAD_VALUE} for an id below 1; {@code BAD_TEXT} for what is no
     *     name; {@code BOUND_REACHED} for an id above the bound; {@code UNKNOWN_PARTICIPANT} for an owner that is not
     *     defined; {@code DUPLICATE_ID} for an id or name that is taken
     */
    public RejectReason defineAccount(int id, int participantId, String name) {
        if (id < 1) {
            return RejectReason.BAD_VALUE;
        }
        if (!Names.isNameOrEmpty(name)) {
            return RejectReason.BAD_TEXT;
        }
        if (id > bound) {
            return RejectReason.BOUND_REACHED;
        }
        if (participants.get(participantId) == null) {
            return RejectReason.UNKNOWN_PARTICIPANT;
        }
        if (get(id) != null || idByName.containsKey(key(participantId, name))) {
            return RejectReason.DUPLICATE_ID;
        }
        add(new Account(id, participantId, name));
        return RejectReason.NONE;
    }

    private void add(Account account) {
        int id = account.id();
        if (id >= byId.length) {
            int capacity = (int) Math.min(Math.max(byId.length * 2L, id + 1L), bound + 1L);
            byId = Arrays.copyOf(byId, capacity);
            owners = Arrays.copyOf(owners, capacity);
        }
        byId[id] = account;
        owners[id] = account.participantId();
        idByName.put(key(account.participantId(), account.name()), id);
        count++;
    }

    /** Names of one participant's things, made unique over all participants. */
    static String key(int participantId, String name) {
        return participantId + "/" + name;
    }

    /** The account with this number, or null. */
    public Account get(int id) {
        return id > 0 && id < byId.length ? byId[id] : null;
    }

    /** The account of this participant with this name, or null. */
    public Account byName(int participantId, String name) {
        return get(idByName.getValue(key(participantId, name)));
    }

    /** Number of the participant that owns an account, 0 where there is no such account. */
    public int ownerOf(int accountId) {
        return accountId > 0 && accountId < owners.length ? owners[accountId] : 0;
    }

    /** How many are defined. */
    public int count() {
        return count;
    }

    /** No account has a number above this one, which may exceed the greatest defined. */
    public int lastId() {
        return byId.length - 1;
    }
}
