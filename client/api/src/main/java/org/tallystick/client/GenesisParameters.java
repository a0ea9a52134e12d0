package org.tallystick.client;

import org.agrona.MutableDirectBuffer;
import org.tallystick.codecs.entry.GenesisEncoder;
import org.tallystick.codecs.entry.MessageHeaderEncoder;
import org.tallystick.codecs.types.ClockMode;

/**
 * What the first command of a log fixes for ever.
 *
 * @param clusterId           random id of the cluster, not 0
 * @param shard               0 to 4,095, the high bits of every id that the cluster gives
 * @param rulesVersion        version of the rules
 * @param clockMode           where engine time comes from
 * @param transactTimeNs      time of the command in clock mode FLOW, else {@link ExchangeCommands#ABSENT}
 * @param operator            name of participant 1
 * @param maxOpenOrders       live orders in all
 * @param maxFillsPerCommand  fills of one aggressor
 * @param maxAuctionOrders    orders that rest in one book in a call phase
 * @param maxWorkPerStep      orders that pending work handles in one step
 * @param ringBytesPerSession reports kept for one session, bytes
 * @param ringBytesTotal      reports kept in all, bytes
 * @param maxInstruments      instruments, and greatest instrument id
 * @param maxParticipants     participants, and greatest participant id
 * @param maxAccounts         accounts, and greatest account id
 * @param maxSessions         sessions
 * @param maxConnections      connections
 */
public record GenesisParameters(
        long clusterId,
        int shard,
        int rulesVersion,
        ClockMode clockMode,
        long transactTimeNs,
        String operator,
        long maxOpenOrders,
        long maxFillsPerCommand,
        long maxAuctionOrders,
        long maxWorkPerStep,
        long ringBytesPerSession,
        long ringBytesTotal,
        int maxInstruments,
        int maxParticipants,
        int maxAccounts,
        int maxSessions,
        int maxConnections) {

    /**
     * An exchange of one shard with generous bounds: ten million live orders, a thousand instruments.
     *
     * @param clusterId random id of the cluster, not 0
     * @param clockMode where engine time comes from
     * @param operator  name of participant 1
     * @return the parameters
     */
    public static GenesisParameters of(long clusterId, ClockMode clockMode, String operator) {
        return new GenesisParameters(
                clusterId,
                0,
                1,
                clockMode,
                clockMode == ClockMode.FLOW ? 0 : ExchangeCommands.ABSENT,
                operator,
                10_000_000,
                100_000,
                100_000,
                10_000,
                256 << 10,
                256 << 20,
                1_000,
                1_000,
                10_000,
                10_000,
                1_000);
    }

    /**
     * Writes the message that gives the genesis.
     *
     * @param buffer to write to
     * @param offset of the message
     * @return its length in bytes, SBE header included
     */
    public int encode(MutableDirectBuffer buffer, int offset) {
        GenesisEncoder encoder = new GenesisEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        encoder.clusterId(clusterId)
                .transactTime(transactTimeNs)
                .maxOpenOrders(maxOpenOrders)
                .maxFillsPerCommand(maxFillsPerCommand)
                .maxAuctionOrders(maxAuctionOrders)
                .maxWorkPerStep(maxWorkPerStep)
                .ringBytesPerSession(ringBytesPerSession)
                .ringBytesTotal(ringBytesTotal)
                .maxInstruments(maxInstruments)
                .maxParticipants(maxParticipants)
                .maxAccounts(maxAccounts)
                .maxSessions(maxSessions)
                .maxConnections(maxConnections)
                .shard(shard)
                .rulesVersion(rulesVersion)
                .clockMode(clockMode)
                .operator(operator);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
