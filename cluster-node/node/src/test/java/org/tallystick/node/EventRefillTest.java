package org.tallystick.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node whose event stream ends before its snapshot gets what is missing from another's archive, or does not start. */
@Timeout(120)
class EventRefillTest {
    private static final Duration PEER_TIMEOUT = Duration.ofSeconds(2);

    @TempDir
    static Path folder;

    private static StoredFolder original;
    private static StoredFolder foreign;

    private StoredFolder copy;
    private StoredFolder peer;
    private Recording events;
    private byte[] recorded;
    private long shorter;

    @BeforeAll
    static void run() {
        original = new StoredFolder(folder.resolve("original"));
        try (TestNode node = TestNode.start(original.path)) {
            node.open().bid(1, 2_000).snapshot().bid(2_001, 100);
        }
        foreign = new StoredFolder(folder.resolve("foreign"));
        try (TestNode node = TestNode.start(foreign.path)) {
            node.open(712).bid(1, 2_500);
        }
    }

    @BeforeEach
    void cut(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName();
        copy = original.copyTo(folder.resolve(name));
        peer = original.copyTo(folder.resolve(name + "-peer"));
        events = copy.events();
        recorded = StoredFolder.read(events, 0, (int) StoredFolder.end(events));
        shorter = StoredFolder.frameBefore(events, 50_000);
        StoredFolder.cut(events, shorter);
    }

    @Test
    void shouldFetchWhatIsMissingFromAPeer() {
        try (PeerArchive archive = new PeerArchive(peer.archive())) {
            startAndTrade(archive.controlChannel());
        }

        assertWhole();
    }

    @Test
    void shouldFetchAllWhereTheEventStreamIsGone() {
        StoredFolder.cut(events, 0);
        try (PeerArchive archive = new PeerArchive(peer.archive())) {
            startAndTrade(archive.controlChannel());
        }

        assertWhole();
    }

    @Test
    void shouldAskTheNextPeerWhereOneIsAwayOrHasOtherEventsOrTooFew() {
        StoredFolder shortPeer = original.copyTo(folder.resolve("shortPeer"));
        StoredFolder.cut(shortPeer.events(), StoredFolder.frameBefore(shortPeer.events(), 60_000));
        ArchiveCatalog catalog = ArchiveCatalog.read(shortPeer.archive());
        RecordingEnd.find(shortPeer.events(), 0, frames -> {}).repair(catalog, null);
        try (PeerArchive tooShort = new PeerArchive(shortPeer.archive());
                PeerArchive other = new PeerArchive(foreign.archive());
                PeerArchive right = new PeerArchive(peer.archive())) {
            startAndTrade(
                    "aeron:udp?endpoint=" + PeerArchive.freeEndpoint(30_000),
                    tooShort.controlChannel(),
                    other.controlChannel(),
                    right.controlChannel());
        }

        assertWhole();
    }

    @Test
    void shouldRefuseToStartWhereNoPeerHasWhatIsMissing() {
        String away = "aeron:udp?endpoint=" + PeerArchive.freeEndpoint(30_000);
        try (PeerArchive other =
                new PeerArchive(foreign.copyTo(folder.resolve("foreignPeer")).archive())) {
            String message = assertThrows(RuntimeException.class, () -> startAndTrade(away, other.controlChannel()))
                    .getMessage();

            assertTrue(message.contains("the recorded event stream ends at " + shorter), message);
            assertTrue(message.contains("are missing, which the log cannot give again"), message);
            assertTrue(message.contains(away + ": "), message);
            assertTrue(message.contains("does not continue this stream"), message);
            assertTrue(message.contains("tally cluster reseed"), message);
        }
        assertEquals(shorter, StoredFolder.end(events), "nothing foreign was recorded");
    }

    private void startAndTrade(String... peers) {
        StorageConfig config = StorageConfig.defaults()
                .eventPeers(List.of(peers), PeerArchive.freeEndpoint(25_000))
                .peerTimeout(PEER_TIMEOUT);
        try (TestNode node = TestNode.start(copy.path, config)) {
            node.join().bid(10_001, 10);
        }
    }

    private void assertWhole() {
        assertArrayEquals(recorded, StoredFolder.read(events, 0, recorded.length));
        assertTrue(StoredFolder.end(events) > recorded.length);
    }
}
