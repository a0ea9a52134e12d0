package org.tallystick.flow.imports;

import org.tallystick.codecs.types.Side;

/** An order of the recorded market while it is in the book. */
final class RecordedOrder {
    final Side side;
    /** Its id in the flow. */
    long clOrdId;

    long price;
    long qty;
    /** Quantity that was executed, but that the format will take off the order once more. */
    long unsettledQty;

    RecordedOrder(final long clOrdId, final Side side, final long price, final long qty) {
        this.clOrdId = clOrdId;
        this.side = side;
        this.price = price;
        this.qty = qty;
    }
}
