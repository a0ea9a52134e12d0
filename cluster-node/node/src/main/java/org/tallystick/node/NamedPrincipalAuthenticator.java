package org.tallystick.node;

import io.aeron.security.Authenticator;
import io.aeron.security.SessionProxy;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Takes the name that a client gives as its principal, unproven: for nodes whose clients are trusted. A name is printable
 * ASCII of at most {@value #MAX_NAME_LENGTH} bytes, or empty.
 */
final class NamedPrincipalAuthenticator implements Authenticator {
    static final int MAX_NAME_LENGTH = 24;

    /** Names kept for connections that never come; when it is reached they are forgotten, and clients ask again. */
    private static final int MAX_PENDING = 10_000;

    private static final byte[] EMPTY = {};

    private final Long2ObjectHashMap<byte[]> names = new Long2ObjectHashMap<>();

    @Override
    public void onConnectRequest(long sessionId, byte[] encodedCredentials, long nowMs) {
        if (isName(encodedCredentials)) {
            if (names.size() >= MAX_PENDING) {
                names.clear();
            }
            names.put(sessionId, encodedCredentials == null ? EMPTY : encodedCredentials);
        }
    }

    @Override
    public void onChallengeResponse(long sessionId, byte[] encodedCredentials, long nowMs) {
        names.remove(sessionId);
    }

    @Override
    public void onConnectedSession(SessionProxy session, long nowMs) {
        byte[] name = names.get(session.sessionId());
        if (name == null) {
            session.reject();
        } else if (session.authenticate(name)) {
            names.remove(session.sessionId());
        }
    }

    @Override
    public void onChallengedSession(SessionProxy session, long nowMs) {
        session.reject();
    }

    private static boolean isName(byte[] bytes) {
        if (bytes == null) {
            return true;
        }
        for (byte b : bytes) {
            if (b < ' ' || b > '~') {
                return false;
            }
        }
        return bytes.length <= MAX_NAME_LENGTH;
    }
}
