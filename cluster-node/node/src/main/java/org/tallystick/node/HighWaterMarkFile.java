package org.tallystick.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.codecs.HighWaterMark;
import org.tallystick.codecs.HighWaterMarkFormat;

/** The file of a node's high-water mark: the newest of its two slots counts, and the other is written next. */
final class HighWaterMarkFile {
    private final Path file;
    private final boolean isForced;
    private final ByteBuffer slot = ByteBuffer.allocate(HighWaterMarkFormat.SLOT_LENGTH);
    private final UnsafeBuffer slotBuffer = new UnsafeBuffer(slot);
    private HighWaterMark mark;
    private long generation;
    private int damagedSlots;

    private HighWaterMarkFile(Path file, boolean isForced) {
        this.file = file;
        this.isForced = isForced;
    }

    /**
     * Reads the file of a node.
     *
     * @param folder   of the node
     * @param isForced whether what is written is forced to the disk
     * @return what it says, and where to write
     */
    static HighWaterMarkFile read(Path folder, boolean isForced) {
        HighWaterMarkFile result = new HighWaterMarkFile(folder.resolve(HighWaterMarkFormat.FILE_NAME), isForced);
        try {
            result.read();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + result.file + ": " + e.getMessage(), e);
        }
        return result;
    }

    Path path() {
        return file;
    }

    /** The newest mark, null where there is none that can be trusted. */
    HighWaterMark mark() {
        return mark;
    }

    /** Slots that were written and cannot be trusted. */
    int damagedSlots() {
        return damagedSlots;
    }

    /** Writes a mark over the older slot. */
    void write(HighWaterMark newer) throws IOException {
        HighWaterMarkFormat.encode(newer, generation + 1, slotBuffer, 0);
        boolean isNew = !Files.exists(file);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            write(channel, HighWaterMarkFormat.slotOffset(generation + 1));
            if (channel.size() < HighWaterMarkFormat.FILE_LENGTH) {
                channel.write(ByteBuffer.allocate(1), HighWaterMarkFormat.FILE_LENGTH - 1);
            }
            if (isForced) {
                channel.force(isNew);
            }
        }
        if (isNew && isForced) {
            DataFolder.force(file.getParent());
        }
        generation++;
        mark = newer;
    }

    private void write(FileChannel channel, long offset) throws IOException {
        slot.clear();
        long target = offset;
        while (slot.hasRemaining()) {
            target += channel.write(slot, target);
        }
    }

    private void read() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        byte[] bytes = new byte[HighWaterMarkFormat.FILE_LENGTH];
        try (var in = Files.newInputStream(file)) {
            in.readNBytes(bytes, 0, bytes.length);
        }
        UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        for (int i = 0; i < HighWaterMarkFormat.SLOTS; i++) {
            int offset = i * HighWaterMarkFormat.SLOT_LENGTH;
            long found = HighWaterMarkFormat.generation(buffer, offset);
            if (found == HighWaterMarkFormat.DAMAGED) {
                damagedSlots++;
            } else if (found > generation) {
                generation = found;
                mark = HighWaterMarkFormat.decode(buffer, offset);
            }
        }
        if (mark == null && damagedSlots == 0) {
            // Written once and cut off to nothing, or emptied.
            damagedSlots = HighWaterMarkFormat.SLOTS;
        }
    }
}
