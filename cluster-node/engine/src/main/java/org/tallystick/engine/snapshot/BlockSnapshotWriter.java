package org.tallystick.engine.snapshot;

import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.codecs.MessageLimits;
import org.tallystick.codecs.snapshot.BlockHashesRecordEncoder;
import org.tallystick.codecs.snapshot.MemberRecordEncoder;
import org.tallystick.codecs.snapshot.MessageHeaderEncoder;
import org.tallystick.engine.block.BlockHashes;
import org.tallystick.engine.block.Blocks;

/** Writes what the nodes stated of the last blocks, in order of block, and what was found about them, in order of member id. */
final class BlockSnapshotWriter {
    private final Blocks blocks;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1024]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final BlockHashesRecordEncoder hashesRecord = new BlockHashesRecordEncoder();
    private final MemberRecordEncoder memberRecord = new MemberRecordEncoder();
    private long blockCount;
    private long memberCount;

    BlockSnapshotWriter(Blocks blocks) {
        this.blocks = blocks;
    }

    void write(RecordSink sink) {
        blockCount = 0;
        memberCount = 0;
        for (int i = 0; i < Blocks.WINDOW; i++) {
            BlockHashes report = blocks.report(blocks.firstInWindow() + i);
            if (report != null) {
                write(report, sink);
            }
        }
        for (int member = 0; member <= MessageLimits.MAX_MEMBER_ID; member++) {
            if (blocks.judgedBlock(member) != Blocks.NONE) {
                memberRecord
                        .wrapAndApplyHeader(buffer, 0, header)
                        .judgedBlock(blocks.judgedBlock(member))
                        .divergedBlock(blocks.divergedBlock(member))
                        .memberId(member);
                sink.onRecord(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + memberRecord.encodedLength());
                memberCount++;
            }
        }
    }

    private void write(BlockHashes report, RecordSink sink) {
        hashesRecord.wrapAndApplyHeader(buffer, 0, header).block(report.block()).memberCount(report.memberCount());
        BlockHashesRecordEncoder.HashesEncoder hashes = hashesRecord.hashesCount(report.reported());
        for (int member = 0; member <= MessageLimits.MAX_MEMBER_ID; member++) {
            if (report.hasStated(member)) {
                hashes.next().hash(report.hash(member)).memberId(member);
            }
        }
        sink.onRecord(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + hashesRecord.encodedLength());
        blockCount++;
    }

    long blockCount() {
        return blockCount;
    }

    long memberCount() {
        return memberCount;
    }
}
