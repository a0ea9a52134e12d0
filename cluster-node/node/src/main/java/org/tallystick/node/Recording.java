package org.tallystick.node;

import io.aeron.Aeron;
import io.aeron.archive.client.AeronArchive;
import java.nio.file.Path;

/**
 * What the archive's catalog says of one recording.
 *
 * @param folder           of the archive
 * @param id               of the recording
 * @param startPosition    where it begins
 * @param stopPosition     where it ends, {@link AeronArchive#NULL_POSITION} where it was not stopped in order
 * @param initialTermId    first term id of the stream
 * @param segmentLength    length of its files in bytes
 * @param termLength       length of the stream's terms in bytes
 * @param mtuLength        greatest length of a frame in bytes
 * @param sessionId        Aeron session id
 * @param streamId         Aeron stream id
 * @param channel          that was recorded
 * @param descriptorOffset where the catalog describes it; {@link Aeron#NULL_VALUE} where it was not read from the file
 */
record Recording(
        Path folder,
        long id,
        long startPosition,
        long stopPosition,
        int initialTermId,
        int segmentLength,
        int termLength,
        int mtuLength,
        int sessionId,
        int streamId,
        String channel,
        int descriptorOffset) {

    /** Whether the archive closed it in order, and so noted its end. */
    boolean isStopped() {
        return stopPosition != AeronArchive.NULL_POSITION;
    }

    /** Position at which the file begins that holds a position. */
    long segmentBegin(long position) {
        return AeronArchive.segmentFileBasePosition(startPosition, position, termLength, segmentLength);
    }

    /** The file that begins at a position. */
    Path segment(long segmentBegin) {
        return folder.resolve(id + "-" + segmentBegin + ".rec");
    }
}
