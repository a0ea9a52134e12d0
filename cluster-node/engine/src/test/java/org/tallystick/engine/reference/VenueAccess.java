package org.tallystick.engine.reference;

import org.tallystick.codecs.types.RejectReason;

/**
 * Who may use what in flows through the whole engine: session 1 is that of the operator, who may trade, session 2 that of
 * a trader, session 3 that of an auditor, who may not. Accounts belong to the operator and the trader in turn.
 */
record VenueAccess(int accounts) implements ReferenceExchange.Access {
    static final int AUDITOR = 3;

    /** The session whose participant owns an account. */
    static int sessionOf(int account) {
        return account % 2 == 1 ? 1 : 2;
    }

    @Override
    public RejectReason check(int sessionId, int accountId) {
        if (sessionId == AUDITOR) {
            return RejectReason.NOT_AUTHORIZED;
        }
        if (accountId < 1 || accountId > accounts) {
            return RejectReason.UNKNOWN_ACCOUNT;
        }
        return sessionId == sessionOf(accountId) ? RejectReason.NONE : RejectReason.NOT_OWNER;
    }
}
