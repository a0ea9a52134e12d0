package org.tallystick.engine;

import org.tallystick.codecs.types.ClockMode;

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
        long maxWorkPerStep,
        long ringBytesPerSession,
        long ringBytesTotal,
        int maxInstruments,
        int maxParticipants,
        int maxAccounts,
        int maxSessions,
        int maxConnections) {}
