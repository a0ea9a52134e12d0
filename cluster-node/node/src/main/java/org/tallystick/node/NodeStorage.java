package org.tallystick.node;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.tallystick.codecs.HighWaterMark;

/** A node's data on the disk, checked before anything of Aeron started on it, and its high-water mark. */
final class NodeStorage implements AutoCloseable {
    private final DataFolder folder;
    private final StorageConfig config;
    private final Consumer<String> say;
    private final int memberId;
    private final boolean isSynced;
    private final HighWaterMark mark;
    private final HighWaterMarkRecorder recorder;
    private final List<Long> invalidSnapshots;
    private long clusterId;

    private NodeStorage(
            DataFolder folder,
            NodeConfig node,
            StorageConfig config,
            HighWaterMarkFile file,
            FailStop failStop,
            Consumer<String> say) {
        this.folder = folder;
        this.config = config;
        this.say = say;
        this.memberId = node.memberId();
        this.isSynced = node.durability() == Durability.DISK;
        this.mark = file.mark();
        this.clusterId = mark == null ? 0 : mark.clusterId();
        ArchiveCatalog catalog = ArchiveCatalog.read(folder.archive());
        this.invalidSnapshots = logEntries().invalidSnapshotRecordings().stream()
                .filter(id -> catalog.find(id) != null)
                .toList();
        this.recorder =
                new HighWaterMarkRecorder(file, ReseedNote.read(folder.path()), folder.cluster(), memberId, failStop);
    }

    /**
     * Checks a folder, repairs what may be repaired, and opens it.
     *
     * @param folder   that was taken
     * @param node     how the node is run
     * @param config   what it does about its data
     * @param failStop stops the node
     * @param say      takes what an operator should know
     * @return the data
     * @throws StorageException where the node must not start on it
     */
    static NodeStorage open(
            DataFolder folder, NodeConfig node, StorageConfig config, FailStop failStop, Consumer<String> say) {
        HighWaterMarkFile file = HighWaterMarkFile.read(folder.path(), node.durability() == Durability.DISK);
        new StartCheck(folder, node.memberId(), config, file).run().forEach(say);
        return new NodeStorage(folder, node, config, file, failStop, say);
    }

    Path archiveFolder() {
        return folder.archive();
    }

    /** The consensus module's list of snapshots. */
    LogEntries logEntries() {
        return new LogEntries(folder.cluster());
    }

    /** Recordings of snapshots that are invalid and were still there at the start. */
    List<Long> invalidSnapshots() {
        return invalidSnapshots;
    }

    StorageConfig config() {
        return config;
    }

    int memberId() {
        return memberId;
    }

    /** Whether what the archive has recorded was forced to the disk. */
    boolean isSynced() {
        return isSynced;
    }

    /** What was noted before the start, null where nothing was. */
    HighWaterMark mark() {
        return mark;
    }

    /** Whether the folder was emptied and does not hold again what it had: the node must not be elected. */
    boolean isCatchingUp() {
        return recorder.isCatchingUp();
    }

    /** Tells the operator. */
    void say(String text) {
        say.accept(text);
    }

    /** Notes a mark, on another thread. */
    void note(HighWaterMark newer) {
        recorder.offer(newer);
    }

    /**
     * Holds the cluster of the log against the one that was noted.
     *
     * @param found id that the genesis gave, 0 before it
     * @throws StorageException where they differ
     */
    void checkCluster(long found) {
        if (found != 0 && clusterId == 0) {
            clusterId = found;
        } else if (found != clusterId) {
            throw new StorageException("the log is that of cluster " + Long.toHexString(found)
                    + ", this folder's high-water mark that of cluster " + Long.toHexString(clusterId)
                    + ": the folder holds another cluster's data. Put back its own, or reseed the node:"
                    + " tally cluster reseed");
        }
    }

    @Override
    public void close() {
        recorder.close();
    }
}
