package org.tallystick.engine.event;

import org.agrona.DirectBuffer;
import org.tallystick.codecs.entry.AdminReportDecoder;
import org.tallystick.codecs.entry.AlreadyAppliedDecoder;
import org.tallystick.codecs.entry.AuctionIndicativeDecoder;
import org.tallystick.codecs.entry.BusinessMessageRejectDecoder;
import org.tallystick.codecs.entry.EstablishmentAckDecoder;
import org.tallystick.codecs.entry.EstablishmentRejectDecoder;
import org.tallystick.codecs.entry.ExecutionReportDecoder;
import org.tallystick.codecs.entry.GenesisAckDecoder;
import org.tallystick.codecs.entry.HashReportDecoder;
import org.tallystick.codecs.entry.MessageRejectDecoder;
import org.tallystick.codecs.entry.NegotiationRejectDecoder;
import org.tallystick.codecs.entry.NegotiationResponseDecoder;
import org.tallystick.codecs.entry.NotAppliedDecoder;
import org.tallystick.codecs.entry.OrderCancelRejectDecoder;
import org.tallystick.codecs.entry.OrderMassCancelReportDecoder;
import org.tallystick.codecs.entry.SequenceDecoder;
import org.tallystick.codecs.entry.TerminateDecoder;
import org.tallystick.codecs.events.AccountDefinedDecoder;
import org.tallystick.codecs.events.AttachRefusedDecoder;
import org.tallystick.codecs.events.AuctionIndicativeChangedDecoder;
import org.tallystick.codecs.events.AuctionUncrossedDecoder;
import org.tallystick.codecs.events.BlockDisputedDecoder;
import org.tallystick.codecs.events.BlockEndedDecoder;
import org.tallystick.codecs.events.CancelWindowEndedDecoder;
import org.tallystick.codecs.events.CancelWindowStartedDecoder;
import org.tallystick.codecs.events.CancelWindowsRestartedDecoder;
import org.tallystick.codecs.events.CommandRejectedDecoder;
import org.tallystick.codecs.events.GenesisAppliedDecoder;
import org.tallystick.codecs.events.HashReportedDecoder;
import org.tallystick.codecs.events.InstrumentDefinedDecoder;
import org.tallystick.codecs.events.MassCancelCompletedDecoder;
import org.tallystick.codecs.events.MassCancelRejectedDecoder;
import org.tallystick.codecs.events.MessageHeaderDecoder;
import org.tallystick.codecs.events.MessageRefusedDecoder;
import org.tallystick.codecs.events.NodeAgreedDecoder;
import org.tallystick.codecs.events.NodeDivergedDecoder;
import org.tallystick.codecs.events.OrderAcceptedDecoder;
import org.tallystick.codecs.events.OrderCancelledDecoder;
import org.tallystick.codecs.events.OrderChangeRejectedDecoder;
import org.tallystick.codecs.events.OrderExpiredDecoder;
import org.tallystick.codecs.events.OrderReducedDecoder;
import org.tallystick.codecs.events.OrderRejectedDecoder;
import org.tallystick.codecs.events.OrderReplacedDecoder;
import org.tallystick.codecs.events.ParticipantDefinedDecoder;
import org.tallystick.codecs.events.PhaseChangedDecoder;
import org.tallystick.codecs.events.SequenceFilledDecoder;
import org.tallystick.codecs.events.SequenceGapDecoder;
import org.tallystick.codecs.events.SessionAttachedDecoder;
import org.tallystick.codecs.events.SessionCreatedDecoder;
import org.tallystick.codecs.events.SessionDetachedDecoder;
import org.tallystick.codecs.events.TradeDecoder;

/** Events, reports and replies as text, read back with the generated decoders: name, then every field; "-" is an absent number. */
public final class DecodedText {
    private DecodedText() {}

    /** The message behind the SBE header at {@code offset}, which is that of all schemas. */
    public static String of(DirectBuffer buffer, int offset) {
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        boolean isEvent = header.schemaId() == MessageHeaderDecoder.SCHEMA_ID;
        String text = (isEvent ? event(header) : report(header)).toString();
        String name = text.substring(text.indexOf('[') + 1, text.indexOf(']'));
        String fields = text.substring(text.indexOf("):") + 2);
        return name + ' ' + fields.replace("=" + Long.MIN_VALUE, "=-").replace("=" + Integer.MIN_VALUE, "=-");
    }

    private static Object event(MessageHeaderDecoder header) {
        DirectBuffer buffer = header.buffer();
        int body = header.offset() + MessageHeaderDecoder.ENCODED_LENGTH;
        int length = header.blockLength();
        int version = header.version();
        return switch (header.templateId()) {
            case OrderAcceptedDecoder.TEMPLATE_ID -> new OrderAcceptedDecoder().wrap(buffer, body, length, version);
            case OrderRejectedDecoder.TEMPLATE_ID -> new OrderRejectedDecoder().wrap(buffer, body, length, version);
            case OrderReplacedDecoder.TEMPLATE_ID -> new OrderReplacedDecoder().wrap(buffer, body, length, version);
            case OrderReducedDecoder.TEMPLATE_ID -> new OrderReducedDecoder().wrap(buffer, body, length, version);
            case OrderCancelledDecoder.TEMPLATE_ID -> new OrderCancelledDecoder().wrap(buffer, body, length, version);
            case OrderExpiredDecoder.TEMPLATE_ID -> new OrderExpiredDecoder().wrap(buffer, body, length, version);
            case OrderChangeRejectedDecoder.TEMPLATE_ID ->
                new OrderChangeRejectedDecoder().wrap(buffer, body, length, version);
            case MassCancelCompletedDecoder.TEMPLATE_ID ->
                new MassCancelCompletedDecoder().wrap(buffer, body, length, version);
            case MassCancelRejectedDecoder.TEMPLATE_ID ->
                new MassCancelRejectedDecoder().wrap(buffer, body, length, version);
            case TradeDecoder.TEMPLATE_ID -> new TradeDecoder().wrap(buffer, body, length, version);
            case AuctionIndicativeChangedDecoder.TEMPLATE_ID ->
                new AuctionIndicativeChangedDecoder().wrap(buffer, body, length, version);
            case AuctionUncrossedDecoder.TEMPLATE_ID ->
                new AuctionUncrossedDecoder().wrap(buffer, body, length, version);
            case InstrumentDefinedDecoder.TEMPLATE_ID ->
                new InstrumentDefinedDecoder().wrap(buffer, body, length, version);
            case PhaseChangedDecoder.TEMPLATE_ID -> new PhaseChangedDecoder().wrap(buffer, body, length, version);
            case ParticipantDefinedDecoder.TEMPLATE_ID ->
                new ParticipantDefinedDecoder().wrap(buffer, body, length, version);
            case AccountDefinedDecoder.TEMPLATE_ID -> new AccountDefinedDecoder().wrap(buffer, body, length, version);
            case SessionCreatedDecoder.TEMPLATE_ID -> new SessionCreatedDecoder().wrap(buffer, body, length, version);
            case SessionAttachedDecoder.TEMPLATE_ID -> new SessionAttachedDecoder().wrap(buffer, body, length, version);
            case SessionDetachedDecoder.TEMPLATE_ID -> new SessionDetachedDecoder().wrap(buffer, body, length, version);
            case SequenceGapDecoder.TEMPLATE_ID -> new SequenceGapDecoder().wrap(buffer, body, length, version);
            case SequenceFilledDecoder.TEMPLATE_ID -> new SequenceFilledDecoder().wrap(buffer, body, length, version);
            case MessageRefusedDecoder.TEMPLATE_ID -> new MessageRefusedDecoder().wrap(buffer, body, length, version);
            case AttachRefusedDecoder.TEMPLATE_ID -> new AttachRefusedDecoder().wrap(buffer, body, length, version);
            case GenesisAppliedDecoder.TEMPLATE_ID -> new GenesisAppliedDecoder().wrap(buffer, body, length, version);
            case CommandRejectedDecoder.TEMPLATE_ID -> new CommandRejectedDecoder().wrap(buffer, body, length, version);
            case HashReportedDecoder.TEMPLATE_ID -> new HashReportedDecoder().wrap(buffer, body, length, version);
            case BlockEndedDecoder.TEMPLATE_ID -> new BlockEndedDecoder().wrap(buffer, body, length, version);
            case CancelWindowStartedDecoder.TEMPLATE_ID ->
                new CancelWindowStartedDecoder().wrap(buffer, body, length, version);
            case CancelWindowEndedDecoder.TEMPLATE_ID ->
                new CancelWindowEndedDecoder().wrap(buffer, body, length, version);
            case CancelWindowsRestartedDecoder.TEMPLATE_ID ->
                new CancelWindowsRestartedDecoder().wrap(buffer, body, length, version);
            case NodeDivergedDecoder.TEMPLATE_ID -> new NodeDivergedDecoder().wrap(buffer, body, length, version);
            case NodeAgreedDecoder.TEMPLATE_ID -> new NodeAgreedDecoder().wrap(buffer, body, length, version);
            case BlockDisputedDecoder.TEMPLATE_ID -> new BlockDisputedDecoder().wrap(buffer, body, length, version);

            default -> throw new AssertionError("event " + header.templateId());
        };
    }

    private static Object report(MessageHeaderDecoder header) {
        DirectBuffer buffer = header.buffer();
        int body = header.offset() + MessageHeaderDecoder.ENCODED_LENGTH;
        int length = header.blockLength();
        int version = header.version();
        return switch (header.templateId()) {
            case ExecutionReportDecoder.TEMPLATE_ID -> new ExecutionReportDecoder().wrap(buffer, body, length, version);
            case OrderCancelRejectDecoder.TEMPLATE_ID ->
                new OrderCancelRejectDecoder().wrap(buffer, body, length, version);
            case OrderMassCancelReportDecoder.TEMPLATE_ID ->
                new OrderMassCancelReportDecoder().wrap(buffer, body, length, version);
            case BusinessMessageRejectDecoder.TEMPLATE_ID ->
                new BusinessMessageRejectDecoder().wrap(buffer, body, length, version);
            case AdminReportDecoder.TEMPLATE_ID -> new AdminReportDecoder().wrap(buffer, body, length, version);
            case HashReportDecoder.TEMPLATE_ID -> new HashReportDecoder().wrap(buffer, body, length, version);
            case AuctionIndicativeDecoder.TEMPLATE_ID ->
                new AuctionIndicativeDecoder().wrap(buffer, body, length, version);
            default -> reply(header.templateId(), buffer, body, length, version);
        };
    }

    private static Object reply(int templateId, DirectBuffer buffer, int body, int length, int version) {
        return switch (templateId) {
            case NegotiationResponseDecoder.TEMPLATE_ID ->
                new NegotiationResponseDecoder().wrap(buffer, body, length, version);
            case NegotiationRejectDecoder.TEMPLATE_ID ->
                new NegotiationRejectDecoder().wrap(buffer, body, length, version);
            case EstablishmentAckDecoder.TEMPLATE_ID ->
                new EstablishmentAckDecoder().wrap(buffer, body, length, version);
            case EstablishmentRejectDecoder.TEMPLATE_ID ->
                new EstablishmentRejectDecoder().wrap(buffer, body, length, version);
            case SequenceDecoder.TEMPLATE_ID -> new SequenceDecoder().wrap(buffer, body, length, version);
            case NotAppliedDecoder.TEMPLATE_ID -> new NotAppliedDecoder().wrap(buffer, body, length, version);
            case AlreadyAppliedDecoder.TEMPLATE_ID -> new AlreadyAppliedDecoder().wrap(buffer, body, length, version);
            case TerminateDecoder.TEMPLATE_ID -> new TerminateDecoder().wrap(buffer, body, length, version);
            case MessageRejectDecoder.TEMPLATE_ID -> new MessageRejectDecoder().wrap(buffer, body, length, version);
            case GenesisAckDecoder.TEMPLATE_ID -> new GenesisAckDecoder().wrap(buffer, body, length, version);

            default -> throw new AssertionError("message " + templateId);
        };
    }
}
