package org.tallystick.client;

import org.agrona.DirectBuffer;

/** What the session layer of one session needs of its connection. */
interface Outbound {
    /** Sends bytes; returns a positive number, or a negative result of {@link ExchangeSession}. */
    long offer(DirectBuffer buffer, int offset, int length);

    /** Time of the present poll, as {@link System#nanoTime}. */
    long nowNs();

    /** Calls {@link SessionDialog#work} soon. */
    void wake(SessionDialog dialog);

    /** An attach id that is higher than any before it; what is answered to it goes to this dialog from now on. */
    long newAttachId(SessionDialog dialog);

    /** A random token for an attachment. */
    long newToken();

    /** The dialog is established under this number: what is said to that session goes to it from now on. */
    void onEstablished(SessionDialog dialog);
}
