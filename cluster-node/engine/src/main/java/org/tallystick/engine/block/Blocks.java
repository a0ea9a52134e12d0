package org.tallystick.engine.block;

import org.tallystick.codecs.MessageLimits;
import org.tallystick.codecs.types.RejectReason;

/**
 * The blocks of the event stream, and the hashes that the nodes found at their ends, as they stand in the log. Only these
 * are compared with one another, never with the hash that this node found: all nodes come to the same finding, the one
 * that differs among them.
 *
 * <p>A block with more than half of the members behind one hash has a <em>majority</em>, and judges every member that
 * states one: the others differ. A member is judged by rising blocks only, so what arrives late about an old block changes
 * nothing. One that differed, and states the majority's hash of a later block, agrees again.
 */
public final class Blocks {
    /** Answer where there is no block. */
    public static final long NONE = 0;

    /** Firings of the timer in a block. */
    public static final int FIRINGS_PER_BLOCK = 10;

    /** Blocks that can be reported: the last that ended and those before it. */
    public static final int WINDOW = 64;

    private final BlockEvents events;
    private final BlockHashes[] reports = new BlockHashes[WINDOW];
    private final long[] judgedBlocks = new long[MessageLimits.MAX_MEMBER_ID + 1];
    private final long[] divergedBlocks = new long[MessageLimits.MAX_MEMBER_ID + 1];
    private long lastBlock;
    private long lastHash;
    private long judgedBlock;
    private long disputedBlock;

    /** @param events hears what the comparison finds */
    public Blocks(BlockEvents events) {
        this.events = events;
        for (int i = 0; i < WINDOW; i++) {
            reports[i] = new BlockHashes();
        }
    }

    /**
     * A block ended.
     *
     * @param hash running hash that its event states
     */
    public void onBlockEnd(long hash) {
        lastBlock++;
        lastHash = hash;
    }

    /** Number of the last block that ended, {@link #NONE} before the first. */
    public long lastBlock() {
        return lastBlock;
    }

    /** Running hash that the event of the last block states, 0 before the first. */
    public long lastHash() {
        return lastHash;
    }

    /** First block from which a member differs, {@link #NONE} where it agrees or nothing is known of it. */
    public long divergedBlock(int memberId) {
        return divergedBlocks[memberId];
    }

    /** Latest block by which a member was judged, {@link #NONE} where it was not. */
    public long judgedBlock(int memberId) {
        return judgedBlocks[memberId];
    }

    /** Latest block that had a majority, or could have none any more; {@link #NONE} before the first. */
    public long judgedBlock() {
        return judgedBlock;
    }

    /** First block of a dispute that lasts, {@link #NONE} where there is none. */
    public long disputedBlock() {
        return disputedBlock;
    }

    /**
     * A member states the hash that it found. Stated again, it changes nothing.
     *
     * @param memberId    0 to {@link MessageLimits#MAX_MEMBER_ID}
     * @param memberCount members of the cluster, 1 to {@link MessageLimits#MAX_MEMBERS}
     * @param block       number of the block
     * @param hash        running hash that the event of the block states
     * @return {@code NONE}; {@code STALE_BLOCK} for one that is not among the last {@value #WINDOW}; {@code
     *     UNKNOWN_BLOCK} for one that has not ended; {@code CONFLICTING_HASH} where the member stated another before
     */
    public RejectReason report(int memberId, int memberCount, long block, long hash) {
        if (block > lastBlock) {
            return RejectReason.UNKNOWN_BLOCK;
        }
        if (!isInWindow(block)) {
            return RejectReason.STALE_BLOCK;
        }
        BlockHashes report = reports[slot(block)];
        if (report.block() != block) {
            report.begin(block);
        } else if (report.hasStated(memberId)) {
            return report.hash(memberId) == hash ? RejectReason.NONE : RejectReason.CONFLICTING_HASH;
        }
        report.add(memberId, memberCount, hash);
        judge(report);
        return RejectReason.NONE;
    }

    private boolean isInWindow(long block) {
        return block >= 1 && block <= lastBlock && block > lastBlock - WINDOW;
    }

    private static int slot(long block) {
        return (int) (block % WINDOW);
    }

    private void judge(BlockHashes report) {
        long block = report.block();
        if (report.hasMajority()) {
            if (block >= judgedBlock) {
                judgedBlock = block;
                disputedBlock = NONE;
            }
            for (int member = 0; member < judgedBlocks.length; member++) {
                if (report.hasStated(member) && block > judgedBlocks[member]) {
                    judge(member, block, report.hash(member), report.majorityHash());
                }
            }
        } else if (report.isDisputed() && block > judgedBlock) {
            judgedBlock = block;
            if (disputedBlock == NONE) {
                disputedBlock = block;
                events.blockDisputed(block, report.reported(), report.differentHashes(), report.memberCount());
            }
        }
    }

    private void judge(int member, long block, long hash, long majorityHash) {
        judgedBlocks[member] = block;
        boolean differs = hash != majorityHash;
        boolean differed = divergedBlocks[member] != NONE;
        if (differs && !differed) {
            divergedBlocks[member] = block;
            events.nodeDiverged(member, block, hash, majorityHash);
        } else if (differed && !differs) {
            divergedBlocks[member] = NONE;
            events.nodeAgreed(member, block, hash);
        }
    }

    /** What was stated of a block, or null where nothing was, or it is too old. */
    public BlockHashes report(long block) {
        BlockHashes report = isInWindow(block) ? reports[slot(block)] : null;
        return report != null && report.block() == block ? report : null;
    }

    /** Oldest block that can be reported. */
    public long firstInWindow() {
        return Math.max(1, lastBlock - WINDOW + 1);
    }

    /**
     * Takes over what the header of a snapshot says.
     *
     * @return whether it can be
     */
    public boolean restore(long block, long hash, long savedJudgedBlock, long savedDisputedBlock) {
        lastBlock = block;
        lastHash = hash;
        judgedBlock = savedJudgedBlock;
        disputedBlock = savedDisputedBlock;
        return disputedBlock >= NONE && disputedBlock <= judgedBlock && judgedBlock <= lastBlock;
    }

    /**
     * Takes over what a snapshot says of one report, without judging it again.
     *
     * @return whether it can be
     */
    public boolean restoreReport(long block, int memberId, int memberCount, long hash) {
        boolean canBe = isInWindow(block) && isMember(memberId) && memberCount >= 1;
        if (!canBe || memberCount > MessageLimits.MAX_MEMBER_ID + 1) {
            return false;
        }
        BlockHashes report = reports[slot(block)];
        if (report.block() != block) {
            report.begin(block);
        }
        report.add(memberId, memberCount, hash);
        return true;
    }

    /**
     * Takes over what a snapshot says of a member.
     *
     * @return whether it can be
     */
    public boolean restoreMember(int memberId, long savedJudgedBlock, long savedDivergedBlock) {
        boolean canBe = isMember(memberId)
                && savedJudgedBlock >= 1
                && savedJudgedBlock <= lastBlock
                && savedDivergedBlock >= NONE
                && savedDivergedBlock <= savedJudgedBlock;
        if (canBe) {
            judgedBlocks[memberId] = savedJudgedBlock;
            divergedBlocks[memberId] = savedDivergedBlock;
        }
        return canBe;
    }

    private static boolean isMember(int memberId) {
        return memberId >= 0 && memberId <= MessageLimits.MAX_MEMBER_ID;
    }
}
