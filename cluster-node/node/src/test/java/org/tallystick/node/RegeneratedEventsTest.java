package org.tallystick.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.codecs.events.FrameHeaderDecoder;
import org.tallystick.codecs.events.MessageHeaderDecoder;

/** A node that starts gives its events again from the log, and holds them against what it had recorded. */
@Timeout(120)
class RegeneratedEventsTest {
    /** A part of a frame that its running hash does not cover. */
    private static final int LOG_TIME_OFFSET =
            MessageHeaderDecoder.ENCODED_LENGTH + FrameHeaderDecoder.logTimeEncodingOffset();

    @TempDir
    static Path folder;

    private static StoredFolder original;

    private StoredFolder copy;
    private Recording events;
    private long end;

    /** A node that was killed, with a snapshot in the middle of its log. */
    @BeforeAll
    static void run() {
        original = new StoredFolder(folder.resolve("original"));
        try (TestNode node = TestNode.start(original.path)) {
            node.open().bid(1, 1_000).snapshot().bid(1_001, 1_000);
            original = original.copyTo(folder.resolve("killed"));
        }
    }

    @BeforeEach
    void copy(TestInfo test) {
        copy = original.copyTo(folder.resolve(test.getTestMethod().orElseThrow().getName()));
        events = copy.events();
        end = StoredFolder.end(events);
    }

    @Test
    void shouldContinueWhereTheEventsAreTheSame() {
        byte[] recorded = StoredFolder.read(events, 0, (int) end);

        try (TestNode node = TestNode.start(copy.path)) {
            node.join().bid(2_001, 10);
        }

        assertTrue(StoredFolder.end(events) > end);
        assertArrayEquals(recorded, StoredFolder.read(events, 0, (int) end));
    }

    @Test
    void shouldMakeAgainWhatTheRecordingLost() {
        byte[] recorded = StoredFolder.read(events, 0, (int) end);
        long shorter = StoredFolder.frameBefore(events, end - 10_000);
        StoredFolder.cut(events, shorter);
        assertEquals(shorter, StoredFolder.end(events));

        TestNode.start(copy.path).close();

        assertArrayEquals(recorded, StoredFolder.read(events, 0, (int) end));
    }

    @Test
    void shouldStopWhereAnEventIsAnother() {
        long frame = StoredFolder.frameBefore(events, end - 10_000);
        StoredFolder.forge(events, frame, LOG_TIME_OFFSET);

        String message = refusal();

        assertTrue(message.contains("the log gives other events than were recorded"), message);
        assertTrue(message.contains("at position " + frame), message);
        assertTrue(message.contains("byte " + LOG_TIME_OFFSET + " of the frame is 0x"), message);
        assertTrue(message.contains("begins with event "), message);
        assertTrue(message.contains("tally cluster reseed"), message);
    }

    @Test
    void shouldMakeAgainWhatCannotBeRead() {
        byte[] recorded = StoredFolder.read(events, 0, (int) end);
        StoredFolder.flipBit(events, StoredFolder.frameBefore(events, end - 10_000) + 60);

        TestNode.start(copy.path).close();

        assertArrayEquals(recorded, StoredFolder.read(events, 0, (int) end));
    }

    @Test
    void shouldStopWhereWhatLeadsToTheSnapshotWasForged() {
        long frame = StoredFolder.frameBefore(events, end / 2);
        StoredFolder.forge(events, frame, 100);

        String message = refusal();

        assertTrue(message.contains("is wrong at " + frame + ": its running hash is "), message);
    }

    private String refusal() {
        return assertThrows(
                        RuntimeException.class, () -> TestNode.start(copy.path).close())
                .getMessage();
    }
}
