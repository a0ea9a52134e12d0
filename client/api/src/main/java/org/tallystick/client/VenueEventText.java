package org.tallystick.client;

import org.agrona.DirectBuffer;
import org.tallystick.client.EventNames.InstrumentName;
import org.tallystick.codecs.entry.AccountDefinitionDecoder;
import org.tallystick.codecs.entry.AuctionIndicativeRequestDecoder;
import org.tallystick.codecs.entry.HashRequestDecoder;
import org.tallystick.codecs.entry.InstrumentDefinitionDecoder;
import org.tallystick.codecs.entry.ParticipantDefinitionDecoder;
import org.tallystick.codecs.entry.TradingPhaseRequestDecoder;
import org.tallystick.codecs.entry.UncrossRequestDecoder;
import org.tallystick.codecs.events.AccountDefinedDecoder;
import org.tallystick.codecs.events.AttachRefusedDecoder;
import org.tallystick.codecs.events.BlockDisputedDecoder;
import org.tallystick.codecs.events.BlockEndedDecoder;
import org.tallystick.codecs.events.CancelWindowEndedDecoder;
import org.tallystick.codecs.events.CancelWindowStartedDecoder;
import org.tallystick.codecs.events.CancelWindowsRestartedDecoder;
import org.tallystick.codecs.events.CommandRejectedDecoder;
import org.tallystick.codecs.events.GenesisAppliedDecoder;
import org.tallystick.codecs.events.HashReportedDecoder;
import org.tallystick.codecs.events.InstrumentDefinedDecoder;
import org.tallystick.codecs.events.MessageHeaderDecoder;
import org.tallystick.codecs.events.MessageRefusedDecoder;
import org.tallystick.codecs.events.NodeAgreedDecoder;
import org.tallystick.codecs.events.NodeDivergedDecoder;
import org.tallystick.codecs.events.ParticipantDefinedDecoder;
import org.tallystick.codecs.events.SequenceFilledDecoder;
import org.tallystick.codecs.events.SequenceGapDecoder;
import org.tallystick.codecs.events.SessionAttachedDecoder;
import org.tallystick.codecs.events.SessionCreatedDecoder;
import org.tallystick.codecs.events.SessionDetachedDecoder;
import org.tallystick.codecs.types.RolesDecoder;

/** Says the events that are about no order: reference data, sessions, controls. */
final class VenueEventText {
    private final EventNames names;
    private final EventLine line;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final InstrumentDefinedDecoder instrumentDefined = new InstrumentDefinedDecoder();
    private final ParticipantDefinedDecoder participantDefined = new ParticipantDefinedDecoder();
    private final AccountDefinedDecoder accountDefined = new AccountDefinedDecoder();
    private final SessionCreatedDecoder sessionCreated = new SessionCreatedDecoder();
    private final SessionAttachedDecoder sessionAttached = new SessionAttachedDecoder();
    private final SessionDetachedDecoder sessionDetached = new SessionDetachedDecoder();
    private final CancelWindowStartedDecoder cancelWindowStarted = new CancelWindowStartedDecoder();
    private final CancelWindowEndedDecoder cancelWindowEnded = new CancelWindowEndedDecoder();
    private final CancelWindowsRestartedDecoder cancelWindowsRestarted = new CancelWindowsRestartedDecoder();
    private final SequenceGapDecoder sequenceGap = new SequenceGapDecoder();
    private final SequenceFilledDecoder sequenceFilled = new SequenceFilledDecoder();
    private final MessageRefusedDecoder messageRefused = new MessageRefusedDecoder();
    private final AttachRefusedDecoder attachRefused = new AttachRefusedDecoder();
    private final GenesisAppliedDecoder genesisApplied = new GenesisAppliedDecoder();
    private final CommandRejectedDecoder commandRejected = new CommandRejectedDecoder();
    private final HashReportedDecoder hashReported = new HashReportedDecoder();
    private final BlockEndedDecoder blockEnded = new BlockEndedDecoder();
    private final NodeDivergedDecoder nodeDiverged = new NodeDivergedDecoder();
    private final NodeAgreedDecoder nodeAgreed = new NodeAgreedDecoder();
    private final BlockDisputedDecoder blockDisputed = new BlockDisputedDecoder();

    VenueEventText(EventNames names, EventLine line) {
        this.names = names;
        this.line = line;
    }

    /** Says one event. */
    void say(int templateId, DirectBuffer buffer, int offset) {
        switch (templateId) {
            case CommandRejectedDecoder.TEMPLATE_ID -> say(commandRejected.wrapAndApplyHeader(buffer, offset, header));
            case InstrumentDefinedDecoder.TEMPLATE_ID ->
                say(instrumentDefined.wrapAndApplyHeader(buffer, offset, header));
            case ParticipantDefinedDecoder.TEMPLATE_ID ->
                say(participantDefined.wrapAndApplyHeader(buffer, offset, header));
            case AccountDefinedDecoder.TEMPLATE_ID -> say(accountDefined.wrapAndApplyHeader(buffer, offset, header));
            case SessionCreatedDecoder.TEMPLATE_ID -> say(sessionCreated.wrapAndApplyHeader(buffer, offset, header));
            case SessionAttachedDecoder.TEMPLATE_ID -> say(sessionAttached.wrapAndApplyHeader(buffer, offset, header));
            case SessionDetachedDecoder.TEMPLATE_ID -> say(sessionDetached.wrapAndApplyHeader(buffer, offset, header));
            case CancelWindowStartedDecoder.TEMPLATE_ID ->
                say(cancelWindowStarted.wrapAndApplyHeader(buffer, offset, header));
            case CancelWindowEndedDecoder.TEMPLATE_ID ->
                say(cancelWindowEnded.wrapAndApplyHeader(buffer, offset, header));
            case CancelWindowsRestartedDecoder.TEMPLATE_ID ->
                say(cancelWindowsRestarted.wrapAndApplyHeader(buffer, offset, header));
            case SequenceGapDecoder.TEMPLATE_ID -> say(sequenceGap.wrapAndApplyHeader(buffer, offset, header));
            case SequenceFilledDecoder.TEMPLATE_ID -> say(sequenceFilled.wrapAndApplyHeader(buffer, offset, header));
            case MessageRefusedDecoder.TEMPLATE_ID -> say(messageRefused.wrapAndApplyHeader(buffer, offset, header));
            case AttachRefusedDecoder.TEMPLATE_ID -> say(attachRefused.wrapAndApplyHeader(buffer, offset, header));
            case GenesisAppliedDecoder.TEMPLATE_ID -> say(genesisApplied.wrapAndApplyHeader(buffer, offset, header));
            case HashReportedDecoder.TEMPLATE_ID -> say(hashReported.wrapAndApplyHeader(buffer, offset, header));
            case BlockEndedDecoder.TEMPLATE_ID -> say(blockEnded.wrapAndApplyHeader(buffer, offset, header));
            case NodeDivergedDecoder.TEMPLATE_ID -> say(nodeDiverged.wrapAndApplyHeader(buffer, offset, header));
            case NodeAgreedDecoder.TEMPLATE_ID -> say(nodeAgreed.wrapAndApplyHeader(buffer, offset, header));
            case BlockDisputedDecoder.TEMPLATE_ID -> say(blockDisputed.wrapAndApplyHeader(buffer, offset, header));
            default -> line.append("EVENT template=").append(templateId);
        }
    }

    private void say(CommandRejectedDecoder event) {
        int entity = event.entityId();
        boolean hasEntity = entity != CommandRejectedDecoder.entityIdNullValue();
        switch (event.refTemplateId()) {
            case TradingPhaseRequestDecoder.TEMPLATE_ID -> refused("PHASE", instrumentOf(entity, hasEntity));
            case UncrossRequestDecoder.TEMPLATE_ID -> refused("UNCROSS", instrumentOf(entity, hasEntity));
            case AuctionIndicativeRequestDecoder.TEMPLATE_ID -> refused("INDICATIVE", instrumentOf(entity, hasEntity));
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> refused("INSTRUMENT", instrumentOf(entity, hasEntity));
            case AccountDefinitionDecoder.TEMPLATE_ID -> refused("ACCOUNT", hasEntity ? "account:" + entity : "");
            case ParticipantDefinitionDecoder.TEMPLATE_ID ->
                refused("PARTICIPANT", hasEntity ? "participant:" + entity : "");
            case HashRequestDecoder.TEMPLATE_ID -> refused("HASH", "");
            default -> {
                refused("MESSAGE", "");
                line.field("template", event.refTemplateId());
            }
        }
        line.field("session", names.session(event.sessionId()));
        line.word(event.reason());
    }

    private String instrumentOf(int id, boolean isGiven) {
        return isGiven ? names.instrument(id).symbol() : "";
    }

    private void refused(String what, String entity) {
        line.append(what).append("_REJECTED");
        if (!entity.isEmpty()) {
            line.word(entity);
        }
    }

    private void say(InstrumentDefinedDecoder event) {
        names.learn(event);
        InstrumentName instrument = names.instrument(event.instrumentId());
        line.append("INSTRUMENT");
        line.number(event.instrumentId());
        line.word(instrument.symbol());
        line.word(event.kind());
        line.field("tick", instrument.price(event.tickSize()));
        line.field("lot", instrument.quantity(event.lotSize()));
        line.field("min", instrument.quantity(event.minQty()));
        line.field("max", instrument.quantity(event.maxQty()));
        if (!event.description().isEmpty()) {
            line.field("name", '"' + event.description() + '"');
        }
    }

    private void say(ParticipantDefinedDecoder event) {
        names.learn(event);
        line.append("PARTICIPANT");
        line.number(event.participantId());
        line.word(event.name());
        line.field("roles", roles(event.roles()));
        String separator = " represents=";
        for (ParticipantDefinedDecoder.RepresentsDecoder each : event.represents()) {
            line.append(separator).append(names.participant(each.participantId()));
            separator = "+";
        }
    }

    private static String roles(RolesDecoder roles) {
        StringBuilder text = new StringBuilder();
        EventLine.add(text, roles.trader(), "TRADER");
        EventLine.add(text, roles.gateway(), "GATEWAY");
        EventLine.add(text, roles.consumer(), "CONSUMER");
        EventLine.add(text, roles.auditor(), "AUDITOR");
        EventLine.add(text, roles.operator(), "OPERATOR");
        return text.length() == 0 ? "NONE" : text.toString();
    }

    private void say(AccountDefinedDecoder event) {
        names.learn(event);
        line.append("ACCOUNT");
        line.number(event.accountId());
        line.word(event.name().isEmpty() ? "anonymous" : event.name());
        line.field("participant", names.participant(event.participantId()));
    }

    private void say(SessionCreatedDecoder event) {
        names.learn(event);
        line.append("SESSION");
        line.number(event.sessionId());
        line.word(event.name());
        line.field("participant", names.participant(event.participantId()));
    }

    private void say(SessionAttachedDecoder event) {
        line.append("ATTACHED");
        line.word(names.session(event.sessionId()));
        line.field("connection", event.connectionId());
        line.field("attach", event.attachId());
        line.field("next_client_seq", event.nextClientSeq());
        line.field("next_report_seq", event.nextReportSeq());
    }

    private void say(SessionDetachedDecoder event) {
        line.append("DETACHED");
        line.word(names.session(event.sessionId()));
        line.field("connection", event.connectionId());
        line.word(event.reason());
    }

    private void say(CancelWindowStartedDecoder event) {
        line.append("CANCEL_WINDOW_STARTED");
        line.word(names.session(event.sessionId()));
        line.field("window_ns", event.cancelWindowNs());
    }

    private void say(CancelWindowEndedDecoder event) {
        line.append("CANCEL_WINDOW_ENDED");
        line.word(names.session(event.sessionId()));
    }

    private void say(CancelWindowsRestartedDecoder event) {
        line.append("CANCEL_WINDOWS_RESTARTED");
        line.field("count", event.count());
    }

    private void say(SequenceGapDecoder event) {
        line.append("SEQUENCE_GAP");
        line.word(names.session(event.sessionId()));
        line.field("from", event.fromClientSeq());
        line.field("count", event.count());
    }

    private void say(SequenceFilledDecoder event) {
        line.append("SEQUENCE_FILLED");
        line.word(names.session(event.sessionId()));
        line.field("from", event.fromClientSeq());
        line.field("next", event.nextClientSeq());
    }

    private void say(MessageRefusedDecoder event) {
        line.append("MESSAGE_REFUSED");
        if (event.sessionId() != MessageRefusedDecoder.sessionIdNullValue()) {
            line.word(names.session(event.sessionId()));
        }
        line.field("connection", event.connectionId());
        if (event.clientSeq() != MessageRefusedDecoder.clientSeqNullValue()) {
            line.field("client_seq", event.clientSeq());
        }
        if (event.refTemplateId() != MessageRefusedDecoder.refTemplateIdNullValue()) {
            line.field("template", event.refTemplateId());
        }
        line.word(event.reason());
    }

    private void say(AttachRefusedDecoder event) {
        line.append("ATTACH_REFUSED");
        if (event.sessionId() != AttachRefusedDecoder.sessionIdNullValue()) {
            line.word(names.session(event.sessionId()));
        }
        line.field("connection", event.connectionId());
        if (event.attachId() != AttachRefusedDecoder.attachIdNullValue()) {
            line.field("attach", event.attachId());
        }
        line.word(event.reason());
    }

    private void say(GenesisAppliedDecoder event) {
        line.append("GENESIS");
        line.field("cluster", EventLine.hex(event.clusterId()));
        line.field("shard", event.shard());
        line.field("rules", event.rulesVersion());
        line.field("clock", event.clockMode());
        line.field("operator", event.operator());
        line.field("max_open_orders", event.maxOpenOrders());
        line.field("max_fills", event.maxFillsPerCommand());
        line.field("max_auction_orders", event.maxAuctionOrders());
        line.field("max_work", event.maxWorkPerStep());
        line.field("ring_bytes", event.ringBytesPerSession() + "/" + event.ringBytesTotal());
        line.field("max_instruments", event.maxInstruments());
        line.field("max_participants", event.maxParticipants());
        line.field("max_accounts", event.maxAccounts());
        line.field("max_sessions", event.maxSessions());
        line.field("max_connections", event.maxConnections());
    }

    private void say(HashReportedDecoder event) {
        line.append("HASH");
        line.field("market", EventLine.hex(event.marketHash()));
        line.field("state", EventLine.hex(event.stateHash()));
        line.field("at", event.eventSeq());
    }

    private void say(BlockEndedDecoder event) {
        line.append("BLOCK");
        line.number(event.block());
        line.field("running_hash", EventLine.hex(event.runningHash()));
    }

    private void say(NodeDivergedDecoder event) {
        line.append("NODE_DIVERGED");
        line.field("member", event.memberId());
        line.field("block", event.block());
        line.field("hash", EventLine.hex(event.hash()));
        line.field("majority", EventLine.hex(event.majorityHash()));
    }

    private void say(NodeAgreedDecoder event) {
        line.append("NODE_AGREED");
        line.field("member", event.memberId());
        line.field("block", event.block());
        line.field("hash", EventLine.hex(event.hash()));
    }

    private void say(BlockDisputedDecoder event) {
        line.append("BLOCK_DISPUTED");
        line.number(event.block());
        line.field("hashes", event.hashes());
        line.field("reported", event.reported());
        line.field("members", event.memberCount());
    }
}
