package org.tallystick.client;

import org.agrona.DirectBuffer;

/** What carries the bytes of a connection, and is made again when it breaks. */
interface ClusterLink extends AutoCloseable {
    /** Reads what has arrived and does what is due; everything that happens is told from here. Never waits for an answer. */
    int poll(long nowNs);

    /** Sends bytes; returns a positive number, or a negative result of {@link ExchangeSession}. */
    long offer(DirectBuffer buffer, int offset, int length);

    /** Whether there is a connection now. */
    boolean isConnected();

    /** Number that the exchange's log gives the connection; of the last one where there is none now. */
    long connectionId();

    /** Why there is no connection, null where nothing has failed. */
    RuntimeException lastFailure();

    @Override
    void close();

    /** Hears what becomes of a link. */
    interface Listener {
        /** There is a connection, the first or another one. */
        void onConnected(long connectionId);

        /** The connection is gone; everything under way on it may be lost. */
        void onLost(String detail);

        /** There will be no other connection. */
        void onEnded(String detail);

        /** Another member leads the cluster; what was under way to the old one may be lost. */
        void onNewLeader(int memberId);

        /** One message of the exchange; the bytes are valid during the call only. */
        void onMessage(DirectBuffer buffer, int offset, int length);
    }

    /** Makes the link of a connection, for the listener that hears it. */
    @FunctionalInterface
    interface Factory {
        ClusterLink create(Listener listener);
    }
}
