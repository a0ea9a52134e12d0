package org.tallystick.node;

import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.codecs.entry.BlockHashEncoder;
import org.tallystick.codecs.entry.MessageHeaderEncoder;
import org.tallystick.engine.ExchangeEngine;

/**
 * Puts the hash that this node found at the end of each block into the log, where the engines of all nodes compare it with
 * the others'. One thread at a time calls {@link #poll}; another may call {@link #onTimer}.
 */
final class BlockReporter implements AutoCloseable {
    private final OwnConnection connection;
    private final UnsafeBuffer message =
            new UnsafeBuffer(new byte[MessageHeaderEncoder.ENCODED_LENGTH + BlockHashEncoder.BLOCK_LENGTH]);
    private final BlockHashEncoder encoder = new BlockHashEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final int memberId;
    private final int memberCount;
    private long lastEnded;
    private volatile Block latest;
    private Block reported;

    /** First block that this run of the node has reported; the greatest number while it has none. */
    private volatile long firstReported = Long.MAX_VALUE;

    private record Block(long number, long hash) {}

    BlockReporter(OwnConnection connection, int memberId, int memberCount) {
        this.connection = connection;
        this.memberId = memberId;
        this.memberCount = memberCount;
    }

    /**
     * Looks at the engine behind a firing of the timer, on the engine's thread: takes the hash of a block that has ended.
     * Only the latest is reported: while the log is replayed, they come by quickly.
     *
     * @throws NodeDivergedException where the log says that the majority has other hashes than this node. What it says of
     *     blocks that were reported by an earlier run of this node, before its data was put right, does not count.
     */
    void onTimer(ExchangeEngine engine) {
        long number = engine.lastBlock();
        if (number != lastEnded) {
            lastEnded = number;
            latest = new Block(number, engine.lastBlockHash());
        }
        long diverged = engine.divergedMember(memberId);
        if (diverged != 0 && engine.blocks().judgedBlock(memberId) >= firstReported) {
            throw new NodeDivergedException(memberId, diverged);
        }
    }

    /**
     * One round.
     *
     * @param nowNs   of the system's ticks
     * @param isReady whether the node takes part: a block of the past is of no use to anybody
     */
    int poll(long nowNs, boolean isReady) {
        int work = connection.poll(nowNs);
        Block block = latest;
        if (isReady && block != reported && report(block)) {
            reported = block;
            work++;
        }
        return work;
    }

    private boolean report(Block block) {
        encoder.wrapAndApplyHeader(message, 0, header)
                .block(block.number)
                .hash(block.hash)
                .memberId(memberId)
                .memberCount(memberCount);
        if (!connection.offer(message, message.capacity())) {
            return false;
        }
        if (block.number < firstReported) {
            firstReported = block.number;
        }
        return true;
    }

    /** Asks the leader for a snapshot; false where that is not possible now. */
    boolean requestSnapshot() {
        return connection.requestSnapshot();
    }

    @Override
    public void close() {
        connection.close();
    }
}
