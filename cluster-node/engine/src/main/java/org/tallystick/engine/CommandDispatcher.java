package org.tallystick.engine;

import org.agrona.DirectBuffer;
import org.tallystick.codecs.entry.MessageHeaderDecoder;
import org.tallystick.codecs.entry.NewOrderSingleDecoder;
import org.tallystick.codecs.entry.OrderCancelReplaceRequestDecoder;
import org.tallystick.codecs.entry.OrderCancelRequestDecoder;
import org.tallystick.codecs.entry.OrderMassCancelRequestDecoder;
import org.tallystick.codecs.entry.OrderReduceRequestDecoder;
import org.tallystick.codecs.entry.OrderStatusRequestDecoder;
import org.tallystick.codecs.types.ChangeKind;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.Side;
import org.tallystick.engine.event.EventSink;
import org.tallystick.engine.market.Exchange;
import org.tallystick.engine.market.MassCancel;
import org.tallystick.engine.market.NewOrder;
import org.tallystick.engine.market.OrderChange;
import org.tallystick.engine.session.Accounts;
import org.tallystick.engine.session.Participant;
import org.tallystick.engine.session.Participants;
import org.tallystick.engine.session.Session;

/**
 * Decodes sequenced messages whose bytes were validated, decides who may ask for what, and calls the market. Everything
 * refused is an event with its reason.
 */
final class CommandDispatcher {
    private final Exchange exchange;
    private final Participants participants;
    private final Accounts accounts;
    private final AdminCommands admin;
    private final EventSink events;

    private final NewOrderSingleDecoder newOrderSingle = new NewOrderSingleDecoder();
    private final OrderCancelRequestDecoder cancelRequest = new OrderCancelRequestDecoder();
    private final OrderCancelReplaceRequestDecoder replaceRequest = new OrderCancelReplaceRequestDecoder();
    private final OrderReduceRequestDecoder reduceRequest = new OrderReduceRequestDecoder();
    private final OrderStatusRequestDecoder statusRequest = new OrderStatusRequestDecoder();
    private final OrderMassCancelRequestDecoder massCancelRequest = new OrderMassCancelRequestDecoder();

    private final NewOrder newOrder = new NewOrder();
    private final OrderChange change = new OrderChange();
    private final MassCancel massCancel = new MassCancel();

    CommandDispatcher(Venue venue, AdminCommands admin, EventSink events) {
        this.exchange = venue.exchange();
        this.participants = venue.participants();
        this.accounts = venue.accounts();
        this.admin = admin;
        this.events = events;
    }

    /**
     * Applies one sequenced message.
     *
     * @param session    that sent it
     * @param templateId of the message
     * @param version    of the schema that it states
     * @param blockLength of the message
     * @param buffer     holding it
     * @param offset     of its SBE header
     */
    void dispatch(Session session, int templateId, int version, int blockLength, DirectBuffer buffer, int offset) {
        int body = offset + MessageHeaderDecoder.ENCODED_LENGTH;
        switch (templateId) {
            case NewOrderSingleDecoder.TEMPLATE_ID ->
                newOrder(session, newOrderSingle.wrap(buffer, body, blockLength, version));
            case OrderCancelRequestDecoder.TEMPLATE_ID ->
                cancel(session, cancelRequest.wrap(buffer, body, blockLength, version));
            case OrderCancelReplaceRequestDecoder.TEMPLATE_ID ->
                replace(session, replaceRequest.wrap(buffer, body, blockLength, version));
            case OrderReduceRequestDecoder.TEMPLATE_ID ->
                reduce(session, reduceRequest.wrap(buffer, body, blockLength, version));
            case OrderStatusRequestDecoder.TEMPLATE_ID ->
                status(session, statusRequest.wrap(buffer, body, blockLength, version));
            case OrderMassCancelRequestDecoder.TEMPLATE_ID ->
                massCancel(session, massCancelRequest.wrap(buffer, body, blockLength, version));
            default -> admin.dispatch(session, templateId, version, blockLength, buffer, body);
        }
    }

    private void newOrder(Session session, NewOrderSingleDecoder message) {
        newOrder.sessionId = session.id();
        newOrder.accountId = message.accountId();
        newOrder.clOrdId = message.clOrdId();
        newOrder.price = message.price();
        newOrder.quantity = message.orderQty();
        newOrder.stopPrice = message.stopPx();
        newOrder.displayQty = message.displayQty();
        newOrder.expireTimeNs = message.expireTime();
        newOrder.instrumentId = message.instrumentId();
        newOrder.side = message.side();
        newOrder.ordType = message.ordType();
        newOrder.timeInForce = message.timeInForce();
        newOrder.flags = message.flags().getRaw();
        RejectReason reason = checkTrader(session, newOrder.accountId);
        if (reason == RejectReason.NONE) {
            exchange.newOrder(newOrder);
        } else {
            events.orderRejected(newOrder, reason);
        }
    }

    private void cancel(Session session, OrderCancelRequestDecoder message) {
        begin(session, message.accountId(), message.origClOrdId(), message.orderId(), message.instrumentId());
        if (mayChange(session, ChangeKind.CANCEL)) {
            exchange.cancel(change);
        }
    }

    private void replace(Session session, OrderCancelReplaceRequestDecoder message) {
        begin(session, message.accountId(), message.origClOrdId(), message.orderId(), message.instrumentId());
        change.clOrdId = message.clOrdId();
        change.price = message.price();
        change.quantity = message.orderQty();
        change.assumedCumQty = message.assumedCumQty();
        change.quantityMeaning = message.quantityMeaning();
        if (mayChange(session, ChangeKind.REPLACE)) {
            exchange.replace(change);
        }
    }

    private void reduce(Session session, OrderReduceRequestDecoder message) {
        begin(session, message.accountId(), message.origClOrdId(), message.orderId(), message.instrumentId());
        change.quantity = message.reduceQty();
        if (mayChange(session, ChangeKind.REDUCE)) {
            exchange.reduce(change);
        }
    }

    private void status(Session session, OrderStatusRequestDecoder message) {
        begin(session, message.accountId(), message.origClOrdId(), message.orderId(), message.instrumentId());
        if (mayChange(session, ChangeKind.STATUS)) {
            exchange.status(change);
        }
    }

    private void begin(Session session, int accountId, long origClOrdId, long orderId, int instrumentId) {
        change.sessionId = session.id();
        change.accountId = accountId;
        change.instrumentId = instrumentId;
        change.origClOrdId = origClOrdId;
        change.orderId = orderId;
        change.clOrdId = NewOrder.ABSENT;
    }

    private boolean mayChange(Session session, ChangeKind kind) {
        RejectReason reason = checkTrader(session, change.accountId);
        if (reason == RejectReason.NONE && change.origClOrdId == NewOrder.ABSENT && change.orderId == NewOrder.ABSENT) {
            reason = RejectReason.MISSING_FIELD;
        }
        if (reason != RejectReason.NONE) {
            events.orderChangeRejected(change, kind, reason);
        }
        return reason == RejectReason.NONE;
    }

    private void massCancel(Session session, OrderMassCancelRequestDecoder message) {
        massCancel.sessionId = session.id();
        massCancel.accountId = message.accountId();
        massCancel.massCancelId = message.massCancelId();
        massCancel.instrumentId = message.instrumentId();
        massCancel.side = message.side() == Side.NULL_VAL ? null : message.side();
        RejectReason reason = checkTrader(session, massCancel.accountId);
        if (reason == RejectReason.NONE) {
            exchange.massCancel(massCancel);
        } else {
            events.massCancelRejected(massCancel, reason);
        }
    }

    private RejectReason checkTrader(Session session, int accountId) {
        if (!participants.hasRole(session.participantId(), Participant.TRADER)) {
            return RejectReason.NOT_AUTHORIZED;
        }
        int owner = accounts.ownerOf(accountId);
        if (owner == 0) {
            return RejectReason.UNKNOWN_ACCOUNT;
        }
        return owner == session.participantId() ? RejectReason.NONE : RejectReason.NOT_OWNER;
    }
}
