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
     * The connection has ended; it does not come back.
     *
     * @param detail why, as far as it is known
     */
    default void onDisconnected(String detail) {}
}
