package org.tallystick.node.local;

import io.aeron.CncFileDescriptor;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;

/** The file of a media driver in which its counters are, mapped for no longer than it takes to look at them. */
final class CncFile {
    private CncFile() {}

    /**
     * Looks at the counters; nothing can be written to them.
     *
     * @return empty where there is no driver, or it is not that far
     */
    static <T> Optional<T> read(Path aeronFolder, Function<CountersReader, T> reader) {
        return map(aeronFolder, FileChannel.MapMode.READ_ONLY, reader);
    }

    /** Looks at the counters, some of which the caller will set. */
    static <T> Optional<T> change(Path aeronFolder, Function<CountersReader, T> writer) {
        return map(aeronFolder, FileChannel.MapMode.READ_WRITE, writer);
    }

    private static <T> Optional<T> map(Path aeronFolder, FileChannel.MapMode mode, Function<CountersReader, T> action) {
        Path file = aeronFolder.resolve(CncFileDescriptor.CNC_FILE);
        Set<OpenOption> options = mode == FileChannel.MapMode.READ_ONLY
                ? Set.of(StandardOpenOption.READ)
                : Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
        MappedByteBuffer mapped = null;
        try (FileChannel channel = FileChannel.open(file, options)) {
            if (channel.size() < CncFileDescriptor.META_DATA_LENGTH) {
                return Optional.empty();
            }
            mapped = channel.map(mode, 0, channel.size());
            return countersOf(mapped).map(action);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new LocalClusterException("cannot read the counters in " + file + ": " + e, e);
        } finally {
            BufferUtil.free(mapped);
        }
    }

    private static Optional<CountersReader> countersOf(MappedByteBuffer mapped) {
        DirectBuffer metaData = CncFileDescriptor.createMetaDataBuffer(mapped);
        int version = new UnsafeBuffer(metaData).getIntVolatile(CncFileDescriptor.cncVersionOffset(0));
        if (version == 0 || !CncFileDescriptor.isCncFileLengthSufficient(metaData, mapped.capacity())) {
            return Optional.empty();
        }
        CncFileDescriptor.checkVersion(version);
        return Optional.of(new CountersReader(
                CncFileDescriptor.createCountersMetaDataBuffer(mapped, metaData),
                CncFileDescriptor.createCountersValuesBuffer(mapped, metaData),
                StandardCharsets.US_ASCII));
    }
}
