package org.tallystick.engine;

import org.tallystick.codecs.MessageLimits;
import org.tallystick.codecs.entry.GenesisDecoder;
import org.tallystick.codecs.snapshot.SnapshotHeaderDecoder;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.engine.session.RingBudget;

/**
 * What the first command of a log fixes for ever: who the cluster is, its clock, its rules and its bounds.
 *
 * @param clusterId           random id of the cluster, not 0
 * @param shard               0 to 4,095, the high bits of every id that the cluster gives
 * @param rulesVersion        version of the rules
 * @param clockMode           where engine time comes from
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
public record Genesis(
        long clusterId,
        int shard,
        int rulesVersion,
        ClockMode clockMode,
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
    private static final long LEAST_RING = 4096;

    /** Stands where there is no genesis yet. */
    public static final Genesis NOT_YET =
            new Genesis(0, 0, 0, null, "", 1, 1, 1, 1, LEAST_RING, LEAST_RING, 1, 1, 1, 1, 64);

    /** Whether this release knows these rules. */
    public static boolean isKnownRulesVersion(int rulesVersion) {
        return rulesVersion >= MessageLimits.MIN_RULES_VERSION && rulesVersion <= MessageLimits.MAX_RULES_VERSION;
    }

    /** Whether a genesis command could have fixed this: every bound within its limits, and nothing missing. */
    public boolean isPossible() {
        return clusterId != 0
                && shard >= 0
                && shard <= MessageLimits.MAX_SHARD
                && isKnownRulesVersion(rulesVersion)
                && clockMode != ClockMode.NULL_VAL
                && !operator.isEmpty()
                && isWithin(maxOpenOrders, MessageLimits.MAX_OPEN_ORDERS)
                && isWithin(maxFillsPerCommand, MessageLimits.MAX_FILLS_PER_COMMAND)
                && isWithin(maxAuctionOrders, MessageLimits.MAX_OPEN_ORDERS)
                && isWithin(maxWorkPerStep, MessageLimits.MAX_WORK_PER_STEP)
                && isWithin(ringBytesPerSession, MessageLimits.MAX_RING_BYTES_PER_SESSION)
                && isWithin(ringBytesTotal, MessageLimits.MAX_RING_BYTES_TOTAL)
                && isWithin(maxInstruments, MessageLimits.MAX_INSTRUMENTS)
                && isWithin(maxParticipants, MessageLimits.MAX_PARTICIPANTS)
                && isWithin(maxAccounts, MessageLimits.MAX_ACCOUNTS)
                && isWithin(maxSessions, MessageLimits.MAX_SESSIONS)
                && isWithin(maxConnections, MessageLimits.MAX_CONNECTIONS)
                && RingBudget.isSufficient(ringBytesPerSession, ringBytesTotal, maxSessions);
    }

    private static boolean isWithin(long bound, long limit) {
        return bound >= 1 && bound <= limit;
    }

    /** Reads what a snapshot keeps of the genesis. */
    public static Genesis decode(SnapshotHeaderDecoder header) {
        return new Genesis(
                header.clusterId(),
                header.shard(),
                header.rulesVersion(),
                header.clockMode(),
                header.operator(),
                header.maxOpenOrders(),
                header.maxFillsPerCommand(),
                header.maxAuctionOrders(),
                header.maxWorkPerStep(),
                header.ringBytesPerSession(),
                header.ringBytesTotal(),
                header.maxInstruments(),
                header.maxParticipants(),
                header.maxAccounts(),
                header.maxSessions(),
                header.maxConnections());
    }

    static Genesis decode(GenesisDecoder message) {
        return new Genesis(
                message.clusterId(),
                message.shard(),
                message.rulesVersion(),
                message.clockMode(),
                message.operator(),
                message.maxOpenOrders(),
                message.maxFillsPerCommand(),
                message.maxAuctionOrders(),
                message.maxWorkPerStep(),
                message.ringBytesPerSession(),
                message.ringBytesTotal(),
                message.maxInstruments(),
                message.maxParticipants(),
                message.maxAccounts(),
                message.maxSessions(),
                message.maxConnections());
    }
}
