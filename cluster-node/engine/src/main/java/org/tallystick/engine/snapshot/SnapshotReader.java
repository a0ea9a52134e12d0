package org.tallystick.engine.snapshot;

import java.util.function.Function;
import org.agrona.DirectBuffer;
import org.tallystick.codecs.Xxh64;
import org.tallystick.codecs.snapshot.MessageHeaderDecoder;
import org.tallystick.codecs.snapshot.SnapshotFooterDecoder;
import org.tallystick.codecs.snapshot.SnapshotHeaderDecoder;
import org.tallystick.engine.Genesis;
import org.tallystick.engine.SnapshotSink;
import org.tallystick.engine.Venue;
import org.tallystick.engine.block.Blocks;
import org.tallystick.engine.market.IdCounter;
import org.tallystick.engine.market.MarketState;
import org.tallystick.engine.session.Connections;
import org.tallystick.engine.session.SessionCounts;
import org.tallystick.engine.session.SessionSnapshotReader;

/**
 * Reads a snapshot back, message by message. Everything is checked: lengths, order, references, and in the end the counts
 * and the hash over all bytes.
 */
public final class SnapshotReader {
    private final Connections connections;
    private final BlockSnapshotReader blocks;
    private final Function<EngineState, Venue> restorer;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SnapshotHeaderDecoder snapshotHeader = new SnapshotHeaderDecoder();
    private final SnapshotFooterDecoder footer = new SnapshotFooterDecoder();

    private SessionSnapshotReader sessions;
    private MarketSnapshotReader market;
    private long messages;
    private long hash;
    private boolean finished;

    /**
     * Prepares to read.
     *
     * @param connections to fill
     * @param blocks      to fill; the restorer gives them their numbers
     * @param restorer    takes over the header and answers what the rest is restored into
     */
    public SnapshotReader(Connections connections, Blocks blocks, Function<EngineState, Venue> restorer) {
        this.connections = connections;
        this.blocks = new BlockSnapshotReader(blocks);
        this.restorer = restorer;
    }

    /**
     * Reads one message.
     *
     * @param buffer holding it
     * @param offset of its first byte
     * @param length in bytes
     * @return true when it was the last one and all is right
     * @throws SnapshotException where it cannot be part of a snapshot, or of this one
     */
    public boolean onRecord(DirectBuffer buffer, int offset, int length) {
        try {
            return read(buffer, offset, length);
        } catch (IllegalStateException | IllegalArgumentException | IndexOutOfBoundsException e) {
            SnapshotException failure = new SnapshotException("message " + messages + ": " + e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    private boolean read(DirectBuffer buffer, int offset, int length) {
        messages++;
        require(!finished, "nothing after the footer");
        require(length >= MessageHeaderDecoder.ENCODED_LENGTH, "an SBE header");
        require(length <= SnapshotSink.MAX_MESSAGE_LENGTH, "at most " + SnapshotSink.MAX_MESSAGE_LENGTH + " bytes");
        header.wrap(buffer, offset);
        require(header.schemaId() == MessageHeaderDecoder.SCHEMA_ID, "schema " + MessageHeaderDecoder.SCHEMA_ID);
        require(
                header.version() == MessageHeaderDecoder.SCHEMA_VERSION,
                "version " + MessageHeaderDecoder.SCHEMA_VERSION);
        int templateId = header.templateId();
        require(
                length == RecordLengths.expected(buffer, offset, length, templateId, header.blockLength()),
                "its length");
        require((messages == 1) == (templateId == SnapshotHeaderDecoder.TEMPLATE_ID), "the header, once and first");
        if (templateId == SnapshotFooterDecoder.TEMPLATE_ID) {
            readFooter(buffer, offset);
            finished = true;
            return true;
        }
        hash = Xxh64.hash(buffer, offset, length, hash);
        if (templateId == SnapshotHeaderDecoder.TEMPLATE_ID) {
            readHeader(buffer, offset);
        } else {
            boolean known = market.onRecord(templateId, buffer, offset)
                    || blocks.onRecord(templateId, buffer, offset)
                    || sessions.onRecord(templateId, buffer, offset, length);
            require(known, "a record of a snapshot, not template " + templateId);
        }
        return false;
    }

    private void readHeader(DirectBuffer buffer, int offset) {
        SnapshotHeaderDecoder from = snapshotHeader.wrapAndApplyHeader(buffer, offset, header);
        Genesis genesis = from.hasGenesis() == 0 ? Genesis.NOT_YET : Genesis.decode(from);
        require(
                genesis == Genesis.NOT_YET || Genesis.isKnownRulesVersion(genesis.rulesVersion()),
                "a known rules version");
        require(genesis == Genesis.NOT_YET || genesis.isPossible(), "a genesis within its limits");
        require(from.eventSeq() >= 0 && from.timerFirings() >= 0, "counters of 0 or more");
        require(from.block() == from.timerFirings() / Blocks.FIRINGS_PER_BLOCK, "a block for every ten firings");
        require(
                IdCounter.isNext(genesis.shard(), from.nextOrderId())
                        && IdCounter.isNext(genesis.shard(), from.nextTradeId()),
                "next ids of its shard");
        EngineState state = new EngineState(
                genesis,
                from.logPosition(),
                from.engineTime(),
                from.eventSeq(),
                from.runningHash(),
                from.nextOrderId(),
                from.nextTradeId(),
                from.timerFirings(),
                from.block(),
                from.blockHash(),
                from.judgedBlock(),
                from.disputedBlock(),
                from.patienceNs(),
                from.patienceTime());
        Venue venue = restorer.apply(state);
        sessions = new SessionSnapshotReader(venue.participants(), venue.accounts(), connections, venue.sessions());
        new MarketState(venue.exchange()).restoreCounters(state.nextOrderId(), state.nextTradeId());
        market = new MarketSnapshotReader(venue);
    }

    /**
     * Holds what was restored against what was read: a snapshot is what the engine that it gives would write.
     *
     * @param stateHash of the restored engine
     * @throws SnapshotException where they differ
     */
    public void checkRestored(long stateHash) {
        if (stateHash != hash) {
            throw new SnapshotException("the restored state has the hash " + Long.toHexString(stateHash)
                    + ", the snapshot " + Long.toHexString(hash));
        }
    }

    private void readFooter(DirectBuffer buffer, int offset) {
        SnapshotFooterDecoder expected = footer.wrapAndApplyHeader(buffer, offset, header);
        market.finishOrders();
        SessionCounts counts = sessions.complete();
        check("participants", expected.participants(), counts.participants());
        check("accounts", expected.accounts(), counts.accounts());
        check("connections", expected.connections(), counts.connections());
        check("sessions", expected.sessions(), counts.sessions());
        check("reports", expected.reports(), counts.reports());
        check("instruments", expected.instruments(), market.instrumentCount());
        check("orders", expected.orders(), market.orderCount());
        check("old names", expected.aliases(), market.aliasCount());
        check("pending works", expected.works(), market.workCount());
        check("blocks", expected.blocks(), blocks.blockCount());
        check("members", expected.members(), blocks.memberCount());
        if (expected.hash() != hash) {
            throw new SnapshotException("hash of the snapshot is " + Long.toHexString(hash) + ", its footer says "
                    + Long.toHexString(expected.hash()));
        }
    }

    private static void check(String what, long expected, long found) {
        if (expected != found) {
            throw new SnapshotException("snapshot has " + found + " " + what + ", its footer says " + expected);
        }
    }

    private void require(boolean condition, String expected) {
        if (!condition) {
            throw new SnapshotException("message " + messages + " of the snapshot: expected " + expected);
        }
    }
}
