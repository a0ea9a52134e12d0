package org.tallystick.client;

import org.agrona.DirectBuffer;

/** What the session layer needs of a connection. */
interface Outbound {
    /** Sends bytes; returns a positive number, or a negative result of {@link ExchangeSession}. */
    long offer(DirectBuffer buffer, int offset, int length);

    /** Time of the present poll, as {@link System#nanoTime}. */
    long nowNs();
}
