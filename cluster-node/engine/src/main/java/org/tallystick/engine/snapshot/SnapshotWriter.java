package org.tallystick.engine.snapshot;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.tallystick.codecs.Xxh64;
import org.tallystick.codecs.snapshot.MessageHeaderEncoder;
import org.tallystick.codecs.snapshot.SnapshotFooterEncoder;
import org.tallystick.codecs.snapshot.SnapshotHeaderEncoder;
import org.tallystick.codecs.types.ClockMode;
import org.tallystick.engine.Genesis;
import org.tallystick.engine.SnapshotSink;
import org.tallystick.engine.Venue;
import org.tallystick.engine.block.Blocks;
import org.tallystick.engine.market.Orders;
import org.tallystick.engine.session.Connections;
import org.tallystick.engine.session.SessionCounts;
import org.tallystick.engine.session.SessionSnapshotWriter;

/**
 * Writes the complete state of an engine in canonical order, so that equal states give equal bytes: header, connections,
 * participants, accounts, sessions with their reports, instruments, orders, old names, pending work, blocks, members, footer with counts
 * and hash.
 */
public final class SnapshotWriter {
    private final Connections connections;
    private final Venue venue;
    private final SessionSnapshotWriter sessions = new SessionSnapshotWriter();
    private final MarketSnapshotWriter market;
    private final BlockSnapshotWriter blocks;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SnapshotHeaderEncoder snapshotHeader = new SnapshotHeaderEncoder();
    private final SnapshotFooterEncoder footer = new SnapshotFooterEncoder();

    private SnapshotSink sink;
    private long hash;

    /**
     * Prepares to write.
     *
     * @param connections the open connections
     * @param venue       participants, accounts, sessions and the market
     * @param orders      storage of the live orders
     * @param blocks      what the nodes stated of the last blocks
     */
    public SnapshotWriter(Connections connections, Venue venue, Orders orders, Blocks blocks) {
        this.connections = connections;
        this.venue = venue;
        this.blocks = new BlockSnapshotWriter(blocks);
        market = new MarketSnapshotWriter(venue.exchange(), orders);
    }

    /**
     * Writes everything.
     *
     * @param state  clocks and counters
     * @param target takes the messages
     * @return hash over all messages but the footer
     */
    public long write(EngineState state, SnapshotSink target) {
        sink = target;
        hash = 0;
        writeHeader(state);
        SessionCounts counts =
                sessions.write(venue.participants(), venue.accounts(), connections, venue.sessions(), this::emit);
        market.write(this::emit);
        blocks.write(this::emit);
        long result = hash;
        writeFooter(counts, result);
        return result;
    }

    private void writeHeader(EngineState state) {
        Genesis genesis = state.genesis();
        snapshotHeader
                .wrapAndApplyHeader(buffer, 0, header)
                .logPosition(state.logPosition())
                .engineTime(state.engineTimeNs())
                .eventSeq(state.eventSeq())
                .runningHash(state.runningHash())
                .nextOrderId(state.nextOrderId())
                .nextTradeId(state.nextTradeId())
                .timerFirings(state.timerFirings())
                .block(state.block())
                .blockHash(state.blockHash())
                .judgedBlock(state.judgedBlock())
                .disputedBlock(state.disputedBlock())
                .patienceNs(state.patienceNs())
                .patienceTime(state.patienceTimeNs())
                .clusterId(genesis.clusterId())
                .maxOpenOrders(genesis.maxOpenOrders())
                .maxFillsPerCommand(genesis.maxFillsPerCommand())
                .maxAuctionOrders(genesis.maxAuctionOrders())
                .maxWorkPerStep(genesis.maxWorkPerStep())
                .ringBytesPerSession(genesis.ringBytesPerSession())
                .ringBytesTotal(genesis.ringBytesTotal())
                .maxInstruments(genesis.maxInstruments())
                .maxParticipants(genesis.maxParticipants())
                .maxAccounts(genesis.maxAccounts())
                .maxSessions(genesis.maxSessions())
                .maxConnections(genesis.maxConnections())
                .shard(genesis.shard())
                .rulesVersion(genesis.rulesVersion())
                .clockMode(genesis.clockMode() == null ? ClockMode.NULL_VAL : genesis.clockMode())
                .hasGenesis((short) (genesis == Genesis.NOT_YET ? 0 : 1))
                .operator(genesis.operator());
        emit(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + snapshotHeader.encodedLength());
    }

    private void writeFooter(SessionCounts counts, long finalHash) {
        footer.wrapAndApplyHeader(buffer, 0, header)
                .participants(counts.participants())
                .accounts(counts.accounts())
                .connections(counts.connections())
                .sessions(counts.sessions())
                .reports(counts.reports())
                .instruments(market.instrumentCount())
                .orders(market.orderCount())
                .aliases(market.aliasCount())
                .works(market.workCount())
                .blocks(blocks.blockCount())
                .members(blocks.memberCount())
                .hash(finalHash);
        sink.onMessage(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + footer.encodedLength());
    }

    private void emit(DirectBuffer record, int offset, int length) {
        hash = Xxh64.hash(record, offset, length, hash);
        sink.onMessage(record, offset, length);
    }
}
