package org.tallystick.client;

import org.tallystick.codecs.entry.GenesisAckDecoder;
import org.tallystick.codecs.entry.MessageRejectDecoder;

/** Hears what an exchange says to a connection rather than to one of its sessions. Called from {@link ExchangeConnection#poll}. */
public interface ConnectionListener {
    /**
     * The genesis was applied.
     *
     * @param ack the answer, valid during the call only
     */
    default void onGenesisAck(GenesisAckDecoder ack) {}

    /**
     * A message that named no session of this connection was refused.
     *
     * @param reject the answer, valid during the call only
     */
    default void onConnectionMessageReject(MessageRejectDecoder reject) {}

    /**
     * Another member leads the cluster. Sessions find out by themselves what was lost.
     *
     * @param memberId of the new leader
     */
    default void onNewLeader(int memberId) {}

    /**
     * The connection is lost. It is made again by itself, or {@link #onEnded} follows.
     *
     * @param detail why, as far as it is known
     */
    default void onDisconnected(String detail) {}

    /**
     * There is a connection again. Its sessions attach themselves.
     *
     * @param connectionId number that the exchange's log gives it
     */
    default void onReconnected(long connectionId) {}

    /**
     * The connection has ended and does not come back.
     *
     * @param detail why, as far as it is known
     */
    default void onEnded(String detail) {}
}
