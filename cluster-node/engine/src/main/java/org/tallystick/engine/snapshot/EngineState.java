package org.tallystick.engine.snapshot;

import org.tallystick.engine.Genesis;

/**
 * What the header of a snapshot says: the genesis, clocks and counters.
 *
 * @param genesis      what the genesis fixed, {@link Genesis#NOT_YET} before it
 * @param logPosition  position of the last input applied
 * @param engineTimeNs engine time, ns since the epoch
 * @param eventSeq     last event given
 * @param runningHash  running hash after it
 * @param nextOrderId  id of the next order
 * @param nextTradeId  id of the next trade
 * @param timerFirings firings of the timer since the genesis
 * @param block        last block that ended
 * @param blockHash    running hash that its event states
 * @param judgedBlock  latest block that had a majority of hashes, or could have none any more
 * @param disputedBlock first block of a dispute that lasts, 0 for none
 * @param patienceNs   what cancel-on-disconnect windows had counted at the last firing of the timer
 * @param patienceTimeNs engine time from which they count on
 */
public record EngineState(
        Genesis genesis,
        long logPosition,
        long engineTimeNs,
        long eventSeq,
        long runningHash,
        long nextOrderId,
        long nextTradeId,
        long timerFirings,
        long block,
        long blockHash,
        long judgedBlock,
        long disputedBlock,
        long patienceNs,
        long patienceTimeNs) {}
