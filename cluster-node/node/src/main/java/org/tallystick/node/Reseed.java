package org.tallystick.node;

import io.aeron.cluster.NodeStateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.agrona.IoUtil;
import org.tallystick.codecs.HighWaterMark;
import org.tallystick.codecs.HighWaterMarkFormat;

/**
 * Empties a node's folder so that its next start fills it again from the other members. The node's vote stays: a member
 * that forgot it could vote twice in a term. What goes is moved aside, into a dated folder in the same one. Until the node
 * has again what it had, it stands for no election.
 */
public final class Reseed {
    private Reseed() {}

    /**
     * Moves a node's data aside.
     *
     * @param folder       of a node that does not run
     * @param otherMembers members of the cluster beside this node; they must have the data
     * @return the folder that has it now
     * @throws StorageException      where there is nobody to fill the folder again
     * @throws IllegalStateException where the node runs
     */
    public static Path moveAside(Path folder, int otherMembers) {
        if (otherMembers < 1) {
            throw new StorageException(
                    "the folder " + folder + " is not emptied: the node is alone, nobody could fill" + " it again");
        }
        try (DataFolder taken = DataFolder.take(folder)) {
            HighWaterMark noted = HighWaterMarkFile.read(folder, true).mark();
            long before = Math.max(
                    noted == null ? 1 : noted.logPosition(),
                    ReseedNote.read(folder).logPosition());
            ReseedNote.write(folder, before);
            Path aside = taken.asideFolder("reseeded", Instant.now());
            Files.createDirectories(aside.resolve(taken.cluster().getFileName()));
            // The mark last: as long as it stands, a start would notice that what it says is gone.
            if (Files.exists(taken.archive())) {
                Files.move(taken.archive(), aside.resolve(taken.archive().getFileName()));
            }
            moveCluster(taken.cluster(), aside.resolve(taken.cluster().getFileName()));
            Path mark = folder.resolve(HighWaterMarkFormat.FILE_NAME);
            if (Files.exists(mark)) {
                Files.move(mark, aside.resolve(HighWaterMarkFormat.FILE_NAME));
            }
            DataFolder.force(folder);
            return aside;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot move the data of " + folder + " aside: " + e.getMessage(), e);
        }
    }

    /**
     * Whether a folder has data of its own, with which another node could be filled.
     *
     * @param folder of a node
     * @return false where it is empty, or was emptied and is not full again
     */
    public static boolean mayBeSource(Path folder) {
        return Files.isDirectory(folder.resolve("archive"))
                && !ReseedNote.read(folder).exists();
    }

    /**
     * Deletes a node's data.
     *
     * @param folder       of a node that does not run
     * @param otherMembers members of the cluster beside this node; they must have the data
     */
    public static void delete(Path folder, int otherMembers) {
        IoUtil.delete(moveAside(folder, otherMembers).toFile(), false);
    }

    private static void moveCluster(Path cluster, Path aside) throws IOException {
        if (!Files.exists(cluster)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(cluster)) {
            for (Path file : files) {
                if (!file.getFileName().toString().equals(NodeStateFile.FILENAME)) {
                    Files.move(file, aside.resolve(file.getFileName()));
                }
            }
        }
    }
}
