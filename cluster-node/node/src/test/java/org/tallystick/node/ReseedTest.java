package org.tallystick.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.cluster.NodeStateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A folder is emptied so that the other members can fill it again. */
@Timeout(120)
class ReseedTest {
    @TempDir
    static Path folder;

    private static StoredFolder original;

    @BeforeAll
    static void run() {
        original = new StoredFolder(folder.resolve("original"));
        try (TestNode node = TestNode.start(original.path)) {
            node.open().bid(1, 100).snapshot();
        }
    }

    @Test
    void shouldMoveAllAsideButTheVote(TestInfo test) throws IOException {
        StoredFolder copy = original.copyTo(folder.resolve("aside"));

        Path aside = Reseed.moveAside(copy.path, 2);

        assertEquals(copy.path, aside.getParent());
        assertFalse(Files.exists(copy.archive()));
        assertFalse(Files.exists(copy.markFile()));
        try (Stream<Path> left = Files.list(copy.cluster())) {
            assertEquals(
                    NodeStateFile.FILENAME,
                    left.map(f -> f.getFileName().toString()).toList().get(0));
        }
        assertTrue(Files.exists(new StoredFolder(aside).markFile()));
        assertTrue(StoredFolder.end(new StoredFolder(aside).log()) > 0);
        StartCheck check = check(copy);
        assertTrue(check.run().isEmpty(), "an emptied folder is like a new one");
        assertEquals(original.mark().logPosition(), ReseedNote.read(copy.path).logPosition());
    }

    @Test
    void shouldDeleteWhereThatIsAsked() throws IOException {
        StoredFolder copy = original.copyTo(folder.resolve("deleted"));

        Reseed.delete(copy.path, 2);

        try (Stream<Path> left = Files.list(copy.path)) {
            assertEquals(3, left.count(), "the lock, the vote's folder and the note");
        }
    }

    @Test
    void shouldNoticeWhenItWasCutOffHalfWay() throws IOException {
        StoredFolder copy = original.copyTo(folder.resolve("halfway"));
        Files.move(copy.archive(), folder.resolve("halfway-archive"));

        String message =
                assertThrows(StorageException.class, () -> check(copy).run()).getMessage();

        assertTrue(message.contains("tally cluster reseed"), message);
    }

    @Test
    void shouldNotEmptyANodeThatIsAlone() {
        StoredFolder copy = original.copyTo(folder.resolve("alone"));

        assertThrows(StorageException.class, () -> Reseed.moveAside(copy.path, 0));

        assertTrue(Files.exists(copy.archive()));
    }

    @Test
    void shouldNotEmptyANodeThatRuns() {
        Path path = folder.resolve("running");
        try (TestNode node = TestNode.start(path)) {
            node.open();
            assertThrows(IllegalStateException.class, () -> Reseed.moveAside(path, 2));
        }
    }

    private static StartCheck check(StoredFolder copy) {
        try (DataFolder taken = DataFolder.take(copy.path)) {
            return new StartCheck(taken, 0, StorageConfig.defaults(), HighWaterMarkFile.read(copy.path, false));
        }
    }
}
