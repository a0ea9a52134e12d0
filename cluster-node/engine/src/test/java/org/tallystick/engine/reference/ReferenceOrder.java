package org.tallystick.engine.reference;

import java.util.TreeSet;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.Side;

/** One order that was accepted. */
final class ReferenceOrder {
    final long id;
    final Request.New terms;
    /** All names it ever had; each of them finds it. */
    final TreeSet<Long> names = new TreeSet<>();

    long clOrdId;
    Long price;
    long open;
    long filled;

    ReferenceOrder(long id, Request.New terms) {
        this.id = id;
        this.terms = terms;
        clOrdId = terms.clOrdId();
        names.add(clOrdId);
        price = terms.price();
        open = terms.quantity();
    }

    boolean isBuy() {
        return terms.side() == Side.BUY;
    }

    /** Whether it would trade at a price that somebody else's order has. */
    boolean accepts(long otherPrice) {
        if (terms.ordType() == OrdType.MARKET) {
            return true;
        }
        return isBuy() ? otherPrice <= price : otherPrice >= price;
    }

    Event.OrderState state() {
        return new Event.OrderState(
                id,
                clOrdId,
                price,
                open,
                filled,
                terms.accountId(),
                terms.sessionId(),
                terms.instrumentId(),
                terms.side(),
                terms.ordType(),
                terms.timeInForce());
    }
}
