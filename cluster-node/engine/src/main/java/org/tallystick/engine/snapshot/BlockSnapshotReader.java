package org.tallystick.engine.snapshot;

import org.agrona.DirectBuffer;
import org.tallystick.codecs.snapshot.BlockHashesRecordDecoder;
import org.tallystick.codecs.snapshot.MemberRecordDecoder;
import org.tallystick.codecs.snapshot.MessageHeaderDecoder;
import org.tallystick.engine.block.Blocks;

/** Reads back what the nodes stated of the last blocks, into blocks whose numbers the header of the snapshot gave. */
final class BlockSnapshotReader {
    private final Blocks blocks;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BlockHashesRecordDecoder hashesRecord = new BlockHashesRecordDecoder();
    private final MemberRecordDecoder memberRecord = new MemberRecordDecoder();
    private long lastBlock;
    private int lastMemberId = -1;
    private long blockCount;
    private long memberCount;

    BlockSnapshotReader(Blocks blocks) {
        this.blocks = blocks;
    }

    /** Takes a record whose header, block length and bounds were checked; answers whether it is about blocks. */
    boolean onRecord(int templateId, DirectBuffer buffer, int offset) {
        switch (templateId) {
            case BlockHashesRecordDecoder.TEMPLATE_ID -> read(hashesRecord.wrapAndApplyHeader(buffer, offset, header));
            case MemberRecordDecoder.TEMPLATE_ID -> read(memberRecord.wrapAndApplyHeader(buffer, offset, header));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void read(BlockHashesRecordDecoder record) {
        long block = record.block();
        require(block > lastBlock && memberCount == 0, "rising blocks, not " + block + " after " + lastBlock);
        lastBlock = block;
        int memberCount = record.memberCount();
        int lastInBlock = -1;
        BlockHashesRecordDecoder.HashesDecoder hashes = record.hashes();
        require(hashes.count() > 0, "hashes of block " + block);
        for (BlockHashesRecordDecoder.HashesDecoder each : hashes) {
            int member = each.memberId();
            require(
                    member > lastInBlock && blocks.restoreReport(block, member, memberCount, each.hash()),
                    "a hash of block " + block + " that member " + member + " can have stated");
            lastInBlock = member;
        }
        require(blocks.report(block).memberCount() == memberCount, "a number of members for block " + block);
        blockCount++;
    }

    private void read(MemberRecordDecoder record) {
        int member = record.memberId();
        require(
                member > lastMemberId && blocks.restoreMember(member, record.judgedBlock(), record.divergedBlock()),
                "a finding about member " + member + " that can be");
        lastMemberId = member;
        memberCount++;
    }

    private static void require(boolean condition, String expected) {
        if (!condition) {
            throw new SnapshotException("expected " + expected);
        }
    }

    long blockCount() {
        return blockCount;
    }

    long memberCount() {
        return memberCount;
    }
}
