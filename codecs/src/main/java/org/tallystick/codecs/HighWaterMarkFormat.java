package org.tallystick.codecs;

import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The file in which a node keeps its {@link HighWaterMark}: two slots, written in turn, so that a write that is cut off
 * leaves the other. A slot carries a generation, one more with every write, and a CRC32C over all before it. Numbers are
 * little-endian.
 */
public final class HighWaterMarkFormat {
    /** Name of the file in the node's folder. */
    public static final String FILE_NAME = "high-water-mark.dat";

    /** Length of a slot in bytes: a block of the disk, so that writing one touches nothing of the other. */
    public static final int SLOT_LENGTH = 4096;

    /** Slots in the file. */
    public static final int SLOTS = 2;

    /** Length of the file in bytes. */
    public static final int FILE_LENGTH = SLOTS * SLOT_LENGTH;

    /** Generation that stands for a slot that was never written. */
    public static final long EMPTY = 0;

    /** Generation that stands for a slot that cannot be trusted. */
    public static final long DAMAGED = -1;

    /** The letters TALLYHWM. */
    private static final long MAGIC = 0x4D5748594C4C4154L;

    private static final int FORMAT = 1;

    private static final int FORMAT_OFFSET = 8;
    private static final int MEMBER_ID_OFFSET = 12;
    private static final int GENERATION_OFFSET = 16;
    private static final int CLUSTER_ID_OFFSET = 24;
    private static final int LOG_POSITION_OFFSET = 32;
    private static final int LEADERSHIP_TERM_ID_OFFSET = 40;
    private static final int CANDIDATE_TERM_ID_OFFSET = 48;
    private static final int EVENT_POSITION_OFFSET = 56;
    private static final int EVENT_SEQ_OFFSET = 64;
    private static final int RUNNING_HASH_OFFSET = 72;
    private static final int NOTED_AT_OFFSET = 80;
    private static final int IS_SYNCED_OFFSET = 88;
    private static final int CRC_OFFSET = 92;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private HighWaterMarkFormat() {}

    /**
     * Where a generation is written in the file.
     *
     * @param generation of the mark, from 1
     * @return offset of its slot
     */
    public static int slotOffset(long generation) {
        return (int) (generation % SLOTS) * SLOT_LENGTH;
    }

    /**
     * Writes a slot.
     *
     * @param mark       to write
     * @param generation one more than the last, from 1
     * @param buffer     to write to
     * @param offset     of the slot, of which {@link #SLOT_LENGTH} bytes are written
     */
    public static void encode(HighWaterMark mark, long generation, MutableDirectBuffer buffer, int offset) {
        buffer.setMemory(offset, SLOT_LENGTH, (byte) 0);
        buffer.putLong(offset, MAGIC, ORDER);
        buffer.putInt(offset + FORMAT_OFFSET, FORMAT, ORDER);
        buffer.putInt(offset + MEMBER_ID_OFFSET, mark.memberId(), ORDER);
        buffer.putLong(offset + GENERATION_OFFSET, generation, ORDER);
        buffer.putLong(offset + CLUSTER_ID_OFFSET, mark.clusterId(), ORDER);
        buffer.putLong(offset + LOG_POSITION_OFFSET, mark.logPosition(), ORDER);
        buffer.putLong(offset + LEADERSHIP_TERM_ID_OFFSET, mark.leadershipTermId(), ORDER);
        buffer.putLong(offset + CANDIDATE_TERM_ID_OFFSET, mark.candidateTermId(), ORDER);
        buffer.putLong(offset + EVENT_POSITION_OFFSET, mark.eventPosition(), ORDER);
        buffer.putLong(offset + EVENT_SEQ_OFFSET, mark.eventSeq(), ORDER);
        buffer.putLong(offset + RUNNING_HASH_OFFSET, mark.runningHash(), ORDER);
        buffer.putLong(offset + NOTED_AT_OFFSET, mark.notedAtNs(), ORDER);
        buffer.putInt(offset + IS_SYNCED_OFFSET, mark.isSynced() ? 1 : 0, ORDER);
        buffer.putInt(offset + CRC_OFFSET, crc(buffer, offset), ORDER);
    }

    /**
     * Looks at a slot.
     *
     * @param buffer holding it
     * @param offset of the slot, with {@link #SLOT_LENGTH} bytes behind it
     * @return its generation, or {@link #EMPTY} or {@link #DAMAGED}
     */
    public static long generation(DirectBuffer buffer, int offset) {
        if (isZero(buffer, offset)) {
            return EMPTY;
        }
        long generation = buffer.getLong(offset + GENERATION_OFFSET, ORDER);
        boolean isRight = buffer.getLong(offset, ORDER) == MAGIC
                && buffer.getInt(offset + FORMAT_OFFSET, ORDER) == FORMAT
                && generation > 0
                && buffer.getInt(offset + CRC_OFFSET, ORDER) == crc(buffer, offset)
                && buffer.getLong(offset + LOG_POSITION_OFFSET, ORDER) >= 0
                && buffer.getLong(offset + EVENT_POSITION_OFFSET, ORDER) >= 0;
        return isRight ? generation : DAMAGED;
    }

    /**
     * Reads a slot that has a generation.
     *
     * @param buffer holding it
     * @param offset of the slot
     * @return the mark
     */
    public static HighWaterMark decode(DirectBuffer buffer, int offset) {
        return new HighWaterMark(
                buffer.getLong(offset + CLUSTER_ID_OFFSET, ORDER),
                buffer.getInt(offset + MEMBER_ID_OFFSET, ORDER),
                buffer.getInt(offset + IS_SYNCED_OFFSET, ORDER) != 0,
                buffer.getLong(offset + LOG_POSITION_OFFSET, ORDER),
                buffer.getLong(offset + LEADERSHIP_TERM_ID_OFFSET, ORDER),
                buffer.getLong(offset + CANDIDATE_TERM_ID_OFFSET, ORDER),
                buffer.getLong(offset + EVENT_POSITION_OFFSET, ORDER),
                buffer.getLong(offset + EVENT_SEQ_OFFSET, ORDER),
                buffer.getLong(offset + RUNNING_HASH_OFFSET, ORDER),
                buffer.getLong(offset + NOTED_AT_OFFSET, ORDER));
    }

    private static boolean isZero(DirectBuffer buffer, int offset) {
        for (int i = 0; i < SLOT_LENGTH; i += Long.BYTES) {
            if (buffer.getLong(offset + i) != 0) {
                return false;
            }
        }
        return true;
    }

    private static int crc(DirectBuffer buffer, int offset) {
        byte[] bytes = new byte[CRC_OFFSET];
        buffer.getBytes(offset, bytes);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
