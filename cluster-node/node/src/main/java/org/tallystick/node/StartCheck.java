package org.tallystick.node;

import io.aeron.Aeron;
import io.aeron.cluster.NodeStateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tallystick.codecs.HighWaterMark;

/**
 * Looks at a node's folder before anything of Aeron starts on it: whose it is, whether snapshot, log and event stream
 * hold what the node once noted, and what lies torn behind their ends. What may be mended is mended, and said; what may
 * not be keeps the node from starting.
 */
final class StartCheck {
    private static final String RESEED = "reseed this node from its peers: tally cluster reseed";

    private final DataFolder folder;
    private final int memberId;
    private final StorageConfig config;
    private final HighWaterMarkFile markFile;
    private final LogEntries entries;
    private final List<String> notes = new ArrayList<>();
    private ArchiveCatalog catalog;
    private Recording log;
    private Recording eventRecording;
    private StoredSnapshot snapshot;
    private long snapshotLogPosition;
    private MarkVerdict verdict;

    /**
     * Prepares to look.
     *
     * @param folder   of the node, taken
     * @param memberId number of the node
     * @param config   what the node does about its data
     * @param markFile of the node
     */
    StartCheck(DataFolder folder, int memberId, StorageConfig config, HighWaterMarkFile markFile) {
        this.folder = folder;
        this.memberId = memberId;
        this.config = config;
        this.markFile = markFile;
        this.entries = new LogEntries(folder.cluster());
    }

    /**
     * Looks, and mends.
     *
     * @return what was found and done that an operator should know
     * @throws StorageException where the node must not start
     */
    List<String> run() {
        checkMark();
        checkVote();
        catalog = ArchiveCatalog.read(folder.archive());
        eventRecording = EventRecording.find(catalog);
        log = catalog.find(entries.logRecordingId());
        chooseSnapshot();
        checkLogAndEvents();
        mendOthers();
        return notes;
    }

    /** What was found of log and event stream. */
    MarkVerdict verdict() {
        return verdict;
    }

    private HighWaterMark mark() {
        return markFile.mark();
    }

    private void checkMark() {
        HighWaterMark mark = mark();
        if (mark == null && markFile.damagedSlots() > 0) {
            throw new StorageException("both slots of the high-water mark of " + folder.path()
                    + " are damaged: whether the folder holds all that was committed here cannot be told; " + RESEED
                    + ". Who knows that it does may remove the file " + markFile.path());
        }
        if (markFile.damagedSlots() > 0) {
            notes.add("one slot of the high-water mark is damaged; the other says log position " + mark.logPosition());
        }
        if (mark == null && entries.exist()) {
            notes.add("there is no high-water mark: a loss before this start would go unnoticed");
        }
        if (mark != null && mark.memberId() != memberId) {
            throw new StorageException("the folder " + folder.path() + " is that of member " + mark.memberId()
                    + ", this node is member " + memberId + ". Start it on its own folder");
        }
    }

    /** A vote that was forgotten could be given twice. */
    private void checkVote() {
        HighWaterMark mark = mark();
        if (mark == null || mark.candidateTermId() == Aeron.NULL_VALUE) {
            return;
        }
        Path file = folder.cluster().resolve(NodeStateFile.FILENAME);
        long voted = Files.exists(file) ? candidateTermId(file) : Aeron.NULL_VALUE;
        if (voted < mark.candidateTermId()) {
            throw new StorageException("the node's vote is an old one: " + file
                    + (voted == Aeron.NULL_VALUE ? " has none" : " says term " + voted)
                    + ", but this node has voted up to term " + mark.candidateTermId()
                    + ". With it, the node could vote twice in a term. Put back the newest " + NodeStateFile.FILENAME
                    + " of this node; without it, the node must come back as a new member");
        }
    }

    private static long candidateTermId(Path file) {
        try (NodeStateFile state = new NodeStateFile(file.getParent().toFile(), false, 0)) {
            return state.candidateTerm().candidateTermId();
        } catch (IOException | RuntimeException e) {
            throw new StorageException("cannot read the node's vote in " + file + ": " + e.getMessage());
        }
    }

    /** The newest snapshot that is whole; newer ones are put out of use. */
    private void chooseSnapshot() {
        for (LogEntries.Snapshot candidate : entries.snapshots()) {
            try {
                snapshot = StoredSnapshot.read(catalog, candidate);
                snapshotLogPosition = candidate.logPosition();
                return;
            } catch (StorageException e) {
                String damaged =
                        "the snapshot at log position " + candidate.logPosition() + " is damaged: " + e.getMessage();
                if (!canStartWithout(candidate)) {
                    throw new StorageException(damaged + ". The log begins at "
                            + (log == null ? "no position" : log.startPosition())
                            + " and there is no older snapshot to start from; " + RESEED);
                }
                entries.invalidate(candidate);
                notes.add(damaged + ". It is not used any more; the node starts from what is older");
            }
        }
    }

    /** Whether the log reaches back to an older snapshot, or to its beginning. */
    private boolean canStartWithout(LogEntries.Snapshot damaged) {
        if (log == null) {
            return false;
        }
        boolean isOlder = false;
        for (LogEntries.Snapshot other : entries.snapshots()) {
            isOlder |= other.logPosition() < damaged.logPosition() && other.logPosition() >= log.startPosition();
        }
        return isOlder || log.startPosition() == 0;
    }

    private void checkLogAndEvents() {
        long snapshotEvents = snapshot == null ? 0 : snapshot.eventStream().position();
        RecordingEnd logEnd = log == null ? null : RecordingEnd.find(log, snapshotLogPosition, frames -> {});
        StoredEvents events = StoredEvents.read(eventRecording, snapshotEvents);
        checkClusters(events);
        long noted = Math.max(snapshotLogPosition, Math.max(events.logPosition(), notedLogPosition()));
        long end = logEnd == null ? 0 : logEnd.position();
        verdict = MarkVerdict.of(
                noted,
                end,
                logEnd != null && logEnd.isTorn(),
                config.acceptLoss(),
                mark() == null ? 0 : mark().eventPosition(),
                snapshotEvents,
                events.position());
        switch (verdict.log()) {
            case SHORT ->
                throw new StorageException(shortLog(noted, end, logEnd, events)
                        + " The other members have it: " + RESEED + ". Where every node is short, as after a power cut"
                        + " with durability memory, the operator may accept the loss of what is behind that position:"
                        + " start with acceptLoss=" + end);
            case OTHER_LOSS_ACCEPTED ->
                throw new StorageException(shortLog(noted, end, logEnd, events)
                        + " Accepted was a loss behind position " + config.acceptLoss() + ", which is another");
            case LOSS_ACCEPTED -> acceptLoss(noted, logEnd);
            case TORN_TAIL -> mend("log", logEnd);
            case FINE -> checkAcceptance(end);
        }
        if (verdict.log() != MarkVerdict.Log.LOSS_ACCEPTED) {
            judgeEvents(events, snapshotEvents);
        }
    }

    private long notedLogPosition() {
        return mark() == null ? 0 : mark().logPosition();
    }

    private void checkClusters(StoredEvents events) {
        long recorded = events.clusterId();
        long ofSnapshot = snapshot == null ? 0 : snapshot.clusterId();
        long noted = mark() == null ? 0 : mark().clusterId();
        checkCluster("the recorded event stream", recorded, "the high-water mark", noted);
        checkCluster("the snapshot", ofSnapshot, "the high-water mark", noted);
        checkCluster("the recorded event stream", recorded, "the snapshot", ofSnapshot);
    }

    private void checkCluster(String one, long oneId, String other, long otherId) {
        if (oneId != 0 && otherId != 0 && oneId != otherId) {
            throw new StorageException(one + " in " + folder.path() + " is that of cluster " + Long.toHexString(oneId)
                    + ", " + other + " that of cluster " + Long.toHexString(otherId)
                    + ". Put the folder back as it was, or " + RESEED);
        }
    }

    private String shortLog(long noted, long end, RecordingEnd logEnd, StoredEvents events) {
        String witness = notedLogPosition() == noted
                ? "its high-water mark says that it was committed and recorded here up to "
                : events.logPosition() == noted
                        ? "the event stream shows that it was committed up to "
                        : "there is a snapshot at ";
        return "the log of this node is short: it ends at " + end + ", " + witness + noted + ". " + (noted - end)
                + " bytes are missing"
                + (logEnd == null ? "" : " from recording " + logEnd.recording().id())
                + (logEnd == null || logEnd.damage() == null ? "" : " (" + logEnd.damage() + ")") + ".";
    }

    private void checkAcceptance(long end) {
        if (config.acceptLoss() != StorageConfig.NO_LOSS) {
            notes.add("acceptLoss=" + config.acceptLoss() + " is not needed: the log ends at " + end
                    + ", nothing that was noted is missing. Remove it");
        }
    }

    private void mend(String what, RecordingEnd end) {
        end.repair(catalog, null);
        boolean isCut =
                end.recording().isStopped() && end.position() < end.recording().stopPosition();
        notes.add("the " + what + "'s recording ends at " + end.position()
                + (isCut
                        ? ", its archive had noted " + end.recording().stopPosition()
                        : ", behind which lay a torn tail")
                + (end.damage() == null ? "" : " (" + end.damage() + ")") + ": mended");
    }

    private void judgeEvents(StoredEvents events, long snapshotEvents) {
        if (events.exist() && events.end().isTorn()) {
            mend("event stream", events.end());
        }
        long end = events.position();
        if (verdict.events() == MarkVerdict.Events.REGENERATE) {
            notes.add("the event stream's recording is short: it ends at " + end + ", noted was "
                    + mark().eventPosition() + ". What is missing is made again from the log");
        } else if (verdict.events() == MarkVerdict.Events.REFILL) {
            String missing = "the event stream's recording is short: it ends at " + end
                    + ", the snapshot needs it up to " + snapshotEvents + ", and the log cannot give that again";
            if (config.eventPeers().isEmpty()) {
                throw new StorageException(missing + ". No peer is named that could (eventPeers); " + RESEED);
            }
            notes.add(missing + ". It is fetched from " + String.join(", ", config.eventPeers()));
        }
    }

    /** The log ends where it ends, and all that knows of more is made to forget it. */
    private void acceptLoss(long noted, RecordingEnd logEnd) {
        long end = logEnd == null ? 0 : logEnd.position();
        Path keep = folder.asideFolder("lost", Instant.now());
        if (logEnd != null) {
            logEnd.repair(catalog, keep);
            entries.endAt(end);
        }
        if (eventRecording != null) {
            StoredEvents events = StoredEvents.read(eventRecording, 0, end);
            events.limitedEnd().repair(catalog, keep);
            rewriteMark(end, events.limitedPoint());
        } else {
            rewriteMark(end, EventStreamPoint.BEGINNING);
        }
        notes.add("accepted by the operator: the log ends at " + end + ", what was committed up to " + noted
                + " is lost on this node. What was cut off is kept in " + keep);
        MarkVerdict accepted = verdict;
        catalog = ArchiveCatalog.read(folder.archive());
        log = catalog.find(entries.logRecordingId());
        eventRecording = EventRecording.find(catalog);
        snapshot = null;
        snapshotLogPosition = 0;
        chooseSnapshot();
        judgeEvents(
                StoredEvents.read(eventRecording, 0),
                snapshot == null ? 0 : snapshot.eventStream().position());
        verdict = accepted;
    }

    private void rewriteMark(long logEnd, EventStreamPoint events) {
        HighWaterMark mark = mark();
        if (mark == null) {
            return;
        }
        try {
            markFile.write(new HighWaterMark(
                    mark.clusterId(),
                    mark.memberId(),
                    mark.isSynced(),
                    Math.min(mark.logPosition(), logEnd),
                    mark.leadershipTermId(),
                    mark.candidateTermId(),
                    Math.min(mark.eventPosition(), events.position()),
                    Math.min(mark.eventSeq(), events.eventSeq()),
                    mark.eventPosition() <= events.position() ? mark.runningHash() : events.runningHash(),
                    mark.notedAtNs()));
        } catch (IOException e) {
            throw new StorageException("cannot write " + markFile.path() + ": " + e.getMessage());
        }
    }

    /** The archive refuses to open where any recording that was cut off ends in half a frame. */
    private void mendOthers() {
        for (Recording recording : catalog.recordings()) {
            if (!recording.isStopped() && !recording.equals(log) && !recording.equals(eventRecording)) {
                RecordingEnd end = RecordingEnd.find(recording, recording.startPosition(), frames -> {});
                if (end.isTorn()) {
                    mend("archive's recording " + recording.id(), end);
                }
            }
        }
    }
}
