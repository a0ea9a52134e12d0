package org.tallystick.codecs;

/**
 * What a node noted of its own data: up to here the log was committed and recorded in this folder, and the event stream
 * with it. A folder that holds less has lost something.
 *
 * @param clusterId        id that the genesis gave the cluster, 0 before it
 * @param memberId         number of the node in its cluster
 * @param isSynced         whether all of it was forced to the disk before it was noted (durability {@code disk})
 * @param logPosition      position of the log
 * @param leadershipTermId term of the log's leader there, -1 before the first
 * @param candidateTermId  greatest term that the node had voted in, -1 before the first
 * @param eventPosition    position of the event stream with the log there
 * @param eventSeq         number of the last event before it
 * @param runningHash      over all events before it
 * @param notedAtNs        when it was noted, ns since the epoch by the node's clock; for people
 */
public record HighWaterMark(
        long clusterId,
        int memberId,
        boolean isSynced,
        long logPosition,
        long leadershipTermId,
        long candidateTermId,
        long eventPosition,
        long eventSeq,
        long runningHash,
        long notedAtNs) {}
