package org.tallystick.node;

import io.aeron.archive.checksum.Checksums;
import io.aeron.archive.codecs.CatalogHeaderDecoder;
import io.aeron.archive.codecs.RecordingDescriptorDecoder;
import io.aeron.archive.codecs.RecordingDescriptorEncoder;
import io.aeron.archive.codecs.RecordingDescriptorHeaderDecoder;
import io.aeron.archive.codecs.RecordingDescriptorHeaderEncoder;
import io.aeron.archive.codecs.RecordingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** The catalog of an archive, read from its file while no archive runs on it. */
final class ArchiveCatalog {
    private static final String FILE_NAME = "archive.catalog";
    private static final int MAX_LENGTH_BYTES = 64 << 20;
    private static final int DESCRIPTOR_OFFSET = RecordingDescriptorHeaderDecoder.BLOCK_LENGTH;

    private final Path file;
    private final ByteBuffer bytes;
    private final UnsafeBuffer buffer;
    private final List<Recording> recordings = new ArrayList<>();

    private ArchiveCatalog(Path file, ByteBuffer bytes) {
        this.file = file;
        this.bytes = bytes;
        this.buffer = new UnsafeBuffer(bytes);
    }

    /**
     * Reads a catalog.
     *
     * @param archiveFolder of the archive
     * @return the catalog, without recordings where there is none yet
     * @throws StorageException where it cannot be one
     */
    static ArchiveCatalog read(Path archiveFolder) {
        Path file = archiveFolder.resolve(FILE_NAME);
        try {
            if (!Files.exists(file)) {
                return new ArchiveCatalog(file, ByteBuffer.allocateDirect(0));
            }
            long length = Files.size(file);
            if (length < CatalogHeaderDecoder.BLOCK_LENGTH || length > MAX_LENGTH_BYTES) {
                throw new StorageException("the archive's catalog " + file + " has " + length + " bytes, expected "
                        + CatalogHeaderDecoder.BLOCK_LENGTH + " to " + MAX_LENGTH_BYTES);
            }
            ByteBuffer bytes = ByteBuffer.allocateDirect((int) length);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                    // Until it is full.
                }
            }
            ArchiveCatalog catalog = new ArchiveCatalog(file, bytes);
            catalog.readDescriptors(archiveFolder);
            return catalog;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** The valid recordings, in order of id. */
    List<Recording> recordings() {
        return recordings;
    }

    /** A recording, null where there is none of that id. */
    Recording find(long recordingId) {
        for (Recording recording : recordings) {
            if (recording.id() == recordingId) {
                return recording;
            }
        }
        return null;
    }

    /** Notes where a recording ends, in the file, forced to the disk. */
    void writeStopPosition(Recording recording, long position) {
        int at = recording.descriptorOffset();
        new RecordingDescriptorEncoder().wrap(buffer, at + DESCRIPTOR_OFFSET).stopPosition(position);
        RecordingDescriptorHeaderDecoder header = header(at);
        int checksum = Checksums.crc32c().compute(buffer.addressOffset(), at + DESCRIPTOR_OFFSET, header.length());
        new RecordingDescriptorHeaderEncoder().wrap(buffer, at).checksum(checksum);
        ByteBuffer descriptor = bytes.duplicate()
                .limit(at + DESCRIPTOR_OFFSET + header.length())
                .position(at);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long target = at;
            while (descriptor.hasRemaining()) {
                target += channel.write(descriptor, target);
            }
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private void readDescriptors(Path archiveFolder) {
        int alignment = new CatalogHeaderDecoder()
                .wrap(buffer, 0, CatalogHeaderDecoder.BLOCK_LENGTH, CatalogHeaderDecoder.SCHEMA_VERSION)
                .alignment();
        if (!BitUtil.isPowerOfTwo(alignment)) {
            throw new StorageException("the archive's catalog " + file + " has an alignment of " + alignment);
        }
        int at = CatalogHeaderDecoder.BLOCK_LENGTH;
        while (at + DESCRIPTOR_OFFSET + RecordingDescriptorDecoder.BLOCK_LENGTH <= buffer.capacity()) {
            RecordingDescriptorHeaderDecoder header = header(at);
            int length = header.length();
            if (length <= 0) {
                return;
            }
            if (length < RecordingDescriptorDecoder.BLOCK_LENGTH
                    || length > buffer.capacity() - at - DESCRIPTOR_OFFSET) {
                throw new StorageException(
                        "the archive's catalog " + file + " is damaged: a descriptor of " + length + " bytes at " + at);
            }
            if (header.state() == RecordingState.VALID) {
                recordings.add(recording(archiveFolder, at));
            }
            at += BitUtil.align(length + DESCRIPTOR_OFFSET, alignment);
        }
    }

    private RecordingDescriptorHeaderDecoder header(int at) {
        return new RecordingDescriptorHeaderDecoder()
                .wrap(buffer, at, DESCRIPTOR_OFFSET, RecordingDescriptorHeaderDecoder.SCHEMA_VERSION);
    }

    private Recording recording(Path archiveFolder, int at) {
        RecordingDescriptorDecoder descriptor = new RecordingDescriptorDecoder()
                .wrap(
                        buffer,
                        at + DESCRIPTOR_OFFSET,
                        RecordingDescriptorDecoder.BLOCK_LENGTH,
                        RecordingDescriptorDecoder.SCHEMA_VERSION);
        int termLength = descriptor.termBufferLength();
        int segmentLength = descriptor.segmentFileLength();
        if (!BitUtil.isPowerOfTwo(termLength)
                || !BitUtil.isPowerOfTwo(segmentLength)
                || segmentLength < termLength
                || descriptor.startPosition() < 0) {
            throw new StorageException("the archive's catalog " + file + " is damaged: recording "
                    + descriptor.recordingId() + " has terms of " + termLength + " bytes in files of "
                    + segmentLength + ", from " + descriptor.startPosition());
        }
        descriptor.strippedChannel();
        return new Recording(
                archiveFolder,
                descriptor.recordingId(),
                descriptor.startPosition(),
                descriptor.stopPosition(),
                descriptor.initialTermId(),
                segmentLength,
                termLength,
                descriptor.mtuLength(),
                descriptor.sessionId(),
                descriptor.streamId(),
                descriptor.originalChannel(),
                at);
    }
}
