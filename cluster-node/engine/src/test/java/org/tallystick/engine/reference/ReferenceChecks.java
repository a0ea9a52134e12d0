package org.tallystick.engine.reference;

import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.RejectReason;
import org.tallystick.codecs.types.TimeInForce;
import org.tallystick.codecs.types.TradingPhase;

/** What an instrument and its phase allow, check by check in the order of the matching rules. */
final class ReferenceChecks {
    private ReferenceChecks() {}

    /** Checks what a new order says of itself; not who sends it, its name and the bounds. */
    static RejectReason checkTerms(ReferenceInstrument instrument, Request.New request) {
        if (isStop(request.ordType())
                || request.timeInForce() == TimeInForce.GTD
                || request.flags() != 0
                || request.displayQty() != null
                || request.stopPrice() != null
                || request.expireTimeNs() != null) {
            return RejectReason.UNSUPPORTED;
        }
        boolean market = request.ordType() == OrdType.MARKET;
        boolean mayRest =
                !market && (request.timeInForce() == TimeInForce.DAY || request.timeInForce() == TimeInForce.GTC);
        if (!takesOrders(instrument.phase) || !mayRest && instrument.phase != TradingPhase.CONTINUOUS) {
            return RejectReason.NOT_ALLOWED_IN_PHASE;
        }
        RejectReason reason = checkQuantity(instrument, request.quantity());
        if (reason == RejectReason.NONE) {
            reason = checkTotal(instrument, request.quantity());
        }
        if (reason != RejectReason.NONE) {
            return reason;
        }
        if (market && request.price() != null) {
            return RejectReason.PRICE_NOT_ALLOWED;
        }
        if (!market && request.price() == null) {
            return RejectReason.PRICE_MISSING;
        }
        if (!market) {
            reason = checkPrice(instrument, request.price());
            if (reason != RejectReason.NONE) {
                return reason;
            }
        }
        return RejectReason.NONE;
    }

    private static boolean isStop(OrdType type) {
        return type == OrdType.STOP || type == OrdType.STOP_LIMIT;
    }

    static boolean takesOrders(TradingPhase phase) {
        return phase != TradingPhase.HALTED && phase != TradingPhase.CLOSED;
    }

    static RejectReason checkQuantity(ReferenceInstrument instrument, long quantity) {
        if (quantity <= 0) {
            return RejectReason.QUANTITY_NOT_POSITIVE;
        }
        return quantity % instrument.lot == 0 ? RejectReason.NONE : RejectReason.QUANTITY_OFF_LOT;
    }

    static RejectReason checkTotal(ReferenceInstrument instrument, long total) {
        if (total < instrument.minQty) {
            return RejectReason.QUANTITY_BELOW_MINIMUM;
        }
        return total > instrument.maxQty ? RejectReason.QUANTITY_ABOVE_MAXIMUM : RejectReason.NONE;
    }

    static RejectReason checkPrice(ReferenceInstrument instrument, long price) {
        if (price <= 0) {
            return RejectReason.PRICE_NOT_POSITIVE;
        }
        return price % instrument.tick == 0 ? RejectReason.NONE : RejectReason.PRICE_OFF_TICK;
    }
}
