package org.tallystick.engine;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.codecs.CommandValidator;
import org.tallystick.codecs.NodePrincipal;
import org.tallystick.codecs.entry.BlockHashDecoder;
import org.tallystick.codecs.entry.GenesisDecoder;
import org.tallystick.codecs.entry.MessageHeaderDecoder;
import org.tallystick.codecs.types.CauseKind;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.engine.block.Blocks;
import org.tallystick.engine.event.EventFanOut;
import org.tallystick.engine.event.EventSink;
import org.tallystick.engine.event.FrameEncoder;
import org.tallystick.engine.event.ReportEncoder;
import org.tallystick.engine.event.ReportSink;
import org.tallystick.engine.market.Orders;
import org.tallystick.engine.session.Admission;
import org.tallystick.engine.session.Connections;
import org.tallystick.engine.session.RingBudget;
import org.tallystick.engine.session.Session;
import org.tallystick.engine.session.SessionReplies;
import org.tallystick.engine.snapshot.EngineState;
import org.tallystick.engine.snapshot.SnapshotException;
import org.tallystick.engine.snapshot.SnapshotReader;
import org.tallystick.engine.snapshot.SnapshotWriter;

/**
 * The deterministic exchange, from command bytes to event-frame bytes. Its inputs are the connections that open and
 * close, the messages of the log with their time and position, and the firings of one timer; equal inputs give equal
 * frames and equal states, to the byte, on every machine. It knows no clock, no thread and no file, and its steady state
 * allocates nothing.
 *
 * <p>A message that is not understood, not allowed or not possible is refused with a typed reason; nothing that a client
 * sends makes a method here throw. What is thrown is a defect of the engine, and whoever drives it must stop.
 */
public final class ExchangeEngine {
    private final EgressSink egress;
    private final long indexSeed;
    private final Transaction transaction = new Transaction();
    private final Orders orders = new Orders();
    private final Connections connections = new Connections();
    private final CommandValidator validator = new CommandValidator();
    private final GenesisDecoder genesisMessage = new GenesisDecoder();
    private final SessionReplies replies;
    private final FrameEncoder frames;
    private final EventFanOut events;
    private final Blocks blocks;
    private final NodeCommands nodeCommands;
    private final EngineCounts counts = new EngineCounts(this);

    // Made anew by the genesis.
    private Venue venue;
    private SessionCommands sessionCommands;
    private CommandDispatcher dispatcher;

    private long engineTimeNs;
    private long logPosition;
    private long timerFirings;

    private SnapshotReader snapshotReader;

    /**
     * Makes an engine without a past: give it the log from its beginning, or a snapshot and the log from there.
     *
     * @param frames    takes the event stream
     * @param egress    takes what is said to connections
     * @param indexSeed any value; scatters hash indexes and never changes a result
     */
    public ExchangeEngine(FrameSink frames, EgressSink egress, long indexSeed) {
        this.egress = egress;
        this.indexSeed = indexSeed;
        this.replies = new SessionReplies(egress);
        this.frames = new FrameEncoder(frames, orders);
        this.events = new EventFanOut(this.frames, new ReportEncoder(new RingAppender(), orders), counts::onReject);
        this.blocks = new Blocks(events);
        this.nodeCommands = new NodeCommands(connections, blocks);
        open(Genesis.NOT_YET);
    }

    /** Lets reports be written before there are sessions to hold them: there are none then. */
    private final class RingAppender implements ReportSink {
        @Override
        public void append(int sessionId, DirectBuffer buffer, int offset, int length) {
            venue.sessions().appendReport(sessionId, buffer, offset, length);
        }

        @Override
        public long nextReportSeq(int sessionId) {
            return venue.sessions().nextReportSeq(sessionId);
        }
    }

    /**
     * A connection was opened.
     *
     * @param connectionId its id, never given twice in a log
     * @param logTimeNs    log timestamp, ns since the epoch
     * @param logPosition  log position
     * @param principal    holding the name of the participant that was authenticated
     * @param offset       of its first byte
     * @param length       in bytes
     */
    public void onConnectionOpen(
            long connectionId, long logTimeNs, long logPosition, DirectBuffer principal, int offset, int length) {
        begin(CauseKind.CONNECTION, logTimeNs, logPosition);
        connections.open(connectionId, principal, offset, length);
        events.end();
    }

    /**
     * A connection was closed.
     *
     * @param connectionId its id
     * @param logTimeNs    log timestamp, ns since the epoch
     * @param logPosition  log position
     */
    public void onConnectionClose(long connectionId, long logTimeNs, long logPosition) {
        begin(CauseKind.CONNECTION, logTimeNs, logPosition);
        venue.sessions().onClose(connectionId);
        connections.close(connectionId);
        events.end();
    }

    /**
     * One message of a client.
     *
     * @param connectionId that it came from
     * @param logTimeNs    log timestamp, ns since the epoch
     * @param logPosition  log position
     * @param buffer       holding the message; nothing outside the range is read
     * @param offset       of its first byte
     * @param length       in bytes
     */
    public void onCommand(
            long connectionId, long logTimeNs, long logPosition, DirectBuffer buffer, int offset, int length) {
        begin(CauseKind.CONNECTION, logTimeNs, logPosition);
        counts.onCommand();
        RejectReason reason = validator.validateFrame(buffer, offset, length);
        if (reason != RejectReason.NONE) {
            refuse(connectionId, reason);
        } else if (validator.isSequenced()) {
            applySequenced(connectionId, buffer, offset);
        } else {
            applyUnsequenced(connectionId, buffer, offset);
        }
        events.end();
    }

    /**
     * One firing of the timer, of which there are ten a second.
     *
     * @param logTimeNs   log timestamp, ns since the epoch
     * @param logPosition log position
     */
    public void onTimer(long logTimeNs, long logPosition) {
        begin(CauseKind.TIMER, logTimeNs, logPosition);
        counts.onTimer();
        if (hasGenesis()) {
            timerFirings++;
            venue.sessions().onTimer(venue.genesis().maxWorkPerStep());
            venue.exchange().onTimer(timerFirings);
            if (timerFirings % Blocks.FIRINGS_PER_BLOCK == 0) {
                events.blockEnded(blocks.lastBlock() + 1);
                blocks.onBlockEnd(frames.runningHash());
            }
        }
        events.end();
    }

    /**
     * A new term of leadership began, after a failover or a restart of all nodes: clients had nobody to attach to, so all
     * cancel-on-disconnect windows that are running begin anew.
     *
     * @param logTimeNs   log timestamp, ns since the epoch
     * @param logPosition log position
     */
    public void onNewTerm(long logTimeNs, long logPosition) {
        begin(CauseKind.LEADERSHIP, logTimeNs, logPosition);
        if (hasGenesis()) {
            venue.sessions().onNewTerm();
        }
        events.end();
    }

    private void begin(CauseKind cause, long logTimeNs, long logPosition) {
        if (venue.genesis().clockMode() == ClockMode.LOG) {
            engineTimeNs = Math.max(engineTimeNs, logTimeNs);
        }
        this.logPosition = logPosition;
        counts.onTransaction();
        transaction.begin(cause, logPosition, logTimeNs, engineTimeNs);
        events.begin(transaction);
    }

    private void applySequenced(long connectionId, DirectBuffer buffer, int offset) {
        if (!hasGenesis()) {
            refuse(connectionId, RejectReason.NO_GENESIS);
            return;
        }
        int sessionId = validator.sessionId();
        int templateId = validator.templateId();
        Admission admission =
                venue.sessions().accept(connectionId, sessionId, validator.token(), validator.clientSeq(), templateId);
        if (admission == Admission.ALREADY_APPLIED) {
            counts.onDuplicate();
        } else if (admission == Admission.NOT_APPLIED) {
            counts.onNotApplied();
        }
        if (admission != Admission.APPLY) {
            return;
        }
        transaction.causedBy(sessionId, validator.clientSeq());
        RejectReason reason = advanceFlowClock(validator.transactTime());
        if (reason == RejectReason.NONE) {
            reason = validator.validateFields();
        }
        if (reason == RejectReason.NONE) {
            Session session = venue.sessions().get(sessionId);
            dispatcher.dispatch(session, templateId, validator.version(), validator.blockLength(), buffer, offset);
        } else {
            events.commandRejected(sessionId, templateId, EventSink.NO_ENTITY, reason);
        }
    }

    private RejectReason advanceFlowClock(long transactTimeNs) {
        if (venue.genesis().clockMode() == ClockMode.FLOW) {
            if (transactTimeNs == CommandValidator.ABSENT) {
                return RejectReason.MISSING_FIELD;
            }
            engineTimeNs = Math.max(engineTimeNs, transactTimeNs);
            transaction.engineTimeNs(engineTimeNs);
            venue.sessions().onFlowTime();
        }
        return RejectReason.NONE;
    }

    private void applyUnsequenced(long connectionId, DirectBuffer buffer, int offset) {
        RejectReason reason = validator.validateFields();
        if (reason == RejectReason.NONE && validator.templateId() == GenesisDecoder.TEMPLATE_ID) {
            reason = applyGenesis(connectionId, buffer, offset);
        } else if (reason == RejectReason.NONE && !hasGenesis()) {
            reason = RejectReason.NO_GENESIS;
        } else if (reason == RejectReason.NONE && validator.templateId() == BlockHashDecoder.TEMPLATE_ID) {
            reason = nodeCommands.blockHash(
                    connectionId,
                    validator.version(),
                    validator.blockLength(),
                    buffer,
                    offset + MessageHeaderDecoder.ENCODED_LENGTH);
        } else if (reason == RejectReason.NONE) {
            sessionCommands.dispatch(
                    connectionId,
                    validator.templateId(),
                    validator.version(),
                    validator.blockLength(),
                    buffer,
                    offset + MessageHeaderDecoder.ENCODED_LENGTH);
        }
        if (reason != RejectReason.NONE) {
            refuse(connectionId, reason);
        }
    }

    private RejectReason applyGenesis(long connectionId, DirectBuffer buffer, int offset) {
        if (hasGenesis()) {
            return RejectReason.GENESIS_EXISTS;
        }
        if (!connections.isKnown(connectionId)) {
            return RejectReason.UNKNOWN_CONNECTION;
        }
        GenesisDecoder message = genesisMessage.wrap(
                buffer, offset + MessageHeaderDecoder.ENCODED_LENGTH, validator.blockLength(), validator.version());
        if (!Genesis.isKnownRulesVersion(message.rulesVersion())) {
            return RejectReason.UNSUPPORTED_RULES;
        }
        if (!RingBudget.isSufficient(message.ringBytesPerSession(), message.ringBytesTotal(), message.maxSessions())) {
            return RejectReason.BAD_VALUE;
        }
        if (NodePrincipal.isReserved(message.operator())) {
            return RejectReason.RESERVED_NAME;
        }
        boolean isFlow = message.clockMode() == ClockMode.FLOW;
        if (isFlow && message.transactTime() == GenesisDecoder.transactTimeNullValue()) {
            return RejectReason.MISSING_FIELD;
        }
        Genesis genesis = Genesis.decode(message);
        engineTimeNs = Math.max(0, isFlow ? message.transactTime() : transaction.logTimeNs());
        transaction.engineTimeNs(engineTimeNs);
        open(genesis);
        events.genesisApplied(genesis);
        venue.participants().defineOperator(genesis.operator());
        events.participantDefined(venue.participants().get(1));
        replies.genesisAck(connectionId, genesis.clusterId(), logPosition);
        return RejectReason.NONE;
    }

    private void open(Genesis genesis) {
        connections.bound(genesis.maxConnections());
        venue = new Venue(genesis, connections, orders, indexSeed, events, replies, egress, () -> engineTimeNs);
        AdminCommands admin = new AdminCommands(venue, new Hashes(), events);
        sessionCommands = new SessionCommands(venue.sessions());
        dispatcher = new CommandDispatcher(venue, admin, events);
    }

    private void refuse(long connectionId, RejectReason reason) {
        int sessionId = validator.sessionId();
        int templateId = validator.templateId();
        if (hasGenesis()) {
            events.messageRefused(connectionId, sessionId, validator.clientSeq(), templateId, reason);
        } else {
            counts.onReject(reason);
        }
        replies.messageReject(connectionId, sessionId, validator.clientSeq(), templateId, reason);
    }

    private final class Hashes implements AdminCommands.Hashes {
        @Override
        public long marketHash() {
            return ExchangeEngine.this.marketHash();
        }

        @Override
        public long stateHash() {
            return ExchangeEngine.this.stateHash();
        }

        @Override
        public long eventSeq() {
            return ExchangeEngine.this.eventSeq();
        }
    }

    /**
     * Wraps a report for reading.
     *
     * @param sessionId the session
     * @param reportSeq number of the report
     * @param view      is wrapped around the report's bytes, valid until the next call of the engine
     * @return whether the report is held
     */
    public boolean pollReport(int sessionId, long reportSeq, UnsafeBuffer view) {
        return venue.sessions().pollReport(sessionId, reportSeq, view);
    }

    /** Number of the next report of a session. */
    public long nextReportSeq(int sessionId) {
        return venue.sessions().nextReportSeq(sessionId);
    }

    /** Oldest report of a session that is held. */
    public long oldestReportSeq(int sessionId) {
        return venue.sessions().oldestReportSeq(sessionId);
    }

    /** After a snapshot: tells {@link EgressSink#onSendFrom} every attached session, from its next report on. */
    public void resumeEgress() {
        venue.sessions().resumeEgress();
    }

    /** Sequence number of the last event, 0 before the first. */
    public long eventSeq() {
        return frames.eventSeq();
    }

    /** Running hash over all events so far. */
    public long runningHash() {
        return frames.runningHash();
    }

    /** What the engine has done and holds, for operators. */
    public EngineCounts counts() {
        return counts;
    }

    int connectionCount() {
        return connections.count();
    }

    /** Number of the last block that ended, 0 before the first. */
    public long lastBlock() {
        return blocks.lastBlock();
    }

    /** Running hash that the event of the last block states: what the node's own client reports with {@code BlockHash}. */
    public long lastBlockHash() {
        return blocks.lastHash();
    }

    /**
     * First block from which a member of the cluster differs from the majority, as the log says.
     *
     * @param memberId 0 to 31
     * @return 0 where it agrees, or nothing is known of it
     */
    public long divergedMember(int memberId) {
        return blocks.divergedBlock(memberId);
    }

    /** What the nodes stated of the last blocks, and what was found about them. For reading only. */
    public Blocks blocks() {
        return blocks;
    }

    /** Engine time, ns since the epoch; 0 before the genesis. */
    public long engineTimeNs() {
        return engineTimeNs;
    }

    /** Whether the genesis was applied. */
    public boolean hasGenesis() {
        return venue.genesis() != Genesis.NOT_YET;
    }

    /** Participants, sessions and the market. For reading only. */
    public Venue venue() {
        return venue;
    }

    /** Storage of the live orders. For reading only. */
    public Orders orders() {
        return orders;
    }

    /** Hash of the market as its users see it, see {@link MarketHash}; takes time in proportion to the live orders. */
    public long marketHash() {
        return MarketHash.of(venue, orders);
    }

    /** Hash of the complete state: equal on all nodes at the same log position, and after snapshot and replay. */
    public long stateHash() {
        return writeRecords((buffer, offset, length) -> {});
    }

    /**
     * Writes the complete state.
     *
     * @param sink takes the messages
     */
    public void writeSnapshot(SnapshotSink sink) {
        writeRecords(sink);
    }

    private long writeRecords(SnapshotSink sink) {
        return new SnapshotWriter(connections, venue, orders, blocks).write(state(), sink);
    }

    private EngineState state() {
        return new EngineState(
                venue.genesis(),
                logPosition,
                engineTimeNs,
                frames.eventSeq(),
                frames.runningHash(),
                venue.exchange().nextOrderId(),
                venue.exchange().nextTradeId(),
                timerFirings,
                blocks.lastBlock(),
                blocks.lastHash(),
                blocks.judgedBlock(),
                blocks.disputedBlock(),
                venue.sessions().clock().patienceNs(),
                venue.sessions().clock().seenTimeNs());
    }

    /**
     * Reads one message of a snapshot into an engine without a past; all of them are given, in order.
     *
     * @param buffer holding the message
     * @param offset of its first byte
     * @param length in bytes
     * @return true with the last message, when counts and hash were found right
     * @throws IllegalStateException where the engine has a past
     * @throws org.tallystick.engine.snapshot.SnapshotException where the snapshot is not one, or is damaged; the engine
     *     is of no use then
     */
    public boolean loadSnapshotMessage(DirectBuffer buffer, int offset, int length) {
        if (snapshotReader == null) {
            if (hasGenesis() || connections.count() > 0) {
                throw new IllegalStateException("an engine with a past cannot take another's");
            }
            snapshotReader = new SnapshotReader(connections, blocks, this::restore);
        }
        boolean isComplete = snapshotReader.onRecord(buffer, offset, length);
        if (isComplete) {
            snapshotReader.checkRestored(stateHash());
        }
        return isComplete;
    }

    /** Takes over what the snapshot's header says and answers where the rest is to be restored. */
    private Venue restore(EngineState state) {
        logPosition = state.logPosition();
        engineTimeNs = state.engineTimeNs();
        timerFirings = state.timerFirings();
        boolean canBe = blocks.restore(state.block(), state.blockHash(), state.judgedBlock(), state.disputedBlock());
        if (!canBe) {
            throw new SnapshotException("blocks " + state.judgedBlock() + " and " + state.disputedBlock()
                    + " cannot have been judged, and block " + state.block() + " be the last");
        }
        frames.restore(state.eventSeq(), state.runningHash(), state.genesis().rulesVersion());
        open(state.genesis());
        if (!venue.sessions().clock().restore(state.patienceNs(), state.patienceTimeNs())) {
            throw new SnapshotException("cancel-on-disconnect windows cannot have counted " + state.patienceNs()
                    + " ns until " + state.patienceTimeNs());
        }
        return venue;
    }
}
