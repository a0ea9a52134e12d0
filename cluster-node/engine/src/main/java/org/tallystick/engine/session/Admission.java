package org.tallystick.engine.session;

/** What the session layer says about a sequenced message. */
public enum Admission {
    /** It is the next one of its session: its number is used up, and it is to be applied. */
    APPLY,
    /** Its number was used before. The client was told; it is not to be applied again. */
    ALREADY_APPLIED,
    /** Earlier ones are missing. The client was told, once for the gap; it is to send this one again. */
    NOT_APPLIED,
    /** It did not reach the sequence of a session. The client was told why. */
    REFUSED
}
