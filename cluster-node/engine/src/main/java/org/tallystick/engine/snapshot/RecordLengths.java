package org.tallystick.engine.snapshot;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.tallystick.codecs.snapshot.AccountRecordDecoder;
import org.tallystick.codecs.snapshot.AliasChunkDecoder;
import org.tallystick.codecs.snapshot.BlockHashesRecordDecoder;
import org.tallystick.codecs.snapshot.ConnectionRecordDecoder;
import org.tallystick.codecs.snapshot.InstrumentRecordDecoder;
import org.tallystick.codecs.snapshot.MemberRecordDecoder;
import org.tallystick.codecs.snapshot.MessageHeaderDecoder;
import org.tallystick.codecs.snapshot.OrderChunkDecoder;
import org.tallystick.codecs.snapshot.ParticipantRecordDecoder;
import org.tallystick.codecs.snapshot.ReportChunkDecoder;
import org.tallystick.codecs.snapshot.SessionRecordDecoder;
import org.tallystick.codecs.snapshot.SnapshotFooterDecoder;
import org.tallystick.codecs.snapshot.SnapshotHeaderDecoder;
import org.tallystick.codecs.snapshot.WorkRecordDecoder;

/** How long a record of a snapshot must be, from its block, its group or its bytes. */
final class RecordLengths {
    private static final int GROUP_HEADER = 2 * Short.BYTES;

    private RecordLengths() {}

    /** Length that the record states, header included; -1 where it cannot be right. Reads nothing behind {@code length}. */
    static int expected(DirectBuffer buffer, int offset, int length, int templateId, int blockLength) {
        int end = MessageHeaderDecoder.ENCODED_LENGTH + blockLength;
        return switch (templateId) {
            case SnapshotHeaderDecoder.TEMPLATE_ID -> fixed(end, blockLength, SnapshotHeaderDecoder.BLOCK_LENGTH);
            case SnapshotFooterDecoder.TEMPLATE_ID -> fixed(end, blockLength, SnapshotFooterDecoder.BLOCK_LENGTH);
            case AccountRecordDecoder.TEMPLATE_ID -> fixed(end, blockLength, AccountRecordDecoder.BLOCK_LENGTH);
            case ConnectionRecordDecoder.TEMPLATE_ID -> fixed(end, blockLength, ConnectionRecordDecoder.BLOCK_LENGTH);
            case SessionRecordDecoder.TEMPLATE_ID -> fixed(end, blockLength, SessionRecordDecoder.BLOCK_LENGTH);
            case InstrumentRecordDecoder.TEMPLATE_ID -> fixed(end, blockLength, InstrumentRecordDecoder.BLOCK_LENGTH);
            case WorkRecordDecoder.TEMPLATE_ID -> fixed(end, blockLength, WorkRecordDecoder.BLOCK_LENGTH);
            case MemberRecordDecoder.TEMPLATE_ID -> fixed(end, blockLength, MemberRecordDecoder.BLOCK_LENGTH);
            case BlockHashesRecordDecoder.TEMPLATE_ID ->
                fixed(end, blockLength, BlockHashesRecordDecoder.BLOCK_LENGTH)
                        + group(buffer, offset, end, length, BlockHashesRecordDecoder.HashesDecoder.sbeBlockLength());
            case ParticipantRecordDecoder.TEMPLATE_ID ->
                fixed(end, blockLength, ParticipantRecordDecoder.BLOCK_LENGTH)
                        + group(
                                buffer,
                                offset,
                                end,
                                length,
                                ParticipantRecordDecoder.RepresentsDecoder.sbeBlockLength());
            case OrderChunkDecoder.TEMPLATE_ID ->
                fixed(end, blockLength, OrderChunkDecoder.BLOCK_LENGTH)
                        + group(buffer, offset, end, length, OrderChunkDecoder.OrdersDecoder.sbeBlockLength());
            case AliasChunkDecoder.TEMPLATE_ID ->
                fixed(end, blockLength, AliasChunkDecoder.BLOCK_LENGTH)
                        + group(buffer, offset, end, length, AliasChunkDecoder.AliasesDecoder.sbeBlockLength());
            case ReportChunkDecoder.TEMPLATE_ID ->
                fixed(end, blockLength, ReportChunkDecoder.BLOCK_LENGTH) + bytes(buffer, offset, end, length);
            default -> -1;
        };
    }

    private static int fixed(int end, int blockLength, int expected) {
        return blockLength == expected ? end : Integer.MIN_VALUE;
    }

    private static int group(DirectBuffer buffer, int offset, int at, int length, int entryLength) {
        if (at + GROUP_HEADER > length) {
            return Integer.MIN_VALUE / 2;
        }
        int stated = buffer.getShort(offset + at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        int count = buffer.getShort(offset + at + Short.BYTES, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        return stated == entryLength ? GROUP_HEADER + count * entryLength : Integer.MIN_VALUE / 2;
    }

    private static int bytes(DirectBuffer buffer, int offset, int at, int length) {
        if (at + Integer.BYTES > length) {
            return Integer.MIN_VALUE / 2;
        }
        long count = buffer.getInt(offset + at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
        return count <= length ? Integer.BYTES + (int) count : Integer.MIN_VALUE / 2;
    }
}
