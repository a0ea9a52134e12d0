package org.tallystick.engine.market;

import static org.tallystick.codecs.types.RejectReason.NONE;

import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

/** What an instrument and its phase allow. Pure checks, in the order in which {@code docs/matching-rules.md} lists them. */
final class OrderRules {
    private OrderRules() {}

    /** Checks everything of a new order but its name and the bounds. */
    static RejectReason checkNew(NewOrder request, Instrument instrument) {
        if (!isSupported(request)) {
            return RejectReason.UNSUPPORTED;
        }
        RejectReason reason = checkPhase(request, instrument);
        if (reason == NONE) {
            reason = checkOrderQuantity(request.quantity, instrument);
        }
        if (reason == NONE) {
            reason = request.ordType == OrdType.LIMIT
                    ? checkLimit(request.price, instrument)
                    : request.price == NewOrder.ABSENT ? NONE : RejectReason.PRICE_NOT_ALLOWED;
        }
        return reason;
    }

    private static boolean isSupported(NewOrder request) {
        return (request.ordType == OrdType.LIMIT || request.ordType == OrdType.MARKET)
                && request.timeInForce != TimeInForce.GTD
                && request.flags == 0
                && request.stopPrice == NewOrder.ABSENT
                && request.displayQty == NewOrder.ABSENT
                && request.expireTimeNs == NewOrder.ABSENT;
    }

    private static RejectReason checkPhase(NewOrder request, Instrument instrument) {
        if (instrument.phase() == TradingPhase.CONTINUOUS) {
            return NONE;
        }
        boolean rests = request.ordType == OrdType.LIMIT
                && (request.timeInForce == TimeInForce.DAY || request.timeInForce == TimeInForce.GTC);
        return instrument.isCall() && rests ? NONE : RejectReason.NOT_ALLOWED_IN_PHASE;
    }

    /** Checks the total quantity of an order. */
    static RejectReason checkOrderQuantity(long quantity, Instrument instrument) {
        RejectReason reason = checkQuantity(quantity, instrument);
        if (reason != NONE) {
            return reason;
        }
        if (quantity < instrument.minQty()) {
            return RejectReason.QUANTITY_BELOW_MINIMUM;
        }
        return quantity > instrument.maxQty() ? RejectReason.QUANTITY_ABOVE_MAXIMUM : NONE;
    }

    /** Checks any quantity. */
    static RejectReason checkQuantity(long quantity, Instrument instrument) {
        if (quantity <= 0) {
            return RejectReason.QUANTITY_NOT_POSITIVE;
        }
        return instrument.isOnLot(quantity) ? NONE : RejectReason.QUANTITY_OFF_LOT;
    }

    /** Checks a limit that must be there. */
    static RejectReason checkLimit(long price, Instrument instrument) {
        if (price == NewOrder.ABSENT) {
            return RejectReason.PRICE_MISSING;
        }
        if (price <= 0) {
            return RejectReason.PRICE_NOT_POSITIVE;
        }
        return instrument.isOnTick(price) ? NONE : RejectReason.PRICE_OFF_TICK;
    }

    /** Whether the phase allows a replace. */
    static boolean allowsReplace(Instrument instrument) {
        return instrument.phase() == TradingPhase.CONTINUOUS || instrument.isCall();
    }
}
