package org.tallystick.engine;

import org.agrona.DirectBuffer;
import org.tallystick.codecs.MessageLimits;
import org.tallystick.codecs.entry.AccountDefinitionDecoder;
import org.tallystick.codecs.entry.AuctionIndicativeRequestDecoder;
import org.tallystick.codecs.entry.HashRequestDecoder;
import org.tallystick.codecs.entry.InstrumentDefinitionDecoder;
import org.tallystick.codecs.entry.ParticipantDefinitionDecoder;
import org.tallystick.codecs.entry.TradingPhaseRequestDecoder;
import org.tallystick.codecs.entry.UncrossRequestDecoder;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.engine.event.EventSink;
import org.tallystick.engine.market.Exchange;
import org.tallystick.engine.session.Accounts;
import org.tallystick.engine.session.Participant;
import org.tallystick.engine.session.Participants;
import org.tallystick.engine.session.Session;

/** Decodes and applies the commands of operators and auditors: reference data, trading phases, hashes. */
final class AdminCommands {
    /** Answers hash requests. */
    interface Hashes {
        long marketHash();

        long stateHash();

        long eventSeq();
    }

    private final Exchange exchange;
    private final Participants participants;
    private final Accounts accounts;
    private final Hashes hashes;
    private final EventSink events;

    private final ParticipantDefinitionDecoder participantDefinition = new ParticipantDefinitionDecoder();
    private final AccountDefinitionDecoder accountDefinition = new AccountDefinitionDecoder();
    private final InstrumentDefinitionDecoder instrumentDefinition = new InstrumentDefinitionDecoder();
    private final TradingPhaseRequestDecoder phaseRequest = new TradingPhaseRequestDecoder();
    private final UncrossRequestDecoder uncrossRequest = new UncrossRequestDecoder();
    private final AuctionIndicativeRequestDecoder indicativeRequest = new AuctionIndicativeRequestDecoder();
    private final int[] represented = new int[MessageLimits.MAX_GROUP_ENTRIES];

    AdminCommands(Venue venue, Hashes hashes, EventSink events) {
        this.exchange = venue.exchange();
        this.participants = venue.participants();
        this.accounts = venue.accounts();
        this.hashes = hashes;
        this.events = events;
    }

    /** Applies one command; {@code body} is the offset of its fields. */
    void dispatch(Session session, int templateId, int version, int blockLength, DirectBuffer buffer, int body) {
        int entityId = EventSink.NO_ENTITY;
        RejectReason reason;
        switch (templateId) {
            case ParticipantDefinitionDecoder.TEMPLATE_ID -> {
                participantDefinition.wrap(buffer, body, blockLength, version);
                entityId = participantDefinition.participantId();
                reason = checkOperator(session);
                reason = reason == RejectReason.NONE ? defineParticipant() : reason;
            }
            case AccountDefinitionDecoder.TEMPLATE_ID -> {
                accountDefinition.wrap(buffer, body, blockLength, version);
                entityId = accountDefinition.accountId();
                reason = checkOperator(session);
                reason = reason == RejectReason.NONE ? defineAccount() : reason;
            }
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> {
                instrumentDefinition.wrap(buffer, body, blockLength, version);
                entityId = instrumentDefinition.instrumentId();
                reason = checkOperator(session);
                reason = reason == RejectReason.NONE ? defineInstrument() : reason;
            }
            case TradingPhaseRequestDecoder.TEMPLATE_ID -> {
                phaseRequest.wrap(buffer, body, blockLength, version);
                entityId = phaseRequest.instrumentId();
                reason = checkOperator(session);
                reason = reason == RejectReason.NONE ? exchange.changePhase(entityId, phaseRequest.phase()) : reason;
            }
            case UncrossRequestDecoder.TEMPLATE_ID -> {
                uncrossRequest.wrap(buffer, body, blockLength, version);
                entityId = uncrossRequest.instrumentId();
                reason = checkOperator(session);
                reason = reason == RejectReason.NONE ? exchange.uncross(entityId, uncrossRequest.price()) : reason;
            }
            case AuctionIndicativeRequestDecoder.TEMPLATE_ID -> {
                indicativeRequest.wrap(buffer, body, blockLength, version);
                entityId = indicativeRequest.instrumentId();
                reason = exchange.indicative(entityId);
                if (reason == RejectReason.NONE) {
                    return;
                }
            }
            case HashRequestDecoder.TEMPLATE_ID -> {
                reason = checkMayAudit(session);
                if (reason == RejectReason.NONE) {
                    events.hashReported(session.id(), hashes.marketHash(), hashes.stateHash(), hashes.eventSeq());
                    return;
                }
            }
            default -> reason = RejectReason.UNKNOWN_TEMPLATE;
        }
        if (reason == RejectReason.NONE) {
            events.adminApplied(session.id(), templateId, entityId);
        } else {
            events.commandRejected(session.id(), templateId, entityId, reason);
        }
    }

    private RejectReason checkOperator(Session session) {
        return participants.hasRole(session.participantId(), Participant.OPERATOR)
                ? RejectReason.NONE
                : RejectReason.NOT_AUTHORIZED;
    }

    private RejectReason checkMayAudit(Session session) {
        return participants.hasRole(session.participantId(), Participant.AUDITOR)
                ? RejectReason.NONE
                : checkOperator(session);
    }

    private RejectReason defineParticipant() {
        ParticipantDefinitionDecoder message = participantDefinition;
        int id = message.participantId();
        String name = message.name();
        int roles = message.roles().getRaw();
        int count = 0;
        for (ParticipantDefinitionDecoder.RepresentsDecoder entry : message.represents()) {
            represented[count++] = entry.participantId();
        }
        RejectReason reason = participants.defineParticipant(id, name, roles, represented, count);
        if (reason == RejectReason.NONE) {
            events.participantDefined(participants.get(id));
        }
        return reason;
    }

    private RejectReason defineAccount() {
        AccountDefinitionDecoder message = accountDefinition;
        RejectReason reason = accounts.defineAccount(message.accountId(), message.participantId(), message.name());
        if (reason == RejectReason.NONE) {
            events.accountDefined(accounts.get(message.accountId()));
        }
        return reason;
    }

    private RejectReason defineInstrument() {
        InstrumentDefinitionDecoder message = instrumentDefinition;
        return exchange.defineInstrument(
                message.instrumentId(),
                message.symbol(),
                message.description(),
                message.kind(),
                message.priceDecimals(),
                message.qtyDecimals(),
                message.tickSize(),
                message.lotSize(),
                message.minQty(),
                message.maxQty());
    }
}
