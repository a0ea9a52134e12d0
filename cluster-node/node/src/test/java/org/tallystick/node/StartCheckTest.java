package org.tallystick.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.cluster.NodeStateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.codecs.HighWaterMark;
import org.tallystick.codecs.HighWaterMarkFormat;
import org.tallystick.node.MarkVerdict.Events;
import org.tallystick.node.MarkVerdict.Log;

/** What a node finds of its data before it starts, on copies of a folder that were damaged. */
@Timeout(120)
class StartCheckTest {
    private static final StorageConfig DEFAULTS = StorageConfig.defaults();
    private static final int BEFORE_SNAPSHOT = 1_000;

    @TempDir
    static Path folder;

    /** Of a node that was killed; its log has no snapshot. */
    private static StoredFolder killed;

    /** Of a node that was stopped in order, with two snapshots and commands behind the second. */
    private static StoredFolder stopped;

    private StoredFolder copy;
    private Recording log;
    private Recording events;
    private long logEnd;
    private long eventEnd;

    @BeforeAll
    static void run() {
        killed = new StoredFolder(folder.resolve("running"));
        try (TestNode node = TestNode.start(killed.path)) {
            node.open().bid(1, BEFORE_SNAPSHOT);
            awaitMark(node, killed);
            StoredFolder running = killed;
            killed = running.copyTo(folder.resolve("killed"));
            node.snapshot().bid(1_001, 500).snapshot().bid(1_501, 500);
            stopped = running;
        }
    }

    /** The mark has reached all that was answered so far. */
    private static void awaitMark(TestNode node, StoredFolder of) {
        long answered = StoredFolder.end(of.log());
        node.await(() -> of.mark() != null && of.mark().logPosition() >= answered);
    }

    @BeforeEach
    void copy(TestInfo test) {
        use(killed, test.getTestMethod().orElseThrow().getName());
    }

    private void use(StoredFolder original, String name) {
        copy = original.copyTo(folder.resolve(name + "-" + original.path.getFileName()));
        log = copy.log();
        events = copy.events();
        logEnd = StoredFolder.end(log);
        eventEnd = StoredFolder.end(events);
    }

    @Test
    void shouldFindNothingToSayOfAFolderThatIsWhole(TestInfo test) {
        assertEquals(List.of(), check(DEFAULTS, Log.FINE, Events.FINE));
        use(stopped, "whole");
        assertEquals(List.of(), check(DEFAULTS, Log.FINE, Events.FINE));
        assertEquals(logEnd, copy.mark().logPosition(), "the mark of a node that was stopped in order");
        assertEquals(eventEnd, copy.mark().eventPosition());
        assertEquals(TestNode.CLUSTER_ID, copy.mark().clusterId());
    }

    @Test
    void shouldSayNothingOfANewFolder() {
        copy = new StoredFolder(folder.resolve("new"));

        assertEquals(List.of(), check(DEFAULTS, Log.FINE, Events.FINE));
    }

    @Test
    void shouldRemoveATornTailBehindTheMark() {
        byte[] half = Arrays.copyOf(StoredFolder.read(log, 0, 200), 200);
        StoredFolder.write(log, logEnd, half);

        List<String> notes = check(DEFAULTS, Log.TORN_TAIL, Events.FINE);

        assertTrue(notes.get(0).contains("ends at " + logEnd + ", behind which lay a torn tail"), notes::toString);
        assertArrayEquals(new byte[200], StoredFolder.read(log, logEnd, 200));
        assertEquals(logEnd, copy.log().stopPosition());
        startAndTrade();
    }

    @Test
    void shouldRefuseALogThatIsShort() {
        long shorter = StoredFolder.frameBefore(log, logEnd - 50_000);
        StoredFolder.cut(log, shorter);

        String message = refusal(DEFAULTS);

        long noted = Math.max(copy.mark().logPosition(), lastEventLogPosition());
        assertTrue(message.contains("it ends at " + shorter), message);
        assertTrue(message.contains((noted - shorter) + " bytes are missing"), message);
        assertTrue(message.contains("tally cluster reseed"), message);
        assertTrue(message.contains("acceptLoss=" + shorter), message);
        assertTrue(nodeRefusal(DEFAULTS).contains(message), "the node says the same");
    }

    @Test
    void shouldRefuseALogThatWasCutAfterAnOrderlyStop() {
        use(stopped, "cutAfterStop");
        long shorter = StoredFolder.frameBefore(log, logEnd - 5_000);
        StoredFolder.cut(log, shorter);

        assertTrue(refusal(DEFAULTS).contains("it ends at " + shorter));
    }

    @Test
    void shouldRefuseALogWithAFlippedBitInTheMiddle() {
        long frame = StoredFolder.frameBefore(log, logEnd / 2);
        StoredFolder.flipBit(log, frame + 40);

        String message = refusal(DEFAULTS);

        assertTrue(message.contains("it ends at " + frame), message);
        assertTrue(message.contains("the checksum of the frame at " + frame + " is wrong"), message);
    }

    @Test
    void shouldRefuseALogThatIsGone() throws IOException {
        Files.delete(log.segment(0));

        assertTrue(refusal(DEFAULTS).contains("it ends at 0"));
    }

    @Test
    void shouldRefuseALogThatIsShorterThanItsEventsShow() throws IOException {
        Files.delete(copy.markFile());
        long shorter = StoredFolder.frameBefore(log, logEnd - 50_000);
        StoredFolder.cut(log, shorter);

        String message = refusal(DEFAULTS);

        assertTrue(message.contains("the event stream shows that it was committed up to"), message);
    }

    @Test
    void shouldRefuseALogThatDoesNotReachItsSnapshot() {
        use(stopped, "belowSnapshot");
        long shorter =
                StoredFolder.frameBefore(log, copy.entries().get(copy.entries().size() - 1).logPosition - 50_000);
        StoredFolder.cut(log, shorter);

        assertTrue(refusal(DEFAULTS).contains("it ends at " + shorter));
    }

    @Test
    void shouldStartWithALossThatWasAcceptedByItsPosition() {
        long shorter = StoredFolder.frameBefore(log, logEnd - 50_000);
        StoredFolder.cut(log, shorter);

        assertTrue(refusal(DEFAULTS.acceptLoss(shorter + 32)).contains("which is another"));
        List<String> notes = check(DEFAULTS.acceptLoss(shorter), Log.LOSS_ACCEPTED, Events.FINE);

        assertTrue(notes.get(0).contains("the log ends at " + shorter), notes::toString);
        assertEquals(shorter, copy.mark().logPosition());
        assertTrue(StoredFolder.end(events) < eventEnd, "events of lost commands are gone, too");
        startAndTrade();
        assertEquals(List.of(), check(DEFAULTS, Log.FINE, Events.FINE));
    }

    @Test
    void shouldStartWithALossOfMoreThanItsSnapshots() {
        use(stopped, "lossOfSnapshots");
        long shorter = StoredFolder.frameBefore(log, 100_000);
        StoredFolder.cut(log, shorter);

        check(DEFAULTS.acceptLoss(shorter), Log.LOSS_ACCEPTED, Events.FINE);

        startAndTrade();
    }

    @Test
    void shouldSayThatAnAcceptanceIsNotNeeded() {
        List<String> notes = check(DEFAULTS.acceptLoss(4096), Log.FINE, Events.FINE);

        assertTrue(notes.get(0).contains("acceptLoss=4096 is not needed"), notes::toString);
    }

    @Test
    void shouldMakeEventsAgainThatTheLogCanGive() {
        long shorter = StoredFolder.frameBefore(events, eventEnd - 10_000);
        StoredFolder.cut(events, shorter);

        List<String> notes = check(DEFAULTS, Log.FINE, Events.REGENERATE);

        assertTrue(notes.toString().contains("ends at " + shorter), notes::toString);
        startAndTrade();
    }

    @Test
    void shouldMakeEventsAgainThatWereCutAfterAnOrderlyStop() {
        use(stopped, "eventsCutAfterStop");
        byte[] recorded = StoredFolder.read(events, 0, (int) eventEnd);
        StoredFolder.cut(events, StoredFolder.frameBefore(events, eventEnd - 10_000));

        check(DEFAULTS, Log.FINE, Events.REGENERATE);

        startAndTrade();
        assertArrayEquals(recorded, StoredFolder.read(events, 0, (int) eventEnd));
    }

    @Test
    void shouldRefuseToLoseEventsThatOnlyThePeersHave() {
        use(stopped, "eventsBelowSnapshot");
        long shorter = StoredFolder.frameBefore(events, 50_000);
        StoredFolder.cut(events, shorter);

        String message = refusal(DEFAULTS);

        assertTrue(message.contains("it ends at " + shorter + ", the snapshot needs it up to "), message);
        assertTrue(message.contains("tally cluster reseed"), message);
    }

    @Test
    void shouldRefuseTheFolderOfAnotherMember() throws IOException {
        rewriteMark(3, TestNode.CLUSTER_ID, -1);

        assertTrue(refusal(DEFAULTS).contains("is that of member 3, this node is member 0"));
    }

    @Test
    void shouldRefuseTheDataOfAnotherCluster() throws IOException {
        rewriteMark(0, 712, -1);

        String message = refusal(DEFAULTS);

        assertTrue(
                message.contains("is that of cluster " + Long.toHexString(TestNode.CLUSTER_ID)
                        + ", the high-water mark that of cluster " + Long.toHexString(712)),
                message);
    }

    @Test
    void shouldRefuseAnOldVote() throws IOException {
        long voted = copy.mark().candidateTermId();
        assertTrue(voted >= 0, "term " + voted);
        try (NodeStateFile state = new NodeStateFile(copy.cluster().toFile(), false, 0)) {
            assertEquals(voted, state.candidateTerm().candidateTermId());
            state.updateCandidateTermId(voted - 1, 0, 0);
        }

        assertTrue(refusal(DEFAULTS).contains("but this node has voted up to term " + voted));

        Files.delete(copy.cluster().resolve(NodeStateFile.FILENAME));
        assertTrue(refusal(DEFAULTS).contains("has none"));
    }

    @Test
    void shouldBelieveTheOtherSlotOfAMark() throws IOException {
        HighWaterMark newest = copy.mark();
        HighWaterMarkFile.read(copy.path, false).write(newest);
        HighWaterMarkFile.read(copy.path, false).write(newest);
        StoredFolder.writeFile(copy.markFile(), 40, new byte[] {77});

        List<String> notes = check(DEFAULTS, Log.FINE, Events.FINE);

        assertTrue(notes.get(0).contains("one slot of the high-water mark is damaged"), notes::toString);
        assertEquals(newest, copy.mark());
    }

    @Test
    void shouldRefuseAMarkOfWhichBothSlotsAreDamaged() throws IOException {
        HighWaterMarkFile.read(copy.path, false).write(copy.mark());
        StoredFolder.writeFile(copy.markFile(), 40, new byte[] {77});
        StoredFolder.writeFile(copy.markFile(), HighWaterMarkFormat.SLOT_LENGTH + 40, new byte[] {77});

        assertTrue(refusal(DEFAULTS).contains("both slots of the high-water mark"));
    }

    @Test
    void shouldSayThatThereIsNoMark() throws IOException {
        Files.delete(copy.markFile());

        List<String> notes = check(DEFAULTS, Log.FINE, Events.FINE);

        assertTrue(notes.get(0).contains("there is no high-water mark"), notes::toString);
        startAndTrade();
        assertTrue(Files.exists(copy.markFile()));
    }

    @Test
    void shouldStartFromTheSnapshotBeforeADamagedOne() {
        use(stopped, "damagedSnapshot");
        List<LogEntries.Snapshot> snapshots = new LogEntries(copy.cluster()).snapshots();
        assertEquals(2, snapshots.size());
        Recording newest = copy.recording(snapshots.get(0).serviceRecordingId());
        StoredFolder.flipBit(newest, newest.stopPosition() / 2);

        List<String> notes = check(DEFAULTS, Log.FINE, Events.FINE);

        assertTrue(
                notes.get(0)
                        .contains("the snapshot at log position "
                                + snapshots.get(0).logPosition() + " is damaged"),
                notes::toString);
        assertEquals(List.of(snapshots.get(1)), new LogEntries(copy.cluster()).snapshots());
        startAndTrade();
    }

    @Test
    void shouldStartFromTheLogAloneWhereAllSnapshotsAreDamaged() {
        use(stopped, "damagedSnapshots");
        for (LogEntries.Snapshot snapshot : new LogEntries(copy.cluster()).snapshots()) {
            StoredFolder.cut(copy.recording(snapshot.consensusRecordingId()), 64);
        }

        assertEquals(2, check(DEFAULTS, Log.FINE, Events.FINE).size());

        assertEquals(List.of(), new LogEntries(copy.cluster()).snapshots());
        startAndTrade();
    }

    /** A node starts on the copy, and takes orders. */
    private void startAndTrade() {
        try (TestNode node = TestNode.start(copy.path)) {
            node.join().bid(10_001, 10);
        }
    }

    private List<String> check(StorageConfig config, Log log, Events events) {
        try (DataFolder taken = DataFolder.take(copy.path)) {
            StartCheck check = new StartCheck(taken, 0, config, HighWaterMarkFile.read(copy.path, false));
            List<String> notes = check.run();
            assertEquals(new MarkVerdict(log, events), check.verdict());
            return notes;
        }
    }

    private String refusal(StorageConfig config) {
        try (DataFolder taken = DataFolder.take(copy.path)) {
            StartCheck check = new StartCheck(taken, 0, config, HighWaterMarkFile.read(copy.path, false));
            return assertThrows(StorageException.class, check::run).getMessage();
        }
    }

    private String nodeRefusal(StorageConfig config) {
        ExchangeNode node = new ExchangeNode(TestNode.config(copy.path), config);
        StorageException failure = assertThrows(StorageException.class, node::onStart);
        assertFalse(Files.exists(Path.of(node.aeronFolder())), "nothing of Aeron has started");
        return failure.getMessage();
    }

    private long lastEventLogPosition() {
        return StoredEvents.read(copy.events(), 0).logPosition();
    }

    private void rewriteMark(int memberId, long clusterId, long candidateTermId) throws IOException {
        HighWaterMark mark = copy.mark();
        HighWaterMarkFile.read(copy.path, false)
                .write(new HighWaterMark(
                        clusterId,
                        memberId,
                        mark.isSynced(),
                        mark.logPosition(),
                        mark.leadershipTermId(),
                        candidateTermId,
                        mark.eventPosition(),
                        mark.eventSeq(),
                        mark.runningHash(),
                        mark.notedAtNs()));
    }
}
