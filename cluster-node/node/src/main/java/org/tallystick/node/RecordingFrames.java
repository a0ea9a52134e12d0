package org.tallystick.node;

import io.aeron.archive.checksum.Checksum;
import io.aeron.archive.checksum.Checksums;
import io.aeron.protocol.DataHeaderFlyweight;
import io.aeron.protocol.HeaderFlyweight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads the frames of a recording from its files, in order, and holds every one against its place and its checksum. The
 * first that is not right ends the reading: what lies behind it is worth nothing.
 */
final class RecordingFrames implements AutoCloseable {
    private static final int HEADER_LENGTH = DataHeaderFlyweight.HEADER_LENGTH;
    private static final int BUFFER_LENGTH_BYTES = 1 << 20;

    private final Recording recording;
    private final long limit;
    private final Checksum checksum = Checksums.crc32c();
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(BUFFER_LENGTH_BYTES);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);

    private FileChannel segment;
    private long segmentBegin = -1;

    /** What of the recording is in the buffer: from {@code loadedFrom}, {@code loadedLength} bytes. */
    private long loadedFrom;

    private int loadedLength;
    private long position;
    private long end;
    private int frameOffset;
    private int frameLength;
    private String damage;

    /**
     * Reads from the begin of a frame on.
     *
     * @param recording to be read
     * @param from      position of a frame's begin
     * @param limit     position at which to stop, if nothing ends the reading before
     */
    RecordingFrames(Recording recording, long from, long limit) {
        this.recording = recording;
        this.end = from;
        this.position = from;
        this.limit = limit;
    }

    /** Goes to the next frame with data; false at the end of what can be read. */
    boolean next() {
        while (end < limit && load(HEADER_LENGTH)) {
            position = end;
            frameOffset = (int) (position - loadedFrom);
            frameLength = buffer.getInt(frameOffset, ByteOrder.LITTLE_ENDIAN);
            if (frameLength == 0) {
                return false;
            }
            int aligned = BitUtil.align(frameLength, 32);
            if (!isInPlace(aligned)) {
                damage = "what stands at " + position + " is no frame";
                return false;
            }
            if (type() == HeaderFlyweight.HDR_TYPE_PAD) {
                end = position + aligned;
                continue;
            }
            if (!load(aligned) || !isChecksumRight(aligned)) {
                damage = "the checksum of the frame at " + position + " is wrong";
                return false;
            }
            end = position + aligned;
            return true;
        }
        return false;
    }

    /** Where the frame begins. */
    long position() {
        return position;
    }

    /** Behind the last frame that was right. */
    long end() {
        return end;
    }

    /** What ended the reading, null where nothing more was written or the limit was reached. */
    String damage() {
        return damage;
    }

    /** Holds the frame's data, valid until the next is read. */
    DirectBuffer buffer() {
        return buffer;
    }

    int dataOffset() {
        return frameOffset + HEADER_LENGTH;
    }

    int dataLength() {
        return frameLength - HEADER_LENGTH;
    }

    /** Aeron's flags, which say whether a message begins and ends in the frame. */
    byte flags() {
        return buffer.getByte(frameOffset + HeaderFlyweight.FLAGS_FIELD_OFFSET);
    }

    @Override
    public void close() {
        closeSegment();
        BufferUtil.free(bytes);
    }

    private boolean isInPlace(int aligned) {
        int termOffset = (int) (position & (recording.termLength() - 1));
        int termId = recording.initialTermId() + (int) (position / recording.termLength());
        int type = type();
        return frameLength >= HEADER_LENGTH
                && aligned <= recording.termLength() - termOffset
                && (type == HeaderFlyweight.HDR_TYPE_PAD
                        || type == HeaderFlyweight.HDR_TYPE_DATA && frameLength <= recording.mtuLength())
                && intAt(DataHeaderFlyweight.TERM_OFFSET_FIELD_OFFSET) == termOffset
                && intAt(DataHeaderFlyweight.TERM_ID_FIELD_OFFSET) == termId
                && intAt(DataHeaderFlyweight.STREAM_ID_FIELD_OFFSET) == recording.streamId();
    }

    /** The archive writes the checksum where the session id was. */
    private boolean isChecksumRight(int aligned) {
        int computed = checksum.compute(buffer.addressOffset(), frameOffset + HEADER_LENGTH, aligned - HEADER_LENGTH);
        return computed == intAt(DataHeaderFlyweight.SESSION_ID_FIELD_OFFSET);
    }

    private int type() {
        return buffer.getShort(frameOffset + HeaderFlyweight.TYPE_FIELD_OFFSET, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    private int intAt(int field) {
        return buffer.getInt(frameOffset + field, ByteOrder.LITTLE_ENDIAN);
    }

    /** Has so many bytes behind {@link #end} in the buffer; false where the files do not. */
    private boolean load(int length) {
        if (end + length <= loadedFrom + loadedLength && end >= loadedFrom) {
            return true;
        }
        try {
            if (!openSegment()) {
                return false;
            }
            bytes.clear();
            long fileOffset = end - segmentBegin;
            int read;
            while (bytes.hasRemaining() && (read = segment.read(bytes, fileOffset)) > 0) {
                fileOffset += read;
            }
            loadedFrom = end;
            loadedLength = bytes.position();
            frameOffset = 0;
            return loadedLength >= length;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read recording " + recording.id() + " at " + end + ": " + e.getMessage(), e);
        }
    }

    private boolean openSegment() throws IOException {
        long begin = recording.segmentBegin(end);
        if (begin != segmentBegin) {
            closeSegment();
            Path file = recording.segment(begin);
            if (!Files.exists(file)) {
                return false;
            }
            segment = FileChannel.open(file, StandardOpenOption.READ);
            segmentBegin = begin;
        }
        return true;
    }

    private void closeSegment() {
        if (segment != null) {
            try {
                segment.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            segment = null;
            segmentBegin = -1;
        }
    }
}
