package org.tallystick.node.counters;

import io.aeron.CncFileDescriptor;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;

/**
 * Reads the counters of a media driver from its file in shared memory, without being its client. The mapping is the
 * reader's own and goes when nobody refers to it, so that reading stays safe after the driver has stopped.
 */
public final class CountersFile {
    private CountersFile() {}

    /**
     * Opens them.
     *
     * @param aeronFolder of a media driver that runs
     * @return the counters
     * @throws IllegalStateException where none runs there, or one of another release
     */
    public static CountersReader open(Path aeronFolder) {
        File file = aeronFolder.resolve(CncFileDescriptor.CNC_FILE).toFile();
        if (!file.exists()) {
            throw new IllegalStateException("no media driver runs in " + aeronFolder);
        }
        MappedByteBuffer mapped = map(file.toPath());
        DirectBuffer metaData = CncFileDescriptor.createMetaDataBuffer(mapped);
        int version = metaData.getInt(CncFileDescriptor.cncVersionOffset(0));
        if (version == 0) {
            throw new IllegalStateException("the media driver in " + aeronFolder + " has not started yet");
        }
        CncFileDescriptor.checkVersion(version);
        UnsafeBuffer labels = CncFileDescriptor.createCountersMetaDataBuffer(mapped, metaData);
        UnsafeBuffer values = CncFileDescriptor.createCountersValuesBuffer(mapped, metaData);
        return new CountersReader(labels, values, StandardCharsets.US_ASCII);
    }

    private static MappedByteBuffer map(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            mapped.order(ByteOrder.LITTLE_ENDIAN);
            return mapped;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
